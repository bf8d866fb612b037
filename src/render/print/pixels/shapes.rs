//! Grounds, rules and drawings, with the outlines that drawings are clipped to.

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Rect, Stroke, Transform};

use super::{Canvas, paint};
use crate::render::print::frame::{Color, PathItem, Placed, Segment};

/// Outlines and the place they are relative to, and what they leave visible.
pub(super) struct Clip {
    outlines: Vec<(Vec<Segment>, bool)>,
    at: (f32, f32),
    mask: Mask,
}

impl Canvas<'_> {
    /// Left, top, width, height in pt.
    pub(super) fn rect(&mut self, [x, y, w, h]: [f32; 4], color: Color) {
        if let Some(rect) = Rect::from_xywh(x, y, w, h) {
            self.ground.fill_rect(rect, &paint(color), self.zoom(), None);
        }
    }

    /// A rule thinner than a pixel takes one whole pixel, as readers of PDF do: else it would fade away.
    pub(super) fn line(&mut self, placed: &Placed, color: Color, thickness: f32) {
        let pixel = self.scale.recip();
        let across = |middle: f32| match thickness < pixel {
            true => ((middle * self.scale).floor() * pixel, pixel),
            false => (middle - thickness / 2.0, thickness),
        };
        let rect = if placed.h > placed.w {
            let (left, width) = across(placed.x);
            [left, placed.y, width, placed.h]
        } else {
            let (top, height) = across(placed.y);
            [placed.x, top, placed.w, height]
        };
        self.rect(rect, color);
    }

    pub(super) fn path(&mut self, placed: &Placed, item: &PathItem) {
        let Some(outline) = outline(&item.segments) else { return };
        let place = Transform::from_translate(placed.x, placed.y).post_concat(self.zoom());
        self.clip_to(placed, item, place);
        let mask = self.clip.as_ref().filter(|_| !item.clips.is_empty()).map(|clip| &clip.mask);
        if let Some((color, even_odd)) = item.fill {
            self.ground.fill_path(&outline, &paint(color), rule(even_odd), place, mask);
        }
        if let Some((color, width)) = item.stroke {
            // The limit of mitres is what a PDF has where it says nothing, ISO 32000-1, table 52.
            let stroke = Stroke { width, miter_limit: 10.0, ..Stroke::default() };
            self.ground.stroke_path(&outline, &paint(color), &stroke, place, mask);
        }
    }

    /// Makes the clip of this item the one in force, unless it is already.
    fn clip_to(&mut self, placed: &Placed, item: &PathItem, place: Transform) {
        let at = (placed.x, placed.y);
        let in_force = |clip: &Clip| clip.at == at && clip.outlines == item.clips;
        if item.clips.is_empty() || self.clip.as_ref().is_some_and(in_force) {
            return;
        }
        // OK because the ground has the same sides and was made.
        let mut mask = Mask::new(self.ground.width(), self.ground.height()).expect("sides that are in range");
        mask.data_mut().fill(u8::MAX);
        for (segments, even_odd) in &item.clips {
            match outline(segments) {
                Some(outline) => mask.intersect_path(&outline, rule(*even_odd), true, place),
                None => mask.clear(),
            }
        }
        self.clip = Some(Clip { outlines: item.clips.clone(), at, mask });
    }
}

fn rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::Winding }
}

fn outline(segments: &[Segment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => builder.move_to(x, y),
            Segment::Line(x, y) => builder.line_to(x, y),
            Segment::Cubic(ax, ay, bx, by, x, y) => builder.cubic_to(ax, ay, bx, by, x, y),
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}
