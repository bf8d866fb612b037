//! The manual is tried out: every `fairfolio …` line in a fenced `sh` block of README and `docs/*.md` is run, in
//! order, in a copy of the sample consortium; one copy for each page. A line must end with 0.
//!
//! A comment before a block says what is special about it, `<!-- try: … -->` with one of
//!
//! - `parsed only, REASON`: the lines must be understood, but are not run;
//! - `exit 1 at WORD`: the line with that word finds something;
//! - `copy A to B`: a file of the sample stands in another place first;
//! - `NAME stands for OTHER`: from here to the end of the page, where the manual's example is not the sample;
//! - `in an empty folder`: not in the sample.
//!
//! What serves until it is stopped, and what needs filled-in forms, is parsed only unless the comment is `run`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use fairfolio::cli::Cli;
use rayon::prelude::*;

use crate::project::{light_sample, scratch, write_out};

/// Commands that do not end, or that need what a person did between two lines.
const PARSED_ONLY: [&str; 4] = ["serve", "import", "collect", ""];

/// A fenced block with what is said about it.
#[derive(Debug, PartialEq)]
struct Block {
    line: usize,
    marks: Vec<String>,
    commands: Vec<String>,
}

/// The `sh` blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut marks, mut open): (Vec<Block>, Vec<String>, Option<Block>) = Default::default();
    for (index, line) in page.lines().enumerate() {
        let line = line.trim();
        let mark = line.strip_prefix("<!-- try:").and_then(|rest| rest.strip_suffix("-->"));
        match (&mut open, line) {
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(block), line) => block.commands.push(line.to_owned()),
            (None, "```sh") => {
                let marks = std::mem::take(&mut marks);
                open = Some(Block { line: index + 1, marks, commands: Vec::new() });
            }
            (None, _) => marks.extend(mark.map(|mark| mark.trim().to_owned())),
        }
    }
    blocks
}

/// A line as words, without its comment.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            ('#', None) if word.is_none() => break,
            (c, Some(mark)) if c == mark => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Which folder lines are run in.
struct Place {
    folder: PathBuf,
    /// Names of the manual and what stands for them in the sample.
    names: Vec<(String, String)>,
}

impl Place {
    fn of(page: &str) -> Self {
        let top = scratch(&format!("docs-{}", page.replace(['/', '.'], "-")));
        let folder = top.join("consortium");
        write_out(&light_sample("x"), &folder);
        Self { folder, names: Vec::new() }
    }

    fn run(&mut self, block: &Block) -> Result<(), String> {
        for mark in &block.marks {
            if let Some((from, to)) = mark.strip_prefix("copy ").and_then(|rest| rest.split_once(" to ")) {
                fs::copy(self.folder.join(from), self.folder.join(to)).map_err(|e| format!("{mark}: {e}"))?;
            }
            if let Some((name, own)) = mark.split_once(" stands for ") {
                self.names.push((name.to_owned(), own.to_owned()));
            }
            if mark == "in an empty folder" {
                self.folder = self.folder.with_file_name("empty");
                fs::create_dir_all(&self.folder).map_err(|error| error.to_string())?;
            }
        }
        block.commands.iter().try_for_each(|line| self.line(block, line))
    }

    fn line(&mut self, block: &Block, line: &str) -> Result<(), String> {
        let line = &self.names.iter().fold(line.to_owned(), |line, (name, own)| line.replace(name, own));
        let words = words(line);
        match words.first().map(String::as_str) {
            Some("cd") => self.folder = self.folder.join(&words[1]),
            Some("fairfolio") => {
                if let Err(error) = Cli::try_parse_from(&words) {
                    return Err(format!("`{line}` is not understood: {error}"));
                }
                if is_run(block, &words) {
                    self.command(line, expected(block, &words))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn command(&self, line: &str, expected: i32) -> Result<(), String> {
        let binary = Path::new(env!("CARGO_BIN_EXE_fairfolio")).parent().expect("a folder");
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
        let output =
            Command::new("sh").args(["-c", line]).env("PATH", path).current_dir(&self.folder).output();
        let output = output.map_err(|error| error.to_string())?;
        if output.status.code() == Some(expected) {
            return Ok(());
        }
        let told = String::from_utf8_lossy(&output.stderr).chars().take(2000).collect::<String>();
        Err(format!("`{line}` ends with {:?}, not {expected}:\n{told}", output.status.code()))
    }
}

fn is_run(block: &Block, words: &[String]) -> bool {
    let command = words.get(1).filter(|word| !word.starts_with('-')).map_or("", String::as_str);
    let is_parsed_only = block.marks.iter().any(|mark| mark.starts_with("parsed only"));
    let is_asked_for = block.marks.iter().any(|mark| mark == "run");
    !is_parsed_only && (is_asked_for || !PARSED_ONLY.contains(&command))
}

fn expected(block: &Block, words: &[String]) -> i32 {
    let at = block.marks.iter().filter_map(|mark| mark.strip_prefix("exit 1 at "));
    i32::from(at.into_iter().any(|word| words.iter().any(|own| own == word)))
}

fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs =
        fs::read_dir(root.join("docs")).expect("the manual").map(|entry| entry.expect("an entry").path());
    let pages =
        docs.chain([root.join("README.md")]).filter(|path| path.extension().is_some_and(|e| e == "md"));
    let mut pages: Vec<(String, String)> = pages
        .map(|path| {
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("text"))
        })
        .collect();
    pages.sort();
    pages
}

/// Runs the lines of a page; gives what went wrong.
fn tried(name: &str, text: &str) -> Vec<String> {
    let blocks = blocks(text);
    if blocks.is_empty() {
        return Vec::new();
    }
    let mut place = Place::of(name);
    let wrong = |block: &Block| place.run(block).err().map(|fault| format!("{name}:{}: {fault}", block.line));
    blocks.iter().filter_map(wrong).collect()
}

#[test]
fn every_command_of_the_manual_does_what_it_says() {
    let pages = pages();
    let count = pages.iter().flat_map(|(_, text)| blocks(text)).flat_map(|block| block.commands).count();
    assert!(count > 20, "only {count} lines were found");
    let wrong: Vec<String> = pages.par_iter().flat_map_iter(|(name, text)| tried(name, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_with_a_flag_that_does_not_exist_is_told() {
    let page =
        "Text.\n\n<!-- try: parsed only, as an example -->\n```sh\nfairfolio build --fast   # quick\n```\n";
    let wrong = tried("docs/wrong.md", page);
    assert!(
        wrong.len() == 1 && wrong[0].contains("docs/wrong.md:4:") && wrong[0].contains("--fast"),
        "{wrong:?}"
    );
}

#[test]
fn a_line_is_read_as_a_shell_reads_it() {
    assert_eq!(
        words("fairfolio new ours --name \"Our House\"  # a # b"),
        ["fairfolio", "new", "ours", "--name", "Our House"]
    );
    assert_eq!(words("# only a comment"), Vec::<String>::new());
    assert_eq!(words("a#b"), ["a#b"]);
}
