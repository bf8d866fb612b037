//! Footnotes: a raised number in the text, and the note's own lines for the foot of the page.

use super::inline::Inline;
use super::{Builder, Context};
use crate::render::print::frame::{Anchor, FrameItem, Placed, TextItem};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::{Kind, Piece};
use crate::render::print::style::TextStyle;
use crate::render::print::tags::{Role, TagId};

/// Room for the number of a note, ems.
const LABEL: f32 = 1.4;

/// A note found in a line.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// Counts from 1 in its page-set.
    pub number: usize,
    /// What the reference in the text leads to.
    pub mark: String,
    /// What it says.
    pub element: Element,
}

impl Builder<'_> {
    /// Counts a note and gives its mark.
    pub(super) fn new_note(&mut self, element: &Element) -> Note {
        self.note_count += 1;
        let mark = format!("note-{}-{}", self.note_set, self.note_count);
        self.marks_used.insert(mark.clone(), element.at);
        Note { number: self.note_count, mark, element: element.clone() }
    }

    /// Hangs the notes of a paragraph on the lines in which they are called.
    pub(super) fn hang_notes(
        &mut self,
        inline: &Inline,
        tags: &[Option<TagId>],
        width: f32,
        cx: &Context,
        lines: &mut [Piece],
    ) {
        let mut noted: Vec<Vec<Piece>> = Vec::new();
        for (span, tag) in inline.spans.iter().zip(tags) {
            let Some(note) = &span.note else { continue };
            let mut inner = cx.clone();
            if let Some(tag) = tag {
                inner.tag = *tag;
            }
            noted.push(self.note(note, width, &inner));
        }
        let mut noted = noted.into_iter();
        for line in lines {
            let called = line.items.iter().filter(|placed| calls_note(placed, inline)).count();
            line.notes.extend(noted.by_ref().take(called).flatten());
        }
    }

    fn note(&mut self, note: &Note, width: f32, cx: &Context) -> Vec<Piece> {
        let base = self.style.text.get("footnote").cloned().unwrap_or_else(|| TextStyle {
            size: Some(7.5),
            leading: Some(9.0),
            ..TextStyle::default()
        });
        let mut inner = base.onto(cx);
        if !cx.artifact
            && let Some(parent) = self.structure.node(cx.tag).parent
        {
            inner.tag = self.structure.add(Some(parent), Role::Note);
        }
        let indent = inner.size * LABEL;
        let label = Element {
            name: "p".to_owned(),
            children: vec![Node::Text(note.number.to_string())],
            ..Element::default()
        };
        let label = self.paragraph(&label, indent, &inner, Some(Role::Lbl), &TextStyle::default());
        let text = Element { name: "p".to_owned(), ..note.element.clone() };
        let mut lines = self.paragraph(&text, width - indent, &inner, Some(Role::P), &TextStyle::default());
        lines.iter_mut().flat_map(|line| &mut line.items).for_each(|placed| placed.x += indent);
        if let Some(first) = lines.first_mut() {
            let anchor = FrameItem::Anchor(Anchor::Mark(note.mark.clone()));
            let anchor = Placed { x: 0.0, y: 0.0, w: 0.0, h: 0.0, tag: None, item: anchor };
            first.items.splice(0..0, label.into_iter().flat_map(|line| line.items).chain([anchor]));
        }
        lines
    }
}

/// Whether an item is the number of a note in the text.
fn calls_note(placed: &Placed, inline: &Inline) -> bool {
    let FrameItem::Text(TextItem { paragraph, line, runs, .. }) = &placed.item else { return false };
    let span = paragraph.lines[*line].runs.get(runs.start).map(|run| run.span);
    span.and_then(|span| inline.spans.get(span)).is_some_and(|span| span.note.is_some())
}

/// Takes the notes of pieces that become part of one larger piece.
pub(super) fn take_notes(pieces: &mut [Piece]) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        out.append(&mut piece.notes);
        if let Kind::Columns(set) = &mut piece.kind {
            out.append(&mut take_notes(&mut set.pieces));
        }
    }
    out
}
