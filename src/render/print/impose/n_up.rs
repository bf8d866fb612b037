//! Small documents side by side on a sheet: cards, labels, badges.

use super::{Cuts, Sheet, Slot};

/// What is laid on which sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NUp {
    /// Width and height of an item after cutting, pt.
    pub item: (f32, f32),
    /// Width and height of the sheet, pt.
    pub sheet: (f32, f32),
    /// Least distance of items from the sheet's edge, pt: no office printer prints to the edge.
    pub margin: f32,
    /// Distance between items, pt. Items that run over their edge need twice their bleed.
    pub gap: f32,
    /// How far items run over their edge, pt.
    pub bleed: f32,
    /// Whether reading starts at the right.
    pub from_right: bool,
}

/// Pages `0..count` in rows on as many sheets as they need, in the middle of each; items are turned
/// when more of them fit that way. Empty when not even one fits.
pub fn n_up(count: usize, plan: NUp) -> Vec<Sheet> {
    let upright = grid(plan.item, plan);
    let turned = grid((plan.item.1, plan.item.0), plan);
    let turns = u8::from(turned.0 * turned.1 > upright.0 * upright.1);
    let (columns, rows) = if turns == 1 { turned } else { upright };
    if columns * rows == 0 {
        return Vec::new();
    }
    let item = if turns == 1 { (plan.item.1, plan.item.0) } else { plan.item };
    let total = count.div_ceil(columns * rows);
    (0..total)
        .map(|number| {
            let from = number * columns * rows;
            let pages = from..(from + columns * rows).min(count);
            sheet(pages, item, (columns, rows), turns, plan, format!("sheet {} of {total}", number + 1))
        })
        .collect()
}

/// How many items fit side by side and one under the other.
fn grid((width, height): (f32, f32), plan: NUp) -> (usize, usize) {
    // A hundredth of a point of slack, so that ten items of 10 fit into 100.
    let fit = |room: f32, size: f32| {
        (((room - 2.0 * plan.margin + plan.gap + 0.01) / (size + plan.gap)).floor().max(0.0)) as usize
    };
    (fit(plan.sheet.0, width), fit(plan.sheet.1, height))
}

fn sheet(
    pages: std::ops::Range<usize>,
    (w, h): (f32, f32),
    (columns, rows): (usize, usize),
    quarter_turns: u8,
    plan: NUp,
    name: String,
) -> Sheet {
    let whole = |size: f32, many: usize| size * many as f32 + plan.gap * (many - 1) as f32;
    let (left, top) = ((plan.sheet.0 - whole(w, columns)) / 2.0, (plan.sheet.1 - whole(h, rows)) / 2.0);
    let x = |column: usize| left + column as f32 * (w + plan.gap);
    let y = |row: usize| top + row as f32 * (h + plan.gap);
    // Neighbours share the gap, so neither runs over more than half of it.
    let over = plan.bleed.min(plan.gap / 2.0);
    let slot = |(nth, page): (usize, usize)| {
        let column = nth % columns;
        let column = if plan.from_right { columns - 1 - column } else { column };
        let (x, y) = (x(column), y(nth / columns));
        let clip = [x - over, y - over, x + w + over, y + h + over];
        Slot { page: Some(page), at: (x, y), quarter_turns, clip }
    };
    let edges = |start: &dyn Fn(usize) -> f32, many: usize, size: f32| -> Vec<f32> {
        let mut all: Vec<f32> = (0..many).flat_map(|n| [start(n), start(n) + size]).collect();
        all.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        all
    };
    Sheet {
        size: plan.sheet,
        slots: pages.enumerate().map(slot).collect(),
        folds: Vec::new(),
        cuts: Cuts { x: edges(&x, columns, w), y: edges(&y, rows, h) },
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cards of 85 × 55 on a sheet of 210 × 297, as millimetres for once.
    const CARDS: NUp = NUp {
        item: (85.0, 55.0),
        sheet: (210.0, 297.0),
        margin: 8.0,
        gap: 0.0,
        bleed: 0.0,
        from_right: false,
    };

    #[test]
    fn ten_cards_stand_in_the_middle_of_the_sheet() {
        let sheets = n_up(11, CARDS);
        assert_eq!(sheets.len(), 2);
        assert_eq!((sheets[0].slots.len(), sheets[1].slots.len()), (10, 1));
        assert_eq!((sheets[0].slots[0].at, sheets[0].slots[9].at), ((20.0, 11.0), (105.0, 231.0)));
        assert_eq!(sheets[0].cuts.x, [20.0, 105.0, 190.0], "neighbours without a gap share a cut");
        assert_eq!(sheets[0].cuts.y.len(), 6);
    }

    #[test]
    fn items_are_turned_when_more_of_them_fit() {
        let sheets = n_up(8, NUp { item: (55.0, 130.0), ..CARDS });
        assert_eq!(sheets[0].slots[0].quarter_turns, 0);
        let sheets = n_up(8, NUp { item: (130.0, 60.0), ..CARDS });
        assert_eq!((sheets[0].slots[0].quarter_turns, sheets[0].slots.len()), (1, 6));
        assert_eq!(sheets[0].slots[1].at.0 - sheets[0].slots[0].at.0, 60.0);
    }

    #[test]
    fn what_reads_from_the_right_starts_at_the_right() {
        let sheets = n_up(2, NUp { from_right: true, ..CARDS });
        assert!(sheets[0].slots[0].at.0 > sheets[0].slots[1].at.0);
    }

    #[test]
    fn bleeds_never_reach_into_a_neighbour() {
        let sheets = n_up(2, NUp { gap: 4.0, bleed: 3.0, ..CARDS });
        let [first, second] = [&sheets[0].slots[0].clip, &sheets[0].slots[1].clip];
        assert!(first[2] <= second[0], "{first:?} {second:?}");
        assert!(n_up(3, NUp { item: (300.0, 300.0), ..CARDS }).is_empty());
    }
}
