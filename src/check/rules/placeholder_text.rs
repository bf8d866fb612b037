//! # A text was never finished
//!
//! The text holds words that stand for something to come, such as “lorem ipsum”, `TODO` or `tbd`. In print
//! they cannot be taken back.
//!
//! Write the text. When it is not known yet, leave the field out: then it is on the firm's to-do list.

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

/// Words that no finished text has; these in any case.
const PHRASES: [&str; 10] = [
    "lorem ipsum",
    "dolor sit amet",
    "tbd",
    "tba",
    "fixme",
    "to be defined",
    "to be confirmed",
    "your text here",
    "insert text",
    "???",
];

pub(super) fn check(project: &Project, report: Report<'_>) {
    for sheet in walk::sheets(project) {
        for piece in &sheet.pieces {
            for version in piece.versions() {
                let Some(word) = found(&version.value) else { continue };
                let span = walk::inside(project, version.span, word);
                let message = format!("{} of {} still says `{word}`", piece.field, sheet.called);
                let finding = Diagnostic::at(&codes::PLACEHOLDER_TEXT, span, message);
                report(finding.hint("write the text, or remove the field until it is known"));
            }
        }
    }
}

/// The first placeholder of a text, as typed.
fn found(text: &str) -> Option<&str> {
    // “todo” is a word of Spanish and “xxx” may be a size; in capitals alone they are marks.
    let marks = words(text)
        .find(|word| matches!(*word, "TODO" | "XXX") || (word.len() > 3 && word.bytes().all(|b| b == b'x')));
    // OK because lower-casing ASCII keeps every byte in its place.
    let lower = text.to_ascii_lowercase();
    let phrase = |phrase: &&str| {
        let at = lower.find(*phrase)?;
        let end = at + phrase.len();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = !joined(lower[..at].chars().next_back()) && !joined(lower[end..].chars().next());
        whole.then(|| &text[at..end])
    };
    marks.or_else(|| PHRASES.iter().find_map(phrase))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
