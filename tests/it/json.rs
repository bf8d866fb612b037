//! JSON for programs: `docs/json.md` names every key that comes out, and every key that it names comes out. Each section
//! with a table is held against what its command prints on the sample, or on a sample with something to tell of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fairfolio::files::Memory;
use serde_json::Value;

use crate::project::{self, edit, light_sample, scratch, write_out};

/// The keys of the table of each section: `true` for one that always comes out.
fn documented() -> BTreeMap<String, BTreeMap<String, bool>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    let page = fs::read_to_string(page).expect("the page");
    let section = |text: &str| {
        let (title, body) = text.split_once('\n').expect("a title");
        let mut keys = BTreeMap::new();
        for row in body.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = row.split('|').collect();
            let is_always = !cells[2].contains("absent");
            for key in cells[1].split('`').skip(1).step_by(2) {
                assert!(keys.insert(key.to_owned(), is_always).is_none(), "`{key}` stands twice in {title}");
            }
            assert!(cells.len() == 5 && !cells[2].trim().is_empty() && cells[3].trim().len() > 3, "{row}");
        }
        (title.to_owned(), keys)
    };
    page.split("\n## ").skip(1).map(section).filter(|(_, keys)| !keys.is_empty()).collect()
}

/// All keys of a value, however deep; below `names` stand names and not keys.
fn keys(value: &Value, names: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                into.insert(key.clone());
                match value {
                    Value::Object(own) if key == names => own.values().for_each(|own| keys(own, names, into)),
                    value => keys(value, names, into),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, names, into)),
        _ => {}
    }
}

fn on_disk(name: &str, files: &Memory) -> PathBuf {
    let folder = scratch(name).join("consortium");
    write_out(files, &folder);
    folder
}

/// What a command prints to the output stream, as values: one object a line, or one over many lines.
fn printed(arguments: &[&str], folder: &Path, code: i32) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairfolio"));
    let run = command.args(arguments).args(["--format", "json"]).current_dir(folder).output();
    let run = run.expect("the command runs");
    assert_eq!(run.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    let values = serde_json::Deserializer::from_slice(&run.stdout).into_iter();
    values.collect::<Result<_, _>>().expect("JSON and nothing else")
}

#[track_caller]
fn assert_documented(title: &str, values: &[Value]) {
    let all = documented();
    let known = all.get(title).unwrap_or_else(|| panic!("docs/json.md has no section {title}"));
    let mut found = BTreeSet::new();
    values.iter().for_each(|value| keys(value, "files", &mut found));
    let unknown: Vec<&String> = found.iter().filter(|key| !known.contains_key(*key)).collect();
    assert!(unknown.is_empty(), "{title}: these are not documented: {unknown:?}");
    let lost: Vec<&String> =
        known.iter().filter(|(key, always)| **always && !found.contains(*key)).map(|(key, _)| key).collect();
    assert!(lost.is_empty(), "{title}: these are documented and do not come out: {lost:?}");
}

#[test]
fn findings_of_check_and_build_are_as_documented() {
    let mut files = light_sample("json");
    edit(&mut files, "members/angavara-robes/member.md", "town          = \"Solapur\"\n", "");
    let folder = on_disk("json-findings", &files);
    for command in ["check", "build"] {
        let mut values = printed(&[command], &folder, 1);
        // A finding without another place has an empty list of them.
        values.push(serde_json::json!({ "related": [{ "place": "a:1:1", "message": "the other one" }] }));
        assert_documented("Findings", &values);
        assert!(values.iter().any(|own| own["code"] == "FF0102" && own["member"] == "angavara-robes"));
    }
}

#[test]
fn the_preview_of_an_import_is_as_documented() {
    let folder = on_disk("json-import", &project::sample());
    fs::write(
        folder.join("list.csv"),
        "SKU,Name,MOQ\nAR/SHW/W,Angavara Shawl robe,300 pcs\nNEW-1,New robe,300 pcs\n",
    )
    .expect("written");
    let arguments = ["import", "list.csv", "--member", "angavara-robes", "--kind", "products"];
    let values = printed(&arguments, &folder, 0);
    let (questions, sheets): (Vec<Value>, Vec<Value>) =
        values.into_iter().partition(|value| value.get("code").is_some());
    assert_documented("Imports", &sheets);
    assert!(questions.iter().all(|own| own["sheet"] == "list.csv"), "{questions:?}");
}

#[test]
fn the_report_on_a_plan_is_as_documented() {
    let mut files = project::sample();
    let frame = "meetings/home-textiles-2027.toml";
    let one = "{ id = \"grachten-linnen\", status = \"confirmed\", max = 8 }";
    edit(&mut files, frame, one, &one.replace("max = 8", "max = 1"));
    let plan = "meetings/home-textiles-2027.plan.toml";
    edit(&mut files, plan, "[[meeting]]\n", "[[meeting]]\nfixed = true\n");
    let text = String::from_utf8(fairfolio::files::Files::read(&files, plan).expect(plan)).expect("text");
    let buyer =
        text.split("buyer").nth(1).and_then(|rest| rest.split('"').nth(1)).expect("a buyer").to_owned();
    edit(
        &mut files,
        frame,
        &format!("id = \"{buyer}\", status = \"confirmed\""),
        &format!("id = \"{buyer}\", status = \"cancelled\""),
    );
    let folder = on_disk("json-plan", &files);
    let values = printed(&["schedule", "home-textiles-2027"], &folder, 0);
    assert_documented("Plans", &values);
    assert_eq!(values.len(), 1);
    assert_eq!(values[0]["not_kept"][0]["buyer"], buyer.as_str(), "{}", values[0]["not_kept"]);
}

#[test]
fn the_fairness_report_is_as_documented() {
    let mut files = light_sample("json");
    edit(&mut files, "members/angavara-robes/member.md", "founded       = 2005\n", "");
    let folder = on_disk("json-audit", &files);
    assert_documented("Fairness", &printed(&["audit"], &folder, 0));
    edit(&mut files, "members/sinadhara-mills/member.md", "founded ", "fuonded ");
    let broken = printed(&["audit"], &on_disk("json-audit-broken", &files), 1);
    assert!(broken.iter().any(|own| own["code"] == "FF0103"), "errors that block are told as findings");
}

#[test]
fn the_manifest_is_as_documented() {
    let text = fs::read(project::built().1.join("manifest.json")).expect("a manifest");
    assert_documented("manifest.json", &[serde_json::from_slice(&text).expect("JSON")]);
}

#[test]
fn a_section_that_lacks_a_key_is_told() {
    let value = serde_json::json!({ "tool": "fairfolio", "unheard_of": 1 });
    let told = std::panic::catch_unwind(|| assert_documented("manifest.json", &[value]));
    let words = told.expect_err("it is not documented").downcast::<String>().expect("words");
    assert!(words.contains("unheard_of"), "{words}");
}
