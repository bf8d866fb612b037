//! Pictures as they are sent: whatever their colours and their orientation, they come out upright and in
//! the colours that were meant, on the screen and on the press.

use std::collections::BTreeMap;
use std::io::Cursor;

use fairfolio::cache::NoCache;
use fairfolio::files::Memory;
use fairfolio::model::project::Image;
use fairfolio::render::pictures::StoredPictures;
use fairfolio::render::print::press::{Packing, PressPictures as _, Separator};
use fairfolio::render::print::{CropPx, Rgb, layout, to_pixels};
use image::{DynamicImage, ImageFormat};
use jpeg_encoder::{ColorType, Encoder};

use crate::support::{fonts, style};

const SIDES: (u16, u16) = (96, 64);

/// A JPEG whose upper half has one colour and whose lower half another, in any number of components.
fn halves(
    upper: &[u8],
    lower: &[u8],
    colours: ColorType,
    extra: impl Fn(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let half = usize::from(SIDES.0) * usize::from(SIDES.1) / 2;
    let pixels = [upper.repeat(half), lower.repeat(half)].concat();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    extra(&mut encoder);
    encoder.encode(&pixels, SIDES.0, SIDES.1, colours).expect("small");
    bytes
}

fn plain(_: &mut Encoder<&mut Vec<u8>>) {}

/// What a picture looks like: the colours in the middle of each of its four quarters, rows first, on a
/// raster of the page and, as colours whose inks the press would print, in its press picture.
fn seen(bytes: Vec<u8>, (width, height): (u32, u32)) -> ([Rgb; 4], [[u8; 4]; 4]) {
    let mut files = Memory::default();
    files.insert("a", bytes);
    let images = BTreeMap::from([("a".to_owned(), Image::Raster { width, height, hash: "x".to_owned() })]);
    let stored = StoredPictures::new(&files, &NoCache, &images);
    let markup = "<document title=\"t\" lang=\"en\" paper=\"40x40\"><page-set master=\"cover\">\
                  <box place=\"0 0 40 40\"><img src=\"a\" alt=\"\" height=\"40\"/></box></page-set></document>";
    let fonts = fonts();
    let laid = layout(markup, &style(), &fonts, &stored);
    assert!(laid.findings.iter().all(|f| f.message.contains("ppi")), "{:?}", laid.findings);
    let pixels = to_pixels(&laid, 0, &fonts, &stored, 1.0).expect("a small page");
    let at = |x: u32, y: u32, across: u32| (y * across + x) as usize;
    let quarters = [(1, 1), (3, 1), (1, 3), (3, 3)];
    let screen = quarters.map(|(x, y)| {
        let from = at(pixels.width * x / 4, pixels.height * y / 4, pixels.width) * 3;
        Rgb(pixels.rgb[from], pixels.rgb[from + 1], pixels.rgb[from + 2])
    });
    let inked = stored.inks("a", CropPx { x: 0, y: 0, width, height }, (40, 40), &separator()).expect("inks");
    let inks = match inked.packing {
        Packing::Jpeg => jpeg_decoder::Decoder::new(inked.bytes.as_slice()).decode().expect("a JPEG"),
        Packing::Flate => panic!("a plain picture keeps the limit as a JPEG"),
    };
    let press = quarters.map(|(x, y)| {
        let from = at(10 * x, 10 * y, 40) * 4;
        [0, 1, 2, 3].map(|ink| inks[from + ink])
    });
    (screen, press)
}

fn separator() -> Separator {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-consortium/printers/CoatedFOGRA39L.icc");
    Separator::new(&std::fs::read(path).expect("the profile"), 300.0).expect("a usable profile")
}

/// The quarters of a picture have these colours, within a few levels, and the inks of these colours.
fn assert_seen(name: &str, bytes: Vec<u8>, sides: (u32, u32), wanted: [Rgb; 4]) {
    let (screen, press) = seen(bytes, sides);
    for (found, wanted) in screen.iter().zip(&wanted) {
        let apart = [(found.0, wanted.0), (found.1, wanted.1), (found.2, wanted.2)];
        assert!(apart.iter().all(|(a, b)| a.abs_diff(*b) <= 5), "{name}: {screen:?} and not {wanted:?}");
    }
    for (found, wanted) in press.iter().zip(&wanted) {
        let inks = separator().color(*wanted).map(|share| (share * 255.0).round() as u8);
        let apart = found.iter().zip(&inks).all(|(a, b)| a.abs_diff(*b) <= 12);
        assert!(apart, "{name}: inks {found:?} and not {inks:?}");
    }
}

const WIDE: (u32, u32) = (SIDES.0 as u32, SIDES.1 as u32);
const RED: Rgb = Rgb(200, 40, 40);
const BLUE: Rgb = Rgb(30, 60, 180);
const STACKED: [Rgb; 4] = [RED, RED, BLUE, BLUE];

#[test]
fn a_plain_jpeg_is_what_it_says() {
    let bytes = halves(&[200, 40, 40], &[30, 60, 180], ColorType::Rgb, plain);
    assert_seen("plain", bytes, WIDE, STACKED);
}

#[test]
fn a_broken_colour_profile_is_left_out_of_account() {
    for icc in [b"no profile".to_vec(), vec![0; 4000], [&separator_icc()[..600], &[0; 100]].concat()] {
        let bytes = halves(&[200, 40, 40], &[30, 60, 180], ColorType::Rgb, |encoder| {
            encoder.add_icc_profile(&icc).expect("short");
        });
        assert_seen("broken profile", bytes, WIDE, STACKED);
    }
}

fn separator_icc() -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-consortium/printers/CoatedFOGRA39L.icc");
    std::fs::read(path).expect("the profile")
}

#[test]
fn colours_of_another_space_become_those_of_the_web() {
    let icc = moxcms::ColorProfile::new_adobe_rgb().encode().expect("a profile");
    let bytes = halves(&[160, 120, 200], &[100, 180, 60], ColorType::Rgb, |encoder| {
        encoder.add_icc_profile(&icc).expect("short");
    });
    // By the matrices of Adobe RGB (1998) and of IEC 61966-2-1; the green lies outside sRGB in red.
    let (mauve, green) = (Rgb(174, 121, 204), Rgb(0, 181, 42));
    assert_seen("Adobe RGB", bytes, WIDE, [mauve, mauve, green, green]);
}

#[test]
fn four_inks_without_a_profile_each_take_their_part_of_the_light() {
    let bytes = halves(&[0, 255, 255, 0], &[255, 0, 0, 128], ColorType::Cmyk, plain);
    let (red, cyan) = (Rgb(255, 0, 0), Rgb(0, 127, 127));
    assert_seen("CMYK", bytes, WIDE, [red, red, cyan, cyan]);
    let bytes = halves(&[0, 255, 255, 0], &[255, 0, 0, 128], ColorType::CmykAsYcck, plain);
    assert_seen("YCCK", bytes, WIDE, [red, red, cyan, cyan]);
}

#[test]
fn four_inks_with_a_profile_look_as_they_print() {
    let icc = separator_icc();
    let bytes = halves(&[0, 255, 255, 0], &[255, 0, 0, 0], ColorType::Cmyk, |encoder| {
        encoder.add_icc_profile(&icc).expect("chunks");
    });
    // By Little CMS without compensation of the black point, which our library does not do.
    let (red, cyan) = (Rgb(228, 30, 37), Rgb(0, 161, 228));
    assert_seen("CMYK of coated paper", bytes, WIDE, [red, red, cyan, cyan]);
}

#[test]
fn sixteen_bits_become_eight() {
    let wide = |byte: u8| u16::from(byte) * 257;
    let picture = image::ImageBuffer::from_fn(WIDE.0, WIDE.1, |_, y| {
        let Rgb(r, g, b) = if y < WIDE.1 / 2 { RED } else { BLUE };
        image::Rgb([wide(r), wide(g), wide(b)])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb16(picture).write_to(&mut bytes, ImageFormat::Png).expect("in memory");
    assert_seen("16 bits", bytes.into_inner(), WIDE, STACKED);
}

#[test]
fn a_picture_of_a_turned_camera_stands_upright() {
    // Orientation of Exif 2.32, 4.6.4: 3 is half a turn, 6 a quarter to the right, 8 one to the left.
    let turned = [
        (3, WIDE, [BLUE, BLUE, RED, RED]),
        (6, (64, 96), [BLUE, RED, BLUE, RED]),
        (8, (64, 96), [RED, BLUE, RED, BLUE]),
    ];
    for (orientation, sides, wanted) in turned {
        let exif = [
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
            &[orientation, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let bytes = halves(&[200, 40, 40], &[30, 60, 180], ColorType::Rgb, |encoder| {
            encoder.add_app_segment(1, exif.clone()).expect("short");
        });
        assert_seen(&format!("orientation {orientation}"), bytes, sides, wanted);
    }
}
