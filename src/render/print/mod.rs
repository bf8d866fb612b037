//! The print engine: markup and a style go in, pages of frames come out, and frames become a PDF.
//!
//! ```text
//! parse   markup            → tree          findings for what the grammar does not know
//! build   tree, style       → pieces        lines, rows and cards, each unbreakable, with structure
//! flow    pieces, masters   → pages         breaks, columns, repeated heads, furniture
//! rounds  until page numbers hold still, at most five
//! to_pdf  pages             → bytes
//! ```

mod build;
pub mod dump;
pub mod finding;
mod flow;
pub mod frame;
mod furniture;
mod grammar;
mod markup;
mod notes;
mod pages;
mod pdf;
pub mod pictures;
mod piece;
mod references;
mod rounds;
pub mod style;
mod style_read;
pub mod tags;
mod tracks;
mod units;

pub use dump::dump;
pub use finding::{Finding, FindingKind};
pub use frame::{BlockArea, CropPx, FrameItem, Layout, Page, Placed, Rgb};
pub use pdf::{PdfInfo, to_pdf};
pub use pictures::{Jpeg, Pictures};
pub use rounds::layout;
pub use style::{BrandTokens, Style};
pub use style_read::read_style;

/// The master used where a document names none that exists: A4 with the margins of the house.
pub(crate) fn default_master() -> style::Master {
    let mm = units::MM;
    style::Master {
        size: (210.0 * mm, 297.0 * mm),
        margins: [18.0 * mm, 14.0 * mm, 18.0 * mm, 16.0 * mm],
        columns: 1,
        gutter: 4.0 * mm,
        header: None,
        footer: None,
        header_left: None,
        footer_left: None,
        thumb: None,
        fill: None,
    }
}
