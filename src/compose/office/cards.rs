//! Badges and labels: several to a sheet. Badges are cut along marks that stand outside them; labels
//! come on sheets that are cut already, three across and eight down.

use serde_json::{Value, json};

use super::parties::{self, Party};
use super::{Desk, Sheet};
use crate::compose::handouts::{Tongue, speaks};
use crate::compose::scope::Scope;

/// Badges by the name of their size: width and height in mm (ISO 216; ISO/IEC 7810 ID-1).
const BADGES: [(&str, &str, (f64, f64)); 3] = [
    ("badges-a7", "o_badges_a7", (105.0, 74.0)),
    ("badges-a6", "o_badges_a6", (148.0, 105.0)),
    ("badges-cr80", "o_badges_cr80", (85.6, 54.0)),
];
/// Room that marks and the printer's own margin need at every edge of a sheet, mm.
const EDGE: f64 = 7.0;
/// Length of a mark and its distance from the card, mm.
const MARK: (f64, f64) = (4.0, 1.5);
/// Thickness of a mark, mm: 0.35 pt.
const HAIR: f64 = 0.12;

/// Badges in all sizes, blank ones, and labels.
pub(super) fn sheets(desk: &Desk<'_>, tongues: &[Tongue]) -> Vec<Sheet> {
    let people = people(desk, tongues);
    let mut list: Vec<Sheet> =
        BADGES.iter().map(|(what, title, size)| sheet(desk, what, title, *size, &people)).collect();
    let (_, _, size) = BADGES[0];
    let spare = super::desk::spare(parties::buyers(desk).len());
    let blank = vec![
        json!({ "blank": true, "buyer": true, "name": "", "role": "", "firm": "", "place": "", "kind": desk.scope.say("p_buyer"),
        "lang": desk.scope.locale.lang().as_str(), "dir": dir(&desk.scope) });
        spare
    ];
    list.push(sheet(desk, "badges-blank", "o_badges_blank", size, &blank));
    let labels = parties::buyers(desk).into_iter().chain(parties::members(desk)).collect::<Vec<_>>();
    list.push(Sheet {
        folder: "reception",
        what: "stickers".to_owned(),
        title: "o_stickers",
        template: "office-cards.xml",
        landscape: false,
        value: json!({ "sheet": "stickers", "labels": labels }),
    });
    list
}

/// A badge for each person that comes, in the language of its firm.
fn people(desk: &Desk<'_>, tongues: &[Tongue]) -> Vec<Value> {
    let mut list = Vec::new();
    for party in parties::buyers(desk) {
        let Some(buyer) = desk.scope.project.buyer(&party.id) else { continue };
        let Some(tongue) = speaks(tongues, &buyer.languages) else {
            continue;
        };
        let scope = Scope::new(desk.scope.project, &tongue.locale, &tongue.strings, desk.scope.audience);
        let own = parties::buyer(desk, &scope, buyer, party.meetings);
        list.extend(badges(&scope, desk, &own, "p_buyer"));
    }
    for party in parties::members(desk) {
        list.extend(badges(&desk.scope, desk, &party, "p_member"));
    }
    list
}

fn badges(scope: &Scope<'_>, desk: &Desk<'_>, party: &Party, kind: &str) -> Vec<Value> {
    let event = scope.text(&desk.occasion.event.name);
    let badge = |person: &parties::Attendant| {
        json!({
            "blank": false, "buyer": party.buyer, "name": person.name, "role": person.role, "firm": party.name, "place": party.place,
            "kind": scope.say(kind), "event": event, "lang": scope.locale.lang().as_str(), "dir": dir(scope),
        })
    };
    party.persons.iter().map(badge).collect()
}

fn dir(scope: &Scope<'_>) -> &'static str {
    if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" }
}

fn sheet(desk: &Desk<'_>, what: &str, title: &'static str, size: (f64, f64), people: &[Value]) -> Sheet {
    let landscape = places(desk.size(true), size).len() > places(desk.size(false), size).len();
    let paper = desk.size(landscape);
    let places = places(paper, size);
    let page = |people: &[Value]| {
        let cards: Vec<Value> = people
            .iter()
            .zip(&places)
            .map(|(person, (x, y))| json!({ "x": short(*x), "y": short(*y), "person": person }))
            .collect();
        json!({ "cards": cards })
    };
    let pages: Vec<Value> = people.chunks(places.len().max(1)).map(page).collect();
    Sheet {
        folder: "reception",
        what: what.to_owned(),
        title,
        template: "office-cards.xml",
        landscape,
        value: json!({
            "sheet": "badges", "size": what.trim_start_matches("badges-").replace("blank", "a7"),
            "width": short(size.0), "height": short(size.1), "pages": pages, "marks": marks(paper, size, &places),
        }),
    }
}

/// Left upper corners of cards side by side in the middle of a sheet, in reading order, mm.
fn places((width, height): (f64, f64), (w, h): (f64, f64)) -> Vec<(f64, f64)> {
    let fit = |room: f64, side: f64| (1..).take_while(|n| f64::from(*n) * side <= room - 2.0 * EDGE).count();
    let (across, down) = (fit(width, w), fit(height, h));
    let at = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let (left, top) = ((width - at(across) * w) / 2.0, (height - at(down) * h) / 2.0);
    (0..down)
        .flat_map(|row| (0..across).map(move |column| (left + at(column) * w, top + at(row) * h)))
        .collect()
}

/// Marks outside the block of cards at every cut: left, top, width, height in mm.
fn marks((width, height): (f64, f64), (w, h): (f64, f64), places: &[(f64, f64)]) -> Vec<[f64; 4]> {
    let cuts = |at: &dyn Fn(&(f64, f64)) -> f64, side: f64| {
        let mut cuts: Vec<f64> = places.iter().flat_map(|place| [at(place), at(place) + side]).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| (*a - *b).abs() < 0.001);
        cuts
    };
    let (xs, ys) = (cuts(&|place| place.0, w), cuts(&|place| place.1, h));
    let (Some(left), Some(top)) = (xs.first().copied(), ys.first().copied()) else { return Vec::new() };
    let (length, off) = MARK;
    let mut list = Vec::new();
    for x in xs {
        for y in [top - off - length, height - top + off] {
            list.push([x - HAIR / 2.0, y, HAIR, length].map(short));
        }
    }
    for y in ys {
        for x in [left - off - length, width - left + off] {
            list.push([x, y - HAIR / 2.0, length, HAIR].map(short));
        }
    }
    list
}

/// Hundredths of a millimetre, so that the same sheet is the same text everywhere.
fn short(mm: f64) -> f64 {
    (mm * 100.0).round() / 100.0
}
