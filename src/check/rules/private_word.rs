//! # A private word or figure in what leaves the house
//!
//! Before anything is packed, every text of the packages is searched for what the records keep from the public:
//! names and contacts of people without consent, buyers, prices, capacities, registrations. One of them was found
//! there, so nothing was packed. Most often somebody typed it into a text that everybody reads.
//!
//! Take it out of that text; or, when it may be public, open it where it is recorded: give the person's
//! consent, or set the price list's `audience`. Short words, figures under five digits and round figures are not
//! looked for, since they would be found everywhere.

use crate::diag::{Diagnostic, codes};
use crate::source::Span;

/// The finding: what was found, where it is recorded, and in which files it stands.
pub(crate) fn found(what: &str, span: Span, files: &[&str]) -> Diagnostic {
    let first = files.first().copied().unwrap_or_default();
    let more = match files.len() {
        0 | 1 => String::new(),
        count => format!(" and {} more files", count - 1),
    };
    let message = format!("{what} is private, but stands in `{first}`{more}");
    let hint = "take it out of the text that it was typed into, or open it in the record if it may be public";
    Diagnostic::at(&codes::PRIVATE_WORD, span, message).hint(hint)
}
