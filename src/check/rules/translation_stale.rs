//! # A translation may be out of date
//!
//! Each translation says in `translates` for which version of the source text it was made: twelve digits that
//! change whenever a text of the source changes. Here they do not fit any more, so the translation may say
//! something else than its source.
//!
//! Compare the two, correct the translation, then set `translates` to the value in the hint. The script
//! `scripts/set-translates` sets it in all files, once they have been compared.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let langs = project.langs();
    for translation in project.translations.iter().filter(|own| langs[1..].contains(&own.lang)) {
        let (span, message) = match &translation.translates {
            Some(at) if at.value == translation.current => continue,
            Some(at) => {
                (at.span, format!("`{}` has changed since this translation was made", translation.source))
            }
            None => {
                let message = format!(
                    "this translation does not say which version of `{}` it is of",
                    translation.source
                );
                (translation.span, message)
            }
        };
        let hint = format!("set `translates = \"{}\"`", translation.current);
        report(Diagnostic::at(&codes::TRANSLATION_STALE, span, message).hint(hint));
    }
}
