//! What is wrong is said, with a place and an order; nothing is dropped in silence, nothing panics.

use fairfolio::render::print::{
    At, BrandTokens, Finding, FindingKind, FrameItem, Layout, layout, read_style,
};

use crate::support::{BRAND, Plain, fonts, style};

fn lay(body: &str) -> Layout {
    layout(
        &format!("<document title=\"t\" lang=\"en\"><page-set master=\"page\">{body}</page-set></document>"),
        &style(),
        &fonts(),
        &Plain,
    )
}

fn only(layout: &Layout, kind: FindingKind) -> &Finding {
    let found: Vec<&Finding> = layout.findings.iter().filter(|f| f.kind == kind).collect();
    assert_eq!(found.len(), 1, "{:#?}", layout.findings);
    found[0]
}

#[test]
fn text_longer_than_its_slot_names_the_record_and_the_lines() {
    let text = "Many words about a towel that nobody asked for. ".repeat(8);
    let laid = lay(&format!("<p lines=\"3\" at=\"7:5\"><t of=\"products/a.toml#summary\">{text}</t></p>"));
    let finding = only(&laid, FindingKind::Overset);
    assert_eq!(finding.message, "text is 1 line too long for its 3");
    assert_eq!(
        (finding.at, finding.page, finding.of.as_deref()),
        (Some(At::new(7, 5)), Some(1), Some("products/a.toml#summary"))
    );
}

/// A section of cards, three in a row and two rows on a page.
fn cards(count: usize) -> Layout {
    let card = |n: usize| {
        format!("<card id=\"c{n}\" at=\"9:1\"><p><t of=\"p/{n}.md#name\">Towel {n}</t></p></card>")
    };
    let all: String = (0..count).map(card).collect();
    layout(
        &format!(
            "<document title=\"t\" lang=\"en\"><page-set master=\"page\" section=\"Bath\"><grid columns=\"3\" rows=\"2\">{all}</grid></page-set></document>"
        ),
        &style(),
        &fonts(),
        &Plain,
    )
}

#[test]
fn a_card_alone_on_the_last_page_of_its_section_is_named() {
    let laid = cards(7);
    let finding = only(&laid, FindingKind::LoneCard);
    assert_eq!(finding.message, "`Towel 6` stands alone on the last page of `Bath`");
    assert_eq!((finding.page, finding.of.as_deref()), (Some(2), Some("p/6.md#name")));
    for fine in [1, 6, 8] {
        assert_eq!(cards(fine).findings, [], "{fine} cards");
    }
}

#[test]
fn a_box_that_is_too_small_is_reported_in_mm() {
    let laid = lay("<box height=\"10\"><p>One</p><p>Two</p><p>Three</p></box>");
    assert!(only(&laid, FindingKind::Overset).message.ends_with("mm taller than their place"));
}

#[test]
fn a_character_no_font_has_is_named() {
    let laid = lay("<p><t of=\"a.toml#name\">Flax 亜麻</t></p>");
    let found: Vec<&str> = laid.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(found, ["no font has the character `亜` (U+4E9C)", "no font has the character `麻` (U+9EBB)"]);
    assert_eq!(laid.findings[0].of.as_deref(), Some("a.toml#name"));
}

#[test]
fn a_reference_to_nothing_names_the_nearest_mark() {
    let laid = lay(
        "<h1 id=\"register\">Register</h1><p>See <page-of ref=\"registre\" at=\"3:9\"/> and <a href=\"#nowhere-near-it\">x</a></p>",
    );
    let found: Vec<(&str, &str)> =
        laid.findings.iter().map(|f| (f.message.as_str(), f.hint.as_str())).collect();
    assert!(found.contains(&("there is no mark `registre`", "write `register`")), "{found:?}");
    assert_eq!(laid.findings.len(), 2);
}

#[test]
fn unknown_names_are_answered_with_the_nearest_known() {
    let laid = lay("<gird columns=\"2\"><p clas=\"note\" class=\"nota\">x</p></gird>");
    let hints: Vec<&str> = laid.findings.iter().map(|f| f.hint.as_str()).collect();
    assert_eq!(hints, ["write `grid`", "write `class`", "write `note`"]);
}

#[test]
fn pictures_that_are_missing_or_too_small() {
    let laid = lay(
        "<img src=\"missing.jpg\" alt=\"a\" ratio=\"4:3\" missing=\"Picture follows\"/><img src=\"small.jpg\" alt=\"b\" ratio=\"4:3\"/>",
    );
    only(&laid, FindingKind::MissingPicture);
    assert_eq!(
        only(&laid, FindingKind::LowResolution).message,
        "picture `small.jpg` has 17 ppi in its place"
    );
}

#[test]
fn headings_qr_codes_and_small_or_pale_text() {
    let laid = lay(
        "<h1>A</h1><h3>B</h3><qr value=\"x\" size=\"15\"/><p color=\"hairline\">pale</p><rule thickness=\"0.1\"/>",
    );
    for kind in
        [FindingKind::HeadingOrder, FindingKind::SmallQr, FindingKind::LowContrast, FindingKind::ThinLine]
    {
        only(&laid, kind);
    }
}

#[test]
fn depth_and_broken_markup_do_no_harm() {
    let deep = lay(&format!("{}x{}", "<stack>".repeat(200), "</stack>".repeat(200)));
    only(&deep, FindingKind::NestingTooDeep);
    for broken in [
        "",
        "<document",
        "<document><page-set><p>a</page-set></document>",
        "<p>x</p>",
        "text",
        "<document>loose<p/></document>",
    ] {
        let laid = layout(broken, &style(), &fonts(), &Plain);
        assert!(!laid.findings.is_empty(), "{broken}");
    }
}

#[test]
fn a_part_taller_than_a_page_is_reported_and_still_drawn() {
    let laid = lay("<card><img src=\"a.jpg\" alt=\"\" height=\"400\"/></card><p>after</p>");
    only(&laid, FindingKind::RowTooTall);
    assert_eq!(laid.pages.len(), 2);
}

#[test]
fn a_draft_shows_what_did_not_fit_on_an_added_page() {
    let markup = "<document title=\"t\" lang=\"en\" draft=\"true\"><page-set master=\"page\"><p lines=\"1\">One<br/>Two</p></page-set></document>";
    let laid = layout(markup, &style(), &fonts(), &Plain);
    assert_eq!(laid.pages.len(), 2);
    assert!(
        laid.pages[1]
            .items
            .iter()
            .any(|item| matches!(&item.item, FrameItem::Text(text) if text.paragraph.text.contains("Two")))
    );
}

#[test]
fn a_style_file_is_read_key_by_key() {
    let brand: BrandTokens = BRAND;
    let (_, findings) = read_style("[text]\nbody = { sise = 9, color = \"inc\" }\n[boxes]\n", &brand);
    let found: Vec<_> = findings.iter().map(|f| (f.at, f.message.as_str(), f.hint.as_str())).collect();
    assert_eq!(
        found,
        [
            (
                Some(At::new(3, 2)),
                "unknown key `boxes`",
                "use one of families, colors, text, box, table, master"
            ),
            (Some(At::new(2, 28)), "`inc` is no colour", "write `ink`"),
            (Some(At::new(2, 10)), "unknown key `sise`", "write `size`"),
        ]
    );
}
