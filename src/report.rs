//! Reports for the office: what stands on which page, what the preflight found, what changed since
//! the last printed edition, whether every firm is treated alike, what is still to do and whose it is. Plain data in,
//! text out; nothing is read or written here.

pub mod changes;
pub mod edition;
pub mod fairness;
pub mod flatplan;
pub mod preflight;
pub mod todo;

use crate::diag::Diagnostic;
use crate::pipeline::{LaidOut, Prepared};

const FOLDER: &str = "private/office/reports";

/// Paths of all reports below `dist`.
pub fn paths(prepared: &Prepared) -> Vec<String> {
    let reports = ["flatplan.txt", "preflight.json", "fairness.txt", "fairness.json"];
    let reports = reports.into_iter().map(|name| format!("{FOLDER}/{name}"));
    reports.chain(todo::receivers(&prepared.project).map(|id| todo::path(id, "txt"))).collect()
}

/// A report by its path.
pub fn text(prepared: &Prepared, path: &str) -> Option<String> {
    if let Some(id) = todo::receiver(&prepared.project, path, "txt") {
        return Some(todo::List::of(&prepared.project, &prepared.findings, id).letter());
    }
    let fair = || fairness::report(prepared);
    match path.strip_prefix(FOLDER)?.strip_prefix('/')? {
        "flatplan.txt" => Some(flatplan::write(prepared)),
        "preflight.json" => Some(preflight::write(prepared)),
        "fairness.txt" => Some(fairness::text(&fair())),
        "fairness.json" => Some(fairness::json(&fair())),
        _ => None,
    }
}

/// The reports with their paths below `dist`.
pub fn reports(prepared: &Prepared) -> Vec<(String, String)> {
    let one = |path: String| Some((path.clone(), text(prepared, &path)?));
    paths(prepared).into_iter().filter_map(one).collect()
}

/// The findings that show in a document.
fn findings_of<'a>(prepared: &'a Prepared, document: &LaidOut) -> Vec<&'a Diagnostic> {
    let name = &document.document.name;
    let shows =
        |output: &String| output.strip_prefix(name).is_some_and(|r| r.is_empty() || r.starts_with(' '));
    prepared.findings.iter().filter(|finding| finding.outputs.iter().any(shows)).collect()
}
