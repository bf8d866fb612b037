//! # A request has an unknown rank
//!
//! A request says how much two want to meet: 5 they must, 4 to 2 in between, 1 if time allows, 0 never. A
//! larger number would be taken for the most urgent wish of all.
//!
//! Write a whole number from 0 to 5.
//!
//! ```toml
//! request = [{ buyer = "north-home", member = "riverside-looms", from = "buyer", rank = 5 }]
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for frame in &project.meetings {
        for at in frame.requests.iter().filter_map(|request| request.rank.at()).filter(|at| at.value > 5) {
            let message = format!("a request in `{}` has the rank {}", frame.event, at.value);
            let hint = "write a number from 5 (must meet) over 1 (if time allows) to 0 (never)";
            report(Diagnostic::at(&codes::REQUEST_RANK, at.span, message).hint(hint));
        }
    }
}
