//! # The same picture twice
//!
//! The same file, under whatever name, stands at two entries. When two firms send the same picture, one of
//! them shows goods that are not its own; when one firm does, a buyer takes two products for one.
//!
//! Ask the firms for pictures of their own.

use std::collections::BTreeMap;

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::project::{Image, Project};
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut seen: BTreeMap<&str, (String, Span)> = BTreeMap::new();
    for (whose, photo) in walk::photos(project) {
        let image = photo.path.as_ref().and_then(|path| project.images.get(path));
        let (Some(Image::Raster { hash, .. }), Some(span)) = (image, photo.file.span()) else { continue };
        let Some((other, first)) = seen.get(hash.as_str()) else {
            seen.insert(hash, (whose, span));
            continue;
        };
        let message = if *other == whose {
            format!("picture `{}` stands twice at {whose}", photo.file.str())
        } else {
            format!("picture `{}` of {whose} is also that of {other}", photo.file.str())
        };
        let finding = Diagnostic::at(&codes::PHOTO_SHARED, span, message).related(*first, "the first one");
        report(finding.hint("ask for a picture of its own"));
    }
}
