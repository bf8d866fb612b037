//! What was printed is kept, and the next build says what changed; parts of the theme can be ejected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::project;

/// Two members' names on a page each: all that the comparison needs.
const CATALOGUE: &str = "<document title=\"{{ doc.title }}\" lang=\"{{ doc.lang }}\" dir=\"{{ doc.dir }}\" paper=\"{{ doc.paper }}\">\
     <page-set master=\"page\">{% for g in groups %}{% for p in g.products %}\
     <card id=\"{{ p.anchor }}\"><h2>{{ text(record=p, field=\"name\") }}</h2></card>\
     {% endfor %}{% endfor %}</page-set></document>";

fn on_disk(name: &str) -> PathBuf {
    let folder = project::scratch(name).join("consortium");
    let mut files = project::light_sample("edition");
    files.insert("theme/print/catalogue.xml", CATALOGUE);
    project::edit(
        &mut files,
        "consortium.toml",
        "profiles  = [\"screen\", \"press\"]",
        "profiles  = [\"screen\"]",
    );
    project::write_out(&files, &folder);
    folder
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).output().expect("the command runs")
}

fn flat_plan(folder: &Path) -> String {
    let dir = folder.to_str().expect("a path");
    run(&["build", dir, "--only", "reports"]);
    fs::read_to_string(folder.join("dist/private/office/reports/flatplan.txt")).expect("a flat plan")
}

#[test]
fn a_closed_edition_is_what_the_next_build_compares_with() {
    let folder = on_disk("edition");
    let dir = folder.to_str().expect("a path");
    assert!(flat_plan(&folder).contains("No edition of it is closed yet"));

    let wrong = run(&["edition", "close", "solapur-2072", "2027-1", dir]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `solapur-2027`?"), "{wrong:?}");
    let closed = run(&["edition", "close", "solapur-2027", "2027-1", dir]);
    assert_eq!(closed.status.code(), Some(0), "{closed:?}");
    assert!(flat_plan(&folder).contains("Since edition 2027-1 was printed:\n  nothing changed"));
    let twice = run(&["edition", "close", "solapur-2027", "2027-1", dir]);
    assert_eq!(twice.status.code(), Some(2), "a closed edition is not overwritten");

    let product = folder.join("products/house-bath-500.md");
    let text = fs::read_to_string(&product).expect("a product");
    fs::write(&product, text.replacen("House bath towel 500", "House bath towel 520", 1)).expect("written");
    let plan = flat_plan(&folder);
    assert!(plan.contains("“500” → “520”"), "{plan}");
    let preflight = folder.join("dist/private/office/reports/preflight.json");
    let preflight: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(preflight).expect("a preflight")).expect("JSON");
    let english = &preflight["documents"][0];
    assert_eq!(english["changes"]["reworded"].as_array().map(Vec::len), Some(1), "{english}");
}

#[test]
fn a_block_of_the_theme_is_ejected_once_and_then_the_projects_own() {
    let folder = on_disk("eject");
    let dir = folder.to_str().expect("a path");
    let there = run(&["theme", "eject", "print/catalogue.xml", dir]);
    assert_eq!(there.status.code(), Some(2), "the project's own file is not overwritten");
    let near = run(&["theme", "eject", "print/stile.toml", dir]);
    assert!(String::from_utf8_lossy(&near.stderr).contains("did you mean `print/style.toml`?"), "{near:?}");

    fs::remove_file(folder.join("theme/print/catalogue.xml")).expect("removed");
    let block = run(&["theme", "eject", "print/catalogue.xml", dir, "--block", "notes"]);
    assert_eq!(block.status.code(), Some(0), "{block:?}");
    let ejected = fs::read_to_string(folder.join("theme/print/catalogue.xml")).expect("ejected");
    assert!(ejected.starts_with("{% extends \"loom/catalogue.xml\" %}\n{% block notes %}"), "{ejected}");
    let listed = String::from_utf8(run(&["theme", "list"]).stdout).expect("text");
    assert!(listed.contains("print/catalogue.xml  (cover, figures, contents, members"), "{listed}");
}
