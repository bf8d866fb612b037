//! Text with separators: which one it is shows in the rows, which come out equally long.

use super::{Cell, MOST_COLUMNS, MOST_ROWS, Sheet, Unreadable, Workbook, decoded};

/// Separators that programs write.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows that are looked at to find it.
const LOOKED_AT: usize = 60;

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let (text, encoding) = decoded(bytes);
    let strange =
        text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if strange * 50 > text.chars().count() {
        let hint = "open it in the program it comes from and save it as XLSX or CSV";
        return Err(Unreadable::new(format!("this is no text (tried as {encoding})"), hint));
    }
    // Excel writes the separator into a first line of its own, when asked.
    let (named, body) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((sign, body)) => (sign.trim_end_matches('\r').bytes().next(), body),
        None => (None, text.as_str()),
    };
    let separator = named.unwrap_or_else(|| separator(body));
    let mut rows: Vec<Vec<Cell>> = records(body, separator).take(MOST_ROWS + 1).collect();
    if named.is_some() {
        // So that rows are counted as the file has them.
        rows.insert(0, Vec::new());
    }
    if rows.len() > MOST_ROWS {
        let message = format!("the file has more than {MOST_ROWS} rows");
        return Err(Unreadable::new(message, "copy the rows that matter into a new file, and import that"));
    }
    let sheet = Sheet { name: name.to_owned(), rows, ..Sheet::default() };
    Ok(Workbook { sheets: vec![sheet] })
}

/// Rows, an empty line being a row too, so that numbers of rows are those of the file.
fn records(text: &str, separator: u8) -> impl Iterator<Item = Vec<Cell>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(std::io::Cursor::new(text.as_bytes().to_vec()));
    let mut line = 1;
    let mut waiting: Option<Vec<Cell>> = None;
    let mut empty = 0_u64;
    std::iter::from_fn(move || {
        if empty > 0 {
            empty -= 1;
            return Some(Vec::new());
        }
        if let Some(row) = waiting.take() {
            return Some(row);
        }
        let mut record = csv::StringRecord::new();
        // OK because the text is UTF-8 and rows may have any length.
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let at = record.position().map_or(line, csv::Position::line);
        let row: Vec<Cell> = record.iter().take(MOST_COLUMNS).map(cell).collect();
        let skipped = at.saturating_sub(line);
        line = reader.position().line();
        if skipped == 0 {
            return Some(row);
        }
        empty = skipped - 1;
        waiting = Some(row);
        Some(Vec::new())
    })
}

fn cell(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// The separator with which most rows have the same number of cells, more than one.
fn separator(text: &str) -> u8 {
    let worth = |separator: &u8| {
        let lengths: Vec<usize> = records(text, *separator).take(LOOKED_AT).map(|row| row.len()).collect();
        let longest = lengths.iter().copied().filter(|length| *length > 1);
        let mut counts = std::collections::BTreeMap::new();
        longest.for_each(|length| *counts.entry(length).or_insert(0_usize) += 1);
        counts.into_iter().map(|(length, rows)| (rows * (length - 1).min(8), length)).max().unwrap_or((0, 0))
    };
    let best = SEPARATORS.into_iter().enumerate().max_by_key(|(place, own)| (worth(own), usize::MAX - place));
    best.map_or(b',', |(_, separator)| separator)
}
