//! Text as outlines: the glyphs that shaping placed, drawn where it placed them.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use tiny_skia::{FillRule, PathBuilder};

use super::{Canvas, paint};
use crate::render::print::frame::{Placed, TextItem};
use crate::text::{FontBook, ShapedRun};

/// The outlines of all faces, by index in the font book.
pub(super) struct Outlines<'a> {
    faces: Vec<Option<(OutlineGlyphCollection<'a>, f32)>>,
}

impl<'a> Outlines<'a> {
    pub(super) fn of(fonts: &'a FontBook) -> Self {
        let faces = fonts
            .faces()
            .iter()
            .map(|face| FontRef::new(&face.data).ok().map(|font| (font.outline_glyphs(), face.upem)));
        Self { faces: faces.collect() }
    }
}

impl Canvas<'_> {
    /// One stretch of a line: all its glyphs are one shape, because they have one colour.
    pub(super) fn text(&mut self, placed: &Placed, item: &TextItem) {
        let line = &item.paragraph.lines[item.line];
        let base = placed.y - item.rise;
        let mut pen = Pen { builder: PathBuilder::new(), origin: (0.0, 0.0), scale: 1.0 };
        for run in &line.runs[item.runs.clone()] {
            self.run(run, &item.paragraph.text, (placed.x + run.x, base), &mut pen);
        }
        if let Some(shape) = pen.builder.finish() {
            self.ground.fill_path(&shape, &paint(item.color), FillRule::Winding, self.zoom(), None);
        }
        if item.strike {
            for run in &line.runs[item.runs.clone()] {
                let (height, top) = (run.size * 0.05, base - run.size * 0.33);
                self.rect([placed.x + run.x, top, run.width, height], item.color);
            }
        }
    }

    /// Adds the glyphs of a run to the pen's shape; a forced break is a character without a look.
    fn run(&self, run: &ShapedRun, text: &str, (x, y): (f32, f32), pen: &mut Pen) {
        let Some((outlines, upem)) = &self.glyphs.faces[run.face] else { return };
        pen.scale = run.size / upem;
        for cluster in run.clusters.iter().filter(|cluster| &text[cluster.text.clone()] != "\n") {
            for glyph in &run.glyphs[cluster.glyphs.clone()] {
                pen.origin = (x + glyph.x, y - glyph.y);
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                if let Some(outline) = outlines.get(GlyphId::new(u32::from(glyph.id))) {
                    // OK because a glyph whose outline is broken is left out by the PDF's readers too.
                    let _ = outline.draw(settings, pen);
                }
            }
        }
    }
}

/// Takes outlines in font units, upwards, and gives them in points of the page, downwards.
struct Pen {
    builder: PathBuilder,
    origin: (f32, f32),
    /// Points in a font unit.
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.builder.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.builder.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
