//! Lists: a marker hanging in the margin of its item.

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::Piece;
use crate::render::print::style::TextStyle;
use crate::render::print::tags::Role;

impl Builder<'_> {
    pub(super) fn list(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let ordered = element.name == "ol";
        let style = self.text_style(element);
        let mut inner = style.onto(cx);
        inner.tag = self.tag(cx, Role::L);
        if ordered && !cx.artifact {
            self.structure.node_mut(inner.tag).numbered = true;
        }
        let indent = inner.size * if ordered { 1.8 } else { 1.1 };
        let first = element.number::<usize>("start").unwrap_or(1);
        let mut made = Vec::new();
        for (number, item) in (first..).zip(element.elements()) {
            if item.name != "li" {
                self.report(
                    FindingKind::Markup,
                    item,
                    format!("`{}` stands directly in a list", item.name),
                    "wrap it in `li`",
                );
            }
            let marker = if ordered { format!("{number}.") } else { "–".to_owned() };
            made.extend(self.list_item(item, &marker, indent, width, &inner));
        }
        if let Some(first) = made.first_mut() {
            first.before = first.before.max(style.space_before);
        }
        if let Some(last) = made.last_mut() {
            last.after = last.after.max(style.space_after);
        }
        pieces.extend(made);
    }

    fn list_item(
        &mut self,
        item: &Element,
        marker: &str,
        indent: f32,
        width: f32,
        cx: &Context,
    ) -> Vec<Piece> {
        let mut inner = self.enter(item, cx);
        inner.tag = self.tag(cx, Role::LI);
        let label = Element {
            name: "p".to_owned(),
            children: vec![Node::Text(marker.to_owned())],
            ..Element::default()
        };
        let marker = self.paragraph(&label, indent, &inner, Some(Role::Lbl), &TextStyle::default());
        inner.tag = self.tag(&inner, Role::LBody);
        let mut body = self.flow(&item.children, width - indent, &inner);
        for piece in &mut body {
            piece.items.iter_mut().for_each(|placed| placed.x += indent);
        }
        // The marker comes first in reading order, on the line of the first words.
        match body.first_mut() {
            Some(first) => drop(first.items.splice(0..0, marker.into_iter().flat_map(|line| line.items))),
            None => body = marker,
        }
        if let Some(gap) = self.style.text.get("li").map(|style| style.space_after) {
            body.last_mut().into_iter().for_each(|last| last.after = last.after.max(gap));
        }
        body
    }
}
