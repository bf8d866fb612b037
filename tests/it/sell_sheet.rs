//! Sell sheets: one page for each product and language, accessible, with a code that a telephone reads.

use std::path::Path;
use std::process::Command;

use fairfolio::compose::codes::Codes;
use fairfolio::compose::sell_sheet::FOLDER;

use crate::brochure::failed_rules;
use crate::project;

/// What the QR code on a PDF's first page says.
fn scanned(pdf: &Path) -> String {
    let page = project::scratch("sheet-qr").join("page");
    let done = Command::new("pdftoppm")
        .args(["-r", "300", "-gray", "-png", "-singlefile"])
        .arg(pdf)
        .arg(&page)
        .status();
    assert!(done.expect("poppler").success());
    let grey = image::open(page.with_extension("png")).expect("a raster").to_luma8();
    let (width, height) = grey.dimensions();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
        grey.get_pixel(x as u32, y as u32).0[0]
    });
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1, "one code on {}", pdf.display());
    grids[0].decode().expect("a code that can be read").1
}

#[test]
fn every_product_has_one_page_in_every_language() {
    let (prepared, target, manifest) = project::built();
    let products: Vec<_> = prepared.project.offered_products().collect();
    for lang in ["en", "fr", "de", "ar"] {
        for product in &products {
            let name = format!("{}-{lang}", product.id.as_str().replace('/', "-"));
            let laid = prepared.laid.iter().find(|laid| laid.document.name == name).expect(&name);
            assert_eq!(laid.layout.pages.len(), 1, "{name} runs over");
            let site = format!("public/site/downloads/sheets/{name}.pdf");
            assert_eq!(manifest.files[&site].sha256, manifest.files[&format!("{FOLDER}/{name}.pdf")].sha256);
            let prefix = if lang == "en" { String::new() } else { format!("{lang}/") };
            let page = format!("public/site/{prefix}products/{}.html", product.id.as_str().replace('/', "-"));
            let html = std::fs::read_to_string(target.join(page)).expect("a page");
            assert!(html.contains(&format!("downloads/sheets/{name}.pdf\"")), "{name} is offered");
        }
    }
    let sheets = manifest.files.keys().filter(|path| path.starts_with(FOLDER)).count();
    assert_eq!(sheets, products.len() * 4, "nothing but these");
}

#[test]
fn sheets_are_accessible_archivable_and_scan() {
    let (prepared, target, _) = project::built();
    let codes = Codes::new(&prepared.project);
    for (product, lang) in [
        ("sinadhara-mills/ring-600", "en"),
        ("common/house-bath-500", "ar"),
        ("bhimatara-whites/rib-500", "fr"),
    ] {
        let path = format!("{FOLDER}/{}-{lang}.pdf", product.replace('/', "-"));
        assert_eq!(failed_rules(&path), Vec::<String>::new(), "{path}");
        let prefix = if lang == "en" { String::new() } else { format!("{lang}/") };
        let address = format!("https://solapurterryhouse.example/{prefix}q/{}/", codes.of(product));
        assert_eq!(scanned(&target.join(&path)), address);
    }
}

#[test]
fn the_mailbox_of_a_sheet_is_that_of_the_site() {
    let laid = &project::built().0.laid;
    let sheet = |name: &str| {
        let found = laid.iter().find(|laid| laid.document.name == name).expect(name);
        fairfolio::render::print::dump(&found.layout)
    };
    assert!(sheet("common-house-bath-500-en").contains("enquiries@solapurterryhouse.example"));
    assert!(sheet("sinadhara-mills-ring-600-en").contains("export@sinadhara.example"));
}
