//! Fonts in the file: the glyphs that are used, subset, with real names and a way back to characters.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use subsetter::GlyphRemapper;

use super::{deflated, numbers, tounicode};
use crate::render::print::frame::{FrameItem, Layout, Page};
use crate::text::{Cluster, Face, FontBook, Paragraph, ShapedRun};

/// One face of the file.
pub(super) struct UsedFont {
    /// Glyph in the face → glyph in the subset.
    remapper: GlyphRemapper,
    /// Glyph in the face → the characters its `ToUnicode` entry gives.
    pub text: BTreeMap<u16, String>,
}

/// All faces used, by index in the font book.
pub(super) struct UsedFonts {
    fonts: BTreeMap<usize, UsedFont>,
}

/// How often a glyph stands for which characters.
type Votes<'l> = BTreeMap<u16, BTreeMap<&'l str, usize>>;

/// Votes by face.
type Ballot<'l> = BTreeMap<usize, Votes<'l>>;

impl UsedFonts {
    /// Looks at all text. Votes are counted, so neither the order of pages nor that of threads matters.
    pub(super) fn gather(layout: &Layout) -> Self {
        let votes = layout.pages.par_iter().fold(Ballot::new, count).reduce(Ballot::new, joined);
        Self { fonts: votes.into_iter().map(|(face, votes)| (face, elect(votes))).collect() }
    }

    /// Name of a face's resource.
    pub(super) fn name(face: usize) -> String {
        format!("F{face}")
    }

    /// The glyph's number in the file.
    pub(super) fn glyph(&self, face: usize, glyph: u16) -> u16 {
        self.fonts.get(&face).and_then(|font| font.remapper.get(glyph)).unwrap_or(0)
    }

    /// Whether reading a cluster's glyphs back gives its characters.
    pub(super) fn reads_back(&self, run: &ShapedRun, cluster: &Cluster, text: &str) -> bool {
        let [glyph] = &run.glyphs[cluster.glyphs.clone()] else { return false };
        self.fonts.get(&run.face).and_then(|font| font.text.get(&glyph.id)).is_some_and(|known| known == text)
    }

    /// Writes all fonts; gives the resource dictionary.
    pub(super) fn write(&self, doc: &mut Document, book: &FontBook) -> Dictionary {
        let mut resources = Dictionary::new();
        for (index, font) in &self.fonts {
            let id = write_font(doc, &book.faces()[*index], font);
            resources.set(Self::name(*index), id);
        }
        resources
    }
}

fn count<'l>(mut ballot: Ballot<'l>, page: &'l Page) -> Ballot<'l> {
    for placed in &page.items {
        let FrameItem::Text(item) = &placed.item else { continue };
        for run in &item.paragraph.lines[item.line].runs[item.runs.clone()] {
            vote(ballot.entry(run.face).or_default(), run, &item.paragraph);
        }
    }
    ballot
}

fn vote<'l>(votes: &mut Votes<'l>, run: &'l ShapedRun, paragraph: &'l Paragraph) {
    for cluster in &run.clusters {
        let glyphs = &run.glyphs[cluster.glyphs.clone()];
        let text = paragraph.words(cluster);
        let weight = if glyphs.len() == 1 { 1000 } else { 1 };
        for glyph in glyphs {
            *votes.entry(glyph.id).or_default().entry(text).or_default() += weight;
        }
    }
}

fn joined<'l>(mut one: Ballot<'l>, other: Ballot<'l>) -> Ballot<'l> {
    for (face, votes) in other {
        let own = one.entry(face).or_default();
        for (glyph, counts) in votes {
            let own = own.entry(glyph).or_default();
            counts.into_iter().for_each(|(text, count)| *own.entry(text).or_default() += count);
        }
    }
    one
}

/// The commonest text of each glyph wins; between equals the first in order.
fn elect(votes: Votes<'_>) -> UsedFont {
    let mut remapper = GlyphRemapper::new();
    let mut text = BTreeMap::new();
    for (glyph, counts) in votes {
        remapper.remap(glyph);
        let best = counts.iter().max_by_key(|(words, count)| (**count, std::cmp::Reverse(**words)));
        if let Some((words, _)) = best {
            text.insert(glyph, (*words).to_owned());
        }
    }
    UsedFont { remapper, text }
}

fn write_font(doc: &mut Document, face: &Face, font: &UsedFont) -> ObjectId {
    let data = subsetter::subset(&face.data, 0, &font.remapper).unwrap_or_else(|_| face.data.to_vec());
    let name = format!("{}+{}", subset_tag(&data), face.postscript);
    let file = doc.add_object(deflated(dictionary! { "Length1" => data.len() as i64 }, &data));
    let scale = 1000.0 / face.upem;
    let descriptor = doc.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => Object::Name(name.clone().into_bytes()),
        "Flags" => 4 + if face.italic { 64 } else { 0 },
        "FontBBox" => numbers::array(&face.bbox.map(|v| v * scale)),
        "ItalicAngle" => face.italic_angle, "Ascent" => face.ascent * scale, "Descent" => face.descent * scale,
        "CapHeight" => face.cap_height * scale,
        "StemV" => 50.0 + f32::from(face.weight) * f32::from(face.weight) / 6500.0,
        "FontFile2" => file,
    });
    let cid = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => Object::Name(name.clone().into_bytes()),
        "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0 },
        "FontDescriptor" => descriptor, "CIDToGIDMap" => "Identity", "DW" => 0, "W" => widths(face, font),
    });
    let map = tounicode::write(
        font.text.iter().map(|(glyph, text)| (font.remapper.get(*glyph).unwrap_or(0), text.as_str())),
    );
    let unicode = doc.add_object(deflated(Dictionary::new(), &map));
    doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => Object::Name(name.into_bytes()), "Encoding" => "Identity-H",
        "DescendantFonts" => vec![cid.into()], "ToUnicode" => unicode,
    })
}

/// Widths by glyph number of the subset, which counts from 0 without gaps.
fn widths(face: &Face, font: &UsedFont) -> Object {
    let scale = 1000.0 / face.upem;
    let all = font.remapper.remapped_gids().map(|glyph| {
        let width = face.advances.get(usize::from(glyph)).copied().unwrap_or(0.0) * scale;
        if width.fract() == 0.0 { Object::Integer(width as i64) } else { Object::Real(width) }
    });
    Object::Array(vec![Object::Integer(0), Object::Array(all.collect())])
}

/// Six letters that depend on the subset only, ISO 32000-1, 9.6.4.
fn subset_tag(data: &[u8]) -> String {
    Sha256::digest(data)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}
