//! Bar codes as vectors: EAN-13 for article numbers of the trade (GTIN), Code 128 for a firm's own.

use std::sync::Arc;

use barcoders::sym::code128::Code128;
use barcoders::sym::ean13::EAN13;

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{FrameItem, PathItem, Placed, Rgb, Segment};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::Piece;
use crate::render::print::units::{MM, to_mm};

/// Narrowest bar that a till reads when printed offset: 80 % of the nominal 0.33 mm,
/// GS1 General Specifications, 5.2.6.6.
const LEAST_MODULE_MM: f32 = 0.264;
/// Modules of white on either side: 11 and 7 for EAN-13 (GS1, 5.2.3.4), 10 for Code 128 (ISO/IEC 15417);
/// the greater on both sides keeps the code in the middle.
const QUIET: usize = 11;

impl Builder<'_> {
    pub(super) fn barcode(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let value = element.get("value").unwrap_or_default().trim().to_owned();
        let kind = element.get("kind").unwrap_or("ean-13");
        let bars = match bars(kind, &value) {
            Ok(bars) => bars,
            Err((message, hint)) => {
                self.report(FindingKind::Markup, element, message, hint);
                return;
            }
        };
        let (width, height) =
            (element.mm("width").unwrap_or(37.29 * MM).min(width), element.mm("height").unwrap_or(18.0 * MM));
        let module = width / (bars.len() + 2 * QUIET) as f32;
        if to_mm(module) < LEAST_MODULE_MM - 0.001 {
            let message = format!("bars of {:.2} mm in bar code `{value}`", to_mm(module));
            let least = LEAST_MODULE_MM * (bars.len() + 2 * QUIET) as f32;
            let hint = format!("make it {:.0} mm wide or more", least.ceil());
            self.report(FindingKind::SmallQr, element, message, &hint);
        }
        let mut described = element.clone();
        if element.get("alt").is_none() {
            described.attributes.push(("alt".to_owned(), value.clone()));
        }
        let tag = self.figure(&described, cx);
        let mut items = Vec::new();
        if cx.ground.luminance() < 0.85 {
            items.push(Self::rect(0.0, 0.0, width, height, Rgb(255, 255, 255).into()));
        }
        let item = FrameItem::Path(Arc::new(outline(&bars, module, height)));
        items.push(Placed { x: 0.0, y: 0.0, w: width, h: height, tag, item });
        let mut piece = Piece::solid(width, height, items);
        piece.keep_next = true;
        pieces.push(piece);
        self.digits(&value, width, cx, pieces);
    }

    /// The number in figures below the bars, for when a reader fails.
    fn digits(&mut self, value: &str, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let below = Element {
            name: "p".to_owned(),
            attributes: vec![
                ("align".to_owned(), "center".to_owned()),
                ("lang".to_owned(), "en".to_owned()),
                ("dir".to_owned(), "ltr".to_owned()),
            ],
            children: vec![Node::Text(value.to_owned())],
            at: None,
            ..Element::default()
        };
        let mut inner = cx.clone();
        (inner.size, inner.leading, inner.tabular) = (7.5, 9.0, true);
        (inner.rtl, inner.align) = (false, crate::text::Align::Center);
        self.styled_paragraph(&below, width, &inner, pieces);
    }
}

/// Modules from left to right, 1 for a bar.
fn bars(kind: &str, value: &str) -> Result<Vec<u8>, (String, &'static str)> {
    match kind {
        "ean-13" => EAN13::new(value).map(|code| code.encode()).map_err(|_| {
            let message = format!("`{value}` is not an article number of 13 digits with a right check digit");
            (message, "correct the number, or write `kind=\"code-128\"`")
        }),
        // U+0181 starts the set with all letters and figures.
        "code-128" => Code128::new(format!("\u{181}{value}")).map(|code| code.encode()).map_err(|_| {
            (format!("`{value}` cannot be a bar code"), "use Latin letters, figures and signs only")
        }),
        other => Err((format!("there is no bar code of the kind `{other}`"), "write `ean-13` or `code-128`")),
    }
}

fn outline(bars: &[u8], module: f32, height: f32) -> PathItem {
    let mut segments = Vec::new();
    let mut at = 0;
    for run in bars.chunk_by(|a, b| a == b) {
        if run[0] == 1 {
            let left = (QUIET + at) as f32 * module;
            let right = left + run.len() as f32 * module;
            segments.extend([
                Segment::Move(left, 0.0),
                Segment::Line(right, 0.0),
                Segment::Line(right, height),
                Segment::Line(left, height),
                Segment::Close,
            ]);
        }
        at += run.len();
    }
    PathItem { segments, fill: Some((Rgb(0, 0, 0).into(), false)), stroke: None, clips: Vec::new() }
}
