//! Rounds: a document is laid out again until the page numbers it prints hold still.

use std::collections::BTreeMap;

use crate::text::FontBook;

use super::finding::{Finding, FindingKind};
use super::frame::{Layout, PrintedRecord};
use super::lone::lone_cards;
use super::markup::{Element, parse};
use super::pages::{Round, lay_out};
use super::pictures::Pictures;
use super::references::{Heading, IndexEntry, Known};
use super::style::Style;

/// Rounds after which layout gives up.
const MOST_ROUNDS: usize = 5;

/// Lays out a document. Pure; bad markup gives findings and as much of the document as can be shown.
pub fn layout(markup: &str, style: &Style, fonts: &FontBook, pictures: &dyn Pictures) -> Layout {
    let (root, findings) = parse(markup);
    let lists = Lists::of(&root);
    let mut known = Known::default();
    let mut rounds = 0;
    loop {
        rounds += 1;
        let round = Round {
            root: &root,
            style,
            pictures,
            fonts,
            known: &known,
            headings: &lists.headings,
            index: &lists.index,
        };
        let (mut layout, learned) = lay_out(&round);
        let settled = (!lists.refers && learned.fill == known.fill) || learned == known;
        if settled || rounds == MOST_ROUNDS {
            if !settled {
                layout.findings.push(unconverged(&known, &learned));
            }
            layout.findings.splice(0..0, findings);
            layout.findings.extend(lone_cards(&root, &layout));
            layout.records = printed_records(&root, &layout);
            return layout;
        }
        known = learned;
    }
}

/// What was printed of each card and each member, for comparison with a later edition.
fn printed_records(root: &Element, layout: &Layout) -> Vec<PrintedRecord> {
    let mut records = Vec::new();
    gather_records(root, layout, &mut records);
    records
}

fn gather_records(element: &Element, layout: &Layout, records: &mut Vec<PrintedRecord>) {
    let place = match (element.name.as_str(), element.get("id"), element.get("member")) {
        ("card", Some(id), _) => layout.marks.get(id).map(|(page, _)| (id.to_owned(), *page)),
        ("block", _, Some(member)) => {
            let area = layout.areas.iter().find(|area| area.member == member);
            area.map(|area| (format!("member-{member}"), area.page))
        }
        _ => None,
    };
    if let Some((id, page)) = place {
        records.push(PrintedRecord { id, page, text: element.plain_text() });
    }
    element.elements().for_each(|child| gather_records(child, layout, records));
}

fn unconverged(known: &Known, learned: &Known) -> Finding {
    let moved: Vec<&str> = learned
        .pages
        .iter()
        .filter(|(mark, page)| known.pages.get(*mark) != Some(page))
        .map(|(mark, _)| mark.as_str())
        .take(5)
        .collect();
    let message = format!("page numbers still move after {MOST_ROUNDS} rounds: {}", moved.join(", "));
    Finding::new(
        FindingKind::Unconverged,
        message,
        "give the contents or the index a fixed place, for example with a break after it",
    )
}

/// What the whole document holds, before anything is placed.
#[derive(Default)]
struct Lists {
    headings: Vec<Heading>,
    index: Vec<IndexEntry>,
    refers: bool,
    counted: usize,
}

impl Lists {
    fn of(root: &Element) -> Self {
        let mut lists = Self::default();
        lists.walk(root);
        lists.index.sort();
        lists
    }

    fn walk(&mut self, element: &Element) {
        match element.name.as_str() {
            "toc" | "index" | "page-of" => self.refers = true,
            "page-set" if element.get("fill") == Some("yes") => return,
            name if is_heading(name) => self.heading(element),
            "mark" => self.mark(element),
            _ => {}
        }
        element.elements().for_each(|child| self.walk(child));
    }

    fn heading(&mut self, element: &Element) {
        self.headings.push(Heading {
            level: element.name[1..].parse().unwrap_or(1),
            title: element.plain_text(),
            mark: format!("heading-{}", self.headings.len()),
            in_toc: element.get("toc") != Some("no"),
            bookmark: true,
        });
    }

    fn mark(&mut self, element: &Element) {
        let Some(kind) = element.get("index") else { return };
        self.counted += 1;
        let term = element.get("term").map_or_else(|| element.plain_text(), str::to_owned);
        self.index.push(IndexEntry {
            kind: kind.to_owned(),
            sort: element.get("sort").map_or_else(|| term.to_lowercase(), str::to_owned),
            term,
            mark: element.get("id").map_or_else(|| format!("index-{}", self.counted), str::to_owned),
        });
    }
}

/// Whether an element is one of `h1` to `h6`.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Values that furniture may show, from the attributes of a page-set.
pub(super) fn set_values(set: &Element) -> BTreeMap<String, String> {
    set.attributes.iter().cloned().collect()
}
