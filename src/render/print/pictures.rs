//! What layout and export need to know of pictures; who decodes and caches them is not their affair.

use super::frame::CropPx;

/// Pixels per inch that a screen needs.
pub(super) const SCREEN_PPI: f32 = 150.0;

/// Width and height in pixels for a crop at a place of this width in pt: never more than it has.
pub(super) fn size_for(crop: CropPx, width: f32, ppi: f32) -> (u32, u32) {
    let out_w = ((width / 72.0 * ppi).ceil().max(1.0) as u32).min(crop.width).max(1);
    let out_h = (u64::from(crop.height) * u64::from(out_w)).div_ceil(u64::from(crop.width.max(1)));
    (out_w, (out_h as u32).max(1))
}

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
