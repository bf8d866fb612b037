//! Documents on the desk: what there is, what its pages look like, and the reports about them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::pipeline::LaidOut;
use crate::render::print::Layout;
use crate::report::changes::{page_hashes, since_print};
use crate::serve::outputs::{Found, Outputs, kind};
use crate::serve::server::parameter;

/// Width of a page's picture in pixels, where it is small and where it is to be read.
const SMALL: u32 = 240;
const LARGE: u32 = 900;

/// Where a file below `dist` is to be seen in this preview.
fn address(path: &str) -> String {
    match path.strip_prefix("public/print/") {
        Some(printed) => format!("/print/{printed}"),
        None => format!("/_desk/{path}"),
    }
}

/// The folder of a document in the words of the office.
fn group(folder: &str) -> (usize, &'static str) {
    match folder {
        "public/print" => (0, "Brochures"),
        "public/print/sheets" => (1, "Sell sheets"),
        folder if folder.starts_with("public/") => (2, "Other public documents"),
        folder if folder.ends_with("/buyers") => (3, "Dossiers of buyers"),
        folder if folder.ends_with("/members") => (4, "Dossiers of members"),
        folder if folder.ends_with("/interpreters") => (5, "Sheets of interpreters"),
        _ => (6, "For the office"),
    }
}

fn row(laid: &LaidOut) -> Value {
    let path = format!("{}/{}.pdf", laid.document.folder, laid.document.name);
    json!({
        "name": format!("{}.pdf", laid.document.name), "title": laid.document.title, "lang": laid.document.lang,
        "paper": laid.document.paper, "pages": laid.layout.pages.len(), "href": address(&path),
        "look": format!("/_desk/pages/{}", path.trim_end_matches(".pdf")),
    })
}

/// All documents by kind, and what goes with them.
pub(super) fn list(outputs: &Outputs<'_>) -> Value {
    let Some(papers) = &outputs.now.papers else { return json!({ "groups": [], "plans": [] }) };
    let mut groups: BTreeMap<(usize, &str), Vec<Value>> = BTreeMap::new();
    for laid in &papers.prepared.laid {
        groups.entry(group(&laid.document.folder)).or_default().push(row(laid));
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|((rank, name), rows)| json!({ "name": name, "id": format!("g{rank}"), "rows": rows }))
        .collect();
    let plans: Vec<Value> = papers
        .texts()
        .into_iter()
        .filter(|path| path.ends_with(".html"))
        .map(|path| json!({ "href": address(&path), "name": path.trim_start_matches("private/") }))
        .collect();
    json!({ "groups": groups, "plans": plans, "changes": changes(outputs) })
}

/// Brochures for the first page.
pub(super) fn summary(outputs: &Outputs<'_>) -> Vec<Value> {
    let laid = outputs.now.papers.iter().flat_map(|papers| &papers.prepared.laid);
    laid.filter(|laid| laid.document.is_brochure()).map(row).collect()
}

/// What differs from the editions that were printed last.
fn changes(outputs: &Outputs<'_>) -> Vec<Value> {
    let Some(papers) = &outputs.now.papers else { return Vec::new() };
    let prepared = &papers.prepared;
    let one = |laid: &LaidOut| {
        let changes = since_print(&prepared.project, laid)?;
        Some(json!({ "name": laid.document.name, "is_same": changes.is_empty(), "changes": changes }))
    };
    prepared.laid.iter().filter(|laid| laid.document.is_brochure()).filter_map(one).collect()
}

/// The pages of a document as pictures; `path` is that below `dist` without its ending.
pub(super) fn pages(outputs: &Outputs<'_>, path: &str) -> Option<(String, Value)> {
    let papers = outputs.now.papers.as_ref()?;
    let laid = papers.find(&format!("{path}.pdf"))?;
    let hashes = page_hashes(&laid.layout);
    let page = |(index, page): (usize, &crate::render::print::Page)| {
        let label = if page.label.is_empty() { (index + 1).to_string() } else { page.label.clone() };
        // OK because a page is a few hundred points high.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
        let height = (page.height / page.width.max(1.0) * SMALL as f32).round() as u32;
        json!({
            "label": label, "number": index + 1, "height": height, "width": SMALL,
            "headings": page.headings.iter().take(3).collect::<Vec<_>>(),
            "small": format!("/_desk/thumbnails/{path}?page={}&as={}", index + 1, hashes[index]),
            "large": format!("/_desk/thumbnails/{path}?page={}&large=yes&as={}", index + 1, hashes[index]),
        })
    };
    let pages: Vec<Value> = laid.layout.pages.iter().enumerate().map(page).collect();
    Some((
        laid.document.title.clone(),
        json!({ "pages": pages, "document": row(laid), "rtl": laid.layout.rtl }),
    ))
}

/// Pictures of pages that were asked for lately. A layout that did not change is the same one in the next round,
/// and a picture goes with its layout.
#[derive(Default)]
pub(in crate::serve) struct Thumbnails {
    kept: Mutex<VecDeque<Kept>>,
}

/// Of what, which, and the picture.
type Kept = (Weak<Layout>, Wanted, Vec<u8>);

/// A page from 0 and a width.
type Wanted = (usize, u32);

/// Pictures that are kept at most: a few dozen megabytes.
const MOST_KEPT: usize = 400;

impl Thumbnails {
    fn get_or(
        &self,
        layout: &Arc<Layout>,
        wanted: Wanted,
        make: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let own = Arc::downgrade(layout);
        let is_it = |(of, at, _): &&Kept| of.ptr_eq(&own) && *at == wanted;
        if let Some((_, _, png)) = kept().iter().find(is_it) {
            return Some(png.clone());
        }
        let png = make()?;
        let mut kept = kept();
        kept.retain(|(of, ..)| of.strong_count() > 0);
        kept.truncate(MOST_KEPT);
        kept.push_front((own, wanted, png.clone()));
        Some(png)
    }
}

/// One page as PNG.
pub(super) fn thumbnail(
    outputs: &Outputs<'_>,
    known: &Thumbnails,
    path: &str,
    query: &str,
) -> Option<Vec<u8>> {
    let papers = outputs.now.papers.as_ref()?;
    let laid = papers.find(&format!("{path}.pdf"))?;
    let number: usize = parameter(query, "page")?.parse().ok()?;
    let (page, width) =
        (number.checked_sub(1)?, if parameter(query, "large").is_some() { LARGE } else { 2 * SMALL });
    let make = || papers.thumbnail(outputs.disk, outputs.cache, &laid.layout, page, width);
    known.get_or(&laid.layout, (page, width), make)
}

/// A to-do list as PDF, by its file's name.
pub(super) fn todo(outputs: &Outputs<'_>, file: &str) -> Option<Response> {
    let Found::File(path, bytes) = outputs.paper(&format!("private/office/todo/{file}")) else { return None };
    Some(([(header::CONTENT_TYPE, kind(&path))], bytes).into_response())
}

/// A report by its name in the address.
pub(super) fn report(outputs: &Outputs<'_>, name: &str) -> Option<(&'static str, Value)> {
    let (title, file, lead) = match name {
        "flatplan" => ("Flat plan", "flatplan.txt", "Page by page what stands in each brochure."),
        "preflight" => ("Preflight", "preflight.json", "The same for programs, with findings and sharpness."),
        "fairness" => {
            ("Fairness", "fairness.txt", "Whether every firm is treated alike, for the general assembly.")
        }
        _ => return None,
    };
    let path = format!("private/office/reports/{file}");
    let Found::File(_, bytes) = outputs.paper(&path) else { return None };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Some((title, json!({ "text": text, "lead": lead, "href": address(&path) })))
}
