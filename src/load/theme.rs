//! Reader of `theme/theme.toml`: for which versions of the contract a project's own templates are.

use super::Top;
use crate::diag::{Diagnostic, codes};
use crate::model::field::Field;
use crate::model::theme::{API, OwnTheme};

/// Reads what a project says of its own files.
pub(super) fn read(top: Top<'_>) -> OwnTheme {
    let t = top.table;
    let api = t.table("api");
    if !t.has("api") {
        let message = "`theme/theme.toml` does not say for which versions of themes it is";
        let hint = format!("add `api = {{ min = {API}, max = {API} }}`");
        t.report(Diagnostic::at(&codes::MISSING_REQUIRED, t.span, message).hint(hint));
    }
    let (min, max, span) = match api {
        Some(api) => {
            let versions = (api.required("min"), api.required("max"), api.span);
            api.finish();
            versions
        }
        None => (Field::Broken, Field::Broken, t.span),
    };
    t.finish();
    OwnTheme { min, max, span }
}
