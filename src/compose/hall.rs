//! The plan of a hall, drawn from the places of its tables in metres: everything that a template needs to
//! draw it is here as rectangles in millimetres, counted from the upper corner where reading starts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::scope::Scope;
use crate::model::meeting::{HallTable, Meetings};

/// Sizes of numbers on signs, largest first: name, size and leading in points.
const LETTERINGS: [(&str, f64, f64); 4] =
    [("large", 17.0, 20.25), ("medium", 12.0, 15.75), ("small", 8.5, 9.0), ("tiny", 6.5, 7.5)];
/// Width of a letter of a number, as a share of its size; most are narrower.
const LETTER: f64 = 0.68;
/// Size of firms' names on signs in points, and the usual width of a letter.
const NAME: (f64, f64) = (7.5, 0.56);
/// What a sign takes at least to hold the name of a firm below the number, mm.
const NAMED: f64 = 21.0;
/// Frame and padding of a sign, both sides, mm.
const EDGES: f64 = 1.8;
/// Millimetres of a point.
const POINT: f64 = 25.4 / 72.0;
/// The share of the smallest distance between two tables that their signs take; the rest is for walking.
const SHARE: f64 = 0.68;
/// The largest share of the plan's width that one sign takes.
const LARGEST: f64 = 0.16;

/// A plan.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hall {
    /// Whether the tables have places to draw; without them there is only the list.
    pub drawn: bool,
    /// Width of the room, mm.
    pub width: f64,
    /// Depth of the room, mm; the entrance is at the lower side.
    pub height: f64,
    /// Tables in the order of the record.
    pub spots: Vec<Spot>,
    /// Whether a firm has a fixed place at one of them.
    pub seated: bool,
    /// Size of the numbers on all signs: `large`, `medium`, `small`, `tiny`, or `none` where they do not fit.
    pub lettering: &'static str,
    /// Whether every sign can hold the name of its firm.
    pub named: bool,
    /// The bar that shows the scale.
    pub scale: Scale,
}

/// A table with its sign on the plan.
#[derive(Clone, Debug, Serialize)]
pub struct Spot {
    /// Handle of the table.
    pub id: String,
    /// Number as on the table.
    pub label: String,
    /// Part of the hall.
    pub group: String,
    /// The firm that sits there; empty where nobody has a fixed place.
    pub member: String,
    /// Whether it is one of the reader's tables.
    pub own: bool,
    /// Whether the record says where it stands; only then it is drawn.
    pub placed: bool,
    /// Whether signs can hold their numbers.
    pub numbered: bool,
    /// Nearer edge of the sign, mm from the corner where reading starts.
    pub x: f64,
    /// Upper edge of the sign, mm.
    pub y: f64,
    /// Width and height of the sign, mm.
    pub size: f64,
}

/// A bar of a round number of metres, in two halves.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scale {
    /// Length, mm.
    pub length: f64,
    /// What it stands for, such as `5 m`.
    pub label: String,
    /// Half of it, such as `2.5 m`.
    pub half: String,
}

/// The plan of a hall, as large as a frame of `width` × `height` mm allows; tables for which `own`
/// holds are marked.
pub fn view(
    scope: &Scope<'_>,
    frame: &Meetings,
    (width, height): (f64, f64),
    own: impl Fn(&str) -> bool,
) -> Hall {
    let seats: BTreeMap<&str, &str> =
        frame.seats.iter().rev().map(|seat| (seat.table.str(), seat.member.str())).collect();
    let floor = Floor::of(frame);
    let scale = floor.as_ref().map_or(0.0, |floor| (width / floor.width).min(height / floor.depth));
    let size = floor.as_ref().map_or(0.0, |f| (f.gap * scale * SHARE).min(f.width * scale * LARGEST));
    let spot = |table: &HallTable| {
        let id = table.id.str();
        let label = scope.text(&table.label);
        let member = seats.get(id).and_then(|member| scope.project.member(member));
        let is_own = own(id);
        let (x, y) = floor.as_ref().map_or((0.0, 0.0), |floor| {
            let left = table.x.or(0.0);
            // A plan is never mirrored: where reading starts on the right, the distance is that from there.
            let from_start = if scope.locale.lang().is_rtl() { floor.width - left } else { left };
            (from_start * scale - size / 2.0, (floor.depth - table.y.or(0.0)) * scale - size / 2.0)
        });
        Spot {
            id: id.to_owned(),
            label: if label.is_empty() { id.to_owned() } else { label },
            group: scope.text(&table.group),
            member: member.map_or_else(String::new, |m| scope.text(&m.name)),
            own: is_own,
            placed: place(table).is_some(),
            numbered: false,
            x: round(x),
            y: round(y),
            size: round(size),
        }
    };
    let width = floor.as_ref().map_or(0.0, |floor| floor.width * scale);
    let mut spots: Vec<Spot> = frame.tables.iter().map(spot).collect();
    let lettering = lettering(&spots, size);
    spots.iter_mut().for_each(|spot| spot.numbered = lettering != "none");
    Hall {
        drawn: floor.is_some(),
        width: round(width),
        height: round(floor.as_ref().map_or(0.0, |floor| floor.depth * scale)),
        lettering,
        seated: spots.iter().any(|spot| !spot.member.is_empty()),
        named: size >= NAMED && spots.iter().all(|spot| holds_name(&spot.member, size)),
        scale: bar(scope, scale, width),
        spots,
    }
}

/// The largest in which every number fits, for all the same.
fn lettering(spots: &[Spot], size: f64) -> &'static str {
    let longest =
        spots.iter().filter(|spot| spot.placed).map(|spot| spot.label.chars().count()).max().unwrap_or(0)
            as f64;
    let room = (size - EDGES) / POINT;
    let fits =
        |(_, points, leading): &&(&str, f64, f64)| longest * points * LETTER <= room && *leading <= room;
    LETTERINGS.iter().find(fits).map_or("none", |(name, ..)| name)
}

/// Whether a name fits a sign below the number, in three lines of whole words.
fn holds_name(name: &str, size: f64) -> bool {
    let (room, letter) = ((size - EDGES) / POINT, NAME.0 * NAME.1);
    let width = |text: &str| text.chars().count() as f64 * letter;
    name.split_whitespace().all(|word| width(word) <= room) && width(name) <= room * 2.4
}

/// The longest of the usual lengths that takes no more than a quarter of the plan.
fn bar(scope: &Scope<'_>, scale: f64, width: f64) -> Scale {
    let usual = [100.0, 50.0, 20.0, 10.0, 5.0, 2.0];
    let metres = usual.into_iter().find(|metres| metres * scale <= width / 4.0).unwrap_or(1.0);
    Scale {
        length: round(metres * scale),
        label: scope.measure(metres, "m"),
        half: scope.locale.number(metres / 2.0, 1),
    }
}

/// Two hundredths of a millimetre are nothing in print; the same plan has the same figures everywhere.
fn round(mm: f64) -> f64 {
    (mm * 100.0).round() / 100.0
}

/// Metres along the entrance wall and away from it.
fn place(table: &HallTable) -> Option<(f64, f64)> {
    Some((*table.x.get()?, *table.y.get()?))
}

/// The room as far as the tables tell: as much stays free behind the last table as before the first.
struct Floor {
    /// Metres along the entrance wall.
    width: f64,
    /// Metres from the entrance wall to the one behind.
    depth: f64,
    /// The smallest distance between two tables, along or across, metres.
    gap: f64,
}

impl Floor {
    /// `None` when no table has a place, or all have the same.
    fn of(frame: &Meetings) -> Option<Self> {
        let places: Vec<(f64, f64)> = frame.tables.iter().filter_map(place).collect();
        let extent = |axis: fn(&(f64, f64)) -> f64| {
            let least = places.iter().map(axis).fold(f64::INFINITY, f64::min);
            let most = places.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
            most + least.max(1.5)
        };
        let gap = gap(&places)?;
        Some(Self { width: extent(|at| at.0), depth: extent(|at| at.1), gap })
    }
}

/// The smallest distance of two places that are not the same, along or across, whichever is larger: signs of
/// that size do not overlap. Places are swept from left to right, those near in depth are compared.
fn gap(places: &[(f64, f64)]) -> Option<f64> {
    let key = |metres: f64| (metres * 1000.0).round() as i64;
    let mut sorted: Vec<(i64, i64)> = places.iter().map(|(x, y)| (key(*x), key(*y))).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let (mut near, mut first, mut best) = (BTreeSet::new(), 0, i64::MAX);
    for (x, y) in sorted.iter().copied() {
        while x - sorted[first].0 >= best {
            near.remove(&(sorted[first].1, sorted[first].0));
            first += 1;
        }
        let (from, to) = (y.saturating_sub(best), y.saturating_add(best));
        let around = near.range((from, i64::MIN)..=(to, i64::MAX));
        best =
            around.map(|(depth, along): &(i64, i64)| (x - along).max((y - depth).abs())).fold(best, i64::min);
        near.insert((y, x));
    }
    (best < i64::MAX).then_some(best as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_large_as_the_longest_allows() {
        let spot = |label: &str| Spot {
            id: String::new(),
            label: label.to_owned(),
            group: String::new(),
            member: String::new(),
            own: false,
            placed: true,
            numbered: false,
            x: 0.0,
            y: 0.0,
            size: 0.0,
        };
        assert_eq!(lettering(&[spot("1"), spot("12")], 25.0), "large");
        assert_eq!(lettering(&[spot("1"), spot("A-112")], 20.0), "medium");
        assert_eq!(lettering(&[spot("101")], 6.6), "tiny");
        assert_eq!(lettering(&[spot("A-101")], 6.6), "none");
        assert!(holds_name("Chulivat Kitchen Textiles", 22.0) && !holds_name("Baumwollspinnereien", 22.0));
    }

    #[test]
    fn the_smallest_gap_is_that_of_trying_every_pair() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((seed >> 33) % 400) as f64 / 10.0
        };
        for count in 2..60 {
            let places: Vec<(f64, f64)> = (0..count).map(|_| (next(), next())).collect();
            let pairs = places.iter().enumerate().flat_map(|(i, a)| places[..i].iter().map(move |b| (a, b)));
            let apart = pairs.map(|(a, b)| (a.0 - b.0).abs().max((a.1 - b.1).abs()));
            let least = apart.filter(|gap| *gap > 0.0).fold(f64::INFINITY, f64::min);
            let found = gap(&places).expect("two places");
            assert!((found - least).abs() < 0.001, "{found} {least}");
        }
        assert_eq!(gap(&[(1.0, 1.0), (1.0, 1.0)]), None);
        assert_eq!(gap(&[]), None);
    }
}
