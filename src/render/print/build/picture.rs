//! Pictures: the crop for a place from a focus point, and what resolution that leaves.

use std::sync::Arc;

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::frame::{CropPx, FrameItem, Placed};
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::{Piece, shifted};
use crate::render::print::style::TextStyle;
use crate::render::print::tags::{Role, TagId};

/// Fewest pixels per inch for the screen.
const LEAST_PPI: f32 = 96.0;

impl Builder<'_> {
    pub(super) fn image(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let width = element.mm("width").unwrap_or(width);
        let key = element.get("src").unwrap_or_default().to_owned();
        let pixels = self.pictures.size(&key).filter(|(w, h)| *w > 0 && *h > 0);
        let natural = pixels.map_or(0.75, |(w, h)| h as f32 / w as f32);
        let height =
            element.mm("height").or_else(|| ratio(element).map(|r| width * r)).unwrap_or(width * natural);
        let tag = self.figure(element, cx);
        let items = match pixels {
            Some(pixels) => self.picture(element, &key, pixels, (width, height), tag),
            None => self.placeholder(element, &key, (width, height), tag, cx),
        };
        pieces.push(Piece::solid(width, height, items));
    }

    /// A figure's node, unless it is decoration (`alt=""`).
    pub(super) fn figure(&mut self, element: &Element, cx: &Context) -> Option<TagId> {
        let alt = element.get("alt").unwrap_or_default();
        if element.get("alt").is_none() && !cx.artifact {
            self.report(
                FindingKind::Markup,
                element,
                format!("`{}` without `alt`", element.name),
                "say what it shows, or write `alt=\"\"` if it is decoration",
            );
        }
        if alt.is_empty() || cx.artifact {
            return None;
        }
        let id = self.structure.add(Some(cx.tag), Role::Figure);
        self.structure.node_mut(id).alt = Some(alt.to_owned());
        Some(id)
    }

    fn picture(
        &mut self,
        element: &Element,
        key: &str,
        pixels: (u32, u32),
        (width, height): (f32, f32),
        tag: Option<TagId>,
    ) -> Vec<Placed> {
        let contain = element.get("fit") == Some("contain");
        let crop = if contain {
            CropPx { x: 0, y: 0, width: pixels.0, height: pixels.1 }
        } else {
            cover(pixels, width / height, focus(element))
        };
        let (mut w, mut h) = (width, height);
        if contain {
            let scale = (width / pixels.0 as f32).min(height / pixels.1 as f32);
            (w, h) = (pixels.0 as f32 * scale, pixels.1 as f32 * scale);
        }
        let item = FrameItem::Image(Arc::from(key), crop);
        let mut items = vec![Placed { x: (width - w) / 2.0, y: (height - h) / 2.0, w, h, tag, item }];
        let ppi = crop.width as f32 / (w / 72.0);
        if ppi < LEAST_PPI {
            let message = format!("picture `{key}` has {ppi:.0} ppi in its place");
            let finding = self.report(
                FindingKind::LowResolution,
                element,
                message,
                "use a larger file or a smaller place; 96 ppi is the least",
            );
            items.push(Self::finding_anchor(finding));
        }
        items
    }

    fn placeholder(
        &mut self,
        element: &Element,
        key: &str,
        (width, height): (f32, f32),
        tag: Option<TagId>,
        cx: &Context,
    ) -> Vec<Placed> {
        let finding = self.report(
            FindingKind::MissingPicture,
            element,
            format!("there is no picture `{key}`"),
            "add the file, or remove the reference",
        );
        let color =
            self.style.color("placeholder").or_else(|| self.style.color("secondary")).unwrap_or_default();
        let mut items =
            vec![Placed { tag, ..Self::rect(0.0, 0.0, width, height, color) }, Self::finding_anchor(finding)];
        if let Some(words) = element.get("missing") {
            let mut inner = cx.clone();
            inner.artifact = true;
            inner.ground = color;
            let text = Element {
                name: "p".to_owned(),
                children: vec![Node::Text(words.to_owned())],
                ..Element::default()
            };
            let room = (width - 12.0).max(1.0);
            let lines = self.paragraph(&text, room, &inner, None, &TextStyle::default());
            let tall = lines.iter().map(|line| line.height).sum::<f32>();
            let mut y = ((height - tall) / 2.0).max(0.0);
            for line in lines {
                items.extend(shifted(line.items, 6.0, y));
                y += line.height;
            }
        }
        items
    }
}

/// `ratio="4:3"` as height over width.
fn ratio(element: &Element) -> Option<f32> {
    let (w, h) = element.get("ratio")?.split_once(':')?;
    let (w, h) = (w.trim().parse::<f32>().ok()?, h.trim().parse::<f32>().ok()?);
    (w > 0.0 && h > 0.0).then_some(h / w)
}

fn focus(element: &Element) -> (f32, f32) {
    let numbers: Vec<f32> =
        element.get("focus").unwrap_or_default().split_whitespace().filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [x, y] => (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)),
        _ => (0.5, 0.5),
    }
}

/// The largest crop of the wanted proportion, as near around the focus as the edges allow.
fn cover((w, h): (u32, u32), aspect: f32, (fx, fy): (f32, f32)) -> CropPx {
    let whole = w as f32 / h as f32;
    let (width, height) = if whole > aspect {
        ((h as f32 * aspect).round() as u32, h)
    } else {
        (w, (w as f32 / aspect).round() as u32)
    };
    let (width, height) = (width.clamp(1, w), height.clamp(1, h));
    let place = |size: u32, part: u32, focus: f32| {
        (size as f32 * focus - part as f32 / 2.0).round().clamp(0.0, (size - part) as f32) as u32
    };
    CropPx { x: place(w, width, fx), y: place(h, height, fy), width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_focus_moves_the_crop_but_not_over_the_edge() {
        assert_eq!(cover((400, 200), 1.0, (0.5, 0.5)), CropPx { x: 100, y: 0, width: 200, height: 200 });
        assert_eq!(cover((400, 200), 1.0, (0.0, 0.5)).x, 0);
        assert_eq!(cover((400, 200), 1.0, (1.0, 0.5)).x, 200);
    }
}
