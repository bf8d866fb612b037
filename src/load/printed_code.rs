//! Reader of the codes on paper.

use super::Top;
use super::table::Table;
use crate::model::printed_code::PrintedCode;

/// Reads `codes.toml`.
pub(super) fn read(top: Top<'_>) -> Vec<PrintedCode> {
    let t = top.table;
    let code = |t: Table<'_>| {
        let code = PrintedCode { code: t.required("code"), record: t.required("record"), span: t.span };
        t.finish();
        code
    };
    let codes = t.tables("code", "code", &["code"]).into_iter().map(code).collect();
    t.finish();
    codes
}
