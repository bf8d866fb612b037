//! Single lines that no template writes: at the foot of a sheet, and on the spine of a book.

use std::sync::Arc;

use crate::render::print::frame::{Color, FrameItem, Page, Placed, Rgb, TextItem};
use crate::text::{Align, FontBook, Paragraph, ParagraphSpec, Shaper, SpanStyle};

/// A line in the first upright face that has its letters.
#[derive(Debug, Clone, Copy)]
pub struct LineSpec<'a> {
    /// The words.
    pub words: &'a str,
    /// BCP 47 language.
    pub lang: &'a str,
    /// Whether it reads right to left.
    pub rtl: bool,
    /// Size in pt.
    pub size: f32,
    /// Weight.
    pub weight: u16,
    /// Colour.
    pub color: Color,
}

/// Sets a line; `None` when there is nothing to set it in.
pub(in crate::render::print) fn line(spec: LineSpec<'_>, fonts: &FontBook) -> Option<(TextItem, f32)> {
    let paragraph = shape(spec, fonts)?;
    let first = paragraph.lines.first()?;
    let (runs, width) = (0..first.runs.len(), first.width);
    Some((TextItem { paragraph, line: 0, runs, color: spec.color, rise: 0.0, strike: false }, width))
}

fn shape(spec: LineSpec<'_>, fonts: &FontBook) -> Option<Arc<Paragraph>> {
    let mut families: Vec<String> = Vec::new();
    for face in fonts.faces().iter().filter(|face| face.weight == spec.weight && !face.italic) {
        if !families.contains(&face.family) {
            families.push(face.family.clone());
        }
    }
    // The family that a house names first is its plain one; the shortest name is its Latin.
    families.sort_by_key(|family| (!family.contains("Sans"), family.len()));
    let families = Arc::new(families);
    (!families.is_empty()).then_some(())?;
    let style = SpanStyle {
        latin: Arc::clone(&families),
        families,
        size_milli: (spec.size * 1000.0) as u32,
        weight: spec.weight,
        italic: false,
        tabular: false,
        small_caps: false,
        hyphenate: false,
        tracking_milli: 0,
        lang: spec.lang.to_owned(),
    };
    let paragraph = ParagraphSpec {
        spans: [(style, spec.words.to_owned())].into(),
        width_milli: None,
        narrow: (0, 0),
        room: None,
        hang: false,
        align: Align::Start,
        rtl: spec.rtl,
        start_right: false,
    };
    Some(Shaper::new(fonts).set(paragraph))
}

/// Narrowest spine that a title stands on, pt: letters of 6 pt with as much again around them.
const NARROWEST: f32 = 11.0;

/// The spine of a book as a page that is turned: as wide as the book is high, with the book's title in
/// its middle when it is thick enough, on the ground of the cover.
pub fn spine(front: &Page, width: f32, bleed: f32, spec: LineSpec<'_>, fonts: &FontBook) -> Page {
    let (long, high) = (front.height, width);
    let mut items = Vec::new();
    if let Some(ground) = front.items.first().filter(|placed| placed.w >= front.width)
        && let FrameItem::Rect(color) = ground.item
    {
        let item = FrameItem::Rect(color);
        items.push(Placed { x: -bleed, y: 0.0, w: long + 2.0 * bleed, h: high, tag: None, item });
    }
    let size = (width * 0.5).min(12.0);
    if width >= NARROWEST
        && let Some((text, length)) = line(LineSpec { size, ..spec }, fonts)
    {
        // The middle of capitals is about a third of the size above the baseline.
        let (x, y) = ((long - length) / 2.0, high / 2.0 + size * 0.35);
        items.push(Placed { x, y, w: length, h: size, tag: None, item: FrameItem::Text(text) });
    }
    Page { width: long, height: high, furniture_from: items.len(), items, ..Page::default() }
}

/// Black, for lines outside of the page.
pub(in crate::render::print) const BLACK: Color = Color { rgb: Rgb(0, 0, 0), tint: None };
