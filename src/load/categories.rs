//! Readers of `categories.toml` and `certificates.toml`.

use super::parts;
use super::table::Table;
use crate::model::category::{Categories, Category, Spec, Unit};
use crate::model::certificate::Scheme;
use crate::model::ids::{CategoryId, SchemeId};

/// Reads units and product groups.
pub(super) fn read(top: Table<'_>) -> Categories {
    let units = top.tables("units", "unit", &["id"]).into_iter().map(unit).collect();
    let list = top.tables("category", "product group", &["id"]).into_iter().map(category).collect();
    top.finish();
    Categories { units, list }
}

fn unit(t: Table<'_>) -> Unit {
    let unit = Unit { id: t.required("id"), name: t.required_text("name"), code: t.get("code") };
    t.finish();
    unit
}

fn category(t: Table<'_>) -> Category {
    let category = Category {
        id: CategoryId::new(t.required::<String>("id").str()),
        name: t.required_text("name"),
        parent: t.get("parent"),
        hs: t.get("hs"),
        summary: t.text("summary"),
        photo: parts::single_photo(&t, "photo", ""),
        specs: t.tables("spec", "specification", &["key"]).into_iter().map(spec).collect(),
        span: t.span,
    };
    t.finish();
    category
}

fn spec(t: Table<'_>) -> Spec {
    let spec = Spec {
        key: t.required("key"),
        label: t.required_text("label"),
        kind: t.required("type"),
        unit: t.get("unit"),
        tolerance: t.text("tolerance"),
        min: t.get("min"),
        max: t.get("max"),
        choices: t.texts("choices"),
        required: t.get("required").or(false),
        compare: t.get("compare").or(false),
        span: t.span,
    };
    t.finish();
    spec
}

/// Reads the schemes of certificates.
pub(super) fn read_schemes(top: Table<'_>) -> Vec<Scheme> {
    let schemes = top.tables("scheme", "scheme", &["id"]).into_iter().map(scheme).collect();
    top.finish();
    schemes
}

fn scheme(t: Table<'_>) -> Scheme {
    let scheme = Scheme {
        id: SchemeId::new(t.required::<String>("id").str()),
        name: t.required_text("name"),
        kind: t.required("type"),
        level: t.required("level"),
        expiry: t.get("expiry"),
        number: t.get("number"),
        must_show: t.values("must_show"),
        recognised_excellent: t.get("recognised_excellent").or(false),
        url: t.get("url"),
        span: t.span,
    };
    t.finish();
    scheme
}
