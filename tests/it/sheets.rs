//! Sheets as firms send them, each with vices of its own: what an import says of them, what it writes, and that
//! doing it again changes nothing. A case is a text beside the sheet: prose, arguments, what is said, and the
//! files that are new or changed. `FAIRFOLIO_BLESS=1` writes what is found into the cases.

mod fibres;
mod forms;
mod hostile;
mod speech;
mod translator;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fairfolio::files::{Disk, Files as _};
use rayon::prelude::*;

use crate::project::{sample, scratch, write_out};

/// What came of a run: exit code, and all that was said.
pub(super) struct Run {
    pub(super) code: i32,
    pub(super) said: String,
}

pub(super) fn fairfolio(arguments: &[&str], folder: &Path) -> Run {
    let run = Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).current_dir(folder).output();
    let run = run.expect("the command runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    Run { code: run.status.code().expect("it ends by itself"), said }
}

/// The sample on disk without its photographs, which sheets say nothing of.
pub(super) fn on_disk(name: &str) -> PathBuf {
    let folder = scratch(&format!("sheets-{name}"));
    let mut files = sample();
    for path in files.list().expect("in memory").into_iter().filter(|path| path.ends_with(".jpg")) {
        files.remove(&path);
    }
    write_out(&files, &folder);
    folder
}

/// All files of a project; those that are no text by their size.
pub(super) fn texts(folder: &Path) -> BTreeMap<String, String> {
    let disk = Disk::new(folder);
    let text = |path: &String| {
        let bytes = disk.read(path).expect("a file");
        String::from_utf8(bytes).unwrap_or_else(|error| format!("({} bytes)\n", error.as_bytes().len()))
    };
    disk.list().expect("a project").iter().map(|path| (path.clone(), text(path))).collect()
}

struct Case {
    path: PathBuf,
    prose: String,
    arguments: Vec<String>,
    expected: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sheets")
}

fn cases() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("cases").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.to_string_lossy().ends_with(".case.txt")).collect();
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Case {
    let text = fs::read_to_string(&path).expect("a case");
    let (prose, rest) = text.split_once("-- import ").expect("a line with arguments");
    let (arguments, expected) = rest.split_once('\n').expect("a line");
    let arguments = arguments.split_whitespace().map(str::to_owned).collect();
    Case { prose: prose.to_owned(), arguments, expected: expected.to_owned(), path }
}

impl Case {
    /// What is said before, what is written, and what is said when it is done once more.
    fn found(&self) -> String {
        let name = self.path.file_name().expect("a name").to_string_lossy().into_owned();
        let project = on_disk(&name);
        let dir = project.to_str().expect("a path");
        let mut arguments: Vec<&str> = vec!["import"];
        arguments.extend(self.arguments.iter().map(String::as_str));
        arguments.push(dir);
        let before = texts(&project);
        let first = fairfolio(&arguments, &folder());
        assert_eq!(texts(&project), before, "{name}: nothing is written before a yes");
        arguments.push("--yes");
        let written = fairfolio(&arguments, &folder());
        let after = texts(&project);
        let again = fairfolio(&arguments, &folder());
        assert_eq!(texts(&project), after, "{name}: the same sheet once more changes nothing");
        assert!(again.said.contains("nothing new;"), "{name}: {}", again.said);
        assert_eq!((first.code, written.code), (again.code, again.code), "{name}: the questions stay");
        let mut out = first.said.replace(dir, "DIR");
        for (path, text) in after.iter().filter(|(path, text)| before.get(*path) != Some(text)) {
            out.push_str(&format!("-- {path}\n{text}"));
        }
        out
    }
}

#[test]
fn every_sheet_comes_in_as_its_case_says_and_a_second_time_changes_nothing() {
    let cases = cases();
    assert!(cases.len() >= 14, "{}", cases.len());
    let wrong: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let found = case.found();
            if std::env::var_os("FAIRFOLIO_BLESS").is_some() {
                let head = format!("{}-- import {}\n", case.prose, case.arguments.join(" "));
                fs::write(&case.path, head + &found).expect("written");
                return None;
            }
            (found != case.expected).then(|| format!("== {}\n{found}", case.path.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}\nFAIRFOLIO_BLESS=1 accepts this", wrong.join("\n"));
}

#[test]
fn every_sheet_has_a_case_and_every_case_says_what_it_is_about() {
    let cases = cases();
    let all: Vec<String> = cases.iter().flat_map(|case| case.arguments.clone()).collect();
    for entry in fs::read_dir(folder()).expect("cases") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let is_sheet = [".csv", ".xlsx", ".ods"].iter().any(|ending| name.ends_with(ending));
        assert!(!is_sheet || all.contains(&name), "{name} has no case");
    }
    for case in &cases {
        assert!(case.prose.split_whitespace().count() >= 8, "{}", case.path.display());
        assert!(case.expected.contains("sheet      "), "{}", case.path.display());
    }
}

#[test]
fn a_mapping_that_somebody_corrected_is_used_and_kept() {
    let project = on_disk("mapping");
    let dir = project.to_str().expect("a path");
    fs::create_dir_all(project.join("import")).expect("made");
    let mapping = "# The remarks are what buyers should read.\nmember = \"bhetgath-gifts\"\n\n[columns]\n\
                   \"Bemerkung\" = \"warnings\"\n\"Zusammensetzung\" = \"\"\n\"Mindestmenge\" = \"mop\"\n";
    fs::write(project.join("import/spring.toml"), mapping).expect("written");
    let run = fairfolio(&["import", "01-german-list.csv", dir, "--map", "spring", "--yes"], &folder());
    assert!(run.said.contains("did you mean `moq`?"), "{}", run.said);
    assert!(!run.said.contains("percentages"), "the column is left out: {}", run.said);
    let record = fs::read_to_string(project.join("members/bhetgath-gifts/products/gastetuch-suden.md"));
    assert!(record.expect("a record").contains("warnings = \"Neu\""));
    let kept = fs::read_to_string(project.join("import/spring.toml")).expect("kept");
    assert!(kept.starts_with("# The remarks are") && kept.contains("\"Zusammensetzung\" = \"\""), "{kept}");
    assert!(kept.contains("\"Art.-Nr.\" = \"sku\"") && kept.contains("[written]"), "{kept}");
}

#[test]
fn what_was_edited_by_hand_stays_until_it_is_asked_for() {
    let project = on_disk("edited");
    let dir = project.to_str().expect("a path");
    let import = |more: &[&str]| {
        let mut arguments =
            vec!["import", "09-one-sku-twice.csv", dir, "--member", "bhetgath-gifts", "--yes"];
        arguments.extend(more);
        fairfolio(&arguments, &folder())
    };
    import(&[]);
    let path = project.join("members/bhetgath-gifts/products/guest-towel.md");
    let text = fs::read_to_string(&path).expect("a record");
    // Somebody knows better, and says why.
    let edited = text.replacen("gsm = 480", "gsm = 495", 1).replacen("+++\n", "+++\n# weighed here\n", 1);
    assert_ne!(text, edited);
    fs::write(&path, &edited).expect("written");
    let again = import(&[]);
    assert!(again.said.contains("nothing new"), "the sheet says what it said before: {}", again.said);
    assert_eq!(fs::read_to_string(&path).expect("a record"), edited);
    // Now the firm says something new, and it is another thing than what was typed here.
    let sheet = fs::read_to_string(folder().join("09-one-sku-twice.csv")).expect("a sheet");
    let newer = scratch("sheets-edited-newer").join("09-one-sku-twice.csv");
    fs::write(&newer, sheet.replacen("Bath towels|480|1000", "Bath towels|500|1500", 1)).expect("written");
    let newer = newer.to_str().expect("a path");
    let run = fairfolio(&["import", newer, dir, "--member", "bhetgath-gifts", "--yes"], &folder());
    assert!(run.said.contains("[FF1407]") && run.said.contains("--overwrite"), "{}", run.said);
    let text = fs::read_to_string(&path).expect("a record");
    assert!(
        text.contains("gsm = 495") && text.contains("value = 1500") && text.contains("# weighed here"),
        "{text}"
    );
    fairfolio(&["import", newer, dir, "--member", "bhetgath-gifts", "--yes", "--overwrite"], &folder());
    assert!(fs::read_to_string(&path).expect("a record").contains("gsm = 500"));
}
