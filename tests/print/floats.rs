//! A picture in a column: text stands beside it, then below it.

use fairfolio::render::print::{FindingKind, FrameItem, Layout, Placed, layout};

use crate::support::{Plain, fonts, style};

fn lay(lang: &str, side: &str) -> Layout {
    let text = "Weaving, dyeing and finishing of cotton towels under one roof. ".repeat(9);
    let body = format!(
        "<p>Before the picture.</p><img float=\"{side}\" width=\"40\" src=\"a.jpg\" alt=\"A loom\" ratio=\"4:3\"/>\
         <p>{text}</p><p>{text}</p><h2>After</h2>"
    );
    layout(
        &format!(
            "<document title=\"t\" lang=\"{lang}\"><page-set master=\"dossier\"><stack><h1>A</h1>{body}</stack></page-set></document>"
        ),
        &style(),
        &fonts(),
        &Plain,
    )
}

fn picture(laid: &Layout) -> &Placed {
    let found = laid.pages[0].items.iter().find(|item| matches!(item.item, FrameItem::Image(..)));
    found.expect("a picture")
}

/// Left and right edge of the text on each line, with the line's baseline.
fn lines(laid: &Layout) -> Vec<(f32, f32, f32)> {
    let mut out: Vec<(f32, f32, f32)> = Vec::new();
    for placed in laid.pages.iter().flat_map(|page| &page.items[..page.furniture_from]) {
        let FrameItem::Text(text) = &placed.item else { continue };
        for run in &text.paragraph.lines[text.line].runs[text.runs.clone()] {
            out.push((placed.x + run.x, placed.x + run.x + run.width, placed.y));
        }
    }
    out
}

#[test]
fn text_stands_beside_the_picture_and_below_it() {
    for (lang, side) in [("en", "start"), ("en", "end"), ("ar", "start"), ("ar", "end")] {
        let laid = lay(lang, side);
        assert_eq!(laid.findings, [], "{lang} {side}");
        let picture = picture(&laid);
        let left = (side == "start") == (lang == "en");
        let edge = if left { 18.0 } else { 210.0 - 18.0 - 40.0 } * 72.0 / 25.4;
        assert!((picture.x - edge).abs() < 0.1, "{lang} {side}: {} {edge}", picture.x);
        let (top, bottom) = (picture.y, picture.y + picture.h);
        let (mut beside, mut below) = (0, 0);
        for (from, to, baseline) in lines(&laid) {
            // Capitals reach seven points above the baseline.
            let level = baseline - 6.0 < bottom && baseline > top;
            let apart = from > picture.x + picture.w || to - 3.0 < picture.x;
            assert!(!level || apart, "{lang} {side}: text at {from} {to} {baseline} on the picture");
            beside += usize::from(level);
            below += usize::from(baseline > bottom);
        }
        assert!(beside >= 5 && below >= 3, "{lang} {side}: {beside} beside, {below} below");
    }
}

#[test]
fn a_heading_stands_below_and_a_picture_never_leaves_its_lines() {
    for filler in 30..50 {
        let body = format!(
            "{}<img float=\"end\" width=\"40\" src=\"a.jpg\" alt=\"\" ratio=\"4:3\"/><p>Short.</p><h1>Head</h1>",
            "<p space-after=\"0\">Line</p>".repeat(filler)
        );
        let laid = layout(
            &format!(
                "<document title=\"t\" lang=\"en\"><page-set master=\"dossier\">{body}</page-set></document>"
            ),
            &style(),
            &fonts(),
            &Plain,
        );
        let page = laid.pages.iter().find(|p| p.items.iter().any(|i| matches!(i.item, FrameItem::Image(..))));
        let page = page.expect("a picture");
        let bottom = page
            .items
            .iter()
            .find(|i| matches!(i.item, FrameItem::Image(..)))
            .map(|i| i.y + i.h)
            .expect("picture");
        assert!(bottom <= page.height - 20.0 * 72.0 / 25.4 + 0.1, "{filler}: the picture runs over the foot");
        let at = |words: &str| {
            page.items
                .iter()
                .find(|i| matches!(&i.item, FrameItem::Text(t) if t.paragraph.text == words))
                .map(|i| i.y)
        };
        assert!(at("Short.").is_some(), "{filler}: its text is elsewhere");
        assert!(at("Head").is_none_or(|y| y - 20.0 > bottom), "{filler}");
    }
}

#[test]
fn a_picture_that_leaves_no_room_stands_alone_and_is_reported() {
    let laid = layout(
        "<document title=\"t\" lang=\"en\"><page-set master=\"dossier\"><img float=\"end\" width=\"160\" src=\"a.jpg\" alt=\"\" ratio=\"4:3\"/><p>x</p></page-set></document>",
        &style(),
        &fonts(),
        &Plain,
    );
    assert_eq!(laid.findings.len(), 1, "{:?}", laid.findings);
    assert_eq!(
        (laid.findings[0].kind, laid.findings[0].message.as_str()),
        (FindingKind::Overset, "only 10 mm are left beside the picture")
    );
}
