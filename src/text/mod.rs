//! Text for print and pixels: fonts that are bundled, shaping, and breaking into lines.
//!
//! Nothing here knows of pages. A paragraph goes in as spans and a width and comes out as
//! lines of placed glyphs that still know which characters they stand for.

mod binding;
mod breaking;
mod candidates;
mod compose;
pub mod decimals;
pub mod fonts;
mod hyphens;
mod kept;
mod memory;
pub mod paragraph;
mod rivers;
mod setting;
pub mod shape;
mod shaped;
pub mod stretch;

pub use fonts::{Face, FontBook, FontError};
pub use paragraph::{Cluster, Glyph, Paragraph, ShapedLine, ShapedRun};
pub use shape::{Align, ParagraphSpec, Shaper, SpanStyle};
