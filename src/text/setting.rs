//! Lines from breaks: atoms in the order they are seen, spaces stretched, marks hung in the margin.

use super::candidates::{Candidate, Reason, is_space};
use super::paragraph::{Cluster, Glyph, ShapedLine, ShapedRun};
use super::rivers::Spaces;
use super::shape::Align;
use super::shaped::{Atom, Shaped};

/// What can stretch and shrink, summed up from the first atom on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Glue {
    stretch: Vec<f64>,
    shrink: Vec<f64>,
    /// Part of each atom's width that may hang in the margin at the end of a line, pt.
    hang: Vec<f32>,
    /// Part of a hyphen that may hang, of its width.
    hyphen: f64,
    /// Atoms that are spaces, and the middle of each on the endless line, pt.
    spaces: Vec<(usize, f64)>,
    /// Width of a space, pt.
    space: f64,
}

/// Parts of their width that marks hang in the margin.
const HANG: &[(&[char], f32)] = &[
    (&['-', '‐', '–'], 0.6),
    (&['.', ',', '،', '。', '、'], 0.7),
    (&[':', ';', '؛', '’', '”', '»', '\''], 0.4),
];
const HANG_HYPHEN: f64 = 0.6;

impl Glue {
    /// The glue of a paragraph; without `hang` nothing stands in the margin.
    pub(crate) fn of(shaped: &Shaped, hang: bool) -> Self {
        let mut out = Self { hyphen: if hang { HANG_HYPHEN } else { 0.0 }, ..Self::default() };
        let (mut stretch, mut shrink) = (0.0, 0.0);
        for index in 0..shaped.atoms.len() {
            let (more, less) = elastic(shaped, index);
            if matches!(shaped.words(index), " " | "\u{a0}") {
                out.space = f64::from(shaped.atoms[index].advance);
                out.spaces.push((index, shaped.edges[index] + out.space / 2.0));
            }
            out.stretch.push(stretch);
            out.shrink.push(shrink);
            (stretch, shrink) = (stretch + f64::from(more), shrink + f64::from(less));
            out.hang.push(if hang {
                hanging(shaped.words(index)) * shaped.atoms[index].advance
            } else {
                0.0
            });
        }
        out.stretch.push(stretch);
        out.shrink.push(shrink);
        out
    }

    /// Stretch and shrink of the atoms from one index up to another, pt.
    pub(crate) fn between(&self, from: usize, to: usize) -> (f64, f64) {
        let to = to.max(from);
        (self.stretch[to] - self.stretch[from], self.shrink[to] - self.shrink[from])
    }

    /// The spaces of a line that begins at a place of the endless line in pt and stretches by a ratio.
    pub(crate) fn spaces(
        &self,
        above: &Spaces,
        atoms: std::ops::Range<usize>,
        start: f64,
        ratio: f64,
    ) -> Spaces {
        let first = self.spaces.partition_point(|(atom, _)| *atom < atoms.start);
        let inside = self.spaces[first..].iter().take_while(|(atom, _)| *atom < atoms.end);
        let middle = |(atom, x): &(usize, f64)| {
            let (stretch, shrink) = self.between(atoms.start, *atom);
            x - start + ratio * if ratio > 0.0 { stretch } else { shrink }
        };
        Spaces::under(above, inside.map(middle), self.space)
    }

    /// How far a line that ends at a candidate stands in the margin, pt.
    pub(crate) fn hang(&self, at: &Candidate) -> f64 {
        match at.reason {
            Reason::Division => (at.end - at.floor).max(0.0) * self.hyphen,
            _ => at.seen.checked_sub(1).map_or(0.0, |atom| f64::from(self.hang[atom])),
        }
    }
}

/// How much an atom may grow and shrink in a justified line, pt.
fn elastic(shaped: &Shaped, index: usize) -> (f32, f32) {
    let atom = &shaped.atoms[index];
    match shaped.words(index) {
        " " | "\u{a0}" => (atom.advance * 0.6, atom.advance * 0.28),
        // Ideographs have no spaces; the little there is goes between all of them.
        words if words.starts_with(is_ideographic) => (atom.size * 0.05, atom.size * 0.01),
        _ => (0.0, 0.0),
    }
}

fn hanging(words: &str) -> f32 {
    let Some(last) = words.chars().last() else { return 0.0 };
    HANG.iter().find(|(marks, _)| marks.contains(&last)).map_or(0.0, |(_, part)| *part)
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// Atoms of one shaping that stand on a line, and where its text lies in the paragraph's.
pub(crate) struct Part<'a> {
    pub shaped: &'a Shaped,
    pub atoms: std::ops::Range<usize>,
    /// Byte of the paragraph at which the shaped text begins.
    pub shift: usize,
    /// Byte at which the line's own text ends; what lies behind is an added hyphen.
    pub end: usize,
    /// First span, and level, of the atoms; fragments are shaped without their surroundings.
    pub like: Option<(usize, u8)>,
}

/// Where and how a line stands.
pub(crate) struct Place {
    /// Width of the line box, pt; `None` has no edge to align at.
    pub width: Option<f32>,
    pub align: Align,
    /// Whether the paragraph's own direction is right to left.
    pub rtl: bool,
    /// Whether `Start` is the right edge.
    pub start_right: bool,
    /// Whether it fills the width.
    pub fill: bool,
    /// How far it may stand in the margin, pt.
    pub hang: f32,
    pub hard_break: bool,
}

/// An atom on the line with its room.
struct Set<'a> {
    atom: &'a Atom,
    glyphs: &'a [Glyph],
    text: std::ops::Range<usize>,
    level: u8,
    span: usize,
    advance: f32,
    elastic: (f32, f32),
}

/// Sets one line.
pub(crate) fn set_line(text: &str, parts: &[Part<'_>], place: &Place) -> ShapedLine {
    let mut atoms: Vec<Set<'_>> = parts.iter().flat_map(part_atoms).collect();
    let seen = trim(&mut atoms, text, place.rtl);
    let natural: f32 = atoms[..seen].iter().map(|set| set.advance).sum();
    if let (true, Some(width)) = (place.fill, place.width) {
        stretch(&mut atoms[..seen], width + place.hang - natural);
    }
    let filled: f32 = atoms[..seen].iter().map(|set| set.advance).sum();
    let trailing: f32 = atoms[seen..].iter().map(|set| set.advance).sum();
    let left = left_edge(filled, place) - if place.rtl { trailing } else { 0.0 };
    let mut runs = runs(&atoms);
    order(&mut runs, left);
    ShapedLine {
        runs: runs.into_iter().map(|(_, run)| run).collect(),
        width: filled,
        hard_break: place.hard_break,
    }
}

fn part_atoms<'a>(part: &'a Part<'a>) -> impl Iterator<Item = Set<'a>> {
    part.atoms.clone().map(move |index| {
        let atom = &part.shaped.atoms[index];
        let text = (part.shift + atom.text.start).min(part.end)..(part.shift + atom.text.end).min(part.end);
        let (span, level) =
            part.like.map_or((atom.span, atom.level), |(first, level)| (first + atom.span, level));
        Set {
            atom,
            glyphs: &part.shaped.glyphs[atom.glyphs.clone()],
            text,
            level,
            span,
            advance: atom.advance,
            elastic: elastic(part.shaped, index),
        }
    })
}

/// Gives the spaces at the end the paragraph's own level (UAX 9, L1); how many atoms stand before them.
fn trim(atoms: &mut [Set<'_>], text: &str, rtl: bool) -> usize {
    let space = |set: &Set<'_>| !set.text.is_empty() && is_space(&text[set.text.clone()]);
    let mut seen = atoms.len();
    while seen > 0 && space(&atoms[seen - 1]) {
        seen -= 1;
        atoms[seen].level = u8::from(rtl);
    }
    seen
}

/// Shares what is free among all that can stretch, or what is missing among all that can shrink.
fn stretch(atoms: &mut [Set<'_>], free: f32) {
    let count = atoms.len().saturating_sub(1);
    let part = |set: &Set<'_>| if free > 0.0 { set.elastic.0 } else { set.elastic.1 };
    let room: f32 = atoms[..count].iter().map(part).sum();
    if room <= 0.0 {
        return;
    }
    let ratio = if free > 0.0 { free / room } else { (free / room).max(-1.0) };
    for set in &mut atoms[..count] {
        set.advance += ratio * part(set);
    }
}

fn left_edge(filled: f32, place: &Place) -> f32 {
    let Some(width) = place.width else { return 0.0 };
    let free = width - filled;
    if free < 0.0 && !place.fill {
        return if place.rtl { free } else { 0.0 };
    }
    let right = match (place.align, place.start_right) {
        (Align::Center, _) => return free / 2.0,
        (Align::Start | Align::Justify, right) => right,
        (Align::End, right) => !right,
    };
    if right { free.max(if place.fill { -place.hang } else { free }) } else { 0.0 }
}

/// Runs in logical order, each with its level; left edges are not yet known.
fn runs(atoms: &[Set<'_>]) -> Vec<(u8, ShapedRun)> {
    let mut runs: Vec<(u8, ShapedRun)> = Vec::new();
    for set in atoms {
        let same = |run: &(u8, ShapedRun)| {
            run.0 == set.level
                && run.1.face == set.atom.face
                && run.1.size.to_bits() == set.atom.size.to_bits()
                && run.1.span == set.span
                && run.1.rtl == set.atom.rtl
        };
        if !runs.last().is_some_and(same) {
            runs.push((set.level, new_run(set)));
        }
        if let Some((_, run)) = runs.last_mut() {
            extend(run, set);
        }
    }
    runs
}

fn new_run(set: &Set<'_>) -> ShapedRun {
    ShapedRun {
        face: set.atom.face,
        size: set.atom.size,
        span: set.span,
        rtl: set.atom.rtl,
        x: 0.0,
        width: 0.0,
        clusters: Vec::new(),
        glyphs: Vec::new(),
    }
}

fn extend(run: &mut ShapedRun, set: &Set<'_>) {
    let at = if run.rtl { 0.0 } else { run.width };
    if run.rtl {
        run.glyphs.iter_mut().for_each(|glyph| glyph.x += set.advance);
    }
    let start = run.glyphs.len();
    run.glyphs.extend(set.glyphs.iter().map(|glyph| Glyph { x: at + glyph.x, ..*glyph }));
    run.clusters.push(Cluster { text: set.text.clone(), glyphs: start..run.glyphs.len() });
    run.width += set.advance;
}

/// Gives each run its place: visual order by UAX 9, L2.
fn order(runs: &mut [(u8, ShapedRun)], left: f32) {
    let mut visual: Vec<usize> = (0..runs.len()).collect();
    let highest = runs.iter().map(|(level, _)| *level).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < visual.len() {
            let length = visual[at..].iter().take_while(|index| runs[**index].0 >= level).count();
            visual[at..at + length].reverse();
            at += length.max(1);
        }
    }
    let mut x = left;
    for index in visual {
        runs[index].1.x = x;
        x += runs[index].1.width;
    }
}
