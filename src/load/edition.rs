//! Reader of closed editions.

use super::Top;
use super::table::Table;
use crate::model::edition::{Edition, EditionDocument, EditionExposure, EditionRecord};

/// Reads what was printed.
pub(super) fn read(top: Top<'_>) -> Edition {
    let t = top.table;
    let exposure = |t: Table<'_>| {
        let exposure = EditionExposure { member: t.required("member"), mm2: t.required("mm2") };
        t.finish();
        exposure
    };
    let edition = Edition {
        id: top.id.to_owned(),
        brochure: t.required("brochure"),
        edition: t.required("edition"),
        closed: t.required("closed"),
        input: t.required("input"),
        order: t.values("order"),
        exposure: t.tables("exposure", "exposure", &["member"]).into_iter().map(exposure).collect(),
        documents: t.tables("document", "document", &["lang"]).into_iter().map(document).collect(),
        span: t.span,
    };
    t.finish();
    edition
}

fn document(t: Table<'_>) -> EditionDocument {
    let record = |t: Table<'_>| {
        let record =
            EditionRecord { id: t.required("id"), page: t.required("page"), text: t.required("text") };
        t.finish();
        record
    };
    let document = EditionDocument {
        lang: t.required("lang"),
        paper: t.required("paper"),
        pages: t.values("pages"),
        records: t.tables("record", "record", &["id"]).into_iter().map(record).collect(),
    };
    t.finish();
    document
}
