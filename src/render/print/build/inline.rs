//! Inline content: elements inside a line become spans of styled characters.
//!
//! White space is collapsed over span borders as in XML text; no-break spaces stay.

use std::sync::Arc;

use super::note::Note;
use super::{Builder, Context, is_rtl_language};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{Color, Target};
use crate::render::print::markup::{Element, Node};
use crate::text::{Align, SpanStyle};

/// A span of characters with everything that is not shaping.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub style: SpanStyle,
    pub text: String,
    pub color: Color,
    pub rise: f32,
    pub strike: bool,
    pub link: Option<Target>,
    pub of: Option<String>,
    pub lang: String,
    /// The note this is the number of.
    pub note: Option<Note>,
}

/// Spans and the marks found between them.
#[derive(Debug, Default)]
pub(crate) struct Inline {
    pub spans: Vec<Span>,
    pub marks: Vec<String>,
}

/// What inline elements set for the text inside them.
#[derive(Debug, Clone)]
struct Scope {
    cx: Context,
    rise: f32,
    strike: bool,
    link: Option<Target>,
    of: Option<String>,
}

impl Builder<'_> {
    /// Spans of inline nodes, white space collapsed and trimmed at both ends.
    pub(crate) fn inline(&mut self, nodes: &[Node], cx: &Context, of: Option<&str>) -> Inline {
        let scope = Scope { cx: cx.clone(), rise: 0.0, strike: false, link: None, of: of.map(str::to_owned) };
        let mut out = Inline::default();
        self.inline_nodes(nodes, &scope, &mut out);
        collapse(&mut out.spans);
        out
    }

    fn inline_nodes(&mut self, nodes: &[Node], scope: &Scope, out: &mut Inline) {
        for node in nodes {
            match node {
                Node::Text(text) => self.push_text(text, scope, out),
                Node::Element(element) => self.inline_element(element, scope, out),
            }
        }
    }

    fn inline_element(&mut self, element: &Element, scope: &Scope, out: &mut Inline) {
        let mut inner = scope.clone();
        inner.cx = self.enter(element, &scope.cx);
        if let Some(of) = element.get("of") {
            inner.of = Some(of.to_owned());
        }
        // A class wins over the element's own style, both over the text around.
        if element.name != "p" {
            inner.cx = self.text_style(element).onto_inline(&inner.cx);
        }
        match element.name.as_str() {
            "strong" => inner.cx.weight = inner.cx.weight.max(600),
            "em" => inner.cx.italic = true,
            "del" => inner.strike = true,
            "sub" => (inner.rise, inner.cx.size) = (-0.15 * scope.cx.size, scope.cx.size * 0.65),
            "sup" => (inner.rise, inner.cx.size) = (0.33 * scope.cx.size, scope.cx.size * 0.65),
            "a" => inner.link = self.target(element),
            "br" => return self.push_text("\u{2028}", scope, out),
            "mark" => {
                let id = self.mark_id(element);
                return out.marks.push(id);
            }
            "page-of" => return self.page_of(element, &inner, out),
            "footnote" => return self.footnote(element, scope, out),
            "code" => inner.cx.hyphenate = Some(false),
            "span" | "t" => {}
            other => {
                let message = format!("`{other}` cannot stand inside a line");
                self.report(FindingKind::Markup, element, message, "close the paragraph before it");
            }
        }
        // A stretch of the other direction is isolated, so that `+90 258` keeps its order in Arabic.
        if inner.cx.rtl == scope.cx.rtl {
            return self.inline_nodes(&element.children, &inner, out);
        }
        self.push_text(if inner.cx.rtl { "\u{2067}" } else { "\u{2066}" }, &inner, out);
        self.inline_nodes(&element.children, &inner, out);
        self.push_text("\u{2069}", &inner, out);
    }

    fn target(&mut self, element: &Element) -> Option<Target> {
        let href = element.get("href").unwrap_or_default();
        if let Some(id) = href.strip_prefix('#') {
            self.marks_used.insert(id.to_owned(), element.at);
            return Some(Target::Mark(id.to_owned()));
        }
        if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)) {
            return Some(Target::Uri(href.to_owned()));
        }
        self.report(
            FindingKind::DeadReference,
            element,
            format!("`{href}` leads nowhere"),
            "write `#mark`, `https://…`, `mailto:…` or `tel:…`",
        );
        None
    }

    fn page_of(&mut self, element: &Element, scope: &Scope, out: &mut Inline) {
        let id = element.get("ref").unwrap_or_default().trim_start_matches('#').to_owned();
        self.marks_used.insert(id.clone(), element.at);
        let label = self.known.label(&id).unwrap_or("00").to_owned();
        let scope = Scope { link: Some(Target::Mark(id)), ..scope.clone() };
        self.push_text(&label, &scope, out);
    }

    fn push_text(&mut self, text: &str, scope: &Scope, out: &mut Inline) {
        let cx = &scope.cx;
        out.spans.push(Span {
            style: self.span_style(cx),
            text: text.to_owned(),
            color: cx.color,
            rise: scope.rise,
            strike: scope.strike,
            link: scope.link.clone(),
            of: scope.of.clone(),
            lang: cx.lang.clone(),
            note: None,
        });
    }

    /// The number of a note, raised, leading to it.
    fn footnote(&mut self, element: &Element, scope: &Scope, out: &mut Inline) {
        let note = self.new_note(element);
        let mut raised = scope.clone();
        (raised.rise, raised.cx.size) = (0.33 * scope.cx.size, scope.cx.size * 0.65);
        raised.link = Some(Target::Mark(note.mark.clone()));
        self.push_text(&note.number.to_string(), &raised, out);
        if let Some(span) = out.spans.last_mut() {
            span.note = Some(note);
        }
    }

    pub(crate) fn span_style(&self, cx: &Context) -> SpanStyle {
        let families = self.style.families(&cx.family, &cx.lang);
        let latin = if is_rtl_language(&cx.lang) {
            self.style.families(&cx.family, "default")
        } else {
            Arc::clone(&families)
        };
        SpanStyle {
            families,
            latin,
            size_milli: (cx.size * 1000.0).round() as u32,
            weight: cx.weight,
            italic: cx.italic,
            tabular: cx.tabular,
            tracking_milli: (cx.tracking * 1000.0).round() as i32,
            small_caps: cx.small_caps,
            hyphenate: cx.hyphenate.unwrap_or(cx.align == Align::Justify) && !cx.artifact,
            lang: cx.lang.clone(),
        }
    }
}

impl crate::render::print::style::TextStyle {
    /// As `onto`, but the leading of a line is that of its paragraph.
    pub(crate) fn onto_inline(&self, cx: &Context) -> Context {
        let mut out = self.onto(cx);
        out.leading = cx.leading;
        out.align = cx.align;
        out
    }
}

/// Runs of white space become one space; none stays at the ends or around a forced break.
fn collapse(spans: &mut Vec<Span>) {
    let mut after_space = true;
    for span in spans.iter_mut() {
        let mut out = String::with_capacity(span.text.len());
        for ch in span.text.chars() {
            let space = matches!(ch, ' ' | '\n' | '\t' | '\r');
            if ch == '\u{2028}' {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push('\n');
                after_space = true;
            } else if space && !after_space {
                out.push(' ');
                after_space = true;
            } else if !space {
                out.push(ch);
                after_space = false;
            }
        }
        span.text = out;
    }
    spans.retain(|span| !span.text.is_empty());
    while spans.last().is_some_and(|span| span.text.ends_with(' ')) {
        let last = spans.len() - 1;
        spans[last].text.pop();
        spans.retain(|span| !span.text.is_empty());
    }
    merge(spans);
}

/// Neighbours that differ in nothing are one span.
fn merge(spans: &mut Vec<Span>) {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match merged.last_mut() {
            Some(last) if same(last, &span) => last.text.push_str(&span.text),
            _ => merged.push(span),
        }
    }
    *spans = merged;
}

fn same(a: &Span, b: &Span) -> bool {
    a.style == b.style
        && a.color == b.color
        && a.rise == b.rise
        && a.strike == b.strike
        && a.link == b.link
        && a.lang == b.lang
        && a.note.is_none()
        && b.note.is_none()
}
