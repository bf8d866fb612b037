//! Grids and rows: cells side by side. A grid breaks between its rows, a row never.

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::Placed;
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::{Piece, shifted, stacked_height, takes_room};
use crate::render::print::style::BoxStyle;
use crate::render::print::tracks::{Track, parse_tracks, resolve};
use crate::render::print::units::MM;

/// A cell on its way to being placed.
struct Cell<'e> {
    element: &'e Element,
    parts: Vec<Vec<Piece>>,
    style: BoxStyle,
    width: f32,
    x: f32,
}

impl Builder<'_> {
    pub(super) fn grid(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let tracks = self.tracks(element, "2");
        let gap = element.mm("gap").unwrap_or(4.0 * MM);
        let row_gap = element.mm("row-gap").unwrap_or(gap);
        let style = self.box_style(element);
        let inner = self.container_context(element, cx, &style);
        let cells: Vec<&Element> = element.elements().collect();
        let widths = self.widths(&tracks, width, gap, &cells, &inner);
        let mut rows: Vec<Piece> = Vec::new();
        let height = element.mm("row-height").or_else(|| self.row_share(element, row_gap));
        for row in cells.chunks(tracks.len()) {
            let mut piece = self.cells(element, row, &widths, gap, height, &inner);
            piece.width = width;
            piece.after = row_gap;
            rows.push(piece);
        }
        self.space(element, &mut rows);
        pieces.extend(rows);
    }

    /// `rows="2"`: the height at which so many rows fill a page.
    fn row_share(&self, element: &Element, gap: f32) -> Option<f32> {
        let rows = element.number::<u16>("rows").filter(|rows| *rows > 0)?;
        let gaps = gap * f32::from(rows - 1);
        Some((self.body_height - gaps) / f32::from(rows))
    }

    pub(super) fn row(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let cells: Vec<&Element> = element.elements().collect();
        let tracks = self.tracks(element, &cells.len().max(1).to_string());
        let gap = element.mm("gap").unwrap_or(4.0 * MM);
        let style = self.box_style(element);
        let inner = self.container_context(element, cx, &style);
        let widths = self.widths(&tracks, width, gap, &cells, &inner);
        let count = cells.len().min(widths.len());
        if cells.len() > widths.len() {
            self.report(
                FindingKind::Markup,
                element,
                format!("{} cells in {} columns", cells.len(), widths.len()),
                "give as many `columns` as there are cells",
            );
        }
        let mut piece = self.cells(element, &cells[..count], &widths, gap, element.mm("height"), &inner);
        piece.width = width;
        piece.keep_next = element.get("keep-next") == Some("yes");
        let mut rows = vec![piece];
        self.space(element, &mut rows);
        pieces.extend(rows);
    }

    fn space(&mut self, element: &Element, rows: &mut [Piece]) {
        let number =
            |name: &str| element.get(name).and_then(|v| v.trim_end_matches("pt").parse::<f32>().ok());
        if let Some(first) = rows.first_mut() {
            first.before = number("space-before").unwrap_or(0.0);
        }
        if let Some(last) = rows.last_mut() {
            last.after = number("space-after").unwrap_or(0.0);
        }
    }

    pub(super) fn tracks(&mut self, element: &Element, default: &str) -> Vec<Track> {
        let text = element.get("columns").unwrap_or(default).to_owned();
        parse_tracks(&text).unwrap_or_else(|| {
            self.report(
                FindingKind::Markup,
                element,
                format!("`columns` is `{text}`"),
                "give a number, or a list such as `1fr 2fr 60mm`",
            );
            vec![Track::Fr(1.0)]
        })
    }

    fn widths(
        &mut self,
        tracks: &[Track],
        width: f32,
        gap: f32,
        cells: &[&Element],
        cx: &Context,
    ) -> Vec<f32> {
        let mut contents = vec![(0.0_f32, 0.0_f32); tracks.len()];
        if tracks.contains(&Track::Auto) {
            for (index, cell) in cells.iter().enumerate() {
                let (least, most) = self.content_widths(cell, cx);
                let at = &mut contents[index % tracks.len()];
                *at = widest(*at, (least, most));
            }
        }
        resolve(tracks, width, gap, &contents)
    }

    /// Least and greatest sensible widths of what an element holds.
    pub(super) fn content_widths(&mut self, element: &Element, cx: &Context) -> (f32, f32) {
        let mut inner = self.enter(element, cx);
        let style = self.style.text.get(&element.name).cloned();
        for over in style.iter().chain(
            element
                .get("class")
                .unwrap_or_default()
                .split_whitespace()
                .filter_map(|c| self.style.text.get(c)),
        ) {
            inner = over.onto(&inner);
        }
        if let Some(width) = element.mm("width").or_else(|| element.mm("size")) {
            return (width, width);
        }
        let blocks = element.elements().any(|child| !crate::render::print::grammar::is_inline(&child.name));
        if blocks {
            let widths: Vec<(f32, f32)> =
                element.elements().map(|child| self.content_widths(child, &inner)).collect();
            let (least, most) = widths.into_iter().fold((0.0, 0.0), widest);
            let sides = self.side_padding(element);
            return (least + sides, most + sides);
        }
        // Measuring is not setting: marks and findings of this pass do not count.
        let (marks, notes, findings) = (self.index_count, self.note_count, self.findings.len());
        let inline = self.inline(&element.children, &inner, None);
        (self.index_count, self.note_count) = (marks, notes);
        self.findings.truncate(findings);
        let spec = super::paragraph::spec(&inline.spans, None, &inner, self.start_right);
        self.shaper.measure(&spec)
    }

    /// What a container's padding takes from the width of its contents.
    fn side_padding(&mut self, element: &Element) -> f32 {
        if !is_container(element) {
            return 0.0;
        }
        let findings = self.findings.len();
        let [_, end, _, start] = self.box_style(element).padding;
        self.findings.truncate(findings);
        start + end
    }

    /// One row of cells of the same height.
    fn cells(
        &mut self,
        grid: &Element,
        row: &[&Element],
        widths: &[f32],
        gap: f32,
        height: Option<f32>,
        cx: &Context,
    ) -> Piece {
        let mut cells = Vec::new();
        let mut x = 0.0;
        for (element, width) in row.iter().zip(widths) {
            cells.push(self.cell(element, *width, x, cx));
            x += width + gap;
        }
        if grid.get("align") == Some("parts") {
            align_parts(&mut cells);
        }
        let natural = cells.iter().map(natural_height).fold(0.0, f32::max);
        let height = height.unwrap_or(natural);
        let mut items: Vec<Placed> = Vec::new();
        for cell in cells {
            items.extend(self.place_cell(cell, height, grid.get("valign")));
        }
        let notes = std::mem::take(&mut self.carried);
        Piece { notes, ..Piece::solid(x, height, items) }
    }

    fn cell<'e>(&mut self, element: &'e Element, width: f32, x: f32, cx: &Context) -> Cell<'e> {
        if !is_container(element) {
            let node = Node::Element(element.clone());
            let parts = self.parts(std::slice::from_ref(&node), width, cx);
            return Cell { element, parts, style: BoxStyle::default(), width, x };
        }
        let entered = self.enter(element, cx);
        let style = self.box_style(element);
        let inner = self.container_context(element, &entered, &style);
        let room = (width - style.padding[1] - style.padding[3]).max(1.0);
        let parts = self.parts(&element.children, room, &inner);
        Cell { element, parts, style, width, x }
    }

    fn place_cell(&mut self, cell: Cell<'_>, height: f32, valign: Option<&str>) -> Vec<Placed> {
        let [top, _, bottom, start] = cell.style.padding;
        let element = cell.element;
        let valign = element.get("valign").or(valign);
        let height = own_height(element).unwrap_or(height);
        let (content, _) =
            self.stack(element, cell.parts, Some(height - top - bottom), cell.style.gap, valign);
        let mut items = super::sized::ground(&cell.style, cell.width, height);
        if let Some(id) = element.get("id").filter(|_| is_container(element)) {
            items.extend(
                Piece::anchor(crate::render::print::frame::FrameItem::Anchor(
                    crate::render::print::frame::Anchor::Mark(id.to_owned()),
                ))
                .items,
            );
        }
        items.extend(shifted(content, start, top));
        shifted(items, cell.x, 0.0).collect()
    }
}

fn widest(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    (a.0.max(b.0), a.1.max(b.1))
}

fn natural_height(cell: &Cell<'_>) -> f32 {
    let [top, _, bottom, _] = cell.style.padding;
    let gaps = cell.style.gap;
    let mut height = 0.0;
    let mut space: Option<f32> = None;
    for part in &cell.parts {
        let (Some(first), Some(last)) =
            (part.iter().find(|p| takes_room(p)), part.iter().rev().find(|p| takes_room(p)))
        else {
            continue;
        };
        height += space.map_or(0.0, |after| after.max(first.before)) + stacked_height(part);
        space = Some(last.after.max(gaps));
    }
    own_height(cell.element).unwrap_or(height + top + bottom)
}

/// The height a cell gives itself; that of a picture or a bar code is not that of its cell.
fn own_height(element: &Element) -> Option<f32> {
    if is_container(element) { element.mm("height") } else { None }
}

fn is_container(element: &Element) -> bool {
    matches!(element.name.as_str(), "stack" | "box" | "card")
}

/// The nth parts of all cells get the height of the tallest, so that what follows stands on one line.
fn align_parts(cells: &mut [Cell<'_>]) {
    let most = cells.iter().map(|cell| cell.parts.len()).max().unwrap_or(0);
    for index in 0..most {
        let tallest = cells
            .iter()
            .filter_map(|cell| cell.parts.get(index))
            .map(|part| stacked_height(part))
            .fold(0.0, f32::max);
        for part in cells.iter_mut().filter_map(|cell| cell.parts.get_mut(index)) {
            let missing = tallest - stacked_height(part);
            if let Some(last) = part.iter_mut().rev().find(|p| takes_room(p)).filter(|_| missing > 0.001) {
                last.height += missing;
            }
        }
    }
}
