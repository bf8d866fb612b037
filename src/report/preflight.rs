//! The preflight as data: of each document its pages, its findings with record, file, line and page,
//! how sharp its pictures are and how small its smallest text is.

use serde::Serialize;
use serde_json::Value;

use super::changes::{Changes, since_print};
use crate::diag::Diagnostic;
use crate::diag::render::json_value;
use crate::pipeline::{LaidOut, Prepared};
use crate::render::print::{FrameItem, Layout};

#[derive(Serialize)]
struct Preflight<'a> {
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    folder: &'a str,
    lang: &'a str,
    paper: &'a str,
    pages: usize,
    filled: usize,
    smallest_text_pt: f32,
    least_sharp: Option<Picture<'a>>,
    findings: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes>,
}

/// A picture at its place.
#[derive(Serialize)]
struct Picture<'a> {
    file: &'a str,
    page: usize,
    width_mm: f32,
    ppi: f32,
}

/// The preflight of all print documents.
pub(super) fn write(prepared: &Prepared) -> String {
    let documents = prepared.laid.iter().map(|laid| document(prepared, laid)).collect();
    let text = serde_json::to_string_pretty(&Preflight { documents });
    text.expect("a struct of strings and numbers is always JSON") + "\n"
}

fn document<'a>(prepared: &'a Prepared, laid: &'a LaidOut) -> Document<'a> {
    let (document, layout) = (&laid.document, &laid.layout);
    let finding = |d: &Diagnostic| json_value(d, &prepared.project.sources);
    Document {
        name: &document.name,
        folder: &document.folder,
        lang: &document.lang,
        paper: document.paper,
        pages: layout.pages.len(),
        filled: layout.filled,
        smallest_text_pt: smallest_text(layout),
        least_sharp: least_sharp(layout),
        findings: super::findings_of(prepared, laid).into_iter().map(finding).collect(),
        changes: since_print(&prepared.project, laid),
    }
}

fn smallest_text(layout: &Layout) -> f32 {
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let sizes = items.filter_map(|placed| match &placed.item {
        FrameItem::Text(text) => {
            let runs = &text.paragraph.lines[text.line].runs[text.runs.clone()];
            runs.iter().map(|run| run.size).reduce(f32::min)
        }
        _ => None,
    });
    sizes.reduce(f32::min).unwrap_or(0.0)
}

fn least_sharp(layout: &Layout) -> Option<Picture<'_>> {
    let pictures = layout.pages.iter().enumerate().flat_map(|(page, of)| {
        of.items.iter().filter_map(move |placed| match &placed.item {
            // OK because pictures have fewer than 2²⁴ pixels a side.
            FrameItem::Image(key, crop) => Some(Picture {
                file: key,
                page: page + 1,
                width_mm: tenth(placed.w / 72.0 * 25.4),
                ppi: tenth(crop.width as f32 / (placed.w / 72.0)),
            }),
            _ => None,
        })
    });
    pictures.min_by(|a, b| a.ppi.total_cmp(&b.ppi))
}

fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
