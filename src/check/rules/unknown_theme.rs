//! # There is no theme of that name
//!
//! `theme = "…"` in `[brand]` chooses how site, brochures and handouts look. The program brings the themes
//! `loom` and `forge`; `fairfolio theme list` says what each is for.
//!
//! Write one of these names. A project's own templates lie in `theme/` and need no name: they stand in
//! front of those of the chosen theme.
//!
//! ```toml
//! [brand]
//! theme = "forgery"        # wrong
//! theme = "forge"          # right
//! ```

use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;
use crate::model::theme::NAMES;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let chosen = project.consortium.as_ref().and_then(|c| c.brand.theme.at());
    if let Some(at) = chosen.filter(|at| !NAMES.contains(&at.value.as_str())) {
        let message = format!("there is no theme `{}`", at.value);
        let all = NAMES.map(|name| format!("`{name}`")).join(" or ");
        let hint = did_you_mean(&at.value, NAMES, &format!("write {all}, or remove the line"));
        report(Diagnostic::at(&codes::UNKNOWN_THEME, at.span, message).hint(hint));
    }
}
