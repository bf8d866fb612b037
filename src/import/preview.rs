//! What an import would do, in lines for a person to say yes to.

use std::collections::BTreeMap;

use super::changes::{Change, Outcome};

/// Values of a new record that are shown; the rest is counted.
const SHOWN_OF_NEW: usize = 6;

/// The changes of an import, file by file.
pub fn lines(outcome: &Outcome) -> Vec<String> {
    let mut by_file: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in &outcome.changes {
        by_file.entry(&change.file).or_default().push(change);
    }
    let mut lines = Vec::new();
    for (file, changes) in &by_file {
        if outcome.new_files.contains(*file) {
            lines.push(format!("new        {file}"));
            let shown = changes.iter().take(SHOWN_OF_NEW);
            lines.extend(
                shown.map(|change| format!("             {} = {}", change.path, value(change.new.as_ref()))),
            );
            if changes.len() > SHOWN_OF_NEW {
                lines.push(format!("             and {} more values", changes.len() - SHOWN_OF_NEW));
            }
        } else {
            lines.push(format!("changed    {file}"));
            lines.extend(changes.iter().map(|change| line(change)));
        }
    }
    lines.extend(outcome.pictures.keys().map(|path| format!("picture    {path}")));
    lines.extend(outcome.gone.iter().map(|record| {
        format!("missing    {record} came with the last sheet and is not in this one: it stays as it is")
    }));
    lines.push(sum(outcome, by_file.len()));
    lines
}

fn line(change: &Change) -> String {
    let of = if change.of.is_empty() { String::new() } else { format!("{}: ", change.of) };
    match (&change.old, &change.new) {
        (None, new) => format!("             {of}{} = {}", change.path, value(new.as_ref())),
        (old, None) => format!("             {of}{}: {} is taken away", change.path, value(old.as_ref())),
        (old, new) => {
            format!("             {of}{}: {} → {}", change.path, value(old.as_ref()), value(new.as_ref()))
        }
    }
}

fn value(value: Option<&super::plain::Plain>) -> String {
    value.map_or_else(String::new, super::plain::Plain::shown)
}

fn sum(outcome: &Outcome, files: usize) -> String {
    let new = outcome.new_files.len();
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let changed = count(outcome.changes.len(), "value");
    match files {
        0 => format!("in all     nothing new; {} as before", count(outcome.same, "value")),
        files => format!(
            "in all     {changed} in {} ({} new); {} as before",
            count(files, "file"),
            new,
            count(outcome.same, "value")
        ),
    }
}

/// The changes of an import as one line of JSON; its shape is in `docs/json.md`.
pub fn json(sheet: &str, outcome: &Outcome) -> String {
    let change = |own: &Change| {
        let shown = |value: &Option<super::plain::Plain>| value.as_ref().map(super::plain::Plain::shown);
        serde_json::json!({
            "file": own.file, "of": own.of, "path": own.path, "old": shown(&own.old), "new": shown(&own.new),
        })
    };
    let value = serde_json::json!({
        "sheet": sheet,
        "changes": outcome.changes.iter().map(change).collect::<Vec<_>>(),
        "new_files": outcome.new_files,
        "pictures": outcome.pictures.keys().collect::<Vec<_>>(),
        "gone": outcome.gone,
        "same": outcome.same,
    });
    value.to_string()
}
