//! The frame dump: one readable line an item, for golden tests. Positions in mm to 0.01.

use std::fmt::Write as _;
use std::sync::Arc;

use super::frame::{Color, FrameItem, Layout, Page, Placed, Rgb, Target};
use super::units::to_mm;
use crate::text::Paragraph;

/// All pages, bookmarks and findings of a layout as text.
pub fn dump(layout: &Layout) -> String {
    let mut out = String::new();
    let direction = if layout.rtl { "rtl" } else { "ltr" };
    let _ = writeln!(out, "document \"{}\" {} {direction}", layout.title, layout.lang);
    for (index, page) in layout.pages.iter().enumerate() {
        dump_page(&mut out, layout, index, page);
    }
    for entry in &layout.outline {
        let _ = writeln!(
            out,
            "bookmark {} \"{}\" page {} at {}",
            entry.level,
            entry.title,
            entry.page + 1,
            mm(entry.y)
        );
    }
    for area in &layout.areas {
        let _ = writeln!(out, "area {} page {} {:.0} mm²", area.member, area.page + 1, area.mm2);
    }
    for finding in &layout.findings {
        let at = finding.at.map_or(String::new(), |at| format!(" at {}:{}", at.line, at.column));
        let of = finding.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
        let page = finding.page.map_or(String::new(), |page| format!(" page {page}"));
        let _ =
            writeln!(out, "finding {:?}{page}{at}{of}: {} / {}", finding.kind, finding.message, finding.hint);
    }
    out
}

/// What stands on a page, without its number and its furniture: two pages that look the same between
/// the margins give the same text.
pub fn dump_content(layout: &Layout, index: usize) -> String {
    let page = &layout.pages[index];
    let shown = |placed: &&Placed| !matches!(placed.item, FrameItem::Link(_));
    page.items[..page.furniture_from].iter().filter(shown).map(|placed| describe(placed) + "\n").collect()
}

/// All words of a layout, paragraph by paragraph as they were typed, with its title.
pub fn words(layout: &Layout) -> String {
    let mut out = layout.title.clone() + "\n";
    let mut last: Option<&Arc<Paragraph>> = None;
    for placed in layout.pages.iter().flat_map(|page| &page.items) {
        let FrameItem::Text(text) = &placed.item else { continue };
        // A paragraph is as many items as it has lines.
        if last.is_none_or(|last| !Arc::ptr_eq(last, &text.paragraph)) {
            out.push_str(&text.paragraph.text);
            out.push('\n');
        }
        last = Some(&text.paragraph);
    }
    out
}

fn dump_page(out: &mut String, layout: &Layout, index: usize, page: &Page) {
    let _ = writeln!(
        out,
        "page {} label \"{}\" master {} {} × {}{}",
        index + 1,
        page.label,
        page.master,
        mm(page.width),
        mm(page.height),
        if page.folded { " folded" } else { "" }
    );
    for (at, placed) in page.items.iter().enumerate() {
        let role = match placed.tag {
            Some(tag) => layout.structure.node(tag).role.name(),
            None if at >= page.furniture_from => "furniture".to_owned(),
            None => "artifact".to_owned(),
        };
        let _ = writeln!(out, "  {role:<9} {}", describe(placed));
    }
}

fn describe(placed: &Placed) -> String {
    let at = format!("{} {}", mm(placed.x), mm(placed.y));
    let size = format!("{} × {}", mm(placed.w), mm(placed.h));
    match &placed.item {
        FrameItem::Text(text) => {
            let line = &text.paragraph.lines[text.line];
            let runs = &line.runs[text.runs.clone()];
            let words: String = runs
                .iter()
                .flat_map(|run| &run.clusters)
                .map(|c| text.paragraph.words(c).replace('\u{ad}', "‐"))
                .collect();
            let left = runs.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
            let points = runs.first().map_or(0.0, |run| run.size);
            format!(
                "text {} {} {points} pt {} \"{words}\"",
                mm(placed.x + left),
                mm(placed.y),
                hex(text.color)
            )
        }
        FrameItem::Rect(color) => format!("rect {at} {size} {}", hex(*color)),
        FrameItem::Line(color, thickness) => format!("line {at} {size} {thickness} pt {}", hex(*color)),
        FrameItem::Image(key, crop) => {
            format!("image {at} {size} {key} {},{} {}×{}", crop.x, crop.y, crop.width, crop.height)
        }
        FrameItem::Effects(..) => format!("effects {at} {size}"),
        FrameItem::Path(path) => format!("path {at} {size} {} segments", path.segments.len()),
        FrameItem::Link(Target::Mark(mark)) => format!("link {at} {size} #{mark}"),
        FrameItem::Link(Target::Uri(uri)) => format!("link {at} {size} {uri}"),
        FrameItem::Anchor(anchor) => format!("anchor {at} {anchor:?}"),
    }
}

fn mm(pt: f32) -> String {
    let rounded = (to_mm(pt) * 100.0).round() / 100.0;
    // No "-0.00": the sign of nothing is noise.
    format!("{:.2}", if rounded == 0.0 { 0.0 } else { rounded })
}

fn hex(color: Color) -> String {
    let Rgb(r, g, b) = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}
