//! Line breaking, on its own so that a whole-paragraph breaker can take its place.
//!
//! The present breaker is the shaper's greedy one; alignment follows from it.

use parley::{Alignment, AlignmentOptions, Layout};

use super::shape::Align;

/// Breaks a shaped paragraph at `width` pt and aligns its lines; `None` keeps hard breaks only.
pub(crate) fn break_and_align(layout: &mut Layout<usize>, width: Option<f32>, align: Align, rtl: bool) {
    // A hair of slack, or a text measured at its own width would break.
    layout.break_all_lines(width.map(|w| w + 0.01));
    let alignment = match (align, rtl) {
        (Align::Start, false) | (Align::End, true) => Alignment::Left,
        (Align::Start, true) | (Align::End, false) => Alignment::Right,
        (Align::Center, _) => Alignment::Center,
        (Align::Justify, _) => Alignment::Justify,
    };
    let last = (align == Align::Justify).then_some(if rtl { Alignment::Right } else { Alignment::Left });
    layout.align(alignment, AlignmentOptions { align_when_overflowing: false, last_line_alignment: last });
}
