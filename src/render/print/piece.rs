//! Pieces: the flow of a document cut into parts that never break, with what binds them together.

use std::sync::Arc;

use super::finding::At;
use super::frame::{FrameItem, Placed};

/// Where a forced break leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BreakTo {
    /// The next column.
    Column,
    /// The next page.
    Page,
    /// The next left page.
    Left,
    /// The next right page.
    Right,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Takes its height.
    Solid,
    /// Takes what is left, shared by weight; its height is the least.
    Flex(f32),
    /// Stands at its own place on the page and takes no room.
    Absolute,
    /// Breaks the flow.
    Break(BreakTo),
    /// Pieces set in columns of their own.
    Columns(Box<ColumnSet>),
}

/// Pieces set side by side in balanced columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnSet {
    /// What flows through them.
    pub pieces: Vec<Piece>,
    /// How many.
    pub count: usize,
    /// Width of one, pt.
    pub width: f32,
    /// Distance between them, pt.
    pub gap: f32,
    /// Whether they end at the same height.
    pub balance: bool,
}

/// Part of the flow that never breaks; items are placed from its top left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Height in pt.
    pub height: f32,
    /// Width in pt.
    pub width: f32,
    /// Space above, swallowed at the top of a column, pt.
    pub before: f32,
    /// Space below, pt.
    pub after: f32,
    /// Must stand in the same column as the next piece.
    pub keep_next: bool,
    /// Ends in a divided word, which had better not be the last of its column.
    pub divided: bool,
    /// What it draws.
    pub items: Vec<Placed>,
    /// Repeated above it when it begins a column.
    pub head: Option<Arc<Head>>,
    /// Lines of the notes it calls, for the foot of its column.
    pub notes: Vec<Piece>,
    /// Blocks it belongs to, by index.
    pub block: Option<usize>,
    /// Where it comes from, if it is taller than a page.
    pub origin: Option<Box<Origin>>,
}

/// Place in the template and source of the data.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Origin {
    /// Place in the template.
    pub at: Option<At>,
    /// Source token.
    pub of: Option<String>,
}

/// A table head to be repeated.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// What it draws, as artifacts.
    pub items: Vec<Placed>,
    /// Height in pt.
    pub height: f32,
}

impl Piece {
    /// A solid piece without spaces.
    pub(super) fn solid(width: f32, height: f32, items: Vec<Placed>) -> Self {
        Self {
            kind: Kind::Solid,
            height,
            width,
            before: 0.0,
            after: 0.0,
            keep_next: false,
            divided: false,
            items,
            head: None,
            notes: Vec::new(),
            block: None,
            origin: None,
        }
    }

    /// A piece without size that only carries an item.
    pub(super) fn anchor(item: FrameItem) -> Self {
        let placed = Placed { x: 0.0, y: 0.0, w: 0.0, h: 0.0, tag: None, item };
        let mut piece = Self::solid(0.0, 0.0, vec![placed]);
        piece.keep_next = true;
        piece
    }

    /// A piece of another kind without items.
    pub(super) fn of_kind(kind: Kind, height: f32) -> Self {
        Self { kind, ..Self::solid(0.0, height, Vec::new()) }
    }
}

/// Height of pieces set one under the other, spaces between them included, flexible ones at their least.
pub(super) fn stacked_height(pieces: &[Piece]) -> f32 {
    let mut height = 0.0;
    let mut space: Option<f32> = None;
    for piece in pieces.iter().filter(|p| takes_room(p)) {
        height += space.map_or(0.0, |after| after.max(piece.before)) + piece.height;
        space = Some(piece.after);
    }
    height
}

/// Whether a piece moves what comes after it.
pub(super) fn takes_room(piece: &Piece) -> bool {
    match &piece.kind {
        Kind::Absolute | Kind::Break(_) => false,
        Kind::Columns(_) | Kind::Flex(_) => true,
        Kind::Solid => piece.height > 0.0,
    }
}

/// Moves items.
pub(super) fn shifted(
    items: impl IntoIterator<Item = Placed>,
    dx: f32,
    dy: f32,
) -> impl Iterator<Item = Placed> {
    items.into_iter().map(move |mut placed| {
        placed.x += dx;
        placed.y += dy;
        placed
    })
}
