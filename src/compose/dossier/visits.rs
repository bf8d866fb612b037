//! Factory visits: when one leaves, how long the way is, how long one stays. A buyer gets the whole tour;
//! a member gets its own visitors and does not learn where they go before or after.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span as Duration;
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::agenda;
use crate::compose::handouts::Occasion;
use crate::compose::scope::Scope;
use crate::model::meeting::{Meeting, Mode};
use crate::model::member::Member;

/// One line of an itinerary.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Stop {
    /// `way` or `visit`.
    pub kind: &'static str,
    /// First and last minute, as text.
    pub time: String,
    /// How long it takes.
    pub minutes: String,
    /// The firm, or from where to where.
    pub what: String,
    /// Address of the works, or country of the visitor.
    pub place: String,
    /// Who receives the visitor, by role.
    pub persons: String,
    /// Languages of the interpreter.
    pub interpreter: String,
}

/// The lines of a day.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Tour {
    /// Day of the week and date.
    pub day: String,
    /// Lines in the order of time.
    pub stops: Vec<Stop>,
}

/// The tours of a buyer, with the ways between the firms; nothing at other kinds of meetings.
pub(super) fn of_buyer(scope: &Scope<'_>, occasion: Occasion<'_>, meetings: &[&Meeting]) -> Vec<Tour> {
    let ways = Ways::of(occasion);
    let tour = |day: Date, visits: &[(DateTime, DateTime, &Meeting)]| {
        let mut stops = Vec::new();
        let mut before = visits.first().and_then(|(.., m)| ways.base(m.member.str()));
        for (start, end, meeting) in visits {
            let member = meeting.member.str();
            let minutes = before.and_then(|from| ways.minutes(from, member));
            let leave = minutes.and_then(|n| start.checked_add(Duration::new().minutes(-i64::from(n))).ok());
            if let (Some(from), Some(minutes), Some(leave)) = (before, minutes, leave) {
                stops.push(way(scope, (from, member), minutes, (leave, *start)));
            }
            let own = scope.project.member(member);
            let name = own.map_or_else(String::new, |m| scope.text(&m.name));
            let address = own.map_or_else(String::new, |m| whole_address(scope, m));
            stops.push(visit(scope, occasion, meeting, (*start, *end), (name, address)));
            before = Some(member);
        }
        if let Some((_, end, last)) = visits.last() {
            let back = ways.base(last.member.str());
            let minutes = back.and_then(|to| ways.minutes(last.member.str(), to));
            let there = minutes.and_then(|n| end.checked_add(Duration::new().minutes(i64::from(n))).ok());
            if let (Some(to), Some(minutes), Some(there)) = (back, minutes, there) {
                stops.push(way(scope, (last.member.str(), to), minutes, (*end, there)));
            }
        }
        Tour { day: scope.locale.weekday(day), stops }
    };
    by_day(occasion, meetings).iter().map(|(day, visits)| tour(*day, visits)).collect()
}

/// Address and town, unless the address has the town in it.
fn whole_address(scope: &Scope<'_>, member: &Member) -> String {
    let (address, town) = (scope.text(&member.address), scope.text(&member.town));
    let town = if address.contains(&town) { String::new() } else { town };
    scope.locale.list([address, town].iter().filter(|part| !part.is_empty()))
}

/// Who comes to a member and when; `whom` gives name and country of a visitor.
pub(super) fn of_member(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meetings: &[&Meeting],
    whom: impl Fn(&Meeting) -> (String, String),
) -> Vec<Tour> {
    let tour = |(day, visits): (&Date, &Vec<(DateTime, DateTime, &Meeting)>)| {
        let stop = |(start, end, meeting): &(DateTime, DateTime, &Meeting)| {
            visit(scope, occasion, meeting, (*start, *end), whom(meeting))
        };
        Tour { day: scope.locale.weekday(*day), stops: visits.iter().map(stop).collect() }
    };
    by_day(occasion, meetings).iter().map(tour).collect()
}

type Days<'a> = BTreeMap<Date, Vec<(DateTime, DateTime, &'a Meeting)>>;

fn by_day<'a>(occasion: Occasion<'_>, meetings: &[&'a Meeting]) -> Days<'a> {
    let mut days = Days::new();
    if occasion.frame.mode.get() == Some(&Mode::FactoryVisits) {
        for meeting in meetings {
            if let Some((start, end)) = agenda::times(occasion, meeting) {
                days.entry(start.date()).or_default().push((start, end, meeting));
            }
        }
    }
    days
}

fn visit(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meeting: &Meeting,
    (start, end): (DateTime, DateTime),
    (what, place): (String, String),
) -> Stop {
    let minutes = start.duration_until(end).as_mins();
    Stop {
        kind: "visit",
        time: scope.locale.times(start, end),
        minutes: counted(scope, u32::try_from(minutes).unwrap_or(0)),
        what,
        place,
        persons: agenda::persons(scope, meeting),
        interpreter: agenda::interpreter(scope, occasion, meeting),
    }
}

fn way(
    scope: &Scope<'_>,
    (from, to): (&str, &str),
    minutes: u32,
    (start, end): (DateTime, DateTime),
) -> Stop {
    // What is no firm is a place, called as it was typed.
    let name = |id: &str| scope.project.member(id).map_or_else(|| id.to_owned(), |m| scope.text(&m.name));
    let what = scope.strings.with("p_way", &[("from", &name(from)), ("to", &name(to))]);
    let time = scope.locale.times(start, end);
    Stop { kind: "way", time, minutes: counted(scope, minutes), what, ..Stop::default() }
}

fn counted(scope: &Scope<'_>, minutes: u32) -> String {
    scope.strings.count("minutes", minutes as usize, scope.locale)
}

/// Minutes between places, in either direction unless both are given.
struct Ways<'a> {
    minutes: BTreeMap<(&'a str, &'a str), u32>,
    /// For each firm the first place that is no firm with a way to or from it: where a day begins and ends.
    bases: BTreeMap<&'a str, &'a str>,
}

impl<'a> Ways<'a> {
    fn of(occasion: Occasion<'a>) -> Self {
        let frame = occasion.frame;
        let firms: BTreeSet<&str> = frame.visits.iter().map(|(member, _)| member.str()).collect();
        let is_firm = |id: &str| firms.contains(id);
        let mut own = Self { minutes: BTreeMap::new(), bases: BTreeMap::new() };
        for (from, to, minutes) in &frame.travel {
            let (from, to, minutes) = (from.str(), to.str(), minutes.or(0));
            own.minutes.insert((from, to), minutes);
            for (firm, base) in [(from, to), (to, from)] {
                if is_firm(firm) && !is_firm(base) {
                    own.bases.entry(firm).or_insert(base);
                }
            }
        }
        own
    }

    fn minutes(&self, from: &str, to: &str) -> Option<u32> {
        self.minutes.get(&(from, to)).or_else(|| self.minutes.get(&(to, from))).copied()
    }

    fn base(&self, firm: &str) -> Option<&'a str> {
        self.bases.get(firm).copied()
    }
}
