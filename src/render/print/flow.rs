//! Flow: pieces are dealt out over columns and pages, in one pass and never torn.

use super::fill::{Filled, Stop, columns, fill, least_height};
use super::finding::{Finding, FindingKind};
use super::frame::{Anchor, FrameItem, Placed};
use super::notes::{self, Foot};
use super::piece::{BreakTo, ColumnSet, Kind, Piece, shifted};
use super::style::Master;
use super::units::to_mm;

/// Area a block covers on a page, pt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covered {
    pub block: usize,
    pub page: usize,
    pub rect: [f32; 4],
}

/// A page while it is filled.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub items: Vec<Placed>,
    /// Whether the item keeps its place when spacers grow.
    fixed: Vec<bool>,
    /// Page-set index.
    pub set: usize,
    /// Whether it is the first page of its page-set.
    pub opens: bool,
}

/// Deals pieces out over pages; pages of all page-sets gather in one list.
pub(super) struct Flow<'m> {
    /// Master of the pages that follow.
    master: &'m Master,
    /// Master of the present page.
    present: &'m Master,
    /// Master of the first page of the page-set, where it differs.
    opening: Option<&'m Master>,
    set: usize,
    pub pages: Vec<Draft>,
    pub covered: Vec<Covered>,
    pub findings: Vec<Finding>,
    column: usize,
    y: f32,
    after: Option<f32>,
    flexes: Vec<(usize, f32)>,
    /// Notes of the column, and what the last one could not take.
    pub foot: Foot,
    /// Whether the column's notes stand already.
    noted: bool,
}

impl<'m> Flow<'m> {
    /// A flow without pages yet.
    pub(super) fn new(master: &'m Master) -> Self {
        Self {
            master,
            present: master,
            opening: None,
            set: 0,
            pages: Vec::new(),
            covered: Vec::new(),
            findings: Vec::new(),
            column: 0,
            y: 0.0,
            after: None,
            flexes: Vec::new(),
            foot: Foot::default(),
            noted: false,
        }
    }

    /// Goes on with another page-set on a new page of the wanted side.
    pub(super) fn begin_set(
        &mut self,
        master: &'m Master,
        opening: Option<&'m Master>,
        set: usize,
        start: Option<BreakTo>,
    ) {
        self.finish_notes();
        (self.master, self.set, self.opening) = (master, set, opening);
        self.open_page();
        if self.wrong_side(start) {
            self.open_page();
        }
    }

    fn open_page(&mut self) {
        self.new_page();
        self.present = self.opening.unwrap_or(self.master);
        self.pages.iter_mut().rev().take(1).for_each(|page| page.opens = true);
    }

    fn wrong_side(&self, side: Option<BreakTo>) -> bool {
        let recto = (self.pages.len() - 1).is_multiple_of(2);
        matches!((side, recto), (Some(BreakTo::Left), true) | (Some(BreakTo::Right), false))
    }

    fn new_page(&mut self) {
        self.finish_column();
        self.present = self.master;
        self.pages.push(Draft { set: self.set, ..Draft::default() });
        (self.column, self.y, self.after, self.noted) = (0, 0.0, None, false);
    }

    fn next_column(&mut self) {
        if self.column + 1 < self.present.columns {
            self.finish_column();
            (self.column, self.y, self.after, self.noted) = (self.column + 1, 0.0, None, false);
        } else {
            self.new_page();
        }
    }

    /// Spacers in the column share what is left of it.
    fn finish_column(&mut self) {
        let flexes = std::mem::take(&mut self.flexes);
        let shares: f32 = flexes.iter().map(|(_, weight)| weight).sum();
        let notes = self.foot.reserve(0.0, self.room());
        let free = (self.room() - self.y - notes).max(0.0);
        self.share(&flexes, shares, free);
        self.set_notes();
    }

    /// Notes stand at the foot of their column; they may use what its text leaves free.
    fn set_notes(&mut self) {
        if self.foot.is_empty() || self.pages.is_empty() || self.noted {
            return;
        }
        self.noted = true;
        let (x, top) = self.origin();
        let room = self.room();
        let items = self.foot.set(room - self.y, room);
        self.add(shifted(items, x, top).collect(), true);
    }

    /// Ends the column; notes that are left over go on over as many columns as they need.
    fn finish_notes(&mut self) {
        self.finish_column();
        while !self.foot.is_empty() && !self.pages.is_empty() {
            self.next_column();
            self.finish_column();
        }
    }

    fn share(&mut self, flexes: &[(usize, f32)], shares: f32, free: f32) {
        let Some(page) = self.pages.last_mut().filter(|_| shares > 0.0) else { return };
        let mut shift = 0.0;
        for (at, (from, weight)) in flexes.iter().enumerate() {
            shift += free * weight / shares;
            let to = flexes.get(at + 1).map_or(page.items.len(), |next| next.0);
            for index in (*from..to).filter(|index| !page.fixed[*index]) {
                page.items[index].y += shift;
            }
        }
    }

    fn room(&self) -> f32 {
        Self::body_height(self.present)
    }

    /// Height between the margins of a master.
    pub(super) fn body_height(master: &Master) -> f32 {
        master.size.1 - master.margins[2] - master.margins[3]
    }

    /// Width of one column of a master.
    pub(super) fn column_width(master: &Master) -> f32 {
        let body = master.size.0 - master.margins[0] - master.margins[1];
        (body - master.gutter * (master.columns - 1) as f32) / master.columns as f32
    }

    fn origin(&self) -> (f32, f32) {
        let recto = (self.pages.len() - 1).is_multiple_of(2);
        let left = self.present.margins[usize::from(!recto)];
        let step = Self::column_width(self.present) + self.present.gutter;
        (left + self.column as f32 * step, self.present.margins[2])
    }

    /// Deals out the pieces of the present page-set.
    pub(super) fn deal(&mut self, pieces: Vec<Piece>) {
        let mut rest: Vec<Piece> = Vec::new();
        for piece in pieces {
            if let Kind::Columns(set) = piece.kind.clone() {
                let first: f32 = set.pieces.iter().take(2).map(|piece| piece.height).sum();
                self.deal_plain(&std::mem::take(&mut rest), first);
                self.deal_columns(&piece, *set);
            } else {
                rest.push(piece);
            }
        }
        self.deal_plain(&rest, 0.0);
    }

    fn deal_plain(&mut self, pieces: &[Piece], tail: f32) {
        let mut at = 0;
        while at < pieces.len() {
            let (room, foot) = (self.room(), &self.foot);
            let filled =
                fill(&pieces[at..], room - self.y, self.after, tail, &|more| foot.reserve(more, room));
            self.put(&pieces[at..], &filled);
            at += filled.consumed;
            match filled.stop {
                Stop::Done => {}
                Stop::Full | Stop::Break(BreakTo::Column) => self.next_column(),
                Stop::Break(BreakTo::Page) => self.new_page(),
                Stop::Break(side) => {
                    self.new_page();
                    if self.wrong_side(Some(side)) {
                        self.new_page();
                    }
                }
            }
        }
    }

    fn put(&mut self, pieces: &[Piece], filled: &Filled) {
        let (x, top) = self.origin();
        let base = top + self.y;
        if let Some((head, y)) = &filled.head {
            self.add(shifted(head.items.clone(), x, base + y).collect(), false);
        }
        for &(index, y) in &filled.placed {
            let piece = &pieces[index];
            self.foot.add(&piece.notes);
            if filled.too_tall.contains(&index) {
                self.too_tall(piece);
            }
            if let Kind::Flex(weight) = piece.kind {
                let from = self.pages.last().map_or(0, |page| page.items.len());
                self.flexes.push((from, weight));
            }
            if piece.kind == Kind::Absolute {
                self.cover_absolute(piece);
                self.add(piece.items.clone(), true);
            } else {
                self.cover(piece, [x, base + y, x + piece.width, base + y + piece.height]);
                self.add(shifted(piece.items.clone(), x, base + y).collect(), false);
            }
        }
        self.y += filled.used;
        self.after = filled.after;
    }

    fn too_tall(&mut self, piece: &Piece) {
        let message = format!("a part {:.0} mm tall does not fit its page", to_mm(piece.height));
        let mut finding = Finding::new(
            FindingKind::RowTooTall,
            message,
            "shorten it, or let it break by taking it out of its card, row or cell",
        );
        finding.page = Some(self.pages.len());
        if let Some(origin) = &piece.origin {
            finding = finding.at(origin.at).of(origin.of.as_deref());
        }
        self.findings.push(finding);
    }

    fn add(&mut self, items: Vec<Placed>, fixed: bool) {
        if let Some(page) = self.pages.last_mut() {
            page.fixed.extend(std::iter::repeat_n(fixed, items.len()));
            page.items.extend(items);
        }
    }

    fn cover(&mut self, piece: &Piece, rect: [f32; 4]) {
        if let Some(block) = piece.block.filter(|_| piece.height > 0.0) {
            self.covered.push(Covered { block, page: self.pages.len() - 1, rect });
        }
    }

    fn cover_absolute(&mut self, piece: &Piece) {
        let (w, h) = self.present.size;
        let drawn =
            piece.items.iter().filter(|item| !matches!(item.item, FrameItem::Anchor(Anchor::Mark(_))));
        let x = drawn.clone().map(|item| item.x).fold(f32::INFINITY, f32::min);
        let y = drawn.map(|item| item.y).fold(f32::INFINITY, f32::min);
        let rect = [x.max(0.0), y.max(0.0), (x + piece.width).min(w), (y + piece.height).min(h)];
        if let Some(block) = piece.block.filter(|_| rect[2] > rect[0] && rect[3] > rect[1]) {
            self.covered.push(Covered { block, page: self.pages.len() - 1, rect });
        }
    }

    /// Columns take the height they need, or all there is left and go on over the page.
    fn deal_columns(&mut self, piece: &Piece, mut set: ColumnSet) {
        self.y += self.after.map_or(0.0, |after| after.max(piece.before));
        while !set.pieces.is_empty() {
            let called: f32 = set.pieces.iter().map(|piece| notes::height(&piece.notes)).sum();
            let free = self.room() - self.y - self.foot.reserve(called, self.room());
            let least = least_height(&set);
            let height = if set.balance { least.min(free) } else { free };
            let (items, used, taken) = columns(&set, height);
            if taken == 0 && self.after.is_none() {
                break;
            }
            if taken > 0 {
                let (x, top) = self.origin();
                let base = top + self.y;
                self.cover(&Piece { height: used, ..piece.clone() }, [x, base, x + piece.width, base + used]);
                self.add(shifted(items, x, base).collect(), false);
                self.y += used;
                self.after = Some(piece.after);
            }
            for piece in set.pieces.drain(..taken) {
                self.foot.add(&piece.notes);
            }
            if !set.pieces.is_empty() {
                self.next_column();
            }
        }
    }

    /// Closes the last column.
    pub(super) fn finish(&mut self) {
        self.finish_notes();
    }
}
