//! # HTML or a picture in a text
//!
//! Texts are written in Markdown, and nothing else is published: HTML from outside could carry programs that
//! run on a buyer's computer, and pictures in a text would not be cropped, described or checked like all
//! others. Both are shown as plain text on the site.
//!
//! Write Markdown instead, and put pictures into `photos`.
//!
//! ```text
//! wrong: <b>new</b>
//! right: **new**
//! ```

use super::Report;
use crate::check::rules::broken_link::bodies;
use crate::diag::{Diagnostic, codes};
use crate::markdown::{self, Fault, FaultKind};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    each_fault(project, &mut |fault, typed, span| {
        let (message, hint) = match &fault.kind {
            FaultKind::RawHtml => {
                let first = typed.lines().next().unwrap_or_default();
                (format!("`{first}` is HTML, which is not published"), "write it in Markdown, or remove it")
            }
            FaultKind::Picture(file) => (
                format!("the picture `{file}` stands in a text, where it is not shown"),
                "put it into `photos`",
            ),
            FaultKind::LinkScheme(_) | FaultKind::HeadingOrder(..) => return,
        };
        report(Diagnostic::at(&codes::RAW_HTML, span, message).hint(hint));
    });
}

/// Every fault of every text in every language, with the bytes it stands at and what is typed there.
pub(super) fn each_fault(project: &Project, found: &mut dyn FnMut(&Fault, &str, Span)) {
    for text in bodies(project) {
        for version in text.source.at().into_iter().chain(text.translations.values()) {
            for fault in markdown::write(&version.value, 2).faults {
                let typed = version.value.get(fault.range.clone()).unwrap_or_default();
                let typed = typed.trim_end();
                let start = version.span.start as usize + fault.range.start;
                found(&fault, typed, Span::new(version.span.file, start..start + typed.len()));
            }
        }
    }
}
