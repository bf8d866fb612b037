//! # Two slots overlap
//!
//! Slots follow one another; nobody can be in two meetings that overlap, and the tool counts on that when it
//! looks for clashes. A slot also ends after it begins, and its hour is one that the clock of the place
//! shows once: on the day on which clocks change, one hour is skipped or comes twice.
//!
//! Correct `start` or `end`.
//!
//! ```toml
//! slot = [
//!   { id = "d1-01", start = 2027-01-13T09:30, end = 2027-01-13T09:50 },
//!   { id = "d1-02", start = 2027-01-13T09:55, end = 2027-01-13T10:15 },
//! ]
//! ```

use jiff::tz::{AmbiguousOffset, TimeZone};

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::meeting::{Meetings, Slot};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for frame in &project.meetings {
        one_frame(frame, report);
        let zone = project.event(frame.event.as_str()).and_then(|event| event.timezone.get());
        if let Some(zone) = zone.and_then(|zone| TimeZone::get(zone).ok()) {
            clock_changes(frame, &zone, report);
        }
    }
}

/// Times that the clocks of the place skip or show twice.
fn clock_changes(frame: &Meetings, zone: &TimeZone, report: Report<'_>) {
    for slot in &frame.slots {
        for at in [slot.start.at(), slot.end.at()].into_iter().flatten() {
            let what = match zone.to_ambiguous_timestamp(at.value).offset() {
                AmbiguousOffset::Unambiguous { .. } => continue,
                AmbiguousOffset::Gap { .. } => "that the clocks skip on that day",
                AmbiguousOffset::Fold { .. } => "that comes twice on that day, when clocks are put back",
            };
            let message = format!("slot `{}` of `{}` lies in the hour {what}", slot.id.str(), frame.event);
            report(Diagnostic::at(&codes::SLOT_OVERLAP, at.span, message).hint("move it by an hour"));
        }
    }
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
