//! What hangs and stands in the hall: the plan, the wall chart, signs on tables and boards with names.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::Names;
use super::timetable::{Time, Timetable};
use super::{Desk, Sheet};
use crate::model::meeting::Meeting;

/// Columns of a wall chart at most; a day with more slots takes several pages of like width.
const COLUMNS: usize = 12;

/// Margin beside the plan, mm.
const MARGIN: f64 = 12.0;
/// Room above the plan for its title, mm.
const ABOVE: f64 = 38.0;
/// Room below it for the entrance, the scale and the number of the page, mm.
const BELOW: f64 = 24.0;

/// The sheets of the hall.
pub(super) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    let sheet = |what: &str, title, landscape, value| Sheet {
        folder: "hall",
        what: what.to_owned(),
        title,
        template: "office-hall.xml",
        landscape,
        value,
    };
    let (width, height) = desk.size(true);
    let room = (width - 2.0 * MARGIN, height - ABOVE - BELOW);
    let plan = crate::compose::hall::view(&desk.scope, desk.occasion.frame, room, |_| false);
    let left = ((width - plan.width) * 50.0).round() / 100.0;
    vec![
        sheet(
            "plan",
            "o_hall_plan",
            true,
            json!({ "sheet": "plan", "hall": plan, "hall_x": left, "hall_y": ABOVE }),
        ),
        sheet("wall-chart", "o_wall_chart", true, json!({ "sheet": "chart", "pages": chart(desk) })),
        sheet(
            "table-signs",
            "o_table_signs",
            true,
            json!({ "sheet": "signs", "signs": parted(signs(desk)) }),
        ),
        sheet("fascia", "o_fascia", true, json!({ "sheet": "fascia", "signs": signs(desk) })),
    ]
}

/// A sign for each firm at each table; a table without a firm has its number alone.
fn signs(desk: &Desk<'_>) -> Vec<Value> {
    let frame = desk.occasion.frame;
    let scope = &desk.scope;
    let mut seated: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for seat in &frame.seats {
        seated.entry(seat.table.str()).or_default().push(seat.member.str());
    }
    let mut list = Vec::new();
    for table in &frame.tables {
        let label = desk.label(table);
        let firms = seated.remove(table.id.str()).unwrap_or_default();
        let found = firms.iter().filter_map(|id| scope.project.member(id));
        let of = |m: &crate::model::member::Member| {
            json!({
                "table": label, "group": scope.text(&table.group),
                "name": scope.text(&m.name), "_at": { "name": scope.origin(&m.name) },
                "place": crate::compose::firm::view(scope, m).place,
            })
        };
        let before = list.len();
        list.extend(found.map(of));
        if list.len() == before {
            list.push(json!({
                "table": label, "group": scope.text(&table.group), "name": "",
                "_at": { "name": "" }, "place": "",
            }));
        }
    }
    list
}

/// Figures of a table's number that leave room for a name beside them, 60 mm high on half a sheet.
const BESIDE: usize = 2;

/// Signs whose number is too long to stand beside a name become two: the number's and the name's.
fn parted(signs: Vec<Value>) -> Vec<Value> {
    let mut list = Vec::with_capacity(signs.len());
    for sign in signs {
        let is_long = sign["table"].as_str().is_some_and(|label| label.chars().count() > BESIDE);
        if !is_long || sign["name"] == "" {
            list.push(sign);
            continue;
        }
        let (mut number, mut name) = (sign.clone(), sign);
        number["name"] = json!("");
        name["table"] = json!("");
        list.extend([number, name]);
    }
    list
}

/// One page for each day, or several where it has many slots: firms down, slots across.
fn chart(desk: &Desk<'_>) -> Vec<Value> {
    let timetable = Timetable::new(desk.occasion);
    let names = Names::new(desk);
    let page = |(day, slots): (&jiff::civil::Date, &[Time<'_>])| {
        let times: Vec<String> = slots.iter().map(|s| desk.scope.locale.time(s.start.time())).collect();
        json!({
            "day": desk.scope.locale.weekday(*day), "times": times,
            "rows": rows(desk, &names, &timetable, slots),
        })
    };
    let parts = |slots: &Vec<Time<'_>>| slots.len().div_ceil(slots.len().div_ceil(COLUMNS).max(1)).max(1);
    let mut pages = Vec::new();
    for (day, slots) in &timetable.days {
        pages.extend(slots.chunks(parts(slots)).map(|part| page((day, part))));
    }
    pages
}

fn rows(desk: &Desk<'_>, names: &Names<'_>, timetable: &Timetable<'_>, slots: &[Time<'_>]) -> Vec<Value> {
    let of_slot = |slot: &Time<'_>| {
        let mut own: BTreeMap<&str, Vec<&Meeting>> = BTreeMap::new();
        timetable.meetings(slot.id).iter().for_each(|m| own.entry(m.member.str()).or_default().push(m));
        own.into_iter().map(|(id, list)| (id.to_owned(), list)).collect::<BTreeMap<String, Vec<&Meeting>>>()
    };
    let columns: Vec<_> = slots.iter().map(of_slot).collect();
    let members = super::parties::members(desk);
    let cell = |column: &BTreeMap<String, Vec<&Meeting>>, id: &str| {
        let list = column.get(id).map_or(&[] as &[&Meeting], Vec::as_slice);
        list.iter().map(|m| names.buyer(m.buyer.str())).collect::<Vec<_>>().join("; ")
    };
    let row = |party: &super::parties::Party| {
        json!({
            "member": party.name, "table": party.table,
            "cells": columns.iter().map(|column| cell(column, &party.id)).collect::<Vec<_>>(),
        })
    };
    members.iter().map(row).collect()
}
