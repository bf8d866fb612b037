//! What came in by mail: sheets are dropped here, and what they would change is looked at before it is written.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::todo;
use crate::import::changes::{Change, Outcome};
use crate::import::fields::List;
use crate::import::plain::Plain;
use crate::serve::actions::Tools;
use crate::serve::sent::Sent;
use crate::serve::snapshot::Snapshot;
use crate::serve::waiting::Import;
use crate::tasks::import::Terms;

/// Values of a file that are shown; the rest is counted.
const VALUES: usize = 60;
/// Files that are shown.
const FILES: usize = 200;

/// The page.
pub(super) fn view(now: &Snapshot, tools: &Tools) -> Value {
    let waiting = tools.waiting.import();
    json!({
        "waiting": waiting.as_deref().map(preview), "members": todo::members(now),
        "lists": List::ALL.map(List::word),
    })
}

/// How dropped sheets are to be read.
pub(super) fn terms(sent: &Sent) -> Terms {
    let mut terms = Terms { overwrite: sent.has("overwrite"), ..Terms::default() };
    terms.wanted.list = List::of(sent.text("list"));
    terms.wanted.member = sent.some("member");
    terms
}

/// Reads the sheet that waits once more, with its columns as somebody says.
///
/// # Errors
/// When it waits no longer.
pub(super) fn read_columns(tools: &Tools, sent: &Sent) -> std::io::Result<()> {
    let columns: Vec<(String, String)> =
        sent.beginning("to:").map(|(heading, path)| (heading.to_owned(), path.to_owned())).collect();
    tools.waiting.read_columns(tools, sent.text("path"), &columns)
}

fn preview(import: &Import) -> Value {
    let proposal = &import.proposal;
    let sheet = |(name, imported): &(String, crate::import::read::Imported)| {
        let outcome = imported.outcome.as_ref();
        json!({
            "name": name, "what": imported.what, "is_read": outcome.is_some(),
            "files": outcome.map(files).unwrap_or_default(),
            "more": outcome.map_or(0, |own| count_of_files(own).saturating_sub(FILES)),
            "pictures": outcome.map(|own| own.pictures.keys().collect::<Vec<_>>()).unwrap_or_default(),
            "gone": outcome.map(|own| own.gone.as_slice()).unwrap_or_default(),
            "same": outcome.map_or(0, |own| own.same),
            "mapping": imported.mapping.as_ref().map(|(path, _)| path), "fields": imported.fields,
            "columns": imported.columns.iter().map(|own| json!({ "heading": own.heading, "path": own.path })).collect::<Vec<_>>(),
            "open": imported.columns.iter().filter(|own| own.is_open).count(),
        })
    };
    json!({
        "mark": import.mark, "sheets": proposal.sheets.iter().map(sheet).collect::<Vec<_>>(),
        "findings": todo::list(&proposal.findings, &proposal.after), "missing": proposal.missing.len(),
        "has_changes": proposal.has_changes(), "has_writes": !proposal.writes.is_empty(),
        "is_unreadable": proposal.is_unreadable(),
    })
}

fn by_file(outcome: &Outcome) -> BTreeMap<&str, Vec<&Change>> {
    let mut files: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in &outcome.changes {
        files.entry(&change.file).or_default().push(change);
    }
    files
}

fn count_of_files(outcome: &Outcome) -> usize {
    by_file(outcome).len()
}

fn files(outcome: &Outcome) -> Vec<Value> {
    let one = |(path, changes): (&str, Vec<&Change>)| {
        json!({
            "path": path, "is_new": outcome.new_files.contains(path),
            "changes": changes.iter().take(VALUES).map(|own| change(own)).collect::<Vec<_>>(),
            "more": changes.len().saturating_sub(VALUES),
        })
    };
    by_file(outcome).into_iter().take(FILES).map(one).collect()
}

/// A value that becomes another one.
pub(super) fn change(own: &Change) -> Value {
    let shown = |value: &Option<Plain>| value.as_ref().map(Plain::shown);
    json!({ "of": own.of.replace('`', ""), "path": own.path, "old": shown(&own.old), "new": shown(&own.new) })
}
