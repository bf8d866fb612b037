//! Frames to PDF for the screen: 1.7, tagged, PDF/UA-1 and PDF/A-2a in one file.
//!
//! This folder alone names the PDF crates. What is written depends on the layout and on
//! [`PdfInfo`] only: no clock, no counter of the process, no unordered map.

mod content;
mod directions;
mod file;
mod fonts;
mod glyphs;
mod icc;
mod images;
mod marks;
mod meta;
mod numbers;
mod outline;
mod paint;
mod press;
mod structure;
mod tounicode;

use file::Out;
pub use press::{PressJob, to_press, write_press};

use std::io;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::effects;
use super::frame::Layout;
use super::pictures::Pictures;
use crate::text::FontBook;

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PdfInfo {
    /// Title; shown in the window.
    pub title: String,
    /// Author.
    pub author: String,
    /// Subject.
    pub subject: String,
    /// Keywords, separated by commas.
    pub keywords: String,
    /// BCP 47 language.
    pub lang: String,
    /// Moment of making, `YYYY-MM-DDThh:mm:ssZ`.
    pub date: String,
    /// Program that made it.
    pub producer: String,
}

/// A layout as the bytes of a PDF.
pub fn to_pdf(layout: &Layout, fonts: &FontBook, pictures: &dyn Pictures, info: &PdfInfo) -> Vec<u8> {
    let mut bytes = Vec::new();
    // OK because writing into memory does not fail.
    write_pdf(layout, fonts, pictures, info, &mut bytes).expect("writing into memory");
    bytes
}

/// Writes a layout as a PDF, its pictures as they are fetched: of a large file only parts are in memory.
///
/// # Errors
/// Those of `out`.
pub fn write_pdf<'o>(
    layout: &Layout,
    fonts: &FontBook,
    pictures: &dyn Pictures,
    info: &PdfInfo,
    out: &'o mut Out<'o>,
) -> io::Result<()> {
    let mut doc = Document::with_version("1.7");
    let pages_id = doc.new_object_id();
    let page_ids: Vec<ObjectId> = layout.pages.iter().map(|_| doc.new_object_id()).collect();
    let used = fonts::UsedFonts::gather(layout);
    let images = images::Images::gather(layout);
    let written: Vec<Written> = layout
        .pages
        .par_iter()
        .map(|page| {
            let mut page = content::write_page(page, layout, &used, &images, fonts, paint::Paint::screen());
            let stream = std::mem::take(&mut page.stream);
            let digest = Sha256::digest(&stream).into();
            Written { page, body: deflated(Dictionary::new(), &stream), digest }
        })
        .collect();
    let font = used.write(&mut doc, fonts);
    let (mut picture, late) = images.allot(&mut doc, |key, width| images::fetch(key, width, pictures));
    let rgb = |samples: &[u8]| (samples.to_vec(), "DeviceRGB");
    let medium = images::Medium { ppi: effects::SCREEN_PPI, is_flat: false, colors: &rgb };
    images.write_effects(&mut doc, &mut picture, &medium);
    let resources = doc.add_object(dictionary! { "Font" => font, "XObject" => picture });
    let structure =
        structure::write(&mut doc, layout, &page_ids, &written.iter().map(|w| &w.page).collect::<Vec<_>>());
    let id = content_id(info, written.iter().map(|page| page.digest));
    for (index, page) in written.into_iter().enumerate() {
        let body = doc.add_object(page.body);
        let media = &layout.pages[index];
        let mut dict = dictionary! {
            "Type" => "Page", "Parent" => pages_id, "Resources" => resources, "Contents" => body,
            "MediaBox" => numbers::array(&[0.0, 0.0, media.width, media.height]),
            "TrimBox" => numbers::array(&[0.0, 0.0, media.width, media.height]),
            "StructParents" => index as i64, "Tabs" => "S",
        };
        if !structure.annotations[index].is_empty() {
            dict.set("Annots", Object::Array(structure.annotations[index].clone()));
        }
        doc.objects.insert(page_ids[index], dict.into());
    }
    let kids: Vec<Object> = page_ids.iter().map(|id| (*id).into()).collect();
    doc.objects.insert(
        pages_id,
        dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids }.into(),
    );
    let catalog = catalog(&mut doc, layout, info, pages_id, structure.root, &page_ids);
    let beside = file::Beside { ready: structure.ready, late };
    save((doc, &beside), catalog, meta::info(info), id, out)
}

/// A page's content, ready for the file.
struct Written {
    /// Without its stream.
    page: content::PageContent,
    body: Stream,
    /// Of the stream.
    digest: [u8; 32],
}

fn catalog(
    doc: &mut Document,
    layout: &Layout,
    info: &PdfInfo,
    pages: ObjectId,
    structure: ObjectId,
    page_ids: &[ObjectId],
) -> ObjectId {
    let metadata = doc.add_object(meta::xmp(info));
    let intent = meta::output_intent(doc);
    let mut catalog = dictionary! {
        "Type" => "Catalog", "Pages" => pages, "StructTreeRoot" => structure, "Metadata" => metadata,
        "Lang" => Object::string_literal(if info.lang.is_empty() { layout.lang.as_str() } else { info.lang.as_str() }),
        "MarkInfo" => dictionary! { "Marked" => true },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true, "Direction" => if layout.rtl { "R2L" } else { "L2R" } },
        "OutputIntents" => vec![intent.into()],
        "PageLabels" => meta::page_labels(layout),
        "PageLayout" => "TwoPageRight",
    };
    if let Some(outline) = outline::write(doc, layout, page_ids) {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    doc.add_object(catalog)
}

/// A file's identity: 16 bytes that depend on what it holds and on nothing else.
fn content_id(info: &PdfInfo, streams: impl Iterator<Item = impl AsRef<[u8]>>) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(format!("{info:?}"));
    streams.for_each(|stream| hash.update(stream));
    // OK because SHA-256 has 32 bytes.
    hash.finalize()[..16].try_into().expect("half of a hash")
}

/// Writes the file, small objects in streams.
fn save<'o>(
    (mut doc, beside): (Document, &file::Beside<'_>),
    catalog: ObjectId,
    info: Dictionary,
    id: [u8; 16],
    out: &'o mut Out<'o>,
) -> io::Result<()> {
    let id = Object::String(id.to_vec(), lopdf::StringFormat::Hexadecimal);
    let info_id = doc.add_object(info);
    doc.trailer.set("Root", catalog);
    doc.trailer.set("Info", info_id);
    doc.trailer.set("ID", vec![id.clone(), id]);
    file::write(doc, beside, out)
}

/// A stream compressed at level 6.
fn deflated(mut dict: Dictionary, bytes: &[u8]) -> Stream {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    // OK because writing into memory does not fail.
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing into memory");
    dict.set("Filter", "FlateDecode");
    Stream::new(dict, packed).with_compression(false)
}
