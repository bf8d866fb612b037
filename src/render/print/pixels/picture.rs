//! Photographs: the picture the screen PDF shows, brought to the pixels of its place.

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use tiny_skia::{FilterQuality, IntSize, Pixmap, PixmapPaint, Transform};

use super::Canvas;
use crate::render::print::effects::pixmap;
use crate::render::print::frame::{CropPx, Placed};
use crate::render::print::pictures::{Jpeg, SCREEN_PPI, size_for};

impl Canvas<'_> {
    /// Its edges fall on whole pixels, so that a picture is not blurred by half of one.
    pub(super) fn picture(&mut self, placed: &Placed, key: &str, crop: CropPx) {
        let edge = |pt: f32| (pt * self.scale).round() as i32;
        let (left, top) = (edge(placed.x), edge(placed.y));
        let side = |end: i32, start: i32| end.saturating_sub(start).max(1).unsigned_abs();
        let (width, height) = (side(edge(placed.x + placed.w), left), side(edge(placed.y + placed.h), top));
        // The size the PDF asks for is in the cache more often than any other.
        let (wanted_w, wanted_h) = size_for(crop, placed.w, SCREEN_PPI.max(72.0 * self.scale));
        let shown = self
            .pictures
            .jpeg(key, crop, wanted_w, wanted_h)
            .and_then(|jpeg| scaled(&jpeg, width, height))
            .and_then(|rgba| Pixmap::from_vec(rgba, IntSize::from_wh(width, height)?));
        if let Some(shown) = shown {
            let paint = PixmapPaint::default();
            self.ground.draw_pixmap(left, top, shown.as_ref(), &paint, Transform::identity(), None);
        }
    }

    /// A drawing with effects, painted at the pixels of its place.
    pub(super) fn effects(&mut self, placed: &Placed, svg: &str) {
        if let Some(shown) = pixmap(svg, (placed.w, placed.h), 72.0 * self.scale) {
            let at = Transform::from_translate(placed.x * self.scale, placed.y * self.scale);
            let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
            self.ground.draw_pixmap(0, 0, shown.as_ref(), &paint, at, None);
        }
    }
}

/// Opaque red, green, blue, alpha of a picture at this size; `None` where it cannot be decoded.
fn scaled(jpeg: &Jpeg, width: u32, height: u32) -> Option<Vec<u8>> {
    let pixels = crate::render::jpeg::decode(&jpeg.bytes)?.into_rgb8();
    let (from_w, from_h) = pixels.dimensions();
    let source = Image::from_vec_u8(from_w, from_h, pixels.into_raw(), PixelType::U8x3).ok()?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut target, None).ok()?;
    Some(target.buffer().chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], u8::MAX]).collect())
}
