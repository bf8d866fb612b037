//! What an import tells besides its changes: each with its cell, why it matters, and what to do.

/// Why something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A cell is not understood.
    Unclear,
    /// A column is not read.
    Column,
    /// A row is not read.
    LeftOut,
    /// Two rows are of one record.
    Twice,
    /// It belongs to others, or to something that is not there.
    Stranger,
    /// A picture cannot be taken over.
    Picture,
    /// A value was changed by hand since the last import.
    Edited,
    /// A translation leads elsewhere than its source.
    Links,
    /// The file cannot be read.
    Unreadable,
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Why.
    pub why: Why,
    /// Sheet; empty for the file as a whole.
    pub sheet: String,
    /// Row and column, from 0.
    pub at: (usize, usize),
    /// As a phrase.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Told {
    /// About a cell.
    pub fn new(
        why: Why,
        sheet: &str,
        at: (usize, usize),
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { why, sheet: sheet.to_owned(), at, message: message.into(), hint: hint.into() }
    }
}
