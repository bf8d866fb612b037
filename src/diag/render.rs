//! Three ways to print findings: for people (cargo's look, by `annotate-snippets`), one line each,
//! and JSON lines for programs. Nothing here decides what is a finding.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Place, SourceMap, Span};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line, for people.
    Human,
    /// One JSON object a line; the schema is in `docs/json.md`.
    Json,
    /// `path:line:column: severity[code]: message`, one line each.
    Short,
}

/// All findings as text in the wanted form; colour only in the human form.
pub fn render(findings: &[Diagnostic], sources: &SourceMap, format: Format, colour: bool) -> String {
    let one = |d: &Diagnostic| match format {
        Format::Human => human(d, sources, colour) + "\n\n",
        Format::Json => json_value(d, sources).to_string() + "\n",
        Format::Short => short(d, sources) + "\n",
    };
    findings.iter().map(one).collect()
}

fn human(d: &Diagnostic, sources: &SourceMap, colour: bool) -> String {
    let level = match d.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::PrintBlocking | Severity::Blocking => Level::ERROR,
    };
    let mut group = Group::with_title(level.primary_title(&d.message).id(d.code.id));
    if let Some(span) = shown(&d.place, sources) {
        group = group.element(snippet(span, sources, AnnotationKind::Primary, ""));
    }
    for (place, words) in &d.related {
        if let Some(span) = shown(place, sources) {
            group = group.element(snippet(span, sources, AnnotationKind::Context, words));
        }
    }
    let mut group = footer(group, d, sources);
    for hint in &d.hints {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The span whose line may be shown. What lies in `buyers`, `prices` and `meetings` is private
/// throughout, and a terminal is copied into mails: of these only file, line and column are told.
fn shown(place: &Place, sources: &SourceMap) -> Option<Span> {
    let Place::Text(span) = place else { return None };
    let path = sources.path(span.file);
    let is_private = ["buyers/", "prices/", "meetings/"].iter().any(|folder| path.starts_with(folder));
    (!is_private).then_some(*span)
}

fn footer<'a>(group: Group<'a>, d: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let mut group = group;
    if shown(&d.place, sources).is_none() {
        group = group.element(annotate_snippets::Origin::path(place(&d.place, sources)));
    }
    if !d.outputs.is_empty() {
        let list = d.outputs.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        group = group.element(Level::NOTE.message(format!("in {list}")));
    }
    group
}

fn snippet<'a>(
    span: Span,
    sources: &'a SourceMap,
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = sources.text(span.file);
    let start = (span.start as usize).min(text.len());
    // Only the first line of a long value is shown: the caret says where, not what all.
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let end = (span.end as usize).clamp(start, line_end);
    let annotation = kind.span(start..end);
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    Snippet::source(text).path(sources.path(span.file)).fold(true).annotation(annotation)
}

fn place(place: &Place, sources: &SourceMap) -> String {
    match place {
        Place::Text(span) => sources.token(*span),
        Place::File(path) => path.clone(),
        Place::Cell { file, sheet, row, column } => format!("{file}:{sheet}:{row}:{column}"),
        Place::Page { document, page } => format!("{document}: page {page}"),
    }
}

fn short(d: &Diagnostic, sources: &SourceMap) -> String {
    let hints: String = d.hints.iter().map(|hint| format!(" ({hint})")).collect();
    let head = format!("{}: {}[{}]", place(&d.place, sources), d.severity.word(), d.code.id);
    format!("{head}: {}{hints}", d.message)
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    rule: String,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    page: Option<u32>,
    sheet: Option<&'a str>,
    member: Option<&'a str>,
    hints: &'a [String],
    related: Vec<JsonRelated>,
    outputs: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonRelated {
    place: String,
    message: String,
}

/// A finding as JSON; the schema is in `docs/json.md`.
pub fn json_value(d: &Diagnostic, sources: &SourceMap) -> serde_json::Value {
    let (line, column) = match &d.place {
        Place::Text(span) => {
            let at = sources.line_column(*span);
            (Some(at.line), Some(at.column))
        }
        Place::Cell { row, column, .. } => (Some(*row), Some(*column)),
        Place::File(_) | Place::Page { .. } => (None, None),
    };
    let related =
        d.related.iter().map(|(at, words)| JsonRelated { place: place(at, sources), message: words.clone() });
    let finding = JsonFinding {
        code: d.code.id,
        rule: d.code.name.replace('_', "-"),
        severity: d.severity,
        message: &d.message,
        path: d.path(sources),
        line,
        column,
        page: if let Place::Page { page, .. } = &d.place { Some(*page) } else { None },
        sheet: if let Place::Cell { sheet, .. } = &d.place { Some(sheet) } else { None },
        member: d.member(sources),
        hints: &d.hints,
        related: related.collect(),
        outputs: d.outputs.iter().map(String::as_str).collect(),
    };
    serde_json::to_value(&finding).expect("a struct of strings and numbers is always JSON")
}
