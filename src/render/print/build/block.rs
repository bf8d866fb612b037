//! Stacking pieces into one unbreakable block, with what is left over shared by flexible spacers.

use super::note::take_notes;
use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::Placed;
use crate::render::print::markup::Element;
use crate::render::print::piece::{ColumnSet, Kind, Piece, shifted, takes_room};
use crate::render::print::style::TextStyle;
use crate::render::print::units::to_mm;

impl Builder<'_> {
    /// Sets parts one under the other; gives the items and the height used.
    ///
    /// With a fixed `height`, spacers share what is left; what does not fit is left out whole
    /// and reported.
    pub(super) fn stack(
        &mut self,
        element: &Element,
        parts: Vec<Vec<Piece>>,
        height: Option<f32>,
        gap: f32,
        valign: Option<&str>,
    ) -> (Vec<Placed>, f32) {
        let mut pieces = with_gaps(parts, gap);
        self.carried.append(&mut take_notes(&mut pieces));
        let natural = crate::render::print::piece::stacked_height(&settle_columns(&pieces));
        let flex: f32 = pieces.iter().map(|p| if let Kind::Flex(n) = p.kind { n } else { 0.0 }).sum();
        let free = height.map_or(0.0, |h| (h - natural).max(0.0));
        let per_share = if flex > 0.0 { free / flex } else { 0.0 };
        let start = match valign {
            Some("bottom") if flex == 0.0 => free,
            Some("middle") if flex == 0.0 => free / 2.0,
            _ => 0.0,
        };
        let limit = height.map_or(f32::INFINITY, |h| h + 0.05);
        let (mut items, used) = place(settle_columns(&pieces), start, per_share, limit);
        if let Some(height) = height.filter(|h| natural > h + 0.05) {
            let over = to_mm(natural - height);
            let message = format!("contents are {over:.1} mm taller than their place");
            let finding = self.report(
                FindingKind::Overset,
                element,
                message,
                "shorten the text, or make the place taller",
            );
            self.overset.push((element.source().unwrap_or_default().to_owned(), element.plain_text()));
            items.push(Self::finding_anchor(finding));
        }
        (items, height.unwrap_or(used))
    }
}

fn with_gaps(parts: Vec<Vec<Piece>>, gap: f32) -> Vec<Piece> {
    let last = parts.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (index, mut part) in parts.into_iter().enumerate() {
        if let Some(piece) = part.iter_mut().rev().find(|p| takes_room(p)).filter(|_| index < last) {
            piece.after = piece.after.max(gap);
        }
        pieces.extend(part);
    }
    pieces
}

/// Columns inside a block are balanced on the spot.
fn settle_columns(pieces: &[Piece]) -> Vec<Piece> {
    pieces
        .iter()
        .map(|piece| match &piece.kind {
            Kind::Columns(set) => settled(piece, set),
            _ => piece.clone(),
        })
        .collect()
}

fn settled(piece: &Piece, set: &ColumnSet) -> Piece {
    let (items, height) = crate::render::print::fill::balanced(set);
    Piece { kind: Kind::Solid, height, items, ..piece.clone() }
}

fn place(pieces: Vec<Piece>, start: f32, per_share: f32, limit: f32) -> (Vec<Placed>, f32) {
    let mut items = Vec::new();
    let mut y = start;
    let mut space: Option<f32> = None;
    for piece in pieces {
        if !takes_room(&piece) {
            items.extend(shifted(piece.items, 0.0, if piece.kind == Kind::Absolute { 0.0 } else { y }));
            continue;
        }
        let height = piece.height + if let Kind::Flex(n) = piece.kind { n * per_share } else { 0.0 };
        y += space.map_or(0.0, |after| after.max(piece.before));
        if y + height > limit {
            break;
        }
        items.extend(shifted(piece.items, 0.0, y));
        y += height;
        space = Some(piece.after);
    }
    (items, y)
}

impl TextStyle {
    /// This style laid over another: what it sets wins.
    pub(crate) fn over(&self, base: &Self) -> Self {
        Self {
            family: self.family.clone().or_else(|| base.family.clone()),
            size: self.size.or(base.size),
            leading: self.leading.or(base.leading),
            weight: self.weight.or(base.weight),
            italic: self.italic.or(base.italic),
            color: self.color.or(base.color),
            align: self.align.or(base.align),
            hyphenate: self.hyphenate.or(base.hyphenate),
            hang: self.hang.or(base.hang),
            small_caps: self.small_caps.or(base.small_caps),
            tabular: self.tabular.or(base.tabular),
            tracking: self.tracking.or(base.tracking),
            space_before: if self.space_before > 0.0 { self.space_before } else { base.space_before },
            space_after: if self.space_after > 0.0 { self.space_after } else { base.space_after },
            keep_with_next: self.keep_with_next || base.keep_with_next,
        }
    }

    /// The context of text in this style.
    pub(crate) fn onto(&self, cx: &Context) -> Context {
        let mut out = cx.clone();
        if let Some(family) = &self.family {
            out.family.clone_from(family);
        }
        // A size without a leading keeps the proportion of the text around.
        if let Some(size) = self.size {
            out.leading = cx.leading * size / cx.size;
            out.size = size;
        }
        out.leading = self.leading.unwrap_or(out.leading);
        out.weight = self.weight.unwrap_or(out.weight);
        out.italic = self.italic.unwrap_or(out.italic);
        out.color = self.color.unwrap_or(out.color);
        out.align = self.align.unwrap_or(out.align);
        out.hyphenate = self.hyphenate.or(out.hyphenate);
        out.hang = self.hang.unwrap_or(out.hang);
        out.small_caps = self.small_caps.unwrap_or(out.small_caps);
        out.tabular = self.tabular.unwrap_or(out.tabular);
        out.tracking = self.tracking.unwrap_or(out.tracking);
        out
    }
}
