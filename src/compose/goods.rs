//! The view of a product: specification in the group's order, trade facts, packing.

use std::collections::{BTreeMap, BTreeSet};

use super::firm;
use super::scope::Scope;
use super::views::{MakerView, Origins, PictureView, ProductView, Row, VariantView};
use crate::model::category::{Category, Spec, SpecEntry, SpecType, SpecValue};
use crate::model::product::{Packaging, Product, Status};

/// The picture that stands for a product: a photograph where there is one, else a drawing.
fn first_photo(photos: &[PictureView]) -> Option<PictureView> {
    photos.iter().find(|photo| !photo.drawing).or(photos.first()).cloned()
}

/// The view of a product.
pub(super) fn view(scope: &Scope<'_>, product: &Product) -> ProductView {
    let category = scope.project.categories.find(product.category.str());
    let member = scope.project.member(product.id.owner());
    let name = scope.text(&product.name);
    let owner = member.map_or_else(|| name.clone(), |m| scope.text(&m.name));
    let spec = category.map_or_else(Vec::new, |c| specification(scope, c, product));
    let capacity = product.capacity.as_ref().and_then(|c| c.for_audience(scope.audience));
    let unit = product.moq.as_ref().map_or("", |moq| moq.unit.str());
    let photos: Vec<_> = product.photos.iter().map(|p| scope.picture(Some(p), &owner)).collect();
    ProductView {
        id: product.id.to_string(),
        anchor: product.id.as_str().replace('/', "-"),
        href: scope.routes.product(&product.id).as_str().to_owned(),
        sort: String::new(),
        code: String::new(),
        qr: String::new(),
        measures: super::measures::of(scope, product, category, &spec),
        sku: product.sku.str().to_owned(),
        summary: scope.text(&product.summary),
        body: scope.markup(&product.body, 2),
        maker: member.map(|m| firm::link(scope, m)).unwrap_or_default(),
        town: member.map_or_else(String::new, |m| scope.text(&m.town)),
        common: product.is_common(),
        makers: makers(scope, product),
        pooled: pooled(scope, product),
        category: super::groups::link(scope, product.category.str()).unwrap_or_default(),
        is_new: product.status.or(Status::Current) == Status::New,
        photo: first_photo(&photos).unwrap_or_else(|| scope.picture(None, &owner)),
        photos,
        card_spec: card_spec(category, &spec),
        strip: strip(scope, product, category, &spec),
        trade: trade(scope, product, category),
        packing: product.packaging.as_ref().map_or_else(Vec::new, |p| packing(scope, p, unit)),
        lead_time: scope.lead_time(&product.lead_time, unit),
        variants: product.variants.iter().map(|v| variant(scope, v)).collect(),
        certificates: certificates(scope, product),
        hs: hs(product, category),
        origin: origin(scope, product),
        capacity: capacity.map_or_else(String::new, |amount| scope.amount(amount)),
        enquiry: enquiry(scope, product, &name),
        print_rank: product.print_rank.or(0),
        origins: Origins::from([
            ("name", scope.origin(&product.name)),
            ("summary", scope.origin(&product.summary)),
            ("sku", scope.token(product.sku.span())),
        ]),
        spec,
        name,
    }
}

fn certificates(scope: &Scope<'_>, product: &Product) -> Vec<super::views::CertificateView> {
    let Some(member) = scope.project.member(product.id.owner()) else { return Vec::new() };
    let own: Vec<_> = product.certificates.iter().filter_map(|at| member.certificate(&at.value)).collect();
    firm::certificates(scope, member, &own)
}

fn makers(scope: &Scope<'_>, product: &Product) -> Vec<MakerView> {
    let current = product.makers.iter().filter_map(|maker| {
        let member = scope.project.member(maker.member.str())?;
        member.is_member_on(scope.project.today).then(|| MakerView {
            member: firm::link(scope, member),
            since: maker.since.get().map_or_else(String::new, |year| scope.locale.year(*year)),
        })
    });
    current.collect()
}

fn pooled(scope: &Scope<'_>, product: &Product) -> String {
    if !product.is_common() {
        return String::new();
    }
    super::pool::of_product(scope, product).unwrap_or_else(|| scope.say("on_request"))
}

/// One row for each field of the group, in the group's order.
fn specification(scope: &Scope<'_>, category: &Category, product: &Product) -> Vec<Row> {
    let row = |spec: &Spec| {
        let key = spec.key.str();
        let entry = product.spec.iter().find(|entry| entry.key.value == key);
        let value = entry.map_or_else(String::new, |entry| value(scope, spec, entry));
        Row {
            label_at: scope.origin(&spec.label),
            ..scope.labelled(
                key,
                scope.text(&spec.label),
                value,
                scope.token(entry.and_then(|e| e.value.span())),
            )
        }
    };
    category.specs.iter().map(row).collect()
}

fn value(scope: &Scope<'_>, spec: &Spec, entry: &SpecEntry) -> String {
    let unit = spec.unit.str();
    match entry.value.get() {
        None => String::new(),
        Some(SpecValue::Number(n)) => {
            let tolerance = scope.text(&spec.tolerance);
            let measure = scope.measure(*n, unit);
            if tolerance.is_empty() {
                measure
            } else {
                format!("{measure} {}", tolerance.replace(' ', "\u{a0}"))
            }
        }
        Some(SpecValue::Range(low, high)) => {
            let low = scope.locale.number(*low, 2);
            let high = scope.measure(*high, unit);
            format!("{low}–{high}")
        }
        Some(SpecValue::Bool(yes)) => scope.say(if *yes { "yes" } else { "no" }),
        Some(SpecValue::Text(text)) if spec.kind.or(SpecType::Text) == SpecType::Choice => {
            let choice = spec.choices.iter().find(|choice| choice.source.str() == text.source.str());
            scope.text(choice.unwrap_or(text))
        }
        Some(SpecValue::Text(text)) => scope.text(text),
    }
}

/// The field of a group that stands in the card's strip.
fn strip_key(category: Option<&Category>) -> &str {
    category.and_then(|c| c.specs.iter().find(|s| s.compare)).map_or("", |s| s.key.str())
}

/// Five rows for every card of a group, so that neighbours can be read across.
fn card_spec(category: Option<&Category>, spec: &[Row]) -> Vec<Row> {
    spec.iter().filter(|row| row.key != strip_key(category)).take(5).cloned().collect()
}

/// The card's three cells: minimum order, lead time, the group's first compared field.
fn strip(scope: &Scope<'_>, product: &Product, category: Option<&Category>, spec: &[Row]) -> Vec<Row> {
    let moq = product.moq.as_ref();
    let key = strip_key(category);
    let compared = spec.iter().find(|row| row.key == key).cloned();
    let mut cells = vec![
        scope.row("moq", moq.map_or_else(String::new, |m| scope.amount(m)), moq.map(|m| m.span)),
        scope.row(
            "lead_time",
            scope.lead_range(&product.lead_time),
            product.lead_time.first().map(|l| l.span),
        ),
    ];
    cells.extend(compared.map(|row| Row { value: without_tolerance(&row.value), ..row }));
    cells
}

/// A measure without the tolerance behind it, for narrow places.
pub(super) fn without_tolerance(value: &str) -> String {
    value.split(" ±").next().unwrap_or(value).to_owned()
}

fn hs(product: &Product, category: Option<&Category>) -> String {
    let own = product.hs.str();
    if own.is_empty() { category.map_or("", |c| c.hs.str()).to_owned() } else { own.to_owned() }
}

fn origin(scope: &Scope<'_>, product: &Product) -> String {
    let own = product.origin.get().map(String::as_str);
    let makers = || scope.project.member(product.id.owner()).map(|m| m.country.str());
    own.or_else(makers).map_or_else(String::new, |code| scope.locale.country(code))
}

/// Whether any product of the group states a field: where none does, it is no question there.
fn is_asked(scope: &Scope<'_>, group: &str, field: &'static str) -> bool {
    let find = || {
        let mut all: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        for product in scope.project.offered_products() {
            let own = all.entry(product.category.str().to_owned()).or_default();
            own.extend((!product.composition.is_empty()).then_some("composition"));
            own.extend((!product.care.is_empty()).then_some("care"));
        }
        all
    };
    scope.stated.get_or_init(find).get(group).is_some_and(|fields| fields.contains(field))
}

fn trade(scope: &Scope<'_>, p: &Product, category: Option<&Category>) -> Vec<Row> {
    let material = scope.text(&p.material);
    let warnings = scope.text(&p.warnings);
    let sample = p.sample.as_ref().map_or_else(String::new, |s| {
        if !s.available {
            return scope.say("no_sample");
        }
        let days = s.days.get().map_or_else(String::new, |days| scope.days(*days));
        scope.locale.list([days, scope.text(&s.cost)].iter().filter(|part| !part.is_empty()))
    });
    let care =
        scope.locale.list(p.care.iter().map(|at| scope.say(&format!("care_{}", at.value.replace('-', "_")))));
    let gi = p.gi.as_ref().map_or_else(String::new, |(name, user)| match user.str() {
        "" => scope.text(name),
        number => format!("{} ({number})", scope.text(name)),
    });
    let code = |row: Row| Row { at: scope.token(p.hs.span()), ..row };
    let mut rows = vec![
        code(scope.row("hs", hs(p, category), None)),
        scope.row("origin", origin(scope, p), p.origin.span()),
        scope.row("material", material, p.material.source.span()),
        scope.row("composition", composition(scope, p), p.composition.first().map(|fibre| fibre.span)),
        scope.row(
            "customisation",
            scope.texts(&p.customisation),
            p.customisation.first().and_then(|c| c.source.span()),
        ),
        scope.row("sample", sample, p.sample.as_ref().and_then(|s| s.cost.source.span())),
        scope.row("care", care, p.care.first().map(|at| at.span)),
        scope.row("port", firm::port(scope, p.port.str()), p.port.span()),
    ];
    let asked = |field| is_asked(scope, p.category.str(), field);
    rows.retain(|row| {
        (row.key != "composition" || asked("composition")) && (row.key != "care" || asked("care"))
    });
    if !warnings.is_empty() {
        rows.push(scope.row("warnings", warnings, p.warnings.source.span()));
    }
    if !gi.is_empty() {
        rows.push(scope.row("gi", gi, None));
    }
    rows
}

/// `100 % cotton`, or part by part when there are several.
pub(super) fn composition(scope: &Scope<'_>, p: &Product) -> String {
    let mut parts: Vec<(String, Vec<String>)> = Vec::new();
    for fibre in &p.composition {
        let Some(percent) = fibre.percent.get() else { continue };
        let text = format!("{}\u{a0}% {}", scope.locale.number(*percent, 1), scope.text(&fibre.fibre));
        let part = scope.text(&fibre.part);
        match parts.iter_mut().find(|(name, _)| *name == part) {
            Some((_, list)) => list.push(text),
            None => parts.push((part, vec![text])),
        }
    }
    if let [(_, only)] = parts.as_slice() {
        return scope.locale.list(only);
    }
    let colon = scope.strings.get("colon");
    let each = parts.iter().map(|(part, list)| format!("{part}{colon}{}", scope.locale.list(list)));
    each.collect::<Vec<_>>().join(scope.strings.get("semicolon"))
}

/// Packing and container loads: loads are computed, never typed, and are whole cartons.
fn packing(scope: &Scope<'_>, p: &Packaging, unit: &str) -> Vec<Row> {
    let pieces = |field: &crate::model::field::Field<u32>| {
        field.get().map_or_else(String::new, |n| scope.measure(f64::from(*n), unit))
    };
    let number = |n: &f64| scope.locale.number(*n, 1);
    let size = match p.size_cm.each_ref().map(|side| side.get()) {
        [Some(l), Some(w), Some(h)] => format!("{} × {} × {}\u{a0}cm", number(l), number(w), number(h)),
        _ => String::new(),
    };
    let weight = |field: &crate::model::field::Field<f64>| {
        field.get().map_or_else(String::new, |kg| format!("{}\u{a0}kg", number(kg)))
    };
    let volume = p.cbm().map_or_else(String::new, |m3| format!("{}\u{a0}m³", scope.locale.number(m3, 3)));
    let mut rows = vec![
        scope.row("inner_pack", pieces(&p.inner), p.inner.span()),
        scope.row("carton", pieces(&p.carton), p.carton.span()),
        scope.row("carton_size", size, p.size_cm[0].span()),
        scope.row("carton_volume", volume, p.size_cm[0].span()),
        scope.row("net_weight", weight(&p.net_kg), p.net_kg.span()),
        scope.row("gross_weight", weight(&p.gross_kg), p.gross_kg.span()),
    ];
    let containers = scope.project.consortium.as_ref().map(|c| &c.policy.containers);
    for (name, (m3, t)) in containers.into_iter().flatten() {
        let load = p.cartons_in(*m3, *t).zip(p.carton.get()).map(|(cartons, each)| {
            let pieces = scope.measure(f64::from(cartons) * f64::from(*each), unit);
            let cartons = scope.strings.count("cartons", cartons as usize, scope.locale);
            scope.strings.with("container_load", &[("pieces", &pieces), ("cartons", &cartons)])
        });
        let label = scope.say(&format!("container_{name}"));
        rows.push(scope.labelled(
            &format!("container_{name}"),
            label,
            load.unwrap_or_default(),
            scope.token(Some(p.span)),
        ));
    }
    rows
}

fn variant(scope: &Scope<'_>, v: &crate::model::product::Variant) -> VariantView {
    let hex = v.swatch.str();
    let is_colour = hex.len() == 7 && hex.starts_with('#') && hex[1..].bytes().all(|b| b.is_ascii_hexdigit());
    VariantView {
        name: scope.text(&v.name),
        swatch: if is_colour { hex.to_owned() } else { String::new() },
        sizes: scope.locale.list(v.sizes.iter().map(|at| &at.value)),
        sku: v.sku.str().to_owned(),
    }
}

fn enquiry(scope: &Scope<'_>, product: &Product, name: &str) -> String {
    let maker = scope.project.member(product.id.owner());
    let what = format!("{name} {}", product.sku.str());
    let subject = scope.strings.with("mail_subject", &[("what", what.trim())]);
    firm::mail(super::enquiry::mailbox(scope.project, maker), &subject)
}
