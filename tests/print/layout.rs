//! Pages: mirrors, contents, columns, what belongs together.

use fairfolio::render::print::{FrameItem, Layout, Page, layout};

use crate::support::{Plain, fonts, style};

fn lay(markup: &str) -> Layout {
    layout(markup, &style(), &fonts(), &Plain)
}

/// Text of each line on a page, in order.
fn words(page: &Page) -> Vec<String> {
    page.items
        .iter()
        .filter_map(|placed| match &placed.item {
            FrameItem::Text(text) => {
                let runs = &text.paragraph.lines[text.line].runs[text.runs.clone()];
                Some(runs.iter().flat_map(|run| &run.clusters).map(|c| text.paragraph.words(c)).collect())
            }
            _ => None,
        })
        .collect()
}

#[test]
fn right_to_left_is_the_mirror_of_left_to_right() {
    let body = "<page-set master=\"page\" thumb=\"2\" thumbs=\"5\"><box place=\"-3 -3 100 50\" fill=\"primary\"/>\
                <grid columns=\"1fr 2fr\"><img src=\"a.jpg\" alt=\"\" ratio=\"4:3\"/><img src=\"b.jpg\" alt=\"\" ratio=\"4:3\"/></grid></page-set>";
    let ltr = lay(&format!("<document title=\"t\" lang=\"en\">{body}</document>"));
    let rtl = lay(&format!("<document title=\"t\" lang=\"ar\">{body}</document>"));
    let plain = |page: &Page| {
        page.items
            .iter()
            .filter(|i| matches!(i.item, FrameItem::Rect(_) | FrameItem::Image(..)))
            .cloned()
            .collect::<Vec<_>>()
    };
    let (left, right) = (plain(&ltr.pages[0]), plain(&rtl.pages[0]));
    assert_eq!(left.len(), 5);
    for (a, b) in left.iter().zip(&right) {
        assert!((a.x + a.w + b.x - ltr.pages[0].width).abs() < 0.01, "{a:?} {b:?}");
        assert_eq!((a.y, a.w, a.h), (b.y, b.w, b.h));
    }
}

#[test]
fn contents_show_the_page_a_heading_came_to_stand_on() {
    let mut body = String::from("<toc levels=\"1\"/><break to=\"page\"/>");
    for chapter in ["Bath", "Beach", "Kitchen"] {
        body += &format!("<h1>{chapter}</h1><p>Text</p><break to=\"page\"/>");
    }
    let laid = lay(&format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\" numbering=\"roman\">{body}</page-set></document>"
    ));
    assert_eq!(laid.findings, []);
    let mut shown = words(&laid.pages[0]);
    shown.truncate(6);
    assert_eq!(shown, ["Bath", "ii", "Beach", "iii", "Kitchen", "iv"]);
}

#[test]
fn an_index_is_sorted_and_joins_pages() {
    let mark = |term: &str| format!("<p><mark index=\"product\" term=\"{term}\"/>{term}</p>");
    let body = format!(
        "{}{}<break to=\"page\"/>{}<break to=\"page\"/><index kind=\"product\"/>",
        mark("Waffle"),
        mark("Check"),
        mark("Waffle")
    );
    let laid = lay(&format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\">{body}</page-set></document>"
    ));
    let shown: Vec<String> = words(&laid.pages[2]).into_iter().take(4).collect();
    assert_eq!(shown.join("|"), "Check|1|Waffle|1–2", "pages in a row are one range");
}

#[test]
fn a_heading_stays_with_its_text_and_no_line_stands_alone() {
    let filler = "<p>Line</p>".repeat(36);
    let laid = lay(&format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\">{filler}<h2>Head</h2><p>{}</p></page-set></document>",
        "word ".repeat(60)
    ));
    let page = laid.pages.iter().position(|page| words(page).contains(&"Head".to_owned())).expect("head");
    let after = words(&laid.pages[page]).iter().position(|w| w == "Head").expect("head");
    assert!(words(&laid.pages[page]).len() > after + 2, "{:?}", words(&laid.pages[page]));
}

#[test]
fn a_table_repeats_its_head_as_an_artifact() {
    let rows = "<tr><td>a</td><td>1</td></tr>".repeat(80);
    let laid = lay(&format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><table><thead><tr><th>Maker</th><th>MOQ</th></tr></thead><tbody>{rows}</tbody></table></page-set></document>"
    ));
    assert!(laid.pages.len() > 1);
    for (index, page) in laid.pages.iter().enumerate() {
        let head = page
            .items
            .iter()
            .find(|item| matches!(&item.item, FrameItem::Text(text) if text.paragraph.text == "Maker"))
            .expect("head");
        assert_eq!(head.tag.is_some(), index == 0);
    }
}

#[test]
fn columns_end_at_the_same_height_and_blocks_are_measured() {
    let lines = "<p space-after=\"0\">Entry</p>".repeat(9);
    let laid = lay(&format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><block member=\"a\"><columns count=\"3\">{lines}</columns></block></page-set></document>"
    ));
    let tops: Vec<i32> = laid.pages[0]
        .items
        .iter()
        .filter(|i| matches!(&i.item, FrameItem::Text(t) if t.paragraph.text == "Entry"))
        .map(|i| i.y as i32)
        .collect();
    assert_eq!(tops[0..3], tops[3..6]);
    assert_eq!(tops[0..3], tops[6..9]);
    // 178 mm wide, three lines of 13.5 pt high.
    assert!((laid.areas[0].mm2 - 178.0 * 3.0 * 13.5 * 25.4 / 72.0).abs() < 5.0, "{:?}", laid.areas);
}

#[test]
fn a_member_with_more_pages_than_its_rivals_is_a_finding() {
    let lay_block = |text: &str| {
        lay(&format!(
            "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><block member=\"arka\" pages=\"1\">\
             <p>One</p>{text}</block></page-set></document>"
        ))
    };
    assert_eq!(lay_block("<p>Two</p>").findings, []);
    let longer = lay_block("<break to=\"page\"/><p>Two</p>").findings;
    assert_eq!(longer.len(), 1, "{longer:?}");
    assert_eq!(longer[0].message, "member `arka` takes 2 pages; each has 1");
    assert_eq!(longer[0].page, Some(2));
}

#[test]
fn notes_pages_fill_the_count_and_say_so() {
    let document = |multiple: &str| {
        lay(&format!(
            "<document title=\"t\" lang=\"en\" {multiple}><page-set master=\"page\"><p>One</p></page-set>\
             <page-set master=\"page\" fill=\"yes\"><p>Notes</p></page-set><page-set master=\"page\"><p>Back</p></page-set></document>"
        ))
    };
    let plain = document("");
    assert_eq!((plain.pages.len(), plain.filled), (2, 0));
    let filled = document("pages-multiple-of=\"4\"");
    assert_eq!((filled.pages.len(), filled.filled), (4, 2));
    assert_eq!(words(&filled.pages[2])[0], "Notes");
    assert_eq!(words(&filled.pages[3])[0], "Back", "what stands last stays last");
}

#[test]
fn nothing_can_lead_to_a_page_that_only_fills_up() {
    let laid = lay(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\" fill=\"yes\"><h1>Notes</h1></page-set>\
         <page-set master=\"page\"><p>One</p></page-set></document>",
    );
    assert_eq!(laid.findings.len(), 1, "{:?}", laid.findings);
    assert_eq!(laid.findings[0].message, "`h1` stands in a page-set that fills up");
}

#[test]
fn the_first_page_of_a_set_may_have_a_master_of_its_own() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/loom/print/style.toml");
    let text = std::fs::read_to_string(path).expect("style")
        + "low = { margins = { inner = 18, outer = 14, top = 120, bottom = 20 } }\n\
           chapter = { first = \"low\", margins = { inner = 18, outer = 14, top = 24, bottom = 20 } }\n";
    let (style, findings) = fairfolio::render::print::read_style(&text, &crate::support::BRAND);
    assert_eq!(findings, []);
    let markup = "<document title=\"t\" lang=\"en\" paper=\"Letter\"><page-set master=\"chapter\">\
                  <p>One</p><break to=\"page\"/><p>Two</p></page-set></document>";
    let laid = layout(markup, &style, &fonts(), &Plain);
    let top = |page: usize| laid.pages[page].items.iter().map(|item| item.y).fold(f32::INFINITY, f32::min);
    assert!((top(0) - top(1) - 96.0 * 72.0 / 25.4).abs() < 0.1, "{} {}", top(0), top(1));
    assert_eq!((laid.pages[0].width, laid.pages[0].height), (612.0, 792.0), "the document's paper");
}

/// What stands last on each page: its words, which line of its paragraph it is, and of how many.
fn last_lines(laid: &Layout) -> Vec<(bool, usize, usize, bool)> {
    let last = |page: &Page| {
        let mut texts = page.items[..page.furniture_from].iter().filter_map(|placed| match &placed.item {
            FrameItem::Text(text) => Some(text.clone()),
            _ => None,
        });
        let text = texts.next_back()?;
        let divided = |line: usize| text.paragraph.lines[line].ends_divided();
        let above = text.line.checked_sub(1).is_some_and(divided);
        Some((divided(text.line), text.line, text.paragraph.lines.len(), above))
    };
    laid.pages.iter().filter_map(last).collect()
}

#[test]
fn a_page_does_not_end_inside_a_word_where_a_line_can_move() {
    let text = "Die Handtuchhersteller veröffentlichen Mindestbestellmengen, Lieferzeiten und Zertifizierungsnummern \
                ausnahmslos in übereinstimmender Reihenfolge, sodass Einkäufer Unterschiede erkennen. "
        .repeat(5);
    let mut moved = 0;
    for gap in 4..50 {
        let paragraphs = format!("<p align=\"justify\">{text}</p>").repeat(6);
        let laid = lay(&format!(
            "<document title=\"t\" lang=\"de\"><page-set master=\"page\"><columns count=\"2\" gap=\"{gap}\">{paragraphs}</columns></page-set></document>"
        ));
        for (divided, line, of, above) in last_lines(&laid) {
            let free = line > 1 && line + 2 < of;
            assert!(!divided || above || !free, "line {line} of {of} with a gap of {gap} mm");
            moved += usize::from(free);
        }
    }
    assert!(moved > 20, "{moved}");
}
