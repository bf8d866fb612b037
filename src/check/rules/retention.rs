//! # Personal data has been kept long enough
//!
//! Who met whom at an event, and who came for a buyer, is personal data. The policy says for how many days
//! after an event it is kept (`retention_days`); after that there is no more reason to, and the law asks for
//! it to be deleted.
//!
//! Delete the files that are named, also from old copies and from the version history's backups. What is
//! needed for statistics (how many meetings, orders in total) may be kept without names.

use std::collections::BTreeSet;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(days) = project.consortium.as_ref().map(|c| c.policy.retention_days) else { return };
    let old: BTreeSet<&str> = project
        .events
        .iter()
        .filter(|event| {
            event.end.get().is_some_and(|end| (project.today - *end).get_days() > days.cast_signed())
        })
        .map(|event| event.id.as_str())
        .collect();
    let mut say = |span: Span, what: String| {
        let message = format!("{what} is kept for more than {days} days");
        report(Diagnostic::at(&codes::RETENTION, span, message).hint("delete the file"));
    };
    for frame in project.meetings.iter().filter(|frame| old.contains(frame.event.as_str())) {
        say(frame.span, format!("who took part in `{}`", frame.event));
    }
    for plan in project.plans.iter().filter(|plan| old.contains(plan.event.as_str())) {
        say(plan.span, format!("the plan of `{}`", plan.event));
    }
    for records in project.records.iter().filter(|records| old.contains(records.event.as_str())) {
        if let Some(first) = records.list.first() {
            say(Span::start_of(first.span.file), format!("the records of `{}`", records.event));
        }
    }
    for buyer in &project.buyers {
        let attended = |frame: &&crate::model::meeting::Meetings| {
            frame.buyers.iter().any(|own| own.id.str() == buyer.id.as_str())
        };
        let mut events = project.meetings.iter().filter(attended).peekable();
        if events.peek().is_some() && events.all(|frame| old.contains(frame.event.as_str())) {
            say(buyer.span, format!("buyer `{}`, last seen at an old event,", buyer.id));
        }
    }
}
