//! Both editions of the fixture catalogue against PDF/UA-1 and PDF/A-2a, and byte for byte against themselves.

use fairfolio::render::print::{PdfInfo, layout, to_pdf};
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{Plain, fonts, style};

fn build(markup: &str) -> Vec<u8> {
    let fonts = fonts();
    let laid = layout(markup, &style(), &fonts, &Plain);
    assert!(laid.findings.is_empty(), "{:#?}", laid.findings);
    let info = PdfInfo {
        title: laid.title.clone(),
        author: laid.author.clone(),
        subject: laid.subject.clone(),
        keywords: "towels, linen".to_owned(),
        lang: laid.lang.clone(),
        date: "2026-11-20T00:00:00Z".to_owned(),
        producer: "Fairfolio".to_owned(),
    };
    to_pdf(&laid, &fonts, &Plain, &info)
}

fn check(markup: &str) {
    let bytes = build(markup);
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile).limits(SafetyLimits::unlimited());
        let report = validate_pdf_bytes(&bytes, &options).expect("readable");
        assert_eq!(report.rules.failed, 0, "{:#?}", report.failures);
    }
}

#[test]
fn the_english_catalogue_is_accessible_and_archivable() {
    check(include_str!("../fixtures/catalogue-en.xml"));
}

#[test]
fn the_arabic_catalogue_is_accessible_and_archivable() {
    check(include_str!("../fixtures/catalogue-ar.xml"));
}

#[test]
fn two_builds_give_the_same_bytes() {
    let markup = include_str!("../fixtures/catalogue-ar.xml");
    assert!(build(markup) == build(markup));
}
