//! The view of a member firm: the same facts in the same order for each.

use super::scope::Scope;
use super::views::{CertificateView, LinkView, MachineView, MemberView, Origins, Row};
use crate::model::certificate::SchemeType;
use crate::model::member::Member;
use crate::model::parts::Certificate;
use crate::model::product::{Product, Status};

/// The link to a member's page.
pub(super) fn link(scope: &Scope<'_>, member: &Member) -> LinkView {
    LinkView {
        id: member.id.to_string(),
        name: scope.text(&member.name),
        href: scope.routes.member(&member.id).as_str().to_owned(),
    }
}

/// The view of a member.
pub(super) fn view(scope: &Scope<'_>, member: &Member) -> MemberView {
    let name = scope.text(&member.name);
    let products = own_products(scope, member);
    let ids = |list: &[&Product]| list.iter().map(|product| product.id.to_string()).collect();
    let capacity = member.capacity.as_ref().and_then(|c| c.for_audience(scope.audience));
    let payment = member.payment_terms.for_audience(scope.audience);
    let terms = [
        ("capacity", capacity.map(|amount| scope.amount(amount)), capacity.map(|amount| amount.span)),
        ("payment_terms", payment.map(|text| scope.text(text)), payment.and_then(|text| text.source.span())),
    ];
    let unit = common_unit(&products);
    MemberView {
        id: member.id.to_string(),
        legal_name: scope.text(&member.legal_name),
        qr: String::new(),
        sort: String::new(),
        href: scope.routes.member(&member.id).as_str().to_owned(),
        card: scope.routes.member(&member.id).with_ending("vcf"),
        business_type: member
            .business_type
            .get()
            .map_or_else(String::new, |b| scope.say(&format!("type_{}", b.word()))),
        place: scope
            .locale
            .list([scope.text(&member.town), scope.text(&member.region)].iter().filter(|s| !s.is_empty())),
        town: scope.text(&member.town),
        address: scope.text(&member.address),
        country: scope.locale.country(member.country.str()),
        website: safe(member.website.str()),
        founded: member.founded.get().map_or_else(String::new, |year| scope.locale.year(*year)),
        summary: scope.text(&member.summary),
        body: scope.markup(&member.body, 2),
        logo: member.logo_path.clone().unwrap_or_default(),
        logo_src: member
            .logo_path
            .as_ref()
            .map_or_else(String::new, |_| format!("assets/logos/{}.svg", member.id)),
        works: scope.picture(member.works().filter(|_| member.consent.photos), &name),
        photos: member
            .photos
            .iter()
            .filter(|_| member.consent.photos)
            .map(|p| scope.picture(Some(p), &name))
            .collect(),
        facts: facts(scope, member),
        machines: member.machines.iter().map(|m| machine(scope, m)).collect(),
        markets: scope.countries(&member.markets),
        processes: member.processes.iter().map(|p| scope.text(p)).collect(),
        lead_time: scope.lead_time(&member.lead_time, unit),
        certificates: certificates(scope, member, &member.certificates.iter().collect::<Vec<_>>()),
        categories: member.categories.iter().filter_map(|c| super::groups::link(scope, &c.value)).collect(),
        persons: persons(scope, member),
        enquiry: enquiry(scope, member, &name),
        terms: terms.into_iter().filter_map(|(key, value, at)| Some(scope.row(key, value?, at))).collect(),
        print_products: ids(&printed(scope, &products)),
        products: ids(&products),
        origins: Origins::from([
            ("name", scope.origin(&member.name)),
            ("summary", scope.origin(&member.summary)),
            ("town", scope.origin(&member.town)),
            ("address", scope.origin(&member.address)),
        ]),
        name,
    }
}

fn machine(scope: &Scope<'_>, machine: &crate::model::member::Machine) -> MachineView {
    MachineView { name: scope.text(&machine.name), count: scope.whole(&machine.count) }
}

fn persons(scope: &Scope<'_>, member: &Member) -> Vec<super::views::PersonView> {
    member.persons.iter().map(|person| scope.person(person)).collect()
}

fn common_unit<'a>(products: &[&'a Product]) -> &'a str {
    let mut units = products.iter().filter_map(|p| p.moq.as_ref()?.unit.get());
    let first = units.next().map_or("", String::as_str);
    if units.all(|unit| unit == first) { first } else { "" }
}

/// The facts of a firm in the common order; each firm has every row.
fn facts(scope: &Scope<'_>, m: &Member) -> Vec<Row> {
    let percent = |field: &crate::model::field::Field<f64>| {
        field.get().map_or_else(String::new, |n| format!("{}\u{a0}%", scope.locale.number(*n, 1)))
    };
    let year = |n: &u32| scope.locale.year(*n);
    let area =
        m.plant_area_m2.get().map_or_else(String::new, |n| format!("{}\u{a0}m²", scope.locale.number(*n, 0)));
    let list =
        |items: &[crate::model::field::At<String>]| scope.locale.list(items.iter().map(|at| &at.value));
    let sample = m.sample.as_ref();
    let sample_text = sample.map_or_else(String::new, |sample| {
        let days = sample.days.get().map_or_else(String::new, |days| scope.days(*days));
        scope.locale.list([days, scope.text(&sample.policy)].iter().filter(|part| !part.is_empty()))
    });
    let markets = |codes| scope.locale.list(scope.countries(codes));
    let hours = m
        .response_hours
        .get()
        .map_or_else(String::new, |h| scope.strings.count("hours", *h as usize, scope.locale));
    let first = |list: &[crate::model::field::At<String>]| list.first().map(|at| at.span);
    vec![
        scope.row("founded", m.founded.get().map_or_else(String::new, year), m.founded.span()),
        scope.row("employees", scope.whole(&m.employees), m.employees.span()),
        scope.row("women_percent", percent(&m.women_percent), m.women_percent.span()),
        scope.row("plant_area", area, m.plant_area_m2.span()),
        scope.row("export_share", percent(&m.export_share), m.export_share.span()),
        scope.row("processes", scope.texts(&m.processes), m.processes.first().and_then(|p| p.source.span())),
        scope.row("markets", markets(&m.markets), first(&m.markets)),
        scope.row("target_markets", markets(&m.target_markets), first(&m.target_markets)),
        scope.row("languages", scope.languages(&m.languages), first(&m.languages)),
        scope.row("lead_time", scope.lead_range(&m.lead_time), m.lead_time.first().map(|l| l.span)),
        scope.row("sample", sample_text, sample.and_then(|s| s.policy.source.span())),
        scope.row("response", hours, m.response_hours.span()),
        scope.row("incoterms", list(&m.incoterms), first(&m.incoterms)),
        scope.row("port", port(scope, m.port.str()), m.port.span()),
    ]
}

/// A port as printed: the theme's name of the UN/LOCODE with the code, or the code.
pub(super) fn port(scope: &Scope<'_>, code: &str) -> String {
    let key = format!("port_{code}");
    match scope.strings.get(&key) {
        _ if code.is_empty() => String::new(),
        name if name == key => code.to_owned(),
        name => format!("{name} ({code})"),
    }
}

/// Papers that are valid on the outputs' day, in the order typed.
pub(super) fn certificates(
    scope: &Scope<'_>,
    member: &Member,
    list: &[&Certificate],
) -> Vec<CertificateView> {
    let valid = |c: &&&Certificate| c.expires.get().is_none_or(|until| *until >= scope.project.today);
    list.iter().filter(valid).filter_map(|c| certificate(scope, member, c)).collect()
}

fn certificate(scope: &Scope<'_>, member: &Member, c: &Certificate) -> Option<CertificateView> {
    let scheme = scope.project.scheme(c.scheme.str())?;
    let or_dash = |text: &str| if text.is_empty() { super::scope::DASH.to_owned() } else { text.to_owned() };
    let kind = scheme.kind.or(SchemeType::Declaration).word();
    Some(CertificateView {
        name: scope.text(&scheme.name),
        kind: scope.say(&format!("scheme_{kind}")),
        number: or_dash(c.number.str()),
        body: or_dash(c.body.str()),
        scope: scope.text(&c.scope),
        valid_until: c.expires.get().map_or_else(|| super::scope::DASH.to_owned(), |d| scope.locale.date(*d)),
        url: safe(c.url.str()),
        member: link(scope, member),
        at: scope.token(Some(c.span)),
    })
}

/// A link if it may be published, else nothing.
pub(super) fn safe(url: &str) -> String {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && crate::markdown::is_safe_link(url) { url.to_owned() } else { String::new() }
}

/// Offered products of a member: ranked ones first, the others by name.
pub(super) fn own_products<'a>(scope: &Scope<'a>, member: &Member) -> Vec<&'a Product> {
    let own = scope.project.offered_products().filter(|p| p.id.owner() == member.id.as_str());
    let mut list: Vec<&Product> = own.collect();
    list.sort_by(|a, b| {
        let rank = |p: &Product| p.print_rank.get().copied().unwrap_or(u32::MAX);
        let names = || scope.locale.compare(&scope.text(&a.name), &scope.text(&b.name));
        rank(a).cmp(&rank(b)).then_with(names)
    });
    list
}

/// The products of a firm that are printed: each firm has the same number.
pub(super) fn printed<'a>(scope: &Scope<'_>, products: &[&'a Product]) -> Vec<&'a Product> {
    let share = share(scope.project);
    let ranked = products
        .iter()
        .filter(|p| p.print_rank.get().is_some() && p.status.or(Status::Current) != Status::Discontinued);
    ranked.take(share).copied().collect()
}

/// How many products each firm has in print: the policy's number, else the smallest firm's.
pub(super) fn share(project: &crate::model::project::Project) -> usize {
    let policy = project.consortium.as_ref().and_then(|c| c.policy.products_in_print.get());
    let ranked = |member: &Member| {
        project
            .offered_products()
            .filter(|p| p.id.owner() == member.id.as_str() && p.print_rank.get().is_some())
            .count()
    };
    policy.map_or_else(|| project.current_members().map(ranked).min().unwrap_or(0), |n| *n as usize)
}

fn enquiry(scope: &Scope<'_>, member: &Member, name: &str) -> String {
    let mailbox = super::enquiry::mailbox(scope.project, Some(member));
    mail(mailbox, &scope.strings.with("mail_subject", &[("what", name)]))
}

/// A `mailto:` link with a subject; nothing without an address.
pub(super) fn mail(address: &str, subject: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"@.-_+".contains(b);
    if address.is_empty() || !address.bytes().all(|b| plain(&b)) {
        return String::new();
    }
    let encode = |b: u8| {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    let subject: String = subject.bytes().map(encode).collect();
    format!("mailto:{address}?subject={subject}")
}
