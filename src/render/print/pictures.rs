//! What layout and export need to know of pictures; who decodes and caches them is not their affair.

use super::frame::CropPx;

/// An encoded picture that can pass into a PDF as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// Baseline or progressive JPEG, 8 bit, grey or YCbCr, upright.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// One component instead of three.
    pub grey: bool,
}

/// Gives pictures and drawings by key.
pub trait Pictures: Sync {
    /// Width and height in pixels as seen upright; `None` when there is no such picture.
    fn size(&self, key: &str) -> Option<(u32, u32)>;
    /// A crop of it, scaled to `out_w` × `out_h` pixels.
    fn jpeg(&self, key: &str, crop: CropPx, out_w: u32, out_h: u32) -> Option<Jpeg>;
    /// The source of a drawing.
    fn svg(&self, key: &str) -> Option<String>;
}
