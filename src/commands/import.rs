//! `fairfolio import`: sheets into records, after a preview and a yes.

#![expect(clippy::disallowed_methods, reason = "sheets lie outside the project")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Outcome, project, terminal, today};
use crate::cli::{Global, ImportArgs};
use crate::diag::Diagnostic;
use crate::diag::render::Format;
use crate::files::{MAX_FILE, named};
use crate::import::fields::List;
use crate::import::mapping::Wanted;
use crate::import::preview;
use crate::model::project::Project;
use crate::publish::writing::write_all;
use crate::tasks::import::{Given, Proposal, Terms, is_named, is_picture, propose};

/// Runs the command.
pub(super) fn run(args: &ImportArgs, global: &Global) -> io::Result<Outcome> {
    let (dir, paths, pictures) = sorted(&args.sheets);
    let wanted = Wanted { list: list(args)?, member: args.member.clone() };
    let terms = Terms { wanted, map: args.map.clone(), overwrite: args.overwrite, ..Terms::default() };
    let disk = project(&dir)?;
    let sheets: Vec<Given> = paths.iter().map(|path| given(path)).collect::<io::Result<_>>()?;
    let pictures_of = |index: usize, names: &BTreeSet<String>| {
        beside(&paths[index], names).iter().chain(&pictures).map(|path| given(path)).collect()
    };
    let proposal = propose(&disk, &sheets, &terms, pictures_of, today(global)?)?;
    tell(&proposal, global);
    let is_human = global.format == Format::Human;
    let may_write = !proposal.writes.is_empty() && (proposal.has_changes() || args.yes);
    if may_write && proposal.is_unreadable() {
        terminal::complain("nothing was written: the records could not be read afterwards");
    } else if may_write
        && (args.yes || (proposal.has_changes() && terminal::asks("Write this into the project?")))
    {
        write_all(&dir, &proposal.writes)?;
        if is_human && !global.quiet {
            let count = proposal.writes.len();
            terminal::say(&format!("written    {count} {}", if count == 1 { "file" } else { "files" }));
        }
    } else if may_write && is_human {
        terminal::say("nothing was written: add `--yes` to write it");
    }
    let is_faulty = proposal.findings.iter().any(|own| own.severity.is_error());
    Ok(if is_faulty { Outcome::Faulty } else { Outcome::Done })
}

/// The project's folder, the sheets, and the pictures among what was named.
fn sorted(named: &[PathBuf]) -> (PathBuf, Vec<PathBuf>, Vec<PathBuf>) {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        named.iter().cloned().partition(|path| path.is_dir());
    let (pictures, sheets) = files.into_iter().partition(|path| is_picture(&shown(path)));
    (folders.into_iter().next_back().unwrap_or_else(|| PathBuf::from(".")), sheets, pictures)
}

fn list(args: &ImportArgs) -> io::Result<Option<List>> {
    let Some(word) = &args.kind else { return Ok(None) };
    List::of(word).map(Some).ok_or_else(|| {
        let words: Vec<&str> = List::ALL.iter().map(|list| list.word()).collect();
        io::Error::other(format!("`{word}` is no kind of list; write one of {}", words.join(", ")))
    })
}

/// Name of a file as it is told.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn given(path: &Path) -> io::Result<Given> {
    let size = fs::metadata(path).map_err(|error| named(error, "read", path))?.len();
    if size > MAX_FILE {
        let words = format!("`{}` has {} MB; at most 64 MB are read", path.display(), size / 1_000_000);
        return Err(io::Error::other(words));
    }
    let bytes = fs::read(path).map_err(|error| named(error, "read", path))?;
    Ok(Given { name: shown(path), bytes })
}

/// Pictures in the folder of a sheet that its cells name, with or without their ending.
fn beside(sheet: &Path, names: &BTreeSet<String>) -> Vec<PathBuf> {
    let folder = sheet.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| entry.ok().map(|own| own.path()));
    let mut found: Vec<PathBuf> = paths.filter(|path| is_named(&shown(path), names)).collect();
    found.sort();
    found
}

/// What is missing in records that came new, in one line.
fn things(missing: &[Diagnostic], project: &Project) -> String {
    let files: BTreeSet<&str> = missing.iter().map(|own| own.path(&project.sources)).collect();
    let of = match files.len() {
        1 => files.iter().map(|path| format!("in {path}")).collect(),
        count => format!("in {count} files"),
    };
    format!("{} more {} {of}", missing.len(), if missing.len() == 1 { "thing" } else { "things" })
}

fn tell(proposal: &Proposal, global: &Global) {
    for (sheet, imported) in &proposal.sheets {
        let Some(outcome) = &imported.outcome else { continue };
        if global.format == Format::Json {
            terminal::say(&preview::json(sheet, outcome));
        } else if !global.quiet && global.format == Format::Human {
            terminal::say(&format!("sheet      {sheet}: {}", imported.what));
            preview::lines(outcome).iter().for_each(|line| terminal::say(line));
        }
    }
    terminal::report(&proposal.findings, &proposal.after, global);
    if !proposal.missing.is_empty() && global.format == Format::Human && !global.quiet {
        let things = things(&proposal.missing, &proposal.after);
        terminal::say(&format!("afterwards `fairfolio check` asks for {things}"));
    }
}
