//! What the print tests share: bundled fonts, pictures in memory, the theme's style.

use std::collections::BTreeMap;

use fairfolio::render::print::{BrandTokens, CropPx, Finding, Jpeg, Pictures, Style, read_style};
use fairfolio::text::FontBook;

/// Brand of the tests: indigo, madder, ochre.
pub const BRAND: BrandTokens = BrandTokens {
    primary: (36, 59, 107),
    secondary: (122, 128, 110),
    accent: (169, 67, 53),
    ink: (28, 27, 26),
    paper: (252, 250, 246),
};

/// The fonts of the theme.
pub fn fonts() -> FontBook {
    book(read_fonts("themes/loom/fonts"))
}

/// The fonts of the theme and behind them one of the tests' own, as a project would add it.
pub fn fonts_with(own: &str) -> FontBook {
    let mut files = read_fonts("themes/loom/fonts");
    files.extend(read_fonts("tests/print/fonts").into_iter().filter(|(name, _)| name == own));
    book(files)
}

fn book(files: Vec<(String, Vec<u8>)>) -> FontBook {
    let (book, errors) = FontBook::new(files);
    assert!(errors.is_empty(), "{errors:?}");
    book
}

fn read_fonts(folder: &str) -> Vec<(String, Vec<u8>)> {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut names: Vec<_> =
        std::fs::read_dir(&dir).expect("fonts").map(|e| e.expect("entry").path()).collect();
    names.sort();
    names.retain(|path| path.extension().is_some_and(|e| e == "ttf"));
    names
        .iter()
        .map(|path| {
            (
                path.file_name().expect("name").to_string_lossy().into_owned(),
                std::fs::read(path).expect("font"),
            )
        })
        .collect()
}

/// The theme's style; it must be without findings.
pub fn style() -> Style {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/loom/print/style.toml");
    let (style, findings) = read_style(&std::fs::read_to_string(path).expect("style"), &BRAND);
    assert_eq!(findings, Vec::<Finding>::new());
    style
}

/// Pictures of plain colour in a given size; any key but `missing` is there.
pub struct Plain;

impl Pictures for Plain {
    fn size(&self, key: &str) -> Option<(u32, u32)> {
        (!key.starts_with("missing")).then_some(if key.starts_with("small") {
            (120, 90)
        } else {
            (2400, 1800)
        })
    }

    fn jpeg(&self, key: &str, crop: CropPx, _: u32, _: u32) -> Option<Jpeg> {
        let (width, height) = (16_u16, (16 * crop.height / crop.width).clamp(1, 64) as u16);
        let shade = key.bytes().fold(90_u8, |a, b| a.wrapping_mul(31).wrapping_add(b)) / 2 + 64;
        let pixels = vec![shade; usize::from(width) * usize::from(height) * 3];
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 80)
            .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
            .ok()?;
        Some(Jpeg { bytes, width: u32::from(width), height: u32::from(height), grey: false })
    }

    fn svg(&self, key: &str) -> Option<String> {
        (key == "logo.svg").then(|| {
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><g transform='translate(2 2)'><path d='M0 0h16v16H0z' fill='#243b6b'/>\
             <circle cx='26' cy='8' r='7' fill='none' stroke='#a94335' stroke-width='2'/></g></svg>".to_owned()
        })
    }
}

/// Pictures of a folder, for looking at pages.
pub struct Folder(pub BTreeMap<String, image::DynamicImage>);

impl Folder {
    /// All JPEG files of a folder.
    pub fn read(dir: &str) -> Self {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(dir).expect("folder") {
            let path = entry.expect("entry").path();
            if path.extension().is_some_and(|e| e == "jpg") {
                files.insert(
                    path.file_name().expect("name").to_string_lossy().into_owned(),
                    image::open(&path).expect("picture"),
                );
            }
        }
        Self(files)
    }
}

impl Pictures for Folder {
    fn size(&self, key: &str) -> Option<(u32, u32)> {
        self.0.get(key).map(|image| (image.width(), image.height()))
    }

    fn jpeg(&self, key: &str, crop: CropPx, out_w: u32, out_h: u32) -> Option<Jpeg> {
        let image = self
            .0
            .get(key)?
            .crop_imm(crop.x, crop.y, crop.width, crop.height)
            .resize_exact(out_w, out_h, image::imageops::FilterType::Triangle)
            .to_rgb8();
        let mut bytes = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 82);
        encoder.encode(image.as_raw(), out_w as u16, out_h as u16, jpeg_encoder::ColorType::Rgb).ok()?;
        Some(Jpeg { bytes, width: out_w, height: out_h, grey: false })
    }

    fn svg(&self, key: &str) -> Option<String> {
        Plain.svg(key)
    }
}
