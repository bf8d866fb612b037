//! One document in each script: its frames are as blessed, its text comes back from the PDF as it was
//! written, and the file is accessible. Set `BLESS=1` to write the dumps anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use fairfolio::render::print::{FrameItem, Layout, PdfInfo, dump, layout, to_pdf};
use fairfolio::text::FontBook;
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{Plain, fonts, fonts_with, style};

const NAMES: [&str; 10] =
    ["arabic", "chinese", "french", "german", "greek", "hebrew", "hindi", "japanese", "russian", "tamil"];

fn path(name: &str, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/print/scripts/{name}.{ending}"))
}

fn markup(name: &str) -> String {
    std::fs::read_to_string(path(name, "xml")).expect("a document")
}

/// Japanese and Chinese are in a font of the project, as the theme does not bundle any.
fn book(name: &str) -> FontBook {
    match name {
        "japanese" => fonts_with("FairfolioTestJP-Regular.ttf"),
        "chinese" => fonts_with("FairfolioTestSC-Regular.ttf"),
        _ => fonts(),
    }
}

fn lay(name: &str) -> Layout {
    let laid = layout(&markup(name), &style(), &book(name), &Plain);
    assert_eq!(laid.findings, [], "{name}");
    laid
}

fn pdf(name: &str) -> Vec<u8> {
    let laid = lay(name);
    let info = PdfInfo { title: laid.title.clone(), lang: laid.lang.clone(), ..PdfInfo::default() };
    to_pdf(&laid, &book(name), &Plain, &info)
}

/// Lines of a document from top to bottom.
fn lines(laid: &Layout) -> Vec<String> {
    let mut out: Vec<(i32, String)> = Vec::new();
    for placed in laid.pages.iter().flat_map(|page| &page.items) {
        let FrameItem::Text(text) = &placed.item else { continue };
        let runs = &text.paragraph.lines[text.line].runs[text.runs.clone()];
        let words: String =
            runs.iter().flat_map(|run| &run.clusters).map(|c| text.paragraph.words(c)).collect();
        match out.last_mut().filter(|(y, _)| *y == placed.y as i32) {
            Some((_, line)) => line.push_str(&words),
            None => out.push((placed.y as i32, words)),
        }
    }
    out.into_iter().map(|(_, line)| line.trim().to_owned()).collect()
}

#[test]
fn frames_are_as_blessed() {
    for name in NAMES {
        let found = dump(&lay(name));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path(name, "txt"), &found).expect("bless");
        }
        let wanted = std::fs::read_to_string(path(name, "txt")).unwrap_or_default();
        assert!(found == wanted, "{name} differs; run with BLESS=1 and look at the change\n{found}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/print/scripts");
    let files = std::fs::read_dir(folder).expect("scripts").count();
    assert_eq!(files, 2 * NAMES.len(), "a golden without its document, or the other way round");
}

/// The words of a text as they are compared: marks of direction gone, divided words joined.
///
/// That lines of Japanese join without a space is nothing the file says; there spaces are left out.
fn plain(text: &str, spaced: bool) -> String {
    let joined = text.replace("\u{ad}\n", "").replace(['\u{a0}', '\u{202f}', '\u{c}'], " ");
    let kept: String =
        joined.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')).collect();
    let glue = if spaced { " " } else { "" };
    kept.split_whitespace().collect::<Vec<_>>().join(glue)
}

fn source(name: &str) -> String {
    let markup = markup(name);
    let document = roxmltree::Document::parse(&markup).expect("XML");
    let mut out = String::new();
    for node in document.descendants().filter(|node| node.is_element()) {
        let text: String =
            node.descendants().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
        match node.tag_name().name() {
            "h1" | "p" => out += &format!("{text}\n"),
            "li" => out += &format!("– {text}\n"),
            _ => {}
        }
    }
    out
}

#[test]
fn text_comes_back_as_it_was_written() {
    for name in NAMES {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("script-{name}.pdf"));
        std::fs::write(&file, pdf(name)).expect("write");
        let Ok(output) = Command::new("pdftotext").arg(&file).arg("-").output() else { return };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let spaced = !matches!(name, "japanese" | "chinese");
        assert_eq!(plain(&text, spaced), plain(&source(name), spaced), "{name}");
    }
}

#[test]
fn every_script_is_accessible() {
    for name in NAMES {
        let options =
            ValidationOptions::default().profile(ValidationProfile::PdfUa1).limits(SafetyLimits::unlimited());
        let report = validate_pdf_bytes(&pdf(name), &options).expect("readable");
        assert_eq!(report.rules.failed, 0, "{name}: {:#?}", report.failures);
    }
}

#[test]
fn no_line_of_japanese_or_chinese_begins_with_a_closing_mark() {
    for name in ["japanese", "chinese"] {
        for width in 30..80 {
            let narrow = markup(name).replace("width=\"72\"", &format!("width=\"{width}\""));
            let laid = layout(&narrow, &style(), &book(name), &Plain);
            for line in lines(&laid) {
                assert!(
                    !line.starts_with(['。', '、', '，', '」', '”', 'っ', 'ー', '；']),
                    "{name} {width}: {line}"
                );
                assert!(!line.ends_with(['「', '“']), "{name} {width}: {line}");
            }
        }
    }
}

#[test]
fn no_cluster_of_hindi_or_tamil_is_torn() {
    for name in ["hindi", "tamil"] {
        for width in 30..70 {
            let narrow = markup(name).replace("width=\"72\"", &format!("width=\"{width}\""));
            for line in lines(&layout(&narrow, &style(), &book(name), &Plain)) {
                let first = line.chars().next().expect("a character");
                let dependent = matches!(first, '\u{93a}'..='\u{94f}' | '\u{bbe}'..='\u{bcd}');
                assert!(!dependent, "{name} {width}: {line}");
            }
        }
    }
}

#[test]
fn a_character_is_missing_only_if_no_font_has_it() {
    let document = |text: &str| {
        format!(
            "<document title=\"t\" lang=\"en\"><page-set master=\"cover\"><p>{text}</p></page-set></document>"
        )
    };
    // No list of English text names the families of these.
    for text in ["तौलिया", "துண்டு", "מגבת"] {
        assert_eq!(layout(&document(text), &style(), &fonts(), &Plain).findings, [], "{text}");
    }
    let found = layout(&document("枚"), &style(), &fonts(), &Plain).findings;
    assert_eq!(found[0].message, "no font has the character `枚` (U+679A)");
    assert_eq!(layout(&document("枚"), &style(), &book("japanese"), &Plain).findings, []);
}
