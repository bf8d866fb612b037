//! What machines read: schema.org objects of public facts. A product without a public price gets no
//! invented offer, and what is not known is left out instead of being said to be nothing.

use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::routes::address;
use super::scope::Scope;
use super::views::{CategoryView, EventView, MemberView, ProductView};

/// An object without what is empty in it: no value, no text, no entry, or nothing but its type.
fn known(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let known: serde_json::Map<_, _> = map
                .into_iter()
                .map(|(key, value)| (key, known(value)))
                .filter(|(_, value)| !value.is_null())
                .collect();
            let says = known.keys().any(|key| !key.starts_with('@') || key == "@graph");
            if says { Value::Object(known) } else { Value::Null }
        }
        Value::Array(list) => {
            let known: Vec<Value> = list.into_iter().map(known).filter(|value| !value.is_null()).collect();
            if known.is_empty() { Value::Null } else { Value::Array(known) }
        }
        // What a page shows as a dash is not known.
        Value::String(text) if text.is_empty() || text == super::scope::DASH => Value::Null,
        value => value,
    }
}

/// A year as machines read it, whatever digits the page has.
fn year(year: Option<&u32>) -> Option<String> {
    year.map(|year| format!("{year:04}"))
}

/// The address of a picture; none where there is none.
fn picture(scope: &Scope<'_>, src: &str) -> Option<String> {
    (!src.is_empty()).then(|| address(scope.project, src))
}

/// The consortium.
pub fn organization(scope: &Scope<'_>, catalogue: &Catalogue) -> Value {
    let Some(c) = &catalogue.consortium else { return Value::Null };
    let member = |m: &MemberView| json!({ "@type": "Organization", "name": m.name, "url": address(scope.project, &m.href) });
    let founded = scope.project.consortium.as_ref().and_then(|own| own.founded.get());
    known(json!({
        "@context": "https://schema.org", "@type": "Organization", "name": c.name, "legalName": c.legal_name,
        "url": c.base_url, "description": c.summary, "foundingDate": year(founded), "email": c.email,
        "logo": picture(scope, &c.logo_src), "address": c.legal.get("address"),
        "member": catalogue.members.iter().map(member).collect::<Vec<_>>(),
    }))
}

fn trail(scope: &Scope<'_>, steps: &[(&str, &str)]) -> Value {
    let item = |(index, (name, href)): (usize, &(&str, &str))| json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": address(scope.project, href) });
    json!({ "@type": "BreadcrumbList", "itemListElement": steps.iter().enumerate().map(item).collect::<Vec<_>>() })
}

/// A member firm.
pub fn member(scope: &Scope<'_>, catalogue: &Catalogue, m: &MemberView) -> Value {
    let list = scope.routes.members();
    let home = catalogue.consortium.as_ref();
    let founded = scope.project.member(&m.id).and_then(|own| own.founded.get());
    known(json!({ "@context": "https://schema.org", "@graph": [
        {
            "@type": "Organization", "name": m.name, "legalName": m.legal_name, "url": address(scope.project, &m.href),
            "sameAs": m.website, "description": m.summary, "foundingDate": year(founded), "address": m.address,
            "memberOf": home.map(|c| json!({ "@type": "Organization", "name": c.name, "url": c.base_url })),
        },
        trail(scope, &[(&scope.say("nav_members"), list.as_str()), (&m.name, &m.href)]),
    ]}))
}

/// A product group.
pub fn group(scope: &Scope<'_>, catalogue: &Catalogue, g: &CategoryView) -> Value {
    let item = |(index, p): (usize, &ProductView)| json!({ "@type": "ListItem", "position": index + 1, "name": p.name, "url": address(scope.project, &p.href) });
    let products = catalogue.pick(&g.products);
    let items: Vec<Value> = products.into_iter().enumerate().map(item).collect();
    let list = scope.routes.groups();
    known(json!({ "@context": "https://schema.org", "@graph": [
        { "@type": "ItemList", "name": g.name, "numberOfItems": items.len(), "itemListElement": items },
        trail(scope, &[(&scope.say("nav_products"), list.as_str()), (&g.name, &g.href)]),
    ]}))
}

/// A product.
pub fn product(scope: &Scope<'_>, p: &ProductView) -> Value {
    let property = |row: &super::views::Row| {
        (!row.missing).then(|| json!({ "@type": "PropertyValue", "name": row.label, "value": row.value }))
    };
    let certification = |c: &super::views::CertificateView| {
        json!({
            "@type": "Certification", "name": c.name, "certificationIdentification": c.number,
            "issuedBy": { "@type": "Organization", "name": c.body },
        })
    };
    let makers = if p.common {
        json!(
            p.makers
                .iter()
                .map(|m| json!({ "@type": "Organization", "name": m.member.name }))
                .collect::<Vec<_>>()
        )
    } else {
        json!({ "@type": "Organization", "name": p.maker.name, "url": address(scope.project, &p.maker.href) })
    };
    let list = scope.routes.groups();
    known(json!({ "@context": "https://schema.org", "@graph": [
        {
            "@type": "Product", "name": p.name, "sku": p.sku, "description": p.summary, "category": p.category.name,
            "url": address(scope.project, &p.href), "manufacturer": makers,
            "countryOfOrigin": { "@type": "Country", "name": p.origin }, "image": picture(scope, &p.photo.src),
            "additionalProperty": p.spec.iter().filter_map(property).collect::<Vec<_>>(),
            "hasCertification": p.certificates.iter().map(certification).collect::<Vec<_>>(),
        },
        trail(scope, &[
            (&scope.say("nav_products"), list.as_str()), (&p.category.name, &p.category.href), (&p.name, &p.href),
        ]),
    ]}))
}

/// An event.
pub fn event(scope: &Scope<'_>, e: &EventView) -> Value {
    known(json!({
        "@context": "https://schema.org", "@type": "BusinessEvent", "name": e.name, "startDate": e.start,
        "endDate": e.end, "url": address(scope.project, &e.href),
        "location": { "@type": "Place", "name": e.venue, "address": e.address },
    }))
}
