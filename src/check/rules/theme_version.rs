//! # The project's templates are for another version of the themes
//!
//! Names of templates, blocks and components are a contract between the program and the files in `theme/`.
//! `theme/theme.toml` says which versions of it these files were written for; `fairfolio theme eject` writes
//! it. Files for an older version may fill blocks that are called otherwise now; files for a later one ask
//! for what this program does not have.
//!
//! For older files, make the changes that the finding lists and then write the program's version as `max`.
//! For later ones, use the version of the program that they were made with. `docs/themes.md` has the table
//! of all changes.
//!
//! ```toml
//! api = { min = 1, max = 1 }     # wrong: this program has version 2
//! api = { min = 1, max = 2 }     # right, once the templates were compared
//! ```

use super::Report;
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::project::Project;
use crate::model::theme::{API, CHANGES};

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(own) = &project.own_theme else { return };
    let (Some(min), Some(max)) = (own.min.at(), own.max.at()) else { return };
    if min.value > max.value {
        let message = format!("`min` is {} and `max` is {}", min.value, max.value);
        let hint = "exchange them: `min` is the oldest version that the files are for";
        report(Diagnostic::at(&codes::THEME_VERSION, own.span, message).hint(hint));
    } else if min.value > API {
        let message =
            format!("`theme/` needs version {} of the themes; this program has version {API}", min.value);
        let hint = format!(
            "use the version of fairfolio that it was made with, or eject the files anew and write `api = {{ min = {API}, max = {API} }}`"
        );
        report(Diagnostic::at(&codes::THEME_VERSION, min.span, message).hint(hint));
    } else if max.value < API {
        let message =
            format!("`theme/` was made for version {} of the themes; this program has version {API}", max.value);
        let orders = changes(project, max.value);
        // Nothing of the project's own was renamed: it works, and only the line is out of date.
        let severity = if orders.is_empty() { Severity::Warning } else { codes::THEME_VERSION.severity };
        let finding = Diagnostic::at(&codes::THEME_VERSION, max.span, message).with_severity(severity);
        let last = match orders.is_empty() {
            true => format!("none of your files has changed names: write `max = {API}`"),
            false => format!("then write `max = {API}`"),
        };
        report(orders.into_iter().chain([last]).fold(finding, Diagnostic::hint));
    }
}

/// What was renamed after a version in files that the project has of its own, as orders.
fn changes(project: &Project, since: u32) -> Vec<String> {
    let own = |file: &str| project.paths.contains(&format!("theme/{file}"));
    let touched = CHANGES.iter().filter(|change| change.version > since && own(change.file));
    let order = |c: &crate::model::theme::Change| {
        format!("in `theme/{}` rename block `{}` to `{}`", c.file, c.old, c.new)
    };
    touched.map(order).collect()
}
