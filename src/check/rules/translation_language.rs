//! # A translation into a language that is not set up
//!
//! The outputs are made in the languages that `consortium.toml` lists under `[[language]]`. This file
//! translates into another one, or into the default language itself, so nothing reads it.
//!
//! Add the language to `consortium.toml`, correct the tag in the file's name, or remove the file.
//!
//! ```toml
//! [[language]]
//! tag = "fr"
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    if project.consortium.is_none() {
        return; // Which languages are set up is not known.
    }
    let langs = project.langs();
    for translation in &project.translations {
        let tag = translation.lang.as_str();
        let (message, hint) = match langs.iter().position(|lang| *lang == translation.lang) {
            Some(0) => (
                format!("`{tag}` is the default language, in which `{}` is written", translation.source),
                "move the text into that file and remove this one".to_owned(),
            ),
            Some(_) => continue,
            None => (
                format!("`{tag}` is no language of the outputs"),
                format!("add `[[language]]` with `tag = \"{tag}\"` to `consortium.toml`, or remove the file"),
            ),
        };
        report(Diagnostic::at(&codes::TRANSLATION_LANGUAGE, translation.span, message).hint(hint));
    }
}
