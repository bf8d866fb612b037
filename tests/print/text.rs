//! Text comes back from the PDF as it was written. Needs `pdftotext`; without it nothing is shown.

use std::process::Command;

use fairfolio::render::print::{PdfInfo, layout, to_pdf};

use crate::support::{Plain, fonts, style};

fn read_back(name: &str, lang: &str, body: &str) -> Option<String> {
    let fonts = fonts();
    let laid = layout(
        &format!(
            "<document title=\"t\" lang=\"{lang}\"><page-set master=\"cover\">{body}</page-set></document>"
        ),
        &style(),
        &fonts,
        &Plain,
    );
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, to_pdf(&laid, &fonts, &Plain, &PdfInfo::default())).expect("write");
    let output = Command::new("pdftotext").arg(&path).arg("-").output().ok()?;
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')).collect())
}

#[test]
fn ligatures_and_no_break_spaces() {
    let Some(text) = read_back(
        "latin.pdf",
        "en",
        "<p>The offices find 40\u{a0}000\u{a0}pcs efficient, AK-WF-500 — fjord.</p>",
    ) else {
        return;
    };
    // pdftotext itself writes every no-break space as a space.
    assert_eq!(
        text.trim().replace('\u{a0}', " "),
        "The offices find 40 000 pcs efficient, AK-WF-500 — fjord."
    );
}

#[test]
fn arabic_in_logical_order_with_a_latin_code_inside() {
    let Some(text) =
        read_back("arabic.pdf", "ar", "<p>اثني عشر للأرقام <span lang=\"en\">AK-WF-500</span> منشفة</p>")
    else {
        return;
    };
    // Where the space beside a Latin word goes is pdftotext's own affair.
    assert_eq!(text.trim().replace(' ', ""), "اثنيعشرللأرقامAK-WF-500منشفة");
}
