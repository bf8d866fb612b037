//! Draws the pictures of the manual of print markup into a folder and puts the snippets' sources into the
//! manual: `manual FOLDER`. `scripts/markup-pictures` runs it.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool for those who work on the manual"
)]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "parts are shared by several test binaries")]
#[path = "../tests/print/snippet.rs"]
mod snippet;
#[path = "../tests/print/support.rs"]
mod support;

use std::path::PathBuf;

use snippet::Snippet;

fn main() -> std::process::ExitCode {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder for the pictures"));
    let fonts = support::fonts();
    let mut faults = 0;
    for snippet in Snippet::all() {
        let (laid, findings) = snippet.lay(&fonts);
        for finding in &findings {
            eprintln!("{}: {} ({})", snippet.name, finding.message, finding.hint);
        }
        faults += findings.len();
        let picture = snippet.picture(&laid, &fonts);
        picture.save(folder.join(&snippet.name).with_extension("png")).expect("written");
    }
    let manual = std::fs::read_to_string(snippet::manual()).expect("the manual");
    std::fs::write(snippet::manual(), with_sources(&manual)).expect("written");
    u8::from(faults > 0).into()
}

/// The manual with each snippet's file between the fences that follow its picture.
fn with_sources(manual: &str) -> String {
    let mut out = String::new();
    let mut name = None;
    let mut lines = manual.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some((_, path)) = line.split_once("](markup/") {
            name = path.strip_suffix(".png)").map(str::to_owned);
        }
        let Some(ending) = line.strip_prefix("```").filter(|ending| ["xml", "toml"].contains(ending)) else {
            continue;
        };
        let Some(name) = &name else { continue };
        let path = snippet::folder().join(format!("{name}.{ending}"));
        out.push_str(&std::fs::read_to_string(path).expect("a file of this snippet"));
        out.push_str("```\n");
        lines.by_ref().find(|line| *line == "```");
    }
    out
}
