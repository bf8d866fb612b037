//! The sample's brochure and dossiers as other tools see them: accessibility, structure, languages.

use std::collections::BTreeSet;

use fairfolio::locale::strings::Strings;
use fairfolio::pipeline::Prepared;
use fairfolio::render::print::dump;
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::project;

/// Rules of both standards that a built file breaks, as one list.
pub fn failed_rules(path: &str) -> Vec<String> {
    failed_rules_of(&project::built().1.join(path))
}

/// The same of any file.
pub fn failed_rules_of(path: &std::path::Path) -> Vec<String> {
    let bytes = std::fs::read(path).expect("a built file");
    let mut failed = Vec::new();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile).limits(SafetyLimits::unlimited());
        let report = validate_pdf_bytes(&bytes, &options).expect("a readable PDF");
        assert!(report.rules.passed > 50, "only {} rules were looked at", report.rules.passed);
        failed.extend(report.failures.into_iter().map(|f| format!("{} {}", f.rule_id, f.message)));
    }
    failed
}

#[test]
fn every_brochure_and_two_dossiers_are_accessible_and_archivable() {
    let all: Vec<String> =
        project::built().2.files.keys().filter(|path| path.ends_with(".pdf")).cloned().collect();
    let of = |folder: &str| all.iter().filter(|path| path.starts_with(folder)).cloned().collect::<Vec<_>>();
    let brochures: Vec<String> =
        of("public/print/").into_iter().filter(|path| path.ends_with("-screen.pdf")).collect();
    let house = project::built().0.project.consortium.as_ref().expect("the consortium's record");
    let order = &house.brochures[0];
    assert_eq!(brochures.len(), order.languages.len() * order.papers.len(), "{brochures:?}");
    let one_of_each =
        ["buyers", "members"].map(|kind| of(&format!("private/home-textiles-2027/{kind}/"))[0].clone());
    for path in brochures.iter().chain(&one_of_each) {
        assert_eq!(failed_rules(path), Vec::<String>::new(), "{path}");
    }
}

fn brochure<'a>(prepared: &'a Prepared, lang: &str) -> &'a fairfolio::render::print::Layout {
    let wanted = |laid: &&fairfolio::pipeline::LaidOut| {
        laid.document.folder == "public/print" && laid.document.lang == lang
    };
    &prepared.laid.iter().find(wanted).expect("a brochure").layout
}

#[test]
fn every_firm_has_the_same_spread_in_every_language() {
    let prepared = &project::built().0;
    for lang in ["en", "fr", "de", "ar"] {
        let layout = brochure(prepared, lang);
        assert!(layout.pages.len() >= 36, "{} pages", layout.pages.len());
        let mut pages: std::collections::BTreeMap<&str, BTreeSet<usize>> = std::collections::BTreeMap::new();
        for area in &layout.areas {
            pages.entry(&area.member).or_default().insert(area.page);
        }
        assert_eq!(pages.len(), 12);
        for (member, pages) in pages {
            let first = *pages.first().expect("a page");
            assert_eq!(pages, BTreeSet::from([first, first + 1]), "{member} in {lang}");
            // Page 1 has the index 0, so a spread begins at an odd index.
            assert_eq!(first % 2, 1, "the spread of {member} begins on the wrong side");
        }
    }
}

#[test]
fn the_pages_of_a_member_and_of_products_are_as_they_were_looked_at() {
    let dumped = dump(brochure(&project::built().0, "en"));
    let pages: Vec<&str> = dumped.split("\npage ").collect();
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden/brochure-en.txt");
    let shown: String = [5, 29].map(|page| format!("page {}\n", pages[page].trim_end())).concat();
    if std::env::var_os("FAIRFOLIO_BLESS").is_some() {
        std::fs::create_dir_all(golden.parent().expect("a folder")).expect("made");
        std::fs::write(&golden, &shown).expect("written");
    }
    let expected = std::fs::read_to_string(&golden).expect("the golden file; FAIRFOLIO_BLESS=1 writes it");
    let differs = shown.lines().zip(expected.lines()).find(|(now, then)| now != then);
    assert!(shown == expected, "the layout moved; first difference: {differs:?}");
}

#[test]
fn every_language_of_the_theme_has_the_same_sentences() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/loom/i18n");
    let read = |path: &std::path::Path| {
        let strings = Strings::read(&std::fs::read_to_string(path).expect("the file")).expect("TOML");
        strings.keys().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let english = read(&folder.join("en.toml"));
    assert!(english.len() > 200);
    let files = std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    for file in files {
        let keys = read(&file);
        let differs: Vec<_> = english.symmetric_difference(&keys).collect();
        assert!(differs.is_empty(), "{}: only there or only in English: {differs:?}", file.display());
    }
}
