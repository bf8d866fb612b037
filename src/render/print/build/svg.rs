//! Drawings: an SVG becomes outlines, or pixels where it has effects that no outline shows; what cannot be
//! shown at all is reported, never left out in silence.

use std::sync::Arc;

use usvg::tiny_skia_path::{PathSegment, Transform};

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{Color, FrameItem, PathItem, Placed, Rgb, Segment};
use crate::render::print::markup::Element;
use crate::render::print::piece::Piece;

impl Builder<'_> {
    pub(super) fn drawing(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let key = element.get("src").unwrap_or_default().to_owned();
        let source = element.drawing.clone().or_else(|| self.pictures.svg(&key)).unwrap_or_default();
        let Ok(tree) = usvg::Tree::from_str(&source, &crate::load::drawing::options()) else {
            self.report(
                FindingKind::MissingPicture,
                element,
                format!("there is no drawing `{key}`"),
                "add the SVG file, or remove the reference",
            );
            return;
        };
        let (natural_w, natural_h) = (tree.size().width(), tree.size().height());
        let scale = match (element.mm("width"), element.mm("height")) {
            (Some(w), Some(h)) => (w / natural_w).min(h / natural_h),
            (Some(w), None) => w / natural_w,
            (None, Some(h)) => h / natural_h,
            (None, None) => (width / natural_w).min(0.75),
        };
        let (w, h) = (natural_w * scale, natural_h * scale);
        let tag = self.figure(element, cx);
        let x = if element.get("align") == Some("end") { width - w } else { 0.0 };
        let mut reader = Reader { scale, ..Reader::default() };
        reader.group(tree.root());
        // Without fonts the parser drops text before anyone can see it.
        if source.contains("<text") {
            reader.lost.push("text");
        }
        for what in reader.lost {
            let message = format!("drawing `{key}` has {what}, which is left out");
            if self.is_first(message.clone()) {
                self.report(FindingKind::Drawing, element, message, "convert it to plain filled outlines");
            }
        }
        let place = |item: FrameItem| Placed { x, y: 0.0, w, h, tag, item };
        if let Some(what) = reader.effects.first() {
            let message = format!("drawing `{key}` has {what}; it is painted as pixels, 400 to the inch");
            if self.is_first(message.clone()) {
                let hint = "leave it, or convert it to plain filled outlines, which are sharper";
                self.report(FindingKind::Effects, element, message, hint);
            }
            pieces.push(Piece::solid(
                x + w,
                h,
                vec![place(FrameItem::Effects(source.into(), cx.ground.rgb))],
            ));
            return;
        }
        let paths = reader.paths.into_iter().map(|path| place(FrameItem::Path(Arc::new(path))));
        pieces.push(Piece::solid(x + w, h, paths.collect()));
    }
}

#[derive(Default)]
struct Reader {
    scale: f32,
    clips: Vec<(Vec<Segment>, bool)>,
    paths: Vec<PathItem>,
    /// What has no outline and is painted.
    effects: Vec<&'static str>,
    /// What is left out.
    lost: Vec<&'static str>,
}

impl Reader {
    fn group(&mut self, group: &usvg::Group) {
        if group.mask().is_some() {
            self.effects.push("a mask");
        }
        if !group.filters().is_empty() {
            self.effects.push("a filter");
        }
        if group.opacity().get() < 1.0 || group.blend_mode() != usvg::BlendMode::Normal {
            self.effects.push("transparency");
        }
        let depth = self.clips.len();
        if let Some(clip) = group.clip_path() {
            self.clip(clip, group.abs_transform());
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(inner),
                usvg::Node::Path(path) => self.path(path),
                usvg::Node::Image(_) => self.lost.push("an embedded picture"),
                usvg::Node::Text(_) => self.lost.push("text"),
            }
        }
        self.clips.truncate(depth);
    }

    fn clip(&mut self, clip: &usvg::ClipPath, transform: Transform) {
        let mut segments = Vec::new();
        let mut even_odd = false;
        let plain = |node: &usvg::Node| matches!(node, usvg::Node::Path(_));
        if clip.clip_path().is_some() || !clip.root().children().iter().all(plain) {
            self.effects.push("a nested clip path");
        }
        for node in clip.root().children() {
            if let usvg::Node::Path(path) = node {
                let whole = transform.pre_concat(clip.transform()).pre_concat(path.abs_transform());
                segments.extend(self.segments(path.data(), whole));
                even_odd |= path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
            }
        }
        self.clips.push((segments, even_odd));
    }

    fn path(&mut self, path: &usvg::Path) {
        if !path.is_visible() {
            return;
        }
        let transform = path.abs_transform();
        let fill = path.fill().map(|fill| {
            (self.paint(fill.paint(), fill.opacity().get()), fill.rule() == usvg::FillRule::EvenOdd)
        });
        let stroke = path.stroke().map(|stroke| {
            let (sx, sy) = transform.get_scale();
            (
                self.paint(stroke.paint(), stroke.opacity().get()),
                stroke.width().get() * (sx * sy).abs().sqrt() * self.scale,
            )
        });
        let segments = self.segments(path.data(), transform);
        self.paths.push(PathItem { segments, fill, stroke, clips: self.clips.clone() });
    }

    fn paint(&mut self, paint: &usvg::Paint, opacity: f32) -> Color {
        if opacity < 1.0 {
            self.effects.push("transparency");
        }
        let effect = match paint {
            usvg::Paint::Color(color) => return Color::from(Rgb(color.red, color.green, color.blue)),
            usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) => "a gradient",
            usvg::Paint::Pattern(_) => "a pattern",
        };
        self.effects.push(effect);
        Color::default()
    }

    fn segments(&self, path: &usvg::tiny_skia_path::Path, transform: Transform) -> Vec<Segment> {
        let map = |p: usvg::tiny_skia_path::Point| {
            let mut point = p;
            transform.map_point(&mut point);
            (point.x * self.scale, point.y * self.scale)
        };
        let mut last = (0.0, 0.0);
        path.segments()
            .map(|segment| match segment {
                PathSegment::MoveTo(p) => {
                    last = map(p);
                    Segment::Move(last.0, last.1)
                }
                PathSegment::LineTo(p) => {
                    last = map(p);
                    Segment::Line(last.0, last.1)
                }
                PathSegment::QuadTo(c, p) => {
                    let (from, c, p) = (last, map(c), map(p));
                    last = p;
                    let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                    Segment::Cubic(
                        third(from.0, c.0),
                        third(from.1, c.1),
                        third(p.0, c.0),
                        third(p.1, c.1),
                        p.0,
                        p.1,
                    )
                }
                PathSegment::CubicTo(a, b, p) => {
                    let (a, b, p) = (map(a), map(b), map(p));
                    last = p;
                    Segment::Cubic(a.0, a.1, b.0, b.1, p.0, p.1)
                }
                PathSegment::Close => Segment::Close,
            })
            .collect()
    }
}
