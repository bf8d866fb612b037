//! # Two meetings at once
//!
//! In one slot a buyer, a person, an interpreter and a table can each be in one meeting only; a firm in as
//! many as it has seats for (`parallel`). The plan puts somebody in two places, most often after a change by
//! hand.
//!
//! Move one of the two meetings to another slot. `fairfolio schedule EVENT --keep` finds a free one.

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::meeting::{Meeting, Meetings, Plan};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for plan in &project.plans {
        let frame = project.meetings.iter().find(|frame| frame.event == plan.event);
        one_plan(plan, frame, report);
    }
}

fn one_plan(plan: &Plan, frame: Option<&Meetings>, report: Report<'_>) {
    let mut seen: BTreeMap<(&str, String), Vec<Span>> = BTreeMap::new();
    for meeting in &plan.meetings {
        let Some(slot) = meeting.slot.get() else { continue };
        for (who, span, most) in taken(meeting, frame) {
            let earlier = seen.entry((slot, who.clone())).or_default();
            if earlier.len() >= most {
                let message = match most {
                    1 => format!("{who} has two meetings in slot `{slot}`"),
                    most => format!("{who} has more than {most} meetings in slot `{slot}`"),
                };
                let finding = Diagnostic::at(&codes::PLAN_CLASH, span, message);
                report(finding.related(earlier[0], "the first one").hint("move one of them to another slot"));
            }
            earlier.push(span);
        }
    }
}

/// Whom and what a meeting takes up, and how often each can be taken at once.
fn taken(meeting: &Meeting, frame: Option<&Meetings>) -> Vec<(String, Span, usize)> {
    let mut list = Vec::new();
    let at = |what: &str, id: &str| format!("{what} `{id}`");
    list.extend(meeting.buyer.at().map(|own| (at("buyer", &own.value), own.span, 1)));
    let seats = |by: &dyn Fn(&crate::model::meeting::Seat) -> bool| {
        let parallel =
            frame.into_iter().flat_map(|f| &f.seats).filter(|seat| by(seat)).map(|s| s.parallel.or(1));
        // OK because a seat count is far below 2³².
        (parallel.sum::<u32>() as usize).max(1)
    };
    if let Some(own) = meeting.member.at() {
        let most = seats(&|seat| seat.member.str() == own.value);
        list.push((at("member", &own.value), own.span, most));
        let person = |id: &crate::model::field::At<String>| {
            (format!("person `{}` of member `{}`", id.value, own.value), id.span, 1)
        };
        // A desk is a role that several may fill; only where one meeting at a time is possible it clashes
        // with the firm itself, which was said already.
        if most > 1 {
            list.extend(meeting.persons.iter().map(person));
        }
    }
    if let Some(own) = meeting.table.at() {
        let most = seats(&|seat| seat.table.str() == own.value);
        list.push((at("table", &own.value), own.span, most));
    }
    list.extend(meeting.interpreter.at().map(|own| (at("interpreter", &own.value), own.span, 1)));
    list
}
