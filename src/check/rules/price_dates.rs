//! # A price list is out of date
//!
//! A price that has run out is still an offer in a buyer's eyes. Lists that have run out are shown in no
//! dossier; lists that run out before the event ends are of no use to the buyers who get them there.
//!
//! Ask the firm for its new prices and change `valid_from` and `valid_until`, or remove the file.

use super::Report;
use super::certificate_expired::next_occasion;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let occasion = next_occasion(project);
    for list in &project.prices {
        let Some(until) = list.valid_until.at() else { continue };
        let (wrong, hint) = if list.valid_from.get().is_some_and(|from| *from > until.value) {
            ("ends before it begins".to_owned(), "correct `valid_from` or `valid_until`")
        } else if until.value < project.today {
            (format!("ran out on {}", until.value), "ask the firm for new prices, or remove the file")
        } else if let Some((event, end)) = occasion.filter(|(_, end)| until.value < *end) {
            let wrong = format!("runs out on {}, before event `{}` ends on {end}", until.value, event.id);
            (wrong, "ask the firm how long its prices hold")
        } else {
            continue;
        };
        let message = format!("price list `{}` {wrong}", list.id);
        report(Diagnostic::at(&codes::PRICE_DATES, until.span, message).hint(hint));
    }
}
