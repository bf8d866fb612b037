//! What sheets of other programs and other languages bring along: pictures that lie in the cells of an ODS, fibres
//! that the records call otherwise.

use std::fs;
use std::io::Cursor;
use std::process::Command;

use rust_xlsxwriter::{Image, Workbook};

use super::{fairfolio, on_disk};
use crate::project::scratch;

fn picture(grey: u8) -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    let pixels = image::GrayImage::from_pixel(40, 30, image::Luma([grey]));
    pixels.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    png.into_inner()
}

/// A German list as the office suite saves it, a picture lying on each product.
#[test]
fn pictures_in_an_ods_come_to_the_products_of_their_rows() {
    let folder = scratch("open-list");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = ["Art.-Nr.", "Bezeichnung", "Warengruppe", "Zusammensetzung", "Bild"];
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string(2, column, head).expect("written");
    }
    let products = [
        ("OD-1", "Gästetuch Nord", "100 % Baumwolle"),
        ("OD-2", "Gästetuch Ost", "80 % Leinen / 20 % Seide"),
    ];
    for ((row, (sku, name, fibres)), grey) in (3_u32..).zip(products).zip([40_u8, 200]) {
        for (column, text) in (0_u16..).zip([sku, name, "Bath towels", fibres]) {
            sheet.write_string(row, column, text).expect("written");
        }
        sheet.set_row_height(row, 60).expect("a height");
        let image = Image::new_from_buffer(&picture(grey)).expect("a picture");
        sheet.insert_image_with_offset(row, 4, &image, 5, 5).expect("put");
    }
    book.save(folder.join("list.xlsx")).expect("saved");
    let run = Command::new("libreoffice")
        .arg(format!("-env:UserInstallation=file://{}", scratch("sheets-ods-office").display()))
        .args(["--headless", "--convert-to", "ods", "--outdir"])
        .args([&folder, &folder.join("list.xlsx")])
        .output()
        .expect("LibreOffice is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let project = on_disk("ods");
    let dir = project.to_str().expect("a path");
    let list = folder.join("list.ods");
    let list = list.to_str().expect("a path");
    let run = fairfolio(&["import", list, dir, "--member", "bhetgath-gifts", "--yes"], &folder);
    let products = project.join("members/bhetgath-gifts/products");
    let record = |name: &str| {
        fs::read_to_string(products.join(name)).unwrap_or_else(|_| panic!("{name}: {}", run.said))
    };
    let (north, east) = (record("gastetuch-nord.md"), record("gastetuch-ost.md"));
    assert!(north.contains("fibre = \"cotton\", percent = 100"), "{north}");
    assert!(east.contains("fibre = \"linen\"") && east.contains("fibre = \"silk\""), "{east}");
    assert!(north.contains("file = \"gastetuch-nord-od-1.png\""), "{north}");
    assert!(east.contains("file = \"gastetuch-ost-od-2.png\""), "{east}");
    let light =
        |name: &str| image::open(products.join(name)).expect("a picture").to_luma8().get_pixel(20, 15).0[0];
    assert_eq!((light("gastetuch-nord-od-1.png"), light("gastetuch-ost-od-2.png")), (40, 200));
    let again = fairfolio(&["import", list, dir, "--member", "bhetgath-gifts", "--yes"], &folder);
    assert!(again.said.contains("nothing new"), "{}", again.said);
}
