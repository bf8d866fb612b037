//! A paragraph shaped once: clusters of glyphs in logical order, before there is any line.
//!
//! The width of a column plays no part here, so the same shaping serves every width.

use std::ops::Range;

use parley::Layout;
use serde::{Deserialize, Serialize};
use unicode_bidi::{BidiInfo, Level};

use super::fonts::FontBook;
use super::paragraph::Glyph;

/// Glyphs that stand for a stretch of characters and that no line may tear apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Atom {
    /// Bytes in [`Shaped::text`].
    pub text: Range<usize>,
    /// Indices in [`Shaped::glyphs`].
    pub glyphs: Range<usize>,
    /// Index in the font book.
    pub face: usize,
    /// Size in pt.
    pub size: f32,
    /// Index of the span.
    pub span: usize,
    /// Whether it reads right to left.
    pub rtl: bool,
    /// Embedding level of the Unicode bidirectional algorithm, UAX 9.
    pub level: u8,
    /// Distance to the next atom, pt.
    pub advance: f32,
}

/// What shaping gave for a text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Shaped {
    /// The characters, without soft hyphens and other marks of breaking.
    #[serde(skip)]
    pub text: String,
    /// In logical order.
    pub atoms: Vec<Atom>,
    /// Each from the left edge of its atom.
    pub glyphs: Vec<Glyph>,
    /// Place of each atom on one endless line, and the end of the last, pt.
    #[serde(skip)]
    pub edges: Vec<f64>,
    /// Characters no font has, with their span.
    pub missing: Vec<(usize, char)>,
    /// Spans whose weight no file has: (span, weight asked for, family found).
    pub synthesised: Vec<(usize, u16, String)>,
}

impl Shaped {
    /// Reads what parley shaped; soft breaks of `layout` do not matter.
    pub(crate) fn read(layout: &Layout<usize>, text: String, rtl: bool, book: &FontBook) -> Self {
        let levels = levels(&text, rtl);
        let mut out = Self { text, ..Self::default() };
        for line in layout.lines() {
            for run in line.runs() {
                out.read_run(&run, levels.as_deref(), book);
            }
        }
        out.atoms.sort_by_key(|atom| atom.text.start);
        let text = std::mem::take(&mut out.text);
        out.with_text(text)
    }

    /// The same with its characters, and with the place of each atom.
    pub(super) fn with_text(mut self, text: String) -> Self {
        let mut at = 0.0;
        for atom in &self.atoms {
            self.edges.push(at);
            at += f64::from(atom.advance);
        }
        self.edges.push(at);
        self.text = text;
        self
    }

    fn read_run(&mut self, run: &parley::Run<'_, usize>, levels: Option<&[Level]>, book: &FontBook) {
        let Some(face) = book.face_of_blob(run.font().data.id()) else { return };
        for cluster in run.clusters() {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation() {
                // A ligature is one atom with all its characters.
                if let Some(last) = self.atoms.last_mut() {
                    last.text.end = last.text.end.max(range.end);
                    last.advance += cluster.advance();
                }
                continue;
            }
            // Marks of direction have done their work; no page shows or holds them.
            if self.text[range.clone()].chars().all(is_direction_mark) {
                continue;
            }
            let span = cluster.style().brush;
            let start = self.glyphs.len();
            self.read_glyphs(&cluster, span, &range);
            if run.synthesis().embolden() {
                let weight = run.font_attrs().weight.value() as u16;
                self.synthesised.push((span, weight, book.faces()[face].family.clone()));
            }
            self.atoms.push(Atom {
                level: levels.map_or(0, |levels| levels[range.start].number()),
                text: range,
                glyphs: start..self.glyphs.len(),
                face,
                size: run.font_size(),
                span,
                rtl: run.is_rtl(),
                advance: cluster.advance(),
            });
        }
        self.synthesised.dedup();
    }

    fn read_glyphs(&mut self, cluster: &parley::Cluster<'_, usize>, span: usize, range: &Range<usize>) {
        let mut pen = 0.0;
        let newline = self.text[range.clone()].starts_with('\n');
        for glyph in cluster.glyphs().filter(|_| !newline) {
            if glyph.id == 0 {
                let missing = self.text[range.clone()].chars().find(|c| !c.is_control());
                self.missing.extend(missing.map(|c| (span, c)));
            }
            self.glyphs.push(Glyph { id: glyph.id as u16, x: pen + glyph.x, y: -glyph.y });
            pen += glyph.advance;
        }
    }

    /// Index of the atom that holds a byte; the number of atoms at the end of the text.
    pub(crate) fn atom_at(&self, byte: usize) -> usize {
        self.atoms.partition_point(|atom| atom.text.end <= byte)
    }

    /// Whether a line may end before this byte without tearing an atom.
    pub(crate) fn is_edge(&self, byte: usize) -> bool {
        self.atoms.get(self.atom_at(byte)).is_none_or(|atom| atom.text.start >= byte)
    }

    /// The characters of an atom.
    pub(crate) fn words(&self, atom: usize) -> &str {
        &self.text[self.atoms[atom].text.clone()]
    }

    /// Width of everything on one line, pt.
    pub(crate) fn width(&self) -> f64 {
        self.edges.last().copied().unwrap_or(0.0)
    }
}

/// Levels by byte; `None` when all of them are 0.
fn levels(text: &str, rtl: bool) -> Option<Vec<Level>> {
    let plain = |c: char| (c as u32) < 0x590;
    if !rtl && text.chars().all(plain) {
        return None;
    }
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    Some(BidiInfo::new(text, Some(base)).levels)
}

fn is_direction_mark(ch: char) -> bool {
    matches!(ch, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
