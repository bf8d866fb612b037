//! Pictures in the file: each crop at its largest place once, JPEG bytes as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Stream, dictionary};
use rayon::prelude::*;

use super::deflated;
use super::file::Late;
use crate::render::print::effects::{Painted, painted};
use crate::render::print::frame::{CropPx, FrameItem, Layout, Placed, Rgb};
use crate::render::print::pictures::{Pictures, SCREEN_PPI, size_for};

pub(super) type Key = (Arc<str>, CropPx);

/// Crops used, with the widest place of each in pt.
pub(super) struct Images {
    widths: BTreeMap<Key, f32>,
    /// Number of each crop, in the order of `widths`.
    numbers: BTreeMap<Key, usize>,
    /// Number of each drawing with effects at each size.
    effects: BTreeMap<Drawing, usize>,
}

/// A drawing with effects: its source, the bits of its width and height in pt, its ground.
type Drawing = (Arc<str>, [u32; 2], Rgb);

/// How a file holds drawings with effects.
pub(super) struct Medium<'c> {
    pub ppi: f32,
    /// Whether nothing may be transparent: what shines through is painted with its ground, and what is
    /// not there at all is cut out by a stencil.
    pub is_flat: bool,
    pub colors: &'c Colors<'c>,
}

/// Samples from red, green, blue, and the name of their space.
type Colors<'c> = dyn Fn(&[u8]) -> (Vec<u8>, &'static str) + Sync + 'c;

impl Images {
    /// Looks through all pages.
    pub(super) fn gather(layout: &Layout) -> Self {
        let mut widths: BTreeMap<Key, f32> = BTreeMap::new();
        let mut drawings = BTreeSet::new();
        for placed in layout.pages.iter().flat_map(|page| &page.items) {
            if let FrameItem::Image(key, crop) = &placed.item {
                let widest = widths.entry((Arc::clone(key), *crop)).or_default();
                *widest = widest.max(placed.w);
            }
            if let FrameItem::Effects(svg, ground) = &placed.item {
                drawings.insert((Arc::clone(svg), size_key(placed), *ground));
            }
        }
        let numbers = widths.keys().cloned().zip(0..).collect();
        Self { widths, numbers, effects: drawings.into_iter().zip(0..).collect() }
    }

    /// Name of a crop's resource.
    pub(super) fn name(&self, key: &Arc<str>, crop: CropPx) -> String {
        let index = self.numbers.get(&(Arc::clone(key), crop)).copied().unwrap_or(0);
        format!("I{index}")
    }

    /// Name of the resource of a drawing with effects.
    pub(super) fn effects(&self, svg: &Arc<str>, ground: Rgb, placed: &Placed) -> String {
        let index = self.effects.get(&(Arc::clone(svg), size_key(placed), ground)).copied().unwrap_or(0);
        format!("E{index}")
    }

    /// Paints and writes drawings with effects; adds them to the resource dictionary.
    pub(super) fn write_effects(&self, doc: &mut Document, resources: &mut Dictionary, medium: &Medium<'_>) {
        let wanted: Vec<_> = self.effects.keys().collect();
        let made: Vec<Option<[Option<Stream>; 2]>> = wanted
            .par_iter()
            .map(|(svg, size, ground)| {
                let painted = painted(svg, size.map(f32::from_bits).into(), medium.ppi)?;
                Some(streams(painted, *ground, medium))
            })
            .collect();
        for (index, made) in made.into_iter().enumerate() {
            let Some([Some(mut picture), mask]) = made else { continue };
            if let Some(mask) = mask {
                let name = if medium.is_flat { "Mask" } else { "SMask" };
                picture.dict.set(name, doc.add_object(mask));
            }
            resources.set(format!("E{index}"), doc.add_object(picture));
        }
    }

    /// Gives each picture its place in the file; what `fetch` gives for a crop and its widest place in
    /// pt is asked for when the file is written.
    pub(super) fn allot<'a>(
        &'a self,
        doc: &mut Document,
        fetch: impl Fn(&Key, f32) -> Option<Stream> + Sync + Copy + 'a,
    ) -> (Dictionary, Vec<Late<'a>>) {
        let mut resources = Dictionary::new();
        let mut late = Vec::with_capacity(self.widths.len());
        for (index, (key, width)) in self.widths.iter().enumerate() {
            let id = doc.new_object_id();
            resources.set(format!("I{index}"), id);
            late.push(Late { number: id.0, make: Box::new(move || fetch(key, *width)) });
        }
        (resources, late)
    }
}

fn size_key(placed: &Placed) -> [u32; 2] {
    [placed.w.to_bits(), placed.h.to_bits()]
}

/// A painted drawing, and how opaque it is.
fn streams(mut painted: Painted, ground: Rgb, medium: &Medium<'_>) -> [Option<Stream>; 2] {
    let dict = |bits: i64| {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(painted.width),
            "Height" => i64::from(painted.height), "BitsPerComponent" => bits, "Interpolate" => false,
        }
    };
    let (mut own, mut mask) = (dict(8), dict(if medium.is_flat { 1 } else { 8 }));
    let mask = match () {
        () if painted.alpha.is_empty() => None,
        () if medium.is_flat => {
            painted.lay_on(ground);
            mask.set("ImageMask", true);
            Some(deflated(mask, &painted.stencil()))
        }
        () => {
            mask.set("ColorSpace", "DeviceGray");
            Some(deflated(mask, &painted.alpha))
        }
    };
    let (samples, space) = (medium.colors)(&painted.rgb);
    own.set("ColorSpace", space);
    [Some(deflated(own, &samples)), mask]
}

/// A picture for the screen.
pub(super) fn fetch((key, crop): &Key, width: f32, pictures: &dyn Pictures) -> Option<Stream> {
    let (out_w, out_h) = size_for(*crop, width, SCREEN_PPI);
    let jpeg = pictures.jpeg(key, *crop, out_w, out_h)?;
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(jpeg.width), "Height" => i64::from(jpeg.height),
        "ColorSpace" => if jpeg.grey { "DeviceGray" } else { "DeviceRGB" }, "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        "Interpolate" => false,
    };
    Some(Stream::new(dict, jpeg.bytes).with_compression(false))
}
