//! The flat plan: page by page what stands there, for the person who reads the proof.

use std::fmt::Write as _;

use super::changes::{Changes, since_print};
use crate::pipeline::{LaidOut, Prepared};
use crate::render::print::frame::TextItem;
use crate::render::print::{FrameItem, Page};

/// Most headings told of one page.
const TOLD: usize = 9;

/// The flat plans of all brochures.
pub(super) fn write(prepared: &Prepared) -> String {
    let brochures = prepared.laid.iter().filter(|laid| !laid.document.brochure.is_empty());
    let mut out = String::new();
    for laid in brochures {
        head(&mut out, laid);
        for (index, page) in laid.layout.pages.iter().enumerate() {
            line(&mut out, laid, index, page);
        }
        areas(&mut out, laid);
        match since_print(&prepared.project, laid) {
            Some(changes) => changed(&mut out, &changes),
            None => out.push_str("\nNo edition of it is closed yet: nothing to compare with.\n"),
        }
        out.push('\n');
    }
    out
}

fn head(out: &mut String, laid: &LaidOut) {
    let (document, layout) = (&laid.document, &laid.layout);
    let title =
        format!("{} · {} · {} · {} pages", document.name, document.lang, document.paper, layout.pages.len());
    let _ = writeln!(out, "{title}\n{}", "=".repeat(title.chars().count()));
    if layout.filled > 0 {
        let pages = if layout.filled == 1 { "page fills" } else { "pages fill" };
        let _ = writeln!(out, "{} notes {pages} up the count.", layout.filled);
    }
    let _ = writeln!(out, "page  side   master   what stands there");
}

fn line(out: &mut String, laid: &LaidOut, index: usize, page: &Page) {
    // Right to left the first page is a left one.
    let side = if index.is_multiple_of(2) == laid.layout.rtl { "left" } else { "right" };
    let label = if page.label.is_empty() { (index + 1).to_string() } else { page.label.clone() };
    let _ = writeln!(out, "{label:>4}  {side:<5}  {:<7}  {}", page.master, contents(page));
}

fn contents(page: &Page) -> String {
    if page.items.is_empty() || page.furniture_from <= 1 {
        return "(blank)".to_owned();
    }
    let told: Vec<&str> = page.headings.iter().take(TOLD).map(String::as_str).collect();
    let more = page.headings.len().saturating_sub(TOLD);
    match (told.is_empty(), more) {
        (true, _) => first_words(page),
        (false, 0) => told.join(" · "),
        (false, more) => format!("{} · and {more} more", told.join(" · ")),
    }
}

/// The first line of text of a page without headings.
fn first_words(page: &Page) -> String {
    let texts = page.items.iter().filter_map(|placed| match &placed.item {
        FrameItem::Text(text) => Some(text),
        _ => None,
    });
    let line = |text: &TextItem| {
        let runs = text.paragraph.lines[text.line].runs[text.runs.clone()].iter();
        runs.flat_map(|run| &run.clusters).map(|c| &text.paragraph.text[c.text.clone()]).collect::<String>()
    };
    texts.map(line).next().map_or_else(String::new, |words| format!("({}…)", words.trim_end()))
}

fn areas(out: &mut String, laid: &LaidOut) {
    let areas = laid.layout.member_areas();
    if areas.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nArea in mm² by member:");
    for (member, mm2) in areas {
        let _ = writeln!(out, "{mm2:>9.0}  {member}");
    }
}

fn changed(out: &mut String, changes: &Changes) {
    let _ = writeln!(out, "\nSince edition {} was printed:", changes.edition);
    if changes.is_empty() {
        out.push_str("  nothing changed\n");
        return;
    }
    let numbers: Vec<String> = changes.pages.iter().map(ToString::to_string).collect();
    let _ = writeln!(
        out,
        "  {} pages differ (it had {}): {}",
        numbers.len(),
        changes.pages_then,
        numbers.join(", ")
    );
    for (id, page) in &changes.added {
        let _ = writeln!(out, "  new      page {page:>3}  {id}");
    }
    for (id, page) in &changes.removed {
        let _ = writeln!(out, "  gone     page {page:>3}  {id}");
    }
    for reworded in &changes.reworded {
        for (old, new) in &reworded.words {
            let _ = writeln!(
                out,
                "  changed  page {:>3}  {}: {} → {}",
                reworded.page,
                reworded.id,
                quoted(old),
                quoted(new)
            );
        }
    }
}

fn quoted(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") }
}
