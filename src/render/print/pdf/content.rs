//! Content streams: items become operators, marked so that the structure can find them.

use super::directions::reads_right_to_left;
use super::fonts::UsedFonts;
use super::images::Images;
use super::numbers::op;
use super::paint::Paint;
use crate::render::print::frame::{Color, FrameItem, Layout, Page, PathItem, Placed, Segment, Target};
use crate::render::print::press::Use;
use crate::render::print::tags::TagId;
use crate::text::FontBook;

/// A link to be annotated.
pub(super) struct LinkArea {
    pub tag: TagId,
    pub target: Target,
    /// Left, bottom, right, top in PDF coordinates.
    pub rect: [f32; 4],
}

/// What was written for a page.
pub(super) struct PageContent {
    pub stream: Vec<u8>,
    /// Node of each marked content id.
    pub marked: Vec<TagId>,
    pub links: Vec<LinkArea>,
}

/// What the current marked content is.
#[derive(PartialEq, Clone, Copy)]
enum Open {
    Nothing,
    Artifact,
    Header,
    Footer,
    Tag(TagId),
}

/// A page's content while it is written.
pub(super) struct Writer<'a> {
    pub out: Vec<u8>,
    pub height: f32,
    /// Whether readers take the page to read right to left.
    pub rtl: bool,
    open: Open,
    marked: Vec<TagId>,
    links: Vec<LinkArea>,
    layout: &'a Layout,
    pub fonts: &'a UsedFonts,
    images: &'a Images,
    pub book: &'a FontBook,
    pub paint: Paint<'a>,
}

/// Writes one page.
pub(super) fn write_page(
    page: &Page,
    layout: &Layout,
    fonts: &UsedFonts,
    images: &Images,
    book: &FontBook,
    paint: Paint<'_>,
) -> PageContent {
    let mut writer = Writer {
        out: Vec::new(),
        height: page.height,
        rtl: reads_right_to_left(page),
        open: Open::Nothing,
        marked: Vec::new(),
        links: Vec::new(),
        layout,
        fonts,
        images,
        book,
        paint,
    };
    for (index, placed) in page.items.iter().enumerate() {
        let open = match placed.tag {
            Some(tag) => Open::Tag(tag),
            None if index < page.furniture_from => Open::Artifact,
            None if placed.y < page.height / 2.0 => Open::Header,
            None => Open::Footer,
        };
        writer.item(placed, open);
    }
    if page.folded {
        writer.head_down(page);
    }
    writer.mark(Open::Nothing);
    PageContent { stream: writer.out, marked: writer.marked, links: writer.links }
}

impl Writer<'_> {
    /// The page once more, head down, as an artifact.
    fn head_down(&mut self, page: &Page) {
        self.mark(Open::Artifact);
        self.out.extend_from_slice(b"q\n");
        op(&mut self.out, &[-1.0, 0.0, 0.0, -1.0, page.width, page.height], "cm");
        let outside = self.paint.clone();
        // A ground of the whole page lies below both halves already.
        let own = |placed: &&Placed| match placed.item {
            FrameItem::Link(_) => false,
            FrameItem::Rect(_) => placed.w < page.width,
            _ => true,
        };
        for placed in page.items.iter().filter(own) {
            self.item(placed, Open::Artifact);
        }
        self.paint = outside;
        self.out.extend_from_slice(b"Q\n");
    }

    fn item(&mut self, placed: &Placed, open: Open) {
        if let FrameItem::Link(target) = &placed.item {
            if let Some(tag) = placed.tag {
                let (top, bottom) = (self.height - placed.y, self.height - placed.y - placed.h);
                self.links.push(LinkArea {
                    tag,
                    target: target.clone(),
                    rect: [placed.x, bottom, placed.x + placed.w, top],
                });
            }
            return;
        }
        self.mark(open);
        match &placed.item {
            FrameItem::Text(text) => self.text(placed, text),
            FrameItem::Rect(color) => {
                self.paint.fill(&mut self.out, *color, Use::Area);
                op(&mut self.out, &[placed.x, self.height - placed.y - placed.h, placed.w, placed.h], "re f");
            }
            FrameItem::Line(color, thickness) => self.line(placed, *color, *thickness),
            FrameItem::Image(key, crop) => {
                let name = self.images.name(key, *crop);
                self.picture(placed, &name);
            }
            FrameItem::Effects(svg, ground) => {
                let name = self.images.effects(svg, *ground, placed);
                self.picture(placed, &name);
            }
            FrameItem::Path(path) => self.path(placed, path),
            FrameItem::Link(_) | FrameItem::Anchor(_) => {}
        }
    }

    fn picture(&mut self, placed: &Placed, name: &str) {
        self.out.extend_from_slice(b"q ");
        let place = [placed.w, 0.0, 0.0, placed.h, placed.x, self.height - placed.y - placed.h];
        op(&mut self.out, &place, "cm");
        self.out.extend_from_slice(format!("/{name} Do Q\n").as_bytes());
    }

    /// Closes the marked content that is open and begins another, when they differ.
    fn mark(&mut self, open: Open) {
        if open == self.open || !self.paint.is_tagged() {
            return;
        }
        if self.open != Open::Nothing {
            self.out.extend_from_slice(b"EMC\n");
        }
        match open {
            Open::Nothing => {}
            Open::Artifact => self.out.extend_from_slice(b"/Artifact <</Type /Layout>> BDC\n"),
            Open::Header => {
                self.out.extend_from_slice(b"/Artifact <</Type /Pagination /Subtype /Header>> BDC\n")
            }
            Open::Footer => {
                self.out.extend_from_slice(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n")
            }
            Open::Tag(tag) => {
                let role = self.layout.structure.node(tag).role.name();
                self.out
                    .extend_from_slice(format!("/{role} <</MCID {}>> BDC\n", self.marked.len()).as_bytes());
                self.marked.push(tag);
            }
        }
        self.open = open;
    }

    fn line(&mut self, placed: &Placed, color: Color, thickness: f32) {
        // A filled rectangle is as thin as it says on every screen and in every conversion.
        self.paint.fill(&mut self.out, color, Use::Fine);
        let (x, y) = (placed.x, self.height - placed.y);
        let rect = if placed.h > placed.w {
            [x - thickness / 2.0, y - placed.h, thickness, placed.h]
        } else {
            [x, y - thickness / 2.0, placed.w, thickness]
        };
        op(&mut self.out, &rect, "re f");
    }

    fn path(&mut self, placed: &Placed, path: &PathItem) {
        self.out.extend_from_slice(b"q\n");
        let outside = self.paint.clone();
        for (clip, even_odd) in &path.clips {
            self.segments(placed, clip);
            self.out.extend_from_slice(if *even_odd { b"W* n\n" } else { b"W n\n" });
        }
        if let Some((color, _)) = path.fill {
            self.paint.fill(&mut self.out, color, Use::Fine);
        }
        if let Some((color, width)) = path.stroke {
            self.paint.stroke(&mut self.out, color);
            op(&mut self.out, &[width], "w");
        }
        self.segments(placed, &path.segments);
        let operator = match (path.fill, path.stroke) {
            (Some((_, false)), None) => "f",
            (Some((_, true)), None) => "f*",
            (Some((_, false)), Some(_)) => "B",
            (Some((_, true)), Some(_)) => "B*",
            (None, Some(_)) => "S",
            (None, None) => "n",
        };
        self.out.extend_from_slice(format!("{operator}\nQ\n").as_bytes());
        self.paint = outside;
    }

    fn segments(&mut self, placed: &Placed, segments: &[Segment]) {
        let x = |value: f32| placed.x + value;
        let y = |value: f32| self.height - placed.y - value;
        for segment in segments {
            match *segment {
                Segment::Move(a, b) => op(&mut self.out, &[x(a), y(b)], "m"),
                Segment::Line(a, b) => op(&mut self.out, &[x(a), y(b)], "l"),
                Segment::Cubic(a, b, c, d, e, f) => {
                    op(&mut self.out, &[x(a), y(b), x(c), y(d), x(e), y(f)], "c")
                }
                Segment::Close => self.out.extend_from_slice(b"h\n"),
            }
        }
    }
}
