//! A form as a workbook: yellow cells to fill, drop-downs, checks of numbers, notes; beside each sheet a hidden
//! copy of what was sent. The same form is the same bytes.

mod looks;
mod texts;

pub(super) use texts::write as write_texts;

use std::io;

use jiff::civil::Date;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};

use self::looks::{Looks, height};
use super::{CoverLine, Form, FormColumn, FormSheet, Words};
use crate::import::facts::Known;
use crate::import::fields::{Field, Kind};
use crate::import::form::{HEAD_ROWS, MARK, Stamp};
use crate::sheet::Cell;

/// Hidden sheet with the entries of drop-downs.
const LISTS: &str = "_lists";
/// First row of a list's records, from 0.
// OK because there are a few rows above them.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
const FIRST_ROW: u32 = HEAD_ROWS as u32;
/// Height of a line, in points.
const LINE: f64 = 15.0;
/// Entries of a drop-down that are written into it; longer ones refer to the hidden sheet.
const INLINE: usize = 200;

/// The bytes of a form's workbook.
pub(super) fn write(form: &Form, known: &Known, today: Date) -> io::Result<Vec<u8>> {
    workbook(form, known, today)
        .map_err(|error| io::Error::other(format!("cannot make the form of `{}`: {error}", form.name)))
}

fn workbook(form: &Form, known: &Known, today: Date) -> Result<Vec<u8>, XlsxError> {
    let words = Words::of(&form.stamp.lang);
    let mut book = Workbook::new();
    properties(&mut book, &form.name, today)?;
    let looks = Looks::new(words.is_rtl());
    let mut lists = Lists::default();
    cover(book.add_worksheet(), &form.cover, &words, &looks)?;
    for own in &form.sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&own.name)?;
        sheet.set_right_to_left(words.is_rtl());
        if own.upright {
            upright(sheet, own, &words, known, &looks, &mut lists)?;
        } else {
            list(sheet, own, &words, known, &looks, &mut lists)?;
        }
    }
    for own in &form.sheets {
        let copy = book.add_worksheet();
        copy.set_name(format!("_{}", own.name))?.set_very_hidden(true);
        if own.upright { sent_upright(copy, own)? } else { sent(copy, own)? }
    }
    lists.write(book.add_worksheet())?;
    stamped(&mut book, &form.stamp)?;
    book.save_to_buffer()
}

fn properties(book: &mut Workbook, name: &str, today: Date) -> Result<(), XlsxError> {
    let made = ExcelDateTime::from_ymd(year(today), month(today), day(today))?;
    book.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&made));
    Ok(())
}

/// The hidden sheet that makes a workbook a form.
fn stamped(book: &mut Workbook, stamp: &Stamp) -> Result<(), XlsxError> {
    let lines = stamp.lines();
    hidden(book.add_worksheet(), MARK, lines.iter().map(|(key, value)| [*key, *value]))
}

/// A sheet of texts that nobody sees.
fn hidden<T: AsRef<str>, const N: usize>(
    sheet: &mut Worksheet,
    name: &str,
    rows: impl Iterator<Item = [T; N]>,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_very_hidden(true);
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, text.as_ref())?;
        }
    }
    Ok(())
}

fn year(date: Date) -> u16 {
    u16::try_from(date.year()).unwrap_or(2000)
}

fn month(date: Date) -> u8 {
    u8::try_from(date.month()).unwrap_or(1)
}

fn day(date: Date) -> u8 {
    u8::try_from(date.day()).unwrap_or(1)
}

fn heading(column: &FormColumn) -> String {
    let needed = column.field.as_ref().is_some_and(|field| field.required);
    if needed { format!("{} *", column.label) } else { column.label.clone() }
}

fn protected(sheet: &mut Worksheet) {
    let options = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        sort: true,
        // So that pictures can be put on a row.
        edit_objects: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
}

fn cover(sheet: &mut Worksheet, lines: &[CoverLine], words: &Words, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(words.say("start", &[]))?;
    sheet.set_right_to_left(words.is_rtl());
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 70)?;
    let mut row = 0;
    for line in lines {
        match line {
            CoverLine::Title(text) => {
                sheet.set_row_height(row, 34)?;
                sheet.write_string_with_format(row, 0, text, &looks.title)?;
            }
            CoverLine::Heading(text) => {
                row += 1;
                sheet.write_string_with_format(row, 0, text, &looks.heading)?;
            }
            CoverLine::Text(text) => {
                sheet.merge_range(row, 0, row, 1, text, &looks.text)?;
                // Merged cells do not grow by themselves.
                let lines = text.chars().count().div_ceil(90).max(1);
                sheet.set_row_height(row, 2.0 + 15.0 * f64::from(u32::try_from(lines).unwrap_or(9)))?;
            }
            CoverLine::Missing(place, what) => {
                sheet.write_string_with_format(row, 0, place, &looks.shown)?;
                sheet.write_string_with_format(row, 1, what, &looks.shown)?;
            }
        }
        row += 1;
    }
    protected(sheet);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn upright(
    sheet: &mut Worksheet,
    own: &FormSheet,
    words: &Words,
    known: &Known,
    looks: &Looks,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, &own.word)?;
    sheet.set_column_hidden(0)?;
    for (column, (key, width)) in (1_u16..).zip([("field", 32.0), ("yours", 60.0), ("note", 50.0)]) {
        sheet.write_string_with_format(0, column, words.say(key, &[]), &looks.label)?;
        sheet.set_column_width(column, width)?;
    }
    let cells = own.rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    for (row, (column, cell)) in (1_u32..).zip(own.columns.iter().zip(cells)) {
        let field = column.field.as_ref();
        if let Some(field) = field {
            sheet.write_string(row, 0, &field.path)?;
            sheet.write_string_with_format(row, 3, field.note(words.lang()), &looks.note)?;
            validate(sheet, field, words, known, lists, (row, 2, row, 2))?;
            let least = if field.kind == Kind::Lines { 60.0 } else { LINE };
            let text = cell.text();
            let texts = [(text.as_str(), 60.0), (field.note(words.lang()), 55.0), (&column.label, 30.0)];
            sheet.set_row_height(row, height(texts.into_iter(), LINE).max(least))?;
        }
        sheet.write_string_with_format(row, 1, heading(column), looks.label(field))?;
        put(sheet, (row, 2), cell, looks.of(field))?;
    }
    sheet.set_freeze_panes(1, 2)?;
    protected(sheet);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn list(
    sheet: &mut Worksheet,
    own: &FormSheet,
    words: &Words,
    known: &Known,
    looks: &Looks,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let count = u32::try_from(own.rows.len() + own.spare).unwrap_or(u32::MAX);
    handles(sheet, own)?;
    sheet.set_row_hidden(0)?;
    sheet.set_column_hidden(0)?;
    for (at, column) in (1_u16..).zip(&own.columns) {
        let field = column.field.as_ref();
        sheet.write_string_with_format(1, at, heading(column), looks.label(field))?;
        let note = field.map_or("", |field| field.note(words.lang()));
        sheet.write_string_with_format(2, at, note, &looks.note)?;
        sheet.set_column_width(at, width(column))?;
        if let Some(field) = field.filter(|_| count > 0) {
            validate(sheet, field, words, known, lists, (FIRST_ROW, at, FIRST_ROW + count - 1, at))?;
        }
        for (row, (_, cells)) in (FIRST_ROW..).zip(&own.rows) {
            put(sheet, (row, at), &cells[usize::from(at) - 1], looks.of(field))?;
        }
        for row in FIRST_ROW + u32::try_from(own.rows.len()).unwrap_or(0)..FIRST_ROW + count {
            sheet.write_blank(row, at, looks.of(field))?;
        }
    }
    for (row, (_, cells)) in (FIRST_ROW..).zip(&own.rows) {
        let texts: Vec<String> = cells.iter().map(Cell::text).collect();
        let texts = texts.iter().map(String::as_str).zip(own.columns.iter().map(width));
        sheet.set_row_height(row, height(texts, LINE))?;
    }
    sheet.set_row_height(2, 44)?;
    sheet.set_freeze_panes(FIRST_ROW, if own.columns.len() > 6 { 3 } else { 2 })?;
    protected(sheet);
    sheet.set_landscape();
    sheet.set_repeat_rows(1, 2)?;
    sheet.set_repeat_columns(1, 2)?;
    Ok(())
}

fn width(column: &FormColumn) -> f64 {
    match column.field.as_ref().map(|field| field.kind) {
        Some(Kind::Lines) => 48.0,
        Some(Kind::Number | Kind::Whole | Kind::Year | Kind::Price | Kind::Flag | Kind::Date) => 13.0,
        None => 34.0,
        Some(_) => 22.0,
    }
}

/// The paths of a list's columns, and the handles of its rows.
fn handles(sheet: &mut Worksheet, own: &FormSheet) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, &own.word)?;
    for (at, column) in (1_u16..).zip(&own.columns) {
        sheet.write_string(0, at, column.field.as_ref().map_or("", |field| field.path.as_str()))?;
    }
    for (row, (handle, _)) in (FIRST_ROW..).zip(&own.rows) {
        sheet.write_string(row, 0, handle)?;
    }
    Ok(())
}

/// A list as it was sent.
fn sent(sheet: &mut Worksheet, own: &FormSheet) -> Result<(), XlsxError> {
    handles(sheet, own)?;
    for (row, (_, cells)) in (FIRST_ROW..).zip(&own.rows) {
        for (at, cell) in (1_u16..).zip(cells) {
            put(sheet, (row, at), cell, &date_format(cell))?;
        }
    }
    Ok(())
}

fn date_format(cell: &Cell) -> Format {
    match cell {
        Cell::Date(_) => Format::new().set_num_format("yyyy-mm-dd"),
        _ => Format::new(),
    }
}

fn sent_upright(sheet: &mut Worksheet, own: &FormSheet) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, &own.word)?;
    let cells = own.rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    for (row, cell) in (1_u32..).zip(cells) {
        put(sheet, (row, 2), cell, &date_format(cell))?;
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Date(date) => {
            let date = ExcelDateTime::from_ymd(year(*date), month(*date), day(*date))?;
            sheet.write_datetime_with_format(row, column, &date, format)?
        }
        other => sheet.write_string_with_format(row, column, other.text(), format)?,
    };
    Ok(())
}

/// Entries of drop-downs too long to be written into each cell.
#[derive(Default)]
struct Lists {
    columns: Vec<Vec<String>>,
}

impl Lists {
    fn formula(&mut self, entries: Vec<String>) -> Formula {
        let at = self.columns.iter().position(|own| *own == entries).unwrap_or_else(|| {
            self.columns.push(entries.clone());
            self.columns.len() - 1
        });
        let letter = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(at).unwrap_or(0));
        Formula::new(format!("='{LISTS}'!${letter}$1:${letter}${}", entries.len()))
    }

    fn write(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(LISTS)?.set_very_hidden(true);
        for (at, entries) in (0_u16..).zip(self.columns) {
            for (row, entry) in (0_u32..).zip(entries) {
                sheet.write_string(row, at, entry)?;
            }
        }
        Ok(())
    }
}

/// Words that may stand in a cell; none when it is free.
pub(super) fn entries(field: &Field, known: &Known) -> Vec<String> {
    fn said<'a>(field: &Field, all: impl Iterator<Item = &'a String>) -> Vec<String> {
        all.map(|own| field.spoken(own).to_owned()).collect()
    }
    match field.kind {
        Kind::Choice if field.path.ends_with(".unit") => said(field, known.units.iter().map(|own| &own.id)),
        Kind::Choice => said(field, field.choices.iter()),
        Kind::Flag => ["yes", "no"].map(|own| field.spoken(own).to_owned()).to_vec(),
        Kind::Scheme => said(field, known.schemes.iter().map(|own| &own.id)),
        _ => Vec::new(),
    }
}

fn validate(
    sheet: &mut Worksheet,
    field: &Field,
    words: &Words,
    known: &Known,
    lists: &mut Lists,
    (top, left, bottom, right): (u32, u16, u32, u16),
) -> Result<(), XlsxError> {
    let entries = entries(field, known);
    let rule = match field.kind {
        _ if !entries.is_empty() => {
            let length: usize = entries.iter().map(|entry| entry.chars().count() + 1).sum();
            let is_short = length < INLINE && entries.iter().all(|entry| !entry.contains(','));
            if is_short {
                DataValidation::new().allow_list_strings(&entries)?
            } else {
                DataValidation::new().allow_list_formula(lists.formula(entries))
            }
        }
        Kind::Whole | Kind::Year => {
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        }
        Kind::Number => DataValidation::new().allow_decimal_number(match field.limits {
            (Some(least), Some(most)) => DataValidationRule::Between(least, most),
            _ => DataValidationRule::GreaterThanOrEqualTo(0.0),
        }),
        _ => return Ok(()),
    };
    let label: String = field.label(words.lang()).chars().take(30).collect();
    let note: String = field.note(words.lang()).chars().take(250).collect();
    let rule = rule.set_input_title(label)?.set_input_message(note)?;
    sheet.add_data_validation(top, left, bottom, right, &rule)?;
    Ok(())
}
