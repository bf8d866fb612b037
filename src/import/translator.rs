//! A translator's form that came back. A translation is put beside its record; which version of the record it is
//! of is what the form was made from, so that a text that changed meanwhile is never taken for a current one.

mod digits;
mod markup;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::changes::{Change, Outcome};
use super::facts::Known;
use super::form::Stamp;
use super::plain::Plain;
use super::record::RecordFile;
use super::texts::{RecordTexts, TextFact, beside};
use super::told::{Told, Why};
use super::words;
use crate::files::Files;
use crate::model::text::Place;
use crate::sheet::{Cell, Sheet, Workbook};

/// Kind of a translator's form in its stamp; its handle is the language.
pub const KIND: &str = "translator";
/// First cell of its sheets.
pub const WORD: &str = "translations";
/// Hidden sheet with a row for each record: path, the digits of its texts, and those its translation says.
pub const DIGITS: &str = "_translates";
/// In that sheet: there is no translation yet.
pub const NONE: &str = "none";
/// In that sheet: the translation does not say which version it is of.
pub const UNSAID: &str = "unsaid";
/// Rows above the texts: what columns are (hidden), and headings.
pub const HEAD_ROWS: usize = 2;
/// Columns from the second one on; the first one holds handles and is hidden.
pub const COLUMNS: [&str; 7] = ["record", "field", "source", "state", "target", "checked", "note"];

/// The handle of a text.
pub fn handle(file: &str, place: &Place) -> String {
    format!("{file}#{place}")
}

/// What a cell says, as it was typed: blanks can mean something in Markdown.
pub fn typed(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.replace("\r\n", "\n").trim().to_owned(),
        other => other.text(),
    }
}

/// A row of a form beside what it said when it went out.
struct Row {
    sheet: String,
    at: usize,
    handle: String,
    source: String,
    target: Cell,
    is_checked: bool,
    columns: (usize, usize),
    sent_source: String,
    sent_target: String,
}

/// How far the translation of a record was looked through.
#[derive(Default)]
struct Looked {
    sheet: String,
    row: usize,
    translated: usize,
    seen: usize,
    is_written: bool,
}

struct Comparing<'a> {
    files: &'a dyn Files,
    known: &'a Known,
    lang: &'a str,
    overwrite: bool,
    /// Records with their translations, as they become.
    open: BTreeMap<String, (RecordFile, RecordFile)>,
    looked: BTreeMap<String, Looked>,
    /// Texts that have changed since the form was made.
    moved: usize,
    out: Outcome,
}

/// What a form would change, and what it is in words.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn translations(
    book: &Workbook,
    stamp: &Stamp,
    files: &dyn Files,
    known: &Known,
    overwrite: bool,
) -> io::Result<(String, Outcome)> {
    let (open, looked) = Default::default();
    let (lang, out) = (stamp.id.as_str(), Outcome::default());
    let mut all = Comparing { files, known, lang, overwrite, open, looked, moved: 0, out };
    let mut seen: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for row in rows(book) {
        let target = typed(&row.target);
        match seen.get(&row.handle) {
            Some((first, said)) if *said != target && target != row.sent_target => {
                let message = format!("this row is of the same text as row {first} and says something else");
                all.tell(&row, Why::Twice, message, "remove one of the two");
            }
            Some(_) => {}
            None => {
                seen.insert(row.handle.clone(), (row.at + 1, target));
                all.row(&row)?;
            }
        }
    }
    all.digits(book)?;
    let what = match all.moved {
        0 => format!("translations into `{lang}`"),
        1 => format!("translations into `{lang}`; 1 text has changed since it was made"),
        moved => format!("translations into `{lang}`; {moved} texts have changed since it was made"),
    };
    Ok((what, all.finish()))
}

/// The rows of all sheets; sheets and columns may have been moved, rows sorted.
fn rows(book: &Workbook) -> Vec<Row> {
    let shown = book.sheets.iter().filter(|own| !own.hidden && own.cell(0, 0).text() == WORD);
    shown.flat_map(|sheet| of_sheet(sheet, book.sheet(&format!("_{}", sheet.name)))).collect()
}

fn of_sheet(sheet: &Sheet, sent: Option<&Sheet>) -> Vec<Row> {
    let column = |key: &str| (1..=20).find(|column| sheet.cell(0, *column).text() == key);
    let (Some(source), Some(target)) = (column("source"), column("target")) else { return Vec::new() };
    let checked = column("checked");
    let before: BTreeMap<String, (String, String)> = sent
        .iter()
        .flat_map(|sent| sent.rows.iter().map(move |row| (*sent, row)))
        .map(|(_, row)| {
            let cell = |at: usize| row.get(at).map(typed).unwrap_or_default();
            (cell(0), (cell(1), cell(2)))
        })
        .collect();
    let rows = (HEAD_ROWS..sheet.rows.len()).filter(|row| !sheet.cell(*row, 0).is_empty());
    rows.map(|at| {
        let handle = typed(sheet.cell(at, 0));
        let (sent_source, sent_target) = before.get(&handle).cloned().unwrap_or_default();
        Row {
            sheet: sheet.name.clone(),
            at,
            source: typed(sheet.cell(at, source)),
            target: sheet.cell(at, target).clone(),
            is_checked: checked
                .is_some_and(|column| words::flag(&sheet.cell(at, column).text()) == Some(true)),
            columns: (source, target),
            handle,
            sent_source,
            sent_target,
        }
    })
    .collect()
}

impl<'a> Comparing<'a> {
    fn tell(&mut self, row: &Row, why: Why, message: impl Into<String>, hint: impl Into<String>) {
        self.out.told.push(Told::new(why, &row.sheet, (row.at, row.columns.1), message, hint));
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        let new = typed(&row.target);
        let is_touched = new != row.sent_target;
        let Some((record, fact)) = self.fact(row) else {
            if is_touched {
                let message =
                    format!("`{}` is no text of this project (any more): it is left out", row.handle);
                self.tell(row, Why::Stranger, message, "make a new form, or remove the row");
            }
            return Ok(());
        };
        if fact.is_long() {
            return Ok(());
        }
        if row.source != row.sent_source {
            let message = "the source text was changed here: translations come back, sources do not";
            let hint = "change it in the record, if it should say so";
            let at = (row.at, row.columns.0);
            self.out.told.push(Told::new(Why::LeftOut, &row.sheet, at, message, hint));
        }
        self.moved += usize::from(fact.source != row.sent_source);
        let taken = is_touched && self.value(row, record, fact, &new)?;
        let looked = self.looked.entry(record.file.clone()).or_default();
        if looked.sheet.is_empty() {
            (looked.sheet, looked.row) = (row.sheet.clone(), row.at);
        }
        if !row.sent_target.is_empty() {
            looked.translated += 1;
            looked.seen += usize::from(taken || (!is_touched && row.is_checked));
        }
        if !is_touched {
            self.out.same += 1;
        }
        Ok(())
    }

    /// The text that a row is of. What is found by its place in a list is known by what it says, as lists change.
    fn fact(&self, row: &Row) -> Option<(&'a RecordTexts, &'a TextFact)> {
        let (file, place) = row.handle.split_once('#')?;
        let record = self.known.texts.iter().find(|own| own.file == file)?;
        let exact = record.texts.iter().find(|own| own.place.to_string() == place);
        if let Some(fact) = exact.filter(|own| own.source == row.sent_source) {
            return Some((record, fact));
        }
        let shape = without_numbers(place);
        let mut same = record.texts.iter().filter(|own| {
            is_by_place(&own.place)
                && own.source == row.sent_source
                && without_numbers(&own.place.to_string()) == shape
        });
        let moved = same.next().filter(|_| same.next().is_none());
        moved.or_else(|| exact.filter(|own| !is_by_place(&own.place))).map(|fact| (record, fact))
    }

    /// Takes a value over; whether the record says so then.
    fn value(&mut self, row: &Row, record: &RecordTexts, fact: &TextFact, new: &str) -> io::Result<bool> {
        if let Cell::Faulty(what) = &row.target {
            let message = format!("the cell has no value: {what}");
            self.tell(row, Why::Unclear, message, "type the translation itself");
            return Ok(false);
        }
        let new = if fact.is_list || fact.is_body() || fact.source.contains('\n') {
            new.to_owned()
        } else {
            new.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
        };
        if let Some((message, hint)) = markup::fault(fact, &new) {
            self.tell(row, Why::Unclear, message, hint);
            return Ok(false);
        }
        let here = fact.translations.get(self.lang).map_or("", String::as_str);
        if here == new {
            self.out.same += 1;
            return Ok(true);
        }
        if here != row.sent_target && !self.overwrite {
            let shown = |text: &str| Plain::text(text).shown();
            let place = &fact.place;
            let message = format!(
                "`{place}` of `{}` is {} and was not when the form was made; here it is {}",
                beside(&record.file, self.lang),
                shown(here),
                shown(&new)
            );
            self.tell(row, Why::Edited, message, "it stays as it is; add `--overwrite` to take the form's");
            return Ok(false);
        }
        if let Some((message, hint)) = markup::other_links(fact, &new) {
            self.tell(row, Why::Links, message, hint);
        }
        let plain = |text: &str| match (text.is_empty(), fact.is_list) {
            (true, _) => None,
            (_, true) => Some(Plain::List(text.lines().map(|line| Plain::text(line.trim())).collect())),
            (_, false) => Some(Plain::text(text)),
        };
        let (old, new) = (plain(here), plain(&new));
        let is_open =
            self.write(row, record, |source, file| file.set_text(source, &fact.place, new.as_ref()))?;
        if is_open {
            let (file, path) = (beside(&record.file, self.lang), fact.place.to_string());
            self.looked.entry(record.file.clone()).or_default().is_written = true;
            self.out.changes.push(Change { file, of: String::new(), path, old, new });
        }
        Ok(is_open)
    }

    /// Changes a translation; `false`, and told, when it is there and no record can be read from it.
    fn write(
        &mut self,
        row: &Row,
        record: &RecordTexts,
        change: impl FnOnce(&RecordFile, &mut RecordFile),
    ) -> io::Result<bool> {
        if !self.open(&record.file)? {
            let message = format!("`{}` cannot be read", beside(&record.file, self.lang));
            self.tell(row, Why::Stranger, message, "correct it first (`fairfolio check` says where)");
            return Ok(false);
        }
        if let Some((source, file)) = self.open.get_mut(&record.file) {
            change(source, file);
        }
        Ok(true)
    }

    fn open(&mut self, file: &str) -> io::Result<bool> {
        if self.open.contains_key(file) {
            return Ok(true);
        }
        let read =
            |bytes: Vec<u8>| RecordFile::read(&String::from_utf8(bytes).ok()?, file.ends_with(".md")).ok();
        let Some(source) = read(self.files.read(file)?) else { return Ok(false) };
        let path = beside(file, self.lang);
        let translation = match self.files.read(&path) {
            Ok(bytes) => read(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.out.new_files.insert(path);
                Some(RecordFile::translation_of(&source))
            }
            Err(error) => return Err(error),
        };
        let Some(translation) = translation else { return Ok(false) };
        self.open.insert(file.to_owned(), (source, translation));
        Ok(true)
    }

    fn finish(mut self) -> Outcome {
        let changed: BTreeSet<&String> = self.out.changes.iter().map(|change| &change.file).collect();
        for (record, (_, file)) in &self.open {
            let path = beside(record, self.lang);
            if changed.contains(&path) {
                self.out.texts.insert(path, file.text());
            }
        }
        self.out.new_files.retain(|path| self.out.texts.contains_key(path));
        self.out
    }
}

/// Whether a text is found by its place in a list alone.
fn is_by_place(place: &Place) -> bool {
    use crate::model::text::Step;
    place.0.iter().any(|step| matches!(step, Step::Entry { handle: None, .. }))
}

/// A place as it is written, without the numbers of entries.
fn without_numbers(place: &str) -> String {
    let mut out = String::new();
    for part in place.split_inclusive('[') {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = part[digits..].starts_with(']');
        out.push_str(if is_number { &part[digits..] } else { part });
    }
    out
}
