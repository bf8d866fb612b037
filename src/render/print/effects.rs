//! Drawings with effects that outlines cannot show, as pixels: gradients, masks, filters, transparency.

use resvg::tiny_skia::{ColorU8, Pixmap, Transform};

use super::frame::Rgb;

/// Pixels per inch on the press, fine enough that no edge looks stepped.
pub(super) const PRESS_PPI: f32 = 400.0;
/// Pixels per inch in files for the screen: twice what pictures have, for drawings have sharp edges.
pub(super) const SCREEN_PPI: f32 = 300.0;
/// Most pixels on a side.
const MOST: f32 = 8192.0;

/// A painted drawing; pixels row by row from the top.
pub(super) struct Painted {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue of each pixel, as if it were opaque.
    pub rgb: Vec<u8>,
    /// How opaque each pixel is; empty where all are.
    pub alpha: Vec<u8>,
}

impl Painted {
    /// Paints what shines through with the ground below it.
    pub(super) fn lay_on(&mut self, Rgb(red, green, blue): Rgb) {
        for (pixel, alpha) in self.rgb.chunks_exact_mut(3).zip(&self.alpha) {
            for (own, ground) in pixel.iter_mut().zip([red, green, blue]) {
                let (over, under) =
                    (u32::from(*own) * u32::from(*alpha), u32::from(ground) * u32::from(255 - alpha));
                // OK because a mean of two bytes is a byte.
                *own = ((over + under + 127) / 255) as u8;
            }
        }
    }

    /// One bit for each pixel, set where nothing is painted; rows begin at a byte, ISO 32000-1, 8.9.6.2.
    pub(super) fn stencil(&self) -> Vec<u8> {
        let rows = self.alpha.chunks(self.width as usize);
        let byte = |pixels: &[u8]| {
            pixels.iter().zip((0..8).rev()).fold(0, |bits, (alpha, at)| bits | u8::from(*alpha == 0) << at)
        };
        rows.flat_map(|row| row.chunks(8).map(byte)).collect()
    }
}

/// A drawing over a place of this size in pt, premultiplied; `None` when it is not a drawing.
pub(super) fn pixmap(svg: &str, (width, height): (f32, f32), ppi: f32) -> Option<Pixmap> {
    let tree = usvg::Tree::from_str(svg, &crate::load::drawing::options()).ok()?;
    let pixels = |pt: f32| (pt / 72.0 * ppi).ceil().clamp(1.0, MOST) as u32;
    let mut out = Pixmap::new(pixels(width), pixels(height))?;
    let (x, y) = (out.width() as f32 / tree.size().width(), out.height() as f32 / tree.size().height());
    resvg::render(&tree, Transform::from_scale(x, y), &mut out.as_mut());
    Some(out)
}

/// The same with colours and opacity apart, as files hold them.
pub(super) fn painted(svg: &str, size: (f32, f32), ppi: f32) -> Option<Painted> {
    let pixmap = pixmap(svg, size, ppi)?;
    let colors = || pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    // What is not seen is paper, not black.
    let seen = |color: ColorU8| match color.alpha() {
        0 => [u8::MAX; 3],
        _ => [color.red(), color.green(), color.blue()],
    };
    let rgb = colors().flat_map(seen).collect();
    let mut alpha: Vec<u8> = colors().map(|color| color.alpha()).collect();
    if alpha.iter().all(|value| *value == u8::MAX) {
        alpha.clear();
    }
    Some(Painted { width: pixmap.width(), height: pixmap.height(), rgb, alpha })
}
