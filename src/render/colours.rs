//! Colours of decoded pictures: whatever a file's profile says, what goes on from here is sRGB.

use image::{DynamicImage, RgbImage, RgbaImage};
use jpeg_decoder::{Decoder, PixelFormat};

use crate::load::profile::{Profile, Space};

/// A picture of grey or red, green and blue in sRGB. A profile about other colours says nothing of it.
pub(super) fn to_srgb(picture: DynamicImage, profile: &Profile) -> DynamicImage {
    let grey = !picture.color().has_color();
    match profile.space {
        Space::Rgb if !grey => convert(&picture, &picture.to_rgb8().into_raw(), profile),
        Space::Grey if grey => convert(&picture, &picture.to_luma8().into_raw(), profile),
        _ => picture,
    }
}

fn convert(picture: &DynamicImage, pixels: &[u8], profile: &Profile) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    // OK because there is a pixel for each of the picture.
    let colours = RgbImage::from_raw(width, height, profile.to_srgb(pixels)).expect("a whole picture");
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(colours);
    }
    let mut out: RgbaImage = picture.to_rgba8();
    for (to, from) in out.pixels_mut().zip(colours.pixels()) {
        to.0[..3].copy_from_slice(&from.0);
    }
    DynamicImage::ImageRgba8(out)
}

/// A JPEG of four inks in sRGB: by its profile, or, without one, each ink taking its part of the light.
/// `None` when it is no such file.
pub(super) fn of_inks(jpeg: &[u8], profile: Option<&Profile>) -> Option<DynamicImage> {
    let (inks, (width, height)) = inks(jpeg)?;
    let rgb = match profile.filter(|profile| profile.space == Space::Inks) {
        Some(profile) => profile.to_srgb(&inks),
        None => inks.chunks_exact(4).flat_map(|ink| [0, 1, 2].map(|at| light(ink[at], ink[3]))).collect(),
    };
    RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8)
}

/// What an ink and black leave of the light.
fn light(ink: u8, black: u8) -> u8 {
    let left = u32::from(255 - ink) * u32::from(255 - black);
    // OK because the product of two shares is a share.
    #[expect(clippy::cast_possible_truncation, reason = "a share of 255")]
    let byte = ((left + 127) / 255) as u8;
    byte
}

/// Samples of a JPEG of four inks, all ink 255, with its width and height.
fn inks(jpeg: &[u8]) -> Option<(Vec<u8>, (u32, u32))> {
    let mut decoder = Decoder::new(jpeg);
    decoder.read_info().ok()?;
    let info = decoder.info().filter(|info| info.pixel_format == PixelFormat::CMYK32)?;
    let mut samples = decoder.decode().ok()?;
    // The decoder takes all such files for ones of Adobe's programs, in which no ink is 255.
    if !has_adobe_mark(jpeg) {
        samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    Some((samples, (u32::from(info.width), u32::from(info.height))))
}

/// Whether a JPEG carries Adobe's mark, segment APP14 (ITU-T T.872).
fn has_adobe_mark(jpeg: &[u8]) -> bool {
    jpeg.windows(9).any(|part| part.starts_with(&[0xff, 0xee]) && part.ends_with(b"Adobe"))
}
