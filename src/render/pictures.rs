//! Pictures as bytes: each original is decoded once into sRGB, turned upright, cropped, scaled and encoded
//! without metadata. A picture in the cache is not even decoded.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{colours, jpeg};
use crate::cache::Cache;
use crate::compose::pictures::{Crop, Encoding, Job, Jobs};
use crate::files::Files;
use crate::load::document::hex;
use crate::load::images::MAX_PIXELS;
use crate::load::profile::Profile;
use crate::model::project::Image;
use crate::render::print::{CropPx, Jpeg, Pictures};

/// Changes when encoders or their settings change, so that old cache entries are not used.
const VERSION: &str = "jpeg-encoder 0.7 q82, webp 0.3 q78, lanczos3, sRGB by moxcms 0.9, jpeg-decoder 0.3, 3";

/// Makes all files of a site's pictures; those that cannot be made are left out.
pub fn encode_all(
    files: &dyn Files,
    cache: &dyn Cache,
    jobs: &Jobs,
    hash_of: &(dyn Fn(&str) -> String + Sync),
) -> BTreeMap<String, Vec<u8>> {
    let mut by_source: BTreeMap<&str, Vec<(&String, &Job)>> = BTreeMap::new();
    for (route, job) in jobs {
        by_source.entry(&job.source).or_default().push((route, job));
    }
    let groups: Vec<_> = by_source.into_iter().collect();
    let made = groups.par_iter().flat_map_iter(|(source, jobs)| {
        let hash = hash_of(source);
        let mut original = Original::new(files, source);
        let mut one = |(route, job): &(&String, &Job)| {
            Some(((*route).clone(), encode(&mut original, cache, &hash, job)?))
        };
        jobs.iter().filter_map(&mut one).collect::<Vec<_>>()
    });
    made.collect()
}

/// An original that is read and decoded at its first use.
pub struct Original<'a> {
    files: &'a dyn Files,
    path: &'a str,
    decoded: Option<Option<DynamicImage>>,
}

impl<'a> Original<'a> {
    /// The picture at a path.
    pub fn new(files: &'a dyn Files, path: &'a str) -> Self {
        Self { files, path, decoded: None }
    }

    pub(super) fn pixels(&mut self) -> Option<&DynamicImage> {
        let (files, path) = (self.files, self.path);
        self.decoded.get_or_insert_with(|| decode(&files.read(path).ok()?)).as_ref()
    }
}

fn in_srgb(picture: DynamicImage, profile: Option<&Profile>) -> DynamicImage {
    match profile {
        Some(profile) => colours::to_srgb(picture, profile),
        None => picture,
    }
}

/// A picture in pixels of sRGB, upright. `None` when it is damaged or too large; that is a finding already.
pub fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    // OK because nothing outlives the closure: a decoder that panics leaves no state behind.
    let decoded = catch_unwind(AssertUnwindSafe(|| {
        let mut decoder =
            ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return None;
        }
        let orientation = decoder.orientation().ok()?;
        let profile = decoder.icc_profile().ok().flatten().and_then(|icc| Profile::read(&icc));
        let mut picture = match colours::of_inks(bytes, profile.as_ref()) {
            Some(picture) => picture,
            None => {
                let pixels = jpeg::decode(bytes).or_else(|| DynamicImage::from_decoder(decoder).ok())?;
                in_srgb(pixels, profile.as_ref())
            }
        };
        picture.apply_orientation(orientation);
        Some(picture)
    }));
    decoded.ok().flatten()
}

/// One file: from the cache, or made anew.
pub fn encode(original: &mut Original<'_>, cache: &dyn Cache, hash: &str, job: &Job) -> Option<Vec<u8>> {
    if job.encoding == Encoding::Svg {
        return super::web::rewrite_svg(&original.files.read(original.path).ok()?).map(String::into_bytes);
    }
    let Crop { x, y, width, height } = job.crop;
    let ending = job.encoding.ending();
    let words = format!("{VERSION}|{hash}|{x},{y},{width},{height}|{}x{}|{ending}", job.width, job.height);
    let key = hex(&Sha256::digest(words), 32);
    if let Some(bytes) = cache.get(&key) {
        return Some(bytes);
    }
    let scaled = scale(original.pixels()?, job)?;
    let bytes = match job.encoding {
        Encoding::Jpeg => encode_pixels(&scaled, job.width, job.height)?,
        Encoding::Webp => webp::Encoder::from_rgb(&scaled, job.width, job.height).encode(78.0).to_vec(),
        Encoding::Svg => return None,
    };
    cache.put(&key, &bytes);
    Some(bytes)
}

pub(super) fn scale(picture: &DynamicImage, job: &Job) -> Option<Vec<u8>> {
    let Crop { x, y, width, height } = job.crop;
    // Transparent parts become white, as they are on paper.
    let flat = on_white(picture);
    let source = Pixels::from_vec_u8(flat.width(), flat.height(), flat.into_raw(), PixelType::U8x3).ok()?;
    let mut target = Pixels::new(job.width, job.height, PixelType::U8x3);
    let part = ResizeOptions::new().crop(f64::from(x), f64::from(y), f64::from(width), f64::from(height));
    Resizer::new().resize(&source, &mut target, &part).ok()?;
    Some(target.into_vec())
}

fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    let mut flat = image::RgbImage::new(rgba.width(), rgba.height());
    for (from, to) in rgba.pixels().zip(flat.pixels_mut()) {
        let [r, g, b, a] = from.0.map(u32::from);
        // OK because a weighted mean of bytes is a byte.
        #[expect(clippy::cast_possible_truncation, reason = "a mean of bytes")]
        let mix = |c: u32| ((c * a + 255 * (255 - a) + 127) / 255) as u8;
        to.0 = [mix(r), mix(g), mix(b)];
    }
    flat
}

/// Red, green, blue of each pixel as a JPEG; `None` when a side is longer than 65,535 pixels.
fn encode_pixels(pixels: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 82);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    encoder.encode(pixels, width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(bytes)
}

/// The project's pictures as the print engine asks for them, from the cache where they are in it.
pub struct StoredPictures<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) cache: &'a dyn Cache,
    pub(super) images: &'a BTreeMap<String, Image>,
}

impl<'a> StoredPictures<'a> {
    /// Pictures of a project.
    pub fn new(files: &'a dyn Files, cache: &'a dyn Cache, images: &'a BTreeMap<String, Image>) -> Self {
        Self { files, cache, images }
    }
}

impl Pictures for StoredPictures<'_> {
    fn size(&self, key: &str) -> Option<(u32, u32)> {
        match self.images.get(key)? {
            Image::Raster { width, height, .. } => Some((*width, *height)),
            Image::Svg { .. } | Image::Unusable => None,
        }
    }

    fn jpeg(&self, key: &str, crop: CropPx, out_w: u32, out_h: u32) -> Option<Jpeg> {
        let Image::Raster { hash, .. } = self.images.get(key)? else { return None };
        let crop = Crop { x: crop.x, y: crop.y, width: crop.width, height: crop.height };
        let job = Job { source: key.to_owned(), crop, width: out_w, height: out_h, encoding: Encoding::Jpeg };
        let bytes = encode(&mut Original::new(self.files, key), self.cache, hash, &job)?;
        Some(Jpeg { bytes, width: out_w, height: out_h, grey: false })
    }

    fn svg(&self, key: &str) -> Option<String> {
        matches!(self.images.get(key)?, Image::Svg { .. }).then_some(())?;
        String::from_utf8(self.files.read(key).ok()?).ok()
    }
}
