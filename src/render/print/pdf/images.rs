//! Pictures in the file: each crop at its largest place once, JPEG bytes as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use rayon::prelude::*;

use super::deflated;
use crate::render::print::effects::{Painted, painted};
use crate::render::print::frame::{CropPx, FrameItem, Layout, Placed};
use crate::render::print::pictures::{Pictures, SCREEN_PPI, size_for};

pub(super) type Key = (Arc<str>, CropPx);

/// Crops used, with the widest place of each in pt.
pub(super) struct Images {
    widths: BTreeMap<Key, f32>,
    /// Number of each crop, in the order of `widths`.
    numbers: BTreeMap<Key, usize>,
    /// Number of each drawing with effects at each size.
    effects: BTreeMap<(Arc<str>, [u32; 2]), usize>,
}

/// How a file holds colours: samples from red, green, blue, and the name of their space.
pub(super) type Colors<'c> = dyn Fn(&[u8]) -> (Vec<u8>, &'static str) + Sync + 'c;

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
            if let FrameItem::Effects(svg) = &placed.item {
                drawings.insert((Arc::clone(svg), size_key(placed)));
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
    pub(super) fn effects(&self, svg: &Arc<str>, placed: &Placed) -> String {
        let index = self.effects.get(&(Arc::clone(svg), size_key(placed))).copied().unwrap_or(0);
        format!("E{index}")
    }

    /// Paints and writes drawings with effects; adds them to the resource dictionary.
    pub(super) fn write_effects(
        &self,
        doc: &mut Document,
        resources: &mut Dictionary,
        ppi: f32,
        colors: &Colors<'_>,
    ) {
        let wanted: Vec<_> = self.effects.keys().collect();
        let made: Vec<Option<[Option<Stream>; 2]>> = wanted
            .par_iter()
            .map(|(svg, size)| Some(streams(&painted(svg, size.map(f32::from_bits).into(), ppi)?, colors)))
            .collect();
        for (index, made) in made.into_iter().enumerate() {
            let Some([Some(mut picture), mask]) = made else { continue };
            if let Some(mask) = mask {
                picture.dict.set("SMask", doc.add_object(mask));
            }
            resources.set(format!("E{index}"), doc.add_object(picture));
        }
    }

    /// Fetches and writes all pictures for the screen; gives the resource dictionary.
    pub(super) fn write(&self, doc: &mut Document, pictures: &dyn Pictures) -> Dictionary {
        self.write_with(doc, |key, width| fetch(key, width, pictures))
    }

    /// Writes what `fetch` gives for each crop and its widest place in pt.
    pub(super) fn write_with(
        &self,
        doc: &mut Document,
        fetch: impl Fn(&Key, f32) -> Option<Stream> + Sync,
    ) -> Dictionary {
        let wanted: Vec<(&Key, &f32)> = self.widths.iter().collect();
        let streams: Vec<Option<Stream>> =
            wanted.par_iter().map(|(key, width)| fetch(key, **width)).collect();
        let mut resources = Dictionary::new();
        for (index, stream) in streams.into_iter().enumerate() {
            if let Some(stream) = stream {
                let id = doc.add_object(stream);
                resources.set(format!("I{index}"), id);
            }
        }
        resources
    }
}

fn size_key(placed: &Placed) -> [u32; 2] {
    [placed.w.to_bits(), placed.h.to_bits()]
}

/// A painted drawing, and how opaque it is.
fn streams(painted: &Painted, colors: &Colors<'_>) -> [Option<Stream>; 2] {
    let dict = |space: &str| {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(painted.width),
            "Height" => i64::from(painted.height), "ColorSpace" => Object::Name(space.into()),
            "BitsPerComponent" => 8, "Interpolate" => false,
        }
    };
    let (samples, space) = colors(&painted.rgb);
    let mask = (!painted.alpha.is_empty()).then(|| deflated(dict("DeviceGray"), &painted.alpha));
    [Some(deflated(dict(space), &samples)), mask]
}

fn fetch((key, crop): &Key, width: f32, pictures: &dyn Pictures) -> Option<Stream> {
    let (out_w, out_h) = size_for(*crop, width, SCREEN_PPI);
    let jpeg = pictures.jpeg(key, *crop, out_w, out_h)?;
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(jpeg.width), "Height" => i64::from(jpeg.height),
        "ColorSpace" => if jpeg.grey { "DeviceGray" } else { "DeviceRGB" }, "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        "Interpolate" => false,
    };
    Some(Stream::new(dict, jpeg.bytes).with_compression(false))
}
