//! # A picture has no words for those who do not see it
//!
//! People who cannot see have the text in `alt` read to them, and it stands where a picture does not load.
//! The European accessibility rules require it for web and PDF. A file name says nothing.
//!
//! Write in a few words what is to be seen, without “picture of”.
//!
//! ```toml
//! photos = [{ file = "bath-500.jpg", alt = "bath-500" }]                         # wrong
//! photos = [{ file = "bath-500.jpg", alt = "Three folded towels in indigo" }]    # right
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::parts::Photo;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (whose, photo) in walk::photos(project) {
        let alt = &photo.alt.source;
        let named = format!("picture `{}` of {whose}", photo.file.str());
        let empty = alt.is_absent() || alt.get().is_some_and(|text| text.trim().is_empty());
        let message = if empty {
            format!("{named} has no `alt`")
        } else if alt.get().is_some_and(|text| is_file_name(text, photo)) {
            format!("`alt` of {named} is only its file name")
        } else {
            continue;
        };
        let hint = "write `alt = \"…\"`: in a few words what is to be seen";
        report(Diagnostic::at(&codes::PHOTO_ALT, alt.span().unwrap_or(photo.span), message).hint(hint));
    }
}

fn is_file_name(text: &str, photo: &Photo) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let file = photo.file.str().rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let text = plain(text.trim());
    text == plain(file) || text == plain(stem)
}
