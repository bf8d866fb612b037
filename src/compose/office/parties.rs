//! Who comes to a meeting: members with a place in it and buyers that have not cancelled, each with what
//! lists, badges and labels show.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::Desk;
use crate::compose::scope::Scope;
use crate::model::buyer::{Buyer, BuyerStatus};
use crate::model::member::Member;
use crate::model::parts::Person;

/// One who comes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Party {
    /// Handle.
    pub id: String,
    /// Whether it is a buyer.
    pub buyer: bool,
    /// Firm.
    pub name: String,
    /// Place of a member, country of a buyer.
    pub place: String,
    /// Labels of a member's tables.
    pub table: String,
    /// People by role; by name where they agreed to a badge.
    pub persons: Vec<Attendant>,
    /// Meetings in the plan.
    pub meetings: usize,
    /// Languages spoken.
    pub languages: String,
    /// First and last day, where something is said of them.
    #[serde(skip)]
    pub days: (Option<Date>, Option<Date>),
    /// Where its name was typed.
    #[serde(rename = "_at")]
    pub origins: BTreeMap<&'static str, String>,
}

/// A person as on a badge.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Attendant {
    /// Name, only with consent to a badge.
    pub name: String,
    /// What the person does.
    pub role: String,
}

impl Party {
    /// Whether the party is there on a day.
    pub(super) fn is_there(&self, day: Date) -> bool {
        self.days.0.is_none_or(|first| first <= day) && self.days.1.is_none_or(|last| last >= day)
    }
}

/// Members with a seat or a meeting, by name.
pub(super) fn members(desk: &Desk<'_>) -> Vec<Party> {
    let (frame, plan) = (desk.occasion.frame, desk.occasion.plan);
    let seated = frame.seats.iter().map(|seat| seat.member.str());
    let named: BTreeSet<&str> = seated.chain(plan.meetings.iter().map(|m| m.member.str())).collect();
    let counts = counted(plan.meetings.iter().map(|m| m.member.str()));
    let own = desk.scope.project.current_members().filter(|m| named.contains(m.id.as_str()));
    by_name(desk, own.map(|m| member(desk, m, counts.get(m.id.as_str()).copied().unwrap_or(0))).collect())
}

fn member(desk: &Desk<'_>, member: &Member, meetings: usize) -> Party {
    let scope = &desk.scope;
    let frame = desk.occasion.frame;
    let own = frame.seats.iter().filter(|seat| seat.member.str() == member.id.as_str());
    let labels = own.filter_map(|seat| frame.table(seat.table.str())).map(|table| desk.label(table));
    Party {
        id: member.id.to_string(),
        buyer: false,
        name: scope.text(&member.name),
        place: crate::compose::firm::view(scope, member).place,
        table: scope.locale.list(labels),
        persons: attendants(scope, desk.occasion.event.id.as_str(), &member.persons),
        meetings,
        languages: scope.languages(&member.languages),
        days: (None, None),
        origins: BTreeMap::from([("name", scope.origin(&member.name))]),
    }
}

/// Buyers of the frame and of the plan that have not cancelled, by name.
pub(super) fn buyers(desk: &Desk<'_>) -> Vec<Party> {
    let (frame, plan) = (desk.occasion.frame, desk.occasion.plan);
    let cancelled = |a: &&crate::model::meeting::Attendance| a.status.get() == Some(&BuyerStatus::Cancelled);
    let gone: BTreeSet<&str> = frame.buyers.iter().filter(cancelled).map(|a| a.id.str()).collect();
    let listed = frame.buyers.iter().map(|a| a.id.str());
    let named: BTreeSet<&str> = listed.chain(plan.meetings.iter().map(|m| m.buyer.str())).collect();
    let counts = counted(plan.meetings.iter().map(|m| m.buyer.str()));
    let come = named.into_iter().filter(|id| !gone.contains(id));
    let found = come.filter_map(|id| desk.scope.project.buyer(id));
    by_name(
        desk,
        found.map(|b| buyer(desk, &desk.scope, b, counts.get(b.id.as_str()).copied().unwrap_or(0))).collect(),
    )
}

/// A buyer in the language of a scope.
pub(super) fn buyer(desk: &Desk<'_>, scope: &Scope<'_>, buyer: &Buyer, meetings: usize) -> Party {
    let says = desk.occasion.frame.buyers.iter().find(|a| a.id.str() == buyer.id.as_str());
    let day = |field: &crate::model::field::Field<jiff::civil::DateTime>| field.get().map(|at| at.date());
    let company = buyer.company.for_audience(scope.audience);
    let country = buyer.country.for_audience(scope.audience);
    Party {
        id: buyer.id.to_string(),
        buyer: true,
        name: company.map_or_else(String::new, |text| scope.text(text)),
        place: country.map_or_else(String::new, |c| scope.locale.country(c.str())),
        table: String::new(),
        persons: attendants(scope, desk.occasion.event.id.as_str(), &buyer.persons),
        meetings,
        languages: scope.languages(&buyer.languages),
        days: says.map_or((None, None), |a| (day(&a.arrives), day(&a.leaves))),
        origins: BTreeMap::from([("name", company.map_or_else(String::new, |text| scope.origin(text)))]),
    }
}

/// Those of a firm's people that come, at least one unnamed.
fn attendants(scope: &Scope<'_>, event: &str, persons: &[Person]) -> Vec<Attendant> {
    let comes =
        |p: &&Person| p.events.is_empty() || p.events.iter().any(|at| at.value == event || at.value == "*");
    let shown = |person: &Person| {
        let view = scope.person(person);
        let name = if person.consent.badge { view.name } else { String::new() };
        Attendant { name, role: view.role }
    };
    let list: Vec<Attendant> = persons.iter().filter(comes).map(shown).collect();
    if list.is_empty() { vec![Attendant { name: String::new(), role: String::new() }] } else { list }
}

fn counted<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    ids.for_each(|id| *counts.entry(id).or_default() += 1);
    counts
}

fn by_name(desk: &Desk<'_>, mut list: Vec<Party>) -> Vec<Party> {
    list.sort_by(|a, b| desk.scope.locale.compare(&a.name, &b.name));
    list
}
