//! Shaping: spans of styled characters become a [`Paragraph`], through parley and a cache.
//!
//! The same label stands on every card of a catalogue, so what was shaped once for a style and a
//! text is broken at any width, and what was broken once at a width is handed out again.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use parley::{
    BaseDirection, FontFamily, FontFamilyName, FontFeature, FontFeatures, FontStyle, FontWeight, Layout,
    LayoutContext, StyleProperty,
};

use super::candidates::{Candidate, Marked, Stretch, candidates, least_width, most_width};
use super::compose::compose;
use super::fonts::FontBook;
use super::paragraph::Paragraph;
use super::setting::Glue;
use super::shaped::Shaped;
use super::stretch::latin_stretches;

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Align {
    /// At the edge where reading starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the edge where lines end.
    End,
    /// At both edges, the last line at the start.
    Justify,
}

/// How the characters of a span are set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanStyle {
    /// Families in order of preference.
    pub families: Arc<Vec<String>>,
    /// Families for Latin stretches in a right-to-left paragraph.
    pub latin: Arc<Vec<String>>,
    /// Size in 1/1000 pt, so that styles can be compared and ordered.
    pub size_milli: u32,
    /// 100 to 900.
    pub weight: u16,
    /// Italic from a real italic file.
    pub italic: bool,
    /// Tabular lining figures.
    pub tabular: bool,
    /// Extra space between letters in 1/1000 pt.
    pub tracking_milli: i32,
    /// Letters of capitals' shape at the height of small letters, where the face has them.
    pub small_caps: bool,
    /// Whether its words may be divided.
    pub hyphenate: bool,
    /// BCP 47 language.
    pub lang: String,
}

/// A paragraph to be set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphSpec {
    /// Style and text of each span in logical order. Soft hyphens and zero-width spaces say where
    /// lines may end; they are not in the text of the paragraph.
    pub spans: Arc<[(SpanStyle, String)]>,
    /// Width in 1/1000 pt; `None` never breaks softly.
    pub width_milli: Option<u32>,
    /// The first lines that are narrower: how many, and how wide in 1/1000 pt.
    pub narrow: (usize, u32),
    /// Lines there is room for. A text that would not fit is broken to the fewest lines.
    pub room: Option<usize>,
    /// Whether marks at the ends of justified lines stand in the margin by a part.
    pub hang: bool,
    /// Alignment.
    pub align: Align,
    /// Base direction of the paragraph.
    pub rtl: bool,
    /// Edge from which `Start` counts: that of the document.
    pub start_right: bool,
}

/// A text shaped, with every place its lines may end.
pub(crate) struct Known {
    pub shaped: Shaped,
    pub candidates: Vec<Candidate>,
    /// Glue without and with marks in the margin.
    pub glue: [Glue; 2],
}

/// Styles and texts of spans, and the base direction: all that shaping depends on.
pub(super) type Content = (Arc<[(SpanStyle, String)]>, bool);

/// What one thread shapes with.
pub(super) struct Bench {
    fonts: parley::FontContext,
    scratch: LayoutContext<usize>,
    /// All families there are, in the order of the files.
    families: Vec<String>,
}

impl Bench {
    fn new(book: &FontBook) -> Self {
        let mut families: Vec<String> = Vec::new();
        for face in book.faces() {
            if !families.contains(&face.family) {
                families.push(face.family.clone());
            }
        }
        Self { fonts: book.context(), scratch: LayoutContext::new(), families }
    }
}

/// Sets paragraphs; what it has set once, all shapers over the same fonts remember.
pub struct Shaper<'a> {
    book: &'a FontBook,
    /// Always there until it is dropped.
    bench: Option<Bench>,
}

impl Drop for Shaper<'_> {
    fn drop(&mut self) {
        if let Some(bench) = self.bench.take() {
            self.book.memory().lay_down(bench);
        }
    }
}

impl<'a> Shaper<'a> {
    /// A shaper over the fonts of `book`.
    pub fn new(book: &'a FontBook) -> Self {
        let bench = book.memory().take_bench().unwrap_or_else(|| Bench::new(book));
        Self { book, bench: Some(bench) }
    }

    /// The fonts it sets in.
    pub fn book(&self) -> &'a FontBook {
        self.book
    }

    /// Sets a paragraph.
    pub fn set(&mut self, spec: ParagraphSpec) -> Arc<Paragraph> {
        if let Some(set) = self.book.memory().paragraphs.get(&spec) {
            return Arc::clone(&set);
        }
        let known = self.known(&spec);
        let (spans, _) = unmarked(&spec.spans);
        let paragraph =
            Arc::new(compose(&known, &spec, &mut |range, hyphen| self.fragment(&spans, range, hyphen)));
        self.book.memory().paragraphs.insert(spec, Arc::clone(&paragraph));
        paragraph
    }

    /// Narrowest and widest sensible widths in pt: longest word, and all on one line.
    pub fn measure(&mut self, spec: &ParagraphSpec) -> (f32, f32) {
        let known = self.known(spec);
        (least_width(&known.candidates) as f32, most_width(&known.candidates) as f32)
    }

    /// The shaped text of a paragraph, which its width has no part in.
    fn known(&mut self, spec: &ParagraphSpec) -> Arc<Known> {
        let content = (Arc::clone(&spec.spans), spec.rtl);
        if let Some(known) = self.book.memory().known.get(&content) {
            return Arc::clone(&known);
        }
        let (spans, marked) = unmarked(&spec.spans);
        let shaped = self.shape(&spans, spec.rtl);
        let mut at = 0;
        let stretches: Vec<Stretch<'_>> = spans
            .iter()
            .map(|(style, text)| {
                let range = at..at + text.len();
                at = range.end;
                Stretch { range, lang: &style.lang, hyphenate: style.hyphenate }
            })
            .collect();
        let mut measure = |range, hyphen| self.fragment(&spans, range, hyphen).width();
        let candidates = candidates(&shaped, &stretches, &marked, &mut measure);
        let glue = [Glue::of(&shaped, false), Glue::of(&shaped, true)];
        let known = Arc::new(Known { shaped, candidates, glue });
        self.book.memory().known.insert(content, Arc::clone(&known));
        known
    }

    /// A part of a text on its own, with a hyphen behind it or not.
    fn fragment(&mut self, spans: &[(SpanStyle, String)], range: Range<usize>, hyphen: bool) -> Arc<Shaped> {
        let mut parts = cut(spans, range);
        if let Some((style, text)) = parts.last_mut().filter(|_| hyphen) {
            // A glyph of its own reads back as what it is: no part of the word.
            let own = self.book.first_of(style.families.iter()).is_some_and(|face| face.true_hyphen);
            text.push(if own { '\u{2010}' } else { '-' });
        }
        // All scripts whose words are divided run from left to right.
        let content = (Arc::from(parts), false);
        if let Some(known) = self.book.memory().fragments.get(&content) {
            return Arc::clone(&known);
        }
        let shaped = Arc::new(self.shape(&content.0, false));
        self.book.memory().fragments.insert(content, Arc::clone(&shaped));
        shaped
    }

    fn shape(&mut self, spans: &[(SpanStyle, String)], rtl: bool) -> Shaped {
        let book = self.book;
        match book.kept() {
            Some(kept) => kept.get_or(spans, rtl, || self.shape_anew(spans, rtl)),
            None => self.shape_anew(spans, rtl),
        }
    }

    fn shape_anew(&mut self, spans: &[(SpanStyle, String)], rtl: bool) -> Shaped {
        let text: String = spans.iter().map(|(_, text)| text.as_str()).collect();
        let Self { book, bench } = self;
        let Bench { fonts, scratch, families } = bench.get_or_insert_with(|| Bench::new(book));
        let mut builder = scratch.ranged_builder(fonts, &text, 1.0, false);
        builder.set_base_direction(if rtl { BaseDirection::Rtl } else { BaseDirection::Ltr });
        let mut at = 0;
        for (index, (style, part)) in spans.iter().enumerate() {
            let range = at..at + part.len();
            at = range.end;
            push_style(&mut builder, style, index, &range, families);
            if rtl && style.latin != style.families {
                for latin in latin_stretches(part) {
                    let inner = range.start + latin.start..range.start + latin.end;
                    builder.push(family_property(&style.latin, families), inner.clone());
                    builder.push(features(style, false), inner);
                }
            }
        }
        let mut layout: Layout<usize> = builder.build(&text);
        layout.break_all_lines(None);
        Shaped::read(&layout, text, rtl, book)
    }
}

/// Spans without marks of breaking, and where in the whole text these stood.
fn unmarked(spans: &[(SpanStyle, String)]) -> (Vec<(SpanStyle, String)>, Marked) {
    let mut marked = Marked::default();
    let mut at = 0;
    let mut out = Vec::with_capacity(spans.len());
    for (style, text) in spans {
        let mut plain = String::with_capacity(text.len());
        for ch in text.chars() {
            match ch {
                '\u{ad}' => marked.soft_hyphens.push(at),
                '\u{200b}' => marked.openings.push(at),
                ch => {
                    plain.push(ch);
                    at += ch.len_utf8();
                }
            }
        }
        out.push((style.clone(), plain));
    }
    (out, marked)
}

/// The spans of a range of the whole text; an empty range keeps the style of the character before it.
fn cut(spans: &[(SpanStyle, String)], range: Range<usize>) -> Vec<(SpanStyle, String)> {
    let mut at = 0;
    let mut out = Vec::new();
    for (style, text) in spans {
        let own = at..at + text.len();
        at = own.end;
        let part = range.start.max(own.start)..range.end.min(own.end);
        let holds_empty = range.is_empty() && own.start < range.start && range.start <= own.end;
        if part.start < part.end {
            out.push((style.clone(), text[part.start - own.start..part.end - own.start].to_owned()));
        } else if holds_empty {
            out.push((style.clone(), String::new()));
        }
    }
    out
}

fn push_style(
    builder: &mut parley::RangedBuilder<'_, usize>,
    style: &SpanStyle,
    index: usize,
    range: &Range<usize>,
    fallback: &[String],
) {
    builder.push(StyleProperty::Brush(index), range.clone());
    builder.push(StyleProperty::FontSize(style.size_milli as f32 / 1000.0), range.clone());
    builder.push(family_property(&style.families, fallback), range.clone());
    builder.push(StyleProperty::FontWeight(FontWeight::new(f32::from(style.weight))), range.clone());
    if style.italic {
        builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
    }
    // Kerning of Arabic letters opens and closes gaps that readers of the PDF take for word spaces.
    builder.push(features(style, style.latin != style.families), range.clone());
    if style.tracking_milli != 0 {
        builder.push(StyleProperty::LetterSpacing(style.tracking_milli as f32 / 1000.0), range.clone());
    }
    if let Ok(language) = parley::style::Language::parse(&style.lang) {
        builder.push(StyleProperty::Locale(Some(language)), range.clone());
    }
}

fn features(style: &SpanStyle, without_kerning: bool) -> StyleProperty<'static, usize> {
    let wanted = [
        (b"tnum", 1, style.tabular),
        (b"lnum", 1, style.tabular),
        (b"smcp", 1, style.small_caps),
        (b"c2sc", 1, style.small_caps),
        (b"kern", 0, without_kerning),
    ];
    let list = wanted.into_iter().filter(|(.., on)| *on);
    let list = list.map(|(tag, value, _)| FontFeature::new(parley::setting::Tag::new(tag), value)).collect();
    StyleProperty::FontFeatures(FontFeatures::List(Cow::Owned(list)))
}

/// The families of a style, then all others there are: a character is missing only if no font has it.
fn family_property<'f>(families: &'f [String], fallback: &'f [String]) -> StyleProperty<'f, usize> {
    let others = fallback.iter().filter(|name| !families.contains(name));
    let names: Vec<FontFamilyName<'_>> =
        families.iter().chain(others).map(|name| FontFamilyName::named(name)).collect();
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(names)))
}
