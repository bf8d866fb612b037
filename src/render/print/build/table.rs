//! Tables: one piece a row; the head is tagged once and drawn again wherever the table goes on.

use std::sync::Arc;

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{FrameItem, Placed};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::{Head, Piece, shifted};
use crate::render::print::style::TableStyle;
use crate::render::print::tags::Role;
use crate::render::print::tracks::{Track, parse_tracks, resolve};

/// The columns of a table.
struct Columns {
    widths: Vec<f32>,
    gap: f32,
    /// The most that stands behind the decimal place in each, pt.
    tails: Vec<f32>,
}

/// A cell on its way into its row.
struct Cell {
    x: f32,
    items: Vec<Placed>,
    height: f32,
    bottom: bool,
}

/// Rows of one part of a table.
struct Part<'e> {
    role: Role,
    rows: Vec<&'e Element>,
}

impl Builder<'_> {
    pub(super) fn table(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let style = self.table_style(element);
        let mut text = self.style.text.get("table").cloned().unwrap_or_default();
        // Figures in a table stand one under the other unless the style has another mind.
        text.tabular = text.tabular.or(Some(true));
        let text = text.onto(cx);
        let mut inner = self.container_context(element, &text, &Default::default());
        inner.tag = self.tag(cx, Role::Table);
        let parts = self.table_parts(element);
        let gap = element.mm("gap").unwrap_or(style.gap);
        let tails = self.tails(&parts, &inner);
        let widths = self.table_widths(element, &parts, (width, gap), &tails, &inner);
        let columns = Columns { widths, gap, tails };
        let mut made: Vec<Piece> = Vec::new();
        let mut head: Option<Arc<Head>> = None;
        for part in &parts {
            let mut part_cx = inner.clone();
            part_cx.tag = self.tag(&inner, part.role);
            let is_head = part.role == Role::THead;
            let rows: Vec<Piece> = part
                .rows
                .iter()
                .map(|row| self.table_row(row, is_head, &columns, &style, &part_cx))
                .collect();
            if is_head {
                head = Some(Arc::new(self.repeated_head(&rows)));
            }
            let body = rows.into_iter().map(|row| Piece {
                head: head.clone().filter(|_| !is_head),
                keep_next: is_head,
                ..row
            });
            made.extend(body);
        }
        self.finish_table(element, &style, width, &mut made);
        pieces.extend(made);
    }

    fn finish_table(&mut self, element: &Element, style: &TableStyle, width: f32, made: &mut [Piece]) {
        let number =
            |name: &str| element.get(name).and_then(|v| v.trim_end_matches("pt").parse::<f32>().ok());
        let bodies = made.iter().filter(|piece| !piece.keep_next).count();
        let count = made.len();
        // No single row stands alone before or after a break.
        if bodies > 3 {
            let first_body = count - bodies;
            made[first_body].keep_next = true;
            made[count - 2].keep_next = true;
        }
        if let Some(first) = made.first_mut() {
            first.before = number("space-before").unwrap_or(0.0);
            if style.top_rule.0 > 0.0 {
                first.items.insert(0, Self::line(0.0, 0.0, width, style.top_rule.0, style.top_rule.1));
            }
        }
        if let Some(last) = made.last_mut() {
            last.after = number("space-after").unwrap_or(9.0);
        }
    }

    fn table_style(&mut self, element: &Element) -> TableStyle {
        let ink = self.style.color("ink").unwrap_or_default();
        let plain = TableStyle {
            cell_y: 2.25,
            gap: 11.34,
            row_rule: (0.35, ink),
            head_rule: (0.7, ink),
            top_rule: (0.0, ink),
        };
        let mut style = self.style.tables.get("table").cloned().unwrap_or(plain);
        for class in element.get("class").unwrap_or_default().to_owned().split_whitespace() {
            match self.style.tables.get(class) {
                Some(found) => style = found.clone(),
                None => self.unknown_class(element, class),
            }
        }
        if element.get("rules") == Some("no") {
            style.row_rule.0 = 0.0;
        }
        style
    }

    fn table_parts<'e>(&mut self, table: &'e Element) -> Vec<Part<'e>> {
        let mut parts: Vec<Part<'e>> = Vec::new();
        for child in table.elements() {
            match child.name.as_str() {
                "thead" => parts.push(Part { role: Role::THead, rows: child.elements().collect() }),
                "tbody" => parts.push(Part { role: Role::TBody, rows: child.elements().collect() }),
                "tr" => match parts.last_mut().filter(|part| part.role == Role::TBody) {
                    Some(part) => part.rows.push(child),
                    None => parts.push(Part { role: Role::TBody, rows: vec![child] }),
                },
                other => drop(self.report(
                    FindingKind::Markup,
                    child,
                    format!("`{other}` stands directly in a table"),
                    "use `thead`, `tbody` and `tr`",
                )),
            }
        }
        parts.retain(|part| !part.rows.is_empty());
        parts
    }

    fn table_widths(
        &mut self,
        element: &Element,
        parts: &[Part<'_>],
        (width, gap): (f32, f32),
        tails: &[f32],
        cx: &Context,
    ) -> Vec<f32> {
        let count = parts
            .iter()
            .flat_map(|part| &part.rows)
            .map(|row| row.elements().map(span).sum::<usize>())
            .max()
            .unwrap_or(1)
            .max(1);
        let mut tracks = match element.get("columns") {
            Some(_) => self.tracks(element, "1"),
            None => parse_tracks(&vec!["auto"; count].join(" ")).unwrap_or_default(),
        };
        if tracks.len() != count {
            self.report(
                FindingKind::Markup,
                element,
                format!("{} column widths for {count} columns", tracks.len()),
                "give one width for each column",
            );
            tracks.resize(count, Track::Fr(1.0));
        }
        let mut contents = vec![(0.0_f32, 0.0_f32); count];
        if tracks.contains(&Track::Auto) {
            for row in parts.iter().flat_map(|part| &part.rows) {
                self.measure_row(row, &tracks, tails, &mut contents, cx);
            }
        }
        let mut widths = resolve(&tracks, width, gap, &contents);
        let used = widths.iter().sum::<f32>() + gap * (count - 1) as f32;
        if used < width && !tracks.iter().any(|track| matches!(track, Track::Fr(_))) {
            let factor = (width - gap * (count - 1) as f32) / (used - gap * (count - 1) as f32).max(1.0);
            widths.iter_mut().for_each(|w| *w *= factor);
        }
        widths
    }

    /// For each column of figures, the widest that stands behind the decimal place.
    fn tails(&mut self, parts: &[Part<'_>], cx: &Context) -> Vec<f32> {
        let mut tails: Vec<f32> = Vec::new();
        for row in parts.iter().flat_map(|part| &part.rows) {
            let mut column = 0;
            for cell in row.elements() {
                tails.resize(tails.len().max(column + span(cell)), 0.0);
                if let Some(tail) = self.tail(cell, cx).filter(|_| span(cell) == 1) {
                    tails[column] = tails[column].max(tail);
                }
                column += span(cell);
            }
        }
        tails
    }

    /// Width behind the decimal place of a cell of figures, pt.
    fn tail(&mut self, cell: &Element, cx: &Context) -> Option<f32> {
        if cell.get("align") != Some("number") {
            return None;
        }
        let text = cell.plain_text();
        let at = crate::text::decimals::decimal_place(&text, &self.enter(cell, cx).lang)?;
        // A space at the beginning would be dropped as white space of the markup.
        let words = text[at..].replace(' ', "\u{a0}");
        let behind = Element { children: vec![Node::Text(words)], ..cell.clone() };
        Some(self.content_widths(&behind, cx).1)
    }

    fn measure_row(
        &mut self,
        row: &Element,
        tracks: &[Track],
        tails: &[f32],
        contents: &mut [(f32, f32)],
        cx: &Context,
    ) {
        let mut column = 0;
        for cell in row.elements() {
            if span(cell) == 1 && tracks.get(column) == Some(&Track::Auto) {
                let (least, most) = self.content_widths(cell, cx);
                let short = self.tail(cell, cx).map_or(0.0, |tail| tails[column] - tail);
                let (least, most) = (least + short, most + short);
                contents[column] = (contents[column].0.max(least), contents[column].1.max(most + 0.1));
            }
            column += span(cell);
        }
    }

    fn table_row(
        &mut self,
        row: &Element,
        head: bool,
        Columns { widths, gap, tails }: &Columns,
        style: &TableStyle,
        cx: &Context,
    ) -> Piece {
        let mut inner = self.enter(row, cx);
        inner.tag = self.tag(cx, Role::TR);
        let mut cells: Vec<Cell> = Vec::new();
        let (mut column, mut x) = (0, 0.0);
        for cell in row.elements() {
            let span = span(cell).min(widths.len().saturating_sub(column)).max(1);
            let Some(columns) = widths.get(column..column + span) else { break };
            let width = columns.iter().sum::<f32>() + *gap * (span - 1) as f32;
            let (mut items, height) = self.table_cell(cell, head, span, width, &inner);
            if let Some(tail) = self.tail(cell, &inner).filter(|_| span == 1) {
                // Figures stand at the right in either direction; a right-to-left page is mirrored.
                let short = (tails[column] - tail) * if self.start_right { 1.0 } else { -1.0 };
                items.iter_mut().for_each(|placed| placed.x += short);
            }
            let bottom = cell.get("valign").map_or(head, |v| v == "bottom");
            cells.push(Cell { x, items, height, bottom });
            x += width + gap;
            column += span;
        }
        stand_level(&mut cells);
        let content = cells
            .iter()
            .map(|cell| cell.height)
            .fold(0.0, f32::max)
            .max(row.mm("height").unwrap_or(0.0) - 2.0 * style.cell_y);
        let height = content + 2.0 * style.cell_y;
        let mut items: Vec<Placed> = Vec::new();
        for cell in cells {
            let dy = style.cell_y + if cell.bottom { content - cell.height } else { 0.0 };
            items.extend(shifted(cell.items, cell.x, dy));
        }
        let (thickness, color) = if head { style.head_rule } else { style.row_rule };
        let width = widths.iter().sum::<f32>() + gap * (widths.len() - 1) as f32;
        if thickness > 0.0 {
            items.push(Self::line(0.0, height, width, thickness, color));
        }
        let notes = std::mem::take(&mut self.carried);
        let mut piece = Piece { notes, ..Piece::solid(width, height, items) };
        self.note_origin(row, &mut piece);
        piece
    }

    fn table_cell(
        &mut self,
        cell: &Element,
        head: bool,
        span: usize,
        width: f32,
        cx: &Context,
    ) -> (Vec<Placed>, f32) {
        let is_header = cell.name == "th";
        let mut inner = self.enter(cell, cx);
        inner = self.text_style(cell).onto(&inner);
        if let Some(align) = cell
            .get("align")
            .and_then(|word| crate::render::print::style_read::parse_align_in(word, self.start_right))
        {
            inner.align = align;
        }
        inner.tag = self.tag(cx, if is_header { Role::TH } else { Role::TD });
        if !cx.artifact {
            let scope = if cell.get("scope").map_or(head, |s| s == "col") { "Column" } else { "Row" };
            let node = self.structure.node_mut(inner.tag);
            node.scope = is_header.then_some(scope);
            node.colspan = span as u32;
        }
        let parts: Vec<Vec<Piece>> = vec![self.flow(&cell.children, width, &inner)];
        let holder = Element {
            name: "td".to_owned(),
            at: cell.at,
            children: Vec::<Node>::new(),
            ..Element::default()
        };
        self.stack(&holder, parts, None, 0.0, None)
    }

    /// The head as artifacts, for the pages after the first.
    fn repeated_head(&self, rows: &[Piece]) -> Head {
        let mut items = Vec::new();
        let mut y = 0.0;
        for row in rows {
            let plain = row.items.iter().cloned().map(|placed| Placed { tag: None, ..placed });
            items.extend(shifted(plain, 0.0, y));
            y += row.height;
        }
        // Links and marks lead to the first head.
        items.retain(|placed| !matches!(placed.item, FrameItem::Link(_) | FrameItem::Anchor(_)));
        Head { items, height: y }
    }
}

/// First lines of text of the cells of a row share a baseline, whatever their sizes.
fn stand_level(cells: &mut [Cell]) {
    let text = |placed: &&Placed| matches!(placed.item, FrameItem::Text(_));
    let baseline = |cell: &Cell| cell.items.iter().find(text).map(|placed| placed.y);
    let level = cells.iter().filter(|cell| !cell.bottom).filter_map(baseline).fold(0.0, f32::max);
    for cell in cells.iter_mut().filter(|cell| !cell.bottom) {
        let down = baseline(cell).map_or(0.0, |own| level - own);
        cell.items.iter_mut().for_each(|placed| placed.y += down);
        cell.height += down;
    }
}

fn span(cell: &Element) -> usize {
    cell.number::<usize>("colspan").unwrap_or(1).clamp(1, 48)
}
