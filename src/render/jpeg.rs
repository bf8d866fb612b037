//! Pixels of JPEG files, originals of firms and our own alike.
//!
//! Not by `image`: its decoder (zune-jpeg 0.5.15) reads valid files of some encoders as noise, those of
//! `jpeg-encoder` among them, which Poppler, Chromium and libjpeg read right.

use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

/// The picture as it lies in the file, grey or red, green and blue, 8 bit. `None` when it is no whole
/// JPEG, or one of other colours.
pub(crate) fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let mut decoder = Decoder::new(bytes);
    let pixels = decoder.decode().ok()?;
    let info = decoder.info()?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    match info.pixel_format {
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        PixelFormat::L16 | PixelFormat::CMYK32 => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_picture_of_our_own_encoder_comes_back_in_its_colours() {
        let side = 64_u16;
        let pixel = |at: u16| [(at % side * 4) as u8, (at / side * 4) as u8, 90];
        let pixels: Vec<u8> = (0..side * side).flat_map(pixel).collect();
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 82);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(&pixels, side, side, jpeg_encoder::ColorType::Rgb).expect("encoded");
        let back = decode(&bytes).expect("a JPEG").to_rgb8();
        let worst = back.as_raw().iter().zip(&pixels).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst < Some(24), "{worst:?}");
    }
}
