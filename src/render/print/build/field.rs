//! Room to write: lines at a distance a hand can use, and boxes to tick.

use super::{Builder, Context};
use crate::render::print::frame::Placed;
use crate::render::print::markup::Element;
use crate::render::print::piece::Piece;
use crate::render::print::units::MM;

/// Side of a tick box in pt.
const TICK: f32 = 4.0 * MM;

impl Builder<'_> {
    pub(super) fn field(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        if element.get("tick").is_some_and(|tick| tick != "no") {
            return self.tick(element, width, cx, pieces);
        }
        let width = element.mm("width").unwrap_or(width);
        let gap = element.mm("gap").unwrap_or(8.0 * MM);
        let color = self.style.color("writing").or_else(|| self.style.color("ink")).unwrap_or_default();
        if let Some(label) = element.get("label") {
            let text = Element {
                name: "p".to_owned(),
                attributes: vec![("class".to_owned(), "label".to_owned())],
                children: vec![crate::render::print::markup::Node::Text(label.to_owned())],
                at: element.at,
                ..Element::default()
            };
            self.styled_paragraph(&text, width, cx, pieces);
            pieces.iter_mut().rev().take(1).for_each(|piece| piece.keep_next = true);
        }
        let count = element.number::<usize>("lines").unwrap_or(1).clamp(1, 60);
        for _ in 0..count {
            pieces.push(Piece::solid(width, gap, vec![Self::line(0.0, gap - 0.25, width, 0.35, color)]));
        }
    }

    fn tick(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let color = self.style.color("ink").unwrap_or_default();
        let indent = TICK + 2.5 * MM;
        let mut lines = Vec::new();
        let mut inner: Vec<Piece> = Vec::new();
        self.styled_paragraph(
            &Element { name: "p".to_owned(), ..element.clone() },
            width - indent,
            cx,
            &mut inner,
        );
        let height = inner.first().map_or(TICK, |line| line.height);
        let top = (height - TICK) / 2.0;
        lines.extend(outline(top, color));
        for piece in &mut inner {
            piece.items.iter_mut().for_each(|placed| placed.x += indent);
        }
        match inner.first_mut() {
            Some(first) => drop(first.items.splice(0..0, lines)),
            None => inner.push(Piece::solid(width, TICK, lines)),
        }
        pieces.extend(inner);
    }
}

fn outline(top: f32, color: crate::render::print::frame::Color) -> Vec<Placed> {
    let mut lines =
        vec![Builder::line(0.0, top, TICK, 0.5, color), Builder::line(0.0, top + TICK, TICK, 0.5, color)];
    for x in [0.0, TICK] {
        lines.push(Placed {
            x,
            y: top,
            w: 0.0,
            h: TICK,
            tag: None,
            item: crate::render::print::frame::FrameItem::Line(color, 0.5),
        });
    }
    lines
}
