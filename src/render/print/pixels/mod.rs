//! Frames to pixels: the same pages as the PDF's, for thumbnails, banners and the cards that other sites show.
//!
//! Items are painted in the order of the frame, anti-aliased and without hinting, so that a page
//! looks the same at every size. Links and anchors draw nothing.

mod glyphs;
mod picture;
mod shapes;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use tiny_skia::{Paint, Pixmap, Transform};

use super::frame::{Color, FrameItem, Layout, Placed};
use super::pictures::Pictures;
use crate::text::FontBook;

/// A page as a raster, opaque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue of each pixel in sRGB, in rows from the top.
    pub rgb: Vec<u8>,
}

impl Pixels {
    /// What stands below the middle stands above it too, turned by half a turn.
    fn fold(&mut self) {
        let row = self.width as usize * 3;
        let half = (self.height / 2) as usize;
        let lower = self.rgb.split_off(self.rgb.len() - half * row);
        self.rgb.truncate((self.height as usize - 2 * half) * row);
        let turned = lower.chunks_exact(3).rev().flatten().copied();
        self.rgb = turned.chain(std::mem::take(&mut self.rgb)).chain(lower.iter().copied()).collect();
    }

    /// As a PNG file; the same pixels give the same bytes.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder =
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        // OK because the buffer has the size it says and writing into memory does not fail.
        encoder
            .write_image(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .expect("writing into memory");
        bytes
    }
}

/// Longest side of a raster: above it, shapes are no longer drawn exactly.
const MAX_SIDE: f32 = 8191.0;

/// Paints a page, counted from 0, at `scale` pixels to the point: 1 is 72 ppi, 4/3 makes the pixels
/// of a paper in `px`. `None` when there is no such page, or when a side of its raster would be
/// empty or longer than 8191 pixels.
pub fn to_pixels(
    layout: &Layout,
    page: usize,
    fonts: &FontBook,
    pictures: &dyn Pictures,
    scale: f32,
) -> Option<Pixels> {
    let page = layout.pages.get(page)?;
    let side = |pt: f32| Some((pt * scale).round()).filter(|side| (1.0..=MAX_SIDE).contains(side));
    let mut ground = Pixmap::new(side(page.width)? as u32, side(page.height)? as u32)?;
    ground.fill(tiny_skia::Color::WHITE);
    let mut canvas = Canvas { ground, scale, glyphs: glyphs::Outlines::of(fonts), pictures, clip: None };
    page.items.iter().for_each(|placed| canvas.item(placed));
    let mut pixels = canvas.finish();
    if page.folded {
        pixels.fold();
    }
    Some(pixels)
}

struct Canvas<'a> {
    ground: Pixmap,
    /// Pixels in a point.
    scale: f32,
    glyphs: glyphs::Outlines<'a>,
    pictures: &'a dyn Pictures,
    /// The clip in force last; neighbours of a drawing share it.
    clip: Option<shapes::Clip>,
}

impl Canvas<'_> {
    fn item(&mut self, placed: &Placed) {
        match &placed.item {
            FrameItem::Text(text) => self.text(placed, text),
            FrameItem::Rect(color) => self.rect([placed.x, placed.y, placed.w, placed.h], *color),
            FrameItem::Line(color, thickness) => self.line(placed, *color, *thickness),
            FrameItem::Image(key, crop) => self.picture(placed, key, *crop),
            FrameItem::Effects(svg, _) => self.effects(placed, svg),
            FrameItem::Path(path) => self.path(placed, path),
            FrameItem::Link(_) | FrameItem::Anchor(_) => {}
        }
    }

    /// From points of the page to pixels.
    fn zoom(&self) -> Transform {
        Transform::from_scale(self.scale, self.scale)
    }

    fn finish(self) -> Pixels {
        let (width, height) = (self.ground.width(), self.ground.height());
        let rgb =
            self.ground.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Pixels { width, height, rgb }
    }
}

/// A plain colour, smooth at its edges.
fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let super::Rgb(red, green, blue) = color.rgb;
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}
