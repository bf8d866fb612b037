//! Data and templates nobody meant to write: each is said with its place and what to do, nothing panics,
//! and the rest of the document is laid out as if nothing were.

use std::process::Command;

use fairfolio::render::print::{At, FindingKind, FrameItem, Layout, Page, PdfInfo, layout, to_pdf};
use fairfolio::text::FontBook;

use crate::support::{Plain, fonts, style};

fn lay(body: &str) -> Layout {
    lay_in("en", body)
}

fn lay_in(lang: &str, body: &str) -> Layout {
    layout(
        &format!(
            "<document title=\"t\" lang=\"{lang}\"><page-set master=\"page\">{body}</page-set></document>"
        ),
        &style(),
        &fonts(),
        &Plain,
    )
}

/// A finding in short: message, order, template's place, source, page.
type Found<'f> = (&'f str, &'f str, Option<At>, Option<&'f str>, Option<usize>);

/// What was found.
fn found(laid: &Layout) -> Vec<Found<'_>> {
    laid.findings
        .iter()
        .map(|f| (f.message.as_str(), f.hint.as_str(), f.at, f.of.as_deref(), f.page))
        .collect()
}

/// Whether a paragraph with these words stands on a page.
fn shows(page: &Page, words: &str) -> bool {
    page.items.iter().any(|i| matches!(&i.item, FrameItem::Text(text) if text.paragraph.text.contains(words)))
}

/// Two cards as in a catalogue, the first with this name.
fn cards(name: &str) -> String {
    let card = |name: &str, of: &str| {
        format!(
            "<card class=\"card\"><img src=\"{of}.jpg\" alt=\"\" ratio=\"4:3\"/>\
             <p class=\"card-name\" max-lines=\"2\" at=\"9:3\"><t of=\"{of}.md#name\">{name}</t></p>\
             <row columns=\"25mm 1fr\" gap=\"2\"><p class=\"data-label\">Weight</p><p class=\"data\">450 g/m²</p></row></card>"
        )
    };
    format!("<grid columns=\"3\" gap=\"4\" align=\"parts\">{}{}</grid>", card(name, "a"), card("Plain", "b"))
}

#[test]
fn a_name_of_three_hundred_letters_is_cut_by_lines_and_its_neighbour_stays() {
    let name = "Sina Classic bath towel of the mill ".repeat(9)[..300].to_owned();
    let laid = lay(&cards(&name));
    assert_eq!(
        found(&laid),
        [(
            "text is 9 lines too long for its 2",
            "shorten the text",
            Some(At::new(9, 3)),
            Some("a.md#name"),
            Some(1)
        )]
    );
    assert!(shows(&laid.pages[0], "Plain"));
    // The neighbour's rows stand level with those of the card that was cut.
    let level: Vec<f32> = laid.pages[0]
        .items
        .iter()
        .filter(|i| matches!(&i.item, FrameItem::Text(text) if text.paragraph.text.contains("Weight")))
        .map(|i| i.y)
        .collect();
    assert!(level.len() == 2 && (level[0] - level[1]).abs() < 0.01, "{level:?}");
}

#[test]
fn a_word_wider_than_its_column_is_named_and_broken() {
    let word = "Baumwollhandtuchgarnspulenhalterungsschraube".repeat(2);
    let laid = lay(&format!("{}<p>after</p>", cards(&word)));
    assert_eq!(found(&laid).len(), 2, "{:?}", found(&laid));
    assert_eq!(found(&laid)[1].0, "text is 2 lines too long for its 2");
    let (message, hint, at, of, _) = found(&laid)[0];
    assert_eq!(message, format!("`{word}` is wider than its place"));
    assert_eq!(hint, "shorten the word, or make the place wider");
    assert_eq!((at, of), (Some(At::new(9, 3)), Some("a.md#name")));
    assert!(shows(&laid.pages[0], "after"));
}

#[test]
fn a_row_taller_than_its_page_names_the_record_and_the_rest_goes_on() {
    let text = "Weaving, dyeing and finishing under one roof. ".repeat(80);
    let row = |words: &str, at: &str, of: &str| {
        format!("<tr at=\"{at}\"><td><t of=\"{of}\">{words}</t></td><td>x</td></tr>")
    };
    let laid = lay(&format!(
        "<table columns=\"30mm 1fr\"><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{}{}{}</tbody></table><p>after</p>",
        row("short", "4:1", "a"),
        row(&text, "5:1", "members/x/member.md:3:9"),
        row("last", "6:1", "c")
    ));
    assert_eq!(found(&laid).len(), 1, "{:?}", found(&laid));
    let (message, hint, at, of, page) = found(&laid)[0];
    assert!(
        message.starts_with("a part ") && message.ends_with(" mm tall does not fit its page"),
        "{message}"
    );
    assert_eq!(hint, "shorten it, or let it break by taking it out of its card, row or cell");
    assert_eq!((at, of), (Some(At::new(5, 1)), Some("members/x/member.md:3:9")));
    let page = page.expect("a page") - 1;
    assert!(shows(&laid.pages[page], "Weaving"));
    assert!(laid.pages[page..].iter().any(|page| shows(page, "last")));
    assert!(laid.pages[page..].iter().any(|page| shows(page, "after")));
}

#[test]
fn a_loop_without_end_stops_at_the_limit_and_what_was_read_is_laid_out() {
    let cards: String = (0..40).map(|n| format!("<card><p>Card {n}</p></card>")).collect();
    // The cheapest element there is, so that the test is about counting.
    let body = format!(
        "{cards}<stack>{}<p>never</p></stack>",
        "<spacer height=\"0\" at=\"8:2:1\"/>".repeat(600_000)
    );
    let laid = lay(&body);
    let place = At { template: Some(1), ..At::new(8, 2) };
    assert_eq!(
        found(&laid),
        [(
            "the document has more than 600000 elements; it ends here",
            "loop over fewer records, or divide the document",
            Some(place),
            None,
            None
        )]
    );
    assert!(laid.pages.iter().any(|page| shows(page, "Card 39")));
    assert!(!laid.pages.iter().any(|page| shows(page, "never")));
}

#[test]
fn what_is_cut_off_is_closed_whatever_stands_before() {
    let odd = "<p at='1:1' class='note'>a &lt; b <!-- <p> --><![CDATA[<p>]]><br/></p>";
    let laid = lay(&format!("{odd}<grid columns=\"1\"><stack>{}", "<spacer height=\"0\"/>".repeat(600_001)));
    assert_eq!(found(&laid).len(), 1, "{:?}", found(&laid));
    assert!(shows(&laid.pages[0], "a < b <p>"));
}

#[test]
fn a_tag_that_is_not_closed_is_found_at_the_last_tag_before() {
    let markup = "<document title=\"t\" lang=\"en\" at=\"1:1:3\">\n<page-set master=\"page\" at=\"2:1:3\">\n\
                  <card at=\"3:1:3\"><p at=\"3:7:3\">one</card>\n<p at=\"9:1:3\">two</p></page-set></document>";
    let laid = layout(markup, &style(), &fonts(), &Plain);
    let (message, hint, at, ..) = found(&laid)[0];
    assert_eq!(message, "markup is not well-formed: expected 'p' tag, not 'card'");
    assert_eq!(hint, "close every element and escape `&` and `<`");
    assert_eq!(at, Some(At { template: Some(3), ..At::new(3, 7) }));
}

#[test]
fn article_numbers_among_arabic_come_back_as_they_were_written() {
    let rows = [
        ("رقم الصنف ", "NJ-PA-450", " قطن"),
        ("رقم الصنف ", "AK 12/3 B", " وزن 450 غ"),
        ("", "SC-450-X", " منشفة حمام"),
    ];
    for (before, sku, after) in rows {
        let laid = lay_in("ar", &format!("<p>{before}<span lang=\"en\" dir=\"ltr\">{sku}</span>{after}</p>"));
        assert_eq!(found(&laid), []);
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sku.pdf");
        std::fs::write(&path, to_pdf(&laid, &fonts(), &Plain, &PdfInfo::default())).expect("write");
        let Ok(output) = Command::new("pdftotext").args(["-f", "1", "-l", "1"]).arg(&path).arg("-").output()
        else {
            return;
        };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let plain = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
        };
        assert!(plain(&text).starts_with(&plain(&format!("{before}{sku}{after}"))), "{sku}: {text}");
    }
}

#[test]
fn files_that_are_no_fonts_are_named_and_without_any_font_nothing_falls() {
    let files = vec![
        ("theme.ttf".to_owned(), b"this is no font".to_vec()),
        ("empty.ttf".to_owned(), Vec::new()),
        ("cut.ttf".to_owned(), b"\0\x01\0\0\0\x0f\0\x80\0\x03".to_vec()),
    ];
    let (book, errors) = FontBook::new(files);
    let named: Vec<&str> = errors.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(named, ["theme.ttf", "empty.ttf", "cut.ttf"]);
    assert!(errors.iter().all(|error| error.message.starts_with("is not a font")), "{errors:?}");
    let markup = "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><h1>One</h1><p>two</p><img src=\"a.jpg\" alt=\"\" height=\"20\"/></page-set></document>";
    let laid = layout(markup, &style(), &book, &Plain);
    assert!(laid.findings.iter().any(|f| f.kind == FindingKind::MissingGlyph), "{:?}", laid.findings);
    assert!(laid.pages[0].items.iter().any(|item| matches!(item.item, FrameItem::Image(..))));
    assert!(to_pdf(&laid, &book, &Plain, &PdfInfo::default()).starts_with(b"%PDF"));
}
