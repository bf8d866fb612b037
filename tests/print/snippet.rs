//! The snippets of the manual of print markup: how one becomes a document, and its pages one picture.

use std::path::{Path, PathBuf};

use fairfolio::render::pictures::decode;
use fairfolio::render::print::{CropPx, Finding, Jpeg, Layout, Pictures, layout, read_style, to_pixels};
use fairfolio::text::FontBook;
use image::imageops::{FilterType, replace};
use image::{Rgb, RgbImage};

use super::support::BRAND;

/// Width of a picture in pixels: of one page, and of several side by side.
const WIDTH: u32 = 700;
const WIDER: u32 = 1000;
/// No page is drawn larger than so many pixels to the point.
const LARGEST: f32 = 2.0;
/// Pages stand so far apart in a picture, on this ground.
const GAP: u32 = 10;
const TABLE: Rgb<u8> = Rgb([214, 214, 210]);
/// What snippets that are no whole document stand on; its pages are cut off below the contents.
const MASTER: &str =
    "\n[master.manual]\npaper = \"124x200\"\nmargins = { inner = 6, outer = 6, top = 5, bottom = 5 }\n";

/// A snippet: what stands inside a page-set, or a whole document, and what it adds to the theme's style.
pub struct Snippet {
    pub name: String,
    pub source: String,
    style: String,
}

/// The folder of the snippets and their pictures.
pub fn folder() -> PathBuf {
    root().join("docs/markup")
}

/// Where the manual stands.
pub fn manual() -> PathBuf {
    root().join("docs/print-markup.md")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Snippet {
    /// All of them, by name.
    pub fn all() -> Vec<Self> {
        let entries = std::fs::read_dir(folder()).expect("docs/markup");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "xml"));
        let text = |path: &Path| std::fs::read_to_string(path).expect("a snippet");
        let style = |path: &Path| if path.exists() { text(path) } else { String::new() };
        let read = |path: PathBuf| Self {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            source: text(&path),
            style: style(&path.with_extension("toml")),
        };
        paths.into_iter().map(read).collect()
    }

    /// The document it is, or is part of.
    pub fn markup(&self) -> String {
        if self.source.starts_with("<document") {
            return self.source.clone();
        }
        format!(
            "<document title=\"Manual\" lang=\"en\"><page-set master=\"manual\">{}</page-set></document>",
            self.source
        )
    }

    /// Its pages, and what is wrong with it.
    pub fn lay(&self, fonts: &FontBook) -> (Layout, Vec<Finding>) {
        let theme = std::fs::read_to_string(root().join("themes/loom/print/style.toml")).expect("a style");
        let (style, mut findings) = read_style(&format!("{theme}{MASTER}{}", self.style), &BRAND);
        let laid = layout(&self.markup(), &style, fonts, &Sample);
        findings.extend(laid.findings.iter().cloned());
        (laid, findings)
    }

    /// All its pages in one picture, side by side from where reading starts.
    pub fn picture(&self, laid: &Layout, fonts: &FontBook) -> RgbImage {
        let across = laid.pages.len().min(4) as u32;
        let widest = laid.pages.iter().map(|page| page.width).fold(0.0, f32::max);
        let frame = if across == 1 && laid.pages[0].master == "manual" { 0 } else { GAP };
        let width = if across == 1 { WIDTH } else { WIDER };
        let scale = ((width - frame * (across + 1)) as f32 / across as f32 / widest).min(LARGEST);
        let pages = (0..laid.pages.len()).map(|page| raster(laid, page, fonts, scale));
        let mut pages: Vec<RgbImage> = pages.collect();
        if frame == 0 {
            return cut(pages.remove(0));
        }
        let most = |side: fn(&RgbImage) -> u32| pages.iter().map(side).max().unwrap_or(1);
        let (room, tallest) = (most(RgbImage::width) + frame, most(RgbImage::height));
        let rows = (pages.len() as u32).div_ceil(across);
        let mut whole = RgbImage::from_pixel(across * room + frame, rows * (tallest + frame) + frame, TABLE);
        for (index, page) in (0_u32..).zip(&pages) {
            let at = if laid.rtl { across - 1 - index % across } else { index % across };
            let (x, y) = (frame + at * room, frame + index / across * (tallest + frame));
            replace(&mut whole, page, i64::from(x), i64::from(y));
        }
        whole
    }
}

fn raster(laid: &Layout, page: usize, fonts: &FontBook, scale: f32) -> RgbImage {
    let pixels = to_pixels(laid, page, fonts, &Sample, scale).expect("a page that can be drawn");
    RgbImage::from_raw(pixels.width, pixels.height, pixels.rgb).expect("as many pixels as it says")
}

/// Without the empty part below: as much is left under the last thing as stands above the first one.
fn cut(page: RgbImage) -> RgbImage {
    let ground = *page.get_pixel(0, 0);
    let inked = |y: &u32| (0..page.width()).any(|x| *page.get_pixel(x, *y) != ground);
    let top = (0..page.height()).find(inked).unwrap_or(0);
    let bottom = (0..page.height()).rev().find(inked).unwrap_or(0);
    let height = (bottom + 1 + top.min(28)).min(page.height());
    image::imageops::crop_imm(&page, 0, 0, page.width(), height).to_image()
}

/// The sample consortium's pictures by their paths.
pub struct Sample;

fn file(key: &str) -> PathBuf {
    root().join("sample-consortium").join(key)
}

impl Pictures for Sample {
    fn size(&self, key: &str) -> Option<(u32, u32)> {
        image::image_dimensions(file(key)).ok()
    }

    fn jpeg(&self, key: &str, crop: CropPx, width: u32, height: u32) -> Option<Jpeg> {
        let whole = decode(&std::fs::read(file(key)).ok()?)?;
        let part = whole.crop_imm(crop.x, crop.y, crop.width, crop.height);
        let part = part.resize_exact(width, height, FilterType::Triangle).to_rgb8();
        let mut bytes = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        let (w, h) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        encoder.encode(part.as_raw(), w, h, jpeg_encoder::ColorType::Rgb).ok()?;
        Some(Jpeg { bytes, width, height, grey: false })
    }

    fn svg(&self, key: &str) -> Option<String> {
        std::fs::read_to_string(file(key)).ok()
    }
}
