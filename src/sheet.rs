//! Tables that other programs wrote: XLSX, ODS and text with separators, read into rows of plain cells.
//! Nothing here knows what a row means.

mod encoding;
mod frames;
mod limits;
mod separated;
mod spreadsheet;

pub use encoding::decoded;

use jiff::civil::Date;

/// Most rows of a sheet that are read: a consortium's longest list has some thousands.
pub const MOST_ROWS: usize = 20_000;
/// Most columns of a sheet that are read.
pub const MOST_COLUMNS: usize = 500;

/// A file with its sheets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// Sheets in the order of their tabs.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// A sheet by its name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name on its tab; of a text file the file's name.
    pub name: String,
    /// Whether it is shown.
    pub hidden: bool,
    /// Rows from the first one of the sheet, each as long as it has cells.
    pub rows: Vec<Vec<Cell>>,
    /// Pictures with the cell they lie on: row and column from 0, file ending, bytes.
    pub pictures: Vec<Picture>,
}

impl Sheet {
    /// A cell by row and column from 0; beyond the last one it is empty.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Empty)
    }
}

/// A picture that lies on a sheet.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// Row of its upper corner, from 0.
    pub row: usize,
    /// Column of its upper corner, from 0.
    pub column: usize,
    /// Ending of a file of its kind, such as `jpg`.
    pub ending: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} bytes at {}:{}", self.ending, self.bytes.len(), self.row, self.column)
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, or figures that were typed as text: leading zeros are kept.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// True or false.
    Flag(bool),
    /// Something that has no value: a formula that was never calculated, or one with an error.
    Faulty(String),
}

impl Cell {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(is_blank),
            _ => false,
        }
    }

    /// As a person would read it aloud; blanks at both ends and doubled ones are gone.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => tidied(text),
            Self::Number(number) => number_text(*number),
            Self::Date(date) => date.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Faulty(what) => what.clone(),
        }
    }
}

/// Why a file cannot be read: a phrase, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Unreadable {
    /// From a phrase and an order.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// Reads a file by what is in it; its name serves for the name of the sheet and for words only.
///
/// # Errors
/// When it is no table, is locked by a password, cut off, or larger than any list of firms.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::new("the file is empty", "ask for it once more"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return spreadsheet::read(bytes);
    }
    if let Some(what) = foreign(bytes) {
        let hint = "open it and save it as XLSX (or as CSV, UTF-8)";
        return Err(Unreadable::new(format!("this is {what}, no sheet that can be read"), hint));
    }
    separated::read(name, bytes)
}

/// Kinds of files that come with the wrong ending.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    // A locked XLSX is stored in such a container too, in a stream of this name.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let locked = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".as_bytes();
        let is_locked = bytes.windows(locked.len()).any(|part| part == locked);
        return Some(if is_locked {
            "a sheet locked with a password"
        } else {
            "a file of an old Excel (XLS)"
        });
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    match () {
        () if bytes.starts_with(b"%PDF") => Some("a PDF"),
        () if bytes.starts_with(&[0xff, 0xd8, 0xff]) || bytes.starts_with(b"\x89PNG") => Some("a picture"),
        () if start.starts_with("<html") || start.starts_with("<!doctype html") => Some("a web page"),
        () if start.starts_with("<?xml") => Some("an XML file"),
        () => None,
    }
}

/// Blanks of all kinds, also those that keep words together and those without width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// A text without blanks at its ends, with one where there were several. Lines stay lines.
pub fn tidied(text: &str) -> String {
    let line =
        |line: &str| line.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A number as it would be typed: no more digits than it needs, none of them in powers of ten.
pub fn number_text(number: f64) -> String {
    // What a sheet calculates has a tail in the last digits (0.1 + 0.2).
    let near = format!("{number:.10}");
    near.trim_end_matches('0').trim_end_matches('.').to_owned()
}
