//! Where things come from: every value a user typed keeps its place until the end, so that a
//! finding can name file, line and column. This module knows files only as numbered texts.

use std::fmt;

/// Number of a file in the [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one text file; `start == end` marks a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// First byte of the range.
    pub start: u32,
    /// One past the last byte of the range.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB cannot occur because loading limits file sizes.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clip(range.start), end: clip(range.end) }
    }

    /// The start of a file: for findings about the file as a whole record.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// The place a finding points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A range in a text of the project.
    Text(Span),
    /// A file that is no text, or that is missing; path relative to the project, with `/`.
    File(String),
    /// A cell of a sheet: file, sheet name, row and column, both counted from 1.
    Cell {
        /// Path of the sheet's file as given.
        file: String,
        /// Name of the sheet.
        sheet: String,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// A page of a print document, counted from 1.
    Page {
        /// Name of the document.
        document: String,
        /// Page, from 1.
        page: u32,
    },
}

/// Line and column, both from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: String,
    /// Byte offset of the first character of each line.
    lines: Vec<u32>,
}

/// All texts of a project, in the order they were read.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Takes a text in; `path` is relative to the project, with `/`.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect();
        self.files.push(SourceFile { path: path.into(), text, lines });
        id
    }

    /// Path of a file, relative to the project.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// Text of a file, as read.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The file of that path, when it was read as text.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.path == path)?;
        Some(FileId(u32::try_from(index).ok()?))
    }

    /// Line and column of the start of a span.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = &self.files[span.file.0 as usize];
        let index = file.lines.partition_point(|&start| start <= span.start);
        let line_start = file.lines[index.saturating_sub(1)] as usize;
        let end = (span.start as usize).min(file.text.len());
        let column = file.text.get(line_start..end).map_or(0, |s| s.chars().count());
        LineColumn {
            line: u32::try_from(index.max(1)).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }

    /// `path:line:column`, the form that print templates carry as `of="…"`.
    pub fn token(&self, span: Span) -> String {
        format!("{}:{}", self.path(span.file), self.line_column(span))
    }

    /// The span that a token of [`SourceMap::token`] names; `None` when no such file was read.
    pub fn from_token(&self, token: &str) -> Option<Span> {
        let mut parts = token.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let id = self.find(parts.next()?)?;
        let file = &self.files[id.0 as usize];
        let line_start = *file.lines.get(line.checked_sub(1)?)? as usize;
        let rest = &file.text[line_start..];
        let offset = rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
        let start = line_start + offset;
        let length = file.text[start..].find('\n').unwrap_or(file.text.len() - start);
        Some(Span::new(id, start..start + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_characters_and_survives_a_round_trip() {
        let mut map = SourceMap::default();
        let id = map.add("a.toml", "ä = 1\nbé = \"x\"\n".to_owned());
        let span = Span::new(id, 13..14);
        assert_eq!(map.line_column(span).to_string(), "2:6");
        let back = map.from_token(&map.token(span)).expect("the file was added");
        assert_eq!(back.start, 13);
        assert_eq!(map.from_token("b.toml:1:1"), None);
    }
}
