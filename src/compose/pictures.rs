//! Which files a picture becomes on the site: crop, widths and names are decided here from header
//! facts alone; the bytes are made at export, from the cache or anew.

use std::collections::BTreeMap;

use super::views::{PictureView, SourceView};
use crate::model::parts::Photo;
use crate::model::project::{Image, Project};
use crate::source::Span;

/// Widths in pixels that a picture is offered in; never more than the original has.
pub const WIDTHS: [u32; 4] = [480, 750, 1120, 1600];

/// Shape of every product and group picture: uniformity is how rivals trust the catalogue.
pub const RATIO: (u32, u32) = (4, 3);

/// A file format on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// Lossy WebP.
    Webp,
    /// JPEG.
    Jpeg,
    /// A drawing, parsed and written anew.
    Svg,
}

impl Encoding {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }
}

/// A rectangle of the original in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crop {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Crop {
    /// The largest rectangle of a shape in a picture that keeps a point as near its middle as can be.
    pub fn around(width: u32, height: u32, ratio: (u32, u32), focus: [f64; 2]) -> Self {
        let wide = u64::from(width) * u64::from(ratio.1) > u64::from(height) * u64::from(ratio.0);
        let scale = |n: u32, num: u32, den: u32| {
            u32::try_from(u64::from(n) * u64::from(num) / u64::from(den)).unwrap_or(n).max(1)
        };
        let (w, h) = if wide {
            (scale(height, ratio.0, ratio.1), height)
        } else {
            (width, scale(width, ratio.1, ratio.0))
        };
        let place = |whole: u32, part: u32, at: f64| {
            let start = f64::from(whole) * at - f64::from(part) / 2.0;
            // OK because the value lies between 0 and the picture's size.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let start = start.clamp(0.0, f64::from(whole - part)) as u32;
            start
        };
        Self { x: place(width, w, focus[0]), y: place(height, h, focus[1]), width: w, height: h }
    }
}

/// One file to make.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Job {
    /// Original's path in the project.
    pub source: String,
    /// Part of it that is shown.
    pub crop: Crop,
    /// Pixels across in the output.
    pub width: u32,
    /// Pixels down in the output.
    pub height: u32,
    /// Format.
    pub encoding: Encoding,
}

/// All files that pages need, by route.
pub type Jobs = BTreeMap<String, Job>;

/// A picture as a record names it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Path in the project.
    pub path: &'a str,
    /// Where it is named.
    pub span: Option<Span>,
    /// Point to keep.
    pub focus: [f64; 2],
}

impl<'a> Named<'a> {
    /// A photo of a record; `None` when its path leaves the project.
    pub fn photo(photo: &'a Photo) -> Option<Self> {
        Some(Self { path: photo.path.as_ref()?, span: photo.file.span(), focus: photo.focus_point() })
    }
}

/// The view of a picture together with the files it needs; `owner` is named when it cannot be shown.
pub fn view(project: &Project, named: Option<Named<'_>>, alt: &str, owner: &str) -> (PictureView, Jobs) {
    let mut jobs = Jobs::new();
    let missing = PictureView { missing: owner.to_owned(), alt: alt.to_owned(), ..PictureView::default() };
    let Some(Named { path, span, focus }) = named else { return (missing, jobs) };
    let at = span.map_or_else(String::new, |span| project.sources.token(span));
    let (width, height, hash) = match project.images.get(path) {
        Some(Image::Raster { width, height, hash }) => (width, height, hash),
        Some(Image::Svg { width, height, hash }) => {
            let view = PictureView { at, alt: alt.to_owned(), ..PictureView::default() };
            return drawing(path, (*width, *height), hash, view);
        }
        _ => return (PictureView { at, ..missing }, jobs),
    };
    let crop = Crop::around(*width, *height, RATIO, focus);
    let stem = stem(path);
    let mut sources = |encoding: Encoding| {
        let mut list = Vec::new();
        for width in widths(crop.width) {
            let height = (width * RATIO.1 / RATIO.0).max(1);
            let src = format!("assets/pictures/{stem}-{}-{width}.{}", &hash[..8], encoding.ending());
            let job = Job { source: path.to_owned(), crop, width, height, encoding };
            jobs.insert(src.clone(), job);
            list.push(SourceView { src, width });
        }
        list
    };
    let (webp, jpeg) = (sources(Encoding::Webp), sources(Encoding::Jpeg));
    let fallback = jpeg.get(1).or(jpeg.first()).expect("every picture has at least one width").clone();
    let view = PictureView {
        key: path.to_owned(),
        alt: alt.to_owned(),
        drawing: false,
        focus: format!("{:.3} {:.3}", focus[0], focus[1]),
        src: fallback.src,
        width: fallback.width,
        height: fallback.width * RATIO.1 / RATIO.0,
        webp,
        jpeg,
        missing: String::new(),
        at,
    };
    (view, jobs)
}

/// The view of a drawing: one file, whole, in its own size.
fn drawing(path: &str, (width, height): (u32, u32), hash: &str, view: PictureView) -> (PictureView, Jobs) {
    let src = format!("assets/pictures/{}-{}.svg", stem(path), &hash[..8]);
    let crop = Crop { x: 0, y: 0, width, height };
    let job = Job { source: path.to_owned(), crop, width, height, encoding: Encoding::Svg };
    let jobs = Jobs::from([(src.clone(), job)]);
    (PictureView { key: path.to_owned(), drawing: true, src, width, height, ..view }, jobs)
}

/// What a picture's file is called on the site: of its own name the plain letters and figures, because
/// blanks, commas and signs mean something in addresses and lists of them.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).rsplit_once('.').map_or(path, |(stem, _)| stem);
    let plain = |part: &&str| !part.is_empty();
    let parts: Vec<&str> = name.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(plain).collect();
    if parts.is_empty() { "picture".to_owned() } else { parts.join("-") }
}

fn widths(available: u32) -> Vec<u32> {
    let fitting: Vec<u32> = WIDTHS.into_iter().filter(|width| *width <= available).collect();
    if fitting.is_empty() { vec![available] } else { fitting }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_keeps_the_focus_and_stays_inside() {
        let square = Crop::around(1000, 1000, (4, 3), [0.5, 0.9]);
        assert_eq!(square, Crop { x: 0, y: 250, width: 1000, height: 750 });
        let wide = Crop::around(2000, 750, (4, 3), [0.25, 0.5]);
        assert_eq!(wide, Crop { x: 0, y: 0, width: 1000, height: 750 });
        assert_eq!(widths(300), [300], "never enlarged");
        assert_eq!(widths(1000), [480, 750]);
    }

    #[test]
    fn nothing_of_a_files_name_means_something_in_an_address() {
        for (name, stem_) in [
            ("a/waffle.jpg", "waffle"),
            ("b c, 1x.v2.png", "b-c-1x-v2"),
            ("%2e%2e%2f.png", "2e-2e-2f"),
            ("\u{645}.png", "picture"),
        ] {
            assert_eq!(stem(name), stem_);
        }
    }
}
