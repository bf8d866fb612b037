//! Paragraphs and headings: one piece a line, bound so that no line stands alone.

use std::sync::Arc;

use super::inline::{Inline, Span};
use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{Anchor, FrameItem, Placed, TextItem};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::Piece;
use crate::render::print::references::Heading;
use crate::render::print::style::TextStyle;
use crate::render::print::style_read::parse_align_in;
use crate::render::print::tags::{Role, TagId};
use crate::text::{Paragraph, ParagraphSpec};

/// Share of the size by which a baseline stands below the middle of its line: half of a capital.
const HALF_CAPITAL: f32 = 0.35;

impl Builder<'_> {
    pub(super) fn styled_paragraph(
        &mut self,
        element: &Element,
        width: f32,
        cx: &Context,
        pieces: &mut Vec<Piece>,
    ) {
        let style = self.text_style(element);
        let style = self.fitted(element, width, cx, style);
        let role = self.loose_role(cx);
        self.wrapped(element, width, cx, role, &style, pieces);
    }

    pub(super) fn quote(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let style = self.text_style(element);
        let mut inner = style.onto(cx);
        inner.tag = self.tag(cx, Role::BlockQuote);
        let indent = 12.0_f32.min(width / 4.0);
        let mut quoted = self.flow(&element.children, width - indent, &inner);
        for piece in &mut quoted {
            piece.items.iter_mut().for_each(|item| item.x += indent);
        }
        pieces.extend(quoted);
    }

    pub(super) fn heading(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let level = element.name[1..].parse::<u8>().unwrap_or(1);
        if !cx.artifact && level > self.last_level + 1 {
            let message = format!("`h{level}` follows `h{}`", self.last_level);
            self.report(
                FindingKind::HeadingOrder,
                element,
                message,
                &format!("use `h{}` here, with a class for its looks", self.last_level + 1),
            );
        }
        self.last_level = level;
        let index = self.headings.len();
        let title = element.get("bookmark").map_or_else(|| element.plain_text(), str::to_owned);
        self.headings.push(Heading {
            level,
            title,
            mark: format!("heading-{}", self.headings_before + index),
            in_toc: element.get("toc") != Some("no"),
            bookmark: element.get("bookmark") != Some(""),
        });
        let style = self.text_style(element);
        let mut style = self.fitted(element, width, cx, style);
        style.keep_with_next = true;
        style.hyphenate = style.hyphenate.or(Some(false));
        let role = Some(Role::H(level));
        let mut lines = self.paragraph(element, width, cx, role, &style);
        if let Some(first) = lines.first_mut() {
            let anchor = FrameItem::Anchor(Anchor::Heading(index));
            first.items.insert(0, Placed { x: 0.0, y: 0.0, w: 0.0, h: 0.0, tag: None, item: anchor });
        }
        pieces.extend(lines);
    }

    /// `fit="large:1 middle:2 small:3"`: the first of these classes in which no word is broken and the text
    /// takes no more than so many lines; the last one where none does.
    fn fitted(&mut self, element: &Element, width: f32, cx: &Context, plain: TextStyle) -> TextStyle {
        let Some(classes) = element.get("fit") else { return plain };
        let mut fitting = plain.clone();
        for step in classes.split_whitespace() {
            let (class, room) = step.split_once(':').unwrap_or((step, "1"));
            let room: usize = room.parse().unwrap_or(1);
            let Some(over) = self.style.text.get(class) else {
                self.unknown_class(element, class);
                continue;
            };
            fitting = over.over(&plain);
            let inner = fitting.onto(cx);
            // Trying is not setting: marks and findings of this pass do not count.
            let (marks, notes, findings) = (self.index_count, self.note_count, self.findings.len());
            let inline = self.inline(&element.children, &inner, None);
            (self.index_count, self.note_count) = (marks, notes);
            self.findings.truncate(findings);
            let tried = self.shaper.set(spec(&inline.spans, Some(width), &inner, self.start_right));
            if tried.broken.is_empty() && tried.lines.len() <= room {
                break;
            }
        }
        fitting
    }

    /// Lines of a paragraph. With `role` `None` its text hangs directly on the context's node.
    pub(super) fn paragraph(
        &mut self,
        element: &Element,
        width: f32,
        cx: &Context,
        role: Option<Role>,
        style: &TextStyle,
    ) -> Vec<Piece> {
        let mut inner = style.onto(cx);
        if let Some(align) = element.get("align").and_then(|word| parse_align_in(word, self.start_right)) {
            inner.align = align;
        }
        if let Some(color) = element.get("color").and_then(|name| self.style.color(name)) {
            inner.color = color;
        }
        if !cx.artifact {
            inner.tag = role.map_or(cx.tag, |role| self.tag(cx, role));
            self.tag_language(element, &inner);
        }
        let preformatted = (element.name == "pre").then(|| kept(&element.children));
        let children = preformatted.as_ref().unwrap_or(&element.children);
        let inline = self.inline(children, &inner, element.get("of"));
        let mut spec = spec(&inline.spans, Some(width), &inner, self.start_right);
        let wrap = self.wrap;
        spec.narrow = (wrap.count, ((width - wrap.taken).max(1.0) * 1000.0).round() as u32);
        spec.room = element.number("lines").or_else(|| element.number("max-lines"));
        let paragraph = self.shaper.set(spec);
        self.note_text(element, &paragraph, &inline, &inner);
        let tags = self.span_tags(&inline.spans, &inner);
        let mut lines = self.lines(&paragraph, &inline, &tags, width, &inner);
        self.hang_notes(&inline, &tags, width, &inner, &mut lines);
        if let Some(limit) = element.number::<usize>("lines") {
            lines = vec![self.slot(element, lines, limit, limit, (width, inner.leading))];
        } else if let Some(limit) = element.number::<usize>("max-lines").filter(|_| !lines.is_empty()) {
            let rows = lines.len().min(limit);
            lines = vec![self.slot(element, lines, limit, rows, (width, inner.leading))];
        }
        bind(&mut lines, style, element);
        lines
    }

    pub(super) fn tag(&mut self, cx: &Context, role: Role) -> TagId {
        if cx.artifact { cx.tag } else { self.structure.add(Some(cx.tag), role) }
    }

    fn tag_language(&mut self, element: &Element, cx: &Context) {
        if element.get("lang").is_some() {
            self.structure.node_mut(cx.tag).lang = Some(cx.lang.clone());
        }
    }

    /// The node of each span: that of the paragraph when there is but one plain span.
    fn span_tags(&mut self, spans: &[Span], cx: &Context) -> Vec<Option<TagId>> {
        if cx.artifact {
            return vec![None; spans.len()];
        }
        if let [only] = spans
            && only.link.is_none()
            && only.lang == cx.lang
        {
            return vec![Some(cx.tag)];
        }
        spans
            .iter()
            .map(|span| {
                let role = if span.link.is_some() { Role::Link } else { Role::Span };
                let id = self.structure.add(Some(cx.tag), role);
                let node = self.structure.node_mut(id);
                node.lang = (span.lang != cx.lang).then(|| span.lang.clone());
                node.alt = span.link.is_some().then(|| spoken(&span.text));
                Some(id)
            })
            .collect()
    }

    fn lines(
        &mut self,
        paragraph: &Arc<Paragraph>,
        inline: &Inline,
        tags: &[Option<TagId>],
        width: f32,
        cx: &Context,
    ) -> Vec<Piece> {
        let baseline = cx.leading / 2.0 + HALF_CAPITAL * cx.size;
        let wrap = self.wrap;
        let mut lines: Vec<Piece> = (0..paragraph.lines.len())
            .map(|index| {
                let mut items = Vec::new();
                let narrow = index < wrap.count;
                let (room, indent) = if narrow { (width - wrap.taken, wrap.indent) } else { (width, 0.0) };
                for runs in same_span(paragraph, index) {
                    let span = &inline.spans[paragraph.lines[index].runs[runs.start].span];
                    let tag = tags[paragraph.lines[index].runs[runs.start].span];
                    push_text(
                        paragraph,
                        index,
                        runs,
                        span,
                        tag,
                        (room, baseline, cx.leading, self.start_right),
                        &mut items,
                    );
                }
                items.iter_mut().for_each(|placed: &mut Placed| placed.x += indent);
                let divided = paragraph.lines[index].ends_divided();
                Piece { divided, ..Piece::solid(width, cx.leading, items) }
            })
            .collect();
        if let Some(first) = lines.first_mut() {
            let anchors = inline.marks.iter().map(|id| FrameItem::Anchor(Anchor::Mark(id.clone())));
            first.items.extend(anchors.map(|item| Placed {
                x: 0.0,
                y: 0.0,
                w: 0.0,
                h: 0.0,
                tag: None,
                item,
            }));
        }
        lines
    }

    /// A slot of a fixed number of lines; what does not fit is reported and left out by whole lines.
    fn slot(
        &mut self,
        element: &Element,
        lines: Vec<Piece>,
        limit: usize,
        rows: usize,
        (width, leading): (f32, f32),
    ) -> Piece {
        let count = lines.len();
        let mut items = Vec::new();
        let mut notes = Vec::new();
        for (index, mut line) in lines.into_iter().take(limit).enumerate() {
            notes.append(&mut line.notes);
            items.extend(crate::render::print::piece::shifted(line.items, 0.0, index as f32 * leading));
        }
        if count > limit {
            let over = count - limit;
            let message = format!(
                "text is {over} {} too long for its {limit}",
                if over == 1 { "line" } else { "lines" }
            );
            let finding = self.report(FindingKind::Overset, element, message, "shorten the text");
            self.overset.push((element.source().unwrap_or_default().to_owned(), element.plain_text()));
            items.push(Self::finding_anchor(finding));
        }
        Piece { notes, ..Piece::solid(width, rows as f32 * leading, items) }
    }
}

/// The text of a `pre`: its line ends break lines and its spaces stay.
fn kept(nodes: &[Node]) -> Vec<Node> {
    let keep = |node: &Node| match node {
        Node::Text(text) => {
            let lines = text.replace('\n', "\u{2028}").replace("  ", "\u{a0}\u{a0}");
            Node::Text(lines.replace("\u{2028} ", "\u{2028}\u{a0}"))
        }
        Node::Element(element) => {
            Node::Element(Element { children: kept(&element.children), ..element.clone() })
        }
    };
    nodes.iter().map(keep).collect()
}

/// The words of a link, without marks of breaking.
fn spoken(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')).collect()
}

/// What to shape for these spans.
pub(super) fn spec(spans: &[Span], width: Option<f32>, cx: &Context, start_right: bool) -> ParagraphSpec {
    ParagraphSpec {
        spans: spans.iter().map(|span| (span.style.clone(), span.text.clone())).collect(),
        width_milli: width.map(|w| (w.max(1.0) * 1000.0).round() as u32),
        narrow: (0, 0),
        room: None,
        hang: cx.hang,
        align: cx.align,
        rtl: cx.rtl,
        start_right,
    }
}

/// Ranges of runs of one span on a line.
fn same_span(paragraph: &Paragraph, line: usize) -> Vec<std::ops::Range<usize>> {
    let runs = &paragraph.lines[line].runs;
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for index in 0..runs.len() {
        match ranges.last_mut() {
            Some(range) if runs[range.start].span == runs[index].span => range.end = index + 1,
            _ => ranges.push(index..index + 1),
        }
    }
    ranges
}

fn push_text(
    paragraph: &Arc<Paragraph>,
    line: usize,
    runs: std::ops::Range<usize>,
    span: &Span,
    tag: Option<TagId>,
    (width, baseline, leading, mirrored): (f32, f32, f32, bool),
    items: &mut Vec<Placed>,
) {
    let text = TextItem {
        paragraph: Arc::clone(paragraph),
        line,
        runs: runs.clone(),
        color: span.color,
        rise: span.rise,
        strike: span.strike,
    };
    items.push(Placed { x: 0.0, y: baseline, w: width, h: leading, tag, item: FrameItem::Text(text) });
    let Some(target) = &span.link else { return };
    let shaped = &paragraph.lines[line].runs[runs];
    let left = shaped.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
    let right = shaped.iter().map(|run| run.x + run.width).fold(0.0, f32::max);
    // The page will be mirrored, the text inside its line box will not: measure from the other edge.
    let x = if mirrored { width - right } else { left };
    items.push(Placed { x, y: 0.0, w: right - left, h: leading, tag, item: FrameItem::Link(target.clone()) });
}

/// Spaces around, widows and orphans, and keeping with what follows.
fn bind(lines: &mut [Piece], style: &TextStyle, element: &Element) {
    let number = |name: &str| element.get(name).and_then(|v| v.trim_end_matches("pt").parse::<f32>().ok());
    let count = lines.len();
    if let Some(first) = lines.first_mut() {
        first.before = number("space-before").unwrap_or(style.space_before);
        first.keep_next = count > 1;
    }
    if count > 2 {
        lines[count - 2].keep_next = true;
    }
    if let Some(last) = lines.last_mut() {
        last.after = number("space-after").unwrap_or(style.space_after);
    }
    if style.keep_with_next || element.get("keep-next") == Some("yes") {
        lines.iter_mut().for_each(|line| line.keep_next = true);
    }
}
