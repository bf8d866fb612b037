//! The foot of a column: notes under a short rule, and what of them goes on to the next column.

use super::build::Builder;
use super::frame::{Color, Placed};
use super::piece::{Piece, shifted};
use super::units::MM;

/// Space between the text and the first note, the rule in it, pt.
const GAP: f32 = 13.5;
/// Where the rule stands in the gap, from the notes, pt.
const RULE_ABOVE: f32 = 4.5;
const RULE: (f32, f32) = (40.0 * MM, 0.35);
/// Share of a column above which notes are carried over instead of moving their text.
const MOST: f32 = 0.35;

/// Notes of one column while it is filled.
#[derive(Debug, Default)]
pub(super) struct Foot {
    lines: Vec<Piece>,
    color: Color,
}

impl Foot {
    /// A foot whose rule has this colour.
    pub(super) fn new(color: Color) -> Self {
        Self { lines: Vec::new(), color }
    }

    /// Whether it holds anything.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Room it takes in a column of `room`, were `more` added: long notes are carried over in part.
    pub(super) fn reserve(&self, more: f32, room: f32) -> f32 {
        let lines = height(&self.lines) + more;
        if lines > 0.0 { (GAP + lines).min(room * MOST) } else { 0.0 }
    }

    /// Adds the notes of what has been placed.
    pub(super) fn add(&mut self, lines: &[Piece]) {
        self.lines.extend(lines.iter().cloned());
    }

    /// Sets what fits into `free` at the foot of a column `room` high and keeps the rest for the next.
    pub(super) fn set(&mut self, free: f32, room: f32) -> Vec<Placed> {
        let mut left = free - GAP;
        let fits = self.lines.iter().take_while(|line| {
            left -= line.height;
            left > -0.05
        });
        let count = fits.count();
        let rest = self.lines.split_off(count);
        let lines = std::mem::replace(&mut self.lines, rest);
        if lines.is_empty() {
            return Vec::new();
        }
        let mut y = room - height(&lines);
        let mut items = vec![Builder::line(0.0, y - RULE_ABOVE, RULE.0, RULE.1, self.color)];
        for line in lines {
            items.extend(shifted(line.items, 0.0, y));
            y += line.height;
        }
        items
    }
}

/// Height of lines set one under the other, pt.
pub(super) fn height(lines: &[Piece]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}
