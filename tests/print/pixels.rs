//! The raster of a page against Poppler's raster of the same page of the PDF: two exporters, one look.
//!
//! Poppler moves each line of text to whole pixels, so it draws five times as large and is reduced.
//! Anti-aliasing still differs in single pixels; what must hold is the mean over a page and over each
//! block of 16 × 16 pixels, which a glyph or a picture in a wrong place exceeds.

use std::process::Command;

use fairfolio::render::print::{CropPx, Jpeg, Pictures, Pixels, layout, read_style, to_pdf, to_pixels};

use crate::support::{BRAND, fonts, style};

/// Pixels in a point: 96 ppi.
const SCALE: f32 = 4.0 / 3.0;
/// Mean difference of a channel over a page, of 255.
const PAGE: f64 = 3.0;
/// Mean difference of a channel over any block, of 255.
const BLOCK: f64 = 20.0;

/// A picture that shows what is left, right, up and down in it, and a drawing with all that drawings have.
struct Marked;

impl Pictures for Marked {
    fn size(&self, _: &str) -> Option<(u32, u32)> {
        Some((2400, 1800))
    }

    fn jpeg(&self, _: &str, crop: CropPx, width: u32, height: u32) -> Option<Jpeg> {
        let shade = |at: u32, all: u32| (at * 255 / all) as u8;
        let mut rgb = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (u, v) = (crop.x + x * crop.width / width, crop.y + y * crop.height / height);
                let square = if (u / 150 + v / 150).is_multiple_of(2) { 40 } else { 200 };
                rgb.extend([shade(u, 2400), shade(v, 1800), square]);
            }
        }
        let (w, h) = (width as u16, height as u16);
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 90).encode(&rgb, w, h, jpeg_encoder::ColorType::Rgb).ok()?;
        Some(Jpeg { bytes, width, height, grey: false })
    }

    fn svg(&self, _: &str) -> Option<String> {
        Some(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'>\
             <clipPath id='c'><circle cx='30' cy='30' r='25'/></clipPath>\
             <g clip-path='url(#c)'><path d='M0 0h60v30h-60z' fill='#243b6b'/><path d='M0 30h60v30h-60z' fill='#d98e04'/></g>\
             <path d='M65 5h50v50h-50z M78 18h24v24h-24z' fill='#a94335' fill-rule='evenodd'/>\
             <path d='M70 50 C80 0 100 0 112 50' fill='none' stroke='#111111' stroke-width='3'/></svg>"
                .to_owned(),
        )
    }
}

/// All that pages can show, at the size of a card for other sites.
const CARD: &str = r##"<document title="Card" lang="en"><page-set master="card">
<box fill="primary" padding="4"><p color="white">On a ground</p></box>
<p>A <del>struck</del> word, H<sub>2</sub>O, m<sup>2</sup>, <a href="https://example.org">a link</a>.</p>
<row columns="1fr 1fr" gap="6"><img src="a.jpg" alt="Marks" ratio="4:3"/><svg src="mark.svg" alt="Drawing" width="80"/></row>
<rule thickness="2" color="accent"/>
</page-set></document>"##;

/// The house's style with a master of 900 × 700 pixels.
fn card_style() -> fairfolio::render::print::Style {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/loom/print/style.toml");
    let house = std::fs::read_to_string(path).expect("style");
    let card = "\n[master.card]\npaper = \"900x700px\"\nmargins = { inner = 10, outer = 10, top = 10, bottom = 10 }\n";
    let (style, findings) = read_style(&(house + card), &BRAND);
    assert!(findings.is_empty(), "{findings:?}");
    style
}

/// A page of a document, counted from 0: ours, and Poppler's of the PDF.
fn both(
    markup: &str,
    style: &fairfolio::render::print::Style,
    pages: &[usize],
    name: &str,
) -> Vec<(Pixels, Pixels)> {
    let fonts = fonts();
    let laid = layout(markup, style, &fonts, &Marked);
    assert!(laid.findings.is_empty(), "{:#?}", laid.findings);
    let stem = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pixels-{name}"));
    let pdf = stem.with_extension("pdf");
    std::fs::write(&pdf, to_pdf(&laid, &fonts, &Marked, &Default::default())).expect("the target folder");
    let pair = |page: &usize| {
        let ours = to_pixels(&laid, *page, &fonts, &Marked, SCALE).expect("a page");
        (ours, poppler(&pdf, *page))
    };
    pages.iter().map(pair).collect()
}

/// Poppler's raster, five times as large and brought to our size by the mean of each square of pixels.
fn poppler(pdf: &std::path::Path, page: usize) -> Pixels {
    let number = (page + 1).to_string();
    let done = Command::new("pdftoppm")
        .args(["-r", "480", "-f", &number, "-l", &number])
        .arg(pdf)
        .output()
        .expect("pdftoppm of poppler-utils");
    assert!(done.status.success());
    let large = portable_pixmap(&done.stdout);
    let (width, height) = (large.width() / 5, large.height() / 5);
    let whole = image::imageops::crop_imm(&large, 0, 0, width * 5, height * 5).to_image();
    Pixels { width, height, rgb: image::imageops::thumbnail(&whole, width, height).into_raw() }
}

/// Reads `P6`, width, height and 255, each before a line's end or a space, then the pixels.
fn portable_pixmap(bytes: &[u8]) -> image::RgbImage {
    let head: Vec<&[u8]> = bytes.splitn(5, u8::is_ascii_whitespace).collect();
    let number = |at: usize| std::str::from_utf8(head[at]).ok().and_then(|digits| digits.parse().ok());
    let (width, height) = (number(1).expect("a width"), number(2).expect("a height"));
    image::RgbImage::from_raw(width, height, head[4].to_vec()).expect("all pixels")
}

/// Mean differences of a channel: over the page, and over the worst block with its place.
fn difference(a: &Pixels, b: &Pixels) -> (f64, f64, (u32, u32)) {
    // A page's sides are no whole numbers of pixels.
    assert!(a.width.abs_diff(b.width) <= 1 && a.height.abs_diff(b.height) <= 1);
    let (width, height) = (a.width.min(b.width), a.height.min(b.height));
    let pixel =
        |of: &Pixels, x: u32, y: u32, c: u32| i32::from(of.rgb[((y * of.width + x) * 3 + c) as usize]);
    let mean = |left: u32, top: u32, right: u32, bottom: u32| {
        let places = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
        let sum: i64 = places
            .flat_map(|(x, y)| (0..3).map(move |c| (x, y, c)))
            .map(|(x, y, c)| i64::from((pixel(a, x, y, c) - pixel(b, x, y, c)).abs()))
            .sum();
        sum as f64 / f64::from(3 * (right - left) * (bottom - top))
    };
    let starts = |side: u32| (0..side.saturating_sub(15)).step_by(16);
    let blocks = starts(height).flat_map(|y| starts(width).map(move |x| (x, y)));
    let worst = blocks
        .map(|(x, y)| (mean(x, y, x + 16, y + 16), (x, y)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .expect("a block");
    (mean(0, 0, width, height), worst.0, worst.1)
}

fn compare(markup: &str, style: &fairfolio::render::print::Style, pages: &[usize], name: &str) {
    for ((ours, theirs), page) in both(markup, style, pages, name).iter().zip(pages) {
        let (mean, worst, at) = difference(ours, theirs);
        let place =
            format!("{name}, page {}: {mean:.2} over the page, {worst:.1} in the block at {at:?}", page + 1);
        assert!(mean <= PAGE && worst <= BLOCK, "{place}");
    }
}

#[test]
fn english_pages_look_as_in_the_pdf() {
    compare(include_str!("../fixtures/catalogue-en.xml"), &style(), &[0, 5, 9], "en");
}

#[test]
fn arabic_pages_look_as_in_the_pdf() {
    compare(include_str!("../fixtures/catalogue-ar.xml"), &style(), &[4, 7, 9], "ar");
}

#[test]
fn a_card_with_a_drawing_looks_as_in_the_pdf_and_has_the_pixels_it_asked_for() {
    compare(CARD, &card_style(), &[0], "card");
    let (fonts, style) = (fonts(), card_style());
    let laid = layout(CARD, &style, &fonts, &Marked);
    let card = to_pixels(&laid, 0, &fonts, &Marked, SCALE).expect("a page");
    assert_eq!((card.width, card.height), (900, 700));
    assert!(to_pixels(&laid, 9, &fonts, &Marked, SCALE).is_none(), "there is no tenth page");
    assert!(to_pixels(&laid, 0, &fonts, &Marked, 1000.0).is_none(), "no raster of a million pixels a side");
}

#[test]
fn a_png_is_read_back_as_the_same_pixels_and_is_the_same_each_time() {
    let (fonts, style) = (fonts(), card_style());
    let laid = layout(CARD, &style, &fonts, &Marked);
    let card = to_pixels(&laid, 0, &fonts, &Marked, SCALE).expect("a page");
    let read = image::load_from_memory(&card.png()).expect("a PNG").into_rgb8();
    assert!(read.into_raw() == card.rgb);
    assert!(card.png() == to_pixels(&laid, 0, &fonts, &Marked, SCALE).expect("a page").png());
}
