//! To-do lists on paper. What is to do shows only when everything else is laid out, so these are set last, and what is
//! found in them is nobody's work.

use std::io;

use super::documents::{in_folder, lay_out, pdf};
use super::{LaidOut, Layouts, Prepared};
use crate::cache::Cache;
use crate::diag::Findings;
use crate::files::Files;
use crate::publish::Sink;
use crate::report::todo::{List, OFFICE, path, receiver, receivers};

/// Writes the list of each member; gives their number.
///
/// # Errors
/// When one cannot be written.
pub(super) fn export(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    sink: &mut Sink,
) -> io::Result<usize> {
    let laid = lists(files, prepared, receivers(&prepared.project));
    for list in &laid {
        sink.put(&in_folder(list), &pdf(files, cache, prepared, list)?)?;
    }
    Ok(laid.len())
}

/// One list as PDF, by its path below `dist`; the office has one too, which no build writes.
///
/// # Errors
/// When it cannot be written.
pub(super) fn one(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    at: &str,
) -> io::Result<Option<Vec<u8>>> {
    let office = Some(OFFICE).filter(|id| path(id, "pdf") == at);
    let Some(id) = receiver(&prepared.project, at, "pdf").or(office) else { return Ok(None) };
    let laid = lists(files, prepared, [id]);
    laid.first().map(|list| pdf(files, cache, prepared, list)).transpose()
}

fn lists<'a>(
    files: &dyn Files,
    prepared: &'a Prepared,
    ids: impl IntoIterator<Item = &'a str>,
) -> Vec<LaidOut> {
    let list = |id| List::of(&prepared.project, &prepared.findings, id).document();
    let documents = ids.into_iter().map(list).collect();
    lay_out(files, prepared, documents, &Layouts::default(), &mut Findings::default())
}
