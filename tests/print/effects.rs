//! Drawings with gradients, masks, filters and transparency are painted; the page shows them.

use std::process::Command;

use fairfolio::render::print::{FindingKind, FrameItem, Layout, layout, to_pdf, to_pixels};
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{Plain, fonts, style};

/// A drawing of 100 × 50 mm whose corner is at 20, 20 mm, on indigo.
fn lay(drawing: &str) -> Layout {
    let body = format!(
        "<box place=\"0 0 210 297\" fill=\"primary\"/><box place=\"20 20 100 50\"><svg alt=\"Colours\" viewBox=\"0 0 100 50\" width=\"100\">{drawing}</svg></box>"
    );
    layout(
        &format!("<document title=\"t\" lang=\"en\"><page-set master=\"cover\">{body}</page-set></document>"),
        &style(),
        &fonts(),
        &Plain,
    )
}

const GRADIENT: &str = "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#ff0000\"/><stop offset=\"1\" stop-color=\"#ffff00\"/></linearGradient>\
    <rect width=\"100\" height=\"20\" fill=\"url(#g)\"/><rect y=\"30\" width=\"100\" height=\"20\" fill=\"#ffffff\" opacity=\"0.5\"/>";

/// Colours at 25, 70 and 115 mm in the gradient, in the gap and in the half transparent rectangle.
fn samples(width: u32, rgb: &[u8]) -> Vec<[i32; 3]> {
    let at = |x: f32, y: f32| {
        let px = |mm: f32| (mm / 25.4 * 96.0) as u32;
        let start = ((px(y) * width + px(x)) * 3) as usize;
        [rgb[start], rgb[start + 1], rgb[start + 2]].map(i32::from)
    };
    vec![at(25.0, 30.0), at(70.0, 30.0), at(115.0, 30.0), at(70.0, 45.0), at(70.0, 60.0)]
}

/// Red to yellow by a twentieth, half and nineteen twentieths; indigo; indigo half covered with white.
const WANTED: [[i32; 3]; 5] = [[255, 13, 0], [255, 128, 0], [255, 242, 0], [36, 59, 107], [146, 157, 181]];

fn near(found: &[[i32; 3]]) -> bool {
    let differences = found.iter().zip(WANTED).flat_map(|(a, b)| [0, 1, 2].map(|c| (a[c] - b[c]).abs()));
    differences.max().is_some_and(|most| most <= 6)
}

#[test]
fn a_gradient_and_a_transparent_part_are_shown_on_their_ground_by_both_exporters() {
    let laid = lay(GRADIENT);
    let kinds: Vec<FindingKind> = laid.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::Effects], "{:#?}", laid.findings);
    assert!(laid.findings[0].message.contains("400 to the inch"), "{}", laid.findings[0].message);
    let ours = to_pixels(&laid, 0, &fonts(), &Plain, 4.0 / 3.0).expect("a page");
    assert!(near(&samples(ours.width, &ours.rgb)), "{:?}", samples(ours.width, &ours.rgb));
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("effects.pdf");
    std::fs::write(&path, to_pdf(&laid, &fonts(), &Plain, &Default::default())).expect("write");
    let Ok(done) = Command::new("pdftoppm").args(["-r", "96"]).arg(&path).output() else { return };
    let head: Vec<&[u8]> = done.stdout.splitn(5, u8::is_ascii_whitespace).collect();
    let width = std::str::from_utf8(head[1]).expect("digits").parse().expect("a width");
    assert!(near(&samples(width, head[4])), "{:?}", samples(width, head[4]));
}

#[test]
fn a_file_with_painted_drawings_is_accessible_and_archivable() {
    let laid = lay(GRADIENT);
    let info = fairfolio::render::print::PdfInfo {
        title: "t".to_owned(),
        lang: "en".to_owned(),
        date: "2026-11-20T00:00:00Z".to_owned(),
        ..Default::default()
    };
    let bytes = to_pdf(&laid, &fonts(), &Plain, &info);
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile).limits(SafetyLimits::unlimited());
        let report = validate_pdf_bytes(&bytes, &options).expect("readable");
        assert_eq!(report.rules.failed, 0, "{:#?}", report.failures);
    }
}

#[test]
fn every_effect_is_painted_and_plain_drawings_stay_outlines() {
    let effects = [
        "<mask id=\"m\"><rect width=\"50\" height=\"50\" fill=\"#fff\"/></mask><rect width=\"100\" height=\"50\" mask=\"url(#m)\"/>",
        "<filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter><rect x=\"20\" y=\"10\" width=\"50\" height=\"30\" filter=\"url(#f)\"/>",
        "<pattern id=\"p\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect width=\"2\" height=\"5\"/></pattern><rect width=\"100\" height=\"50\" fill=\"url(#p)\"/>",
        "<clipPath id=\"a\"><rect width=\"50\" height=\"50\"/></clipPath><clipPath id=\"b\" clip-path=\"url(#a)\"><circle cx=\"50\" cy=\"25\" r=\"20\"/></clipPath><rect width=\"100\" height=\"50\" clip-path=\"url(#b)\"/>",
        "<rect width=\"100\" height=\"50\" fill-opacity=\"0.3\"/>",
    ];
    let painted = |laid: &Layout| {
        laid.pages[0].items.iter().filter(|placed| matches!(placed.item, FrameItem::Effects(..))).count()
    };
    for drawing in effects {
        let laid = lay(drawing);
        assert_eq!((painted(&laid), laid.findings.len()), (1, 1), "{drawing}: {:#?}", laid.findings);
    }
    let plain = "<clipPath id=\"a\"><circle cx=\"50\" cy=\"25\" r=\"20\"/></clipPath><g clip-path=\"url(#a)\"><rect width=\"100\" height=\"50\"/></g>";
    assert_eq!((painted(&lay(plain)), lay(plain).findings), (0, Vec::new()));
    let text = lay("<text x=\"5\" y=\"20\">Words</text>");
    assert_eq!(text.findings[0].kind, FindingKind::Drawing, "words are still left out, and that is said");
}
