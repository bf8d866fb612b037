//! Readers of an event's meetings, plan and records.

use jiff::Span as Duration;
use jiff::civil::{Date, DateTime, Time};

use super::Top;
use super::table::Table;
use crate::diag::{Diagnostic, codes};
use crate::model::field::{At, Field};
use crate::model::ids::{MemberId, is_id};
use crate::model::meeting::{
    Attendance, Block, Change, Enquired, HallTable, Interpreter, Meeting, Meetings, Plan, Record, Records,
    Request, Seat, Slot, Unavailable,
};
use crate::model::private::{Level, Owner, Private};

/// Reads the frame of an event's meetings.
pub(super) fn read(top: Top<'_>) -> Meetings {
    let event = super::event_id(&top);
    let t = top.table;
    let change_over_min = t.get::<u32>("change_over_min");
    let all = |key, kind, by: &[&'static str]| t.tables(key, kind, by);
    let meetings = Meetings {
        event,
        mode: t.required("mode"),
        seed: t.get("seed"),
        minimum: t.get("minimum"),
        slots: slots(&t, change_over_min.or(0)),
        change_over_min,
        papers: t.values("papers"),
        blocks: all("block", "block", &["label"]).into_iter().map(block).collect(),
        tables: all("table", "table", &["id"]).into_iter().map(hall_table).collect(),
        seats: all("seat", "seat", &["member"]).into_iter().map(seat).collect(),
        buyers: all("buyer", "buyer", &["id"]).into_iter().map(attendance).collect(),
        requests: all("request", "request", &[]).into_iter().map(request).collect(),
        unavailable: all("unavailable", "absence", &["who"]).into_iter().map(unavailable).collect(),
        interpreters: all("interpreter", "interpreter", &["id"]).into_iter().map(interpreter).collect(),
        visits: all("visit", "visit", &["member"]).into_iter().map(visit).collect(),
        travel: all("travel", "way", &[]).into_iter().map(travel).collect(),
        span: t.span,
    };
    t.finish();
    meetings
}

fn slots(t: &Table<'_>, change_over: u32) -> Vec<Slot> {
    let mut slots = Vec::new();
    for t in t.tables("slot", "slot", &["id"]) {
        match t.table("generate") {
            Some(inner) => slots.extend(generated(inner, change_over)),
            None => slots.push(Slot {
                id: t.required("id"),
                start: t.required("start"),
                end: t.required("end"),
                span: t.span,
            }),
        }
        t.finish();
    }
    slots
}

/// `generate = { day, from, to, length_min }`: slots of one length with the change-over between them.
fn generated(t: Table<'_>, change_over: u32) -> Vec<Slot> {
    let day = t.required::<Date>("day");
    let (from, to) = (clock(&t, "from"), clock(&t, "to"));
    let length = t.required::<u32>("length_min");
    let span = t.span;
    let mut slots = Vec::new();
    if let (Some(day), Some(from), Some(to), Some(length @ 1..)) =
        (day.get(), from, to, length.get().copied())
    {
        let minutes = |n: u32| Duration::new().minutes(i64::from(n));
        let (mut start, end) = (day.to_datetime(from), day.to_datetime(to));
        while let Ok(stop) = start.checked_add(minutes(length)) {
            // Slots that would pass the end of the day, or more than a day can hold, are not made.
            if stop > end || slots.len() >= 1440 {
                break;
            }
            let at = |value: DateTime| Field::Value(At { value, span });
            let id = format!("{day}-{:02}", slots.len() + 1);
            slots.push(Slot {
                id: Field::Value(At { value: id, span }),
                start: at(start),
                end: at(stop),
                span,
            });
            start = stop.saturating_add(minutes(change_over));
        }
    }
    t.finish();
    slots
}

fn clock(t: &Table<'_>, key: &'static str) -> Option<Time> {
    let typed = t.required::<String>(key);
    let at = typed.at()?;
    let time = at.value.parse::<Time>().ok();
    if time.is_none() {
        let message = format!("`{key}` of {} is no time of day", t.name);
        t.report(Diagnostic::at(&codes::WRONG_TYPE, at.span, message).hint("write `\"09:30\"`"));
    }
    time
}

fn block(t: Table<'_>) -> Block {
    let block = Block {
        start: t.required("start"),
        end: t.required("end"),
        label: t.required_text("label"),
        who: t.values("who"),
    };
    t.finish();
    block
}

fn hall_table(t: Table<'_>) -> HallTable {
    let table = HallTable {
        id: t.required("id"),
        label: t.text("label"),
        group: t.text("group"),
        x: t.get("x"),
        y: t.get("y"),
        span: t.span,
    };
    t.finish();
    table
}

fn seat(t: Table<'_>) -> Seat {
    let seat = Seat { member: t.required("member"), table: t.required("table"), parallel: t.get("parallel") };
    t.finish();
    seat
}

fn attendance(t: Table<'_>) -> Attendance {
    let attendance = Attendance {
        id: t.required("id"),
        status: t.get("status"),
        arrives: t.get("arrives"),
        leaves: t.get("leaves"),
        max: t.get("max"),
        span: t.span,
    };
    t.finish();
    attendance
}

fn request(t: Table<'_>) -> Request {
    let request = Request {
        buyer: t.required("buyer"),
        member: t.required("member"),
        from: t.get("from"),
        rank: t.required("rank"),
        met_before: t.get("met_before").or(false),
        span: t.span,
    };
    t.finish();
    request
}

fn unavailable(t: Table<'_>) -> Unavailable {
    let absence = Unavailable { who: t.required("who"), from: t.required("from"), to: t.required("to") };
    t.finish();
    absence
}

fn interpreter(t: Table<'_>) -> Interpreter {
    let mut interpreter =
        Interpreter { id: t.required("id"), languages: t.values("languages"), unavailable: Vec::new() };
    // The sheet's file has this name.
    if let Some(at) = interpreter.id.at().filter(|at| !is_id(&at.value)) {
        let message = format!("`{}` cannot be the id of an interpreter", at.value);
        let hint = "rename it: lower-case letters a-z, digits and hyphens";
        t.report(Diagnostic::at(&codes::BAD_ID, at.span, message).hint(hint));
    }
    for t in t.tables("unavailable", "absence", &[]) {
        interpreter.unavailable.push((t.required("from"), t.required("to")));
        t.finish();
    }
    t.finish();
    interpreter
}

fn visit(t: Table<'_>) -> (Field<String>, Field<u32>) {
    let visit = (t.required("member"), t.required("minutes"));
    t.finish();
    visit
}

fn travel(t: Table<'_>) -> (Field<String>, Field<String>, Field<u32>) {
    let way = (t.required("from"), t.required("to"), t.required("minutes"));
    t.finish();
    way
}

/// Reads a plan.
pub(super) fn read_plan(top: Top<'_>) -> Plan {
    let event = super::event_id(&top);
    let t = top.table;
    let plan = Plan {
        event,
        version: t.required("version"),
        made: t.get("made"),
        meetings: t.tables("meeting", "meeting", &["id"]).into_iter().map(meeting).collect(),
        changes: t.tables("change", "change", &[]).into_iter().map(change).collect(),
        span: t.span,
    };
    t.finish();
    plan
}

fn change(t: Table<'_>) -> Change {
    let change = Change {
        version: t.required("version"),
        made: t.get("made"),
        buyer: t.required("buyer"),
        member: t.required("member"),
        was: place(t.table("was")),
        now: place(t.table("now")),
    };
    t.finish();
    change
}

fn place(t: Option<Table<'_>>) -> Option<(Field<String>, Field<String>)> {
    t.map(|t| {
        let place = (t.required("slot"), t.get("table"));
        t.finish();
        place
    })
}

fn meeting(t: Table<'_>) -> Meeting {
    let meeting = Meeting {
        id: t.get("id"),
        slot: t.required("slot"),
        table: t.get("table"),
        buyer: t.required("buyer"),
        member: t.required("member"),
        persons: t.values("persons"),
        interpreter: t.get("interpreter"),
        reason: t.text("reason"),
        fixed: t.get("fixed").or(false),
        published: t.get("published").or(false),
        span: t.span,
    };
    t.finish();
    meeting
}

/// Reads the records of held meetings.
pub(super) fn read_records(top: Top<'_>) -> Records {
    let event = super::event_id(&top);
    let t = top.table;
    let list = t.tables("record", "record", &[]).into_iter().map(record).collect();
    t.finish();
    Records { event, list }
}

fn record(t: Table<'_>) -> Record {
    let member = t.required::<String>("member");
    let owner = Owner::Member(MemberId::new(member.str()));
    let record = Record {
        slot: t.required("slot"),
        buyer: t.required("buyer"),
        member,
        status: t.required("status"),
        enquired: Private::new(Level::Member, owner, enquired(&t)),
        span: t.span,
    };
    t.finish();
    record
}

fn enquired(t: &Table<'_>) -> Enquired {
    let (currency, target_price) = t.table("target_price").map_or_else(Default::default, |price| {
        let read = (price.get("currency"), price.get("value"));
        price.finish();
        read
    });
    Enquired {
        product: t.get("product"),
        quantity: t.get("quantity"),
        unit: t.get("unit"),
        currency,
        target_price,
        delivery: t.get("delivery"),
        sample: t.get("sample"),
        next_step: t.get("next_step"),
        owner: t.get("owner"),
        due: t.get("due"),
        grade: t.get("grade"),
        note: t.get("note"),
    }
}
