//! Looks over laid-out pages as the foreman of a printing house does.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bleed::{TOUCH, extend, missing};
use super::setup::Limits;
use crate::render::print::frame::{FrameItem, Layout, Page, PathItem, Placed, Segment};
use crate::render::print::pictures::Pictures;
use crate::render::print::units::{MM, to_mm};

/// What would come out badly.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A picture has too few pixels for its place.
    Coarse {
        /// The picture's key.
        key: String,
        /// Pixels per inch in its largest place.
        ppi: f32,
        /// Page index from 0.
        page: usize,
    },
    /// Something ends so near the edge that the cut shows.
    Edge {
        /// What, in words.
        what: String,
        /// How far its end is from the edge of the page, mm; less than 0 is outside.
        inside_mm: f32,
        /// Page index from 0.
        page: usize,
    },
}

/// A cut is true to about a millimetre; twice that is safe.
const SAFE: f32 = 2.0 * MM;

/// Everything that would come out badly, in the order of pages.
pub fn preflight(layout: &Layout, limits: Limits, pictures: &dyn Pictures) -> Vec<Fault> {
    let mut faults = coarse(&extend(layout, limits.bleed, pictures), limits);
    for (index, page) in layout.pages.iter().enumerate() {
        faults.extend(page.items.iter().filter_map(|placed| edge(placed, page, limits.bleed, index)));
    }
    faults
}

fn coarse(layout: &Layout, limits: Limits) -> Vec<Fault> {
    let mut worst: BTreeMap<Arc<str>, (f32, usize)> = BTreeMap::new();
    for (index, page) in layout.pages.iter().enumerate() {
        for placed in &page.items {
            let FrameItem::Image(key, crop) = &placed.item else { continue };
            let ppi = crop.width as f32 / (placed.w / 72.0);
            let entry = worst.entry(Arc::clone(key)).or_insert((ppi, index));
            if ppi < entry.0 {
                *entry = (ppi, index);
            }
        }
    }
    let few = worst.into_iter().filter(|(_, (ppi, _))| *ppi < limits.warn_ppi);
    few.map(|(key, (ppi, page))| Fault::Coarse { key: key.to_string(), ppi, page }).collect()
}

/// A picture or ground just inside the edge, or a drawing at or over it that cannot be run further.
fn edge(placed: &Placed, page: &Page, bleed: f32, index: usize) -> Option<Fault> {
    let size = (page.width, page.height);
    let (what, inside) = match &placed.item {
        FrameItem::Image(key, _) => (format!("picture `{key}`"), nearest_inside(placed, size)?),
        FrameItem::Rect(_) if placed.w > SAFE && placed.h > SAFE => {
            ("a ground".to_owned(), nearest_inside(placed, size)?)
        }
        FrameItem::Path(path) => ("a drawing".to_owned(), over(&outline_box(placed, path), size, bleed)?),
        _ => return None,
    };
    Some(Fault::Edge { what, inside_mm: to_mm(inside), page: index })
}

fn nearest_inside(placed: &Placed, (width, height): (f32, f32)) -> Option<f32> {
    let sides = [placed.x, placed.y, width - placed.x - placed.w, height - placed.y - placed.h];
    sides.into_iter().find(|inside| *inside > TOUCH && *inside < SAFE)
}

/// The side at which an outline is at the edge or over it without reaching the bleed.
fn over(outline: &Placed, (width, height): (f32, f32), bleed: f32) -> Option<f32> {
    let sides = [outline.x, outline.y, width - outline.x - outline.w, height - outline.y - outline.h];
    let short = missing(outline, (width, height), bleed);
    sides.into_iter().zip(short).find(|(_, short)| *short > TOUCH).map(|(inside, _)| inside)
}

/// What an outline covers, as an item without contents.
fn outline_box(placed: &Placed, path: &PathItem) -> Placed {
    let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    let mut at = |x: f32, y: f32| {
        bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(x, y) | Segment::Line(x, y) => at(x, y),
            Segment::Cubic(a, b, c, d, x, y) => {
                [(a, b), (c, d), (x, y)].into_iter().for_each(|(x, y)| at(x, y))
            }
            Segment::Close => {}
        }
    }
    let [left, top, right, bottom] = bounds;
    Placed { x: placed.x + left, y: placed.y + top, w: right - left, h: bottom - top, ..placed.clone() }
}
