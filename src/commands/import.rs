//! `fairfolio import`: sheets into records, after a preview and a yes.

#![expect(clippy::disallowed_methods, reason = "sheets lie outside the project")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::writing::write_all;
use super::{Outcome, checked, project, terminal, today};
use crate::cli::{Global, ImportArgs};
use crate::diag::render::Format;
use crate::diag::{Code, Diagnostic, Findings, Severity, codes};
use crate::files::{Files, MAX_FILE, Overlay, named};
use crate::import::facts::Known;
use crate::import::fields::List;
use crate::import::mapping::Wanted;
use crate::import::pictures::Pictures;
use crate::import::preview;
use crate::import::read::{Asked, Imported, import, names_of_pictures};
use crate::import::told::{Told, Why};
use crate::load;
use crate::model::project::Project;
use crate::sheet;
use crate::source::Place;

const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff"];

/// Runs the command.
pub(super) fn run(args: &ImportArgs, global: &Global) -> io::Result<Outcome> {
    let (dir, sheets, pictures) = sorted(&args.sheets);
    let wanted = Wanted { list: list(args)?, member: args.member.clone() };
    let disk = project(&dir)?;
    let mut files = Overlay::new(&disk);
    let mut writes: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut findings = Vec::new();
    let before = checked(&files, global)?;
    for sheet in &sheets {
        let asked = Asked { wanted: &wanted, map: args.map.as_deref(), overwrite: args.overwrite };
        let imported = one(sheet, &pictures, &files, asked, global)?;
        findings.extend(imported.told.iter().map(|told| finding(&shown(sheet), told)));
        if let Some(outcome) = &imported.outcome {
            tell(sheet, &imported, outcome, global);
            let texts = outcome.texts.iter().map(|(path, text)| (path, text.clone().into_bytes()));
            for (path, bytes) in texts.chain(outcome.pictures.iter().map(|(path, own)| (path, own.clone()))) {
                files.put(path.clone(), bytes.clone());
                writes.insert(path.clone(), bytes);
            }
        }
        if let Some((path, text)) = imported.mapping {
            let is_new = disk.read(&path).map_or(true, |old| old != text.as_bytes());
            if is_new {
                writes.insert(path, text.into_bytes());
            }
        }
    }
    let has_changes = writes.keys().any(|path| !path.starts_with("import/"));
    let after = checked(&files, global)?;
    let brought = brought(&before, &after);
    let (unreadable, missing): (Vec<_>, Vec<_>) =
        brought.into_iter().partition(|own| own.severity == Severity::Blocking);
    let mut all = Findings::default();
    all.extend(findings);
    all.extend(unreadable);
    let findings = all.sorted(&after.0.sources);
    terminal::report(&findings, &after.0, global);
    if !missing.is_empty() && global.format == Format::Human && !global.quiet {
        terminal::say(&format!("afterwards `fairfolio check` asks for {}", things(&missing, &after.0)));
    }
    let is_faulty = findings.iter().any(|own| own.severity.is_error());
    if !writes.is_empty() && (has_changes || args.yes) {
        if unread(&findings) {
            terminal::complain("nothing was written: the records could not be read afterwards");
        } else if args.yes || (has_changes && terminal::asks("Write this into the project?")) {
            write_all(&dir, &writes)?;
            if global.format == Format::Human && !global.quiet {
                let count = writes.len();
                terminal::say(&format!("written    {count} {}", if count == 1 { "file" } else { "files" }));
            }
        } else if global.format == Format::Human {
            terminal::say("nothing was written: add `--yes` to write it");
        }
    }
    Ok(if is_faulty { Outcome::Faulty } else { Outcome::Done })
}

/// The project's folder, the sheets, and the pictures among what was named.
fn sorted(named: &[PathBuf]) -> (PathBuf, Vec<PathBuf>, Vec<PathBuf>) {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        named.iter().cloned().partition(|path| path.is_dir());
    let is_picture = |path: &PathBuf| {
        let ending = path.extension().map(|own| own.to_string_lossy().to_lowercase());
        ending.is_some_and(|own| PICTURES.contains(&own.as_str()))
    };
    let (pictures, sheets) = files.into_iter().partition(is_picture);
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

fn one(
    sheet: &Path,
    pictures: &[PathBuf],
    files: &Overlay<'_>,
    asked: Asked<'_>,
    global: &Global,
) -> io::Result<Imported> {
    let bytes = bytes_of(sheet)?;
    let name = shown(sheet);
    let book = match sheet::read(&name, &bytes) {
        Ok(book) => book,
        Err(why) => {
            let told = Told::new(Why::Unreadable, "", (0, 0), why.message, why.hint);
            return Ok(Imported { told: vec![told], ..Imported::default() });
        }
    };
    let mut known = Known::of(&load::load(files, today(global)?)?.0);
    let mut all = Pictures::default();
    for path in beside(sheet, &names_of_pictures(&book)).iter().chain(pictures) {
        all.add(&shown(path), bytes_of(path)?);
    }
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    import(&book, stem, files, &mut known, &mut all, asked)
}

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(path).map_err(|error| named(error, "read", path))?.len();
    if size > MAX_FILE {
        let words = format!("`{}` has {} MB; at most 64 MB are read", path.display(), size / 1_000_000);
        return Err(io::Error::other(words));
    }
    fs::read(path).map_err(|error| named(error, "read", path))
}

/// Pictures in the folder of a sheet that its cells name, with or without their ending.
fn beside(sheet: &Path, names: &BTreeSet<String>) -> Vec<PathBuf> {
    let folder = sheet.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_named = |path: &PathBuf| {
        let name = shown(path).to_lowercase();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        PICTURES.contains(&ending) && (names.contains(&name) || names.contains(stem))
    };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|own| own.path())).filter(is_named).collect();
    found.sort();
    found
}

fn finding(file: &str, told: &Told) -> Diagnostic {
    let code: &'static Code = match told.why {
        Why::Unreadable => &codes::SHEET_UNREADABLE,
        Why::Unclear => &codes::SHEET_UNCLEAR,
        Why::Column => &codes::SHEET_COLUMN,
        Why::LeftOut => &codes::SHEET_LEFT_OUT,
        Why::Twice => &codes::SHEET_TWICE,
        Why::Stranger => &codes::SHEET_STRANGER,
        Why::Picture => &codes::SHEET_PICTURE,
        Why::Edited => &codes::SHEET_EDITED,
        Why::Links => &codes::SHEET_LINKS,
    };
    let place = if told.sheet.is_empty() {
        Place::File(file.to_owned())
    } else {
        let from_one = |place: usize| u32::try_from(place + 1).unwrap_or(u32::MAX);
        Place::Cell {
            file: file.to_owned(),
            sheet: told.sheet.clone(),
            row: from_one(told.at.0),
            column: from_one(told.at.1),
        }
    };
    Diagnostic::new(code, place, told.message.as_str()).hint(told.hint.as_str())
}

/// What `check` would find after the import and does not find now: of errors only, as records that come
/// new have much to be added.
fn brought(before: &(Project, Vec<Diagnostic>), after: &(Project, Vec<Diagnostic>)) -> Vec<Diagnostic> {
    let key = |own: &Diagnostic, project: &Project| {
        (own.code.id, own.path(&project.sources).to_owned(), own.message.clone())
    };
    let known: BTreeSet<_> = before.1.iter().map(|own| key(own, &before.0)).collect();
    let is_new = |own: &&Diagnostic| own.severity.is_error() && !known.contains(&key(own, &after.0));
    after.1.iter().filter(is_new).cloned().collect()
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

/// Whether a file of the project would be unreadable.
fn unread(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|own| {
        own.severity == Severity::Blocking
            && matches!(own.place, Place::Text(_))
            && own.code.id.starts_with("FF01")
    })
}

fn tell(sheet: &Path, imported: &Imported, outcome: &crate::import::changes::Outcome, global: &Global) {
    if global.format == Format::Json {
        terminal::say(&preview::json(&shown(sheet), outcome));
        return;
    }
    if global.quiet || global.format == Format::Short {
        return;
    }
    terminal::say(&format!("sheet      {}: {}", shown(sheet), imported.what));
    preview::lines(outcome).iter().for_each(|line| terminal::say(line));
}
