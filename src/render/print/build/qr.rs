//! QR codes as vectors: runs of dark modules become rectangles of one path.

use std::sync::Arc;

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{Color, FrameItem, PathItem, Placed, Rgb, Segment};
use crate::render::print::markup::Element;
use crate::render::print::piece::Piece;
use crate::render::print::units::{MM, to_mm};

/// Modules of white around the code, ISO/IEC 18004, 5.3.8.
const QUIET: f32 = 4.0;

impl Builder<'_> {
    pub(super) fn qr(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let size = element.mm("size").unwrap_or(22.0 * MM);
        let value = element.get("value").unwrap_or_default();
        if to_mm(size) < 20.0 - 0.01 {
            self.report(
                FindingKind::SmallQr,
                element,
                format!("QR code of {:.0} mm", to_mm(size)),
                "make it 20 mm or larger",
            );
        }
        let code = fast_qr::QRBuilder::new(value).ecl(fast_qr::ECL::M).build();
        let Ok(code) = code else {
            self.report(
                FindingKind::Markup,
                element,
                "the value is too long for a QR code".to_owned(),
                "use a shorter address",
            );
            return;
        };
        let mut described = element.clone();
        if element.get("alt").is_none() {
            described.attributes.push(("alt".to_owned(), format!("QR code: {value}")));
        }
        let tag = self.figure(&described, cx);
        let x = if element.get("align") == Some("end") { width - size } else { 0.0 };
        let item = FrameItem::Path(Arc::new(modules(&code, size)));
        let mut items = Vec::new();
        // The quiet zone is white, unless the ground is nearly so.
        if cx.ground.luminance() < 0.85 {
            items.push(Self::rect(x, 0.0, size, size, Color::WHITE));
        }
        items.push(Placed { x, y: 0.0, w: size, h: size, tag, item });
        pieces.push(Piece::solid(width.min(x + size), size, items));
    }
}

fn modules(code: &fast_qr::QRCode, size: f32) -> PathItem {
    let count = code.size;
    let module = size / (count as f32 + 2.0 * QUIET);
    let mut segments = Vec::new();
    for y in 0..count {
        let mut x = 0;
        while x < count {
            let start = x;
            while x < count && code[y][x].value() {
                x += 1;
            }
            if x > start {
                let edge = |at: usize| (at as f32 + QUIET) * module;
                segments.extend(rectangle(edge(start), edge(y), edge(x), edge(y + 1)));
            }
            x += 1;
        }
    }
    PathItem { segments, fill: Some((Color::from(Rgb(0, 0, 0)), false)), stroke: None, clips: Vec::new() }
}

fn rectangle(left: f32, top: f32, right: f32, bottom: f32) -> [Segment; 5] {
    [
        Segment::Move(left, top),
        Segment::Line(right, top),
        Segment::Line(right, bottom),
        Segment::Line(left, bottom),
        Segment::Close,
    ]
}
