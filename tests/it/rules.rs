//! The rules, each with the smallest slip that provokes it. A case is a text file in `cases/`: prose,
//! edits of the sample consortium, and what is then found, to the letter. The sample itself is clean,
//! so nothing is subtracted. `FAIRFOLIO_BLESS=1` writes what is found into the cases.

mod case;
mod hostile;

use std::collections::{BTreeMap, BTreeSet};

use fairfolio::cache::NoCache;
use fairfolio::check::rules::{self, Stage};
use fairfolio::diag::render::{Format, render};
use fairfolio::diag::{Diagnostic, Severity, codes};
use fairfolio::files::Memory;
use fairfolio::pipeline::prepare;
use fairfolio::source::SourceMap;
use rayon::prelude::*;

use crate::project::{edit, options, sample};
use case::Case;

/// Findings on data and addresses: everything that needs no layout.
fn check(files: &Memory) -> (Vec<Diagnostic>, SourceMap) {
    let (project, mut findings) = fairfolio::load::load(files, options().today).expect("in memory");
    findings.extend(fairfolio::check::data(&project).sorted(&project.sources));
    let addresses: Vec<_> =
        project.langs().iter().flat_map(|lang| fairfolio::check::addresses(&project, lang)).collect();
    findings.extend(fairfolio::check::publication(&project, &addresses).sorted(&project.sources));
    (findings.sorted(&project.sources), project.sources)
}

/// The same with layout, for the few cases about it.
fn check_layout(files: &Memory) -> (Vec<Diagnostic>, SourceMap) {
    let prepared = prepare(files, &NoCache, options()).expect("in memory");
    let (project, _) = fairfolio::load::load(files, options().today).expect("in memory");
    (prepared.findings, project.sources)
}

fn found(case: &Case) -> String {
    let mut files = sample();
    case.apply(&mut files);
    let (findings, sources) = if case.is_layout() { check_layout(&files) } else { check(&files) };
    render(&findings, &sources, Format::Short, false)
}

#[test]
fn the_sample_is_clean() {
    let (findings, sources) = check(&sample());
    assert_eq!(render(&findings, &sources, Format::Short, false), "");
}

#[test]
fn every_case_finds_exactly_what_it_says() {
    let cases = Case::all();
    let results: Vec<(&Case, String)> = cases.par_iter().map(|case| (case, found(case))).collect();
    let mut wrong = Vec::new();
    for (case, found) in results {
        if std::env::var_os("FAIRFOLIO_BLESS").is_some() {
            case.bless(&found);
        } else if found != case.expected {
            wrong.push(format!("== {}\nexpected:\n{}found:\n{found}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}\nFAIRFOLIO_BLESS=1 accepts this", wrong.join("\n"));
}

/// Codes that no edit of a project can provoke, each with the reason.
const NO_CASE: [(&str, &str); 12] = [
    ("FF1206", "needs pages that never settle; the print engine's tests have such a document"),
    ("FF1207", "lines, sizes and drawings are the theme's; the print engine's tests provoke each"),
    ("FF1401", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1402", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1403", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1404", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1405", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1406", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1407", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1408", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1409", "a sheet is no file of the project; `sheets.rs` provokes it"),
    ("FF1601", "is found in packages, not in a project; the tests of packages provoke it"),
];

#[test]
fn every_code_has_a_case_and_every_case_shows_its_code() {
    let cases = Case::all();
    let have: BTreeSet<&str> = cases.iter().map(|case| case.code()).collect();
    for code in codes::ALL {
        let exempt = NO_CASE.iter().any(|(id, _)| *id == code.id);
        assert_eq!(
            have.contains(code.id),
            !exempt,
            "{}: a case, or a reason in NO_CASE, but not both",
            code.id
        );
    }
    for case in &cases {
        let own = format!("[{}]", case.code());
        assert!(case.expected.contains(&own), "{} does not show {own}", case.name);
        assert!(codes::find(case.code()).is_some(), "{} is of no code", case.name);
        assert!(case.prose.split_whitespace().count() >= 5, "{} does not say what it is about", case.name);
    }
}

/// Cases that take away what all others need, or contradict another one.
const ALONE: [(&str, &str); 9] = [
    ("FF1005-slot_overlap-clock", "another case takes the place's time zone away"),
    ("FF0211-unknown_theme-far", "a second line `theme` makes the file unreadable"),
    ("FF0101-syntax-date", "an unreadable member hides what other cases do to it"),
    ("FF1301-printer_profile-none", "without a printer nothing is held against its limits"),
    ("FF1104-language_tag-of_outputs", "most members are taken away to keep it short"),
    ("FF0114-missing_file", "without `consortium.toml` nothing else is checked"),
    ("FF0115-nothing_to_show", "without members nothing else is checked"),
    ("FF0101-syntax-of_all", "an unreadable `consortium.toml` hides the rest"),
    ("FF0115-nothing_to_show-products", "without products nothing else is checked"),
];

#[test]
fn one_run_lists_the_faults_of_all_cases() {
    let mut files = sample();
    let mut expected = BTreeSet::new();
    for case in Case::all().iter().filter(|case| !case.is_layout()) {
        let alone = ALONE.iter().any(|(name, _)| *name == case.name);
        // A case whose text another one has changed already is left out.
        if !alone && case.fits(&files) {
            case.apply(&mut files);
            expected.insert(case.code().to_owned());
        }
    }
    let (findings, _) = check(&files);
    let found: BTreeSet<&str> = findings.iter().map(|finding| finding.code.id).collect();
    let missed: Vec<&String> = expected.iter().filter(|code| !found.contains(code.as_str())).collect();
    assert!(missed.is_empty(), "not in one run: {missed:?}");
    assert!(expected.len() >= 70, "only {} codes took part", expected.len());
}

#[test]
fn one_firms_missing_picture_stops_neither_the_others_nor_the_build() {
    let mut files = sample();
    files.remove("members/nakshila-jacquards/works.jpg");
    files.remove("members/nakshila-jacquards/products/paisley.jpg");
    let (findings, sources) = check(&files);
    assert_eq!(findings.len(), 2);
    for finding in &findings {
        assert_eq!(finding.code.name, "photo_missing");
        assert_eq!(finding.severity, Severity::PrintBlocking, "built, but not for the press");
        assert_eq!(finding.member(&sources), Some("nakshila-jacquards"));
    }
}

#[test]
fn every_code_has_exactly_one_rule_with_a_manual_page() {
    let mut rules: BTreeMap<&str, u32> = BTreeMap::new();
    for rule in rules::ALL {
        *rules.entry(rule.code.id).or_default() += 1;
        assert_eq!(rule.file, rule.code.name, "the file is called as the rule");
        assert_eq!(rule.run.is_some(), rule.stage == Stage::Data, "{}", rule.file);
        let manual = rule.manual();
        let (title, text) = manual.split_once('\n').expect("more than a title");
        assert!(title.starts_with("# "), "{}: {title}", rule.file);
        let prose: String = text.split("```").step_by(2).collect();
        let sentences = prose.matches(". ").count() + prose.matches(".\n").count();
        assert!(sentences >= 2, "{} is explained in {sentences} sentences", rule.file);
    }
    for code in codes::ALL {
        assert_eq!(rules.get(code.id), Some(&1), "{} {}", code.id, code.name);
    }
}

#[test]
fn messages_are_phrases_and_hints_are_orders() {
    for case in Case::all() {
        // A fault of the theme is shown as its parser words it, over several lines.
        for line in case
            .expected
            .lines()
            .filter(|line| line.contains("[FF") && !line.contains("[FF1208]") && !line.contains("[FF1209]"))
        {
            let (_, message) = line.split_once("]: ").expect("a finding");
            let first = message.chars().next().expect("a message");
            assert!(!first.is_uppercase(), "{}: {message}", case.name);
            // What is no TOML is said in the words of its parser.
            let own = case.code() != "FF0101";
            assert!(!own || !message.contains("invalid"), "{}: {message}", case.name);
            let hinted = message.ends_with(')') || case.code() == "FF0104";
            assert!(hinted, "{} says nothing to do: {message}", case.name);
        }
    }
}

/// Private words of the sample: names and contacts of people, buyers' firms, prices.
#[test]
fn no_message_tells_a_private_value() {
    let mut files = sample();
    let buyer = "buyers/dar-almaha.toml";
    edit(&mut files, buyer, "country    = \"AE\"", "country    = \"Zorbia\"");
    edit(&mut files, buyer, "Dar Almaha Hospitality Supply", "Zorbia TBD Lorem Ipsum");
    edit(
        &mut files,
        buyer,
        "currency = \"USD\", value = \"2.75\"",
        "currency = \"zorbs\", value = \"zorb 7\"",
    );
    edit(&mut files, buyer, "+971 4 000 0000", "zorbphone");
    edit(&mut files, buyer, "buying@dar-almaha.example", "zorbmail");
    edit(&mut files, buyer, "value = 280000, unit = \"pcs\"", "value = -77137, unit = \"zorbunit\"");
    edit(&mut files, buyer, "https://www.dar-almaha.example/", "javascript:zorb");
    edit(&mut files, "prices/bhimatara-fob-2027.toml", "price = \"3.05\"", "price = \"zorb 3.05\"");
    let member = "members/sinadhara-mills/member.md";
    edit(
        &mut files,
        member,
        "value = 310, unit = \"t\", per = \"month\"",
        "value = -77137, unit = \"zorbs\", per = \"zorb\"",
    );
    edit(&mut files, member, "+91 217 000 001", "zorbnumber");
    let (findings, sources) = check(&files);
    let all = render(&findings, &sources, Format::Json, false).to_lowercase();
    for secret in ["zorb", "77137"] {
        assert!(!all.contains(secret), "`{secret}` is told: {all}");
    }
    assert!(findings.len() >= 9, "{all}");
}
