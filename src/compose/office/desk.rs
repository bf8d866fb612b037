//! The office's own sheets: attendance, control, the reception's lists, and forms to write on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::parties::{self, Party};
use super::standby::Standby;
use super::timetable::{Time, Timetable};
use super::{Desk, Sheet};
use crate::compose::dossier::buyer_name;
use crate::model::field::Field;
use crate::model::meeting::{Change, HallTable, Meeting};

/// Pairs of the stand-by list that a slot has room for; the others are counted.
const STANDBY: usize = 6;
/// Copies beyond those that are needed, percent.
const SPARE_PERCENT: usize = 10;

/// Sheets of the office and the reception in the project's language.
pub(super) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    let timetable = Timetable::new(desk.occasion);
    let (buyers, members) = (parties::buyers(desk), parties::members(desk));
    let both = json!({ "buyers": buyers, "members": members });
    let reception = |what: &str, title, value| Sheet {
        folder: "reception",
        what: what.to_owned(),
        title,
        template: "office-desk.xml",
        landscape: false,
        value,
    };
    let attendance = attendance(desk, &timetable, &buyers, &members);
    let mut list = vec![
        Sheet {
            folder: "office",
            ..reception("attendance", "o_attendance", json!({ "sheet": "attendance", "days": attendance }))
        },
        Sheet {
            folder: "office",
            ..reception(
                "control",
                "o_control",
                json!({ "sheet": "control", "slots": control(desk, &timetable) }),
            )
        },
        reception("pick-up-list", "o_pick_up", json!({ "sheet": "pick-up", "parties": both })),
        reception(
            "spare-schedules",
            "o_schedules",
            json!({ "sheet": "schedules", "schedules": schedules(desk, &timetable, buyers.iter().chain(&members)) }),
        ),
        reception(
            "change-log",
            "o_change_log",
            json!({
                "sheet": "changes", "version": desk.occasion.plan.first_version(), "changes": changes(desk),
                "made": desk.occasion.plan.made.get().map_or_else(String::new, |day| desk.scope.locale.date(*day)),
            }),
        ),
    ];
    list.push(reception(
        "pack",
        "o_pack",
        json!({ "sheet": "pack", "items": pack(desk, &buyers, &members) }),
    ));
    list
}

/// What changed since the first plan: version, day, and who meets when instead of when.
fn changes(desk: &Desk<'_>) -> Vec<Value> {
    let scope = &desk.scope;
    let place = |place: &Option<(Field<String>, Field<String>)>| {
        let Some((slot, table)) = place else { return "–".to_owned() };
        let start = desk.occasion.frame.slot(slot.str()).and_then(|slot| slot.start.get());
        let when = start.map_or_else(
            || slot.str().to_owned(),
            |at| format!("{} {}", scope.locale.short_day(at.date()), scope.locale.time(at.time())),
        );
        match desk.occasion.frame.table(table.str()).map(|own| desk.label(own)) {
            Some(label) => format!("{when}, {} {label}", scope.say("p_table")),
            None => when,
        }
    };
    let line = |own: &Change| {
        let buyer = scope.project.buyer(own.buyer.str()).map(|buyer| buyer_name(scope, buyer).0);
        let member = scope.project.member(own.member.str()).map(|member| scope.text(&member.name));
        let who = format!(
            "{} · {}",
            buyer.unwrap_or_else(|| own.buyer.str().to_owned()),
            member.unwrap_or_else(|| own.member.str().to_owned())
        );
        let (was, now) = (place(&own.was), place(&own.now));
        json!({
            "version": own.version.or(1), "who": who,
            "made": own.made.get().map_or_else(String::new, |day| scope.locale.date(*day)),
            "what": scope.strings.with("o_change_line", &[("now", &now), ("was", &was)]),
        })
    };
    desk.occasion.plan.changes.iter().map(line).collect()
}

/// Forms in the language of a desk: the blank record sheet, feedback of both sides, and what a buyer
/// gets that comes unannounced.
pub(super) fn forms(desk: &Desk<'_>) -> Vec<Sheet> {
    let timetable = Timetable::new(desk.occasion);
    let form = |folder, what: &str, title, value| Sheet {
        folder,
        what: what.to_owned(),
        title,
        template: "office-forms.xml",
        landscape: false,
        value,
    };
    let days: Vec<_> = timetable.days.iter().map(|(day, slots)| json!({
        "day": desk.scope.locale.weekday(*day),
        "times": slots.iter().map(|slot| desk.scope.locale.times(slot.start, slot.end)).collect::<Vec<_>>(),
    })).collect();
    // As high as the longest day lets a page be filled, but no more than a hand needs.
    let longest = timetable.days.values().map(Vec::len).max().unwrap_or(1).max(1);
    let row = (desk.size(false).1 - 100.0) / f64::from(u32::try_from(longest).unwrap_or(u32::MAX));
    let row = (row.clamp(7.0, 15.0) * 10.0).floor() / 10.0;
    let plan = crate::compose::hall::view(&desk.scope, desk.occasion.frame, (174.0, 110.0), |_| false);
    vec![
        form("office", "record-sheet", "o_record_sheet", json!({ "sheet": "record" })),
        form("office", "feedback", "o_feedback", json!({ "sheet": "feedback" })),
        form(
            "reception",
            "walk-in",
            "o_walk_in",
            json!({
                "sheet": "walk-in", "days": days, "row": row, "hall": plan, "hall_x": 18, "hall_y": 43,
            }),
        ),
    ]
}

/// Who is there, day by day.
fn attendance(
    desk: &Desk<'_>,
    timetable: &Timetable<'_>,
    buyers: &[Party],
    members: &[Party],
) -> Vec<serde_json::Value> {
    let there = |list: &[Party], day: Date| -> Vec<Party> {
        list.iter().filter(|party| party.is_there(day)).cloned().collect()
    };
    let day = |day: &Date| {
        json!({
            "day": desk.scope.locale.weekday(*day), "buyers": there(buyers, *day), "members": there(members, *day),
        })
    };
    timetable.days.keys().map(day).collect()
}

/// A table in a slot.
#[derive(Serialize)]
struct Line {
    table: String,
    member: String,
    buyer: String,
    interpreter: String,
}

/// All tables and the stand-by list of each slot.
fn control(desk: &Desk<'_>, timetable: &Timetable<'_>) -> Vec<serde_json::Value> {
    let standby = Standby::new(desk.occasion);
    let names = Names::new(desk);
    let slot =
        |(day, slot): (&Date, &Time<'_>)| {
            let pairs = standby.of(*slot, timetable);
            let told: Vec<_> = pairs.iter().take(STANDBY).map(|pair| json!({
            "buyer": names.buyer(pair.buyer), "member": names.member(pair.member), "rank": pair.rank,
            "table": names.seat(pair.member),
        })).collect();
            json!({
                "id": slot.id, "day": desk.scope.locale.weekday(*day),
                "time": desk.scope.locale.times(slot.start, slot.end),
                "lines": lines(desk, &names, timetable.meetings(slot.id)),
                "standby": told, "more": further(desk, pairs.len().saturating_sub(STANDBY)),
            })
        };
    timetable
        .days
        .iter()
        .flat_map(|(day, slots)| slots.iter().map(move |slot| (day, slot)))
        .map(slot)
        .collect()
}

/// How many pairs there was no room for.
fn further(desk: &Desk<'_>, count: usize) -> String {
    if count == 0 { String::new() } else { desk.scope.strings.with("o_more", &[("n", &count.to_string())]) }
}

/// Every table of the hall, also those that are free.
fn lines(desk: &Desk<'_>, names: &Names<'_>, meetings: &[&Meeting]) -> Vec<Line> {
    let mut at: BTreeMap<&str, Vec<&Meeting>> = BTreeMap::new();
    meetings.iter().for_each(|m| at.entry(m.table.str()).or_default().push(m));
    let line = |table: &HallTable, meeting: Option<&&Meeting>| Line {
        table: desk.label(table),
        member: meeting.map_or_else(|| names.at(table.id.str()), |m| names.member(m.member.str())),
        buyer: meeting.map_or_else(String::new, |m| names.buyer(m.buyer.str())),
        interpreter: meeting.map_or_else(String::new, |m| m.interpreter.str().to_owned()),
    };
    let of = |table: &HallTable| {
        let own = at.get(table.id.str()).map_or(&[] as &[&Meeting], Vec::as_slice);
        let free = own.is_empty().then(|| line(table, None));
        own.iter().map(|m| line(table, Some(m))).chain(free).collect::<Vec<_>>()
    };
    desk.occasion.frame.tables.iter().flat_map(of).collect()
}

/// A meeting with its day and time.
type Appointment<'t> = (Date, &'t Time<'t>, &'t Meeting);

/// Each party's meetings in short.
fn schedules<'p>(
    desk: &Desk<'_>,
    timetable: &Timetable<'_>,
    parties: impl Iterator<Item = &'p Party>,
) -> Vec<serde_json::Value> {
    let names = Names::new(desk);
    let mut own: BTreeMap<(bool, &str), Vec<Appointment<'_>>> = BTreeMap::new();
    for (day, slots) in &timetable.days {
        for slot in slots {
            for meeting in timetable.meetings(slot.id) {
                own.entry((true, meeting.buyer.str())).or_default().push((*day, slot, meeting));
                own.entry((false, meeting.member.str())).or_default().push((*day, slot, meeting));
            }
        }
    }
    let of = |party: &Party| {
        let list = own.get(&(party.buyer, party.id.as_str()))?;
        let mut days: BTreeMap<Date, Vec<serde_json::Value>> = BTreeMap::new();
        for (day, slot, meeting) in list {
            let whom = if party.buyer {
                names.member(meeting.member.str())
            } else {
                names.buyer(meeting.buyer.str())
            };
            days.entry(*day).or_default().push(json!({
                "time": desk.scope.locale.time(slot.start.time()), "whom": whom,
                "table": names.table(meeting.table.str()),
            }));
        }
        let days: Vec<_> = days
            .into_iter()
            .map(|(day, meetings)| {
                json!({
                    "day": desk.scope.locale.weekday(day), "meetings": meetings,
                })
            })
            .collect();
        Some(json!({ "name": party.name, "place": party.place, "buyer": party.buyer, "days": days }))
    };
    parties.filter_map(of).collect()
}

/// What lies ready at the reception, with the number of copies: what is needed and a tenth more.
fn pack(desk: &Desk<'_>, buyers: &[Party], members: &[Party]) -> Vec<serde_json::Value> {
    let meetings = desk.occasion.plan.meetings.len();
    let receives = |list: &[Party]| list.iter().filter(|party| party.meetings > 0).count();
    let persons = |list: &[Party]| list.iter().map(|party| party.persons.len()).sum::<usize>();
    let (all_buyers, all_members) = (receives(buyers), receives(members));
    let days = Timetable::new(desk.occasion).days.len();
    // Both sides of a meeting write a record sheet of their own, which their dossiers hold.
    let items = [
        ("o_item_buyers", all_buyers, 0),
        ("o_item_members", all_members, 0),
        ("o_item_walk_in", 0, spare(all_buyers)),
        ("o_item_records", 0, spare(meetings * 2)),
        ("o_item_badges", persons(buyers) + persons(members), spare(persons(buyers))),
        ("o_item_feedback", buyers.len() + members.len(), spare(buyers.len() + members.len())),
        ("o_item_schedules", 2, 0),
        ("o_item_attendance", days, 0),
    ];
    items
        .into_iter()
        .map(|(key, needed, spare)| {
            json!({
                "name": desk.scope.say(key), "needed": needed, "spare": spare, "copies": needed + spare,
            })
        })
        .collect()
}

/// A tenth of a number, at least one.
pub(super) fn spare(count: usize) -> usize {
    (count * SPARE_PERCENT).div_ceil(100).max(1)
}

/// Names by handle, found once.
pub(super) struct Names<'a> {
    members: BTreeMap<&'a str, String>,
    buyers: BTreeMap<&'a str, String>,
    tables: BTreeMap<&'a str, String>,
    seats: BTreeMap<&'a str, &'a str>,
    at: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Names<'a> {
    /// The names that a desk may know.
    pub(super) fn new(desk: &Desk<'a>) -> Self {
        let (scope, frame) = (&desk.scope, desk.occasion.frame);
        let company = |b: &'a crate::model::buyer::Buyer| {
            (
                b.id.as_str(),
                b.company.for_audience(scope.audience).map_or_else(String::new, |t| scope.text(t)),
            )
        };
        let mut at: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for seat in &frame.seats {
            at.entry(seat.table.str()).or_default().push(seat.member.str());
        }
        Self {
            members: scope.project.members.iter().map(|m| (m.id.as_str(), scope.text(&m.name))).collect(),
            buyers: scope.project.buyers.iter().map(company).collect(),
            tables: frame.tables.iter().map(|table| (table.id.str(), desk.label(table))).collect(),
            seats: frame.seats.iter().map(|seat| (seat.member.str(), seat.table.str())).collect(),
            at,
        }
    }

    /// A member's name.
    pub(super) fn member(&self, id: &str) -> String {
        self.members.get(id).cloned().unwrap_or_default()
    }

    /// A buyer's firm.
    pub(super) fn buyer(&self, id: &str) -> String {
        self.buyers.get(id).cloned().unwrap_or_default()
    }

    /// A table's label.
    pub(super) fn table(&self, id: &str) -> String {
        self.tables.get(id).cloned().unwrap_or_default()
    }

    /// The label of a member's table.
    pub(super) fn seat(&self, member: &str) -> String {
        self.seats.get(member).map_or_else(String::new, |table| self.table(table))
    }

    /// Who sits at a table.
    pub(super) fn at(&self, table: &str) -> String {
        let names = self.at.get(table).into_iter().flatten().map(|id| self.member(id));
        names.collect::<Vec<_>>().join(" · ")
    }
}
