//! What the press needs besides the pages: inks for colours, room to cut, and an eye on the pictures.
//!
//! ```text
//! extend     pages, bleed      → pages          what touches the edge runs over it
//! preflight  pages, limits     → faults         too coarse, too near the knife
//! Inks       colour, use       → ink            the brand's own, black alone, or by the profile
//! ```
//!
//! `pdf::to_press` writes the result as PDF/X-4.

mod bleed;
mod inks;
mod line;
mod preflight;
mod separator;
mod setup;

pub use bleed::extend;
pub use inks::{BrandInk, Ink, Inks, Use};
pub(super) use line::{BLACK, line};
pub use line::{LineSpec, spine};
pub use preflight::{Fault, preflight};
pub use separator::Separator;
pub use setup::{Limits, Setup};

/// A picture in four inks as it goes into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InkPicture {
    /// Packed samples, cyan magenta yellow black.
    pub bytes: Vec<u8>,
    /// How they are packed.
    pub packing: Packing,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// How samples are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// JPEG with Adobe's marker; its values are inverted, as that marker means.
    Jpeg,
    /// Deflate.
    Flate,
}

/// Where the press gets its pictures from.
pub trait PressPictures: super::pictures::Pictures {
    /// A crop in four inks, under the ink limit, in the given size in pixels.
    fn inks(
        &self,
        key: &str,
        crop: super::frame::CropPx,
        size: (u32, u32),
        separator: &Separator,
    ) -> Option<InkPicture>;
}
