//! Reports for the office: what stands on which page, what the preflight found, what changed since
//! the last printed edition. Plain data in, text out; nothing is read or written here.

pub mod changes;
pub mod edition;
pub mod flatplan;
pub mod preflight;

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::pipeline::{LaidOut, Prepared};
use crate::render::print::Layout;

/// The reports with their paths below `dist`.
pub fn reports(prepared: &Prepared) -> Vec<(String, String)> {
    let at = |name: &str| format!("private/office/reports/{name}");
    vec![(at("flatplan.txt"), flatplan::write(prepared)), (at("preflight.json"), preflight::write(prepared))]
}

/// The findings that show in a document.
fn findings_of<'a>(prepared: &'a Prepared, document: &LaidOut) -> Vec<&'a Diagnostic> {
    let name = &document.document.name;
    let shows =
        |output: &String| output.strip_prefix(name).is_some_and(|r| r.is_empty() || r.starts_with(' '));
    prepared.findings.iter().filter(|finding| finding.outputs.iter().any(shows)).collect()
}

/// Area of each member over all pages, mm².
fn areas(layout: &Layout) -> BTreeMap<&str, f64> {
    let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
    for area in &layout.areas {
        *areas.entry(&area.member).or_default() += area.mm2;
    }
    areas
}
