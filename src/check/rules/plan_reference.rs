//! # The plan names what does not exist
//!
//! A meeting of the plan, or a record of one, names a slot, a table, a buyer, a firm, a person or an
//! interpreter that is nowhere declared, or puts a firm at a table that is not its own. The receiver of the
//! dossier would be sent to the wrong place. A record of a meeting that the plan does not have is one too: the
//! report after the event would count what nobody planned.
//!
//! Correct the id, declare what is missing in `meetings/<event>.toml`, or add the meeting to the plan.

use std::collections::BTreeMap;

use super::unknown_reference::of_event;
use super::{Report, unknown};
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::meeting::{Meeting, Meetings, Mode, Plan, Record, Records};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for plan in &project.plans {
        let Some(frame) = project.meetings.iter().find(|frame| frame.event == plan.event) else {
            let path = format!("meetings/{}.toml", plan.event);
            if !project.paths.contains(&path) {
                let message = format!("there is a plan of `{}`, but no `{path}`", plan.event);
                let hint = "write that file with slots, tables and buyers, or rename the plan";
                report(Diagnostic::at(&codes::PLAN_REFERENCE, plan.span, message).hint(hint));
            }
            continue;
        };
        plan.meetings.iter().for_each(|meeting| one_meeting(project, frame, meeting, report));
    }
    for records in &project.records {
        let Some(first) = records.list.first() else { continue };
        of_event(project, records.event.as_str(), crate::source::Span::start_of(first.span.file), report);
        let frame = project.meetings.iter().find(|frame| frame.event == records.event);
        let whose = format!("a record of `{}`", records.event);
        for record in &records.list {
            record.buyer.at().into_iter().for_each(|at| buyer(project, &whose, at, report));
            record.member.at().into_iter().for_each(|at| member(project, &whose, at, report));
            for (at, frame) in record.slot.at().into_iter().zip(frame) {
                slot(frame, &whose, at, report);
            }
        }
        if let (Some(frame), Some(plan)) = (frame, project.plans.iter().find(|p| p.event == records.event)) {
            unplanned(project, frame, plan, records, report);
        }
    }
}

fn one_meeting(project: &Project, frame: &Meetings, meeting: &Meeting, report: Report<'_>) {
    let whose = format!("the plan of `{}`", frame.event);
    meeting.slot.at().into_iter().for_each(|at| slot(frame, &whose, at, report));
    meeting.buyer.at().into_iter().for_each(|at| buyer(project, &whose, at, report));
    meeting.member.at().into_iter().for_each(|at| member(project, &whose, at, report));
    if let Some(at) = meeting.table.at() {
        if frame.table(&at.value).is_none() {
            let known = frame.tables.iter().filter_map(|table| table.id.get()).map(String::as_str);
            report(unknown(&codes::PLAN_REFERENCE, &whose, "table", at, known, "add it to `table`"));
        } else {
            seat(frame, meeting, at, report);
        }
    }
    if let Some(at) = meeting.interpreter.at() {
        let known = || frame.interpreters.iter().filter_map(|own| own.id.get()).map(String::as_str);
        if !known().any(|id| id == at.value) {
            report(unknown(
                &codes::PLAN_REFERENCE,
                &whose,
                "interpreter",
                at,
                known(),
                "add it to `interpreter`",
            ));
        }
    }
    let Some(firm) = project.member(meeting.member.str()) else { return };
    for at in &meeting.persons {
        let known = || firm.persons.iter().filter_map(|person| person.id.get()).map(String::as_str);
        if !known().any(|id| id == at.value) {
            let what = format!("person of member `{}`", firm.id);
            let otherwise = "add the person to the firm's `persons`";
            report(unknown(&codes::PLAN_REFERENCE, &whose, &what, at, known(), otherwise));
        }
    }
}

/// Records of meetings that the plan does not have, though it has all they name.
fn unplanned(
    project: &Project,
    frame: &Meetings,
    plan: &Plan,
    records: &Records,
    report: Report<'_>,
) {
    let mut planned: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for meeting in &plan.meetings {
        planned.entry((meeting.buyer.str(), meeting.member.str())).or_default().push(meeting.slot.str());
    }
    let declared = |record: &&Record| {
        project.buyer(record.buyer.str()).is_some()
            && project.member(record.member.str()).is_some()
            && frame.slot(record.slot.str()).is_some()
    };
    for record in records.list.iter().filter(declared) {
        let pair = (record.buyer.str(), record.member.str());
        let slots = planned.get(&pair).map_or(&[] as &[&str], Vec::as_slice);
        if slots.contains(&record.slot.str()) {
            continue;
        }
        let message = format!(
            "a record of `{}` is of a meeting of buyer `{}` and member `{}` in slot `{}`, which is not in the plan",
            records.event, pair.0, pair.1, record.slot.str()
        );
        let hint = match slots.first() {
            Some(slot) => format!("the plan has these two in slot `{slot}`: correct the record or the plan"),
            None => "add the meeting to the plan, also when it was agreed on the day".to_owned(),
        };
        report(Diagnostic::at(&codes::PLAN_REFERENCE, record.span, message).hint(hint));
    }
}

fn slot(frame: &Meetings, whose: &str, at: &At<String>, report: Report<'_>) {
    if frame.slot(&at.value).is_none() {
        let known = frame.slots.iter().filter_map(|slot| slot.id.get()).map(String::as_str);
        report(unknown(&codes::PLAN_REFERENCE, whose, "slot", at, known, "add it to `slot`"));
    }
}

fn buyer(project: &Project, whose: &str, at: &At<String>, report: Report<'_>) {
    if project.buyer(&at.value).is_none() && !project.paths.contains(&format!("buyers/{}.toml", at.value)) {
        let known = project.buyers.iter().map(|buyer| buyer.id.as_str());
        let otherwise = "write the file `buyers/<id>.toml`";
        report(unknown(&codes::PLAN_REFERENCE, whose, "buyer", at, known, otherwise));
    }
}

fn member(project: &Project, whose: &str, at: &At<String>, report: Report<'_>) {
    if project.member(&at.value).is_none()
        && !project.paths.contains(&format!("members/{}/member.md", at.value))
    {
        let known = project.members.iter().map(|member| member.id.as_str());
        let otherwise = "make the folder `members/<id>/`";
        report(unknown(&codes::PLAN_REFERENCE, whose, "member", at, known, otherwise));
    }
}

/// Where sellers sit, a meeting is at the firm's own table.
fn seat(frame: &Meetings, meeting: &Meeting, table: &At<String>, report: Report<'_>) {
    if frame.mode.get() != Some(&Mode::SellerTables) {
        return;
    }
    let own: Vec<&str> = frame
        .seats
        .iter()
        .filter(|s| s.member.str() == meeting.member.str())
        .map(|s| s.table.str())
        .collect();
    if !own.is_empty() && !own.contains(&table.value.as_str()) {
        let message = format!("member `{}` has no seat at table `{}`", meeting.member.str(), table.value);
        let hint = format!("write `table = \"{}\"`, or change its `seat`", own[0]);
        report(Diagnostic::at(&codes::PLAN_REFERENCE, table.span, message).hint(hint));
    }
}
