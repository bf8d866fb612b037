//! # A unit that nobody declared
//!
//! Units are declared once, as `units` in `categories.toml`, with the name under which each is printed;
//! `pcs`, `kg` and `t` are always known. A number in an unknown unit cannot be printed or added up.
//!
//! Use a declared unit, or declare the new one. A capacity is given per `day`, `week`, `month` or
//! `year`.
//!
//! ```toml
//! moq = { value = 1000, unit = "pieces" }     # wrong
//! moq = { value = 1000, unit = "pcs" }        # right
//! ```

use super::{Report, did_you_mean};
use crate::check::walk::{self, Quantity};
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::project::Project;

const ALWAYS: [&str; 3] = ["pcs", "kg", "t"];
const PERIODS: [&str; 4] = ["day", "week", "month", "year"];

pub(super) fn check(project: &Project, report: Report<'_>) {
    for category in &project.categories.list {
        for spec in &category.specs {
            if let Some(at) = spec.unit.at() {
                let called = format!("`{}` of group `{}`", spec.key.str(), category.id);
                unit(project, &called, at, false, report);
            }
        }
    }
    for Quantity { called, amount, is_private } in walk::amounts(project) {
        if let Some(at) = amount.unit.at() {
            unit(project, &called, at, is_private, report);
        }
        if let Some(at) = amount.per.at().filter(|at| !PERIODS.contains(&at.value.as_str())) {
            let message = format!("{called} is given per something else than a day, week, month or year");
            let hint = "write `per = \"month\"`, or another of the four";
            report(Diagnostic::at(&codes::UNKNOWN_UNIT, at.span, message).hint(hint));
        }
    }
}

fn unit(project: &Project, called: &str, at: &At<String>, is_private: bool, report: Report<'_>) {
    if project.categories.units.is_empty() && project.paths.contains("categories.toml") {
        return; // It could not be read, or declares nothing: one finding about it is enough.
    }
    let own = project.categories.units.iter().filter_map(|unit| unit.id.get()).map(String::as_str);
    let known: Vec<&str> = own.chain(ALWAYS).collect();
    if known.contains(&at.value.as_str()) {
        return;
    }
    let otherwise = "add it to `units` in `categories.toml`, or use a unit from there";
    let (message, hint) = if is_private {
        (format!("{called} is in a unit that is not declared"), otherwise.to_owned())
    } else {
        let hint = did_you_mean(&at.value, known.iter().copied(), otherwise);
        (format!("{called} is in the unit `{}`, which is not declared", at.value), hint)
    };
    report(Diagnostic::at(&codes::UNKNOWN_UNIT, at.span, message).hint(hint));
}
