//! Colours of decoded pictures: whatever a file's profile says, what goes on from here is sRGB.

use image::{DynamicImage, RgbImage, RgbaImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

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
    let header = |options: DecoderOptions| {
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        decoder.decode_headers().ok().map(|()| decoder)
    };
    let options = DecoderOptions::default().set_strict_mode(false);
    let space = header(options)?.input_colorspace()?;
    if !matches!(space, ColorSpace::CMYK | ColorSpace::YCCK) {
        return None;
    }
    let mut decoder = header(options.jpeg_set_out_colorspace(space))?;
    let (width, height) = decoder.dimensions()?;
    let mut samples = decoder.decode().ok()?;
    match space {
        ColorSpace::YCCK => samples.chunks_exact_mut(4).for_each(from_luma),
        // Programs of Adobe, and those that write their mark, turn values round: no ink is 255.
        _ if has_adobe_mark(jpeg) => samples.iter_mut().for_each(|sample| *sample = 255 - *sample),
        _ => {}
    }
    Some((samples, (u32::try_from(width).ok()?, u32::try_from(height).ok()?)))
}

/// Luma and two differences of colour to three inks (ITU-T T.872); black is turned round.
fn from_luma(pixel: &mut [u8]) {
    let [y, cb, cr, k] = pixel else { return };
    let (luma, blue, red) = (f32::from(*y), f32::from(*cb) - 128.0, f32::from(*cr) - 128.0);
    // OK because a cast to a byte keeps to its range.
    let ink = |value: f32| value.round() as u8;
    let inks = [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue].map(ink);
    (*y, *cb, *cr, *k) = (inks[0], inks[1], inks[2], 255 - *k);
}

/// Whether a JPEG carries Adobe's mark, segment APP14.
fn has_adobe_mark(jpeg: &[u8]) -> bool {
    jpeg.windows(9).any(|part| part.starts_with(&[0xff, 0xee]) && part.ends_with(b"Adobe"))
}
