//! XLSX and ODS. Cells are read one after another, so that a sheet of a million rows is refused before it is
//! in memory; a decoder that panics is a damaged file.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, DataType, Dimensions, Ods, Reader, SheetVisible, Xlsx};
use jiff::civil::Date;

use super::{Cell, MOST_COLUMNS, MOST_ROWS, Picture, Sheet, Unreadable, Workbook, frames, limits};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let parts = limits::parts(bytes)?;
    let has = |name: &str| parts.iter().any(|part| part == name);
    let result = catch_unwind(AssertUnwindSafe(|| match () {
        () if parts.iter().any(|part| part.ends_with("workbook.xml")) => xlsx(bytes),
        () if has("content.xml") => ods(bytes, &parts),
        () if has("word/document.xml") => Err(not_a_sheet("a document of a word processor")),
        () if has("ppt/presentation.xml") => Err(not_a_sheet("a presentation")),
        () if has("Index/Document.iwa") => Err(not_a_sheet("a sheet of Numbers")),
        () => Err(not_a_sheet("an archive")),
    }));
    result.unwrap_or_else(|_| Err(damaged("")))
}

fn not_a_sheet(what: &str) -> Unreadable {
    Unreadable::new(format!("this is {what}, no sheet that can be read"), "export the table as XLSX or CSV")
}

fn damaged(why: &str) -> Unreadable {
    let message = if why.is_empty() { String::new() } else { format!(": {why}") };
    let hint = "open it in a spreadsheet program, save it anew, and import that";
    Unreadable::new(format!("the sheet is damaged{message}"), hint)
}

fn too_long(sheet: &str) -> Unreadable {
    let message = format!("sheet `{sheet}` has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns");
    Unreadable::new(message, "copy the rows that matter into a new sheet, and import that")
}

/// Rows that grow as cells come.
#[derive(Default)]
struct Rows(Vec<Vec<Cell>>);

impl Rows {
    /// `None` when the place is beyond what is read.
    fn put(&mut self, row: usize, column: usize, cell: Cell) -> Option<()> {
        if cell.is_empty() {
            return Some(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return None;
        }
        if self.0.len() <= row {
            self.0.resize(row + 1, Vec::new());
        }
        let cells = &mut self.0[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Some(())
    }

    /// A cell that spans several holds for all of them.
    fn spread(&mut self, merged: &[Dimensions]) {
        for area in merged {
            let (first, last) = (area.start, area.end);
            let value = self.0.get(first.0 as usize).and_then(|row| row.get(first.1 as usize)).cloned();
            // Headings that span columns belong to the first one; what spans rows belongs to each of them.
            for row in first.0 + 1..=last.0.min(first.0 + MOST_ROWS as u32) {
                if let Some(value) = &value {
                    let _ = self.put(row as usize, first.1 as usize, value.clone());
                }
            }
        }
    }
}

fn xlsx(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let fail = |error: calamine::XlsxError| damaged(&error.to_string());
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(fail)?;
    let tabs: Vec<_> = book.sheets_metadata().iter().map(|tab| (tab.name.clone(), tab.visible)).collect();
    let mut pictures = pictures(&book);
    let mut sheets = Vec::new();
    for (name, visible) in tabs {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut rows = Rows::default();
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A tab may hold a chart only.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(fail(error)),
        };
        while let Some(own) = cells.next_cell_with_formula().map_err(fail)? {
            let is_formula = own.formula.is_some();
            let cell = value(&own.value, is_formula);
            rows.put(own.pos.0 as usize, own.pos.1 as usize, cell).ok_or_else(|| too_long(&name))?;
        }
        rows.spread(&merged);
        let pictures = pictures.remove(&name).unwrap_or_default();
        sheets.push(Sheet { name, hidden: visible != SheetVisible::Visible, rows: rows.0, pictures });
    }
    Ok(Workbook { sheets })
}

fn pictures(book: &Xlsx<Cursor<&[u8]>>) -> BTreeMap<String, Vec<Picture>> {
    let mut all: BTreeMap<String, Vec<Picture>> = BTreeMap::new();
    for own in book.pictures_with_metadata() {
        let picture = Picture {
            row: own.row as usize,
            column: own.col as usize,
            ending: own.extension.to_lowercase(),
            bytes: own.data,
        };
        all.entry(own.sheet_name).or_default().push(picture);
    }
    all
}

fn value(data: &DataRef<'_>, is_formula: bool) -> Cell {
    match data {
        DataRef::Empty if is_formula => Cell::Faulty("a formula without a result".to_owned()),
        DataRef::Empty => Cell::Empty,
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::Error(error) => Cell::Faulty(format!("{error}")),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(text),
    }
}

/// A date of a sheet; hours are left out, a mere time is a number.
fn day(moment: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let part = |number: u8| i8::try_from(number).unwrap_or(0);
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, part(month), part(day)).ok());
    match date {
        Some(date) if moment.is_datetime() && moment.as_f64() >= 1.0 => Cell::Date(date),
        _ => Cell::Number(moment.as_f64()),
    }
}

fn iso(text: &str) -> Cell {
    let date = text.get(..10).and_then(|start| start.parse::<Date>().ok());
    date.map_or_else(|| Cell::Text(text.to_owned()), Cell::Date)
}

fn ods(bytes: &[u8], parts: &[String]) -> Result<Workbook, Unreadable> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => {
            Unreadable::new("the file is locked with a password", "ask for one without")
        }
        error => damaged(&error.to_string()),
    })?;
    let tabs: Vec<_> = book.sheets_metadata().iter().map(|tab| (tab.name.clone(), tab.visible)).collect();
    let mut pictures = frames::pictures(bytes, parts);
    let mut sheets = Vec::new();
    for (name, visible) in tabs {
        let range = book.worksheet_range(&name).map_err(|error| damaged(&error.to_string()))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut rows = Rows::default();
        for (row, column, data) in range.used_cells() {
            let cell = open_value(data);
            let (row, column) = (row + top as usize, column + left as usize);
            rows.put(row, column, cell).ok_or_else(|| too_long(&name))?;
        }
        let hidden = visible != SheetVisible::Visible;
        let pictures = pictures.remove(&name).unwrap_or_default();
        sheets.push(Sheet { name, hidden, rows: rows.0, pictures });
    }
    Ok(Workbook { sheets })
}

fn open_value(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Error(error) => Cell::Faulty(format!("{error}")),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso(text),
        number => number.as_f64().map_or(Cell::Empty, Cell::Number),
    }
}
