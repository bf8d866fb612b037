//! # A summary is too short or too long
//!
//! Print gives every firm the same space: a member's summary has 40 to 60 words, a product's at most
//! 30, in every language. A shorter one leaves a hole beside the neighbours', a longer one does not
//! fit.
//!
//! Cut or add as many words as the hint says; figures that stand in the fields anyway can go first.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::markdown::count_words;
use crate::model::project::Project;
use crate::model::text::Text;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for member in &project.members {
        each(&member.summary, &format!("member `{}`", member.id), 40, 60, report);
    }
    for product in &project.products {
        each(&product.summary, &format!("product `{}`", product.id), 1, 30, report);
    }
}

fn each(text: &Text, whose: &str, least: usize, most: usize, report: Report<'_>) {
    let versions = text.source.at().into_iter().chain(text.translations.values());
    for version in versions {
        let words = count_words(&version.value);
        if words > most {
            let message = format!("the summary of {whose} has {words} words; {most} fit");
            report(
                Diagnostic::at(&codes::SUMMARY_LENGTH, version.span, message)
                    .hint(format!("cut {}", words - most)),
            );
        } else if words < least {
            let message = format!("the summary of {whose} has {words} words; it needs {least}");
            report(
                Diagnostic::at(&codes::SUMMARY_LENGTH, version.span, message)
                    .hint(format!("add {}", least - words)),
            );
        }
    }
}
