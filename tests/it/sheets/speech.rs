//! Forms speak the language of their receiver wholly: what is chosen in them is in it too, and comes back as the
//! value of the record.

use std::io::{Cursor, Read as _};

use fairfolio::collect::{Wanted, forms};
use fairfolio::files::{Files, Memory};
use fairfolio::sheet::{self, Cell, Workbook};

use super::forms::{EVENT, cell, come_back, loaded};
use crate::project::sample;

/// The sample, where all firms and buyers speak a language before others.
fn speaking(lang: &str) -> Memory {
    let mut files = sample();
    let paths = files.list().expect("in memory");
    for path in paths.iter().filter(|own| own.ends_with("/member.md") || own.starts_with("buyers/")) {
        let text = String::from_utf8(files.read(path).expect("a record")).expect("text");
        let own = text.lines().find(|line| line.starts_with("languages"));
        let Some(own) = own else { continue };
        let first = own.replacen("[\"", &format!("[\"{lang}\", \""), 1);
        files.insert(path, text.replacen(own, &first, 1));
    }
    files
}

/// Forms of some firms, and for their wishes; and of some buyers.
fn some_forms(files: &Memory) -> Vec<(String, Vec<u8>)> {
    let project = loaded(files);
    let of_event = Wanted { event: Some(EVENT), ..Wanted::default() };
    let all = [Wanted::default(), of_event].into_iter();
    let all = all.flat_map(|wanted| forms(&project, files, wanted).expect("forms"));
    let chosen =
        ["bhetgath", "bhimatara", "kinarva", "buyer-dar", "buyer-lido", "buyer-elbufer", "wishes-bhetgath"];
    all.filter(|(name, _)| chosen.iter().any(|own| name.starts_with(own))).collect()
}

fn read(name: &str, bytes: &[u8]) -> Workbook {
    sheet::read(name, bytes).expect("our own form")
}

/// What drop-downs of a workbook offer, as far as it is written into them.
fn offers(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let names: Vec<String> = archive.file_names().map(|own| own.expect("a name").into_owned()).collect();
    let mut all = String::new();
    for name in names.iter().filter(|own| own.starts_with("xl/worksheets/sheet")) {
        let mut text = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        all.extend(text.split("<formula1>").skip(1).filter_map(|own| own.split("</formula1>").next()));
    }
    all
}

#[test]
fn every_cell_reads_back_in_each_language() {
    for lang in ["fr", "de", "ar"] {
        let files = speaking(lang);
        let mut values = 0;
        for (name, bytes) in some_forms(&files) {
            let mut book = read(&name, &bytes);
            assert_eq!(come_back(&book, &files).outcome.expect("a form of ours").changes, [], "{name}");
            // Without the copies of what was sent each cell is read and held against the record.
            book.sheets.retain(|own| !own.hidden || own.name == "_fairfolio");
            let back = come_back(&book, &files);
            assert_eq!(back.told, [], "{lang} {name}");
            let outcome = back.outcome.expect("a form of ours");
            assert_eq!(outcome.changes, [], "{lang} {name}");
            values += outcome.same;
        }
        assert!(values > 500, "{lang}: {values} values were compared");
    }
}

#[test]
fn no_word_of_ours_is_in_another_language() {
    // What French calls as English does is no foreign word in it.
    let ours = [
        "yes",
        "no",
        "manufacturer",
        "merchant-exporter",
        "processor",
        "current",
        "new",
        "discontinued",
        "plain terry",
        "oeko-tex-100",
        "bath-towels",
        "IN",
        "DE",
        "en",
    ];
    for (lang, choices) in [("fr", "\"oui,non\""), ("de", "\"ja,nein\""), ("ar", "\"نعم,لا\"")] {
        let files = speaking(lang);
        for (name, bytes) in some_forms(&files) {
            let book = read(&name, &bytes);
            for own in book.sheets.iter().filter(|own| !own.hidden) {
                let visible = own.rows.iter().skip(1).flat_map(|row| row.iter().skip(1));
                for text in visible.map(Cell::text) {
                    let words: Vec<&str> = text.split(", ").collect();
                    let foreign = words.iter().find(|word| ours.contains(word));
                    assert!(foreign.is_none(), "{lang} {name} {}: {text}", own.name);
                }
            }
            let offers = offers(&bytes);
            assert!(
                !offers.contains("yes,no") && !offers.contains("manufacturer"),
                "{lang} {name}: {offers}"
            );
            assert!(!name.starts_with("bhetgath") || offers.contains(choices), "{lang} {name}: {offers}");
        }
    }
}

#[test]
fn what_is_chosen_comes_back_as_the_value_of_the_record() {
    let files = speaking("de");
    let (name, bytes) =
        some_forms(&files).into_iter().find(|(name, _)| name == "bhetgath-gifts.xlsx").expect("a form");
    let mut book = read(&name, &bytes);
    let towels = "products bath-towels";
    assert_eq!(cell(&mut book, towels, "fan-seven", "spec.weave").text(), "Frottier glatt");
    for (path, word) in [
        ("spec.weave", "Jacquard"),
        ("sample.available", "nein"),
        ("status", "neu"),
        ("moq.unit", "Stück"),
        ("lead_time", "30 Tage bis 2000; 45 Tage"),
    ] {
        *cell(&mut book, towels, "fan-seven", path) = Cell::Text(word.to_owned());
    }
    *cell(&mut book, "upright members", "", "business_type") = Cell::Text("Hersteller".to_owned());
    *cell(&mut book, "upright members", "", "target_markets") = Cell::Text("Schweden, Italien".to_owned());
    let back = come_back(&book, &files);
    assert_eq!(back.told, []);
    let changes = back.outcome.expect("a form of ours").changes;
    let new: Vec<String> = changes
        .iter()
        .map(|own| {
            format!(
                "{} {}",
                own.path,
                own.new.as_ref().map_or_else(String::new, |new| new.value().to_string())
            )
        })
        .collect();
    assert_eq!(
        new,
        [
            "business_type \"manufacturer\"",
            "target_markets [\"SE\", \"IT\"]",
            "spec.weave \"jacquard\"",
            "status \"new\"",
            "moq.unit \"pcs\"",
            "lead_time [{ up_to = 2000, days = 30 }, { days = 45 }]",
            "sample.available false",
        ]
    );
}
