//! # The focus of a picture is not in the picture
//!
//! When a picture is cropped, the point given by `focus` stays in sight: two numbers from 0 to 1, from the
//! left and from the top. `[0.5, 0.5]` is the middle, and what holds without `focus`.
//!
//! ```toml
//! focus = [50, 40]       # wrong: per cent
//! focus = [0.5, 0.4]     # right
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (whose, photo) in walk::photos(project) {
        let outside = photo.focus.iter().find(|at| !(0.0..=1.0).contains(&at.value));
        let span = match (photo.focus.as_slice(), outside) {
            (_, Some(at)) => at.span,
            ([] | [_, _], None) => continue,
            ([first, ..], None) => first.span,
        };
        let message = format!("`focus` of picture `{}` of {whose} is no point in it", photo.file.str());
        let hint = "write two numbers from 0 to 1, from the left and from the top: `[0.5, 0.4]`";
        report(Diagnostic::at(&codes::FOCUS, span, message).hint(hint));
    }
}
