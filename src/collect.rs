//! Forms for those who know what the records lack: a workbook for each firm or buyer, filled with what is
//! known, in its language. What comes back is read by `import`, which finds each record by hidden handles.

mod book;
mod event;
mod member;
mod single;
mod translator;
mod words;

pub use single::{Subject, choices, single};
pub use translator::no_form_for;
pub use words::Words;

use std::io;

use jiff::civil::Date;

use crate::files::Files;
use crate::import::facts::Known;
use crate::import::fields::Field;
use crate::import::form::Stamp;
use crate::import::record::RecordFile;
use crate::model::consortium::Digits;
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::sheet::Cell;

/// A form before it is a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// Name of the file, without its ending.
    pub name: String,
    /// Whom it is of.
    pub stamp: Stamp,
    /// The first sheet: lines to be read, with their weight.
    pub cover: Vec<CoverLine>,
    /// The others.
    pub sheets: Vec<FormSheet>,
}

/// A line of the first sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoverLine {
    /// The title.
    Title(String),
    /// A heading.
    Heading(String),
    /// A sentence.
    Text(String),
    /// Something that is missing: sheet and field.
    Missing(String, String),
}

/// A sheet to be filled.
#[derive(Clone, Debug)]
pub struct FormSheet {
    /// Name on its tab.
    pub name: String,
    /// First cell: what its rows are, for the import.
    pub word: String,
    /// Columns of a list; of an upright sheet one for each of its rows.
    pub columns: Vec<FormColumn>,
    /// Handle and cells of each record; an upright sheet has one.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// Whether it holds one record, a field in each row.
    pub upright: bool,
    /// Empty rows for new records.
    pub spare: usize,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// The field; `None` for what is only shown.
    pub field: Option<Field>,
    /// Heading.
    pub label: String,
}

/// What forms are made of.
pub(crate) struct Maker<'a> {
    project: &'a Project,
    files: &'a dyn Files,
    known: Known,
    by: Option<Date>,
    event: &'a str,
}

/// What forms are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Only of this firm.
    pub member: Option<&'a str>,
    /// For an event: of buyers, and of members the buyers.
    pub event: Option<&'a str>,
    /// For a translator into this language.
    pub translate: Option<&'a str>,
    /// Day by which they should come back.
    pub by: Option<Date>,
}

/// The forms as files: name and bytes.
///
/// # Errors
/// When a file of the project cannot be read, or a workbook cannot be made.
pub fn forms(project: &Project, files: &dyn Files, wanted: Wanted<'_>) -> io::Result<Vec<(String, Vec<u8>)>> {
    let known = Known::of(project);
    if let Some(tag) = wanted.translate {
        let maker = Maker { project, files, known, by: by(project, wanted), event: "" };
        let form = maker.translator(tag, wanted.member)?;
        return Ok(vec![(format!("{}.xlsx", form.name), book::write_texts(&form, project.today)?)]);
    }
    made(project, files, wanted)?.iter().map(|form| file(form, &known, project.today)).collect()
}

/// A form as a file: name and bytes.
///
/// # Errors
/// When the workbook cannot be made.
pub fn file(form: &Form, known: &Known, today: Date) -> io::Result<(String, Vec<u8>)> {
    Ok((format!("{}.xlsx", form.name), book::write(form, known, today)?))
}

/// The forms of firms and buyers before they are files.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn made(project: &Project, files: &dyn Files, wanted: Wanted<'_>) -> io::Result<Vec<Form>> {
    let event = wanted.event.unwrap_or("");
    let maker = Maker { project, files, known: Known::of(project), by: by(project, wanted), event };
    let mut forms = Vec::new();
    let members =
        project.current_members().filter(|own| wanted.member.is_none_or(|id| own.id.as_str() == id));
    for member in members {
        forms.push(match wanted.event {
            None => maker.member(member)?,
            Some(_) => maker.wishes_of_member(member)?,
        });
    }
    if wanted.event.is_some() && wanted.member.is_none() {
        for buyer in maker.buyers() {
            forms.push(maker.buyer(buyer)?);
        }
    }
    Ok(forms)
}

/// Four weeks before the next fair, a week from today when that is over.
fn by(project: &Project, wanted: Wanted<'_>) -> Option<Date> {
    let next = project
        .events
        .iter()
        .filter_map(|event| event.start.get().copied())
        .filter(|day| *day > project.today)
        .min();
    let weeks = |days: i64| jiff::Span::new().days(days);
    let before = next.and_then(|day| day.checked_sub(weeks(28)).ok()).filter(|day| *day > project.today);
    wanted.by.or(before).or_else(|| project.today.checked_add(weeks(7)).ok())
}

impl Form {
    /// How many cells are needed and empty.
    pub fn missing(&self) -> usize {
        self.cover.iter().filter(|line| matches!(line, CoverLine::Missing(..))).count()
    }
}

impl Maker<'_> {
    fn record(&self, path: &str) -> io::Result<RecordFile> {
        let bytes = self.files.read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        RecordFile::read(&text, path.ends_with(".md"))
            .map_err(|why| io::Error::other(format!("`{path}` cannot be read: {why}; run `fairfolio check`")))
    }

    /// The language of a receiver: the first of its own that forms speak, else the project's.
    fn words(&self, own: &[String]) -> Words {
        let home = self.project.default_lang();
        let first = own.iter().map(String::as_str).chain([home.as_str()]).find(|tag| Words::speaks(tag));
        Words::of(first.unwrap_or("en"))
    }

    fn day(&self, words: &Words, day: Date) -> String {
        crate::locale::Locale::new(&Lang::new(words.lang()), Digits::Latin).date(day)
    }

    fn stamp(&self, kind: &str, id: &str, words: &Words) -> Stamp {
        Stamp {
            consortium: self.known.consortium.clone(),
            kind: kind.to_owned(),
            id: id.to_owned(),
            event: self.event.to_owned(),
            lang: words.lang().to_owned(),
            version: crate::import::form::VERSION.to_owned(),
        }
    }

    /// The lines every form begins with.
    fn opening(&self, words: &Words, name: &str, has_rows: bool) -> Vec<CoverLine> {
        let mut lines = vec![
            CoverLine::Title(words.say("title", &[name])),
            CoverLine::Text(words.say("from", &[&self.known.consortium])),
            CoverLine::Text(words.say("fill", &[])),
        ];
        if has_rows {
            lines.push(CoverLine::Text(words.say("rows", &[])));
        }
        lines.push(CoverLine::Text(words.say("keep", &[])));
        lines.extend(self.back(words));
        lines
    }

    /// By when a form should be sent back, and where to.
    fn back(&self, words: &Words) -> Option<CoverLine> {
        let legal = self.project.consortium.as_ref().and_then(|own| own.legal.as_ref());
        let email = legal.map_or("", |own| own.email.str());
        self.by.map(|by| CoverLine::Heading(words.say("back", &[&self.day(words, by), email])))
    }
}

/// What is needed and empty in a sheet.
fn missing(sheet: &FormSheet) -> Vec<CoverLine> {
    let mut lines = Vec::new();
    for (_, cells) in &sheet.rows {
        let name = if sheet.upright { String::new() } else { name_of(sheet, cells) };
        for (column, cell) in sheet.columns.iter().zip(cells) {
            if column.field.as_ref().is_some_and(|field| field.required) && cell.is_empty() {
                let what =
                    if name.is_empty() { column.label.clone() } else { format!("{name}: {}", column.label) };
                lines.push(CoverLine::Missing(sheet.name.clone(), what));
            }
        }
    }
    lines
}

/// What a row is called: its name, else its number.
fn name_of(sheet: &FormSheet, cells: &[Cell]) -> String {
    let at = |path: &str| {
        let place = sheet
            .columns
            .iter()
            .position(|own| own.field.as_ref().is_some_and(|field| field.path == path))?;
        Some(cells[place].text()).filter(|text| !text.is_empty())
    };
    at("name")
        .or_else(|| at("sku"))
        .or_else(|| at("scheme"))
        .or_else(|| cells.first().map(Cell::text))
        .unwrap_or_default()
}
