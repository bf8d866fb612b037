//! # A firm has no picture of its works
//!
//! Every firm's page opens with a picture of its works in the same size: buyers want to see where their
//! goods are made. The picture says so with `kind = "works"`. A firm without one shows a neutral field.
//!
//! Ask the firm for a picture of hall or building, taken lengthwise.
//!
//! ```toml
//! photos = [{ file = "works.jpg", alt = "Weaving hall with 48 looms", kind = "works" }]
//! ```

use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for member in project.current_members() {
        let kinds = member.photos.iter().filter_map(|photo| photo.kind.at());
        for at in kinds.filter(|at| at.value != "works") {
            let message = format!("a photo of member `{}` is of kind `{}`", member.id, at.value);
            let hint = did_you_mean(&at.value, ["works"], "remove `kind`; only `works` is known");
            report(Diagnostic::at(&codes::WORKS_PHOTO, at.span, message).hint(hint));
        }
        if member.works().is_some() || member.photos.iter().any(|photo| photo.kind.get().is_some()) {
            continue;
        }
        let message = format!("member `{}` has no photo of its works", member.id);
        let span = member.photos.first().map_or(member.span, |photo| photo.span);
        let hint = "add `kind = \"works\"` to the photo that shows them";
        report(Diagnostic::at(&codes::WORKS_PHOTO, span, message).hint(hint));
    }
}
