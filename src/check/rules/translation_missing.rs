//! # A record is not translated in full
//!
//! Readers of this language get the default language where a translation is missing: a page in two
//! languages, with numbers and names in the wrong direction in Arabic. The message lists the fields, once
//! for each record and language.
//!
//! Translate them in the file beside the record, with the language before the ending:
//! `member.md` → `member.ar.md`. `fairfolio collect --translate ar` makes a sheet for a translator.

use super::Report;
use crate::check::walk::{self, Sheet};
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;
use crate::model::text::Lang;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let sheets = walk::sheets(project);
    let gone = walk::gone(project);
    for lang in project.langs().iter().skip(1) {
        for sheet in sheets.iter().filter(|sheet| !gone.contains(&sheet.span)) {
            report_missing(project, sheet, lang, report);
        }
    }
}

fn report_missing(project: &Project, sheet: &Sheet<'_>, lang: &Lang, report: Report<'_>) {
    let mut missing: Vec<&str> = Vec::new();
    for piece in &sheet.pieces {
        let has_words = piece.text.source.get().is_some_and(|text| text.chars().any(char::is_alphabetic));
        if piece.needed
            && has_words
            && piece.text.falls_back(lang)
            && !missing.contains(&piece.field.as_str())
        {
            missing.push(&piece.field);
        }
    }
    if missing.is_empty() {
        return;
    }
    let path = project.sources.path(sheet.span.file);
    let (name, ending) = path.rsplit_once('.').unwrap_or((path, "md"));
    let beside = format!("{name}.{}.{ending}", lang.as_str());
    let there = project.translations.iter().find(|own| own.source == path && own.lang == *lang);
    let message = match there {
        Some(_) => format!("{} lacks in `{}`: {}", sheet.called, lang.as_str(), list(&missing)),
        None => format!("{} is not translated into `{}`", sheet.called, lang.as_str()),
    };
    let hint = match there {
        Some(_) => format!("add {} to `{beside}`", if missing.len() == 1 { "it" } else { "them" }),
        None => format!("write `{beside}` with {}", list(&missing)),
    };
    let span = there.map_or(sheet.span, |own| own.span);
    report(Diagnostic::at(&codes::TRANSLATION_MISSING, span, message).hint(hint));
}

/// The first few fields; a long list is only read in the file.
fn list(fields: &[&str]) -> String {
    let shown = fields.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    if fields.len() > 6 { format!("{shown} and {} more", fields.len() - 6) } else { shown }
}
