//! Forms: they go out filled with what is known, hold nothing of others, open elsewhere, and change what was
//! changed in them and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use fairfolio::collect::{Wanted, forms};
use fairfolio::files::{Files, Memory};
use fairfolio::import::facts::Known;
use fairfolio::import::mapping;
use fairfolio::import::pictures::Pictures;
use fairfolio::import::read::{Asked, Imported, import};
use fairfolio::load;
use fairfolio::model::project::Project;
use fairfolio::sheet::{self, Cell, Workbook};

use super::{fairfolio, on_disk, texts};
use crate::project::{options, sample, scratch};

pub(super) const EVENT: &str = "home-textiles-2027";

pub(super) fn loaded(files: &Memory) -> Project {
    load::load(files, options().today).expect("in memory").0
}

/// All forms of the sample, of firms and of the event, by name.
fn all_forms(files: &Memory) -> BTreeMap<String, Workbook> {
    let project = loaded(files);
    let of_event = Wanted { event: Some(EVENT), ..Wanted::default() };
    let made = [Wanted::default(), of_event]
        .into_iter()
        .flat_map(|wanted| forms(&project, files, wanted).expect("forms"));
    made.map(|(name, bytes)| {
        let book = sheet::read(&name, &bytes).expect("our own form");
        (name, book)
    })
    .collect()
}

pub(super) fn come_back(book: &Workbook, files: &Memory) -> Imported {
    let wanted = mapping::Wanted::default();
    let asked = Asked { wanted: &wanted, map: None, overwrite: false };
    let mut known = Known::of(&loaded(files));
    import(book, "form", files, &mut known, &mut Pictures::default(), asked).expect("in memory")
}

/// The cell of a field in the row of a handle, on a sheet that says what it is.
pub(super) fn cell<'a>(book: &'a mut Workbook, word: &str, handle: &str, path: &str) -> &'a mut Cell {
    let sheet =
        book.sheets.iter_mut().find(|own| !own.hidden && own.cell(0, 0).text() == word).expect("the sheet");
    if word.starts_with("upright") {
        let row = sheet.rows.iter_mut().find(|row| row[0].text() == path).expect("the field");
        row.resize(4, Cell::Empty);
        return &mut row[2];
    }
    let column = sheet.rows[0].iter().position(|own| own.text() == path).expect("the field");
    let row = sheet.rows.iter_mut().skip(3).find(|row| row.first().is_some_and(|own| own.text() == handle));
    let row = row.expect("the record");
    row.resize(row.len().max(column + 1), Cell::Empty);
    &mut row[column]
}

#[test]
fn a_form_that_comes_back_untouched_changes_nothing() {
    let project = on_disk("forms-untouched");
    let dir = project.to_str().expect("a path");
    for more in [&["-o", "out"][..], &["--event", EVENT, "-o", "out"]] {
        let run = fairfolio(&[&["collect", dir], more].concat(), &project);
        assert_eq!(run.code, 0, "{}", run.said);
    }
    let out = project.join("out");
    let names: Vec<String> = fs::read_dir(&out)
        .expect("forms")
        .map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 12 + 12 + 29);
    let before = texts(&project);
    let mut arguments: Vec<&str> = vec!["import"];
    arguments.extend(names.iter().map(String::as_str));
    arguments.extend([dir, "--yes"]);
    let run = fairfolio(&arguments, &project);
    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(run.said.matches("nothing new").count(), names.len(), "{}", run.said);
    assert_eq!(texts(&project), before);
}

#[test]
fn every_cell_of_a_form_reads_back_as_what_the_record_says() {
    let files = sample();
    let mut values = 0;
    for (name, mut book) in all_forms(&files) {
        // Without the copies of what was sent each cell is read and held against the record.
        book.sheets.retain(|own| !own.hidden || own.name == "_fairfolio");
        let back = come_back(&book, &files);
        assert_eq!(back.told, [], "{name}");
        let outcome = back.outcome.expect("a form of ours");
        assert_eq!(outcome.changes, [], "{name}");
        values += outcome.same;
    }
    assert!(values > 2_000, "{values} values were compared");
}

#[test]
fn what_a_firm_changes_in_its_form_is_what_changes() {
    let files = sample();
    let mut book = all_forms(&files).remove("bhimatara-whites.xlsx").expect("a form");
    let towels = "products hotel-towels";
    *cell(&mut book, towels, "rib-500", "moq.value") = Cell::Number(1500.0);
    *cell(&mut book, towels, "rib-500", "spec.gsm") = Cell::Text("510 g/m²".to_owned());
    *cell(&mut book, towels, "duo-600", "warnings") = Cell::Text("Wash before use".to_owned());
    *cell(&mut book, "upright members", "", "employees") = Cell::Number(333.0);
    *cell(&mut book, "prices", "bhimatara-whites/rib-500", "tier.1.price") = Cell::Number(2.9);
    let sheet =
        book.sheets.iter_mut().find(|own| !own.hidden && own.cell(0, 0).text() == towels).expect("the sheet");
    let paths: Vec<String> = sheet.rows[0].iter().map(Cell::text).collect();
    let mut row = vec![Cell::Empty; paths.len()];
    for (path, text) in
        [("sku", "BW.0007"), ("name", "Bhima Lite"), ("moq.value", "400"), ("moq.unit", "pcs")]
    {
        row[paths.iter().position(|own| own == path).expect("a field")] = Cell::Text(text.to_owned());
    }
    sheet.rows.resize(sheet.rows.len() + 2, Vec::new());
    sheet.rows.push(row);
    let back = come_back(&book, &files);
    assert_eq!(back.told, []);
    let outcome = back.outcome.expect("a form of ours");
    let changed: Vec<String> = outcome
        .changes
        .iter()
        .map(|own| {
            let file = own.file.trim_start_matches("members/bhimatara-whites/");
            format!("{file} {} {}", own.path, own.new.as_ref().map_or("none".to_owned(), |new| new.shown()))
        })
        .collect();
    assert_eq!(
        changed,
        [
            "member.md employees 333",
            "products/duo-600.md warnings “Wash before use”",
            "products/rib-500.md spec.gsm 510",
            "products/rib-500.md moq.value 1500",
            "products/bhima-lite.md sku “BW.0007”",
            "products/bhima-lite.md name “Bhima Lite”",
            "products/bhima-lite.md moq.value 400",
            "products/bhima-lite.md moq.unit “pcs”",
            "products/bhima-lite.md category “hotel-towels”",
            "prices/bhimatara-fob-2027.toml tier.1.price “2.90”",
        ]
    );
    let old =
        String::from_utf8(files.read("members/bhimatara-whites/member.md").expect("a record")).expect("text");
    let new = &outcome.texts["members/bhimatara-whites/member.md"];
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let differ = lines(&old).into_iter().zip(lines(new)).filter(|(old, new)| old != new).count();
    assert_eq!(
        (differ, lines(&old).len()),
        (1, lines(new).len()),
        "one line is another, everything else as it was"
    );
}

#[test]
fn what_changed_on_both_sides_is_asked_and_what_was_emptied_goes() {
    let mut files = sample();
    let mut book = all_forms(&files).remove("bhetgath-gifts.xlsx").expect("a form");
    let path = "members/bhetgath-gifts/member.md";
    let text = String::from_utf8(files.read(path).expect("a record")).expect("text");
    let employees = text.lines().find(|line| line.starts_with("employees")).expect("a field").to_owned();
    *cell(&mut book, "upright members", "", "employees") = Cell::Number(77.0);
    *cell(&mut book, "upright members", "", "women_percent") = Cell::Empty;
    // Meanwhile the office typed another number.
    files.insert(path, text.replacen(&employees, "employees = 66", 1));
    let back = come_back(&book, &files);
    assert_eq!(back.told.len(), 1);
    let message = &back.told[0].message;
    assert!(message.contains("66") && message.contains("77"), "{message}");
    let outcome = back.outcome.expect("a form of ours");
    let gone: Vec<&str> = outcome.changes.iter().map(|own| own.path.as_str()).collect();
    assert_eq!(gone, ["women_percent"]);
    assert!(outcome.changes[0].new.is_none() && !outcome.texts[path].contains("women_percent"));
}

#[test]
fn wishes_and_stays_come_back_into_the_frame_of_the_event() {
    let files = sample();
    let mut forms = all_forms(&files);
    let mut book = forms.remove("buyer-dar-almaha.xlsx").expect("a form");
    *cell(&mut book, "wishes", "dar-almaha>angavara-robes", "rank") = Cell::Text("0".to_owned());
    *cell(&mut book, "wishes", "dar-almaha>bhetgath-gifts", "rank") = Cell::Number(4.0);
    *cell(&mut book, "upright stays", "", "arrives") = Cell::Text("13.01.2027 11:15".to_owned());
    let back = come_back(&book, &files);
    assert_eq!(back.told, []);
    let outcome = back.outcome.expect("a form of ours");
    let frame: toml::Table = outcome.texts[&format!("meetings/{EVENT}.toml")].parse().expect("TOML");
    let request = |member: &str| {
        let all = frame["request"].as_array().expect("requests").iter();
        let mut own = all.filter(|own| {
            own["buyer"].as_str() == Some("dar-almaha")
                && own["member"].as_str() == Some(member)
                && own["from"].as_str() == Some("buyer")
        });
        own.next().and_then(|own| own["rank"].as_integer())
    };
    assert_eq!((request("angavara-robes"), request("bhetgath-gifts")), (Some(0), Some(4)));
    let buyers = frame["buyer"].as_array().expect("buyers");
    let own = buyers.iter().find(|own| own["id"].as_str() == Some("dar-almaha")).expect("on the list");
    assert_eq!(own["arrives"].to_string(), "2027-01-13T11:15:00");
}

#[test]
fn a_form_holds_nothing_of_another_firm_and_of_buyers_only_what_they_allow() {
    let files = sample();
    let project = loaded(&files);
    let forms = all_forms(&files);
    let words = |book: &Workbook| {
        let cells = book.sheets.iter().flat_map(|own| own.rows.iter().flatten().map(Cell::text));
        cells.collect::<Vec<_>>().join("\n")
    };
    for member in project.current_members() {
        let id = member.id.as_str();
        let text = words(&forms[&format!("{id}.xlsx")]);
        for other in project.current_members().filter(|own| own.id != member.id) {
            assert!(!text.contains(other.name.source.str()), "{id} reads of {}", other.id);
            assert!(!text.contains(&format!("{}/", other.id)), "{id} reads of {}", other.id);
        }
        assert!(text.contains(member.name.source.str()));
        for sku in project.products.iter().filter(|own| own.id.owner() == id).map(|own| own.sku.str()) {
            assert!(text.contains(sku), "{id} does not find {sku}");
        }
        let hidden = [("2.88", "bhimatara-whites"), ("5.60", "bhimatara-whites")];
        for (price, owner) in hidden {
            assert_eq!(text.lines().any(|line| line == price), id == owner, "{id}: {price}");
        }
        let wishes = words(&forms[&format!("wishes-{id}.xlsx")]);
        for buyer in &project.buyers {
            let company = fairfolio::model::private::Audience::Office;
            let name =
                buyer.company.for_audience(&company).expect("the office sees it").source.str().to_owned();
            let own = files.read(&format!("buyers/{}.toml", buyer.id)).expect("a buyer");
            let own: toml::Table = String::from_utf8(own).expect("text").parse().expect("TOML");
            let consent = own.get("consent").and_then(|all| all.get("profile_to_members"));
            let allows = consent.and_then(toml::Value::as_bool) == Some(true);
            assert!(allows || !wishes.contains(&name), "{id} reads of {name}, who did not allow it");
        }
    }
}

#[test]
fn a_form_of_others_is_refused() {
    let files = sample();
    let book = all_forms(&files).remove("bhetgath-gifts.xlsx").expect("a form");
    let with = |key: &str, value: &str| {
        let mut book = book.clone();
        let mark = book.sheets.iter_mut().find(|own| own.name == "_fairfolio").expect("the mark");
        let row = mark.rows.iter_mut().find(|row| row[0].text() == key).expect("a line");
        row.resize(2, Cell::Empty);
        row[1] = Cell::Text(value.to_owned());
        book
    };
    for (key, value, says) in [
        ("consortium", "Other House", "was made for `Other House`"),
        ("id", "left-long-ago", "which this project does not have"),
        ("event", "nowhere-2030", "has no `meetings/nowhere-2030.toml`"),
        ("version", "2", "has layout 2"),
    ] {
        let back = come_back(&with(key, value), &files);
        assert!(back.outcome.is_none(), "{key}");
        assert!(back.told[0].message.contains(says), "{:?}", back.told);
    }
}

#[test]
fn persons_come_and_change_and_are_known_again() {
    let mut files = sample();
    let path = "members/bhetgath-gifts/member.md";
    let mut book = all_forms(&files).remove("bhetgath-gifts.xlsx").expect("a form");
    *cell(&mut book, "persons", "export", "phone") = Cell::Text("+91 217 000 099".to_owned());
    *cell(&mut book, "persons", "export", "consent.directory") = Cell::Text("no".to_owned());
    let sheet = book.sheets.iter_mut().find(|own| !own.hidden && own.rows[0][0].text() == "persons");
    let sheet = sheet.expect("the sheet");
    let paths: Vec<String> = sheet.rows[0].iter().map(Cell::text).collect();
    let mut row = vec![Cell::Empty; paths.len()];
    for (path, text) in [("role", "Export desk"), ("name", "A. Sample"), ("consent.badge", "yes")] {
        row[paths.iter().position(|own| own == path).expect("a field")] = Cell::Text(text.to_owned());
    }
    sheet.rows.insert(4, row);
    let back = come_back(&book, &files);
    assert_eq!(back.told, []);
    let text = back.outcome.expect("a form of ours").texts[path].clone();
    let new =
        "{ id = \"export-desk\", role = \"Export desk\", name = \"A. Sample\", consent = { badge = true } }";
    assert!(text.contains(new), "{text}");
    assert!(
        text.contains("+91 217 000 099") && text.contains("consent = { directory = false, dossiers = true"),
        "{text}"
    );
    files.insert(path, text);
    let again = come_back(&book, &files);
    assert_eq!((again.told, again.outcome.expect("a form of ours").changes), (Vec::new(), Vec::new()));
}

#[test]
fn each_price_list_of_a_firm_has_a_sheet_of_its_own() {
    let mut files = sample();
    let path = "prices/bhimatara-fob-2027.toml";
    let text = String::from_utf8(files.read(path).expect("a list")).expect("text");
    let other = "prices/bhimatara-eur-2027.toml";
    files.insert(other, text.replace("\"USD\"", "\"EUR\""));
    let mut book = all_forms(&files).remove("bhimatara-whites.xlsx").expect("a form");
    assert_eq!(come_back(&book, &files).outcome.expect("a form of ours").changes, []);
    let line = "bhimatara-whites/rib-500";
    *cell(&mut book, "prices bhimatara-eur-2027", line, "tier.0.price") = Cell::Number(9.9);
    let outcome = come_back(&book, &files).outcome.expect("a form of ours");
    let changed: Vec<&str> = outcome.changes.iter().map(|own| own.file.as_str()).collect();
    assert_eq!(changed, [other]);
    // The list of another firm is none of its own.
    let sheet = book
        .sheets
        .iter_mut()
        .find(|own| !own.hidden && own.rows[0][0].text() == "prices bhimatara-eur-2027");
    sheet.expect("a sheet").rows[0][0] = Cell::Text("prices kinarva-office-2027".to_owned());
    let back = come_back(&book, &files);
    assert_eq!(back.outcome.expect("a form of ours").changes, []);
    assert!(back.told.len() == 1 && back.told[0].message.contains("none of the firm's"), "{:?}", back.told);
}

/// What is hidden in a form can be changed by whoever has it, and the firms watch each other.
#[test]
fn a_form_writes_only_what_is_of_its_receiver() {
    let files = sample();
    let mut forms = all_forms(&files);
    let mut wishes = forms.remove("wishes-bhetgath-gifts.xlsx").expect("a form");
    let sheet = wishes.sheets.iter_mut().find(|own| !own.hidden && own.cell(0, 0).text() == "wishes");
    let row = &mut sheet.expect("the sheet").rows[3];
    assert!(row[0].text().ends_with(">bhetgath-gifts"));
    row[0] = Cell::Text(row[0].text().replace("bhetgath-gifts", "angavara-robes"));
    row.resize(4, Cell::Empty);
    row[3] = Cell::Text("0".to_owned());
    let mut prices = forms.remove("bhimatara-whites.xlsx").expect("a form");
    *cell(&mut prices, "prices", "bhimatara-whites/rib-500", "tier.0.price") = Cell::Number(1.0);
    let sheet = prices.sheets.iter_mut().find(|own| !own.hidden && own.cell(0, 0).text() == "prices");
    let row = sheet
        .expect("the sheet")
        .rows
        .iter_mut()
        .find(|row| row.first().is_some_and(|own| own.text() == "bhimatara-whites/rib-500"));
    row.expect("a price")[0] = Cell::Text("kinarva-beach-looms/sunroll".to_owned());
    let mut buyer = forms.remove("buyer-dar-almaha.xlsx").expect("a form");
    let foreign = forms.remove("angavara-robes.xlsx").expect("a form").sheets.remove(2);
    assert!(foreign.rows[0][0].text().starts_with("products "));
    buyer.sheets.push(foreign);
    for (what, book) in [("wishes", wishes), ("prices", prices), ("buyer", buyer)] {
        let back = come_back(&book, &files);
        assert_eq!(back.outcome.expect("a form of ours").changes, [], "{what}");
        assert!(
            back.told.len() == 1 && back.told[0].message.ends_with("it is left out"),
            "{what}: {:?}",
            back.told
        );
    }
}

/// Another program opens the forms, and what it saves is still the form.
#[test]
fn forms_open_and_are_saved_elsewhere() {
    let project = on_disk("forms-elsewhere");
    let dir = project.to_str().expect("a path");
    for more in [&["-o", "out"][..], &["--event", EVENT, "-o", "out"]] {
        fairfolio(&[&["collect", dir], more].concat(), &project);
    }
    let chosen = ["bhimatara-whites.xlsx", "buyer-dar-almaha.xlsx", "wishes-bhetgath-gifts.xlsx"];
    let saved = scratch("sheets-forms-saved");
    let home = scratch("sheets-forms-office");
    let convert = |to: &str, folder: &Path| {
        let run = Command::new("libreoffice")
            .arg(format!("-env:UserInstallation=file://{}", home.display()))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(folder)
            .args(chosen.iter().map(|name| project.join("out").join(name)))
            .output()
            .expect("LibreOffice is installed");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    convert("xlsx", &saved);
    let before = texts(&project);
    for name in chosen {
        let path = saved.join(name);
        let run = fairfolio(&["import", path.to_str().expect("a path"), dir, "--yes"], &project);
        assert!(run.code == 0 && run.said.contains("nothing new"), "{name}: {}", run.said);
    }
    assert_eq!(texts(&project), before);
}
