//! Room to cut: what touches the edge of the page runs over it to the edge of the bleed.

use crate::render::print::frame::{CropPx, FrameItem, Layout, Placed};
use crate::render::print::pictures::Pictures;

/// Nearer than this to the edge is at the edge, pt.
pub(super) const TOUCH: f32 = 0.3;

/// The same pages with pictures, grounds and rules at the edge run over it by `bleed` pt.
pub fn extend(layout: &Layout, bleed: f32, pictures: &dyn Pictures) -> Layout {
    let mut extended = layout.clone();
    for page in &mut extended.pages {
        let (width, height) = (page.width, page.height);
        for placed in &mut page.items {
            extend_item(placed, (width, height), bleed, pictures);
        }
    }
    extended
}

/// How far an item has to grow at its left, upper, right and lower side, pt; nothing where it does not
/// touch the edge or runs over it far enough.
pub(super) fn missing(placed: &Placed, (width, height): (f32, f32), bleed: f32) -> [f32; 4] {
    let grow = |inside: f32| if inside <= TOUCH { (inside + bleed).max(0.0) } else { 0.0 };
    [grow(placed.x), grow(placed.y), grow(width - placed.x - placed.w), grow(height - placed.y - placed.h)]
}

fn extend_item(placed: &mut Placed, page: (f32, f32), bleed: f32, pictures: &dyn Pictures) {
    let sides @ [left, top, right, bottom] = missing(placed, page, bleed);
    if sides == [0.0; 4] {
        return;
    }
    match &mut placed.item {
        FrameItem::Rect(_) => {}
        FrameItem::Line(..) if placed.w >= placed.h => return extend_line(placed, left, right),
        FrameItem::Image(key, crop) => {
            let Some(pixels) = pictures.size(key) else { return };
            *crop = wider(*crop, pixels, (placed.w, placed.h), sides);
        }
        _ => return,
    }
    placed.x -= left;
    placed.y -= top;
    placed.w += left + right;
    placed.h += top + bottom;
}

fn extend_line(placed: &mut Placed, left: f32, right: f32) {
    placed.x -= left;
    placed.w += left + right;
}

/// The crop for a place that has grown: more of the picture where there is more, else all of it a
/// little larger. Its proportions stay.
fn wider(crop: CropPx, (w, h): (u32, u32), (width, height): (f32, f32), sides: [f32; 4]) -> CropPx {
    let [left, top, right, bottom] = sides;
    let (grown_w, grown_h) = (width + left + right, height + top + bottom);
    let scale = (crop.width as f32 / width).min(w as f32 / grown_w).min(h as f32 / grown_h);
    let size = |grown: f32, most: u32| ((grown * scale).round() as u32).clamp(1, most);
    let (new_w, new_h) = (size(grown_w, w), size(grown_h, h));
    // The middle of what was shown stays where it was, as far as the picture goes.
    let middle = |from: u32, part: u32, place: f32, before: f32| {
        from as f32 + part as f32 / 2.0 - (before + place / 2.0) * scale
    };
    let at = |start: f32, part: u32, whole: u32| start.round().clamp(0.0, (whole - part) as f32) as u32;
    CropPx {
        x: at(middle(crop.x, crop.width, width, left), new_w, w),
        y: at(middle(crop.y, crop.height, height, top), new_h, h),
        width: new_w,
        height: new_h,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_at_the_edge_shows_more_of_itself_and_is_not_stretched() {
        // 100 pt for 200 pixels in the middle of 600: 2 pixels a point, 10 pt more at the left and above.
        let crop = CropPx { x: 200, y: 200, width: 200, height: 200 };
        let grown = wider(crop, (600, 600), (100.0, 100.0), [10.0, 10.0, 0.0, 0.0]);
        assert_eq!(grown, CropPx { x: 180, y: 180, width: 220, height: 220 });
    }

    #[test]
    fn a_picture_without_more_pixels_is_enlarged_instead() {
        let crop = CropPx { x: 0, y: 0, width: 200, height: 100 };
        let grown = wider(crop, (200, 100), (100.0, 50.0), [10.0, 10.0, 10.0, 0.0]);
        assert_eq!((grown.width, grown.height), (200, 100), "120 × 60 pt has the same proportions");
        let tall = wider(crop, (200, 100), (100.0, 50.0), [0.0, 10.0, 0.0, 0.0]);
        assert_eq!((tall.width, tall.height), (167, 100), "the sides give way");
    }
}
