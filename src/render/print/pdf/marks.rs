//! What stands outside the bleed for the people at the knife: crop marks, folds, and a line that says
//! which sheet it is.

use super::numbers::op;
use super::press::PressJob;
use crate::render::print::frame::{FrameItem, Page, Placed};
use crate::render::print::impose::Sheet;
use crate::render::print::press::{BLACK, LineSpec, line};
use crate::render::print::units::MM;

/// Room for marks outside the bleed, pt.
pub(super) const SLUG: f32 = 10.0 * MM;

/// Distance of marks from the bleed, their length and thickness, pt.
const AWAY: f32 = 1.0 * MM;
const LENGTH: f32 = 5.0 * MM;
const THIN: f32 = 0.25;

/// Size of the line at the foot, and its baseline above the sheet's lower edge, pt.
const SMALL: f32 = 6.0;
const BASELINE: f32 = 1.5 * MM;

/// Draws crop and fold marks on all plates.
pub(super) fn marks(out: &mut Vec<u8>, sheet: &Sheet, bleed: f32, margin: f32) {
    let (w, h) = sheet.size;
    out.extend_from_slice(b"q /Knock gs /All CS 1 SCN\n");
    op(out, &[THIN], "w");
    let near = bleed + AWAY;
    let far = near + LENGTH;
    let mut stroke = |from: (f32, f32), to: (f32, f32)| {
        op(out, &[margin + from.0, margin + from.1], "m");
        op(out, &[margin + to.0, margin + to.1], "l S");
    };
    for x in [0.0, w].into_iter().chain(sheet.cuts.x.iter().copied()) {
        stroke((x, -near), (x, -far));
        stroke((x, h + near), (x, h + far));
    }
    for y in [0.0, h].into_iter().chain(sheet.cuts.y.iter().map(|y| h - y)) {
        stroke((-near, y), (-far, y));
        stroke((w + near, y), (w + far, y));
    }
    out.extend_from_slice(b"[2 1] 0 d\n");
    let mut dashed = |from: (f32, f32), to: (f32, f32)| {
        op(out, &[margin + from.0, margin + from.1], "m");
        op(out, &[margin + to.0, margin + to.1], "l S");
    };
    for x in &sheet.folds {
        dashed((*x, -near), (*x, -far));
        dashed((*x, h + near), (*x, h + far));
    }
    out.extend_from_slice(b"Q\n");
}

/// The line at the foot of a sheet as a page of its own, from the lower left corner of the paper.
pub(super) fn page_line(sheet: &Sheet, job: &PressJob<'_>) -> Page {
    let words = format!(
        "{} · {} · {} · {}",
        job.info.subject,
        sheet.name,
        job.setup.condition,
        job.info.date.get(..10).unwrap_or_default()
    );
    let spec = LineSpec { words: &words, lang: "en", rtl: false, size: SMALL, weight: 400, color: BLACK };
    let item = line(spec, job.fonts).map(|(item, _)| Placed {
        x: LENGTH,
        y: 0.0,
        w: sheet.size.0,
        h: SMALL,
        tag: None,
        item: FrameItem::Text(item),
    });
    Page { width: sheet.size.0, height: BASELINE, items: item.into_iter().collect(), ..Page::default() }
}
