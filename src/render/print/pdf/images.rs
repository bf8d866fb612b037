//! Pictures in the file: each crop at its largest place once, JPEG bytes as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Stream, dictionary};

use super::file::Late;
use crate::render::print::frame::{CropPx, FrameItem, Layout};
use crate::render::print::pictures::{Pictures, SCREEN_PPI, size_for};

pub(super) type Key = (Arc<str>, CropPx);

/// Crops used, with the widest place of each in pt.
pub(super) struct Images {
    widths: BTreeMap<Key, f32>,
    /// Number of each crop, in the order of `widths`.
    numbers: BTreeMap<Key, usize>,
}

impl Images {
    /// Looks through all pages.
    pub(super) fn gather(layout: &Layout) -> Self {
        let mut widths: BTreeMap<Key, f32> = BTreeMap::new();
        for placed in layout.pages.iter().flat_map(|page| &page.items) {
            if let FrameItem::Image(key, crop) = &placed.item {
                let widest = widths.entry((Arc::clone(key), *crop)).or_default();
                *widest = widest.max(placed.w);
            }
        }
        let numbers = widths.keys().cloned().zip(0..).collect();
        Self { widths, numbers }
    }

    /// Name of a crop's resource.
    pub(super) fn name(&self, key: &Arc<str>, crop: CropPx) -> String {
        let index = self.numbers.get(&(Arc::clone(key), crop)).copied().unwrap_or(0);
        format!("I{index}")
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
