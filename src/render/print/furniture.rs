//! Furniture: what stands on pages besides the flow. Headers, footers, section thumbs, grounds.

use std::collections::BTreeMap;

use super::build::{Builder, Context};
use super::frame::Placed;
use super::markup::parse;
use super::piece::{shifted, takes_room};
use super::style::Master;

/// What a page's furniture can name.
pub(super) struct PageFacts<'p> {
    /// Values for `{name}`.
    pub values: &'p BTreeMap<String, String>,
    /// Whether it is a right page as the reader counts: the first of a document.
    pub recto: bool,
}

/// The ground of a page, drawn before everything.
pub(super) fn ground(master: &Master) -> Option<Placed> {
    let (w, h) = master.size;
    master.fill.map(|fill| Builder::rect(-8.5, -8.5, w + 17.0, h + 17.0, fill))
}

/// Everything else, drawn after the flow.
pub(super) fn furniture(
    builder: &mut Builder<'_>,
    master: &Master,
    facts: &PageFacts<'_>,
    cx: &Context,
) -> Vec<Placed> {
    let mut items = Vec::new();
    let left = |own: &Option<String>, common: &str| {
        own.clone().filter(|_| !facts.recto).unwrap_or_else(|| common.to_owned())
    };
    if let Some((markup, at)) = &master.header {
        items.extend(strip(builder, master, &left(&master.header_left, markup), *at, facts, cx));
    }
    if let Some((markup, at)) = &master.footer {
        let y = master.size.1 - at;
        items.extend(strip(builder, master, &left(&master.footer_left, markup), y, facts, cx));
    }
    items.extend(thumb(master, facts));
    if let Some(word) = builder.draft.clone() {
        let word = crate::markdown::escape(&word);
        let stamp = format!(
            "<row columns=\"30mm 1fr\"><box class=\"draft-stamp\"><p class=\"draft-word\">{word}</p></box></row>"
        );
        items.extend(strip(builder, master, &stamp, DRAFT_AT, facts, cx));
    }
    items
}

/// Where the mark of a draft stands: 3 mm below the upper edge, in pt.
const DRAFT_AT: f32 = 8.5;

fn strip(
    builder: &mut Builder<'_>,
    master: &Master,
    markup: &str,
    y: f32,
    facts: &PageFacts<'_>,
    cx: &Context,
) -> Vec<Placed> {
    let (root, findings) = parse(&format!("<stack>{}</stack>", fill_in(markup, facts.values)));
    for finding in findings {
        if builder.is_first(finding.message.clone()) {
            builder.findings.push(finding);
        }
    }
    let [inner, outer, ..] = master.margins;
    let width = master.size.0 - inner - outer;
    let x = if facts.recto { inner } else { outer };
    let mut items = Vec::new();
    let mut top = y;
    for piece in builder.flow(&root.children, width, cx) {
        let height = if takes_room(&piece) { piece.height } else { 0.0 };
        items.extend(shifted(piece.items, x, top));
        top += height;
    }
    items
}

/// Puts values in for `{name}`; unknown names are left out.
fn fill_in(markup: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let value = values.get(name).map(String::as_str).unwrap_or_default();
        out.push_str(&value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"));
        rest = tail;
    }
    out + rest
}

/// A thumb steps down the outer edge with its number: `thumb` of `thumbs`.
fn thumb(master: &Master, facts: &PageFacts<'_>) -> Option<Placed> {
    let thumb = master.thumb.as_ref()?;
    let number: f32 = facts.values.get("thumb")?.parse().ok().filter(|n| *n >= 1.0)?;
    let count: f32 = facts.values.get("thumbs").and_then(|n| n.parse().ok()).unwrap_or(1.0_f32).max(number);
    let from_top = |y: f32| if y < 0.0 { master.size.1 + y } else { y };
    let (from, to) = (from_top(thumb.range.0), from_top(thumb.range.1));
    let step =
        if count > 1.0 { ((to - from - thumb.height) / (count - 1.0)).min(thumb.height * 1.2) } else { 0.0 };
    let y = from + (number - 1.0) * step;
    let x = if facts.recto { master.size.0 - thumb.width } else { -thumb.bleed };
    Some(Builder::rect(x, y, thumb.width + thumb.bleed, thumb.height, thumb.color))
}
