//! A translator's form: it goes out with all public texts and nothing else, and what comes back stands beside the
//! right text, never as more current than it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use fairfolio::check;
use fairfolio::collect::{Wanted, forms};
use fairfolio::files::{Files, Memory};
use fairfolio::import::changes::Outcome;
use fairfolio::import::facts::Known;
use fairfolio::import::told::Why;
use fairfolio::model::private::Audience;
use fairfolio::sheet::{self, Cell, Workbook};

use super::forms::{come_back, loaded};
use super::{fairfolio, on_disk, texts};
use crate::project::{edit, sample, scratch};

const SOURCE: usize = 3;
const STATE: usize = 4;
const TARGET: usize = 5;
const CHECKED: usize = 6;
/// A product without private texts, and its firm, which has some.
const PRODUCT: &str = "members/bhetgath-gifts/products/fan-seven.md";
const FIRM: &str = "members/bhetgath-gifts/member.md";

fn form(files: &Memory, tag: &str, member: Option<&str>) -> Workbook {
    let wanted = Wanted { translate: Some(tag), member, ..Wanted::default() };
    let (name, bytes) = forms(&loaded(files), files, wanted).expect("a form").remove(0);
    sheet::read(&name, &bytes).expect("our own form")
}

fn of_firm(files: &Memory, tag: &str) -> Workbook {
    form(files, tag, Some("bhetgath-gifts"))
}

/// Every row with a text, wherever it stands.
fn rows(book: &mut Workbook) -> impl Iterator<Item = &mut Vec<Cell>> {
    let shown = book.sheets.iter_mut().filter(|own| !own.hidden && own.cell(0, 0).text() == "translations");
    shown.flat_map(|own| {
        own.rows.iter_mut().for_each(|row| row.resize(8, Cell::Empty));
        own.rows.iter_mut().skip(2)
    })
}

fn row<'a>(book: &'a mut Workbook, handle: &str) -> &'a mut Vec<Cell> {
    rows(book).find(|row| row[0].text() == handle).unwrap_or_else(|| panic!("no row {handle}"))
}

fn set(book: &mut Workbook, handle: &str, column: usize, text: &str) {
    row(book, handle)[column] = if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
}

fn text_of(cell: &Cell) -> String {
    if let Cell::Text(text) = cell { text.clone() } else { String::new() }
}

/// What came back, with what is told; the files are as they would be.
fn taken(book: &Workbook, files: &mut Memory) -> (Outcome, Vec<(Why, String)>) {
    let back = come_back(book, files);
    let outcome = back.outcome.expect("a form of ours");
    for (path, text) in &outcome.texts {
        files.insert(path, text.clone());
    }
    (outcome, back.told.into_iter().map(|own| (own.why, own.message)).collect())
}

fn text(files: &Memory, path: &str) -> String {
    String::from_utf8(files.read(path).expect(path)).expect("text")
}

/// Codes that `check` finds about translations, each with its place.
fn found(files: &Memory, path: &str) -> BTreeSet<String> {
    let project = loaded(files);
    let all: Vec<_> = check::data(&project).into_list().collect();
    let own =
        all.iter().filter(|own| own.code.id.starts_with("FF08") && own.path(&project.sources).contains(path));
    own.map(|own| format!("{} {}", own.code.id, own.message)).collect()
}

fn spanish() -> Memory {
    let mut files = sample();
    edit(&mut files, "consortium.toml", "[brand]", "[[language]]\ntag = \"es\"\n\n[brand]");
    files
}

#[test]
fn a_form_that_comes_back_untouched_changes_nothing() {
    let files = sample();
    for tag in ["fr", "de", "ar"] {
        let mut book = form(&files, tag, None);
        let count = rows(&mut book).count();
        let back = come_back(&book, &files);
        let outcome = back.outcome.expect("a form of ours");
        assert_eq!((back.told, outcome.changes), (Vec::new(), Vec::new()), "{tag}");
        assert_eq!(outcome.same, count, "{tag}: each text was looked at");
        assert!(count > 900, "{tag}: {count} texts");
        let states: BTreeSet<String> = rows(&mut book).map(|row| row[STATE].text()).collect();
        assert!(states.len() <= 2, "the sample is translated in full: {states:?}");
    }
}

/// What is put beside the text of every row is read there again, in a language that was there and in a new one.
#[test]
fn every_text_comes_to_its_own_place() {
    for (mut files, tag) in [(spanish(), "es"), (sample(), "ar")] {
        let mut book = form(&files, tag, None);
        for row in rows(&mut book) {
            let from = if tag == "es" { text_of(&row[SOURCE]) } else { text_of(&row[TARGET]) };
            let own: Vec<String> = from.lines().map(|line| format!("{line} ×")).collect();
            row[TARGET] = if own.is_empty() { Cell::Empty } else { Cell::Text(own.join("\n")) };
        }
        let (outcome, told) = taken(&book, &mut files);
        assert_eq!(told, [], "{tag}");
        let count = rows(&mut book).filter(|row| !row[TARGET].is_empty()).count();
        let digits = outcome.changes.iter().filter(|own| own.path == "translates").count();
        assert_eq!(outcome.changes.len() - digits, count, "{tag}");
        assert_eq!(digits, if tag == "es" { outcome.new_files.len() } else { 0 }, "{tag}");
        assert_eq!(found(&files, &format!(".{tag}.")), BTreeSet::new(), "{tag}");
        let missing: Vec<String> =
            found(&files, "").into_iter().filter(|own| own.contains(&format!("`{tag}`"))).collect();
        assert_eq!(missing, [""; 0], "{tag}");
        let mut again = form(&files, tag, None);
        let wanted: Vec<(String, String)> =
            rows(&mut book).map(|row| (row[0].text(), text_of(&row[TARGET]))).collect();
        let read: Vec<(String, String)> =
            rows(&mut again).map(|row| (row[0].text(), text_of(&row[TARGET]))).collect();
        assert_eq!(read, wanted, "{tag}");
        let (outcome, told) = taken(&book, &mut files);
        assert_eq!((outcome.changes, told), (Vec::new(), Vec::new()), "{tag}: a second time nothing changes");
    }
}

#[test]
fn a_new_translation_says_which_version_it_is_of() {
    let mut files = spanish();
    let mut book = of_firm(&files, "es");
    set(&mut book, &format!("{PRODUCT}#name"), TARGET, "Semana de toallitas");
    set(&mut book, &format!("{PRODUCT}#variants[madder].name"), TARGET, "Rojo rubia");
    set(&mut book, &format!("{PRODUCT}#customisation"), TARGET, "caja\nmarca propia\nfunda\nbordado");
    let translated = PRODUCT.replace(".md", ".es.md");
    // Meanwhile the source gets another name.
    edit(&mut files, PRODUCT, "Bhet week of face cloths", "Bhet week of cloths");
    let before = Known::of(&loaded(&sample()));
    let current = &before.texts.iter().find(|own| own.file == PRODUCT).expect("a product").current;
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!(told, []);
    assert_eq!(outcome.new_files.iter().collect::<Vec<_>>(), [&translated]);
    let wanted = format!(
        "+++\ntranslates = \"{current}\"\nname = \"Semana de toallitas\"\nvariants = [\n  {{ id = \"madder\", name = \"Rojo rubia\" }},\n]\n\
         customisation = [\"caja\", \"marca propia\", \"funda\", \"bordado\"]\n+++\n"
    );
    assert_eq!(text(&files, &translated), wanted);
    let found = found(&files, &translated);
    assert!(
        found.iter().any(|own| own.starts_with("FF0802") && own.contains("has changed since")),
        "{found:?}"
    );
}

/// Entries of lists without handles move when one comes before them.
#[test]
fn what_is_found_by_its_place_is_known_by_what_it_says() {
    let mut files = spanish();
    let mut book = of_firm(&files, "es");
    set(&mut book, &format!("{FIRM}#machines[2].name"), TARGET, "bordadoras");
    set(&mut book, &format!("{FIRM}#machines[3].name"), TARGET, "mesas");
    edit(&mut files, FIRM, "machines       = [", "machines       = [\n  { name = \"looms\", count = 2 },");
    edit(&mut files, FIRM, "packing benches", "tables");
    let (outcome, told) = taken(&book, &mut files);
    let paths: Vec<&str> = outcome.changes.iter().map(|own| own.path.as_str()).collect();
    assert_eq!(paths, ["machines[3].name", "translates"]);
    assert!(
        told.len() == 1 && told[0].0 == Why::Stranger && told[0].1.contains("machines[3].name"),
        "{told:?}"
    );
    let text = text(&files, &FIRM.replace(".md", ".es.md"));
    assert!(text.contains("machines = [\n  {},\n  {},\n  { name = \"bordadoras\" },\n]"), "{text}");
    assert_eq!(found(&files, "member.es.md").iter().filter(|own| own.starts_with("FF0803")).count(), 0);
}

#[test]
fn what_was_out_of_date_stays_so_until_all_of_it_was_looked_at() {
    let mut files = sample();
    let translated = PRODUCT.replace(".md", ".de.md");
    edit(&mut files, PRODUCT, "Seven face cloths,", "Eight face cloths,");
    let stale = |files: &Memory| found(files, &translated).iter().any(|own| own.starts_with("FF0802"));
    assert!(stale(&files));
    let name = format!("{PRODUCT}#name");
    let mut book = of_firm(&files, "de");
    assert_eq!(row(&mut book, &name)[STATE].text(), "veraltet");
    assert_eq!(row(&mut book, "members/bhetgath-gifts/products/guest-six.md#name")[STATE].text(), "fertig");
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!((outcome.changes, told), (Vec::new(), Vec::new()), "nobody looked at it");

    set(&mut book, &format!("{PRODUCT}#summary"), TARGET, "Acht Seiftücher, als Fächer gefaltet.");
    set(&mut book, &name, CHECKED, "ja");
    let mut some = files.clone();
    let (outcome, told) = taken(&book, &mut some);
    assert_eq!(outcome.changes.len(), 1, "the new words are there");
    assert!(told.len() == 1 && told[0].1.contains("stays out of date"), "{told:?}");
    assert!(stale(&some));

    for row in rows(&mut book).filter(|row| row[STATE].text() == "veraltet") {
        row[CHECKED] = Cell::Text("Ja".to_owned());
    }
    let mut all = files.clone();
    let (outcome, told) = taken(&book, &mut all);
    assert_eq!((told, outcome.changes.len()), (Vec::new(), 2));
    assert!(!stale(&all), "{}", text(&all, &translated));
    let (outcome, _) = taken(&book, &mut all);
    assert_eq!(outcome.changes, []);

    // The source has changed once more since the form was made.
    edit(&mut files, PRODUCT, "Eight face cloths,", "Nine face cloths,");
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!((told, outcome.changes.len()), (Vec::new(), 2));
    assert!(stale(&files), "what was checked is the version before");
}

#[test]
fn what_the_translator_cannot_see_is_never_said_to_be_current() {
    let mut files = sample();
    edit(&mut files, FIRM, "30 % in advance", "60 % in advance");
    let translated = FIRM.replace(".md", ".de.md");
    let mut book = of_firm(&files, "de");
    for row in rows(&mut book).filter(|row| row[STATE].text() == "veraltet") {
        row[CHECKED] = Cell::Text("ja".to_owned());
    }
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!(outcome.changes, []);
    assert!(told.len() == 1 && told[0].1.contains("`payment_terms`"), "{told:?}");
    assert!(found(&files, &translated).iter().any(|own| own.starts_with("FF0802")));
}

#[test]
fn a_form_holds_public_texts_only() {
    let files = sample();
    let project = loaded(&files);
    let book = form(&files, "fr", None);
    let cells = book.sheets.iter().flat_map(|own| own.rows.iter().flatten().map(Cell::text));
    let all = cells.collect::<Vec<_>>().join("\n");
    let office = &Audience::Office;
    for member in &project.members {
        let terms = member.payment_terms.for_audience(office).expect("the office sees it");
        assert!(terms.source.str().is_empty() || !all.contains(terms.source.str()), "{}", terms.source.str());
        for person in &member.persons {
            let contact = person.contact.for_audience(office).expect("the office sees it");
            assert!(!all.contains(&contact.phone) && !all.contains(&contact.email), "{}", contact.email);
        }
        assert!(all.contains(member.summary.source.str()));
    }
    for buyer in &project.buyers {
        let company = buyer.company.for_audience(office).expect("the office sees it");
        assert!(!all.contains(company.source.str()), "{}", company.source.str());
    }
    assert!(!all.contains("buyers/") && !all.contains("prices/") && !all.contains(".plan.toml"));
    assert!(
        all.contains("meetings/home-textiles-2027.toml#block[1].label"),
        "breaks that all have are in it"
    );
    let mut shy = sample();
    edit(&mut shy, FIRM, "id = \"export\", role", "id = \"a-name\", role");
    edit(&mut shy, FIRM, "directory = true, dossiers", "directory = false, dossiers");
    let book = of_firm(&shy, "fr");
    let words =
        |book: &Workbook| format!("{:?}", book.sheets.iter().map(|own| &own.rows).collect::<Vec<_>>());
    assert!(
        !words(&book).contains("a-name") && words(&of_firm(&files, "fr")).contains("persons[export].role")
    );
}

/// What is hidden in a form can be changed by whoever has it.
#[test]
fn a_form_writes_only_translations_of_its_language() {
    let files = sample();
    for forged in [
        "prices/bhimatara-fob-2027.toml#payment_terms",
        "buyers/dar-almaha.toml#summary",
        "members/bhetgath-gifts/member.md#payment_terms",
        "../elsewhere/member.md#name",
        "members/bhetgath-gifts/member.de.md#name",
    ] {
        let mut book = of_firm(&files, "de");
        let own = row(&mut book, &format!("{FIRM}#name"));
        own[0] = Cell::Text(forged.to_owned());
        own[TARGET] = Cell::Text("Etwas anderes".to_owned());
        let (outcome, told) = taken(&book, &mut files.clone());
        assert_eq!(outcome.changes, [], "{forged}");
        assert!(told.len() == 1 && told[0].0 == Why::Stranger, "{forged}: {told:?}");
    }
    for (tag, says) in [("en", "which the outputs do not have"), ("es", "which the outputs do not have")] {
        let mut book = of_firm(&files, "de");
        set(&mut book, &format!("{FIRM}#name"), TARGET, "Etwas anderes");
        let mark = book.sheets.iter_mut().find(|own| own.name == "_fairfolio").expect("the mark");
        let own = mark.rows.iter_mut().find(|row| row[0].text() == "id").expect("a line");
        own[1] = Cell::Text(tag.to_owned());
        let back = come_back(&book, &files);
        assert!(back.outcome.is_none() && back.told[0].message.contains(says), "{:?}", back.told);
    }
}

#[test]
fn signs_of_a_text_are_kept_or_asked_about() {
    let mut files = sample();
    edit(&mut files, FIRM, "A towel becomes a gift", "A [towel](products/index.html) becomes a gift");
    let mut book = of_firm(&files, "de");
    let body = format!("{FIRM}#text");
    let good = text_of(&row(&mut book, &body)[TARGET]);
    for (handle, typed, says) in [
        (body.as_str(), "Anfang\n+++\nEnde", "the line `+++` ends the fields"),
        (body.as_str(), "Ein <b>Tuch</b>", "is HTML"),
        (body.as_str(), "Ein ![Bild](x.jpg)", "the picture `x.jpg`"),
        (&format!("{FIRM}#processes"), "Konfektion, Sticken", "has 4 lines in the source and 1 here"),
        (&format!("{FIRM}#name"), "Bhet\u{202e}gath", "U+202E"),
    ] {
        let mut book = of_firm(&files, "de");
        set(&mut book, handle, TARGET, typed);
        let (outcome, told) = taken(&book, &mut files.clone());
        assert_eq!(outcome.changes, [], "{typed}");
        assert!(
            told.len() == 1 && told[0].0 == Why::Unclear && told[0].1.contains(says),
            "{typed}: {told:?}"
        );
    }
    let other = format!("Ein [Tuch](produkte/index.html).\n\n{good}");
    set(&mut book, &body, TARGET, &other);
    let mut wrong = files.clone();
    let (outcome, told) = taken(&book, &mut wrong);
    assert!(outcome.changes.len() == 1 && told.len() == 2, "{told:?}");
    assert!(told[0].0 == Why::Links && told[0].1.contains("instead of `products/index.html`"), "{told:?}");
    set(&mut book, &body, TARGET, &other.replace("produkte/", "products/"));
    let (_, told) = taken(&book, &mut files);
    assert!(told.iter().all(|own| own.0 != Why::Links), "{told:?}");
    assert!(
        text(&files, &FIRM.replace(".md", ".de.md"))
            .contains("+++\n\nEin [Tuch](products/index.html).\n\n## Der")
    );
}

#[test]
fn edits_by_hand_and_of_the_source_are_asked_about() {
    let mut files = sample();
    let translated = FIRM.replace(".md", ".de.md");
    let mut book = of_firm(&files, "de");
    set(&mut book, &format!("{FIRM}#legal_form"), TARGET, "Einzelfirma");
    set(&mut book, &format!("{FIRM}#town"), SOURCE, "Sholapur");
    edit(&mut files, &translated, "\"Einzelunternehmen\"", "\"Kaufmann\" # so im Register");
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!(outcome.changes, []);
    let whys: Vec<Why> = told.iter().map(|own| own.0).collect();
    assert_eq!(whys, [Why::Edited, Why::LeftOut], "{told:?}");
    assert!(told[0].1.contains("“Kaufmann”") && told[0].1.contains("“Einzelfirma”"), "{told:?}");
    assert!(told[1].1.contains("the source text was changed here"), "{told:?}");
}

#[test]
fn a_file_keeps_its_comments_its_order_and_its_line_ends() {
    let mut files = sample();
    let translated = FIRM.replace(".md", ".de.md");
    let old = text(&files, &translated).replacen("name ", "# geprüft\nname ", 1).replace('\n', "\r\n");
    files.insert(&translated, format!("\u{feff}{old}"));
    let mut book = of_firm(&files, "de");
    set(&mut book, &format!("{FIRM}#machines[2].name"), TARGET, "Stickmaschinen");
    set(&mut book, &format!("{FIRM}#certificates[oeko].scope"), TARGET, "");
    let (outcome, told) = taken(&book, &mut files);
    assert_eq!(told, []);
    let paths: Vec<&str> = outcome.changes.iter().map(|own| own.path.as_str()).collect();
    assert_eq!(paths, ["machines[2].name", "certificates[oeko].scope"]);
    let new = text(&files, &translated);
    assert!(new.starts_with("\u{feff}+++\r\n") && !new.replace("\r\n", "").contains('\n'));
    let wanted = old
        .replace("{ name = \"Stickköpfe\" }", "{ name = \"Stickmaschinen\" }")
        .replace("{ id = \"oeko\", scope = \"Frottiergewebe und gefärbte Konfektion aus Baumwolle, Produktklasse II\" }", "{ id = \"oeko\"}");
    assert_eq!(new.trim_start_matches('\u{feff}'), wanted);
}

#[test]
fn a_language_that_is_not_set_up_is_told_how() {
    let project = on_disk("translator-language");
    let dir = project.to_str().expect("a path");
    let run = fairfolio(&["collect", dir, "--translate", "es"], &project);
    assert!(run.code != 0 && run.said.contains("add `[[language]]` with `tag = \"es\"`"), "{}", run.said);
    let run = fairfolio(&["collect", dir, "--translate", "en"], &project);
    assert!(run.code != 0 && run.said.contains("the records are written in `en`"), "{}", run.said);
    assert!(!project.join("forms").exists());
}

/// Another program opens the form, and what it saves is still the form.
#[test]
fn a_form_opens_and_is_saved_elsewhere() {
    let project = on_disk("translator-elsewhere");
    let dir = project.to_str().expect("a path");
    for tag in ["ar", "de"] {
        let run = fairfolio(&["collect", dir, "--translate", tag, "-o", "out"], &project);
        assert_eq!(run.code, 0, "{}", run.said);
    }
    let saved = scratch("sheets-translator-saved");
    let home = scratch("sheets-translator-office");
    let names = ["translator-ar.xlsx", "translator-de.xlsx"];
    let run = Command::new("libreoffice")
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&saved)
        .args(names.map(|name| project.join("out").join(name)))
        .output()
        .expect("LibreOffice is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let before = texts(&project);
    for path in names.map(|name| saved.join(name)) {
        let again = fairfolio(&["import", path.to_str().expect("a path"), dir, "--yes"], Path::new("."));
        assert!(again.code == 0 && again.said.contains("nothing new"), "{}", again.said);
        assert!(again.said.contains("translations into `"), "{}", again.said);
    }
    assert_eq!(texts(&project), before);
}
