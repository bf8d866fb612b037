//! What one dossier shows: the agenda with its breaks, then whom one meets in the order of the day,
//! with a record sheet for each meeting.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::handouts::Occasion;
use super::scope::Scope;
use super::views::{MemberView, PersonView, ProductView, Row};
use super::{firm, goods, hall, house};
use crate::model::buyer::Buyer;
use crate::model::field::At;
use crate::model::meeting::{Meeting, Slot};
use crate::model::member::Member;
use crate::model::price::PriceList;
use crate::model::private::Audience;
use crate::model::text::Text;

/// The largest plan of the hall, mm.
const PLAN: (f64, f64) = (174.0, 130.0);

/// A dossier's context with whom it is for.
pub(super) struct Dossier {
    /// The receiver's name.
    pub title: String,
    /// What the template sees.
    pub value: Map<String, Value>,
}

/// One line of an agenda.
#[derive(Clone, Debug, Serialize)]
struct Entry {
    /// `meeting` or `block`.
    kind: &'static str,
    #[serde(skip)]
    start: DateTime,
    time: String,
    table: String,
    whom: String,
    place: String,
    persons: String,
    interpreter: String,
    reason: String,
    reason_at: String,
}

#[derive(Clone, Debug, Serialize)]
struct Day {
    day: String,
    entries: Vec<Entry>,
}

/// A meeting as a page of its own.
#[derive(Clone, Debug, Serialize)]
struct Sheet<'a> {
    number: usize,
    day: String,
    time: String,
    table: String,
    reason: String,
    reason_at: String,
    interpreter: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a MemberView>,
    products: Vec<ProductView>,
    prices: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<Brief>,
}

/// A buyer as the reader may know it.
#[derive(Clone, Debug, Serialize)]
struct Brief {
    company: String,
    country: String,
    persons: Vec<PersonView>,
    facts: Vec<Row>,
    summary: String,
    summary_at: String,
}

/// The dossier of a buyer.
pub(super) fn of_buyer(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    buyer: &Buyer,
    meetings: &[&Meeting],
) -> Dossier {
    let own = brief(scope, buyer);
    let views: BTreeMap<&str, MemberView> = meetings
        .iter()
        .filter_map(|m| Some((m.member.str(), firm::view(scope, scope.project.member(m.member.str())?))))
        .collect();
    let sheets = meetings.iter().enumerate().map(|(index, m)| {
        let member = views.get(m.member.str());
        let products = matched(scope, buyer, m.member.str());
        let prices =
            products.iter().filter_map(|p| Some((p.id.clone(), price(scope, buyer, &p.id)?))).collect();
        Sheet { member, products, prices, ..sheet(scope, occasion, index, m) }
    });
    let value = json!({
        "buyer": own, "sheets": sheets.collect::<Vec<_>>(),
        "agenda": agenda(scope, occasion, meetings, &format!("buyer:{}", buyer.id), |m| {
            let member = views.get(m.member.str());
            (member.map_or_else(String::new, |v| v.name.clone()), member.map_or_else(String::new, |v| v.place.clone()))
        }),
        "hall": hall::view(scope, occasion.frame, PLAN, |id| meetings.iter().any(|m| m.table.str() == id)),
    });
    Dossier { title: own.company.clone(), value: finish(scope, occasion, value) }
}

/// The dossier of a member.
pub(super) fn of_member(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    member: &Member,
    meetings: &[&Meeting],
) -> Dossier {
    let own = firm::view(scope, member);
    let buyer_of = |m: &Meeting| scope.project.buyer(m.buyer.str());
    let sheets = meetings.iter().enumerate().map(|(index, m)| {
        let buyer = buyer_of(m).map(|buyer| brief(scope, buyer));
        let products = buyer_of(m).map_or_else(Vec::new, |buyer| matched(scope, buyer, member.id.as_str()));
        Sheet { buyer, products, ..sheet(scope, occasion, index, m) }
    });
    let value = json!({
        "member": own, "sheets": sheets.collect::<Vec<_>>(),
        "agenda": agenda(scope, occasion, meetings, &format!("member:{}", member.id), |m| {
            let brief = buyer_of(m).map(|buyer| brief(scope, buyer));
            brief.map_or_else(Default::default, |brief| (brief.company, brief.country))
        }),
        "hall": hall::view(scope, occasion.frame, PLAN, |id| meetings.iter().any(|m| m.table.str() == id)),
    });
    Dossier { title: own.name.clone(), value: finish(scope, occasion, value) }
}

fn finish(scope: &Scope<'_>, occasion: Occasion<'_>, value: Value) -> Map<String, Value> {
    let mut map = match value {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let version = occasion.plan.version.or(1);
    let made = occasion.plan.made.get().map_or_else(String::new, |day| scope.locale.date(*day));
    let stamp = scope.strings.with("version", &[("n", &version.to_string()), ("date", &made)]);
    map.insert("doc".into(), json!({
        "lang": scope.locale.lang().as_str(), "dir": if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" },
        "stamp": stamp, "date": scope.locale.date(scope.project.today),
    }));
    map.insert("paper".into(), json!("A4"));
    map.insert("t".into(), json!(scope.strings.all()));
    map.insert("event".into(), json!(house::event(scope, occasion.event)));
    map.insert("consortium".into(), json!(scope.project.consortium.as_ref().map(|c| house::view(scope, c))));
    map
}

fn slot<'a>(occasion: Occasion<'a>, meeting: &Meeting) -> Option<(&'a Slot, DateTime, DateTime)> {
    let slot = occasion.frame.slot(meeting.slot.str())?;
    Some((slot, *slot.start.get()?, *slot.end.get()?))
}

fn table(scope: &Scope<'_>, occasion: Occasion<'_>, meeting: &Meeting) -> String {
    let table = occasion.frame.table(meeting.table.str());
    let label = table.map_or_else(String::new, |table| scope.text(&table.label));
    if label.is_empty() { meeting.table.str().to_owned() } else { label }
}

fn sheet<'a>(scope: &Scope<'_>, occasion: Occasion<'_>, index: usize, meeting: &Meeting) -> Sheet<'a> {
    let times = slot(occasion, meeting);
    Sheet {
        number: index + 1,
        day: times.map_or_else(String::new, |(_, start, _)| scope.locale.weekday(start.date())),
        time: times.map_or_else(String::new, |(_, start, end)| scope.locale.times(start, end)),
        table: table(scope, occasion, meeting),
        reason: scope.text(&meeting.reason),
        reason_at: scope.origin(&meeting.reason),
        interpreter: interpreter(scope, occasion, meeting),
        member: None,
        products: Vec::new(),
        prices: BTreeMap::new(),
        buyer: None,
    }
}

/// An interpreter is named by languages, never by name.
fn interpreter(scope: &Scope<'_>, occasion: Occasion<'_>, meeting: &Meeting) -> String {
    let id = meeting.interpreter.str();
    let found = occasion.frame.interpreters.iter().find(|i| !id.is_empty() && i.id.str() == id);
    found.map_or_else(String::new, |i| {
        scope.strings.with("interpreter", &[("languages", &scope.languages(&i.languages))])
    })
}

/// Meetings and the breaks of those days, in the order of time.
fn agenda(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meetings: &[&Meeting],
    reader: &str,
    whom: impl Fn(&Meeting) -> (String, String),
) -> Vec<Day> {
    let mut days: BTreeMap<Date, Vec<Entry>> = BTreeMap::new();
    for meeting in meetings {
        let Some((_, start, end)) = slot(occasion, meeting) else { continue };
        let (whom, place) = whom(meeting);
        days.entry(start.date()).or_default().push(Entry {
            kind: "meeting",
            start,
            time: scope.locale.times(start, end),
            table: table(scope, occasion, meeting),
            whom,
            place,
            persons: persons(scope, meeting),
            interpreter: interpreter(scope, occasion, meeting),
            reason: scope.text(&meeting.reason),
            reason_at: scope.origin(&meeting.reason),
        });
    }
    for block in &occasion.frame.blocks {
        let (Some(start), Some(end)) = (block.start.get(), block.end.get()) else { continue };
        let invited =
            block.who.is_empty() || block.who.iter().any(|who| who.value == "*" || who.value == reader);
        if let Some(entries) = days.get_mut(&start.date()).filter(|_| invited) {
            let time = scope.locale.times(*start, *end);
            let none = String::new;
            let (table, place, persons, interpreter, reason, reason_at) =
                (none(), none(), none(), none(), none(), none());
            let whom = scope.text(&block.label);
            entries.push(Entry {
                kind: "block",
                start: *start,
                time,
                table,
                whom,
                place,
                persons,
                interpreter,
                reason,
                reason_at,
            });
        }
    }
    let day = |(date, mut entries): (Date, Vec<Entry>)| {
        entries.sort_by_key(|entry| entry.start);
        Day { day: scope.locale.weekday(date), entries }
    };
    days.into_iter().map(day).collect()
}

/// The member's people at the table, by role.
fn persons(scope: &Scope<'_>, meeting: &Meeting) -> String {
    let Some(member) = scope.project.member(meeting.member.str()) else { return String::new() };
    let of =
        |at: &At<String>| member.persons.iter().find(|p| p.id.str() == at.value).map(|p| scope.text(&p.role));
    scope.locale.list(meeting.persons.iter().filter_map(of))
}

/// A buyer as the scope's audience may know it.
fn brief(scope: &Scope<'_>, buyer: &Buyer) -> Brief {
    let see = scope.audience;
    let profile = buyer.profile.for_audience(see);
    let volume = buyer.annual_volume.for_audience(see).and_then(Option::as_ref);
    let price = buyer.target_price.for_audience(see).and_then(Option::as_ref);
    let groups = profile.map_or_else(String::new, |p| {
        scope.locale.list(
            p.categories.iter().filter_map(|at| super::groups::link(scope, &at.value)).map(|link| link.name),
        )
    });
    let schemes = profile.map_or_else(String::new, |p| {
        let named = p.certificates_required.iter().filter_map(|at| scope.project.scheme(&at.value));
        scope.locale.list(named.map(|scheme| scope.text(&scheme.name)))
    });
    let target = price.map_or_else(String::new, |p| {
        let amount = format!("{}\u{a0}{}", p.currency.str(), scope.locale.decimal_text(p.value.str()));
        match scope.unit(p.unit.str()).as_str() {
            "" => amount,
            unit => format!("{amount} / {unit}"),
        }
    });
    let facts = vec![
        scope.row("buyer_kind", profile.map_or_else(String::new, |p| scope.text(&p.kind)), None),
        scope.row("seeks", groups, None),
        scope.row("wants", profile.map_or_else(String::new, |p| wishes(scope, &p.products)), None),
        scope.row("volume", volume.map_or_else(String::new, |amount| scope.amount(amount)), None),
        scope.row("target_price", target, None),
        scope.row("certificates_required", schemes, None),
        scope.row(
            "markets",
            profile.map_or_else(String::new, |p| scope.locale.list(scope.countries(&p.markets))),
            None,
        ),
        scope.row("languages", profile.map_or_else(String::new, |p| scope.languages(&p.languages)), None),
    ];
    let country = buyer.country.for_audience(see).map_or_else(String::new, |c| scope.locale.country(c.str()));
    Brief {
        company: buyer.company.for_audience(see).map_or_else(String::new, |text| scope.text(text)),
        country,
        persons: buyer.persons.iter().map(|p| scope.person(p)).collect(),
        facts,
        summary: profile.map_or_else(String::new, |p| scope.text(&p.summary)),
        summary_at: profile.map_or_else(String::new, |p| scope.origin(&p.summary)),
    }
}

/// What a buyer looks for in particular, for this reader: a wish for a rival's product is not told.
fn wishes(scope: &Scope<'_>, products: &[Text]) -> String {
    let told = |wish: &Text| {
        let Some(product) = scope.project.product(wish.source.str()) else { return Some(scope.text(wish)) };
        let own = match scope.audience {
            Audience::Member { id, .. } => product.is_common() || product.id.owner() == id.as_str(),
            Audience::Buyer { .. } | Audience::Office => true,
            Audience::Public => false,
        };
        own.then(|| scope.text(&product.name))
    };
    scope.locale.list(products.iter().filter_map(told))
}

/// Products of a member in the groups a buyer looks for, at most four; else its first ones.
fn matched(scope: &Scope<'_>, buyer: &Buyer, member: &str) -> Vec<ProductView> {
    let Some(member) = scope.project.member(member) else { return Vec::new() };
    let own = firm::own_products(scope, member);
    // The groups are matched here, where nothing is shown; what is shown are the member's products.
    let fits = |id: &str| buyer.category_refs.iter().any(|at| at.value == id);
    let mut list: Vec<_> = own.iter().filter(|p| fits(p.category.str())).take(4).collect();
    if list.is_empty() {
        list = own.iter().take(4).collect();
    }
    list.into_iter().map(|p| goods::view(scope, p)).collect()
}

/// A product's price for a buyer, when a valid list allows this buyer to see it.
fn price(scope: &Scope<'_>, buyer: &Buyer, product: &str) -> Option<String> {
    let today = scope.project.today;
    let valid = |list: &&PriceList| {
        list.valid_from.get().is_none_or(|from| *from <= today)
            && list.valid_until.get().is_some_and(|until| *until >= today)
    };
    let class = buyer.class.for_audience(scope.audience).map_or("", |c| c.str());
    let named = |list: &&PriceList| match list.audience.str() {
        "buyers" => list.buyers.is_empty() || list.buyers.iter().any(|at| at.value == buyer.id.as_str()),
        "public" => true,
        other => other.strip_prefix("class:").is_some_and(|wanted| !class.is_empty() && wanted == class),
    };
    let lists = scope.project.prices.iter().filter(valid).filter(named);
    let mut lines = lists.flat_map(|list| list.lines.iter().map(move |line| (list, line)));
    let (list, line) = lines.find(|(_, line)| line.product.str() == product)?;
    let tiers = line.tiers.for_audience(scope.audience)?;
    let tier = |tier: &crate::model::price::Tier| {
        let price = scope.locale.decimal_text(tier.price.str());
        let from = scope.locale.number(tier.from.or(0.0), 0);
        scope.strings.with("price_from", &[("price", &price), ("from", &from)])
    };
    let head = format!(
        "{}\u{a0}/\u{a0}{}, {} {}",
        list.currency.str(),
        line.unit.get().map_or_else(String::new, |unit| scope.say(&format!("each_{}", unit.word()))),
        list.incoterm.str(),
        list.place.str()
    );
    Some(format!("{head}{}{}", scope.say("colon"), scope.locale.list(tiers.iter().map(tier))))
}
