//! Frames to PDF for the press: PDF/X-4, ISO 15930-7. Pages lie on sheets, inks are those of the
//! printing condition, nothing is transparent and nothing is interactive.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::content::write_page;
use super::file::Beside;
use super::fonts::UsedFonts;
use super::images::{Images, Key, Medium};
use super::marks::{SLUG, marks, page_line};
use super::paint::{Paint, spot_name};
use super::{Out, PdfInfo, deflated, meta, numbers};
use crate::render::print::effects;
use crate::render::print::frame::{Layout, Page};
use crate::render::print::impose::{Sheet, Slot};
use crate::render::print::press::{InkPicture, Inks, Packing, PressPictures, Setup};
use crate::text::FontBook;

/// What is printed how.
pub struct PressJob<'a> {
    /// Pages, already run over their edges.
    pub layout: &'a Layout,
    /// Where they lie.
    pub sheets: &'a [Sheet],
    /// The press.
    pub setup: &'a Setup,
    /// What the file says about itself.
    pub info: &'a PdfInfo,
    /// Fonts.
    pub fonts: &'a FontBook,
    /// Pictures.
    pub pictures: &'a dyn PressPictures,
}

/// Pixels per inch that a press needs, and how many more are left as they are.
const TARGET_PPI: f32 = 300.0;
const MOST_PPI: f32 = 360.0;

/// Sheets as the bytes of a PDF for the press.
pub fn to_press(job: &PressJob<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // OK because writing into memory does not fail.
    write_press(job, &mut bytes).expect("writing into memory");
    bytes
}

/// Writes sheets as a PDF for the press.
///
/// # Errors
/// Those of `out`.
pub fn write_press<'o>(job: &PressJob<'_>, out: &'o mut Out<'o>) -> io::Result<()> {
    let printed = Printed::new(job);
    let mut doc = Document::with_version("1.6");
    let pages_id = doc.new_object_id();
    let used = UsedFonts::gather(&printed.layout);
    let images = Images::gather(&printed.layout);
    let paint = Paint::press(&job.setup.inks);
    let contents: Vec<Vec<u8>> = printed
        .layout
        .pages
        .par_iter()
        .map(|page| write_page(page, &printed.layout, &used, &images, job.fonts, paint.clone()).stream)
        .collect();
    let font = used.write(&mut doc, job.fonts);
    let (mut xobject, late) = images.allot(&mut doc, |key, width| picture(key, width, job));
    let inks = |samples: &[u8]| (job.setup.inks.separator.pixels(samples), "DeviceCMYK");
    let medium = Medium { ppi: effects::PRESS_PPI, is_flat: true, colors: &inks };
    images.write_effects(&mut doc, &mut xobject, &medium);
    let mut resources = dictionary! {
        "Font" => font, "XObject" => xobject, "ColorSpace" => color_spaces(&job.setup.inks),
        "ExtGState" => dictionary! { "Over" => overprint(true), "Knock" => overprint(false) },
    };
    let plain = doc.add_object(resources.clone());
    let forms = forms(&mut doc, &printed, &contents, plain, job);
    if let Ok(Object::Dictionary(xobject)) = resources.get_mut(b"XObject") {
        forms.iter().for_each(|(page, id)| xobject.set(format!("P{page}"), *id));
    }
    let resources = doc.add_object(resources);
    let mut kids = Vec::new();
    let mut streams = Vec::new();
    for (index, sheet) in job.sheets.iter().enumerate() {
        let line = printed.lines.get(index).map(|page| contents[*page].as_slice());
        let stream = sheet_content(sheet, &printed, &contents, line, job);
        let body = doc.add_object(deflated(Dictionary::new(), &stream));
        kids.push(Object::from(doc.add_object(sheet_page(sheet, pages_id, resources, body, job.setup))));
        streams.push(stream);
    }
    let pages = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    doc.objects.insert(pages_id, pages.into());
    let beside = Beside { ready: Vec::new(), late };
    finish((doc, &beside), job, pages_id, (&contents, &streams), out)
}

/// The pages that are on the sheets, then the lines at their feet.
struct Printed {
    layout: Layout,
    /// Index in `layout` by index of the page.
    place: BTreeMap<usize, usize>,
    /// Index in `layout` of each sheet's line.
    lines: Vec<usize>,
}

impl Printed {
    fn new(job: &PressJob<'_>) -> Self {
        let wanted: BTreeSet<usize> =
            job.sheets.iter().flat_map(|sheet| &sheet.slots).filter_map(|slot| slot.page).collect();
        let shown: Vec<usize> = wanted.into_iter().filter(|page| *page < job.layout.pages.len()).collect();
        let mut pages: Vec<Page> = shown.iter().map(|page| job.layout.pages[*page].clone()).collect();
        let place = shown.into_iter().zip(0..).collect();
        let from = pages.len();
        if job.setup.marks {
            pages.extend(job.sheets.iter().map(|sheet| page_line(sheet, job)));
        }
        let lines = (from..pages.len()).collect();
        // The structure stays behind: a press file is not tagged.
        let layout = Layout { pages, title: job.layout.title.clone(), ..Layout::default() };
        Self { layout, place, lines }
    }

    fn page<'p>(&'p self, slot: &Slot) -> Option<(usize, &'p Page)> {
        let place = *self.place.get(&slot.page?)?;
        Some((place, &self.layout.pages[place]))
    }
}

/// Pages that lie beside others are forms, so that each is written once.
fn forms(
    doc: &mut Document,
    printed: &Printed,
    contents: &[Vec<u8>],
    resources: ObjectId,
    job: &PressJob<'_>,
) -> Vec<(usize, ObjectId)> {
    let shared = job.sheets.iter().filter(|sheet| !is_plain(sheet)).flat_map(|sheet| &sheet.slots);
    let wanted: BTreeSet<usize> = shared.filter_map(|slot| Some(printed.page(slot)?.0)).collect();
    let bleed = job.setup.bleed;
    let one = |place: usize| {
        let page = &printed.layout.pages[place];
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
            "BBox" => numbers::array(&[-bleed, -bleed, page.width + bleed, page.height + bleed]),
        };
        (place, doc.add_object(deflated(dict, &contents[place])))
    };
    wanted.into_iter().map(one).collect()
}

/// One page that lies as it is: its contents stand directly on the sheet.
fn is_plain(sheet: &Sheet) -> bool {
    matches!(sheet.slots.as_slice(), [slot] if slot.quarter_turns == 0)
}

fn sheet_content(
    sheet: &Sheet,
    printed: &Printed,
    contents: &[Vec<u8>],
    line: Option<&[u8]>,
    job: &PressJob<'_>,
) -> Vec<u8> {
    let margin = margin(job.setup);
    let mut out = Vec::new();
    for slot in &sheet.slots {
        let Some((place, page)) = printed.page(slot) else { continue };
        let [left, top, right, bottom] = slot.clip;
        out.extend_from_slice(b"q\n");
        let clip = [margin + left, margin + sheet.size.1 - bottom, right - left, bottom - top];
        numbers::op(&mut out, &clip, "re W n");
        numbers::op(&mut out, &matrix(slot, (page.width, page.height), sheet.size.1, margin), "cm");
        match is_plain(sheet) {
            true => out.extend_from_slice(&contents[place]),
            false => out.extend_from_slice(format!("/P{place} Do\n").as_bytes()),
        }
        out.extend_from_slice(b"Q\n");
    }
    if job.setup.marks {
        marks(&mut out, sheet, job.setup.bleed, margin);
        out.extend_from_slice(b"q\n");
        numbers::op(&mut out, &[1.0, 0.0, 0.0, 1.0, margin, 0.0], "cm");
        out.extend_from_slice(line.unwrap_or_default());
        out.extend_from_slice(b"Q\n");
    }
    out
}

/// From the page's own coordinates to those of the sheet, both from the lower left upwards.
fn matrix(slot: &Slot, (w, h): (f32, f32), sheet: f32, margin: f32) -> [f32; 6] {
    let (x, y) = (margin + slot.at.0, margin + sheet - slot.at.1);
    match slot.quarter_turns % 4 {
        0 => [1.0, 0.0, 0.0, 1.0, x, y - h],
        1 => [0.0, -1.0, 1.0, 0.0, x, y],
        2 => [-1.0, 0.0, 0.0, -1.0, x + w, y],
        _ => [0.0, 1.0, -1.0, 0.0, x + h, y - w],
    }
}

fn margin(setup: &Setup) -> f32 {
    setup.bleed + if setup.marks { SLUG } else { 0.0 }
}

/// MediaBox ⊃ BleedBox ⊃ TrimBox, ISO 32000-1, 14.11.2.
fn sheet_page(
    sheet: &Sheet,
    parent: ObjectId,
    resources: ObjectId,
    body: ObjectId,
    setup: &Setup,
) -> Dictionary {
    let (margin, (w, h)) = (margin(setup), sheet.size);
    let around = |by: f32| numbers::array(&[margin - by, margin - by, margin + w + by, margin + h + by]);
    dictionary! {
        "Type" => "Page", "Parent" => parent, "Resources" => resources, "Contents" => body,
        "MediaBox" => around(margin), "BleedBox" => around(setup.bleed), "TrimBox" => around(0.0),
    }
}

/// `OPM 1`: inks that are 0 leave what is below them as it is, ISO 32000-1, 8.6.7.
fn overprint(on: bool) -> Dictionary {
    dictionary! { "Type" => "ExtGState", "OP" => on, "op" => on, "OPM" => 1 }
}

/// Spot inks, and the one that prints on all plates for marks.
fn color_spaces(inks: &Inks) -> Dictionary {
    let mut spaces = Dictionary::new();
    for (token, name, process) in inks.spots() {
        spaces.set(spot_name(token), separation(name, process));
    }
    spaces.set("All", separation("All", [1.0; 4]));
    spaces
}

fn separation(name: &str, inks: [f32; 4]) -> Object {
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => numbers::array(&[0.0, 1.0]), "N" => 1,
        "C0" => numbers::array(&[0.0; 4]), "C1" => numbers::array(&inks),
    };
    let name = Object::Name(name.as_bytes().to_vec());
    Object::Array(vec!["Separation".into(), name, "DeviceCMYK".into(), tint.into()])
}

fn picture((key, crop): &Key, width: f32, job: &PressJob<'_>) -> Option<Stream> {
    let at = |ppi: f32| width / 72.0 * ppi;
    let out_w = if crop.width as f32 > at(MOST_PPI) { at(TARGET_PPI).ceil() as u32 } else { crop.width };
    let out_w = out_w.max(1);
    let out_h = (u64::from(crop.height) * u64::from(out_w)).div_ceil(u64::from(crop.width.max(1))) as u32;
    let found = job.pictures.inks(key, *crop, (out_w, out_h.max(1)), &job.setup.inks.separator)?;
    Some(picture_stream(found))
}

fn picture_stream(picture: InkPicture) -> Stream {
    let mut dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height), "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8,
        "Interpolate" => false,
    };
    match picture.packing {
        Packing::Flate => dict.set("Filter", "FlateDecode"),
        Packing::Jpeg => {
            dict.set("Filter", "DCTDecode");
            dict.set("Decode", numbers::array(&[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]));
        }
    }
    Stream::new(dict, picture.bytes).with_compression(false)
}

fn finish<'o>(
    (mut doc, beside): (Document, &Beside<'_>),
    job: &PressJob<'_>,
    pages: ObjectId,
    (contents, sheets): (&[Vec<u8>], &[Vec<u8>]),
    out: &'o mut Out<'o>,
) -> io::Result<()> {
    let id = super::content_id(job.info, contents.iter().chain(sheets));
    let metadata = doc.add_object(meta::press_xmp(job.info, &id));
    let intent = meta::press_intent(&mut doc, job.setup);
    let catalog = doc.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata,
        "OutputIntents" => vec![intent.into()],
    });
    let mut info = meta::info(job.info);
    info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-4"));
    info.set("Trapped", "False");
    super::save((doc, beside), catalog, info, id, out)
}
