//! # A logo or a drawing cannot be used
//!
//! Logos are drawings (SVG), so that they are sharp on a business card and on a poster. A logo made of
//! pixels, or a drawing with parts that cannot be read safely, is left out; the firm's name stands in its
//! place.
//!
//! Drawings of products are SVG too: they are shown whole and never cropped. Words in a drawing must be
//! paths, because the fonts of the one who drew it are not here.
//!
//! Ask the firm for its logo as SVG; whoever designed it has one. From Illustrator, Inkscape or CorelDRAW it
//! is exported as “plain SVG”.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::Field;
use crate::model::project::{Image, Project};

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut one = |whose: String, field: &Field<String>, path: Option<&String>| {
        let pixels = matches!(path.and_then(|path| project.images.get(path)), Some(Image::Raster { .. }));
        if let Some(span) = field.span().filter(|_| pixels) {
            let message = format!("the logo of {whose} is a picture of pixels, which is not used");
            let hint = "ask for the logo as SVG, and name that file";
            report(Diagnostic::at(&codes::LOGO, span, message).hint(hint));
        }
    };
    if let Some(own) = &project.consortium {
        for logo in [&own.brand.logo, &own.brand.logo_on_dark] {
            let path = logo.get().and_then(|path| crate::files::resolve("", path));
            one("the consortium".to_owned(), logo, path.as_ref());
        }
    }
    for member in project.current_members() {
        one(format!("member `{}`", member.id), &member.logo, member.logo_path.as_ref());
    }
}
