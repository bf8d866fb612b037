//! The print engine: markup and a style go in, pages of frames come out, and frames become a PDF or pixels.
//!
//! ```text
//! parse   markup            → tree          findings for what the grammar does not know
//! build   tree, style       → pieces        lines, rows and cards, each unbreakable, with structure
//! flow    pieces, masters   → pages         breaks, columns, repeated heads, furniture
//! rounds  until page numbers hold still, at most five
//! to_pdf  pages             → bytes for the screen
//! impose  pages             → sheets        booklet, cover, cards side by side
//! to_press pages, sheets, setup → bytes     PDF/X-4
//! to_pixels  a page         → a raster
//! ```

mod build;
pub mod dump;
mod effects;
mod fill;
pub mod finding;
mod flow;
pub mod frame;
mod furniture;
mod grammar;
pub mod impose;
mod joining;
mod limit;
mod lone;
mod markup;
mod notes;
mod pages;
mod pdf;
pub mod pictures;
mod piece;
mod pixels;
pub mod press;
mod references;
mod rounds;
mod sets;
pub mod style;
mod style_keys;
mod style_read;
pub mod tags;
mod tracks;
mod units;

pub use dump::{dump, dump_content, words};
pub use finding::{At, Finding, FindingKind};
pub use frame::{BlockArea, Color, CropPx, FrameItem, Layout, Page, Placed, PrintedRecord, Rgb, Tint, Token};
pub use grammar::elements;
pub use pdf::{PdfInfo, PressJob, to_pdf, to_press, write_pdf, write_press};
pub use pictures::{Jpeg, Pictures};
pub use pixels::{Pixels, to_pixels};
pub use rounds::layout;
pub use style::{BrandTokens, Style};
pub use style_keys::style_keys;
pub use style_read::read_style;

/// The master used where a document names none that exists: A4 with the margins of the house.
pub(crate) fn default_master() -> style::Master {
    let mm = units::MM;
    style::Master {
        size: (210.0 * mm, 297.0 * mm),
        own_paper: false,
        first: None,
        margins: [18.0 * mm, 14.0 * mm, 18.0 * mm, 16.0 * mm],
        columns: 1,
        gutter: 4.0 * mm,
        header: None,
        footer: None,
        header_left: None,
        footer_left: None,
        thumb: None,
        fill: None,
        folded: false,
    }
}
