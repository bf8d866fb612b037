//! All handouts of an event of 26 members and 29 buyers with 260 meetings: how long the command takes once
//! pictures are encoded, with reading, checks and publication. The firms are those of the sample, the
//! second time under other names.

#![expect(clippy::print_stdout, reason = "a benchmark says what it found")]
#![expect(clippy::disallowed_methods, reason = "it makes a project of its own in the temporary folder")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use fairfolio::files::{Disk, Files};
use fairfolio::schedule::Rng;

const EVENT: &str = "home-textiles-2027";
const MEMBERS: usize = 26;
const MEETINGS: usize = 260;
const RUNS: usize = 7;

fn main() {
    let folder = std::env::temp_dir().join(format!("fairfolio-handouts-{}", std::process::id()));
    let members = copied(&folder);
    let buyers = frame(&folder, &members);
    run(&folder, &["schedule", EVENT]);
    timed(&folder);
    let mut times: Vec<f64> = (0..RUNS).map(|_| timed(&folder)).collect();
    times.sort_by(f64::total_cmp);
    let files = Disk::new(folder.join("out")).list().expect("outputs");
    let papers = files.iter().filter(|path| path.ends_with(".pdf")).count();
    println!(
        "handouts of {MEMBERS} × {buyers}, {MEETINGS} meetings: {papers} documents, middle of {RUNS} runs {:.2} s, \
         fastest {:.2} s, slowest {:.2} s",
        times[RUNS / 2],
        times[0],
        times[RUNS - 1]
    );
    fs::remove_dir_all(&folder).expect("it is ours");
}

/// The sample's files with as many members as are wanted; gives their ids.
fn copied(folder: &Path) -> Vec<String> {
    let sample = Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-consortium"));
    let paths = sample.list().expect("the sample");
    let mut ids: Vec<String> = paths
        .iter()
        .filter_map(|path| path.strip_prefix("members/")?.strip_suffix("/member.md").map(str::to_owned))
        .collect();
    let first = ids.len();
    for path in paths.iter().filter(|path| !path.starts_with("meetings/")) {
        put(&folder.join(path), sample.read(path).expect("a file"));
    }
    for copy in 0..MEMBERS - first {
        let (old, new) = (&ids[copy % first], format!("{}-{}", ids[copy % first], copy + 2));
        let below = format!("members/{old}/");
        for path in paths.iter().filter(|path| path.starts_with(&below)) {
            let bytes = sample.read(path).expect("a file");
            let bytes = if path.ends_with(".md") { renamed(bytes, copy) } else { bytes };
            put(&folder.join(path.replacen(old.as_str(), &new, 1)), bytes);
        }
        ids.push(new);
    }
    ids.sort();
    ids
}

/// Names and numbers of a copy differ from those of its model.
fn renamed(bytes: Vec<u8>, copy: usize) -> Vec<u8> {
    let text = String::from_utf8(bytes).expect("a record");
    let line = |line: &str| match line.split_once('=').map(|(key, _)| key.trim()) {
        Some("sku" | "name") if line.trim_end().ends_with('"') => {
            format!("{} {}\"", line.trim_end().trim_end_matches('"'), copy + 2)
        }
        _ => line.to_owned(),
    };
    text.lines().map(|own| line(own) + "\n").collect::<String>().into_bytes()
}

/// The frame with a table for each member and meetings that both sides want; gives the number of buyers.
fn frame(folder: &Path, members: &[String]) -> usize {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample-consortium/meetings/{EVENT}.toml"));
    let text = fs::read_to_string(own).expect("a frame");
    let (head, rest) = text.split_once("table = [").expect("tables");
    let (_, list) = rest.split_once("buyer = [").expect("buyers");
    let (list, _) = list.split_once("\n]").expect("the end of the list");
    let buyers: Vec<&str> = list.split("id = \"").skip(1).filter_map(|own| own.split('"').next()).collect();
    let mut rng = Rng::new(3);
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < MEETINGS {
        pairs.insert((rng.below(members.len()), rng.below(buyers.len())));
    }
    let all = |lines: &mut dyn Iterator<Item = String>| lines.collect::<String>();
    let tables = all(&mut (0..MEMBERS).map(|n| {
        format!(
            "  {{ id = \"t{n}\", label = \"{}\", x = {}.0, y = {}.5 }},\n",
            n + 1,
            3 + 6 * (n % 6),
            2 + 5 * (n / 6)
        )
    }));
    let seats = all(&mut members
        .iter()
        .enumerate()
        .map(|(n, id)| format!("  {{ member = \"{id}\", table = \"t{n}\" }},\n")));
    let come = all(&mut buyers.iter().map(|id| format!("  {{ id = \"{id}\", status = \"confirmed\" }},\n")));
    let wants = all(&mut pairs.iter().map(|(member, buyer)| {
        let (member, buyer) = (&members[*member], buyers[*buyer]);
        format!("  {{ buyer = \"{buyer}\", member = \"{member}\", from = \"mutual\", rank = 3 }},\n")
    }));
    let text = format!(
        "{head}table = [\n{tables}]\nseat = [\n{seats}]\nbuyer = [\n{come}]\nrequest = [\n{wants}]\n"
    );
    put(&folder.join(format!("meetings/{EVENT}.toml")), text.into_bytes());
    buyers.len()
}

fn put(path: &PathBuf, bytes: Vec<u8>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_fairfolio"))
        .args(arguments)
        .arg(folder)
        .args(["--quiet", "-o"].iter().filter(|_| arguments[0] == "build"))
        .args(Some(folder.join("out")).filter(|_| arguments[0] == "build"))
        .env("FAIRFOLIO_CACHE", folder.join(".cache"))
        .output()
        .expect("the command runs");
    // Copied firms are told of (1): that is not what is measured.
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 2), "{said}");
}

/// Seconds of a build of the handouts alone, from nothing but the cache.
fn timed(folder: &Path) -> f64 {
    let _ = fs::remove_dir_all(folder.join("out"));
    let start = Instant::now();
    run(folder, &["build", "--only", "handouts"]);
    start.elapsed().as_secs_f64()
}
