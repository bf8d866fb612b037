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
    assert_eq!(shown.join("|"), "Check|1|Waffle|1–2");
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
