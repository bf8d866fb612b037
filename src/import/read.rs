//! One workbook: recognised as a form or as somebody else's list, read, and held against the project.

use std::collections::BTreeSet;
use std::io;

use super::changes::{Outcome, Work, changes};
use super::facts::Known;
use super::fields::with_specs;
use super::form::{self, Stamp};
use super::handles::handle;
use super::mapping::{self, Mapping, Wanted};
use super::memory::Kept;
use super::pictures::Pictures;
use super::rows::{self, with_pictures};
use super::told::{Told, Why};
use super::{translator, words};
use crate::files::Files;
use crate::sheet::{Cell, Workbook};

/// What is asked of an import.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Kind of list and firm, as far as they were named.
    pub wanted: &'a Wanted,
    /// Name of the mapping; else that of the file.
    pub map: Option<&'a str>,
    /// Whether the sheet wins over what was edited by hand.
    pub overwrite: bool,
}

/// What came of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What it is, in words.
    pub what: String,
    /// What would change; `None` when it could not be read.
    pub outcome: Option<Outcome>,
    /// What is to be told.
    pub told: Vec<Told>,
    /// Path and text of the mapping, for sheets of others.
    pub mapping: Option<(String, String)>,
    /// Columns of a sheet of others, as they are read.
    pub columns: Vec<ColumnRead>,
    /// Path and label of the fields that its columns could be.
    pub fields: Vec<(String, String)>,
}

/// How a column is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// Its heading.
    pub heading: String,
    /// Path of its field; empty when it is not read.
    pub path: String,
    /// Whether nobody has said yet what it is.
    pub is_open: bool,
}

/// Reads a workbook. `stem` is its file's name without the ending.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn import(
    book: &Workbook,
    stem: &str,
    files: &dyn Files,
    known: &mut Known,
    pictures: &mut Pictures,
    asked: Asked<'_>,
) -> io::Result<Imported> {
    match form::stamp(book) {
        Some(stamp) => own_form(book, &stamp, files, known, pictures, asked),
        None => foreign(book, stem, files, known, pictures, asked),
    }
}

fn own_form(
    book: &Workbook,
    stamp: &Stamp,
    files: &dyn Files,
    known: &mut Known,
    pictures: &mut Pictures,
    asked: Asked<'_>,
) -> io::Result<Imported> {
    let what = format!("form of `{}`", stamp.id);
    if let Some((message, hint)) = stranger(stamp, files, known)? {
        let told = vec![Told::new(Why::Stranger, "", (0, 0), message, hint)];
        return Ok(Imported { what, told, ..Imported::default() });
    }
    if stamp.kind == translator::KIND {
        let (what, mut outcome) = translator::translations(book, stamp, files, known, asked.overwrite)?;
        let told = std::mem::take(&mut outcome.told);
        return Ok(Imported { what, outcome: Some(outcome), told, ..Imported::default() });
    }
    let mut told = Vec::new();
    let mut records = form::records(book, stamp, known, &mut told);
    for sheet in &book.sheets {
        with_pictures(&mut records, sheet, pictures);
    }
    let work = Work { files, known, pictures, overwrite: asked.overwrite, event: &stamp.event };
    let mut outcome = changes(&records, work, None)?;
    told.append(&mut outcome.told);
    Ok(Imported { what, outcome: Some(outcome), told, ..Imported::default() })
}

/// Why a form does not belong here.
fn stranger(stamp: &Stamp, files: &dyn Files, known: &Known) -> io::Result<Option<(String, &'static str)>> {
    if stamp.version != form::VERSION {
        let message =
            format!("the form has layout {}, and this version reads {}", stamp.version, form::VERSION);
        return Ok(Some((message, "install the version of Fairfolio that made it")));
    }
    if stamp.consortium != known.consortium {
        let message =
            format!("the form was made for `{}`, and this is `{}`", stamp.consortium, known.consortium);
        return Ok(Some((message, "import it in the project that it is for")));
    }
    if stamp.kind == translator::KIND {
        let is_ours = known.langs.iter().skip(1).any(|own| *own == stamp.id);
        let message = format!("the form is for the language `{}`, which the outputs do not have", stamp.id);
        return Ok(
            (!is_ours).then_some((message, "add `[[language]]` with this `tag` to `consortium.toml` first"))
        );
    }
    let all = if stamp.kind == "buyer" { &known.buyers } else { &known.members };
    if !all.iter().any(|own| own.id == stamp.id) {
        let message = format!("the form is of `{}`, which this project does not have", stamp.id);
        return Ok(Some((message, "was it renamed? Correct the folder's name, or send a new form")));
    }
    let frame = format!("meetings/{}.toml", stamp.event);
    if !stamp.event.is_empty() && !files.list()?.contains(&frame) {
        let message = format!("the form is for the event `{}`, which has no `{frame}`", stamp.event);
        return Ok(Some((message, "write the frame of the event first")));
    }
    Ok(None)
}

fn foreign(
    book: &Workbook,
    stem: &str,
    files: &dyn Files,
    known: &mut Known,
    pictures: &mut Pictures,
    asked: Asked<'_>,
) -> io::Result<Imported> {
    let name = handle(asked.map.unwrap_or(stem));
    let path = format!("import/{}.toml", if name.is_empty() { "sheet" } else { &name });
    let old = match files.read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let stop = |message: String, hint: String| {
        let told = vec![Told::new(Why::Unreadable, "", (0, 0), message, hint)];
        Ok(Imported { told, ..Imported::default() })
    };
    let mut kept = match Kept::read(&old) {
        Ok(kept) => kept,
        Err(why) => {
            return stop(format!("`{path}` cannot be read: {why}"), "correct it, or delete it".to_owned());
        }
    };
    let mapping = match mapping::find(book, stem, known, &kept, asked.wanted) {
        Ok(mapping) => mapping,
        Err(question) => return stop(question.message, question.hint),
    };
    let mut told = unread_columns(book, &mapping, &path, known, &kept);
    // OK because the mapping was made from one of them.
    let sheet = book.sheet(&mapping.sheet).expect("the sheet of the mapping");
    let mut records = rows::of_sheet(sheet, &mapping, known, &mut told);
    with_pictures(&mut records, sheet, pictures);
    let what = describe(&mapping, records.len());
    let work = Work { files, known, pictures, overwrite: asked.overwrite, event: "" };
    let mut outcome = changes(&records, work, Some(&mut kept))?;
    told.append(&mut outcome.told);
    Ok(Imported {
        what,
        outcome: Some(outcome),
        told,
        columns: mapping.columns.iter().map(column_read).collect(),
        fields: could_be(&mapping, known),
        mapping: Some((path, kept.text(&old, &mapping))),
    })
}

fn column_read(column: &mapping::Column) -> ColumnRead {
    let path = column.field.as_ref().map_or_else(String::new, |field| field.path.clone());
    let is_open = path.is_empty() && !column.is_left_out;
    ColumnRead { heading: column.heading.clone(), path, is_open }
}

fn could_be(mapping: &Mapping, known: &Known) -> Vec<(String, String)> {
    let fields = with_specs(mapping.list, known.groups.iter());
    fields.iter().map(|field| (field.path.clone(), field.label("en").to_owned())).collect()
}

fn describe(mapping: &Mapping, count: usize) -> String {
    let of = if mapping.member.is_empty() { String::new() } else { format!(" of `{}`", mapping.member) };
    let read = mapping.columns.iter().filter(|column| column.field.is_some()).count();
    let all = mapping.columns.len();
    let list = mapping.list.word();
    format!("{list}{of}, {count} rows, {read} of {all} columns are read (sheet `{}`)", mapping.sheet)
}

/// Columns that hold something and are not read, and fields of the mapping that there are none of.
fn unread_columns(book: &Workbook, mapping: &Mapping, path: &str, known: &Known, kept: &Kept) -> Vec<Told> {
    let mut told = Vec::new();
    let fields = with_specs(mapping.list, known.groups.iter());
    for (heading, field) in kept.unknown(&fields) {
        if field == "member" {
            continue;
        }
        let near = crate::diag::nearest(field, fields.iter().map(|own| own.path.as_str()));
        let hint =
            near.map_or_else(|| "see `docs/import.md`".to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("`{path}` gives `{heading}` the field `{field}`, which there is not");
        told.push(Told::new(Why::Column, "", (0, 0), message, hint));
    }
    let Some(sheet) = book.sheet(&mapping.sheet) else { return told };
    for column in mapping.columns.iter().filter(|column| column.field.is_none() && !column.is_left_out) {
        let is_filled = sheet
            .rows
            .iter()
            .skip(mapping.heading_row + 1)
            .any(|row| row.get(column.index).is_some_and(|cell| !cell.is_empty()));
        if is_filled {
            let message = format!("the column `{}` is not read", column.heading);
            let hint = format!("give it a field under `[columns]` in `{path}`, or `\"\"` to leave it out");
            told.push(Told::new(
                Why::Column,
                &sheet.name,
                (mapping.heading_row, column.index),
                message,
                hint,
            ));
        }
    }
    for own in book.sheets.iter().filter(|own| !own.hidden && own.name != mapping.sheet && own.rows.len() > 1)
    {
        let message = format!("the sheet `{}` is not read: `{}` was", own.name, mapping.sheet);
        let hint = format!("write `sheet = \"{}\"` into a mapping of its own (`--map NAME`)", own.name);
        told.push(Told::new(Why::LeftOut, &own.name, (0, 0), message, hint));
    }
    told
}

/// Names in cells that pictures could have, in lower case.
pub fn names_of_pictures(book: &Workbook) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for cell in book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten()) {
        let Cell::Text(text) = cell else { continue };
        if text.len() > 400 {
            continue;
        }
        for word in words::list(text) {
            let name = word.rsplit(['/', '\\']).next().unwrap_or(&word).trim().to_lowercase();
            names.insert(name);
        }
    }
    names
}
