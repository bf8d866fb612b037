//! Footnotes: numbered in each page-set, at the foot of the page that calls them, accessible.

use fairfolio::render::print::{FrameItem, Layout, Page, PdfInfo, layout, to_pdf};
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{Plain, fonts, style};

fn lay(body: &str) -> Layout {
    layout(
        &format!(
            "<document title=\"t\" lang=\"en\"><page-set master=\"dossier\"><h1>Notes</h1>{body}</page-set></document>"
        ),
        &style(),
        &fonts(),
        &Plain,
    )
}

/// Words and baseline of each text item of a page's body.
fn texts(page: &Page) -> Vec<(String, f32)> {
    let words = |placed: &fairfolio::render::print::Placed| {
        let FrameItem::Text(text) = &placed.item else { return None };
        let runs = &text.paragraph.lines[text.line].runs[text.runs.clone()];
        let words: String =
            runs.iter().flat_map(|run| &run.clusters).map(|c| text.paragraph.words(c)).collect();
        Some((words, placed.y))
    };
    page.items[..page.furniture_from].iter().filter_map(words).collect()
}

fn page_of(laid: &Layout, words: &str) -> usize {
    let found = laid.pages.iter().position(|page| texts(page).iter().any(|(text, _)| text.contains(words)));
    found.unwrap_or_else(|| panic!("`{words}` is on no page"))
}

#[test]
fn a_note_stands_at_the_foot_of_the_page_that_calls_it() {
    // Wherever the call comes to stand, line by line over a page break.
    for filler in 40..60 {
        let laid = lay(&format!(
            "{}<p>Called here<footnote>The note itself.</footnote> and on.</p>{}",
            "<p space-after=\"0\">Line</p>".repeat(filler),
            "<p space-after=\"0\">After</p>".repeat(8)
        ));
        assert_eq!(laid.findings, []);
        let page = page_of(&laid, "The note itself");
        assert_eq!(page, page_of(&laid, "Called here"), "{filler}");
        let texts = texts(&laid.pages[page]);
        let (_, note) = texts.iter().find(|(text, _)| text.contains("The note itself")).expect("note");
        let lowest = texts
            .iter()
            .filter(|(text, _)| !text.contains("note") && text != "1")
            .map(|(_, y)| *y)
            .fold(0.0, f32::max);
        assert!(lowest + 9.0 < *note, "{filler}: text at {lowest} over the note at {note}");
        assert!(*note < laid.pages[page].height - 20.0 * 72.0 / 25.4, "{filler}");
    }
}

#[test]
fn notes_are_counted_in_each_page_set_and_tables_hand_theirs_out() {
    let set = "<page-set master=\"dossier\"><p>A<footnote>First.</footnote> b<footnote>Second.</footnote></p>\
               <table columns=\"1fr 1fr\"><tr><td>Cell<footnote>Third.</footnote></td><td>x</td></tr></table></page-set>";
    let laid = layout(
        &format!("<document title=\"t\" lang=\"en\">{set}{set}</document>"),
        &style(),
        &fonts(),
        &Plain,
    );
    assert_eq!(laid.findings, []);
    for page in &laid.pages {
        let texts = texts(page);
        let label = |note: &str| {
            let at = texts
                .iter()
                .position(|(text, _)| text == note)
                .unwrap_or_else(|| panic!("{note}: {texts:?}"));
            texts[at - 1].0.clone()
        };
        assert_eq!(["First.", "Second.", "Third."].map(label), ["1", "2", "3"]);
    }
}

#[test]
fn a_note_too_long_for_its_page_goes_on_at_the_next_foot() {
    let long = "A remark that nobody wanted to shorten. ".repeat(150);
    let laid = lay(&format!(
        "<p>Called<footnote>{long}The end.</footnote></p>{}",
        "<p space-after=\"0\">Line</p>".repeat(120)
    ));
    assert_eq!(laid.findings, []);
    assert!(page_of(&laid, "The end.") > 0);
    for page in &laid.pages {
        let mut texts = texts(page);
        texts.sort_by(|a, b| a.1.total_cmp(&b.1));
        let bottom = page.height - 20.0 * 72.0 / 25.4;
        assert!(texts.iter().all(|(_, y)| *y <= bottom + 0.1));
        assert!(
            texts.windows(2).all(|pair| pair[1].1 - pair[0].1 > 8.0 || (pair[1].1 - pair[0].1).abs() < 4.0),
            "{texts:#?}"
        );
    }
    // It is set once, whole and in order.
    let all: String =
        laid.pages.iter().flat_map(texts).filter(|(text, _)| text != "Line").map(|(text, _)| text).collect();
    assert_eq!(
        all.matches("nobody wanted").count() + all.matches("nobody\u{20}\u{20}wanted").count(),
        150,
        "{all}"
    );
}

#[test]
fn notes_are_accessible() {
    let laid =
        lay("<p>One<footnote>First <em>note</em>.</footnote> and two<footnote>Second.</footnote>.</p>");
    let info = PdfInfo { title: laid.title.clone(), lang: laid.lang.clone(), ..PdfInfo::default() };
    let bytes = to_pdf(&laid, &fonts(), &Plain, &info);
    let options =
        ValidationOptions::default().profile(ValidationProfile::PdfUa1).limits(SafetyLimits::unlimited());
    let report = validate_pdf_bytes(&bytes, &options).expect("readable");
    assert_eq!(report.rules.failed, 0, "{:#?}", report.failures);
    let roles: Vec<String> = laid.structure.nodes.iter().map(|node| node.role.name()).collect();
    assert_eq!(roles.iter().filter(|role| *role == "Note").count(), 2, "{roles:?}");
    assert_eq!(laid.pages[0].items.iter().filter(|item| matches!(item.item, FrameItem::Link(_))).count(), 2);
}
