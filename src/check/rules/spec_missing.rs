//! # A required specification is missing
//!
//! The product group asks every product for this figure, because buyers compare by it. Without it the
//! product's row in the table has a dash, and the press PDF waits.
//!
//! Ask the firm for the figure and write it into `spec`.
//!
//! ```toml
//! spec = { gsm = 500, size = "70 × 140 cm" }
//! ```

use super::Report;
use super::spec_unknown::grouped;
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::category::SpecType;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (product, category) in grouped(project) {
        let has = |key: &str| product.spec.iter().any(|entry| entry.key.value == key);
        // A misspelt key was reported with the right one; saying that the right one is missing adds nothing.
        let strange = || {
            let known = |key: &str| category.specs.iter().any(|spec| spec.key.str() == key);
            product.spec.iter().map(|entry| entry.key.value.as_str()).filter(move |key| !known(key))
        };
        for spec in category.specs.iter().filter(|spec| spec.required && spec.key.get().is_some()) {
            let key = spec.key.str();
            if has(key) || nearest(key, strange()).is_some() {
                continue;
            }
            let message = format!("product `{}` does not say its `{key}`", product.id);
            let example = match spec.kind.get() {
                Some(SpecType::Number) => "1".to_owned(),
                Some(SpecType::Range) => "[1, 2]".to_owned(),
                Some(SpecType::Bool) => "true".to_owned(),
                Some(SpecType::Choice) => {
                    format!("\"{}\"", spec.choices.first().map_or("…", |choice| choice.source.str()))
                }
                _ => "\"…\"".to_owned(),
            };
            let hint = format!("add `{key} = {example}` to `spec`; group `{}` asks for it", category.id);
            report(Diagnostic::at(&codes::SPEC_MISSING, product.spec_span, message).hint(hint));
        }
    }
}
