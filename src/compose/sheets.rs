//! Whole specifications for the page that compares: one script for each group and language, so that four
//! products side by side cost no more than their groups.

use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::scope::Scope;
use super::views::{CategoryView, ProductView, Row};

/// The script with all products of a group: labelled values in the group's order.
pub fn script(scope: &Scope<'_>, catalogue: &Catalogue, group: &CategoryView) -> String {
    let products = catalogue.pick(&group.products);
    let sheets: serde_json::Map<String, Value> =
        products.iter().map(|p| (p.code.clone(), sheet(scope, p))).collect();
    format!("Fairfolio.sheets({});\n", Value::Object(sheets))
}

fn sheet(scope: &Scope<'_>, p: &ProductView) -> Value {
    let maker = if p.common { scope.say("w_common") } else { p.maker.name.clone() };
    let papers = scope.locale.list(p.certificates.iter().map(|paper| &paper.name));
    let colours = scope.locale.list(p.variants.iter().map(|variant| &variant.name));
    let first = [
        scope.labelled("maker", scope.say("w_maker"), maker, String::new()),
        scope.labelled("sku", scope.say("w_sku"), p.sku.clone(), String::new()),
    ];
    let last = [
        scope.labelled("certificates", scope.say("nav_certificates"), papers, String::new()),
        scope.labelled("variants", scope.say("w_variants"), colours, String::new()),
    ];
    let terms = p.strip.iter().take(2);
    let rows = first.iter().chain(terms).chain(&p.spec).chain(&p.trade).chain(&p.packing).chain(&last);
    let picture = p.photo.webp.first().map_or(p.photo.src.as_str(), |source| &source.src);
    json!({
        "name": p.name, "href": p.href, "picture": picture, "group": p.category.name,
        "rows": rows.map(cell).collect::<Vec<_>>(),
    })
}

/// Key, label and value; a missing value is empty.
fn cell(row: &Row) -> Value {
    json!([row.key, row.label, if row.missing { "" } else { &row.value }])
}
