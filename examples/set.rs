//! Sets a markup file with pictures that are already encoded: `set markup.xml pictures out.pdf`.
//!
//! `benches/peers` measures this; it does nothing but what a document costs.

#![expect(clippy::disallowed_methods, reason = "a tool for those who work on the engine")]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "parts are shared by several test binaries")]
#[path = "../tests/print/support.rs"]
mod support;

use std::path::PathBuf;

use fairfolio::render::print::{CropPx, Jpeg, PdfInfo, Pictures, layout, write_pdf};

/// As the command does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Pictures of one size, each passed on as its file is.
struct Encoded {
    folder: PathBuf,
    size: (u32, u32),
}

impl Pictures for Encoded {
    fn size(&self, _: &str) -> Option<(u32, u32)> {
        Some(self.size)
    }

    fn jpeg(&self, key: &str, _: CropPx, _: u32, _: u32) -> Option<Jpeg> {
        let bytes = std::fs::read(self.folder.join(key)).ok()?;
        Some(Jpeg { bytes, width: self.size.0, height: self.size.1, grey: false })
    }

    fn svg(&self, _: &str) -> Option<String> {
        None
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let markup = std::fs::read_to_string(&args[1]).expect("markup");
    let folder = PathBuf::from(&args[2]);
    let size =
        image::image_dimensions(folder.join("0.jpg")).expect("pictures `0.jpg`, `1.jpg` … of one size");
    let (style, fonts, pictures) = (support::style(), support::fonts(), Encoded { folder, size });
    let laid = layout(&markup, &style, &fonts, &pictures);
    assert!(laid.findings.is_empty(), "{:#?}", laid.findings);
    let info = PdfInfo { title: laid.title.clone(), lang: laid.lang.clone(), ..PdfInfo::default() };
    let mut file = std::fs::File::create(&args[3]).expect("a place for the PDF");
    write_pdf(&laid, &fonts, &pictures, &info, &mut file).expect("written");
}
