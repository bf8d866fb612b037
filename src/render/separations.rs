//! Pictures for the press: from the original's pixels to four inks, packed as JPEG where that keeps the
//! ink limit and losslessly where it does not. What was made is kept in the cache.

use std::io::Write as _;

use jpeg_decoder::{Decoder, PixelFormat};
use sha2::{Digest, Sha256};

use super::pictures::{Original, StoredPictures, scale};
use crate::compose::pictures::{Crop, Encoding, Job};
use crate::load::document::hex;
use crate::model::project::Image;
use crate::render::print::CropPx;
use crate::render::print::press::{InkPicture, Packing, PressPictures, Separator};

/// Changes when packing changes, so that old cache entries are not used.
const VERSION: &str =
    "jpeg-encoder 0.7 q96 444 cmyk, flate 6, lanczos3, jpeg-decoder 0.3, sRGB by moxcms 0.9, 3";

/// At most so many pixels of a packed picture may have more ink than the limit: 1 in 10,000.
const FEW: usize = 10_000;

/// No pixel may have more than so many points above the limit.
const POINTS: u32 = 5;

impl PressPictures for StoredPictures<'_> {
    fn inks(&self, key: &str, crop: CropPx, size: (u32, u32), separator: &Separator) -> Option<InkPicture> {
        let Image::Raster { hash, .. } = self.images.get(key)? else { return None };
        let crop = Crop { x: crop.x, y: crop.y, width: crop.width, height: crop.height };
        let job =
            Job { source: key.to_owned(), crop, width: size.0, height: size.1, encoding: Encoding::Jpeg };
        let words = format!("{VERSION}|{}|{hash}|{crop:?}|{size:?}", separator.key());
        let cached = hex(&Sha256::digest(words), 32);
        let packed = self.cache.get(&cached).or_else(|| {
            let rgb = scale(Original::new(self.files, key).pixels()?, &job)?;
            let packed = pack(&separator.pixels(&rgb), size, separator.limit())?;
            self.cache.put(&cached, &packed);
            Some(packed)
        })?;
        let (packing, bytes) = packed.split_last()?;
        let packing = if *packing == JPEG { Packing::Jpeg } else { Packing::Flate };
        Some(InkPicture { bytes: bytes.to_vec(), packing, width: size.0, height: size.1 })
    }
}

/// The last byte of an entry in the cache says how the others are packed.
const JPEG: u8 = b'J';
const FLATE: u8 = b'F';

/// Samples packed, with one byte more that says how.
fn pack(inks: &[u8], size: (u32, u32), limit: f32) -> Option<Vec<u8>> {
    if let Some(mut bytes) = jpeg(inks, size)
        && keeps_limit(&unpack(&bytes)?, limit)
    {
        bytes.push(JPEG);
        return Some(bytes);
    }
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    let mut bytes = encoder.write_all(inks).and_then(|()| encoder.finish()).ok()?;
    bytes.push(FLATE);
    Some(bytes)
}

fn jpeg(inks: &[u8], (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 96);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    encoder.encode(inks, width, height, jpeg_encoder::ColorType::Cmyk).ok()?;
    Some(bytes)
}

/// The inks a reader of the file will see; the decoder turns the inversion of Adobe's marker back.
fn unpack(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = Decoder::new(jpeg);
    let inks = decoder.decode().ok()?;
    (decoder.info()?.pixel_format == PixelFormat::CMYK32).then_some(inks)
}

/// Whether pixels are under the ink limit in per cent, but for a few that are hardly above.
fn keeps_limit(inks: &[u8], limit: f32) -> bool {
    // OK because a limit of at most 400 % of 255 fits.
    let most = (limit * 2.55).ceil() as u32;
    let slack = POINTS * 255 / 100;
    let sums = inks.chunks_exact(4).map(|pixel| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>());
    let mut above = 0;
    for sum in sums.filter(|sum| *sum > most) {
        above += 1;
        if sum > most + slack {
            return false;
        }
    }
    above * FEW <= inks.len() / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Vec<u8> {
        (0..64 * 64).flat_map(|at: u32| [(at % 64 * 3) as u8, (at / 64 * 3) as u8, 40, 90]).collect()
    }

    #[test]
    fn four_inks_come_out_of_the_jpeg_as_they_went_in() {
        let inks = picture();
        let seen = unpack(&jpeg(&inks, (64, 64)).expect("a small picture")).expect("readable");
        let worst = inks.iter().zip(&seen).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst.is_some_and(|worst| worst <= 6), "off by {worst:?}");
    }

    #[test]
    fn a_picture_over_the_limit_is_noticed() {
        let mut inks = vec![60; 4 * 20_000];
        assert!(keeps_limit(&inks, 300.0));
        inks[..4].fill(192);
        assert!(keeps_limit(&inks, 300.0), "one pixel of 301 % among 20,000");
        inks[..4].fill(205);
        assert!(!keeps_limit(&inks, 300.0), "a pixel of 322 %");
        inks[..16].fill(192);
        assert!(!keeps_limit(&inks, 300.0), "four of 301 %");
    }

    #[test]
    fn what_a_jpeg_would_push_over_the_limit_is_packed_without_loss() {
        // Hard edges between no ink and exactly the limit ring in a JPEG.
        let full = [255, 255, 255, 0];
        let inks: Vec<u8> =
            (0..64 * 64).flat_map(|at| if (at / 3 + at / 64) % 2 == 0 { full } else { [0; 4] }).collect();
        let packed = pack(&inks, (64, 64), 300.0).expect("packed");
        assert_eq!(packed.last(), Some(&JPEG), "clipping keeps 300 % of three inks");
        let packed = pack(&inks.iter().map(|ink| ink / 4 * 3).collect::<Vec<_>>(), (64, 64), 224.0);
        assert_eq!(packed.expect("packed").last(), Some(&FLATE));
    }
}
