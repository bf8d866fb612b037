//! Sheets into records: what would be written, and what is to be asked before. The sheets' bytes come from outside, as
//! does the way to pictures that lie beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::checked;
use crate::diag::{Code, Diagnostic, Findings, Severity, codes};
use crate::files::{Files, Overlay};
use crate::import::facts::Known;
use crate::import::mapping::Wanted;
use crate::import::pictures::Pictures;
use crate::import::read::{Asked, Imported, import, names_of_pictures};
use crate::import::told::{Told, Why};
use crate::load::{self, Today};
use crate::model::project::Project;
use crate::sheet;
use crate::source::Place;

/// Endings of pictures, readable or not: what is not is told.
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff"];

/// Whether a file is a picture, by its name.
pub fn is_picture(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending.to_lowercase().as_str()))
}

/// Whether a picture's file is meant by one of the names that cells hold, with or without its ending.
pub fn is_named(file: &str, names: &BTreeSet<String>) -> bool {
    let name = file.to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    is_picture(&name) && (names.contains(&name) || names.contains(stem))
}

/// A file from outside.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// How sheets are to be read.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Kind of list and firm, as far as they were named.
    pub wanted: Wanted,
    /// Name of the mapping; else that of the file.
    pub map: Option<String>,
    /// Whether the sheet wins over what was edited by hand.
    pub overwrite: bool,
    /// Mappings as somebody corrects them now, by path.
    pub mappings: BTreeMap<String, String>,
}

/// An import that is not written yet.
pub struct Proposal {
    /// Name of each sheet, and what came of it.
    pub sheets: Vec<(String, Imported)>,
    /// Questions about cells, and whatever would leave a record unreadable.
    pub findings: Vec<Diagnostic>,
    /// Errors in the records that `check` would find afterwards and does not find now: most often what
    /// new records still lack.
    pub missing: Vec<Diagnostic>,
    /// The project as it would be.
    pub after: Project,
    /// Files of the project as they would be.
    pub writes: BTreeMap<String, Vec<u8>>,
}

impl Proposal {
    /// Whether records would change; a mapping alone is none.
    pub fn has_changes(&self) -> bool {
        self.writes.keys().any(|path| !path.starts_with("import/"))
    }

    /// Whether a file of the project would be unreadable, so that nothing may be written.
    pub fn is_unreadable(&self) -> bool {
        self.findings.iter().any(|own| {
            own.severity == Severity::Blocking
                && matches!(own.place, Place::Text(_))
                && own.code.id.starts_with("FF01")
        })
    }
}

/// Reads sheets one after the other, each on what those before it would leave. `beside` gives pictures that lie
/// where a sheet came from, of those with the given names.
///
/// # Errors
/// When a file of the project, or a picture, cannot be read.
pub fn propose(
    disk: &dyn Files,
    sheets: &[Given],
    terms: &Terms,
    mut beside: impl FnMut(usize, &BTreeSet<String>) -> io::Result<Vec<Given>>,
    today: Today,
) -> io::Result<Proposal> {
    let before = checked(disk, today)?;
    let mut files = Overlay::new(disk);
    for (path, text) in &terms.mappings {
        files.put(path.clone(), text.as_bytes());
    }
    let mut writes = BTreeMap::new();
    let mut told = Findings::default();
    let mut done = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let imported = one(sheet, &files, terms, &mut |names| beside(index, names), today)?;
        told.extend(imported.told.iter().map(|told| finding(&sheet.name, told)));
        for (path, bytes) in imported.outcome.iter().flat_map(|own| own.files()) {
            files.put(path.clone(), bytes.clone());
            writes.insert(path, bytes);
        }
        if let Some((path, text)) = &imported.mapping {
            let is_new = disk.read(path).map_or(true, |old| old != text.as_bytes());
            if is_new {
                writes.insert(path.clone(), text.clone().into_bytes());
            }
        }
        done.push((sheet.name.clone(), imported));
    }
    let after = checked(&files, today)?;
    let brought = brought(&before, &after);
    let (unreadable, missing): (Vec<_>, Vec<_>) =
        brought.into_iter().partition(|own| own.severity == Severity::Blocking);
    told.extend(unreadable);
    let findings = told.sorted(&after.0.sources);
    Ok(Proposal { sheets: done, findings, missing, after: after.0, writes })
}

fn one(
    sheet: &Given,
    files: &Overlay<'_>,
    terms: &Terms,
    beside: &mut dyn FnMut(&BTreeSet<String>) -> io::Result<Vec<Given>>,
    today: Today,
) -> io::Result<Imported> {
    let book = match sheet::read(&sheet.name, &sheet.bytes) {
        Ok(book) => book,
        Err(why) => {
            let told = Told::new(Why::Unreadable, "", (0, 0), why.message, why.hint);
            return Ok(Imported { told: vec![told], ..Imported::default() });
        }
    };
    let mut known = Known::of(&load::load(files, today)?.0);
    let mut pictures = Pictures::default();
    for picture in beside(&names_of_pictures(&book))? {
        pictures.add(&picture.name, picture.bytes);
    }
    let stem = sheet.name.rsplit_once('.').map_or(sheet.name.as_str(), |(stem, _)| stem);
    let asked = Asked { wanted: &terms.wanted, map: terms.map.as_deref(), overwrite: terms.overwrite };
    import(&book, stem, files, &mut known, &mut pictures, asked)
}

/// What is told of a sheet's cell, as a finding.
pub fn finding(file: &str, told: &Told) -> Diagnostic {
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

/// Errors that are found afterwards and not now.
pub fn brought(before: &(Project, Vec<Diagnostic>), after: &(Project, Vec<Diagnostic>)) -> Vec<Diagnostic> {
    let key = |own: &Diagnostic, project: &Project| {
        (own.code.id, own.path(&project.sources).to_owned(), own.message.clone())
    };
    let known: BTreeSet<_> = before.1.iter().map(|own| key(own, &before.0)).collect();
    let is_new = |own: &&Diagnostic| own.severity.is_error() && !known.contains(&key(own, &after.0));
    after.1.iter().filter(is_new).cloned().collect()
}
