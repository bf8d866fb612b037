//! The meetings of one receiver in the order of time: when, where and with whom, and the breaks between.

use std::collections::BTreeMap;

use jiff::Span as Duration;
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::why;
use crate::compose::handouts::Occasion;
use crate::compose::scope::Scope;
use crate::model::field::At;
use crate::model::meeting::{Block, Meeting, Mode};

/// One line of an agenda.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Entry {
    /// `meeting` or `block`.
    pub kind: &'static str,
    /// First and last minute, as text.
    pub time: String,
    /// Number of the table; empty where there is none.
    pub table: String,
    /// Whom one meets, or what the block is.
    pub whom: String,
    /// Where the other side comes from.
    pub place: String,
    /// The member's people at the table, by role.
    pub persons: String,
    /// Languages of the interpreter.
    pub interpreter: String,
    /// Why they meet.
    pub reason: String,
    /// Where the reason was typed.
    pub reason_at: String,
}

/// The lines of a day.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Day {
    /// Day of the week and date.
    pub day: String,
    /// Lines in the order of time.
    pub entries: Vec<Entry>,
}

/// When a meeting begins and ends, local time of the event; a visit lasts as long as its firm says.
pub(in crate::compose) fn times(occasion: Occasion<'_>, meeting: &Meeting) -> Option<(DateTime, DateTime)> {
    let slot = occasion.frame.slot(meeting.slot.str())?;
    let (start, end) = (*slot.start.get()?, *slot.end.get()?);
    let minutes = || {
        let own = occasion.frame.visits.iter().find(|(member, _)| member.str() == meeting.member.str());
        own.and_then(|(_, minutes)| minutes.get().copied())
    };
    let is_visit = occasion.frame.mode.get() == Some(&Mode::FactoryVisits);
    let stays = is_visit.then(minutes).flatten();
    let leaves = stays.and_then(|n| start.checked_add(Duration::new().minutes(i64::from(n))).ok());
    Some((start, leaves.unwrap_or(end)))
}

/// Number of a meeting's table as on its sign.
pub(in crate::compose) fn table(scope: &Scope<'_>, occasion: Occasion<'_>, meeting: &Meeting) -> String {
    let table = occasion.frame.table(meeting.table.str());
    let label = table.map_or_else(String::new, |table| scope.text(&table.label));
    if label.is_empty() { meeting.table.str().to_owned() } else { label }
}

/// An interpreter is named by languages, never by name.
pub(in crate::compose) fn interpreter(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meeting: &Meeting,
) -> String {
    let id = meeting.interpreter.str();
    let found = occasion.frame.interpreters.iter().find(|i| !id.is_empty() && i.id.str() == id);
    found.map_or_else(String::new, |i| {
        scope.strings.with("interpreter", &[("languages", &scope.languages(&i.languages))])
    })
}

/// The member's people at the table, by role.
pub(in crate::compose) fn persons(scope: &Scope<'_>, meeting: &Meeting) -> String {
    let Some(member) = scope.project.member(meeting.member.str()) else { return String::new() };
    let of =
        |at: &At<String>| member.persons.iter().find(|p| p.id.str() == at.value).map(|p| scope.text(&p.role));
    scope.locale.list(meeting.persons.iter().filter_map(of))
}

/// Meetings and the breaks of those days, in the order of time. `reader` is as blocks name it: `buyer:<id>`.
pub(super) fn days(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meetings: &[&Meeting],
    reader: &str,
    whom: impl Fn(&Meeting) -> (String, String),
) -> Vec<Day> {
    let mut days: BTreeMap<Date, Vec<(DateTime, Entry)>> = BTreeMap::new();
    for meeting in meetings {
        let Some((start, end)) = times(occasion, meeting) else { continue };
        let (whom, place) = whom(meeting);
        let entry = Entry {
            kind: "meeting",
            time: scope.locale.times(start, end),
            table: table(scope, occasion, meeting),
            whom,
            place,
            persons: persons(scope, meeting),
            interpreter: interpreter(scope, occasion, meeting),
            reason: why::text(scope, meeting),
            reason_at: scope.origin(&meeting.reason),
        };
        days.entry(start.date()).or_default().push((start, entry));
    }
    for block in &occasion.frame.blocks {
        let (Some(start), Some(end)) = (block.start.get(), block.end.get()) else { continue };
        if let Some(entries) = days.get_mut(&start.date()).filter(|_| is_for(block, reader)) {
            let (time, whom) = (scope.locale.times(*start, *end), scope.text(&block.label));
            entries.push((*start, Entry { kind: "block", time, whom, ..Entry::default() }));
        }
    }
    let day = |(date, mut entries): (Date, Vec<(DateTime, Entry)>)| {
        entries.sort_by_key(|(start, _)| *start);
        let entries = entries.into_iter().map(|(_, entry)| entry).collect();
        Day { day: scope.locale.weekday(date), entries }
    };
    days.into_iter().map(day).collect()
}

fn is_for(block: &Block, reader: &str) -> bool {
    block.who.is_empty() || block.who.iter().any(|who| who.value == "*" || who.value == reader)
}
