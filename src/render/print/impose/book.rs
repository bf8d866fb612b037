//! Books: stapled through the fold, or glued into a cover with a spine.

use super::{Bounds, Cuts, Sheet, Slot};

/// A book's pages and paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Book {
    /// Width and height of a trimmed page, pt.
    pub page: (f32, f32),
    /// How far pages run over the edge, pt.
    pub bleed: f32,
    /// Thickness of the paper, pt.
    pub caliper: f32,
    /// Whether it is bound at the right: page 1 is a left page.
    pub bound_right: bool,
}

/// Indices of pages with blanks before the last one, so that their number is a multiple of four.
pub fn in_fours(pages: usize) -> Vec<Option<usize>> {
    filled(pages, 4)
}

/// The same for a multiple of two: a leaf has two pages.
pub fn in_leaves(pages: usize) -> Vec<Option<usize>> {
    filled(pages, 2)
}

/// The last page stays the outside of the back, so blanks come before it.
fn filled(pages: usize, multiple: usize) -> Vec<Option<usize>> {
    let blanks = pages.next_multiple_of(multiple) - pages;
    let last = pages.checked_sub(1);
    let before = (0..pages.saturating_sub(1)).map(Some);
    before.chain(std::iter::repeat_n(None, blanks)).chain(last.map(Some)).collect()
}

/// Sheets of a booklet that is folded in the middle and stapled: outside and inside of each, from the
/// outermost to the innermost.
///
/// Folded sheets push each other outwards by their thickness, and the trim takes that off the outer
/// margin. So the pages of each sheet stand nearer to the fold than those of the sheet around it, by
/// the thickness of one paper (creep).
pub fn booklet(pages: &[Option<usize>], book: Book) -> Vec<Sheet> {
    let count = pages.len().next_multiple_of(4);
    let sheets = count / 4;
    let page = |index: usize| pages.get(index).copied().flatten();
    let side = |(number, left, right, word): (usize, usize, usize, &str)| {
        let creep = number as f32 * book.caliper;
        spread(page(left), page(right), book, 0.0, creep, format!("sheet {} of {sheets}, {word}", number + 1))
    };
    let sides = (0..sheets).flat_map(|n| {
        [(n, count - 1 - 2 * n, 2 * n, "outside"), (n, 2 * n + 1, count - 2 - 2 * n, "inside")]
    });
    sides.map(side).collect()
}

/// The cover of a glued book, outside and inside: the last pages, the spine, the first pages.
///
/// `spine` is the page that is drawn on the spine, from top to bottom, and `width` its width in pt.
/// `pages` are all pages of the book, at least four.
pub fn cover(pages: &[Option<usize>], spine: Option<usize>, width: f32, book: Book) -> Vec<Sheet> {
    let page = |index: usize| pages.get(index).copied().flatten();
    let last = pages.len().saturating_sub(1);
    let mut outside = spread(page(last), page(0), book, width, 0.0, "cover, outside".to_owned());
    let (w, h) = book.page;
    outside.slots.push(Slot {
        page: spine,
        at: (w, 0.0),
        quarter_turns: 1,
        clip: [w, -book.bleed, w + width, h + book.bleed],
    });
    let inside = spread(page(1), page(last.saturating_sub(1)), book, width, 0.0, "cover, inside".to_owned());
    vec![outside, inside]
}

/// Two pages beside each other with a spine between them, as read from left to right; mirrored for a
/// book that is bound at the right.
fn spread(
    left: Option<usize>,
    right: Option<usize>,
    book: Book,
    spine: f32,
    creep: f32,
    name: String,
) -> Sheet {
    let ((w, h), bleed) = (book.page, book.bleed);
    let (left, right) = if book.bound_right { (right, left) } else { (left, right) };
    let whole = (2.0 * w + spine, h);
    let slot = |page, x: f32, clip: Bounds| Slot { page, at: (x, 0.0), quarter_turns: 0, clip };
    Sheet {
        size: whole,
        slots: vec![
            slot(left, creep, [-bleed, -bleed, w, h + bleed]),
            slot(right, w + spine - creep, [w + spine, -bleed, whole.0 + bleed, h + bleed]),
        ],
        folds: if spine > 0.0 { vec![w, w + spine] } else { vec![w] },
        cuts: Cuts::default(),
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: Book = Book { page: (100.0, 150.0), bleed: 9.0, caliper: 0.5, bound_right: false };

    fn pairs(sheets: &[Sheet]) -> Vec<[Option<usize>; 2]> {
        sheets.iter().map(|sheet| [sheet.slots[0].page, sheet.slots[1].page]).collect()
    }

    #[test]
    fn eight_pages_fold_into_reading_order() {
        let sheets = booklet(&in_fours(8), BOOK);
        let expected = [[7, 0], [1, 6], [5, 2], [3, 4]].map(|pair| pair.map(Some));
        assert_eq!(pairs(&sheets), expected);
        // Facing pages of the open booklet lie on one side of a sheet or on neighbours.
        assert_eq!(sheets[2].name, "sheet 2 of 2, outside");
    }

    #[test]
    fn a_booklet_that_reads_from_the_right_is_its_mirror() {
        let sheets = booklet(&in_fours(8), Book { bound_right: true, ..BOOK });
        let expected = [[0, 7], [6, 1], [2, 5], [4, 3]].map(|pair| pair.map(Some));
        assert_eq!(pairs(&sheets), expected);
    }

    #[test]
    fn blanks_stand_before_the_last_page() {
        assert_eq!(in_fours(5), [Some(0), Some(1), Some(2), Some(3), None, None, None, Some(4)]);
        assert_eq!(in_leaves(3), [Some(0), Some(1), None, Some(2)]);
        assert_eq!(in_fours(4).len(), 4);
        assert_eq!(in_fours(0), []);
    }

    #[test]
    fn inner_sheets_stand_nearer_to_the_fold_and_never_over_it() {
        let sheets = booklet(&in_fours(12), BOOK);
        let lefts: Vec<f32> = sheets.iter().map(|sheet| sheet.slots[0].at.0).collect();
        assert_eq!(lefts, [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]);
        let rights: Vec<f32> = sheets.iter().map(|sheet| sheet.slots[1].at.0).collect();
        assert_eq!(rights, [100.0, 100.0, 99.5, 99.5, 99.0, 99.0]);
        for sheet in &sheets {
            assert_eq!((sheet.slots[0].clip[2], sheet.slots[1].clip[0]), (100.0, 100.0));
        }
    }

    #[test]
    fn a_cover_has_the_back_at_the_left_of_the_spine_and_the_front_at_its_right() {
        let sheets = cover(&in_leaves(50), Some(50), 8.0, BOOK);
        assert_eq!(pairs(&sheets), [[Some(49), Some(0)], [Some(1), Some(48)]]);
        assert_eq!(sheets[0].size, (208.0, 150.0));
        assert_eq!((sheets[0].slots[1].at, sheets[0].slots[2].at), ((108.0, 0.0), (100.0, 0.0)));
        let mirrored = cover(&in_leaves(50), None, 8.0, Book { bound_right: true, ..BOOK });
        assert_eq!(pairs(&mirrored), [[Some(0), Some(49)], [Some(48), Some(1)]]);
    }
}
