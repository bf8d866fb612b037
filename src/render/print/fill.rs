//! Filling: how many pieces a height takes, and at which height columns take everything.
//!
//! 1. `fill` puts as many whole chains of bound pieces into a height as fit.
//! 2. `balanced` finds the least height at which columns take everything.

use std::sync::Arc;

use super::frame::Placed;
use super::notes;
use super::piece::{BreakTo, ColumnSet, Head, Kind, Piece, shifted, takes_room};

/// Why filling a column ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Done,
    Full,
    Break(BreakTo),
}

/// What stands in a filled column: indices of pieces and where.
#[derive(Debug)]
pub(super) struct Filled {
    pub placed: Vec<(usize, f32)>,
    pub head: Option<(Arc<Head>, f32)>,
    pub used: f32,
    pub consumed: usize,
    pub after: Option<f32>,
    pub stop: Stop,
    pub too_tall: Vec<usize>,
}

/// Fills `height` from `y` on; `after` is the space owed by what stands above, `None` at the top.
///
/// `reserve` says how much of the height the notes at the foot take, were notes of so much added.
pub(super) fn fill(
    pieces: &[Piece],
    height: f32,
    after: Option<f32>,
    tail: f32,
    reserve: &dyn Fn(f32) -> f32,
) -> Filled {
    let mut noted = 0.0;
    let mut before = None;
    let mut out = Filled {
        placed: Vec::new(),
        head: None,
        used: 0.0,
        consumed: 0,
        after,
        stop: Stop::Done,
        too_tall: Vec::new(),
    };
    while out.consumed < pieces.len() {
        let start = out.consumed;
        if let Kind::Break(to) = pieces[start].kind {
            out.consumed += 1;
            out.stop = Stop::Break(to);
            return out;
        }
        let end = chain_end(pieces, start);
        let extra = if end == pieces.len() && pieces[end - 1].keep_next { tail } else { 0.0 };
        let head = pieces[start].head.as_ref().filter(|_| out.after.is_none());
        let head_height = head.map_or(0.0, |head| head.height);
        let need = chain_height(&pieces[start..end], out.after) + head_height;
        let with_notes = noted + notes_height(&pieces[start..end]);
        let free = height - reserve(with_notes);
        let fits = out.used + need + extra <= free + 0.01;
        if !fits && out.after.is_some() {
            give_back_divided(pieces, before, &mut out);
            out.stop = Stop::Full;
            return out;
        }
        let fresh = out.after.is_none();
        before = out.after.map(|after| (out.used, after, out.placed.len(), start));
        if let Some(head) = head {
            out.head = Some((Arc::clone(head), out.used));
            out.used += head.height;
            out.after = Some(0.0);
        }
        if !take_chain(pieces, start..end, (free.max(height / 2.0), fits), fresh, &mut out) {
            out.stop = Stop::Full;
            return out;
        }
        noted = with_notes;
    }
    out
}

/// A column had better not end inside a word: a line that is bound to no other goes to the next column,
/// unless that one would be as bad or nothing would be left. `before` is the column without its last chain.
fn give_back_divided(pieces: &[Piece], before: Option<(f32, f32, usize, usize)>, out: &mut Filled) {
    let Some((used, after, placed, start)) = before else { return };
    let alone = out.consumed == start + 1 && pieces[start].divided;
    let other =
        start.checked_sub(1).is_some_and(|above| !pieces[above].divided && takes_room(&pieces[above]));
    if alone && other {
        out.placed.truncate(placed);
        (out.used, out.after, out.consumed) = (used, Some(after), start);
    }
}

/// Places a chain. One that is too long even for an empty column is torn between its pieces; the first
/// piece of a `fresh` column is placed however tall it is, for no later column would hold it either.
fn take_chain(
    pieces: &[Piece],
    range: std::ops::Range<usize>,
    (height, fits): (f32, bool),
    mut fresh: bool,
    out: &mut Filled,
) -> bool {
    for index in range {
        let piece = &pieces[index];
        if !takes_room(piece) {
            out.placed.push((index, out.used));
            out.consumed = index + 1;
            continue;
        }
        let space = out.after.map_or(0.0, |after| after.max(piece.before));
        let over = out.used + space + piece.height > height + 0.01;
        if !fits && over && !fresh {
            return false;
        }
        fresh = false;
        if over {
            out.too_tall.push(index);
        }
        out.used += space;
        out.placed.push((index, out.used));
        out.used += piece.height;
        out.after = Some(piece.after);
        out.consumed = index + 1;
    }
    true
}

fn chain_end(pieces: &[Piece], start: usize) -> usize {
    let mut end = start;
    while end + 1 < pieces.len() && pieces[end].keep_next && !matches!(pieces[end + 1].kind, Kind::Break(_)) {
        end += 1;
    }
    end + 1
}

pub(super) fn chain_height(chain: &[Piece], mut after: Option<f32>) -> f32 {
    let mut height = 0.0;
    for piece in chain.iter().filter(|piece| takes_room(piece)) {
        height += after.map_or(0.0, |after| after.max(piece.before)) + piece.height;
        after = Some(piece.after);
    }
    height
}

pub(super) fn notes_height(chain: &[Piece]) -> f32 {
    chain.iter().map(|piece| notes::height(&piece.notes)).sum()
}

/// Sets columns at the least height that takes everything: items and that height.
pub(super) fn balanced(set: &ColumnSet) -> (Vec<Placed>, f32) {
    let height = least_height(set);
    let (items, used, _) = columns(set, height);
    (items, used)
}

pub(super) fn least_height(set: &ColumnSet) -> f32 {
    let total = chain_height(&set.pieces, None);
    if !set.balance {
        return total;
    }
    let (mut low, mut high) = (total / set.count as f32, total);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if columns_take(set, middle) >= set.pieces.len() { high = middle } else { low = middle }
    }
    high
}

fn columns_take(set: &ColumnSet, height: f32) -> usize {
    let mut at = 0;
    for _ in 0..set.count {
        let filled = fill(&set.pieces[at..], height, None, 0.0, &|_| 0.0);
        // A piece pushed over the height by being alone in its column does not count as fitting.
        if !filled.too_tall.is_empty() {
            return at;
        }
        at += filled.consumed;
    }
    at
}

/// Items of as many columns as there are, the height used and how many pieces were taken.
pub(super) fn columns(set: &ColumnSet, height: f32) -> (Vec<Placed>, f32, usize) {
    let (mut items, mut used, mut at) = (Vec::new(), 0.0_f32, 0);
    for column in 0..set.count {
        let filled = fill(&set.pieces[at..], height, None, 0.0, &|_| 0.0);
        let x = column as f32 * (set.width + set.gap);
        if let Some((head, y)) = &filled.head {
            items.extend(shifted(head.items.clone(), x, *y));
        }
        for (index, y) in &filled.placed {
            items.extend(shifted(set.pieces[at + index].items.clone(), x, *y));
        }
        used = used.max(filled.used);
        at += filled.consumed;
    }
    (items, used, at)
}
