//! Frames: what a page shows, as plain data. Two exporters read them: PDF and pixels.
//!
//! Coordinates are points from the top left corner of the page, downwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::Paragraph;

use super::finding::Finding;
use super::tags::{Structure, TagId};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour of the brand, by its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// Thumbs, key figures, links.
    Primary,
    /// Second colour.
    Secondary,
    /// Accents.
    Accent,
    /// Text.
    Ink,
    /// Ground.
    Paper,
}

/// Part of a brand colour over paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tint {
    /// Which colour.
    pub token: Token,
    /// How much of it, 0 to 1000.
    pub permille: u16,
}

/// A colour of the page: what a screen shows, and of which brand colour it is, so that the press can
/// print that one's own inks instead of a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Color {
    /// In sRGB.
    pub rgb: Rgb,
    /// The brand's colour it comes from, if it does.
    pub tint: Option<Tint>,
}

/// A rectangle of pixels in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CropPx {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A stretch of one line in one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct TextItem {
    /// The paragraph it belongs to.
    pub paragraph: Arc<Paragraph>,
    /// Index of the line.
    pub line: usize,
    /// Indices of the runs on that line.
    pub runs: std::ops::Range<usize>,
    /// Colour.
    pub color: Color,
    /// How far the baseline is raised, pt.
    pub rise: f32,
    /// Draws a line through the middle of the letters.
    pub strike: bool,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A mark of this document.
    Mark(String),
    /// An address.
    Uri(String),
}

/// A piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a contour.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A cubic curve.
    Cubic(f32, f32, f32, f32, f32, f32),
    /// Closes the contour.
    Close,
}

/// An outline, filled, stroked or both.
#[derive(Debug, Clone, PartialEq)]
pub struct PathItem {
    /// The outline, relative to the item's place.
    pub segments: Vec<Segment>,
    /// Fill and whether by the even-odd rule.
    pub fill: Option<(Color, bool)>,
    /// Stroke colour and width in pt.
    pub stroke: Option<(Color, f32)>,
    /// Outlines it is clipped to, all of them, each with its rule.
    pub clips: Vec<(Vec<Segment>, bool)>,
}

/// Something a later stage looks for; it draws nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// A target that links and page references name.
    Mark(String),
    /// A heading: index in the list of headings.
    Heading(usize),
    /// Sets what a running head shows.
    Running(String, String),
    /// A finding that wants to know its page: index in the list of findings.
    Finding(usize),
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum FrameItem {
    /// Text; the item's place is the left end of the baseline of its line box.
    Text(TextItem),
    /// A filled rectangle.
    Rect(Color),
    /// A straight line along the item's longer side: colour, thickness in pt.
    Line(Color, f32),
    /// A picture: key, crop.
    Image(Arc<str>, CropPx),
    /// The source of a drawing with effects that is painted over the item's rectangle, and the colour of
    /// the ground below it.
    Effects(Arc<str>, Rgb),
    /// An outline.
    Path(Arc<PathItem>),
    /// A link over the item's rectangle.
    Link(Target),
    /// Nothing to see.
    Anchor(Anchor),
}

/// An item at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Left edge, pt.
    pub x: f32,
    /// Upper edge, or the baseline of text, pt.
    pub y: f32,
    /// Width, for text that of its line box, pt.
    pub w: f32,
    /// Height, pt.
    pub h: f32,
    /// Where it hangs in the structure; `None` makes it an artifact.
    pub tag: Option<TagId>,
    /// What it is.
    pub item: FrameItem,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Width in pt.
    pub width: f32,
    /// Height in pt.
    pub height: f32,
    /// What is printed as its number; empty where none is.
    pub label: String,
    /// Style of numbering, for page labels.
    pub numbering: Numbering,
    /// Number in that style.
    pub number: usize,
    /// Name of the master it was made with.
    pub master: String,
    /// Words of the headings on it, in reading order.
    pub headings: Vec<String>,
    /// What stands on it, in reading order; furniture comes last.
    pub items: Vec<Placed>,
    /// Index in `items` where furniture begins.
    pub furniture_from: usize,
    /// Whether all of it is drawn a second time, turned by half a turn about the middle of the page, for
    /// those who sit behind the fold; what is said twice is tagged once.
    pub folded: bool,
}

/// How pages are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Numbering {
    /// 1, 2, 3.
    #[default]
    Arabic,
    /// i, ii, iii.
    Roman,
    /// No number shown, but pages count.
    None,
}

/// An entry of the bookmarks.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// Level from 1.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Page index from 0.
    pub page: usize,
    /// Upper edge on the page, pt from the top.
    pub y: f32,
}

/// Area a member's block takes on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockArea {
    /// The member's id.
    pub member: String,
    /// Page index from 0.
    pub page: usize,
    /// Area in square millimetres, inside the trimmed page.
    pub mm2: f64,
    /// Left, top, right, bottom of what it covers, pt from the top left.
    pub bounds: [f32; 4],
}

/// A card or a member's block as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRecord {
    /// The `id` of the card, or `member-` and the member's id.
    pub id: String,
    /// Page index from 0.
    pub page: usize,
    /// All its words in reading order, single spaces between; page references are not among them.
    pub text: String,
}

/// A laid-out document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Title.
    pub title: String,
    /// Subject.
    pub subject: String,
    /// Author.
    pub author: String,
    /// BCP 47 language.
    pub lang: String,
    /// Whether it reads right to left.
    pub rtl: bool,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Bookmarks in reading order.
    pub outline: Vec<OutlineEntry>,
    /// The logical structure.
    pub structure: Structure,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Areas by member.
    pub areas: Vec<BlockArea>,
    /// Cards and members' blocks with their words, in reading order.
    pub records: Vec<PrintedRecord>,
    /// Pages that only fill up the page count.
    pub filled: usize,
    /// Where marks stand: id → (page index from 0, pt from the top).
    pub marks: BTreeMap<String, (usize, f32)>,
}

impl Layout {
    /// Area that text and pictures of each member fill over all pages, mm².
    pub fn member_areas(&self) -> BTreeMap<&str, f64> {
        let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
        for area in &self.areas {
            *areas.entry(&area.member).or_default() += area.mm2;
        }
        areas
    }

    /// Place that each member has over all pages, mm²: a page on which no other member's block stands is wholly its
    /// own, of a page that is shared it has what its block spans. So a shorter text has no smaller place.
    pub fn member_places(&self) -> BTreeMap<&str, f64> {
        const MM: f64 = 25.4 / 72.0;
        let mut places: BTreeMap<&str, f64> = BTreeMap::new();
        let mut counted: BTreeSet<(&str, usize)> = BTreeSet::new();
        for area in &self.areas {
            let is_shared = self.areas.iter().any(|own| own.page == area.page && own.member != area.member);
            let page = self.pages.get(area.page).map_or((0.0, 0.0), |page| (page.width, page.height));
            let [left, top, right, bottom] = area.bounds;
            let (width, height) = if is_shared { (right - left, bottom - top) } else { page };
            // Of a page of its own a second block of the member takes nothing more.
            if counted.insert((&area.member, area.page)) || is_shared {
                let mm2 = f64::from(width.max(0.0)) * f64::from(height.max(0.0)) * MM * MM;
                *places.entry(&area.member).or_default() += mm2;
            }
        }
        places
    }

    /// Members in the order in which their blocks stand.
    pub fn member_order(&self) -> Vec<&str> {
        let mut order: Vec<&str> = Vec::new();
        for area in &self.areas {
            if !order.contains(&area.member.as_str()) {
                order.push(&area.member);
            }
        }
        order
    }
}
