//! The personal handouts of a meeting: who gets which files, what stands in them, and that calendars
//! and address cards read back as what the plan says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use fairfolio::compose::hall;
use fairfolio::compose::scope::Scope;
use fairfolio::files::{Files, Memory};
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::pipeline::{Options, Parts, Prepared};
use fairfolio::render::theme::Theme;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::brochure::failed_rules_of;
use crate::project;

const EVENT: &str = "home-textiles-2027";
const FRAME: &str = "meetings/home-textiles-2027.toml";
const PLAN: &str = "meetings/home-textiles-2027.plan.toml";

/// One meeting of a plan as it was typed.
#[derive(Clone, Debug)]
struct Typed {
    slot: String,
    start: DateTime,
    end: DateTime,
    table: String,
    buyer: String,
    member: String,
    interpreter: String,
}

/// The meetings of a project's plan in the order of time.
fn typed(files: &Memory) -> Vec<Typed> {
    let table = |path: &str| -> toml::Table {
        String::from_utf8(files.read(path).expect(path)).expect("text").parse().expect("TOML")
    };
    let (frame, plan) = (table(FRAME), table(PLAN));
    let text = |value: &toml::Value, key: &str| {
        value.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let slots: BTreeMap<String, (DateTime, DateTime)> = frame["slot"]
        .as_array()
        .expect("slots")
        .iter()
        .map(|slot| {
            let moment = |key: &str| slot[key].to_string().parse::<DateTime>().expect("a moment");
            (text(slot, "id"), (moment("start"), moment("end")))
        })
        .collect();
    let meeting = |value: &toml::Value| {
        let slot = text(value, "slot");
        let (start, end) = slots[&slot];
        Typed {
            start,
            end,
            slot,
            table: text(value, "table"),
            buyer: text(value, "buyer"),
            member: text(value, "member"),
            interpreter: text(value, "interpreter"),
        }
    };
    let mut all: Vec<Typed> = plan["meeting"].as_array().expect("meetings").iter().map(meeting).collect();
    all.sort_by_key(|m| m.start);
    all
}

fn handouts_only() -> Options {
    Options {
        parts: Parts { site: false, print: false, handouts: true, reports: false },
        ..project::options()
    }
}

/// A project's handouts in a folder of their own.
fn made(name: &str, files: &Memory) -> (Prepared, PathBuf) {
    let target = project::scratch(name).join("dist");
    let (prepared, _) = project::build(files, &target, handouts_only());
    (prepared, target.join("private").join(EVENT))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn text_of(path: &Path) -> String {
    let output = Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext is installed");
    assert!(output.status.success(), "pdftotext cannot read {}", path.display());
    // A line of a page is no end of a sentence.
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The one file of a folder that begins and ends so.
fn only(folder: &Path, start: &str, end: &str) -> PathBuf {
    let all = names(folder);
    let found: Vec<&String> = all.iter().filter(|n| n.starts_with(start) && n.ends_with(end)).collect();
    assert_eq!(found.len(), 1, "{start}…{end} in {all:?}");
    folder.join(found[0])
}

fn company(prepared: &Prepared, buyer: &str) -> String {
    let record = prepared.project.buyer(buyer).expect("a buyer");
    record.company.for_audience(&Audience::Office).expect("the office sees it").source.str().to_owned()
}

fn firm(prepared: &Prepared, member: &str) -> String {
    prepared.project.member(member).expect("a member").name.source.str().to_owned()
}

fn sample() -> &'static (Prepared, PathBuf, Vec<Typed>) {
    static MADE: OnceLock<(Prepared, PathBuf, Vec<Typed>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let files = project::light_sample("handouts");
        let (prepared, folder) = made("handouts", &files);
        (prepared, folder, typed(&files))
    })
}

#[test]
fn each_receiver_gets_exactly_its_files() {
    let (prepared, folder, meetings) = sample();
    let langs: Vec<String> = prepared.project.langs().iter().map(|lang| lang.as_str().to_owned()).collect();
    let speaks = |wanted: &[String]| {
        wanted.iter().find(|tag| langs.contains(tag)).cloned().unwrap_or_else(|| langs[0].clone())
    };
    let three = |id: &str, lang: &str| {
        [format!("{id}-{lang}-a4-v1.pdf"), format!("{id}-v1.ics"), format!("{id}-v1.vcf")]
    };
    let ids = |key: fn(&Typed) -> &String| meetings.iter().map(key).cloned().collect::<BTreeSet<String>>();
    let of_buyer = |id: &String| {
        let own = prepared.project.buyer(id).expect("a buyer");
        three(id, &speaks(&own.languages.iter().map(|at| at.value.clone()).collect::<Vec<_>>()))
    };
    let buyers: BTreeSet<String> = ids(|m| &m.buyer).iter().flat_map(of_buyer).collect();
    let members: BTreeSet<String> = ids(|m| &m.member).iter().flat_map(|id| three(id, &langs[0])).collect();
    assert!(buyers.len() >= 3 * 29 && members.len() == 3 * 12, "{} {}", buyers.len(), members.len());
    assert_eq!(names(&folder.join("buyers")), buyers);
    assert_eq!(names(&folder.join("members")), members);
    let helpers = ids(|m| &m.interpreter).into_iter().filter(|id| !id.is_empty());
    let sheets: BTreeSet<String> = helpers.map(|id| format!("{id}-en-a4-v1.pdf")).collect();
    assert_eq!(sheets.len(), 2);
    assert_eq!(names(&folder.join("interpreters")), sheets);
    let others = names(folder).iter().filter(|name| name.contains("plan-v")).count();
    assert_eq!(others, 1, "the plan as a page, beside the folders");
}

#[test]
fn a_dossier_holds_its_own_meetings_in_order_and_no_others() {
    let (prepared, folder, meetings) = sample();
    let locale = Locale::new(&Lang::new("en"), Digits::Latin);
    let all: BTreeSet<&String> = meetings.iter().map(|m| &m.buyer).collect();
    let mut in_english = 0;
    let mut check = |kind: &str, id: &str, own: Vec<&Typed>, other: &dyn Fn(&Typed) -> String| {
        let path = only(&folder.join(kind), &format!("{id}-"), "-a4-v1.pdf");
        let text = text_of(&path);
        let met: BTreeSet<&String> = own.iter().map(|m| &m.buyer).collect();
        for stranger in all.iter().filter(|buyer| !met.contains(*buyer)) {
            assert!(!text.contains(&company(prepared, stranger)), "{id} reads of {stranger}");
        }
        if !path.to_string_lossy().contains("-en-a4") {
            return;
        }
        in_english += 1;
        let mut rest = text.as_str();
        for (index, m) in own.iter().enumerate() {
            let number = m.table.trim_start_matches(['t', '0']);
            let times = locale.times(m.start, m.end);
            let day = locale.weekday(m.start.date());
            let head = format!("Meeting {} · {day} · {times} · Table {number} {}", index + 1, other(m));
            let at = rest.find(&head).unwrap_or_else(|| panic!("`{head}` is not next in {id}"));
            rest = &rest[at + head.len()..];
        }
        assert!(!text.contains(&format!("Meeting {} ·", own.len() + 1)), "{id} has a meeting too many");
    };
    for buyer in &all {
        let own = meetings.iter().filter(|m| m.buyer == **buyer).collect();
        check("buyers", buyer, own, &|m| firm(prepared, &m.member));
    }
    for member in meetings.iter().map(|m| &m.member).collect::<BTreeSet<_>>() {
        let own = meetings.iter().filter(|m| m.member == *member).collect();
        check("members", member, own, &|m| company(prepared, &m.buyer));
    }
    assert!(in_english > 20, "{in_english} dossiers were read in order");
}

#[test]
fn handouts_of_every_kind_are_accessible_and_archivable() {
    let folder = &sample().1;
    for path in [
        "buyers/najd-bayt-ar-a4-v1.pdf",
        "members/sinadhara-mills-en-a4-v1.pdf",
        "interpreters/int-1-en-a4-v1.pdf",
    ] {
        assert_eq!(failed_rules_of(&folder.join(path)), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn an_interpreter_is_told_where_and_between_whom_and_no_more() {
    let (prepared, folder, meetings) = sample();
    let path = folder.join("interpreters/int-2-en-a4-v1.pdf");
    let text = text_of(&path);
    let all: BTreeSet<&String> = meetings.iter().map(|m| &m.buyer).collect();
    let own: Vec<&Typed> = meetings.iter().filter(|m| m.interpreter == "int-2").collect();
    assert!(own.len() > 3);
    let met: BTreeSet<&String> = own.iter().map(|m| &m.buyer).collect();
    for buyer in all {
        assert_eq!(text.contains(&company(prepared, buyer)), met.contains(buyer), "{buyer}");
        let contact = prepared.project.buyer(buyer).expect("a buyer").persons[0].contact.clone();
        let email = &contact.for_audience(&Audience::Office).expect("the office sees it").email;
        assert!(!email.is_empty() && !text.contains(email.as_str()));
    }
    let locale = Locale::new(&Lang::new("en"), Digits::Latin);
    let mut rest = text.as_str();
    for m in own {
        let row = format!("{} {}", locale.times(m.start, m.end), m.table.trim_start_matches(['t', '0']));
        let at = rest.find(&row).unwrap_or_else(|| panic!("`{row}` is not next: {text}"));
        rest = &rest[at + row.len()..];
    }
}

#[test]
fn letter_is_made_beside_a4_and_everything_fits() {
    let mut files = project::light_sample("letter");
    project::edit(&mut files, FRAME, "change_over_min", "papers = [\"A4\", \"Letter\"]\nchange_over_min");
    let (prepared, folder) = made("letter", &files);
    assert!(prepared.findings.is_empty(), "{:?}", prepared.findings);
    let mut sizes = BTreeMap::new();
    let of_parties =
        |folder: &str| ["/buyers", "/members", "/interpreters"].iter().any(|end| folder.ends_with(end));
    for laid in prepared.laid.iter().filter(|laid| of_parties(&laid.document.folder)) {
        let (paper, end) = (laid.document.paper, laid.document.name.ends_with("-letter-v1"));
        assert_eq!(end, paper == "Letter", "{}", laid.document.name);
        let stem = laid.document.name.replace("-letter-", "-").replace("-a4-", "-");
        sizes.entry(stem).or_insert_with(Vec::new).push((paper, laid.layout.pages.len()));
        for page in &laid.layout.pages {
            let (width, height) = if end { (612.0, 792.0) } else { (595.28, 841.89) };
            assert!((page.width - width).abs() < 0.1 && (page.height - height).abs() < 0.1);
        }
    }
    assert!(sizes.len() > 40);
    for (name, papers) in sizes {
        // A shorter page must not push a few lines onto one more.
        assert!(matches!(papers[..], [("A4", a), ("Letter", b)] if a == b), "{name}: {papers:?}");
    }
    for path in ["buyers/juniper-lane-en-letter-v1.pdf", "members/sinadhara-mills-en-letter-v1.pdf"] {
        assert_eq!(failed_rules_of(&folder.join(path)), Vec::<String>::new(), "{path}");
    }
}

/// Lines of a calendar or of cards as they were before folding.
fn unfolded(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("text");
    assert!(text.ends_with("\r\n") && text.split("\r\n").all(|l| l.len() <= 75 && !l.contains('\n')));
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

/// Name, first and last moment and version of each entry of a calendar.
fn entries(path: &Path) -> Vec<(String, String, String, String)> {
    let lines = unfolded(path);
    let all = |name: &str| -> Vec<String> {
        lines
            .iter()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map(str::to_owned)
            .collect()
    };
    let (uid, start, end, count) = (all("UID"), all("DTSTART"), all("DTEND"), all("SEQUENCE"));
    assert_eq!(all("BEGIN").len(), uid.len() + 1);
    let rest = start.into_iter().zip(end).zip(count);
    uid.into_iter().zip(rest).map(|(uid, ((start, end), count))| (uid, start, end, count)).collect()
}

#[test]
fn calendars_read_back_to_the_times_of_the_plan_across_a_change_of_the_clocks() {
    let mut files = project::light_sample("clocks");
    let frame = String::from_utf8(files.read(FRAME).expect("there")).expect("text");
    // The clocks of Europe go forward on the 28th of March 2027.
    let frame = frame.replace("2027-01-13", "2027-03-27").replace("2027-01-14", "2027-03-28");
    files.insert(FRAME, frame);
    project::edit(&mut files, PLAN, "version = 1", "version = 3");
    let (_, folder) = made("clocks", &files);
    let meetings = typed(&files);
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    let local = |utc: &str| {
        let plain = DateTime::strptime("%Y%m%dT%H%M%SZ", utc).expect("a moment in UTC");
        plain.to_zoned(TimeZone::UTC).expect("a moment").with_time_zone(zone.clone()).datetime()
    };
    let mut offsets = BTreeSet::new();
    let mut check = |kind: &str, id: &str, own: Vec<&Typed>| {
        let found = entries(&folder.join(kind).join(format!("{id}-v3.ics")));
        assert_eq!(found.len(), own.len(), "{id}");
        for ((uid, start, end, count), m) in found.iter().zip(own) {
            assert_eq!((local(start), local(end)), (m.start, m.end), "{uid}");
            let name = format!("{EVENT}-{}-{}-{}@solapurterryhouse.example", m.slot, m.buyer, m.member);
            assert_eq!((uid.as_str(), count.as_str()), (name.as_str(), "3"));
            if m.slot.ends_with("-01") || m.slot.ends_with("-03") {
                offsets.insert((m.slot.clone(), start.clone()));
            }
        }
    };
    for buyer in meetings.iter().map(|m| &m.buyer).collect::<BTreeSet<_>>() {
        check("buyers", buyer, meetings.iter().filter(|m| m.buyer == *buyer).collect());
    }
    for member in meetings.iter().map(|m| &m.member).collect::<BTreeSet<_>>() {
        check("members", member, meetings.iter().filter(|m| m.member == *member).collect());
    }
    // Twenty past ten on the wall: an hour from UTC on Saturday, two on Sunday.
    assert!(offsets.contains(&("d1-03".to_owned(), "20270327T092000Z".to_owned())), "{offsets:?}");
    assert!(offsets.contains(&("d2-03".to_owned(), "20270328T082000Z".to_owned())), "{offsets:?}");
}

#[test]
fn address_cards_are_of_those_one_meets_and_as_they_consent() {
    let mut files = project::light_sample("cards");
    let shy = "members/sinadhara-mills/member.md";
    project::edit(
        &mut files,
        shy,
        "directory = true, dossiers = true",
        "directory = false, dossiers = false",
    );
    project::edit(&mut files, "members/angavara-robes/member.md", "name = \"\"", "name = \"Asha Sample\"");
    let (prepared, folder) = made("handout-cards", &files);
    let meetings = typed(&files);
    let own: Vec<&Typed> = meetings.iter().filter(|m| m.buyer == "juniper-lane").collect();
    let lines = unfolded(&folder.join("buyers/juniper-lane-v1.vcf"));
    let all = |name: &str| -> Vec<&str> { lines.iter().filter_map(|line| line.strip_prefix(name)).collect() };
    let firms: Vec<String> = own.iter().map(|m| firm(&prepared, &m.member)).collect();
    assert_eq!(all("ORG:"), firms);
    assert!(firms.contains(&"Sinadhara Mills".to_owned()) && firms.contains(&"Angavara Robes".to_owned()));
    assert_eq!(all("VERSION:"), vec!["4.0"; firms.len()]);
    assert_eq!(all("EMAIL;TYPE=work:").len(), firms.len() - 1);
    assert!(!lines.iter().any(|line| line.contains("sinadhara.example") && line.contains('@')), "{lines:#?}");
    // A person that has a name is a person; a desk is the firm's.
    assert!(all("FN:").contains(&"Asha Sample"));
    assert_eq!(all("KIND:").iter().filter(|kind| **kind == "individual").count(), 1);
    let buyers = unfolded(&folder.join("members/angavara-robes-v1.vcf"));
    let met = meetings.iter().filter(|m| m.member == "angavara-robes").map(|m| company(&prepared, &m.buyer));
    let named: Vec<&str> = buyers.iter().filter_map(|line| line.strip_prefix("ORG:")).collect();
    assert_eq!(named, met.collect::<Vec<_>>());
}

#[test]
fn factory_visits_have_an_itinerary_and_hosts_learn_nothing_of_the_rest_of_the_tour() {
    let mut files = project::light_sample("visits");
    project::edit(&mut files, FRAME, "\"seller-tables\"", "\"factory-visits\"");
    let extra = "\nvisit = [{ member = \"sinadhara-mills\", minutes = 45 }, { member = \"padvara-bath-mats\", minutes = 15 }, \
                 { member = \"angavara-robes\", minutes = 15 }, { member = \"bhetgath-gifts\", minutes = 20 }]\n\
                 travel = [{ from = \"Sample Inn\", to = \"angavara-robes\", minutes = 25 }, \
                 { from = \"bhetgath-gifts\", to = \"angavara-robes\", minutes = 12 }]\n";
    project::edit(&mut files, FRAME, "# 5 must meet", &format!("{extra}\n# 5 must meet"));
    let (prepared, folder) = made("visits", &files);
    // The sample's plan was made for tables: between some factories it leaves no time, and says so.
    let tours =
        |one: &fairfolio::diag::Diagnostic| one.code.id == "FF1003" && one.message.contains("the visit of ");
    assert!(prepared.findings.iter().all(tours), "{:?}", prepared.findings);
    assert!(!prepared.findings.is_empty(), "a visit of 45 minutes does not end in 20");
    // Three quarters of an hour at the third firm, whatever the slot's length; a drive before the first.
    let text = text_of(&folder.join("buyers/juniper-lane-en-a4-v1.pdf"));
    let (_, tour) = text.split_once("Factory visits").expect("an itinerary");
    for part in ["10:20–10:45", "Sample Inn to Angavara Robes", "25 minutes", "11:13–11:25", "12 minutes"]
    {
        let before = &tour[..tour.find("Papers you require").expect("the next page")];
        assert!(before.contains(part), "{part}: {before}");
    }
    assert!(tour.contains("11:50–12:35") && tour.contains("45 minutes"), "{tour}");
    let calendar = entries(&folder.join("buyers/juniper-lane-v1.ics"));
    assert!(
        calendar
            .iter()
            .any(|(_, start, end, _)| { start == "20270113T105000Z" && end == "20270113T113500Z" }),
        "{calendar:?}"
    );
    let path = folder.join("buyers/khor-lines-ar-a4-v1.pdf");
    assert_eq!(failed_rules_of(&path), Vec::<String>::new());
    let host = text_of(&folder.join("members/angavara-robes-en-a4-v1.pdf"));
    let (_, visitors) = host.split_once("Visitors to your works").expect("an itinerary");
    let visitors = &visitors[..visitors.find("How you appear").expect("the next page")];
    assert!(visitors.contains("Juniper Lane Trading") && visitors.contains("15 minutes"), "{visitors}");
    assert!(!visitors.contains("Sample Inn") && !visitors.contains("Bhetgath"), "{visitors}");
}

#[test]
fn a_hall_is_drawn_to_its_metres_and_not_mirrored() {
    let files = project::sample();
    let (project, _) = load::load(&files, project::options().today).expect("readable");
    let theme = Theme::load(&files, &project.paths).expect("a theme");
    let plan = |lang: &str| {
        let lang = Lang::new(lang);
        let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
        let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
        hall::view(&scope, &project.meetings[0], (174.0, 130.0), |id| id == "t06")
    };
    let (en, ar) = (plan("en"), plan("ar"));
    // 24 × 15 metres in 174 millimetres.
    assert!((en.width - 174.0).abs() < 0.01 && (en.height - 174.0 * 15.0 / 24.0).abs() < 0.01);
    let of = |id: &str| en.spots.iter().find(|spot| spot.id == id).expect("a table");
    assert!((of("t02").x - of("t01").x - 6.0 * 174.0 / 24.0).abs() < 0.02);
    assert!(of("t01").y > of("t05").y && of("t05").y > of("t09").y, "the entrance is below");
    assert_eq!(en.spots.iter().filter(|spot| spot.own).map(|s| s.id.as_str()).collect::<Vec<_>>(), ["t06"]);
    // Read from the right, the distance from the right edge is the same place.
    for (left, right) in en.spots.iter().zip(&ar.spots) {
        assert!((left.x + left.size + right.x - en.width).abs() < 0.02, "{} is mirrored", left.id);
    }
    assert_eq!(en.scale.label, "5\u{a0}m");
    assert!((en.scale.length - 5.0 * 174.0 / 24.0).abs() < 0.01);
}

#[test]
fn a_hall_of_a_hundred_tables_fits_its_page() {
    let mut files = project::light_sample("hall");
    let text = String::from_utf8(files.read(FRAME).expect("there")).expect("text");
    let start = text.find("table = [").expect("tables");
    let end = start + text[start..].find("\n]").expect("the end of the list") + 2;
    let row = |n: usize| {
        let (x, y) = (2 + 3 * (n % 15), 2 + 4 * (n / 15));
        format!("{{ id = \"t{:02}\", label = \"{}\", x = {x}.0, y = {y}.5 }}", n + 1, n + 101)
    };
    let rows: Vec<String> = (0..105).map(row).collect();
    files.insert(FRAME, format!("{}table = [{}]{}", &text[..start], rows.join(", "), &text[end..]));
    for lang in ["ar", "de", "fr"] {
        files.remove(&format!("meetings/{EVENT}.{lang}.toml"));
    }
    let prepared =
        fairfolio::pipeline::prepare(&files, &fairfolio::cache::NoCache, handouts_only()).expect("readable");
    let of_layout: Vec<_> = prepared.findings.iter().filter(|f| f.code.id.starts_with("FF12")).collect();
    assert!(of_layout.is_empty(), "{of_layout:?}");
    assert!(prepared.laid.iter().filter(|laid| laid.document.folder.ends_with("/buyers")).count() >= 29);
}
