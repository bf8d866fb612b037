//! # Two slots overlap
//!
//! Slots follow one another; nobody can be in two meetings that overlap, and the tool counts on that when it
//! looks for clashes. A slot also ends after it begins.
//!
//! Correct `start` or `end`.
//!
//! ```toml
//! slot = [
//!   { id = "d1-01", start = 2027-01-13T09:30, end = 2027-01-13T09:50 },
//!   { id = "d1-02", start = 2027-01-13T09:55, end = 2027-01-13T10:15 },
//! ]
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::meeting::{Meetings, Slot};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    project.meetings.iter().for_each(|frame| one_frame(frame, report));
}

fn one_frame(frame: &Meetings, report: Report<'_>) {
    let mut slots: Vec<(&Slot, _, _)> = Vec::new();
    for slot in &frame.slots {
        let (Some(start), Some(end)) = (slot.start.at(), slot.end.at()) else { continue };
        if end.value <= start.value {
            let message = format!("slot `{}` of `{}` ends before it begins", slot.id.str(), frame.event);
            report(
                Diagnostic::at(&codes::SLOT_OVERLAP, end.span, message).hint("correct its `start` or `end`"),
            );
            continue;
        }
        slots.push((slot, start.value, end.value));
    }
    slots.sort_by_key(|(_, start, end)| (*start, *end));
    for pair in slots.windows(2) {
        let ((first, _, end), (next, start, _)) = (pair[0], pair[1]);
        if start < end {
            let message =
                format!("slots `{}` and `{}` of `{}` overlap", first.id.str(), next.id.str(), frame.event);
            let finding = Diagnostic::at(&codes::SLOT_OVERLAP, next.span, message);
            report(
                finding
                    .related(first.span, "the earlier one")
                    .hint("correct `start` or `end` of one of them"),
            );
        }
    }
}
