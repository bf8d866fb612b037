//! Pictures dropped into a column: the paragraphs after one stand beside it until it ends.
//!
//! The picture hangs on the first line beside it, and all these lines stay in one column, so that it
//! can neither be torn from them nor run over the foot of a page.

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::Placed;
use crate::render::print::markup::Element;
use crate::render::print::piece::{Piece, shifted};
use crate::render::print::style::TextStyle;
use crate::render::print::tags::Role;
use crate::render::print::units::MM;

/// Narrowest text beside a picture, pt.
const LEAST_TEXT: f32 = 85.0;

/// A picture with room beside it.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    /// What it draws, until a line carries it.
    items: Option<Vec<Placed>>,
    /// How much of its height no line stands beside yet, pt.
    left: f32,
    /// Width it takes from the lines, pt.
    taken: f32,
    /// Whether it stands where lines end.
    at_end: bool,
}

/// The lines of a paragraph that are narrower.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wrap {
    /// How many.
    pub count: usize,
    /// What they lack in width, pt.
    pub taken: f32,
    /// How far they are moved in, pt.
    pub indent: f32,
}

impl Builder<'_> {
    /// A picture with `float`; one that leaves no room for text stands alone.
    pub(super) fn float(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        self.clear(pieces);
        let at_end = match element.get("float") {
            Some("start") => false,
            Some("end") => true,
            other => {
                let message = format!("`float` is `{}`", other.unwrap_or_default());
                self.report(FindingKind::Markup, element, message, "write `start` or `end`");
                return self.image(element, width, cx, pieces);
            }
        };
        let own = element.mm("width").unwrap_or(width / 3.0);
        let taken = own + element.mm("gap").unwrap_or(4.0 * MM);
        let mut made = Vec::new();
        self.image(element, own, cx, &mut made);
        let Some(picture) = made.pop() else { return };
        if width - taken < LEAST_TEXT {
            let message = format!("only {:.0} mm are left beside the picture", (width - taken).max(0.0) / MM);
            self.report(
                FindingKind::Overset,
                element,
                message,
                "make the picture narrower, or remove `float`",
            );
            return pieces.push(picture);
        }
        let x = if at_end { width - own } else { 0.0 };
        let items = Some(shifted(picture.items, x, 0.0).collect());
        self.beside = Some(Beside { items, left: picture.height, taken, at_end });
    }

    /// A paragraph of the flow, narrower where a picture stands beside it.
    pub(super) fn wrapped(
        &mut self,
        element: &Element,
        width: f32,
        cx: &Context,
        role: Option<Role>,
        style: &TextStyle,
        pieces: &mut Vec<Piece>,
    ) {
        if element.get("lines").or(element.get("max-lines")).is_some() {
            self.clear(pieces);
        }
        let Some(mut beside) = self.beside.take() else {
            return pieces.extend(self.paragraph(element, width, cx, role, style));
        };
        let leading = style.onto(cx).leading;
        self.wrap = Wrap {
            // A line that reaches over a hair of the picture's foot is not worth narrowing.
            count: ((beside.left - 0.1 * leading) / leading).ceil().max(1.0) as usize,
            taken: beside.taken,
            indent: if beside.at_end { 0.0 } else { beside.taken },
        };
        let mut lines = self.paragraph(element, width, cx, role, style);
        let count = self.wrap.count.min(lines.len());
        self.wrap = Wrap::default();
        if let Some(first) = lines.first_mut()
            && let Some(items) = beside.items.take()
        {
            // Text stands lower in its line than a picture does: move it to the height of the capitals.
            let down = (leading - style.onto(cx).size * 0.7) / 2.0;
            first.items.splice(0..0, shifted(items, 0.0, down));
            beside.left += down;
        }
        lines.iter_mut().take(count).for_each(|line| line.keep_next = true);
        beside.left -= lines.iter().take(count).map(|line| line.height).sum::<f32>();
        if beside.left > 0.1 * leading {
            self.beside = Some(beside);
        } else if let Some(last) = lines.get_mut(count.saturating_sub(1)).filter(|_| count > 1) {
            // Behind the picture the text may go on on another page.
            last.keep_next = false;
        }
        if let Some(beside) = &mut self.beside {
            beside.left -= lines.last().map_or(0.0, |line| line.after);
        }
        pieces.extend(lines);
    }

    /// Ends the room beside a picture: what follows stands below it.
    pub(super) fn clear(&mut self, pieces: &mut Vec<Piece>) {
        let Some(beside) = self.beside.take() else { return };
        let items = beside.items.unwrap_or_default();
        if beside.left > 0.0 {
            pieces.push(Piece::solid(0.0, beside.left, items));
        }
    }
}
