//! # A picture is too small for print
//!
//! Pictures that were sent by messenger or copied from a website have too few pixels: in print they look
//! blurred beside the neighbours' sharp ones. Counted is what is left after cropping to the picture's place
//! on A4: under 150 pixels per inch is a warning, under 96 keeps the press PDF from being made.
//!
//! Ask the firm for the original file from the camera. Making a small picture larger in a program does not
//! help.

use std::collections::BTreeSet;

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::project::{Image, Project};
use crate::source::Span;

/// A place that pictures are cropped to: width and height in mm, bleed included.
struct Room {
    width_mm: f64,
    height_mm: f64,
}

/// Half of an A4 page's width and a quarter more, for proofs and sell sheets: 700 pixels at 150 ppi.
const PRODUCT: Room = Room { width_mm: 118.5, height_mm: 88.9 };
const WORKS: Room = Room { width_mm: 210.0, height_mm: 175.0 };
const GROUP: Room = Room { width_mm: 216.0, height_mm: 122.0 };
const HERO: Room = Room { width_mm: 216.0, height_mm: 219.0 };

const WARNING_PPI: f64 = 150.0;
const ERROR_PPI: f64 = 96.0;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut seen = BTreeSet::new();
    let mut one = |whose: String, path: Option<&String>, span: Option<Span>, room: &Room| {
        let (Some(path), Some(span)) = (path, span) else { return };
        if seen.insert((path.clone(), span)) {
            small(project, &whose, path, span, room).into_iter().for_each(&mut *report);
        }
    };
    for (whose, photo) in walk::photos(project) {
        let room = match (whose.starts_with("group"), photo.kind.str()) {
            (true, _) => &GROUP,
            (_, "works") => &WORKS,
            _ => &PRODUCT,
        };
        one(whose, photo.path.as_ref(), photo.file.span(), room);
    }
    for brochure in project.consortium.iter().flat_map(|c| &c.brochures) {
        let whose = format!("the cover of brochure `{}`", brochure.id.str());
        one(whose, brochure.hero_path.as_ref(), brochure.hero.span(), &HERO);
    }
}

fn small(project: &Project, whose: &str, path: &str, span: Span, room: &Room) -> Option<Diagnostic> {
    let Some(Image::Raster { width, height, .. }) = project.images.get(path) else { return None };
    // The picture covers its place, so the side that is shorter for it decides.
    let across = f64::from(*width).min(f64::from(*height) * room.width_mm / room.height_mm);
    let ppi = across / (room.width_mm / 25.4);
    if ppi >= WARNING_PPI {
        return None;
    }
    let severity = if ppi < ERROR_PPI { Severity::PrintBlocking } else { Severity::Warning };
    let message =
        format!("picture `{path}` of {whose} has {width} × {height} pixels: {ppi:.0} per inch in print");
    let wanted = |mm: f64| (mm / 25.4 * WARNING_PPI).ceil();
    let hint = format!(
        "ask for the original, with at least {} × {} pixels",
        wanted(room.width_mm),
        wanted(room.height_mm)
    );
    Some(Diagnostic::at(&codes::PHOTO_TOO_SMALL, span, message).hint(hint).with_severity(severity))
}
