//! Shaping: spans of styled characters become a [`Paragraph`], through parley and a cache.
//!
//! The same label stands on every card of a catalogue, so what was shaped once for a style, a
//! text and a width is handed out again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use parley::{
    BaseDirection, FontFamily, FontFamilyName, FontFeature, FontFeatures, FontStyle, FontWeight, Layout,
    LayoutContext, OverflowWrap, StyleProperty,
};

use super::breaking::break_and_align;
use super::fonts::FontBook;
use super::paragraph::{Cluster, Glyph, Paragraph, ShapedLine, ShapedRun};
use super::stretch::latin_stretches;

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    /// BCP 47 language.
    pub lang: String,
}

/// A paragraph to be set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParagraphSpec {
    /// Style and text of each span in logical order.
    pub spans: Vec<(SpanStyle, String)>,
    /// Width in 1/1000 pt; `None` never breaks softly.
    pub width_milli: Option<u32>,
    /// Alignment.
    pub align: Align,
    /// Base direction of the paragraph.
    pub rtl: bool,
    /// Edge from which `Start` counts: that of the document.
    pub start_right: bool,
}

/// Shapes paragraphs and remembers them.
pub struct Shaper<'a> {
    book: &'a FontBook,
    fonts: parley::FontContext,
    scratch: LayoutContext<usize>,
    cache: BTreeMap<ParagraphSpec, Arc<Paragraph>>,
    measured: BTreeMap<ParagraphSpec, (f32, f32)>,
}

impl<'a> Shaper<'a> {
    /// A shaper over the fonts of `book`.
    pub fn new(book: &'a FontBook) -> Self {
        Self {
            book,
            fonts: book.context(),
            scratch: LayoutContext::new(),
            cache: BTreeMap::new(),
            measured: BTreeMap::new(),
        }
    }

    /// The fonts it sets in.
    pub fn book(&self) -> &'a FontBook {
        self.book
    }

    /// Sets a paragraph.
    pub fn set(&mut self, spec: ParagraphSpec) -> Arc<Paragraph> {
        if let Some(known) = self.cache.get(&spec) {
            return Arc::clone(known);
        }
        let mut layout = self.shape(&spec);
        let width = spec.width_milli.map(|w| w as f32 / 1000.0);
        break_and_align(&mut layout, width, spec.align, spec.start_right);
        let paragraph = Arc::new(read_layout(&layout, &spec, self.book));
        self.cache.insert(spec, Arc::clone(&paragraph));
        paragraph
    }

    /// Narrowest and widest sensible widths in pt: longest word, and all on one line.
    pub fn measure(&mut self, spec: &ParagraphSpec) -> (f32, f32) {
        if let Some(&known) = self.measured.get(spec) {
            return known;
        }
        let widths = self.shape(spec).calculate_content_widths();
        self.measured.insert(spec.clone(), (widths.min, widths.max));
        (widths.min, widths.max)
    }

    fn shape(&mut self, spec: &ParagraphSpec) -> Layout<usize> {
        let text: String = spec.spans.iter().map(|(_, text)| text.as_str()).collect();
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.set_base_direction(if spec.rtl { BaseDirection::Rtl } else { BaseDirection::Ltr });
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        let mut at = 0;
        for (index, (style, part)) in spec.spans.iter().enumerate() {
            let range = at..at + part.len();
            at = range.end;
            push_style(&mut builder, style, index, &range);
            if spec.rtl && style.latin != style.families {
                for latin in latin_stretches(part) {
                    let inner = range.start + latin.start..range.start + latin.end;
                    builder.push(family_property(&style.latin), inner.clone());
                    let kern =
                        [FontFeature::new(parley::setting::Tag::new(b"tnum"), u16::from(style.tabular))];
                    builder.push(
                        StyleProperty::FontFeatures(FontFeatures::List(Cow::Owned(kern.to_vec()))),
                        inner,
                    );
                }
            }
        }
        builder.build(&text)
    }
}

fn push_style(
    builder: &mut parley::RangedBuilder<'_, usize>,
    style: &SpanStyle,
    index: usize,
    range: &std::ops::Range<usize>,
) {
    let tnum = [
        FontFeature::new(parley::setting::Tag::new(b"tnum"), 1),
        FontFeature::new(parley::setting::Tag::new(b"lnum"), 1),
    ];
    builder.push(StyleProperty::Brush(index), range.clone());
    builder.push(StyleProperty::FontSize(style.size_milli as f32 / 1000.0), range.clone());
    builder.push(family_property(&style.families), range.clone());
    builder.push(StyleProperty::FontWeight(FontWeight::new(f32::from(style.weight))), range.clone());
    if style.italic {
        builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
    }
    // Kerning of Arabic letters opens and closes gaps that readers of the PDF take for word spaces.
    let kern = [FontFeature::new(parley::setting::Tag::new(b"kern"), 0)];
    let features: Vec<FontFeature> = tnum
        .into_iter()
        .filter(|_| style.tabular)
        .chain(kern.into_iter().filter(|_| style.latin != style.families))
        .collect();
    if !features.is_empty() {
        builder.push(StyleProperty::FontFeatures(FontFeatures::List(Cow::Owned(features))), range.clone());
    }
    if style.tracking_milli != 0 {
        builder.push(StyleProperty::LetterSpacing(style.tracking_milli as f32 / 1000.0), range.clone());
    }
    if let Ok(language) = parley::style::Language::parse(&style.lang) {
        builder.push(StyleProperty::Locale(Some(language)), range.clone());
    }
}

fn family_property(families: &[String]) -> StyleProperty<'_, usize> {
    let names: Vec<FontFamilyName<'_>> = families.iter().map(|name| FontFamilyName::named(name)).collect();
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(names)))
}

fn read_layout(layout: &Layout<usize>, spec: &ParagraphSpec, book: &FontBook) -> Paragraph {
    let text: String = spec.spans.iter().map(|(_, text)| text.as_str()).collect();
    let mut out = Paragraph {
        text,
        lines: Vec::new(),
        missing: Vec::new(),
        broken: Vec::new(),
        synthesised: Vec::new(),
    };
    for line in layout.lines() {
        let metrics = line.metrics();
        let mut x = metrics.offset + metrics.inline_min_coord;
        let mut runs = Vec::new();
        for run in line.runs() {
            let width = run.advance();
            read_run(&run, x, width, book, &mut runs, &mut out);
            x += width;
        }
        runs.retain(|run: &ShapedRun| !run.clusters.is_empty());
        runs.sort_by_key(|run: &ShapedRun| run.clusters.first().map_or(0, |c| c.text.start));
        if line.break_reason() == parley::BreakReason::Emergency {
            let span = runs.last().map_or(0, |run: &ShapedRun| run.span);
            out.broken.push((span, word_at(&out.text, line.text_range().end)));
        }
        out.lines.push(ShapedLine {
            runs,
            width: metrics.advance - metrics.hanging_advance,
            hard_break: line.break_reason() == parley::BreakReason::Explicit,
        });
    }
    // A text that ends in a hard break has an empty line behind it that nobody asked for.
    while out.lines.len() > 1 && out.lines.last().is_some_and(|line| line.runs.is_empty()) {
        out.lines.pop();
    }
    out
}

/// The word around a byte of a text.
fn word_at(text: &str, at: usize) -> String {
    // A no-break space holds a word together; every other space ends it.
    let space = |c: char| c.is_whitespace() && c != '\u{a0}';
    let start = text[..at].rfind(space).map_or(0, |found| found + 1);
    let start = (start..=at).find(|index| text.is_char_boundary(*index)).unwrap_or(at);
    let end = text[at..].find(space).map_or(text.len(), |found| at + found);
    text[start..end].to_owned()
}

/// Splits one parley run at span borders; parley may join spans that differ in colour only.
fn read_run(
    run: &parley::Run<'_, usize>,
    x: f32,
    width: f32,
    book: &FontBook,
    runs: &mut Vec<ShapedRun>,
    out: &mut Paragraph,
) {
    let Some(face) = book.face_of_blob(run.font().data.id()) else { return };
    let rtl = run.is_rtl();
    let mut pen = if rtl { x + width } else { x };
    let first = runs.len();
    for cluster in run.clusters() {
        let span = cluster.style().brush;
        let advance = cluster.advance();
        let left = if rtl { pen - advance } else { pen };
        pen = if rtl { left } else { pen + advance };
        let range = cluster.text_range();
        let continues = cluster.is_ligature_continuation();
        if runs.len() == first || (runs[runs.len() - 1].span != span && !continues) {
            note_synthesis(run, span, face, book, out);
            runs.push(ShapedRun {
                face,
                size: run.font_size(),
                span,
                rtl,
                x: left,
                width: 0.0,
                clusters: Vec::new(),
                glyphs: Vec::new(),
            });
        }
        let last = runs.len() - 1;
        extend_run(&mut runs[last], &cluster, left, advance, range, continues, out);
    }
}

fn extend_run(
    run: &mut ShapedRun,
    cluster: &parley::Cluster<'_, usize>,
    left: f32,
    advance: f32,
    range: std::ops::Range<usize>,
    continues: bool,
    out: &mut Paragraph,
) {
    // The run's left edge moves when it grows leftwards; what stands in it moves along.
    let shift = (run.x - left).max(0.0);
    if run.rtl && shift > 0.0 {
        run.x = left;
        run.glyphs.iter_mut().for_each(|glyph| glyph.x += shift);
    }
    run.width += advance;
    if continues && let Some(last) = run.clusters.last_mut() {
        last.text.end = last.text.end.max(range.end);
        // The ligature's glyphs stand at the left of all its characters.
        if run.rtl {
            let glyphs = last.glyphs.clone();
            run.glyphs[glyphs].iter_mut().for_each(|glyph| glyph.x -= shift);
        }
        return;
    }
    // Marks of direction have done their work; no page shows or holds them.
    if out.text[range.clone()].chars().all(is_direction_mark) {
        return;
    }
    let start = run.glyphs.len();
    let mut pen = left - run.x;
    for glyph in cluster.glyphs() {
        if glyph.id == 0 {
            let missing = out.text[range.clone()].chars().find(|c| !c.is_control());
            out.missing.extend(missing.map(|c| (run.span, c)));
        }
        run.glyphs.push(Glyph { id: glyph.id as u16, x: pen + glyph.x, y: -glyph.y });
        pen += glyph.advance;
    }
    run.clusters.push(Cluster { text: range, glyphs: start..run.glyphs.len() });
}

fn note_synthesis(
    run: &parley::Run<'_, usize>,
    span: usize,
    face: usize,
    book: &FontBook,
    out: &mut Paragraph,
) {
    if run.synthesis().embolden() {
        let weight = run.font_attrs().weight.value() as u16;
        out.synthesised.push((span, weight, book.faces()[face].family.clone()));
    }
}

fn is_direction_mark(ch: char) -> bool {
    matches!(ch, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
