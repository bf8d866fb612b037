//! Views of the consortium itself, its offices and events.

use std::collections::{BTreeMap, BTreeSet};

use super::firm;
use super::order;
use super::scope::Scope;
use super::views::{ConsortiumView, EventView, FigureView, LinkView, OfficeView, Origins, ProgrammeView};
use crate::model::consortium::{Consortium, Legal, Office, OfficeKind};
use crate::model::event::{Event, EventKind, ProgrammeEntry};
use crate::model::field::Field;

/// The view of the consortium.
pub(super) fn view(scope: &Scope<'_>, c: &Consortium) -> ConsortiumView {
    let country = scope.locale.country(c.country.str());
    let place = [scope.text(&c.town), scope.text(&c.region), country];
    let (logo, logo_src) = logo(&c.brand.logo, "assets/logos/consortium.svg").unwrap_or_default();
    let on_dark = self::logo(&c.brand.logo_on_dark, "assets/logos/consortium-on-dark.svg");
    let (logo_on_dark, logo_on_dark_src) = on_dark.unwrap_or_else(|| (logo.clone(), logo_src.clone()));
    let name = scope.text(&c.name);
    ConsortiumView {
        legal_name: scope.text(&c.legal_name),
        card: scope.routes.top("offices").with_ending("vcf"),
        legal_form: scope.text(&c.legal_form),
        tagline: scope.text(&c.tagline),
        summary: scope.text(&c.summary),
        place: scope.locale.list(place.iter().filter(|part| !part.is_empty())),
        founded: c.founded.get().map_or_else(String::new, |year| scope.locale.year(*year)),
        base_url: c.base_url.str().to_owned(),
        email: c.enquiries.email.str().to_owned(),
        enquiry: firm::mail(c.enquiries.email.str(), &scope.strings.with("mail_subject", &[("what", &name)])),
        order_note: scope.say(&format!("order_{}", c.policy.order.word())),
        figures: figures(scope, c),
        offices: c.offices.iter().map(|o| office(scope, o)).collect(),
        legal: c.legal.as_ref().map_or_else(BTreeMap::new, |l| legal(scope, l)),
        social: c.social.iter().map(|s| social(scope, s)).filter(|s| !s.href.is_empty()).collect(),
        logo,
        logo_src,
        logo_on_dark,
        logo_on_dark_src,
        origins: Origins::from([
            ("name", scope.origin(&c.name)),
            ("tagline", scope.origin(&c.tagline)),
            ("summary", scope.origin(&c.summary)),
        ]),
        name,
    }
}

/// A logo's path in the project with its route on the site.
fn logo(field: &Field<String>, route: &str) -> Option<(String, String)> {
    Some((crate::files::resolve("", field.get()?)?, route.to_owned()))
}

fn social(scope: &Scope<'_>, s: &crate::model::consortium::Social) -> LinkView {
    LinkView { id: String::new(), name: scope.text(&s.label), href: firm::safe(s.url.str()) }
}

/// The consortium in figures: only sums of public facts.
fn figures(scope: &Scope<'_>, c: &Consortium) -> Vec<FigureView> {
    let members = order::members(scope.project, scope.locale);
    let people: f64 = members.iter().filter_map(|m| m.employees.get()).map(|n| f64::from(*n)).sum();
    let markets: BTreeSet<&str> =
        members.iter().flat_map(|m| &m.markets).map(|at| at.value.as_str()).collect();
    let papers = super::groups::register(scope).iter().map(|s| s.certificates.len()).sum::<usize>();
    let products = scope.project.offered_products().count();
    let years = c.founded.get().map(|year| f64::from(scope.project.today.year()) - f64::from(*year));
    // OK because counts of records are far below 2⁵³.
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let all = [
        ("figure_members", members.len() as f64),
        ("figure_people", people),
        ("figure_products", products as f64),
        ("figure_papers", papers as f64),
        ("figure_markets", markets.len() as f64),
        ("figure_years", years.unwrap_or(0.0)),
    ];
    let shown = all.into_iter().filter(|(_, value)| *value > 0.0);
    shown
        .map(|(key, value)| FigureView { value: scope.locale.number(value, 0), label: scope.say(key) })
        .collect()
}

fn office(scope: &Scope<'_>, o: &Office) -> OfficeView {
    OfficeView {
        kind: scope.say(&format!("office_{}", o.kind.or(OfficeKind::HeadOffice).word())),
        name: scope.text(&o.name),
        address: scope.text(&o.address),
        country: scope.locale.country(o.country.str()),
        territory: scope.locale.list(scope.countries(&o.territory)),
        languages: scope.languages(&o.languages),
        hours: scope.text(&o.hours),
        phone: o.phone.str().to_owned(),
        email: o.email.str().to_owned(),
    }
}

fn legal(scope: &Scope<'_>, l: &Legal) -> BTreeMap<&'static str, String> {
    let person = |index: usize| l.responsible_person.as_ref().map_or("", |p| p[index].str()).to_owned();
    BTreeMap::from([
        ("controller", scope.text(&l.controller)),
        ("address", scope.text(&l.address)),
        ("email", l.email.str().to_owned()),
        ("register", scope.text(&l.register)),
        ("tax_id", l.tax_id.str().to_owned()),
        ("processors", scope.texts(&l.processors)),
        ("rp_name", person(0)),
        ("rp_address", person(1)),
        ("rp_email", person(2)),
    ])
}

/// The view of an event.
pub(super) fn event(scope: &Scope<'_>, e: &Event) -> EventView {
    let iso = |field: &Field<jiff::civil::Date>| field.get().map_or_else(String::new, ToString::to_string);
    let days = match (e.start.get(), e.end.get()) {
        (Some(start), Some(end)) => scope.locale.days(*start, *end),
        _ => String::new(),
    };
    let members = order::members(scope.project, scope.locale);
    let comes =
        |id: &str| e.members.is_empty() || e.members.iter().any(|at| at.value == id || at.value == "*");
    let stand = [scope.text(&e.hall), scope.text(&e.stand)];
    EventView {
        id: e.id.to_string(),
        href: scope.routes.event(&e.id).as_str().to_owned(),
        calendar: scope.routes.event(&e.id).with_ending("ics"),
        name: scope.text(&e.name),
        kind: scope.say(&format!("event_{}", e.kind.or(EventKind::TradeFair).word())),
        days,
        start: iso(&e.start),
        end: iso(&e.end),
        venue: scope.text(&e.venue),
        address: scope.text(&e.address),
        country: scope.locale.country(e.country.str()),
        stand: scope.locale.list(stand.iter().filter(|part| !part.is_empty())),
        url: firm::safe(e.url.str()),
        body: scope.markup(&e.body, 2),
        programme: e.programme.iter().map(|entry| programme(scope, entry)).collect(),
        members: members.iter().filter(|m| comes(m.id.as_str())).map(|m| firm::link(scope, m)).collect(),
    }
}

fn programme(scope: &Scope<'_>, entry: &ProgrammeEntry) -> ProgrammeView {
    let start = entry.start.get();
    let time = match (start, entry.end.get()) {
        (Some(start), Some(end)) => scope.locale.times(*start, *end),
        (Some(start), None) => scope.locale.time(start.time()),
        _ => String::new(),
    };
    let day = start.map_or_else(String::new, |start| scope.locale.weekday(start.date()));
    ProgrammeView { day, time, label: scope.text(&entry.label) }
}
