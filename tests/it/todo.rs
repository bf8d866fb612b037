//! To-do lists on paper: each member gets what is its own to do and nothing of another's, sorted as people work on it, on a
//! sheet that everybody can read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use fairfolio::files::Memory;
use fairfolio::pipeline::{Options, Parts, Prepared};
use fairfolio::report::todo::{List, OFFICE, receivers, whose};

use crate::brochure::failed_rules_of;
use crate::project::{self, build, edit, light_sample, options, scratch};

const ROBES: &str = "members/angavara-robes/member.md";
const MILLS: &str = "members/sinadhara-mills/member.md";

/// A sample in which two firms have something to do: one of each kind, and a wrong number.
fn late() -> Memory {
    let mut files = light_sample("todo");
    edit(&mut files, ROBES, "town          = \"Solapur\"\n", "");
    edit(&mut files, ROBES, "expires = 2027-09-10", "expires = 2026-12-24");
    edit(&mut files, ROBES, "women_percent  = 69", "women_percent  = 169");
    edit(&mut files, MILLS, "town          = \"Solapur\"\n", "");
    files
}

fn built() -> &'static (Prepared, PathBuf) {
    static BUILT: OnceLock<(Prepared, PathBuf)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = scratch("todo").join("dist");
        let parts = Parts { site: false, print: false, handouts: false, reports: true };
        let (prepared, _) = build(&late(), &target, Options { parts, ..options() });
        (prepared, target)
    })
}

fn words(path: &Path) -> String {
    let done = Command::new("pdftotext").arg(path).arg("-").output().expect("poppler");
    assert!(done.status.success(), "pdftotext cannot read {}", path.display());
    String::from_utf8(done.stdout).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn list(target: &Path, id: &str, ending: &str) -> PathBuf {
    target.join(format!("private/office/todo/{id}.{ending}"))
}

#[test]
fn each_member_of_today_gets_a_sheet_and_a_letter_with_its_own_findings_only() {
    let (prepared, target) = built();
    let members: Vec<&str> = receivers(&prepared.project).collect();
    assert_eq!(members.len(), 12);
    for id in &members {
        let (sheet, letter) = (words(&list(target, id, "pdf")), list(target, id, "txt"));
        let letter = fs::read_to_string(letter).expect("a letter");
        for finding in &prepared.findings {
            let start = finding.message.split('`').next().unwrap_or_default().trim();
            let path = finding.path(&prepared.project.sources);
            let is_own = whose(finding, &prepared.project) == *id;
            assert_eq!(letter.contains(path), is_own, "{path} in the letter of {id}: {start}");
            if is_own {
                assert!(sheet.replace(' ', "").contains(&path.replace(' ', "")), "{path} in {sheet}");
            }
        }
        for other in members.iter().filter(|other| *other != id) {
            assert!(!sheet.contains(other) && !letter.contains(other), "{other} in the list of {id}");
        }
    }
    let free = words(&list(target, "padvara-bath-mats", "pdf"));
    assert!(free.contains("everything is complete"), "{free}");
}

#[test]
fn what_is_missing_comes_before_what_is_wrong_and_what_expires() {
    let (_, target) = built();
    let letter = fs::read_to_string(list(target, "angavara-robes", "txt")).expect("a letter");
    let at = |words: &str| letter.find(words).unwrap_or_else(|| panic!("`{words}` is not in {letter}"));
    let parts = [
        at("\nMissing\n"),
        at("no “town”"),
        at("\nTo correct\n"),
        at("169"),
        at("\nExpired, or expiring before the fair ends\n"),
        at("2026-12-24"),
    ];
    assert!(parts.is_sorted(), "{letter}");
    assert!(letter.contains("\n1. needed: ") && letter.contains("\n2. needed: "), "{letter}");
    assert!(!letter.contains('`'), "no back-ticks: {letter}");
    let sheet = words(&list(target, "angavara-robes", "pdf"));
    for part in [
        "What is still to do",
        "Angavara Robes",
        "Missing",
        "To correct",
        "Needed before printing",
        "office@",
    ] {
        assert!(sheet.contains(part), "`{part}` is not in {sheet}");
    }
}

#[test]
fn a_sheet_is_accessible_whatever_is_on_it() {
    let (_, target) = built();
    for id in ["angavara-robes", "padvara-bath-mats"] {
        assert_eq!(failed_rules_of(&list(target, id, "pdf")), Vec::<String>::new(), "{id}");
    }
}

#[test]
fn a_long_list_goes_on_on_further_pages_and_nothing_is_lost() {
    let mut files = light_sample("todo");
    for field in [
        "founded",
        "employees",
        "women_percent",
        "plant_area_m2",
        "export_share",
        "summary",
        "town",
        "address",
    ] {
        let text =
            String::from_utf8(fairfolio::files::Files::read(&files, ROBES).expect(ROBES)).expect("text");
        let line = text.lines().find(|line| line.starts_with(field)).expect(field).to_owned();
        edit(&mut files, ROBES, &format!("{line}\n"), "");
    }
    for product in ["shawl-white", "velour-indigo", "velour-madder"] {
        files.remove(&format!("members/angavara-robes/products/{product}.jpg"));
        edit(&mut files, &format!("members/angavara-robes/products/{product}.md"), "name ", "#name ");
    }
    let target = scratch("todo-long").join("dist");
    let parts = Parts { site: false, print: false, handouts: false, reports: true };
    let (prepared, _) = build(&files, &target, Options { parts, ..options() });
    let own: Vec<_> =
        prepared.findings.iter().filter(|own| whose(own, &prepared.project) == "angavara-robes").collect();
    let needed = own.iter().filter(|own| own.severity.is_error()).count();
    assert!(own.len() > 15 && needed > 5, "{} findings, {needed} of them grave", own.len());
    let sheet = list(&target, "angavara-robes", "pdf");
    let told = words(&sheet);
    assert_eq!(told.matches("Needed before printing").count(), needed);
    assert!(own.iter().all(|own| own.hints.is_empty() || told.contains(" line ")), "{told}");
    for kind in ["Missing", "To correct"] {
        assert!(told.contains(kind), "{told}");
    }
    let facts = Command::new("pdfinfo").arg(&sheet).output().expect("poppler");
    let facts = String::from_utf8_lossy(&facts.stdout).into_owned();
    assert!(facts.lines().any(|line| line.starts_with("Pages:") && !line.ends_with(" 1")), "{facts}");
    assert_eq!(failed_rules_of(&sheet), Vec::<String>::new());
}

#[test]
fn the_second_theme_sets_lists_too() {
    let mut files = project::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-forge"));
    edit(&mut files, "members/aji/member.md", "\ntown ", "\n#town ");
    let target = scratch("todo-forge").join("dist");
    let parts = Parts { site: false, print: false, handouts: false, reports: true };
    build(&files, &target, Options { parts, ..options() });
    let sheet = list(&target, "aji", "pdf");
    assert!(words(&sheet).contains("Needed before printing"));
    assert_eq!(failed_rules_of(&sheet), Vec::<String>::new());
}

#[test]
fn the_office_has_a_list_of_what_is_nobody_else_s() {
    let (prepared, target) = built();
    let letter = List::of(&prepared.project, &prepared.findings, OFFICE).letter();
    assert!(letter.contains("The office, 2026-12-01") && !letter.contains("members/"), "{letter}");
    assert!(!list(target, OFFICE, "pdf").exists(), "a build makes lists to send, and the office is here");
}
