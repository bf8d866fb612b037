//! `fairfolio schedule` on the sample, as staff use it: a plan, a late change, a walk-in, a question, and
//! what a wrong word brings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fairfolio::files::Files as _;

use crate::project::{sample, scratch, write_out};

const EVENT: &str = "home-textiles-2027";

fn on_disk(name: &str) -> PathBuf {
    let folder = scratch(name);
    let mut files = sample();
    // Planning shows no picture, and a missing one stops no plan: without them a folder is written at once.
    for path in files.list().expect("in memory").into_iter().filter(|path| path.ends_with(".jpg")) {
        files.remove(&path);
    }
    write_out(&files, &folder);
    folder
}

fn schedule(folder: &Path, more: &[&str]) -> Output {
    let dir = folder.to_str().expect("a path");
    let run =
        Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(["schedule", EVENT, dir]).args(more).output();
    run.expect("the command runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn plan_of(folder: &Path) -> String {
    fs::read_to_string(folder.join(format!("meetings/{EVENT}.plan.toml"))).expect("a plan")
}

fn frame(folder: &Path, from: &str, to: &str) {
    let path = folder.join(format!("meetings/{EVENT}.toml"));
    let text = fs::read_to_string(&path).expect("a frame");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn a_plan_is_made_once_and_stays_until_something_changes() {
    let folder = on_disk("schedule-once");
    let comment = "# Ours: agreed by telephone\n[[meeting]]\nslot    = \"d1-03\"\ntable   = \"t09\"";
    let path = folder.join(format!("meetings/{EVENT}.plan.toml"));
    let old = plan_of(&folder);
    let old = old.replacen("[[meeting]]\nslot    = \"d1-03\"\ntable   = \"t09\"", comment, 1);
    fs::write(&path, old).expect("written");
    let first = schedule(&folder, &[]);
    assert!(first.status.success(), "{}", said(&first));
    let words = said(&first);
    for part in ["mutual requests met", "bound", "early/late", "changes against the last plan", "plan       "]
    {
        assert!(words.contains(part), "{part} in\n{words}");
    }
    let plan = plan_of(&folder);
    assert!(plan.contains("# Ours: agreed by telephone"), "comments stay with their meeting");
    assert!(
        plan.contains("version = 2")
            && plan.contains("[[change]]")
            && plan.contains("singes every glass cloth")
    );
    let again = schedule(&folder, &[]);
    assert!(said(&again).contains("nothing has changed"), "{}", said(&again));
    assert_eq!(plan_of(&folder), plan);
    fs::remove_file(&path).expect("gone");
    let anew = schedule(&folder, &["--seed", "1", "--quiet"]);
    assert!(anew.status.success() && said(&anew).is_empty(), "{}", said(&anew));
    assert!(plan_of(&folder).starts_with("# The plan of the meeting."));
    assert!(plan_of(&folder).contains("version = 1") && !plan_of(&folder).contains("[[change]]"));
}

#[test]
fn published_meetings_stay_when_one_cancels_and_one_walks_in() {
    let folder = on_disk("schedule-late");
    assert!(schedule(&folder, &["--publish", "--quiet"]).status.success());
    let before = plan_of(&folder);
    assert_eq!(before.matches("published = true").count(), before.matches("[[meeting]]").count());
    frame(
        &folder,
        "{ id = \"elbufer-import\", status = \"confirmed\"",
        "{ id = \"elbufer-import\", status = \"cancelled\"",
    );
    let cancelled = schedule(&folder, &["--keep"]);
    assert!(said(&cancelled).contains("the buyer has cancelled"), "{}", said(&cancelled));
    let plan = plan_of(&folder);
    let changes: Vec<&str> =
        plan.split("[[change]]").skip(1).filter(|own| own.contains("version = 3")).collect();
    assert!(changes.len() > 3, "the meetings of the one who cancelled");
    assert!(changes.iter().all(|own| own.contains("buyer = \"elbufer-import\"")), "nobody else moves");
    let buyer = fs::read_to_string(folder.join("buyers/elbufer-import.toml")).expect("a buyer");
    fs::write(folder.join("buyers/nordbad.toml"), buyer.replace("Elbufer", "Nordbad")).expect("written");
    let added = schedule(&folder, &["--add", "nordbad", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&added.stdout).expect("JSON");
    let moved = report["objectives"].as_array().expect("a list").iter();
    let moved =
        moved.filter(|line| line["objective"] == "published meetings moved").map(|line| &line["result"]);
    assert_eq!(moved.collect::<Vec<_>>(), [0]);
    assert!(plan_of(&folder).contains("buyer = \"nordbad\""));
    let frame = fs::read_to_string(folder.join(format!("meetings/{EVENT}.toml"))).expect("a frame");
    assert!(frame.contains("\n  { id = \"nordbad\", status = \"walk-in\" },\n"), "a line as those above it");
    assert!(frame.contains("# 5 must meet"), "comments stay");
    let twice = schedule(&folder, &["--add", "nordbad"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(said(&twice).contains("is on the list of this event"), "{}", said(&twice));
}

#[test]
fn a_question_is_answered_and_writes_nothing() {
    let folder = on_disk("schedule-explain");
    let before = plan_of(&folder);
    let never = schedule(&folder, &["--explain", "sinadhara-mills", "lindenhof-hotels"]);
    assert!(said(&never).contains("the buyer said never (rank 0)"), "{}", said(&never));
    frame(
        &folder,
        "{ id = \"grachten-linnen\", status = \"confirmed\", max = 8 }",
        "{ id = \"grachten-linnen\", status = \"confirmed\", max = 1 }",
    );
    let full = schedule(&folder, &["--explain", "chulivat-kitchen", "grachten-linnen"]);
    let words = said(&full);
    assert!(words.contains("asked for no more") && words.contains("raise its `max`"), "{words}");
    assert_eq!(plan_of(&folder), before);
}

#[test]
fn wrong_words_are_named_and_a_broken_frame_leaves_the_plan() {
    let folder = on_disk("schedule-wrong");
    let before = plan_of(&folder);
    let dir = folder.to_str().expect("a path");
    let run =
        Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(["schedule", "home-textile-2027", dir]).output();
    let run = run.expect("the command runs");
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("did you mean `home-textiles-2027`?"), "{}", said(&run));
    let nobody = schedule(&folder, &["--unfreeze", "elbufer-inport"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(said(&nobody).contains("did you mean `elbufer-import`?"), "{}", said(&nobody));
    frame(&folder, "end = 2027-01-13T09:50:00", "end = 2027-01-13T10:50:00");
    let overlapping = schedule(&folder, &[]);
    assert_eq!(overlapping.status.code(), Some(1));
    let words = said(&overlapping);
    assert!(words.contains("FF1005") && words.contains("The last plan stays as it was"), "{words}");
    assert_eq!(plan_of(&folder), before);
}
