//! One text file, parsed: front matter and body, with all syntax errors at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::discover::Listing;
use super::table::{Node, Sink};
use crate::diag::{Diagnostic, codes};
use crate::files::Files;
use crate::model::field::{At, Field};
use crate::model::text::{Place, Text};
use crate::source::{FileId, SourceMap, Span};

/// A parsed file.
pub struct Document<'a> {
    file: FileId,
    offset: usize,
    table: Spanned<DeTable<'a>>,
    body: Option<(usize, &'a str)>,
    /// Every translatable text that was read, for [`Document::text_hash`].
    pub log: RefCell<TextLog>,
}

/// The translatable texts of a record.
#[derive(Debug, Default)]
pub struct TextLog {
    /// Those that could be read.
    pub texts: Vec<String>,
    /// Where each is typed, and by which steps it is reached.
    pub places: Vec<(Span, Place)>,
    /// Whether there is one that could not.
    pub is_broken: bool,
}

impl TextLog {
    /// Notes a text, if it is there.
    pub fn note(&mut self, place: &Place, text: &Field<String>) {
        match text {
            Field::Value(at) => {
                self.texts.push(at.value.clone());
                self.places.push((at.span, place.clone()));
            }
            Field::Broken => self.is_broken = true,
            Field::Absent => {}
        }
    }
}

impl<'a> Document<'a> {
    /// The top table.
    pub fn node(&'a self) -> Node<'a> {
        Node { file: self.file, offset: self.offset, entries: self.table.get_ref() }
    }

    /// The Markdown after the front matter.
    pub fn body(&self) -> Text {
        let source = match self.body {
            Some((at, text)) if !text.trim().is_empty() => {
                let span = Span::new(self.file, at..at + text.len());
                Field::Value(At { value: text.to_owned(), span })
            }
            _ => Field::Absent,
        };
        Text { source, ..Text::default() }
    }

    /// Start of the file.
    pub fn start(&self) -> Span {
        Span::start_of(self.file)
    }

    /// What a translation says it translates.
    pub fn translates(&self) -> Option<At<String>> {
        let value = self.table.get_ref().get("translates")?;
        let range = value.span();
        let span = Span::new(self.file, range.start + self.offset..range.end + self.offset);
        Some(At { value: value.get_ref().as_str()?.to_owned(), span })
    }

    /// First 12 hex digits of the SHA-256 of all translatable text of the record, sorted, so that
    /// neither a changed figure nor another order of keys makes a translation stale. `None` while one of
    /// them cannot be read.
    pub fn text_hash(&self) -> Option<String> {
        let log = self.log.borrow();
        // An editor on Windows writes other line ends, which is no other text.
        let mut texts: Vec<String> = log.texts.iter().map(|text| text.replace("\r\n", "\n")).collect();
        texts.sort_unstable();
        (!log.is_broken).then(|| hex(&Sha256::digest(texts.join("\0")), 12))
    }
}

/// The first `digits` hex digits of a hash.
pub fn hex(hash: &[u8], digits: usize) -> String {
    let all: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    all[..digits.min(all.len())].to_owned()
}

/// Reads every text of the listing into the source map.
///
/// # Errors
/// When a listed file cannot be read.
pub fn read_texts(
    files: &dyn Files,
    listing: &Listing,
    sources: &mut SourceMap,
    sink: &Sink,
) -> io::Result<BTreeMap<String, FileId>> {
    let mut ids = BTreeMap::new();
    for path in listing.texts() {
        let bytes = files.read(path)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => {
                report_encoding(path, error.as_bytes(), sink);
                continue;
            }
        };
        let id = sources.add(path, text);
        report_illegal(sources, id, sink);
        ids.insert(path.to_owned(), id);
    }
    Ok(ids)
}

fn report_encoding(path: &str, bytes: &[u8], sink: &Sink) {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = bytes[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
    let message = format!("`{path}` is no UTF-8 text (first seen in line {line})");
    let hint = "save it again with the encoding UTF-8 (in the editor's “save as”)";
    sink.borrow_mut().add(Diagnostic::file(&codes::NOT_UTF8, path, message).hint(hint));
}

/// Control characters that no XML, and so no page and no PDF, can hold; and the two that turn the order of
/// letters round, by which one name can look like another.
fn report_illegal(sources: &SourceMap, id: FileId, sink: &Sink) {
    let illegal = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202d}' | '\u{202e}')
    };
    for (at, c) in sources.text(id).char_indices().filter(|(_, c)| illegal(*c)) {
        let span = Span::new(id, at..at + c.len_utf8());
        let message = format!("the invisible character U+{:04X} cannot be published", u32::from(c));
        sink.borrow_mut().add(Diagnostic::at(&codes::ILLEGAL_CHARACTER, span, message).hint("delete it"));
    }
}

/// Parses a text; syntax errors are findings. `None` when nothing of it can be used.
pub fn parse<'a>(sources: &'a SourceMap, file: FileId, sink: &Sink) -> Option<Document<'a>> {
    let text = sources.text(file);
    let (offset, toml, body) = if sources.path(file).ends_with(".md") {
        split_front_matter(text, file, sink)?
    } else {
        (0, text, None)
    };
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut last_line = None;
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let line = line_at(toml, range.start);
        // What follows on the same line is a consequence.
        if last_line.replace(line.as_ptr()) == Some(line.as_ptr()) {
            continue;
        }
        let span = Span::new(file, range.start + offset..range.end + offset);
        let message = error.message().lines().next().unwrap_or_default();
        let hint = error.message().lines().nth(1).map(str::to_owned);
        let mut finding = Diagnostic::at(&codes::SYNTAX, span, format!("this is no TOML: {message}"));
        finding.hints.extend(hint);
        if holds_local_date(line) {
            finding = finding.hint("write a date as year-month-day: `2027-01-31`");
        }
        sink.borrow_mut().add(finding.hint("see `docs/files.md`, “How TOML is written”"));
    }
    // A file with syntax errors is read no further: every later finding in it might be a consequence.
    errors.is_empty().then(|| Document { file, offset, table, body, log: RefCell::default() })
}

fn line_at(text: &str, at: usize) -> &str {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Whether a value is a date as people write it: `31.1.2027`, `31/01/2027`.
fn holds_local_date(line: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else { return false };
    let value = value.split(['#', ',']).next().unwrap_or_default().trim();
    let parts: Vec<&str> = value.split(['.', '/', '-']).collect();
    let is_part =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_part) && parts[2].len() == 4
}

type Split<'a> = (usize, &'a str, Option<(usize, &'a str)>);

fn split_front_matter<'a>(text: &'a str, file: FileId, sink: &Sink) -> Option<Split<'a>> {
    match front_matter(text) {
        Ok((head, body)) => Some((head.start, &text[head], Some((body, &text[body..])))),
        Err(message) => {
            let finding = Diagnostic::at(&codes::FRONT_MATTER, Span::start_of(file), message);
            let hint = "write a line `+++`, then the record's fields, then a line `+++`, then the text";
            sink.borrow_mut().add(finding.hint(hint));
            None
        }
    }
}

/// Where the fields of a Markdown record stand, and where its text begins.
///
/// # Errors
/// When one of the two lines `+++` is missing, as a phrase.
pub fn front_matter(text: &str) -> Result<(std::ops::Range<usize>, usize), &'static str> {
    if text.lines().next().unwrap_or_default().trim_end() != "+++" {
        return Err("the file does not begin with a line `+++`");
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Ok((start..at, at + line.len()));
        }
        at += line.len();
    }
    Err("the second line `+++` is missing")
}
