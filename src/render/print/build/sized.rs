//! Boxes, cards and stacks: contents with padding, a ground and a border, in one unbreakable piece.

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{Anchor, FrameItem, Placed};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::{ColumnSet, Kind, Piece, shifted};
use crate::render::print::style::{Border, BoxStyle};
use crate::render::print::tracks::{parse_tracks, resolve};
use crate::render::print::units::MM;

impl Builder<'_> {
    /// The box style of an element: its classes, then its own attributes.
    pub(super) fn box_style(&mut self, element: &Element) -> BoxStyle {
        let mut style = BoxStyle::default();
        let classes = element.get("class").unwrap_or_default().to_owned();
        for class in classes.split_whitespace() {
            match self.style.boxes.get(class) {
                Some(found) => style = found.clone(),
                None => self.unknown_class(element, class),
            }
        }
        if let Some(fill) = element.get("fill") {
            style.fill = self.style.color(fill);
        }
        if let Some(padding) = element.mm("padding") {
            style.padding = [padding; 4];
        }
        if let Some(gap) = element.mm("gap") {
            style.gap = gap;
        }
        if let Some(border) = element.get("border").and_then(|b| b.parse::<f32>().ok()) {
            let color = self.style.color("ink").unwrap_or_default();
            style.border = Some(Border { color, sides: [border; 4] });
        }
        style
    }

    /// A text class on a container is inherited by what it holds.
    pub(super) fn container_context(&mut self, element: &Element, cx: &Context, style: &BoxStyle) -> Context {
        let mut inner = cx.clone();
        if let Some(fill) = style.fill {
            inner.ground = fill;
        }
        for class in element.get("class").unwrap_or_default().split_whitespace() {
            if let Some(text) = self.style.text.get(class) {
                inner = text.clone().onto(&inner);
            }
        }
        inner
    }

    pub(super) fn sized(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        if let Some(place) = element.get("place") {
            return self.placed(element, place.to_owned().as_str(), cx, pieces);
        }
        let own = element.mm("width").unwrap_or(width);
        let (items, height) = self.boxed(element, own, element.mm("height"), cx);
        let mut piece = Piece::solid(own, height, items);
        piece.notes = std::mem::take(&mut self.carried);
        piece.keep_next = element.get("keep-next") == Some("yes");
        piece.before = element.get("space-before").and_then(|v| v.parse().ok()).unwrap_or(0.0);
        piece.after = element.get("space-after").and_then(|v| v.parse().ok()).unwrap_or(0.0);
        pieces.push(piece);
    }

    /// A box at its own place on the page, in mm from the corner where reading starts.
    fn placed(&mut self, element: &Element, place: &str, cx: &Context, pieces: &mut Vec<Piece>) {
        let numbers: Vec<f32> =
            place.split_whitespace().filter_map(|n| n.parse::<f32>().ok()).map(|n| n * MM).collect();
        let [x, y, w, h] = numbers[..] else {
            self.report(
                FindingKind::Markup,
                element,
                format!("`place` is `{place}`"),
                "give four numbers: x y width height, in mm",
            );
            return;
        };
        let (items, _) = self.boxed(element, w, Some(h), cx);
        let mut piece = Piece::of_kind(Kind::Absolute, h);
        piece.width = w;
        piece.notes = std::mem::take(&mut self.carried);
        piece.items = shifted(items, x, y).collect();
        piece.keep_next = true;
        pieces.push(piece);
    }

    /// Contents of a box with its ground and border, and its height.
    pub(super) fn boxed(
        &mut self,
        element: &Element,
        width: f32,
        height: Option<f32>,
        cx: &Context,
    ) -> (Vec<Placed>, f32) {
        let style = self.box_style(element);
        let inner = self.container_context(element, cx, &style);
        let [top, end, bottom, start] = style.padding;
        let room = (width - start - end).max(1.0);
        let parts = self.parts(&element.children, room, &inner);
        let fixed = height.map(|h| (h - top - bottom).max(0.0));
        let (content, used) = self.stack(element, parts, fixed, style.gap, element.get("valign"));
        let height = height.unwrap_or(used + top + bottom);
        let mut items = ground(&style, width, height);
        items.extend(shifted(content, start, top));
        (items, height)
    }

    /// A stack without a size of its own lets its children flow on, with a gap between them.
    pub(super) fn open_stack(
        &mut self,
        element: &Element,
        width: f32,
        cx: &Context,
        pieces: &mut Vec<Piece>,
    ) {
        let style = self.box_style(element);
        if style.fill.is_some() || style.border.is_some() || style.padding.iter().any(|p| *p > 0.0) {
            return self.sized(element, width, cx, pieces);
        }
        let inner = self.container_context(element, cx, &style);
        let parts = self.parts(&element.children, width, &inner);
        let last = parts.len().saturating_sub(1);
        for (index, mut part) in parts.into_iter().enumerate() {
            if let Some(piece) = part.last_mut().filter(|_| index < last) {
                piece.after = piece.after.max(style.gap);
            }
            pieces.extend(part);
        }
    }

    /// Pieces of each child on its own.
    pub(super) fn parts(&mut self, children: &[Node], width: f32, cx: &Context) -> Vec<Vec<Piece>> {
        let mut parts = Vec::new();
        let mut run: Vec<Node> = Vec::new();
        // A picture with text beside it is one part with the paragraphs after it.
        let mut floating = false;
        for child in children {
            match child {
                Node::Element(element) if element.get("float").is_some() => {
                    parts.push(self.flow(&std::mem::take(&mut run), width, cx));
                    run.push(child.clone());
                    floating = true;
                }
                Node::Element(element) if floating && matches!(element.name.as_str(), "p" | "pre") => {
                    run.push(child.clone());
                }
                Node::Element(element) if !crate::render::print::grammar::is_inline(&element.name) => {
                    floating = false;
                    parts.push(self.flow(&std::mem::take(&mut run), width, cx));
                    parts.push(self.flow(std::slice::from_ref(child), width, cx));
                }
                other => run.push(other.clone()),
            }
        }
        parts.push(self.flow(&run, width, cx));
        parts.retain(|part| !part.is_empty());
        parts
    }

    pub(super) fn columns(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let count = element.number::<usize>("count").unwrap_or(2).clamp(1, 12);
        let gap = element.mm("gap").unwrap_or(4.0 * MM);
        let tracks = parse_tracks(&count.to_string()).unwrap_or_default();
        let column = resolve(&tracks, width, gap, &[]).first().copied().unwrap_or(width);
        let style = self.box_style(element);
        let inner = self.container_context(element, cx, &style);
        let flow = self.flow(&element.children, column, &inner);
        let set = ColumnSet {
            pieces: flow,
            count,
            width: column,
            gap,
            balance: element.get("balance") != Some("no"),
        };
        let mut piece = Piece::of_kind(Kind::Columns(Box::new(set)), 0.0);
        piece.width = width;
        piece.before = element.get("space-before").and_then(|v| v.parse().ok()).unwrap_or(0.0);
        piece.after = element.get("space-after").and_then(|v| v.parse().ok()).unwrap_or(0.0);
        pieces.push(piece);
    }

    pub(super) fn rule(&mut self, element: &Element, width: f32, pieces: &mut Vec<Piece>) {
        let thickness = element
            .get("thickness")
            .and_then(|t| t.trim_end_matches("pt").parse::<f32>().ok())
            .unwrap_or(0.35);
        if thickness < 0.25 {
            self.report(
                FindingKind::ThinLine,
                element,
                format!("a rule of {thickness} pt"),
                "use 0.25 pt or more",
            );
        }
        let color = element.get("color").unwrap_or("hairline");
        let color = self.style.color(color).or_else(|| self.style.color("ink")).unwrap_or_default();
        let width = element.mm("width").unwrap_or(width);
        let mut piece =
            Piece::solid(width, thickness, vec![Self::line(0.0, thickness / 2.0, width, thickness, color)]);
        let space = |name: &str| element.get(name).and_then(|v| v.parse::<f32>().ok()).unwrap_or(4.5);
        (piece.before, piece.after) = (space("space-before"), space("space-after"));
        pieces.push(piece);
    }

    /// An anchor that tells a finding its page.
    pub(super) fn finding_anchor(finding: usize) -> Placed {
        Placed {
            x: 0.0,
            y: 0.0,
            w: 0.0,
            h: 0.0,
            tag: None,
            item: FrameItem::Anchor(Anchor::Finding(finding)),
        }
    }
}

pub(super) fn ground(style: &BoxStyle, width: f32, height: f32) -> Vec<Placed> {
    let mut items = Vec::new();
    if let Some(fill) = style.fill {
        items.push(Builder::rect(0.0, 0.0, width, height, fill));
    }
    let Some(Border { color, sides: [top, end, bottom, start] }) = style.border else { return items };
    if top > 0.0 {
        items.push(Builder::line(0.0, top / 2.0, width, top, color));
    }
    if bottom > 0.0 {
        items.push(Builder::line(0.0, height - bottom / 2.0, width, bottom, color));
    }
    for (x, side) in [(start / 2.0, start), (width - end / 2.0, end)] {
        if side > 0.0 {
            items.push(Placed {
                x,
                y: 0.0,
                w: 0.0,
                h: height,
                tag: None,
                item: FrameItem::Line(color, side),
            });
        }
    }
    items
}
