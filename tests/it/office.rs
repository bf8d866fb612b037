//! The office's sheets of a meeting: which there are, that they show what the plan and the records say, how
//! tall the letters of signs are, and that no member reads of what another was asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use fairfolio::files::{Files, Memory};
use fairfolio::pipeline::{LaidOut, Options, Parts, Prepared, prepare};
use fairfolio::render::print::{self, frame::FrameItem};

use crate::brochure::failed_rules;
use crate::project;

const EVENT: &str = "private/home-textiles-2027";
const PLAN: &str = "meetings/home-textiles-2027.plan.toml";
const FRAME: &str = "meetings/home-textiles-2027.toml";
const RECORDS: &str = "meetings/home-textiles-2027.records.toml";

fn only_handouts() -> Options {
    let parts = Parts { site: false, print: false, handouts: true, reports: false };
    Options { parts, ..project::options() }
}

fn table(files: &Memory, path: &str) -> toml::Table {
    let text = String::from_utf8(files.read(path).expect(path)).expect("text");
    text.parse().expect("TOML")
}

fn list<'t>(table: &'t toml::Table, key: &str) -> &'t Vec<toml::Value> {
    table[key].as_array().expect(key)
}

fn word<'t>(entry: &'t toml::Value, key: &str) -> &'t str {
    entry[key].as_str().expect(key)
}

/// Sheets of the event besides the dossiers, without language, paper and version.
fn sheets(prepared: &Prepared) -> BTreeMap<String, &LaidOut> {
    let own = prepared.laid.iter().filter(|laid| laid.document.folder.starts_with(EVENT));
    own.map(|laid| (format!("{}/{}", laid.document.folder, laid.document.name), laid)).collect()
}

fn sheet<'a>(prepared: &'a Prepared, path: &str) -> &'a LaidOut {
    sheets(prepared).get(&format!("{EVENT}/{path}")).copied().unwrap_or_else(|| panic!("no {path}"))
}

/// A text with its size and place.
struct Words {
    page: usize,
    x: f32,
    y: f32,
    size: f32,
    words: String,
}

/// All texts of a document in reading order, furniture left out.
fn words(laid: &LaidOut) -> Vec<Words> {
    let mut all = Vec::new();
    for (page, shown) in laid.layout.pages.iter().enumerate() {
        for placed in &shown.items[..shown.furniture_from] {
            let FrameItem::Text(text) = &placed.item else { continue };
            let runs = &text.paragraph.lines[text.line].runs[text.runs.clone()];
            let words = runs.iter().flat_map(|run| &run.clusters).map(|c| text.paragraph.words(c)).collect();
            let left = runs.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
            let size = runs.first().map_or(0.0, |run| run.size);
            all.push(Words { page, x: placed.x + left, y: placed.y, size, words });
        }
    }
    all
}

/// All of a document's words with single spaces between.
fn text(laid: &LaidOut) -> String {
    let all: Vec<String> = words(laid).into_iter().map(|one| one.words).collect();
    all.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pdf_text(path: &Path) -> String {
    let done = Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output().expect("poppler");
    assert!(done.status.success(), "pdftotext cannot read {}", path.display());
    String::from_utf8(done.stdout).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_office_gets_every_sheet_and_no_report_before_there_are_records() {
    let (prepared, target, manifest) = project::built();
    let langs = ["en", "fr", "de", "ar"];
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for what in [
        "office/attendance",
        "office/control",
        "hall/plan",
        "hall/wall-chart",
        "hall/table-signs",
        "hall/fascia",
        "reception/stickers",
        "reception/badges-a7",
        "reception/badges-a6",
        "reception/badges-cr80",
        "reception/badges-blank",
        "reception/pick-up-list",
        "reception/spare-schedules",
        "reception/pack",
        "reception/change-log",
    ] {
        wanted.insert(format!("{EVENT}/{what}-en-a4-v1.pdf"));
    }
    for what in ["office/record-sheet", "office/feedback", "office/letters/visa-support", "reception/walk-in"]
    {
        wanted.extend(langs.map(|lang| format!("{EVENT}/{what}-{lang}-a4-v1.pdf")));
    }
    let buyers = list(&table(&project::sample(), FRAME), "buyer").clone();
    for buyer in &buyers {
        let id = word(buyer, "id");
        let record = prepared.project.buyer(id).expect(id);
        let spoken = record.languages.iter().map(|at| at.value.as_str()).find(|tag| langs.contains(tag));
        wanted.insert(format!("{EVENT}/office/letters/invitation-{id}-{}-a4-v1.pdf", spoken.unwrap_or("en")));
    }
    let dossier =
        |path: &str| ["buyers/", "members/"].iter().any(|f| path.starts_with(&format!("{EVENT}/{f}")));
    let made: BTreeSet<String> = manifest
        .files
        .keys()
        .filter(|path| path.starts_with(EVENT) && path.ends_with(".pdf") && !dossier(path))
        .filter(|path| {
            ["office/", "hall/", "reception/", "reports/"]
                .iter()
                .any(|f| path[EVENT.len() + 1..].starts_with(f))
        })
        .cloned()
        .collect();
    assert_eq!(made, wanted);
    assert!(!manifest.files.keys().any(|path| path.contains("after-event")), "a report without records");
    assert_eq!(sheet(prepared, "reception/walk-in-en-a4-v1").layout.pages.len(), 4);
    let letter =
        pdf_text(&target.join(format!("{EVENT}/office/letters/invitation-maison-valcour-fr-a4-v1.pdf")));
    assert!(letter.contains("Maison Valcour") && letter.contains("12–15 janvier 2027"), "{letter}");
    let visa = pdf_text(&target.join(format!("{EVENT}/office/letters/visa-support-de-a4-v1.pdf")));
    assert!(visa.contains("Passnummer"), "{visa}");
}

#[test]
fn every_kind_of_sheet_is_accessible_and_archivable() {
    for sheet in [
        "office/attendance-en",
        "office/control-en",
        "office/record-sheet-en",
        "office/feedback-ar",
        "hall/plan-en",
        "hall/wall-chart-en",
        "hall/table-signs-en",
        "hall/fascia-en",
        "reception/stickers-en",
        "reception/badges-a7-en",
        "reception/badges-blank-en",
        "reception/pick-up-list-en",
        "reception/spare-schedules-en",
        "reception/pack-en",
        "reception/change-log-en",
        "reception/walk-in-ar",
        "office/letters/visa-support-fr",
        "office/letters/invitation-najd-bayt-ar",
    ] {
        let path = format!("{EVENT}/{sheet}-a4-v1.pdf");
        assert_eq!(failed_rules(&path), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn the_wall_chart_holds_each_meeting_once_in_its_row_and_column() {
    let (prepared, _, _) = project::built();
    let plan = table(&project::sample(), PLAN);
    let slots = table(&project::sample(), FRAME);
    let chart = words(sheet(prepared, "hall/wall-chart-en-a4-v1"));
    let days: BTreeSet<String> =
        list(&slots, "slot").iter().map(|slot| slot["start"].to_string()[..10].to_owned()).collect();
    let company = |id: &str| {
        let text = prepared.project.buyer(id).expect(id).company.clone();
        text.for_audience(&fairfolio::model::private::Audience::Office)
            .expect("office")
            .source
            .str()
            .to_owned()
    };
    // Names of all cells: where the first word of each stands, and how often it is there at all.
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    for meeting in list(&plan, "meeting") {
        let slot =
            list(&slots, "slot").iter().find(|s| word(s, "id") == word(meeting, "slot")).expect("a slot");
        let start = slot["start"].to_string();
        let page = days.iter().position(|day| *day == start[..10]).expect("a day");
        let own: Vec<&Words> = chart.iter().filter(|one| one.page == page).collect();
        let column = own.iter().find(|one| one.words.trim() == &start[11..16]).expect("a column").x;
        let member = prepared.project.member(word(meeting, "member")).expect("a member").name.source.str();
        let row = own
            .iter()
            .find(|one| one.size > 8.0 && member.starts_with(one.words.trim()) && one.words.trim().len() > 5)
            .expect(member)
            .y;
        let name = company(word(meeting, "buyer"));
        let first = name.split(' ').next().expect("a word");
        let there = own.iter().filter(|one| {
            (one.x - column).abs() < 1.0 && (one.y - row).abs() < 3.0 && one.words.starts_with(first)
        });
        assert_eq!(there.count(), 1, "{name} at {start} with {member}");
        *expected.entry(name).or_default() += 1;
    }
    let all = text(sheet(prepared, "hall/wall-chart-en-a4-v1")).replace(['\u{ad}', '\u{200b}'], "");
    for (name, count) in expected {
        assert_eq!(all.matches(&name).count(), count, "{name}");
    }
}

/// The sample without one of its meetings, so that one wish is open.
fn with_an_open_wish() -> (Memory, toml::Value) {
    let mut files = project::light_sample("office");
    let plan = table(&files, PLAN);
    let meeting =
        list(&plan, "meeting").iter().find(|m| word(m, "buyer") == "juniper-lane").expect("one").clone();
    let source = String::from_utf8(files.read(PLAN).expect("the plan")).expect("text");
    let gone = |part: &&str| {
        let own: toml::Table = format!("[[meeting]]{part}").parse().expect("a meeting");
        list(&own, "meeting")[0] != meeting
    };
    let mut parts = source.split("[[meeting]]");
    let mut text = parts.next().expect("a head").to_owned();
    for part in parts.filter(gone) {
        let _ = write!(text, "[[meeting]]{part}");
    }
    files.insert(PLAN.to_owned(), text);
    for lang in ["de", "fr"] {
        files.remove(&PLAN.replace("plan.toml", &format!("plan.{lang}.toml")));
    }
    (files, meeting)
}

#[test]
fn the_control_sheet_lists_who_could_meet_and_nobody_else() {
    let (files, open) = with_an_open_wish();
    let prepared = prepare(&files, &fairfolio::cache::NoCache, only_handouts()).expect("readable");
    let (plan, frame) = (table(&files, PLAN), table(&files, FRAME));
    let (buyer, member) = (word(&open, "buyer"), word(&open, "member"));
    let busy = |slot: &str| {
        let now = list(&plan, "meeting").iter().filter(|m| word(m, "slot") == slot);
        now.filter(|m| word(m, "buyer") == buyer || word(m, "member") == member).count() > 0
    };
    let absent = |slot: &toml::Value| {
        list(&frame, "unavailable").iter().any(|absence| {
            let own = [format!("buyer:{buyer}"), format!("member:{member}")]
                .contains(&word(absence, "who").to_owned());
            let time = |entry: &toml::Value, key: &str| entry[key].to_string();
            own && time(absence, "from") < time(slot, "end") && time(absence, "to") > time(slot, "start")
        })
    };
    let control = text(sheet(&prepared, "office/control-en-a4-v1"));
    let sections: Vec<&str> = control.split("January 2027 · ").skip(2).collect();
    let slots = list(&frame, "slot");
    assert_eq!(sections.len(), slots.len(), "one section a slot");
    let name = prepared.project.member(member).expect(member).name.source.str();
    let mut free = 0;
    for (slot, section) in slots.iter().zip(&sections) {
        let could = !busy(word(slot, "id")) && !absent(slot);
        assert_eq!(section.contains("(Rank "), could, "{}: {section}", word(slot, "id"));
        let told =
            section.contains("Juniper Lane Trading – Table ") && section.contains(&format!(", {name} (Rank"));
        assert_eq!(told, could, "{}: {section}", word(slot, "id"));
        free += usize::from(could);
    }
    assert!(free > 3 && free < slots.len() - 3, "{free}");
    let absences = slots.iter().filter(|slot| absent(slot)).count();
    assert!(absences > 0, "the sample's absence of this buyer counts");
    let before = text(sheet(&project::built().0, "office/control-en-a4-v1"));
    assert!(!before.contains("(Rank "), "a veto is no wish, and all others are met");
}

/// Records of all planned meetings: each with a word of its own in `product` and in `note`.
fn records(files: &mut Memory) -> Vec<(String, String, String, String)> {
    let plan = table(files, PLAN);
    let status = ["held", "held", "late", "held", "no-show", "held", "cancelled"];
    let (mut text, mut made) = (String::new(), Vec::new());
    for (index, meeting) in list(&plan, "meeting").iter().enumerate() {
        let (status, canary) = (status[index % status.len()], format!("Qzr{index}wv"));
        let (buyer, member) = (word(meeting, "buyer"), word(meeting, "member"));
        let _ = write!(
            text,
            "[[record]]\nslot = \"{}\"\nbuyer = \"{buyer}\"\nmember = \"{member}\"\nstatus = \"{status}\"\n\
             product = \"{canary}p\"\nquantity = 2400\nunit = \"pcs\"\n\
             target_price = {{ currency = \"USD\", value = \"3.10\" }}\ndelivery = \"{canary}d\"\n\
             sample = \"{canary}s\"\nnext_step = \"{canary}t\"\nowner = \"{canary}o\"\ndue = 2027-02-{:02}\n\
             grade = \"{}\"\nnote = \"{canary}n\"\n\n",
            word(meeting, "slot"),
            1 + index % 28,
            ["A", "B", "C", "D"][index % 4],
        );
        made.push((member.to_owned(), buyer.to_owned(), status.to_owned(), canary));
    }
    files.insert(RECORDS.to_owned(), text);
    made
}

#[test]
fn reports_count_what_was_held_and_no_member_reads_of_another() {
    let mut files = project::light_sample("after");
    let made = records(&mut files);
    let target = project::scratch("after-event").join("dist");
    let (prepared, manifest) = project::build(&files, &target, only_handouts());
    let count = |wanted: &[&str], member: Option<&str>| {
        let own = made.iter().filter(|(m, ..)| member.is_none_or(|id| id == m));
        own.filter(|(_, _, status, _)| wanted.contains(&status.as_str())).count()
    };
    let figures = |member: Option<&str>| {
        let sums = [&["held", "late"][..], &["late"], &["no-show"], &["cancelled"]];
        sums.map(|wanted| count(wanted, member))
    };
    let whole = pdf_text(&target.join(format!("{EVENT}/reports/after-event-en-a4-v1.pdf")));
    let [held, late, missed, cancelled] = figures(None);
    assert!(held + missed + cancelled == made.len() && missed > 10, "the test's own records");
    let figures_of = |[held, late, missed, cancelled]: [usize; 4]| {
        format!("{held} held {late} of these late {missed} no-shows {cancelled} cancelled ")
    };
    assert!(whole.contains(&figures_of([held, late, missed, cancelled])), "{}", &whole[..600]);
    let mut members = 0;
    for member in prepared.project.current_members() {
        let id = member.id.as_str();
        let [held, late, missed, cancelled] = figures(Some(id));
        let line = format!("{} {held} {late} {missed} {cancelled} ", member.name.source.str());
        assert!(whole.contains(&line), "`{line}` is not in the office's report");
        let path = format!("{EVENT}/members/{id}-after-event-en-a4-v1.pdf");
        assert_eq!(manifest.files.contains_key(&path), made.iter().any(|(m, ..)| m == id), "{path}");
        let own = pdf_text(&target.join(&path));
        assert!(own.contains(&figures_of([held, late, missed, cancelled])), "{}", &own[..400]);
        for (whose, _, _, canary) in &made {
            assert_eq!(
                own.contains(canary.as_str()),
                whose == id,
                "{canary} of {whose} in the report of {id}"
            );
        }
        members += 1;
    }
    assert_eq!(members, 12);
    for (_, _, status, canary) in &made {
        assert!(whole.contains(&format!("{canary}n")), "the office reads everything");
        let agreed = whole.contains(&format!("{canary}t"));
        assert_eq!(
            agreed,
            ["held", "late"].contains(&status.as_str()),
            "{canary}: nothing is agreed on with nobody"
        );
    }
    let allowed = |path: &str| path.contains("after-event");
    for path in manifest.files.keys().filter(|path| path.ends_with(".pdf") && !allowed(path)) {
        assert!(!pdf_text(&target.join(path)).contains("Qzr"), "{path} has a record");
    }
    for path in ["reports/after-event", "members/sinadhara-mills-after-event"] {
        let path = target.join(format!("{EVENT}/{path}-en-a4-v1.pdf"));
        assert_eq!(crate::brochure::failed_rules_of(&path), Vec::<String>::new(), "{}", path.display());
    }
}

/// Height of the capitals of IBM Plex Sans, of its size.
const CAPITALS: f32 = 0.698;

#[test]
fn signs_are_read_across_the_aisle_from_both_sides() {
    let (prepared, target, _) = project::built();
    let laid = sheet(prepared, "hall/table-signs-en-a4-v1");
    let millimetres = |size: f32| size * CAPITALS / 72.0 * 25.4;
    let tables = list(&table(&project::sample(), FRAME), "table").clone();
    assert_eq!(laid.layout.pages.len(), tables.len());
    let all = words(laid);
    for (page, sign) in laid.layout.pages.iter().enumerate() {
        assert!(sign.folded && sign.width > sign.height, "page {page}");
        let (number, firm): (Vec<&Words>, Vec<&Words>) =
            all.iter().filter(|one| one.page == page).partition(|one| one.size > 200.0);
        assert_eq!(number[0].words, word(&tables[page], "label"));
        assert!(millimetres(number[0].size) >= 60.0, "{} mm", millimetres(number[0].size));
        assert!((1..=3).contains(&firm.len()), "page {page} has {} lines", firm.len());
        for line in firm {
            assert!(millimetres(line.size) >= 20.0, "`{}`: {} mm", line.words, millimetres(line.size));
            assert!(line.y - line.size * CAPITALS > sign.height / 2.0, "`{}` is over the fold", line.words);
        }
    }
    let (top, bottom, turned) = inked(&target.join(format!("{EVENT}/hall/table-signs-en-a4-v1.pdf")));
    assert!(bottom - top >= 60.0, "the printed number is {} mm tall", bottom - top);
    assert!(turned, "the other face is not the same, head down");
}

/// First and last inked millimetre of the number on the lower face of the first sign, and whether the
/// upper face is the lower one turned.
fn inked(pdf: &Path) -> (f64, f64, bool) {
    let page = project::scratch("sign").join("page");
    let done = Command::new("pdftoppm")
        .args(["-r", "127", "-gray", "-png", "-singlefile", "-l", "1"])
        .arg(pdf)
        .arg(&page)
        .status();
    assert!(done.expect("poppler").success());
    let grey = image::open(page.with_extension("png")).expect("a raster").to_luma8();
    let (width, height) = grey.dimensions();
    // 127 pixels to the inch are five to the millimetre; the number stands within the first 60 mm.
    let dark = |y: &u32| (60..300).any(|x| grey.get_pixel(x, *y).0[0] < 128);
    let rows: Vec<u32> = (height / 2 + 5..height).filter(dark).collect();
    let apart = (0..height / 2).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| {
        let other = grey.get_pixel(width - 1 - x, height - 1 - y).0[0];
        grey.get_pixel(*x, *y).0[0].abs_diff(other) > 128
    });
    // Edges may fall on other pixels.
    let same = apart.count() < (width * height / 60) as usize;
    (f64::from(rows[0]) / 5.0, f64::from(rows[rows.len() - 1] + 1) / 5.0, same)
}

#[test]
fn a_firm_that_no_sign_can_hold_is_named_with_its_file() {
    let mut files = project::light_sample("sign");
    let path = "members/sinadhara-mills/member.md";
    project::edit(&mut files, path, "\"Sinadhara Mills\"", "\"Sinadharaghanapatimilltextilemanufacturing\"");
    let prepared = prepare(&files, &fairfolio::cache::NoCache, only_handouts()).expect("readable");
    let told = fairfolio::diag::render::render(
        &prepared.findings,
        &prepared.project.sources,
        fairfolio::diag::render::Format::Short,
        false,
    );
    let named = told.lines().any(|line| line.starts_with(path) && line.contains("wider than its place"));
    assert!(named, "{told}");
}

#[test]
fn a_badge_has_the_name_of_who_agreed_and_the_role_of_others() {
    for agreed in [true, false] {
        let mut files = project::light_sample("badge");
        let path = "buyers/harbor-and-loom.toml";
        project::edit(&mut files, path, "name = \"\"", "name = \"Qzbadgeholder\"");
        if !agreed {
            project::edit(&mut files, path, "badge = true", "badge = false");
        }
        let prepared = prepare(&files, &fairfolio::cache::NoCache, only_handouts()).expect("readable");
        for sheet in sheets(&prepared)
            .into_iter()
            .filter(|(path, _)| path.starts_with(&format!("{EVENT}/reception/badges")))
        {
            let text = text(sheet.1);
            let shown = agreed && !sheet.0.contains("blank");
            assert_eq!(text.contains("Qzbadgeholder"), shown, "{}: {text}", sheet.0);
            assert!(sheet.0.contains("blank") || text.contains("Merchandise manager"), "{text}");
        }
        for name in ["office/attendance", "reception/pick-up-list"] {
            let list = text(sheet(&prepared, &format!("{name}-en-a4-v1")));
            assert!(!list.contains("Qzbadgeholder"), "{name}: consent to a badge is no consent to a list");
        }
    }
}

#[test]
fn sheets_fit_and_a_page_of_labels_has_three_times_eight() {
    let (prepared, _, _) = project::built();
    for (path, laid) in sheets(prepared) {
        assert_eq!(laid.layout.findings, [], "{path}");
    }
    let labels = sheet(prepared, "reception/stickers-en-a4-v1");
    let firms = |page: usize| {
        words(labels).iter().filter(|one| one.page == page && one.words == "Main Home Textiles 2027").count()
    };
    assert_eq!((firms(0), firms(1)), (24, 41 - 24));
    let dumped = print::dump(&sheet(prepared, "reception/badges-cr80-en-a4-v1").layout);
    assert!(dumped.contains("210.00 × 297.00"), "{}", &dumped[..200]);
}
