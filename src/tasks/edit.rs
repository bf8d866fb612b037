//! One record corrected in place: its fields as somebody left them, read as those of a form are, with the errors that
//! the change would bring.

use std::collections::BTreeMap;
use std::io;

use super::checked;
use super::import::brought;
use crate::collect::Subject;
use crate::diag::{Diagnostic, Severity};
use crate::files::{Files, Overlay};
use crate::import::changes::{Change, Work, changes};
use crate::import::facts::Known;
use crate::import::form::fields_of;
use crate::import::pictures::Pictures;
use crate::import::rows::{Given, Incoming};
use crate::import::told::{Told, Why};
use crate::load::Today;
use crate::model::project::Project;
use crate::sheet::Cell;

/// A field as it was shown, and as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands in the record, with dots.
    pub path: String,
    /// What was shown.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

/// A correction that is not written yet.
pub struct Proposal {
    /// Values that would change.
    pub changes: Vec<Change>,
    /// What is to be told, with the place of its entry where it is of one.
    pub told: Vec<(Option<usize>, Told)>,
    /// Errors that the records do not have now.
    pub brought: Vec<Diagnostic>,
    /// The project as it would be.
    pub after: Project,
    /// Files as they would be.
    pub writes: BTreeMap<String, Vec<u8>>,
}

impl Proposal {
    /// Whether an entry is not understood, or was changed by somebody else meanwhile.
    pub fn has_questions(&self) -> bool {
        self.told.iter().any(|(_, told)| told.why != Why::LeftOut)
    }

    /// Whether an error would stop everything, so that it may not be written.
    pub fn is_blocked(&self) -> bool {
        self.brought.iter().any(|own| own.severity == Severity::Blocking)
    }
}

/// Holds the entries of a record against what is there.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn propose(disk: &dyn Files, subject: &Subject, entries: &[Entry], today: Today) -> io::Result<Proposal> {
    let before = checked(disk, today)?;
    let mut known = Known::of(&before.0);
    let fields = fields_of(subject.list, &known, "en");
    let given = |(row, entry): (usize, &Entry)| {
        let field = fields.iter().find(|field| field.path == entry.path)?.clone();
        let cell = match entry.now.trim() {
            "" => Cell::Empty,
            _ => Cell::Text(entry.now.clone()),
        };
        let sent = Some(Cell::Text(entry.was.clone()).text());
        Some(Given { field, cell, at: (row, 0), unit: String::new(), order: None, sent })
    };
    let incoming = Incoming {
        list: subject.list,
        member: subject.member.clone(),
        id: subject.id.clone(),
        sheet: "desk".to_owned(),
        row: entries.len(),
        cells: entries.iter().enumerate().filter_map(given).collect(),
        decimal: None,
        price_list: String::new(),
    };
    let pictures = Pictures::default();
    let work = Work { files: disk, known: &mut known, pictures: &pictures, overwrite: false, event: "" };
    let outcome = changes(&[incoming], work, None)?;
    let mut files = Overlay::new(disk);
    let writes: BTreeMap<String, Vec<u8>> = outcome.files().collect();
    for (path, bytes) in &writes {
        files.put(path.clone(), bytes.clone());
    }
    let after = checked(&files, today)?;
    let place = |told: Told| (Some(told.at.0).filter(|row| *row < entries.len()), told);
    Ok(Proposal {
        changes: outcome.changes,
        told: outcome.told.into_iter().map(place).collect(),
        brought: brought(&before, &after),
        after: after.0,
        writes,
    })
}
