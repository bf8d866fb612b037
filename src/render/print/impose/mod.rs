//! Imposition: which page lies where on which sheet. Plain data and pure functions; `pdf` draws it.
//!
//! Coordinates are points from the top left corner of the sheet as it is after cutting, downwards.

mod book;
mod n_up;

pub use book::{Book, booklet, cover, in_fours, in_leaves};
pub use n_up::{NUp, n_up};

/// A rectangle: left, top, right, bottom.
pub type Bounds = [f32; 4];

/// A page on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Index of the page; `None` is left blank.
    pub page: Option<usize>,
    /// Left and upper edge of the trimmed page on the sheet, after turning.
    pub at: (f32, f32),
    /// Turned clockwise so many times by 90°.
    pub quarter_turns: u8,
    /// Nothing of the page is shown outside of this.
    pub clip: Bounds,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Width and height after cutting.
    pub size: (f32, f32),
    /// What lies on it.
    pub slots: Vec<Slot>,
    /// Where it is folded, from the left.
    pub folds: Vec<f32>,
    /// Where it is cut besides its own edges: across at these heights, and down at these widths.
    pub cuts: Cuts,
    /// What it is called in the line at its foot, such as `sheet 2 of 9, inside`.
    pub name: String,
}

/// Cuts inside a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cuts {
    /// From the left.
    pub x: Vec<f32>,
    /// From the top.
    pub y: Vec<f32>,
}

/// Every page on a sheet of its own: page and size of each.
pub fn single(
    pages: impl IntoIterator<Item = (Option<usize>, (f32, f32))>,
    bleed: f32,
    name: impl Fn(usize) -> String,
) -> Vec<Sheet> {
    let one = |(index, (page, size)): (usize, (Option<usize>, (f32, f32)))| Sheet {
        size,
        slots: vec![Slot {
            page,
            at: (0.0, 0.0),
            quarter_turns: 0,
            clip: [-bleed, -bleed, size.0 + bleed, size.1 + bleed],
        }],
        folds: Vec::new(),
        cuts: Cuts::default(),
        name: name(index),
    };
    pages.into_iter().enumerate().map(one).collect()
}
