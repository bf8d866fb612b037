//! `fairfolio audit`: what each firm has is what the pages and the plan hold, anybody can draw the order again, what is
//! over a limit is said first, and nothing in it is for some members' eyes only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use fairfolio::cache::NoCache;
use fairfolio::files::{Files as _, Memory};
use fairfolio::model::private::Audience;
use fairfolio::pipeline::{Options, Parts, Prepared, prepare};
use fairfolio::report::fairness::{self, Fairness, Standing};

use crate::project::{self, edit, scratch, write_out};

fn only_print() -> Options {
    Options {
        parts: Parts { site: false, print: true, handouts: false, reports: false },
        ..project::options()
    }
}

/// The sample of engineering goods: four firms, and an edition that gave one of them more.
fn small() -> Memory {
    let mut files = project::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-forge"));
    let edition = "brochure = \"flow-2026\"\nedition = \"2026-1\"\nclosed = 2026-02-01\n\
        input = \"0123456789abcdef0123456789abcdef\"\norder = [\"gondal\", \"aji\", \"kathivale\", \"machhu\"]\n\
        [[exposure]]\nmember = \"gondal\"\nmm2 = 90000\n[[exposure]]\nmember = \"aji\"\nmm2 = 60000\n\
        [[exposure]]\nmember = \"kathivale\"\nmm2 = 60000\n[[exposure]]\nmember = \"machhu\"\nmm2 = 60000\n";
    files.insert("editions/flow-2026-2026-1.toml", edition);
    files
}

fn prepared(files: &Memory) -> Prepared {
    prepare(files, &NoCache, only_print()).expect("in memory")
}

fn of_sample() -> &'static Fairness {
    static REPORT: std::sync::OnceLock<Fairness> = std::sync::OnceLock::new();
    REPORT.get_or_init(|| fairness::report(&project::built().0))
}

fn verdict<'a>(report: &'a Fairness, about: &str) -> &'a fairness::Verdict {
    report.verdicts.iter().find(|own| own.about == about).unwrap_or_else(|| panic!("no verdict on {about}"))
}

#[test]
fn the_report_of_a_small_house_reads_as_the_golden_one() {
    let shown = fairness::text(&fairness::report(&prepared(&small())));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden/fairness.txt");
    if std::env::var_os("FAIRFOLIO_BLESS").is_some() {
        fs::write(&golden, &shown).expect("written");
    }
    let expected = fs::read_to_string(&golden).expect("the golden file; FAIRFOLIO_BLESS=1 writes it");
    let differs = shown.lines().zip(expected.lines()).find(|(now, then)| now != then);
    assert!(shown == expected, "the report reads otherwise; first difference: {differs:?}");
    assert!(shown.lines().all(|line| line.chars().count() <= 132), "a line is wider than a printed page");
}

#[test]
fn every_member_has_in_each_document_what_its_pages_hold() {
    let (prepared, ..) = project::built();
    let report = of_sample();
    let members: BTreeSet<&str> = prepared.project.current_members().map(|own| own.id.as_str()).collect();
    assert_eq!(members.len(), 12);
    let brochures: Vec<_> = prepared.laid.iter().filter(|laid| laid.document.is_brochure()).collect();
    assert_eq!(report.documents.len(), brochures.len());
    for (document, laid) in report.documents.iter().zip(brochures) {
        let named: BTreeSet<&str> = document.firms.iter().map(|own| own.member.as_str()).collect();
        assert_eq!(named, members, "{}", document.document);
        let filled: f64 = laid.layout.areas.iter().map(|area| area.mm2).sum();
        let told: u64 = document.firms.iter().map(|own| own.filled_mm2).sum();
        assert!((filled - told as f64).abs() <= 6.0, "{told} of {filled} mm²: half a mm² for each firm");
        for own in &document.firms {
            assert_eq!((own.pages, own.products), (2, 4), "{} in {}", own.member, document.document);
            assert!(own.mm2 >= own.filled_mm2, "no more is filled than there is place");
            // A picture of its works, four small ones in its block, and a card for each product.
            assert_eq!(own.pictures, 9, "{} in {}", own.member, document.document);
        }
    }
    assert_eq!(verdict(report, "space").standing, Standing::Even, "{}", verdict(report, "space").sentence);
    assert_eq!(verdict(report, "products").standing, Standing::Even);
}

#[test]
fn the_order_is_the_draw_that_anybody_can_do_again() {
    let report = of_sample();
    let drawn: Vec<&String> = report.firms.iter().map(|firm| firm.draw.as_ref().expect("drawn")).collect();
    assert!(drawn.is_sorted() && drawn.iter().all(|number| number.len() == 64));
    assert!(report.firms.iter().enumerate().all(|(at, firm)| firm.place == at + 1));
    let order: Vec<&str> = report.firms.iter().map(|firm| firm.member.as_str()).collect();
    let printed: Vec<&str> = report.documents[0].firms.iter().map(|own| own.member.as_str()).collect();
    assert_eq!(order, printed, "the same in print");
    // The line of the report, as a member would type it.
    let line = report.rules.recompute.split_once("sum`: ").expect("a line to type").1;
    let line = line.replace("FIRM", order[0]);
    let run = Command::new("sh").args(["-c", &line]).output().expect("a shell");
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(told.split(' ').next(), Some(drawn[0].as_str()), "{line}");
}

#[test]
fn places_on_the_site_are_those_of_the_lists() {
    let (prepared, target, _) = project::built();
    let report = of_sample();
    for group in &report.groups {
        let page = fs::read_to_string(target.join(format!("public/site/groups/{}.html", group.group)));
        let page = page.expect("a page of the group");
        let mut slugs: Vec<&str> = Vec::new();
        for slug in page.split("products/").skip(1).filter_map(|rest| Some(rest.split_once(".html")?.0)) {
            let is_name = slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && slug != "index";
            if is_name && !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
        assert_eq!(slugs.len(), group.products, "{}: {slugs:?}", group.group);
        for (member, places) in group.firms.iter().map(|own| (&own.member, &own.places)) {
            let link = format!("{member}-");
            let here = slugs.iter().zip(1..).filter(|(slug, _)| slug.starts_with(&link));
            assert_eq!(&here.map(|(_, place)| place).collect::<Vec<_>>(), places, "{member}");
        }
    }
    let products: usize = report.firms.iter().map(|firm| firm.site_products).sum();
    let common = prepared.project.offered_products().filter(|product| product.is_common()).count();
    assert_eq!(products + common, prepared.project.offered_products().count());
}

#[test]
fn meetings_are_counted_on_the_plan_as_it_is() {
    let (prepared, ..) = project::built();
    let plan = &prepared.project.plans[0];
    let own = &of_sample().meetings[0];
    assert_eq!((own.meetings, own.firms.len()), (plan.meetings.len(), 12));
    for firm in &own.firms {
        let count = plan.meetings.iter().filter(|meeting| meeting.member.str() == firm.member).count();
        assert_eq!(firm.meetings, count, "{}", firm.member);
        assert!(firm.mutual_met <= firm.mutual && firm.first_choice_met <= firm.first_choice);
        assert_eq!(firm.minimum_met, count >= 10);
    }
    let mut files = project::sample();
    let text = String::from_utf8(files.read("meetings/home-textiles-2027.plan.toml").expect("a plan"));
    let text = text.expect("text");
    // All but two meetings of one firm are taken out.
    let parts: Vec<&str> = text.split("\n[[meeting]]").collect();
    let is_own = |part: &&&str| part.contains("member  = \"angavara-robes\"");
    let kept: BTreeSet<&str> = parts.iter().filter(is_own).take(2).copied().collect();
    let rest: Vec<&str> =
        parts.iter().filter(|part| !is_own(part) || kept.contains(**part)).copied().collect();
    files.insert("meetings/home-textiles-2027.plan.toml", rest.join("\n[[meeting]]"));
    let report = fairness::report(&prepared_without_pages(&files));
    let minimum = verdict(&report, "minimum");
    assert_eq!(minimum.standing, Standing::Over);
    assert!(minimum.sentence.contains("Angavara Robes") && report.verdicts[0] == *minimum, "said first");
    let firm = report.meetings[0].firms.iter().find(|firm| firm.member == "angavara-robes").expect("it");
    assert_eq!((firm.meetings, firm.minimum_met), (2, false));
    assert!(!firm.short.is_empty(), "why");
}

/// Records and plans, with a catalogue that costs nothing.
fn prepared_without_pages(files: &Memory) -> Prepared {
    let mut files = files.clone();
    files.insert(
        "theme/print/catalogue.xml",
        "<document title=\"x\" lang=\"en\"><page-set master=\"page\"><p>x</p></page-set></document>",
    );
    prepared(&files)
}

#[test]
fn a_firm_that_left_stands_nowhere_not_even_among_what_was_printed() {
    let mut files = small();
    edit(&mut files, "members/gondal/member.md", "\njoined ", "\nleft = 2026-11-01\njoined ");
    let report = fairness::report(&prepared(&files));
    assert_eq!(report.firms.len(), 3);
    for text in [fairness::text(&report), fairness::json(&report)] {
        assert!(!text.to_lowercase().contains("gondal"), "{text}");
    }
    assert_eq!(report.editions[0].order[0], "", "its place in the old edition stays a place");
    // Without the one that had more, the others had the same.
    assert_eq!(verdict(&report, "exposure").standing, Standing::Even);
}

#[test]
fn a_new_member_is_no_victim_of_editions_before_its_time() {
    let mut files = small();
    let edition = String::from_utf8(files.read("editions/flow-2026-2026-1.toml").expect("it")).expect("text");
    let without =
        edition.replace(", \"machhu\"]", "]").replace("[[exposure]]\nmember = \"machhu\"\nmm2 = 60000\n", "");
    files.insert("editions/flow-2026-2026-1.toml", without.replace("90000", "60000"));
    let share = |files: &Memory| {
        let report = fairness::report(&prepared(files));
        let own = report.exposure.iter().find(|own| own.member == "machhu").expect("it").clone();
        (own.editions, own.stood, own.share)
    };
    let (editions, stood, old) = share(&files);
    assert_eq!((editions, stood), (2, 1), "a member then, and left out");
    assert!(old < 0.6, "{old}");
    let member = String::from_utf8(files.read("members/machhu/member.md").expect("it")).expect("text");
    let joined = member.lines().find(|line| line.starts_with("joined")).expect("a day").to_owned();
    edit(&mut files, "members/machhu/member.md", &joined, "joined = 2026-06-01");
    let (editions, stood, new) = share(&files);
    assert_eq!((editions, stood), (1, 1));
    assert!(new > 0.97, "{new}");
}

fn audit(folder: &Path, more: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_fairfolio")).arg("audit").arg(folder).args(more).output();
    run.expect("the command runs")
}

fn listed(folder: &Path) -> BTreeMap<String, u64> {
    let all = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    all.filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().display().to_string(), entry.metadata().expect("facts").len()))
        .collect()
}

#[test]
fn the_command_prints_writes_nothing_and_fails_only_on_what_blocks() {
    let folder = scratch("audit-command").join("guild");
    write_out(&small(), &folder);
    let before = listed(&folder);
    let done = audit(&folder, &[]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(0), "an uneven edition is no error");
    assert!(said.contains("NOT EVEN   over 2 editions Gondal Precision had"), "{said}");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert_eq!(audit(&folder, &["--strict", "--quiet"]).status.code(), Some(1), "but under `--strict` it is");
    assert_eq!(listed(&folder), before);
    fs::write(folder.join("members/aji/member.md"), "+++\nname = \n+++\n").expect("written");
    let broken = audit(&folder, &[]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&broken.stderr).contains("FF0101"));
    assert_eq!(String::from_utf8_lossy(&broken.stdout).trim(), "nothing was compared: mend the errors first");
}

#[test]
fn all_members_may_read_it() {
    let (prepared, ..) = project::built();
    let report = of_sample();
    let text = fairness::text(report) + &fairness::json(report);
    for buyer in &prepared.project.buyers {
        assert!(!text.contains(buyer.id.as_str()), "{} is named", buyer.id);
        let company = buyer.company.for_audience(&Audience::Office).expect("the office sees it").source.str();
        assert!(!text.contains(company), "{company} is named");
    }
    for word in ["fee", "price", "payment", "@"] {
        assert!(!text.contains(word), "`{word}` is in it");
    }
}

#[test]
fn a_build_puts_the_same_into_the_reports_of_the_office() {
    let (_, target, manifest) = project::built();
    let at = |name: &str| format!("private/office/reports/{name}");
    let read = |name: &str| fs::read_to_string(target.join(at(name))).expect("a report");
    assert_eq!(read("fairness.txt"), fairness::text(of_sample()));
    assert_eq!(read("fairness.json"), fairness::json(of_sample()));
    assert!(manifest.files.contains_key(&at("fairness.txt")));
    assert!(
        manifest.files.keys().all(|path| !path.contains("fairness") || path.starts_with("private/office/"))
    );
}
