//! The house rules that a machine can hold: who may import whom, how files open, how long they are,
//! and what never stands in a tracked file.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name =
                    path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    files.sort();
    files
}

/// Modules from the bottom to the top: each may use itself and those before it.
const ORDER: [&str; 25] = [
    "source", "diag", "files", "sheet", "cache", "schedule", "model", "load", "locale", "markdown",
    "compose", "text", "render", "publish", "pipeline", "check", "planning", "import", "collect", "package",
    "tasks", "serve", "cli", "commands", "main",
];

/// Uses that go up on purpose, each with its reason.
const ALLOWED: [(&str, &str, &str); 4] = [
    ("load", "locale", "none"),
    ("diag", "source", "places are part of findings"),
    ("pipeline", "check", "the pipeline is the table of contents and calls every stage"),
    ("model", "load", "the tests of enumerations"),
];

#[test]
fn no_stage_names_a_later_one() {
    let mut wrong = Vec::new();
    for (name, text) in sources("src") {
        let module = name.trim_start_matches("src/").split(['/', '.']).next().expect("a module").to_owned();
        let Some(own) = ORDER.iter().position(|m| *m == module) else { continue };
        let code = text.split("#[cfg(test)]").next().expect("the code before the tests");
        for (at, other) in ORDER.iter().enumerate().filter(|(at, _)| *at > own) {
            let allowed = ALLOWED.iter().any(|(from, to, _)| *from == module && to == other);
            if code.contains(&format!("crate::{other}::")) && !allowed {
                wrong.push(format!("{name} uses {other}, which comes later ({at} after {own})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_why_it_exists_and_stays_readable() {
    for (name, text) in sources("src") {
        assert!(text.starts_with("//!"), "{name} does not open with `//!`");
        let lines = text.lines().count();
        assert!(lines <= 500, "{name} has {lines} lines");
    }
}

#[test]
fn only_named_places_touch_the_disk() {
    let may = ["src/files.rs", "src/cache.rs", "src/publish", "src/commands"];
    for (name, text) in sources("src") {
        let touches =
            ["std::fs", "File::open", "fs::read", "fs::write"].iter().any(|word| text.contains(word));
        assert!(!touches || may.iter().any(|at| name.starts_with(at)), "{name} touches the disk");
    }
}

#[test]
fn only_one_folder_names_the_pdf_crates() {
    for (name, text) in sources("src") {
        let names = text.contains("lopdf") || text.contains("printpdf");
        assert!(!names || name.starts_with("src/render/print/pdf/"), "{name} names a PDF crate");
    }
}

#[test]
fn nothing_is_left_undone() {
    let words = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"];
    for (name, text) in
        sources("src").into_iter().chain(sources("tests")).filter(|(n, _)| !n.ends_with("tidy.rs"))
    {
        for word in words {
            assert!(!text.contains(word), "{name} has `{word}`");
        }
    }
}
