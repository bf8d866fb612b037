//! Figures in columns, small capitals, and fonts that cannot be used.

use fairfolio::render::print::{BrandTokens, FindingKind, FrameItem, Layout, layout, read_style};
use fairfolio::text::FontBook;

use crate::support::{BRAND, Plain, fonts, fonts_with, style};

/// Right edge of the whole part of each figure: the place of its decimal sign.
fn places(laid: &Layout, sign: char) -> Vec<f32> {
    let mut out = Vec::new();
    for placed in &laid.pages[0].items {
        let FrameItem::Text(text) = &placed.item else { continue };
        let Some(run) = text.paragraph.lines[text.line].runs.first() else { continue };
        if !text.paragraph.text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let sign = run.clusters.iter().find(|c| text.paragraph.words(c) == sign.to_string());
        let x = match sign.or(run.clusters.iter().find(|c| text.paragraph.words(c) == " ")) {
            Some(cluster) => run.glyphs[cluster.glyphs.start].x,
            None => run.width,
        };
        out.push(placed.x + run.x + x);
    }
    out
}

#[test]
fn figures_of_a_column_stand_at_their_decimal_sign() {
    for (lang, sign, figures) in [
        ("en", '.', ["3.10", "12.5", "1,200", "40 pcs"]),
        ("de", ',', ["3,10", "12,5", "1.200", "40 Stk."]),
        ("ar", '.', ["3.10", "12.5", "1,200", "40"]),
    ] {
        for columns in ["auto auto", "1fr 40mm"] {
            let rows: String =
                figures.iter().map(|f| format!("<tr><td>x</td><td align=\"number\">{f}</td></tr>")).collect();
            let laid = layout(
                &format!(
                    "<document title=\"t\" lang=\"{lang}\"><page-set master=\"cover\"><table columns=\"{columns}\"><tbody>{rows}</tbody></table></page-set></document>"
                ),
                &style(),
                &fonts(),
                &Plain,
            );
            assert_eq!(laid.findings, [], "{lang} {columns}");
            let places = places(&laid, sign);
            assert_eq!(places.len(), 4, "{lang}");
            assert!(places.iter().all(|x| (x - places[0]).abs() < 0.3), "{lang} {columns}: {places:?}");
        }
    }
}

#[test]
fn small_capitals_come_from_the_face_or_are_reported() {
    let toml = |family: &str| {
        format!(
            "[families]\nsans = {{ default = [\"{family}\"] }}\n[text]\nbody = {{ size = 9, leading = 12 }}\ncaps = {{ small_caps = true }}\n[master]\npage = {{ paper = \"A6\" }}\n"
        )
    };
    let brand: BrandTokens = BRAND;
    let lay = |family: &str| {
        let (style, findings) = read_style(&toml(family), &brand);
        assert_eq!(findings, []);
        let markup = "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><p>ab</p><p class=\"caps\">ab</p></page-set></document>";
        layout(markup, &style, &fonts_with("FairfolioTestCaps-Regular.ttf"), &Plain)
    };
    let drawn = lay("Fairfolio Test Caps");
    assert_eq!(drawn.findings, []);
    let glyphs: Vec<Vec<u16>> = drawn.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.item {
            FrameItem::Text(text) => {
                Some(text.paragraph.lines[0].runs[0].glyphs.iter().map(|g| g.id).collect())
            }
            _ => None,
        })
        .collect();
    assert_eq!(glyphs, [vec![2, 3], vec![4, 5]]);
    let missing = lay("IBM Plex Sans").findings;
    assert_eq!(
        (missing[0].kind, missing[0].message.as_str()),
        (FindingKind::Style, "`IBM Plex Sans` has no small capitals")
    );
}

#[test]
fn a_collection_of_fonts_is_named_with_what_to_do() {
    let (_, errors) = FontBook::new(vec![
        ("a.ttc".to_owned(), b"ttcf\0\x01\0\0".to_vec()),
        ("b.ttf".to_owned(), b"nothing".to_vec()),
    ]);
    assert_eq!(errors[0].message, "is a collection of fonts: add its faces as single files");
    assert!(errors[1].message.starts_with("is not a font"), "{}", errors[1].message);
}
