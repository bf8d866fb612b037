//! The font book: the only fonts a document can be set in are the files handed in here.
//!
//! No system font is ever looked at, so that the same project gives the same pages on every
//! machine. Faces are addressed by their index in the order of the files.

use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use sha2::{Digest, Sha256};
use skrifa::MetadataProvider as _;
use skrifa::raw::TableProvider as _;
use skrifa::string::StringId;

use super::kept::Kept;
use super::memory::Memory;

/// Paragraphs beyond which a book that is handed on begins anew.
const MOST_PARAGRAPHS: usize = 100_000;

/// One font file, read once.
#[derive(Debug, Clone)]
pub struct Face {
    /// Name of the file it came from, for messages.
    pub file: String,
    /// PostScript name as in the `name` table, e.g. `IBMPlexSans-SemiBold`.
    pub postscript: String,
    /// Typographic family, e.g. `IBM Plex Sans`.
    pub family: String,
    /// Weight from 1 to 1000.
    pub weight: u16,
    /// Whether the file says it is italic.
    pub italic: bool,
    /// Units per em.
    pub upem: f32,
    /// Ascent, descent (negative), cap height in font units.
    pub ascent: f32,
    /// Descent below the baseline, negative, in font units.
    pub descent: f32,
    /// Height of capitals in font units.
    pub cap_height: f32,
    /// Slant in degrees, 0 for upright faces.
    pub italic_angle: f32,
    /// Bounding box of all glyphs in font units: x min, y min, x max, y max.
    pub bbox: [f32; 4],
    /// Whether it has a hyphen of its own, U+2010, beside the one of the keyboard.
    pub true_hyphen: bool,
    /// Features of its substitutions, e.g. `smcp`, sorted.
    pub features: Vec<[u8; 4]>,
    /// Advance of each glyph in font units.
    pub advances: Vec<f32>,
    /// The file itself.
    pub data: Arc<Vec<u8>>,
}

/// A file that cannot be used as a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontError {
    /// Name of the file.
    pub file: String,
    /// Why, as a phrase.
    pub message: String,
}

/// The bundled fonts of one build.
#[derive(Clone)]
pub struct FontBook {
    faces: Vec<Face>,
    blobs: Vec<u64>,
    collection: Collection,
    memory: Arc<Memory>,
}

impl FontBook {
    /// Reads font files given as (file name, bytes). Files that are no fonts are reported and left out.
    pub fn new(files: Vec<(String, Vec<u8>)>) -> (Self, Vec<FontError>) {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut book = Self {
            faces: Vec::new(),
            blobs: Vec::new(),
            collection: Collection::new(options),
            memory: Arc::default(),
        };
        let mut errors = Vec::new();
        for (file, bytes) in files {
            if let Err(message) = book.add(&file, bytes) {
                errors.push(FontError { file, message });
            }
        }
        (book, errors)
    }

    fn add(&mut self, file: &str, bytes: Vec<u8>) -> Result<(), String> {
        let data = Arc::new(bytes);
        let face = read_face(file, &data)?;
        let blob: Blob<u8> = Blob::new(data);
        let id = blob.id();
        if self.collection.register_fonts(blob, None).is_empty() {
            return Err("holds no usable font".to_owned());
        }
        self.faces.push(face);
        self.blobs.push(id);
        Ok(())
    }

    /// All faces in the order of the files.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The first of these families that is there, by any of its faces.
    pub fn first_of<'n>(&self, families: impl IntoIterator<Item = &'n String>) -> Option<&Face> {
        families.into_iter().find_map(|name| self.faces.iter().find(|face| face.family == *name))
    }

    /// Whether a family of this name is there at all.
    pub fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.family == family)
    }

    pub(crate) fn face_of_blob(&self, blob: u64) -> Option<usize> {
        self.blobs.iter().position(|&id| id == blob)
    }

    /// What was set in these fonts before.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Hash of all that shaping depends on beside text and style.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(env!("FAIRFOLIO_BUILD"));
        self.faces.iter().for_each(|face| hash.update(face.data.as_slice()));
        hash.finalize().into()
    }

    /// Takes what an earlier build shaped in these fonts, and keeps what is shaped from now on. Asks once.
    pub fn remember(&self, bytes: impl FnOnce() -> Vec<u8>) {
        self.memory.kept.get_or_init(|| Kept::new(bytes()));
    }

    /// Whether this book can be used in the place of another one, with all it remembers: the same files in the
    /// same order, and not so much remembered that a long day of changes would fill the memory.
    pub fn can_stand_for(&self, other: &Self) -> bool {
        let same = |(a, b): (&Face, &Face)| a.file == b.file && a.data == b.data;
        self.faces.len() == other.faces.len()
            && self.faces.iter().zip(&other.faces).all(same)
            && self.memory.paragraphs.len() < MOST_PARAGRAPHS
    }

    /// What a later build can take over; `None` when that is nothing new.
    pub fn remembered(&self) -> Option<Vec<u8>> {
        self.memory.kept.get()?.file()
    }

    /// The same fonts for texts that no file of a later build may hold.
    pub fn discreet(&self) -> Self {
        Self { memory: Arc::default(), ..self.clone() }
    }

    pub(super) fn kept(&self) -> Option<&'_ Kept> {
        self.memory.kept.get()
    }

    pub(crate) fn context(&self) -> parley::FontContext {
        parley::FontContext { collection: self.collection.clone(), source_cache: SourceCache::default() }
    }
}

fn read_face(file: &str, data: &Arc<Vec<u8>>) -> Result<Face, String> {
    if data.starts_with(b"ttcf") {
        return Err("is a collection of fonts: add its faces as single files".to_owned());
    }
    let font = skrifa::FontRef::new(data).map_err(|e| format!("is not a font: {e}"))?;
    let metrics = font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    let glyphs =
        font.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    let count = u32::from(font.maxp().map_err(|e| format!("has no glyph count: {e}"))?.num_glyphs());
    let name = |id: StringId| font.localized_strings(id).english_or_first().map(|s| s.to_string());
    let attributes = font.attributes();
    usable(&font)?;
    let bounds = metrics.bounds;
    Ok(Face {
        file: file.to_owned(),
        postscript: name(StringId::POSTSCRIPT_NAME).ok_or("has no PostScript name")?,
        family: name(StringId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| name(StringId::FAMILY_NAME))
            .ok_or("has no family name")?,
        weight: attributes.weight.value() as u16,
        italic: attributes.style != skrifa::attribute::Style::Normal,
        upem: f32::from(metrics.units_per_em),
        ascent: metrics.ascent,
        descent: metrics.descent,
        cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7),
        italic_angle: metrics.italic_angle,
        bbox: bounds
            .map_or([0.0, metrics.descent, 1000.0, metrics.ascent], |b| [b.x_min, b.y_min, b.x_max, b.y_max]),
        true_hyphen: font.charmap().map('\u{2010}').is_some(),
        features: features(&font),
        advances: (0..count)
            .map(|id| glyphs.advance_width(skrifa::GlyphId::new(id)).unwrap_or(0.0))
            .collect(),
        data: Arc::clone(data),
    })
}

/// Fonts that could be shaped but not be written into a file as they look.
fn usable(font: &skrifa::FontRef<'_>) -> Result<(), String> {
    if font.fvar().is_ok() {
        return Err("is a variable font: add its static instances instead".to_owned());
    }
    if font.glyf().is_err() {
        return Err("has no TrueType outlines: add the TTF instead of the OTF".to_owned());
    }
    Ok(())
}

fn features(font: &skrifa::FontRef<'_>) -> Vec<[u8; 4]> {
    let list = font.gsub().and_then(|gsub| gsub.feature_list());
    let tags = list
        .map(|list| list.feature_records().iter().map(|record| record.feature_tag().to_be_bytes()).collect());
    let mut tags: Vec<[u8; 4]> = tags.unwrap_or_default();
    tags.sort_unstable();
    tags.dedup();
    tags
}
