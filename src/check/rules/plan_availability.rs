//! # A meeting when somebody cannot, or does not want to
//!
//! The plan has a meeting with a buyer who has not arrived yet, has left or has cancelled; in a break; with
//! somebody, or an interpreter, who is not available then; with a firm that does not come; above the number a
//! buyer asked for; or between two of whom one said never (rank 0). Or two share no language and have no
//! interpreter who speaks one of each, though the event has interpreters; or a buyer cannot get from one
//! factory to the next in time.
//!
//! Move or remove the meeting, or correct the frame in `meetings/<event>.toml`.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::buyer::BuyerStatus;
use crate::model::field::{At, Field};
use crate::model::meeting::{Attendance, Interpreter, Meeting, Meetings, Mode, Plan, Slot};
use crate::model::parts::Person;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for plan in &project.plans {
        let Some(frame) = project.meetings.iter().find(|frame| frame.event == plan.event) else { continue };
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for meeting in &plan.meetings {
            let count = counts.entry(meeting.buyer.str()).or_default();
            *count += 1;
            let fault = attendance(frame, meeting, *count)
                .or_else(|| veto(frame, meeting))
                .or_else(|| absent_firm(project, frame, meeting))
                .or_else(|| busy(frame, meeting))
                .or_else(|| language(project, frame, meeting))
                .or_else(|| too_far(frame, plan, meeting));
            if let Some((wrong, hint)) = fault {
                let span = meeting.slot.span().unwrap_or(meeting.span);
                report(Diagnostic::at(&codes::PLAN_AVAILABILITY, span, wrong).hint(hint));
            }
        }
    }
}

type Fault = Option<(String, &'static str)>;

/// Begin and end of a slot.
fn times(slot: &Slot) -> Option<(DateTime, DateTime)> {
    Some((*slot.start.get()?, *slot.end.get()?))
}

fn attendance(frame: &Meetings, meeting: &Meeting, count: u32) -> Fault {
    let own = frame.buyers.iter().find(|own| own.id.get().is_some_and(|id| id == meeting.buyer.str()));
    let id = meeting.buyer.get()?;
    let Some(own) = own else {
        // Whether there is such a buyer at all is the question of `plan_reference`.
        return Some((
            format!("buyer `{id}` is not on the list of this event"),
            "add it to `buyer`, or remove the meeting",
        ));
    };
    if own.status.get() == Some(&BuyerStatus::Cancelled) {
        return Some((format!("buyer `{id}` has cancelled"), "remove the meeting"));
    }
    if own.max.get().is_some_and(|most| count > *most) {
        let wrong = format!("buyer `{id}` asked for at most {} meetings", own.max.or(0));
        return Some((wrong, "remove the least wanted of its meetings"));
    }
    in_time(frame, meeting, own)
}

fn in_time(frame: &Meetings, meeting: &Meeting, own: &Attendance) -> Fault {
    let slot = frame.slot(meeting.slot.str())?;
    let (start, end) = times(slot)?;
    let (id, slot) = (own.id.str(), meeting.slot.str());
    if own.arrives.get().is_some_and(|arrives| start < *arrives) {
        return Some((format!("buyer `{id}` arrives after slot `{slot}` begins"), "move it to a later slot"));
    }
    if own.leaves.get().is_some_and(|leaves| end > *leaves) {
        return Some((
            format!("buyer `{id}` leaves before slot `{slot}` ends"),
            "move it to an earlier slot",
        ));
    }
    None
}

fn veto(frame: &Meetings, meeting: &Meeting) -> Fault {
    let never = |request: &crate::model::meeting::Request| {
        request.rank.get() == Some(&0)
            && request.buyer.str() == meeting.buyer.str()
            && request.member.str() == meeting.member.str()
    };
    // Who said never is nobody else's business, so the message does not say.
    let wrong =
        || format!("buyer `{}` and member `{}` are not to meet", meeting.buyer.str(), meeting.member.str());
    frame.requests.iter().any(never).then(|| (wrong(), "remove the meeting, or change the request of rank 0"))
}

fn absent_firm(project: &Project, frame: &Meetings, meeting: &Meeting) -> Fault {
    let event = project.event(frame.event.as_str())?;
    let comes = event.members.is_empty() || event.members.iter().any(|at| at.value == meeting.member.str());
    let wrong = || format!("member `{}` does not come to event `{}`", meeting.member.str(), event.id);
    (!comes).then(|| (wrong(), "remove the meeting, or add the firm to `members` of the event"))
}

fn busy(frame: &Meetings, meeting: &Meeting) -> Fault {
    let (start, end) = times(frame.slot(meeting.slot.str())?)?;
    let names = [format!("buyer:{}", meeting.buyer.str()), format!("member:{}", meeting.member.str())];
    let away = |(from, to): &(Field<DateTime>, Field<DateTime>)| {
        from.get().zip(to.get()).is_some_and(|(from, to)| *from < end && start < *to)
    };
    let named = |own: &&Interpreter| own.id.get().is_some_and(|id| id == meeting.interpreter.str());
    if let Some(own) = frame.interpreters.iter().find(named).filter(|own| own.unavailable.iter().any(away)) {
        let wrong =
            format!("interpreter `{}` is not available in slot `{}`", own.id.str(), meeting.slot.str());
        return Some((wrong, "move it to another slot, or name another interpreter"));
    }
    let overlaps = |from: Option<&DateTime>, to: Option<&DateTime>| {
        from.zip(to).is_some_and(|(from, to)| *from < end && start < *to)
    };
    for absence in frame.unavailable.iter().filter(|own| overlaps(own.from.get(), own.to.get())) {
        if let Some(name) = names.iter().find(|name| *name == absence.who.str()) {
            let wrong = format!("`{name}` is not available in slot `{}`", meeting.slot.str());
            return Some((wrong, "move it to another slot"));
        }
    }
    for block in frame.blocks.iter().filter(|own| overlaps(own.start.get(), own.end.get())) {
        let whom = |at: &At<String>| at.value == "*" || names.contains(&at.value);
        if block.who.is_empty() || block.who.iter().any(whom) {
            let wrong = format!("slot `{}` lies in `{}`", meeting.slot.str(), block.label.source.str());
            return Some((wrong, "move it to another slot"));
        }
    }
    None
}

/// Where two share no language, an interpreter of the meeting speaks one of each.
fn language(project: &Project, frame: &Meetings, meeting: &Meeting) -> Fault {
    let (firm, house) = (project.member(meeting.member.str())?, project.buyer(meeting.buyer.str())?);
    if frame.interpreters.is_empty() {
        return None;
    }
    let comes = |person: &&Person| {
        person.events.is_empty() || person.events.iter().any(|at| at.value == frame.event.as_str())
    };
    let of_firm = spoken(firm.persons.iter().filter(comes), &firm.languages);
    let of_house = spoken(house.persons.iter(), &house.languages);
    if of_firm.is_empty() || of_house.is_empty() || of_firm.iter().any(|own| of_house.contains(own)) {
        return None;
    }
    let own = frame.interpreters.iter().find(|own| own.id.str() == meeting.interpreter.str());
    let speaks = |tags: &[&str]| {
        own.is_some_and(|own| own.languages.iter().any(|at| tags.contains(&at.value.as_str())))
    };
    let both = meeting.interpreter.get().is_some() && speaks(&of_firm) && speaks(&of_house);
    let wrong = || {
        let (buyer, member) = (meeting.buyer.str(), meeting.member.str());
        format!("buyer `{buyer}` and member `{member}` share no language, and nobody interprets")
    };
    (!both).then(|| (wrong(), "name an `interpreter` who speaks a language of each"))
}

/// Languages of the people who sit at the table; without any, those of the firm.
fn spoken<'a>(people: impl Iterator<Item = &'a Person>, otherwise: &'a [At<String>]) -> Vec<&'a str> {
    let own: Vec<&str> = people.flat_map(|person| person.languages.iter().map(|at| at.value.as_str())).collect();
    if own.is_empty() { otherwise.iter().map(|at| at.value.as_str()).collect() } else { own }
}

/// Between two factories there is time for the way.
fn too_far(frame: &Meetings, plan: &Plan, meeting: &Meeting) -> Fault {
    if frame.mode.get() != Some(&Mode::FactoryVisits) {
        return None;
    }
    let (start, _) = times(frame.slot(meeting.slot.str())?)?;
    for other in plan.meetings.iter().filter(|own| own.buyer.str() == meeting.buyer.str()) {
        let Some((arrives, end)) = frame.slot(other.slot.str()).and_then(times) else { continue };
        // One stays as long as the firm says, else until the slot ends.
        let stay = frame.visits.iter().find(|(member, _)| member.str() == other.member.str());
        let stay = stay.and_then(|(_, minutes)| minutes.get());
        let end = stay.map_or(end, |n| arrives.saturating_add(jiff::Span::new().minutes(i64::from(*n))));
        let way = frame.travel.iter().filter_map(|(from, to, minutes)| {
            let ends = [from.str(), to.str()];
            let is_this = ends.contains(&other.member.str()) && ends.contains(&meeting.member.str());
            (is_this && other.member.str() != meeting.member.str()).then(|| i64::from(minutes.or(0)))
        });
        let way = way.max().unwrap_or(0);
        if arrives < start && end.saturating_add(jiff::Span::new().minutes(way)) > start {
            let (from, to) = (other.member.str(), meeting.member.str());
            let wrong = format!("the visit of `{from}` and a way of {way} minutes end after that of `{to}` begins");
            return Some((wrong, "move one of the two visits"));
        }
    }
    None
}
