//! # A text for the website is too long
//!
//! The text below the fields has at most 250 words, in every language, so that each firm and each product
//! takes the same room on its page and is read to the end.
//!
//! Cut what the fields say already (figures, machines, certificates), and what every other firm says too.

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::markdown::count_words;
use crate::model::project::Project;

const MOST: usize = 250;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let measured = |called: &str| called.starts_with("member") || called.starts_with("product");
    for sheet in walk::sheets(project).iter().filter(|sheet| measured(&sheet.called)) {
        for version in sheet.pieces.iter().filter(|piece| piece.is_body).flat_map(|piece| piece.versions()) {
            let words = count_words(&version.value);
            if words > MOST {
                let start = version.value.len() - version.value.trim_start().len();
                let first = version.value.trim().lines().next().unwrap_or_default();
                let at = version.span.start as usize + start;
                let span = crate::source::Span::new(version.span.file, at..at + first.len());
                let message = format!("the text of {} has {words} words; {MOST} fit", sheet.called);
                report(
                    Diagnostic::at(&codes::BODY_LENGTH, span, message).hint(format!("cut {}", words - MOST)),
                );
            }
        }
    }
}
