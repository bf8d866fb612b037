//! Files that no list of a firm is: refused with what they are and what to do, and nothing is written.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{fairfolio, folder, on_disk, texts};
use crate::project::scratch;

/// Name and writer of a part of an archive.
type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

fn archive(parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, write) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        write(&mut zip);
    }
    zip.finish().expect("an archive").into_inner()
}

/// A workbook of one sheet from the text of its rows.
fn workbook(rows: &dyn Fn(&mut dyn Write)) -> Vec<u8> {
    let text =
        |text: &'static str| move |out: &mut dyn Write| out.write_all(text.as_bytes()).expect("written");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = |out: &mut dyn Write| {
        write!(out, "<?xml version=\"1.0\"?><worksheet xmlns=\"{main}\"><sheetData>").expect("written");
        rows(out);
        out.write_all(b"</sheetData></worksheet>").expect("written");
    };
    archive(&[
        (
            "[Content_Types].xml",
            &text(
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
            ),
        ),
        (
            "_rels/.rels",
            &text(
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
        ),
        (
            "xl/workbook.xml",
            &text(
                "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Long\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &text(
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn row(out: &mut dyn Write, number: usize, cells: [&str; 2]) {
    let [first, second] = cells;
    write!(
        out,
        "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>{first}</t></is></c>\
         <c r=\"B{number}\" t=\"inlineStr\"><is><t>{second}</t></is></c></row>"
    )
    .expect("written");
}

#[test]
fn what_is_no_list_is_refused_and_nothing_is_written() {
    let project = on_disk("hostile");
    let dir = project.to_str().expect("a path").to_owned();
    let files = scratch("sheets-hostile-files");
    let whole = fs::read(folder().join("04-arabic.xlsx")).expect("a sheet");
    let sheet = |rows: usize| {
        workbook(&|out| {
            row(out, 1, ["SKU", "Product"]);
            for number in 2..=rows {
                row(out, number, [&format!("S{number}"), "towel"]);
            }
        })
    };
    let bomb = workbook(&|out| {
        let blank = vec![b' '; 1 << 20];
        (0..150).for_each(|_| out.write_all(&blank).expect("written"));
    });
    let old = fs::read(folder().join("locked-with-a-password.bin")).expect("a file");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("locked.xlsx", old, "locked with a password"),
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "cut off or damaged"),
        ("bomb.xlsx", bomb, "would unpack to"),
        ("million.xlsx", sheet(1_000_000), "would unpack to"),
        ("long.xlsx", sheet(30_000), "more than 20000 rows"),
        ("empty.csv", Vec::new(), "the file is empty"),
        ("invoice.xlsx", b"%PDF-1.7 and so on".to_vec(), "this is a PDF"),
        ("export.xls", b"<html><body><table><tr><td>SKU</td></tr></table>".to_vec(), "this is a web page"),
        (
            "old.xls",
            [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat(),
            "an old Excel",
        ),
        (
            "letter.docx",
            archive(&[("word/document.xml", &|out| out.write_all(b"<a/>").expect("written"))]),
            "word processor",
        ),
        ("noise.csv", (0..4000_u32).map(|n| (n * 7919 % 31) as u8).collect(), "this is no text"),
        (
            "poem.csv",
            b"Towels, soft and white;\nthey dry the night\n".to_vec(),
            "no row has headings that are known",
        ),
    ];
    let before = texts(&project);
    for (name, bytes, says) in cases {
        let path: PathBuf = files.join(name);
        fs::write(&path, bytes).expect("written");
        let arguments =
            ["import", path.to_str().expect("a path"), &dir, "--member", "bhetgath-gifts", "--yes"];
        let run = fairfolio(&arguments, &project);
        assert_eq!(run.code, 1, "{name}: {}", run.said);
        assert!(run.said.contains("[FF1401]") && run.said.contains(says), "{name}: {}", run.said);
        assert!(run.said.contains("= help: "), "{name} says nothing to do: {}", run.said);
        assert_eq!(texts(&project), before, "{name}");
    }
}

#[test]
fn a_sheet_that_is_not_there_and_a_wrong_word_are_of_the_command_line() {
    let project = on_disk("usage");
    for (arguments, says) in [
        (vec!["import", "nowhere.csv"], "cannot read `nowhere.csv`"),
        (vec!["import", "consortium.toml", "--kind", "poems"], "no kind of list"),
        (vec!["collect", "--member", "bhetgath-gift"], "did you mean `bhetgath-gifts`?"),
        (vec!["collect", "--event", "nowhere"], "there is no meeting `nowhere`"),
    ] {
        let run = fairfolio(&arguments, &project);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.said);
        assert!(run.said.contains(says), "{arguments:?}: {}", run.said);
    }
}

#[test]
fn an_unknown_firm_is_asked_for_and_an_unreadable_record_is_left_alone() {
    let project = on_disk("stranger");
    let dir = project.to_str().expect("a path");
    let run = fairfolio(&["import", "09-one-sku-twice.csv", dir, "--yes"], &folder());
    assert!(run.code == 1 && run.said.contains("--member ID"), "{}", run.said);
    let run = fairfolio(&["import", "09-one-sku-twice.csv", dir, "--member", "bhetgat-gifts"], &folder());
    assert!(run.said.contains("did you mean `bhetgath-gifts`?"), "{}", run.said);
    // A record that is broken is not made worse: its text stays to the letter.
    let path = project.join("members/bhetgath-gifts/products/fan-seven.md");
    let broken = fs::read_to_string(&path).expect("a record").replacen("sku", "sku = ", 1);
    fs::write(&path, &broken).expect("written");
    fs::write(project.join("import-me.csv"), "SKU;Product;GSM\nBG-9;New towel;500\n").expect("written");
    let sheet = project.join("import-me.csv");
    let sheet = sheet.to_str().expect("a path");
    fairfolio(&["import", sheet, dir, "--member", "bhetgath-gifts", "--yes"], &project);
    assert_eq!(fs::read_to_string(&path).expect("a record"), broken);
}

#[test]
fn a_record_in_another_encoding_and_a_picture_of_the_same_name_lose_nothing() {
    let project = on_disk("loses-nothing");
    let dir = project.to_str().expect("a path");
    let products = project.join("members/bhetgath-gifts/products");
    let text = fs::read_to_string(products.join("fan-seven.md")).expect("a record");
    let sku = text.lines().find_map(|line| line.strip_prefix("sku")).expect("a number");
    let sku = sku.trim_start_matches([' ', '=', '"']).trim_end_matches('"').to_owned();
    let latin: Vec<u8> = text
        .replacen("+++\n", "+++\n# gr\u{e4}ulich\n", 1)
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    fs::write(products.join("fan-seven.md"), &latin).expect("written");
    let sheet = project.join("more.csv");
    fs::write(&sheet, format!("SKU;Product;GSM;Category\n{sku};;510;Bath towels\n")).expect("written");
    let sheet = sheet.to_str().expect("a path");
    fairfolio(&["import", sheet, dir, "--member", "bhetgath-gifts", "--yes"], &project);
    assert_eq!(fs::read(products.join("fan-seven.md")).expect("a record"), latin);
    // A picture that another product has already.
    let other = b"\xff\xd8\xff another picture";
    fs::write(products.join("pink-towel.jpg"), other).expect("written");
    let run =
        fairfolio(&["import", "11-pictures.xlsx", dir, "--member", "bhetgath-gifts", "--yes"], &folder());
    assert!(run.said.contains("is another picture of that name"), "{}", run.said);
    assert_eq!(fs::read(products.join("pink-towel.jpg")).expect("a picture"), other);
}
