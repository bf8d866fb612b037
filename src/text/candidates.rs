//! Where lines may end: the rules of Unicode, divisions of words, and what the writer marked.
//!
//! A break that should not be (inside an article number, between a number and its unit) stays a
//! candidate with a high price, so that a narrow cell still breaks there before it tears a word.

use std::ops::Range;

use icu::segmenter::LineSegmenter;
use icu::segmenter::options::LineBreakOptions;

use super::binding;
use super::hyphens::{divisions, word_around};
use super::shaped::Shaped;

/// Why a line may end somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// At a space or where the script allows it.
    Free,
    /// After a hyphen, dash or slash that is in the text.
    Dash,
    /// Inside a word; a hyphen is added.
    Division,
    /// Where parts belong together and should not be parted.
    Bound,
    /// Inside a word that is wider than any line.
    Emergency,
    /// A line ends here in any case.
    Hard,
}

/// A place where a line may end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// Byte at which the next line begins.
    pub at: usize,
    /// Why.
    pub reason: Reason,
    /// Where what is seen of the line ends on the endless line, hyphen included, pt.
    pub end: f64,
    /// The same without a hyphen.
    pub floor: f64,
    /// Where the next line begins on the endless line, pt.
    pub start: f64,
    /// The word it divides; empty for other reasons.
    pub word: Range<usize>,
    /// Atoms before it that are seen.
    pub seen: usize,
    /// Atoms before it.
    pub atoms: usize,
}

/// What the writer marked in the text, by byte; the marks themselves are gone from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Marked {
    /// Soft hyphens, U+00AD.
    pub soft_hyphens: Vec<usize>,
    /// Zero-width spaces, U+200B.
    pub openings: Vec<usize>,
}

/// A stretch of text in one language.
pub(crate) struct Stretch<'s> {
    pub range: Range<usize>,
    pub lang: &'s str,
    pub hyphenate: bool,
}

/// Shapes a part of the text on its own, with a hyphen behind it or not, and gives its width in pt.
pub(crate) type Measure<'m> = dyn FnMut(Range<usize>, bool) -> f64 + 'm;

/// All candidates in order; the last one is the end of the text.
pub(crate) fn candidates(
    shaped: &Shaped,
    stretches: &[Stretch<'_>],
    marked: &Marked,
    measure: &mut Measure<'_>,
) -> Vec<Candidate> {
    let text = &shaped.text;
    let mut places: Vec<(usize, Reason, Range<usize>)> = unicode_places(text, stretches);
    places.extend(marked.openings.iter().map(|at| (*at, Reason::Free, 0..0)));
    places.extend(marked.soft_hyphens.iter().map(|at| (*at, Reason::Division, word_around(text, *at))));
    for stretch in stretches.iter().filter(|stretch| stretch.hyphenate) {
        let divided = divisions(text, stretch.range.clone(), stretch.lang);
        // A word whose divisions the writer marked is divided nowhere else.
        let own = |word: &Range<usize>| marked.soft_hyphens.iter().any(|at| word.contains(at));
        places.extend(
            divided.into_iter().filter(|(_, word)| !own(word)).map(|(at, word)| (at, Reason::Division, word)),
        );
    }
    places.retain(|(at, reason, _)| *at > 0 && (*at < text.len() || *reason == Reason::Hard));
    places.sort_by_key(|(at, reason, _)| (*at, *reason == Reason::Division));
    places.dedup_by_key(|(at, ..)| *at);
    let mut hyphens = std::collections::BTreeMap::new();
    places
        .into_iter()
        .filter(|(at, reason, _)| *reason == Reason::Division || shaped.is_edge(*at))
        .map(|(at, reason, word)| match reason {
            Reason::Division => division(shaped, at, word, &mut hyphens, measure),
            other => candidate(shaped, at, other),
        })
        .collect()
}

/// UAX 14 in its strict tailoring, which keeps small kana and closing marks off the beginning of a line.
fn unicode_places(text: &str, stretches: &[Stretch<'_>]) -> Vec<(usize, Reason, Range<usize>)> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut places: Vec<_> =
        segmenter.segment_str(text).map(|at| (at, reason(text, at, stretches), 0..0)).collect();
    if places.last().is_none_or(|(at, ..)| *at != text.len()) {
        places.push((text.len(), Reason::Hard, 0..0));
    }
    places
}

fn reason(text: &str, at: usize, stretches: &[Stretch<'_>]) -> Reason {
    let (before, after) = text.split_at(at);
    if after.is_empty() || before.ends_with('\n') {
        return Reason::Hard;
    }
    if let Some(left) = before.strip_suffix(' ') {
        let lang = stretches.iter().find(|s| s.range.contains(&at)).map_or("", |s| s.lang);
        return if binding::holds(left, after, lang) { Reason::Bound } else { Reason::Free };
    }
    if !before.ends_with(['-', '/', '–', '—', '‐', '.', ',', '_']) {
        return Reason::Free;
    }
    let left = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let right = after.split(char::is_whitespace).next().unwrap_or_default();
    // An article number or a range of numbers.
    let code = left.chars().chain(right.chars()).any(char::is_numeric);
    if code { Reason::Bound } else { Reason::Dash }
}

fn candidate(shaped: &Shaped, at: usize, reason: Reason) -> Candidate {
    let atoms = shaped.atom_at(at).max(if at == shaped.text.len() { shaped.atoms.len() } else { 0 });
    let mut seen = atoms;
    while seen > 0 && is_space(shaped.words(seen - 1)) {
        seen -= 1;
    }
    let (end, start) = (shaped.edges[seen], shaped.edges[atoms]);
    Candidate { at, reason, end, floor: end, start, word: 0..0, seen, atoms }
}

fn division(
    shaped: &Shaped,
    at: usize,
    word: Range<usize>,
    hyphens: &mut std::collections::BTreeMap<usize, f64>,
    measure: &mut Measure<'_>,
) -> Candidate {
    let mut made = candidate(shaped, at, Reason::Division);
    if shaped.is_edge(at) {
        let span = shaped.atoms.get(made.atoms.saturating_sub(1)).map_or(0, |atom| atom.span);
        made.end += *hyphens.entry(span).or_insert_with(|| measure(at..at, true));
    } else {
        // A ligature is torn: both halves are measured as they will be set.
        let (first, last) = (shaped.atom_at(word.start), shaped.atom_at(word.end));
        made.end = shaped.edges[first] + measure(word.start..at, true);
        made.floor = shaped.edges[first] + measure(word.start..at, false);
        made.start = shaped.edges[last] - measure(at..word.end, false);
    }
    made.word = word;
    made
}

/// Places inside stretches that are wider than the narrowest line, between their atoms.
pub(crate) fn with_emergencies(
    shaped: &Shaped,
    known: &[Candidate],
    narrowest: f64,
) -> Option<Vec<Candidate>> {
    let begins = std::iter::once((0.0, 0, 0)).chain(known.iter().map(|c| (c.start, c.atoms, c.at)));
    let mut out = Vec::new();
    for ((start, atoms, at), next) in begins.zip(known) {
        if next.end - start > narrowest {
            out.extend((atoms + 1..next.seen).filter_map(|atom| {
                let byte = shaped.atoms[atom].text.start;
                (byte > at && byte < next.at).then(|| candidate(shaped, byte, Reason::Emergency))
            }));
        }
        out.push(next.clone());
    }
    (out.len() > known.len()).then_some(out)
}

/// Width of the widest stretch that is only broken in need, pt.
pub(crate) fn least_width(candidates: &[Candidate]) -> f64 {
    let mut start = 0.0;
    let mut widest = 0.0_f64;
    for next in candidates {
        if matches!(next.reason, Reason::Free | Reason::Dash | Reason::Hard) {
            widest = widest.max(next.end - start);
            start = next.start;
        }
    }
    widest
}

/// Width of the widest line when only hard breaks are taken, pt.
pub(crate) fn most_width(candidates: &[Candidate]) -> f64 {
    let mut start = 0.0;
    let mut widest = 0.0_f64;
    for next in candidates.iter().filter(|next| next.reason == Reason::Hard) {
        widest = widest.max(next.end - start);
        start = next.start;
    }
    widest
}

/// Spaces that vanish at the end of a line; no-break spaces do not.
pub(crate) fn is_space(words: &str) -> bool {
    words.chars().all(|c| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}'))
}
