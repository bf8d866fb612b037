//! The same firms and buyers in every way to hold a meeting: planned, checked, and on paper.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use fairfolio::diag::Severity;
use fairfolio::files::{Files, Memory};
use fairfolio::load;
use fairfolio::pipeline::{Options, Parts};
use fairfolio::planning::answer::answer;
use fairfolio::planning::file::{Facts, write};
use fairfolio::planning::question::Question;
use fairfolio::schedule::{Effort, plan};

use crate::brochure::failed_rules_of;
use crate::project;

const EVENT: &str = "home-textiles-2027";
const FRAME: &str = "meetings/home-textiles-2027.toml";
const PLAN: &str = "meetings/home-textiles-2027.plan.toml";

/// The sample in another mode, without fixed places, newly planned.
fn planned(mode: &str) -> Memory {
    let mut files = project::light_sample(mode);
    let paths = files.list().expect("in memory");
    for path in paths.iter().filter(|path| path.starts_with("meetings/") && path.contains(".plan")) {
        files.remove(path);
    }
    let frame = String::from_utf8(files.read(FRAME).expect("a frame")).expect("text");
    let (start, rest) = frame.split_once("seat = [").expect("seats");
    let (_, end) = rest.split_once("\n]\n").expect("the end of the list");
    let frame = format!("{start}{end}")
        .replace("mode             = \"seller-tables\"", &format!("mode = \"{mode}\""));
    assert!(frame.contains(&format!("mode = \"{mode}\"")));
    // Thirty buyers sit at tables of their own.
    let more: String = (13..=30).map(|n| format!("  {{ id = \"t{n}\", label = \"{n}\" }},\n")).collect();
    let frame = frame.replacen("table = [\n", &format!("table = [\n{more}"), 1);
    files.insert(FRAME, frame);
    let (project, _) = load::load(&files, project::options().today).expect("in memory");
    let question = Question::new(&project, &project.meetings[0]).expect("it can be planned");
    let board = plan(&question.problem, Effort::of(&question.problem, 1));
    let meetings = answer(&question, &board, None);
    let facts = Facts { version: 1, made: project.today, publish: false };
    files.insert(PLAN, write("", facts, &meetings, &[]).expect("TOML"));
    files
}

/// Builds the handouts; gives the folder of the event's papers and the plan's meetings: slot, table, buyer, member.
fn made(mode: &str) -> (std::path::PathBuf, Vec<[String; 4]>) {
    let files = planned(mode);
    let parts = Parts { site: false, print: false, handouts: true, reports: false };
    let target = project::scratch(&format!("mode-{mode}")).join("dist");
    let (prepared, _) = project::build(&files, &target, Options { parts, ..project::options() });
    let about_meetings = |path: &str| path.starts_with("meetings/") || path.starts_with("private/");
    let faults: Vec<String> = prepared
        .findings
        .iter()
        .filter(|own| {
            own.severity >= Severity::PrintBlocking && about_meetings(own.path(&prepared.project.sources))
        })
        .map(|own| format!("{} {}", own.path(&prepared.project.sources), own.message))
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{mode}");
    let meetings = prepared.project.plans[0].meetings.iter();
    let handles =
        meetings.map(|own| [&own.slot, &own.table, &own.buyer, &own.member].map(|at| at.str().to_owned()));
    (target.join("private").join(EVENT), handles.collect())
}

fn text_of(path: &Path) -> String {
    let output = Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output();
    String::from_utf8(output.expect("pdftotext is installed").stdout).expect("UTF-8")
}

fn dossiers(folder: &Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder).expect("dossiers").map(|entry| entry.expect("an entry").path());
    let mut all: Vec<_> = files.filter(|path| path.extension().is_some_and(|own| own == "pdf")).collect();
    all.sort();
    all
}

/// Tables of a party, as its meetings in the plan have them.
fn tables(meetings: &[[String; 4]], party: usize, id: &str) -> BTreeSet<String> {
    meetings.iter().filter(|own| own[party] == id).map(|own| own[1].clone()).collect()
}

fn id_of(path: &Path, ids: &BTreeSet<&String>) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let own = ids.iter().filter(|id| name.starts_with(&format!("{id}-")));
    own.max_by_key(|id| id.len()).expect("a party of the plan").to_string()
}

#[test]
fn buyers_stay_at_their_tables_and_members_walk() {
    let (folder, meetings) = made("buyer-tables");
    assert!(meetings.len() > 100, "{}", meetings.len());
    let buyers: BTreeSet<&String> = meetings.iter().map(|own| &own[2]).collect();
    for buyer in &buyers {
        assert_eq!(tables(&meetings, 2, buyer).len(), 1, "{buyer} has a table of its own");
    }
    let papers = dossiers(&folder.join("members"));
    let members: BTreeSet<&String> = meetings.iter().map(|own| &own[3]).collect();
    assert_eq!((papers.len(), dossiers(&folder.join("buyers")).len()), (12, buyers.len()));
    for path in &papers {
        let member = id_of(path, &members);
        let text = text_of(path);
        // The list under the plan of the hall has the hours at each table; nobody sits there for good.
        let (_, list) =
            text.split_once("Your tables").or_else(|| text.split_once("Hall plan")).expect("a plan");
        let list = list.split('\u{c}').next().expect("the rest of the page");
        let own = tables(&meetings, 3, &member);
        let drawn = list.split_whitespace().any(|word| word == "30");
        assert!(!drawn || own.contains("t30"), "a table that has no place is not drawn");
        for table in own {
            let number = table.trim_start_matches('t').trim_start_matches('0');
            let row =
                list.lines().any(|line| line.split_whitespace().next() == Some(number) && line.contains(':'));
            assert!(row, "{member} reads when it is at table {number}\n{list}");
        }
        assert_eq!(failed_rules_of(path), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn where_tables_are_free_hardly_anybody_moves() {
    let (folder, meetings) = made("free");
    let members: BTreeSet<&String> = meetings.iter().map(|own| &own[3]).collect();
    for member in &members {
        assert_eq!(tables(&meetings, 3, member).len(), 1, "{member} stays, with as many tables as firms");
    }
    assert_eq!(dossiers(&folder.join("members")).len(), members.len());
    let one = dossiers(&folder.join("buyers")).remove(0);
    assert_eq!(failed_rules_of(&one), Vec::<String>::new());
}

#[test]
fn in_rounds_everyone_meets_everyone_as_far_as_slots_reach() {
    let (folder, meetings) = made("rounds");
    let members: BTreeSet<&String> = meetings.iter().map(|own| &own[3]).collect();
    let pairs: BTreeSet<(&String, &String)> = meetings.iter().map(|own| (&own[2], &own[3])).collect();
    assert_eq!(pairs.len(), meetings.len(), "nobody meets anybody twice");
    assert_eq!(members.len(), 12);
    assert_eq!(dossiers(&folder.join("members")).len(), 12);
    let one = dossiers(&folder.join("members")).remove(3);
    let text = text_of(&one);
    let own = meetings.iter().filter(|own| own[3] == members.iter().nth(3).expect("twelve firms").as_str());
    assert!(own.count() >= 20 && text.len() > 4_000);
    assert_eq!(failed_rules_of(&one), Vec::<String>::new());
}
