//! One paragraph from shaped text to lines: breaks are chosen, parts shaped anew, lines set.

use std::ops::Range;
use std::sync::Arc;

use super::breaking::{Fill, Fit, Measure, first_fit, total_fit};
use super::candidates::{Candidate, Reason, is_space, with_emergencies};
use super::paragraph::{Paragraph, ShapedLine};
use super::setting::{Part, Place, set_line};
use super::shape::{Align, Known, ParagraphSpec};
use super::shaped::Shaped;

/// Share of its width a ragged line may leave empty without looking bad.
const RAGGED_SHARE: f64 = 0.13;
/// The same in ems, for narrow columns.
const RAGGED_EMS: f64 = 2.0;

/// Shapes a part of the text on its own, with a hyphen behind it or not.
pub(crate) type Fragment<'f> = dyn FnMut(Range<usize>, bool) -> Arc<Shaped> + 'f;

/// Breaks and sets a paragraph.
pub(crate) fn compose(known: &Known, spec: &ParagraphSpec, fragment: &mut Fragment<'_>) -> Paragraph {
    let shaped = &known.shaped;
    let mut out = Paragraph {
        text: shaped.text.clone(),
        lines: Vec::new(),
        missing: shaped.missing.clone(),
        broken: Vec::new(),
        synthesised: shaped.synthesised.clone(),
        weighed: 0,
    };
    if shaped.atoms.is_empty() {
        return out;
    }
    let measure = measure(spec);
    let wide = with_emergencies(shaped, &known.candidates, measure.least());
    let candidates = wide.as_deref().unwrap_or(&known.candidates);
    let Fit { ends, weighed } = ends(known, candidates, spec, measure);
    out.weighed = weighed;
    out.broken = broken(shaped, candidates, &ends);
    let mut from = None;
    for (index, &to) in ends.iter().enumerate() {
        let width = spec.width_milli.map(|_| measure.of(index) as f32);
        out.lines.push(line(known, candidates, (from, to), spec, width, fragment));
        from = Some(to);
    }
    // A text that ends in a hard break has an empty line behind it that nobody asked for.
    while out.lines.len() > 1 && out.lines.last().is_some_and(|line| line.runs.is_empty()) {
        out.lines.pop();
    }
    out
}

fn measure(spec: &ParagraphSpec) -> Measure {
    let pt = |milli: u32| f64::from(milli) / 1000.0;
    let width = spec.width_milli.map_or(f64::INFINITY, pt);
    Measure { width, narrow: (spec.narrow.0, pt(spec.narrow.1)) }
}

/// The best lines; where there is room for only so many, the fewest, divided words as a last resort.
fn ends(known: &Known, candidates: &[Candidate], spec: &ParagraphSpec, measure: Measure) -> Fit {
    let justified = spec.align == Align::Justify;
    let size = known.shaped.atoms.iter().map(|atom| f64::from(atom.size)).fold(0.0, f64::max);
    let room = (measure.least().min(1e6) * RAGGED_SHARE).max(size * RAGGED_EMS);
    let fill = if justified { Fill::Justified } else { Fill::Ragged(room) };
    let glue = &known.glue[usize::from(spec.hang && justified)];
    let best = total_fit(candidates, glue, measure, fill);
    let Some(most) = spec.room.filter(|most| best.ends.len() > *most) else { return best };
    let whole = |reason| reason != Reason::Division;
    let plain = first_fit(candidates, glue, measure, whole);
    let ends = if plain.len() <= most { plain } else { first_fit(candidates, glue, measure, |_| true) };
    Fit { ends, ..best }
}

/// Words that are torn because they are wider than their line.
fn broken(shaped: &Shaped, candidates: &[Candidate], ends: &[usize]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for candidate in ends.iter().map(|end| &candidates[*end]).filter(|c| c.reason == Reason::Emergency) {
        let span = shaped.atoms[candidate.atoms.saturating_sub(1)].span;
        found.push((span, word_at(&shaped.text, candidate.at)));
    }
    found.dedup();
    found
}

/// The word around a byte of a text.
fn word_at(text: &str, at: usize) -> String {
    let space = |c: char| is_space(c.encode_utf8(&mut [0; 4]));
    let start = text[..at].char_indices().rev().find(|(_, c)| space(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let end = text[at..].find(space).map_or(text.len(), |found| at + found);
    text[start..end].to_owned()
}

fn line(
    known: &Known,
    candidates: &[Candidate],
    (from, to): (Option<usize>, usize),
    spec: &ParagraphSpec,
    width: Option<f32>,
    fragment: &mut Fragment<'_>,
) -> ShapedLine {
    let (from, to) = (from.map(|from| &candidates[from]), &candidates[to]);
    let justified = spec.align == Align::Justify;
    let hard = to.reason == Reason::Hard;
    let glue = &known.glue[usize::from(spec.hang && justified && !hard)];
    let natural = to.end - from.map_or(0.0, |from| from.start);
    let over = width.is_some_and(|width| natural > f64::from(width));
    let place = Place {
        width,
        align: spec.align,
        rtl: spec.rtl,
        start_right: spec.start_right,
        // The last line keeps its spaces, unless only narrower ones let it fit.
        fill: justified && (!hard || over),
        hang: glue.hang(to) as f32,
        hard_break: hard && to.at < known.shaped.text.len(),
    };
    let fragments = fragments(from, to, fragment);
    set_line(&known.shaped.text, &parts(&known.shaped, from, to, &fragments), &place)
}

/// A part shaped anew: its bytes, and what shaping gave.
type Anew = (Range<usize>, Arc<Shaped>);

/// The end of a word the line begins with, and the beginning of one it ends with.
fn fragments(from: Option<&Candidate>, to: &Candidate, fragment: &mut Fragment<'_>) -> [Option<Anew>; 2] {
    let head = from.filter(|from| from.reason == Reason::Division).map(|from| from.at..from.word.end);
    let tail = (to.reason == Reason::Division).then_some(to.word.start..to.at);
    let mut make = |range: Range<usize>, hyphen| (range.clone(), fragment(range, hyphen));
    match (head, tail) {
        // A word that is longer than the line has both its ends elsewhere.
        (Some(head), _) if head.end > to.at => {
            [Some(make(head.start..to.at, to.reason == Reason::Division)), None]
        }
        (head, tail) => [head.map(|range| make(range, false)), tail.map(|range| make(range, true))],
    }
}

fn parts<'a>(
    shaped: &'a Shaped,
    from: Option<&Candidate>,
    to: &Candidate,
    [head, tail]: &'a [Option<Anew>; 2],
) -> Vec<Part<'a>> {
    let anew = |(range, fragment): &'a Anew| Part {
        shaped: fragment.as_ref(),
        atoms: 0..fragment.atoms.len(),
        shift: range.start,
        end: range.end,
        like: Some(shaped.atom_at(range.start))
            .and_then(|at| shaped.atoms.get(at))
            .map(|atom| (atom.span, atom.level)),
    };
    let first =
        head.as_ref().map_or(from.map_or(0, |from| from.atoms), |(range, _)| shaped.atom_at(range.end));
    let last = tail.as_ref().map_or(to.atoms, |(range, _)| shaped.atom_at(range.start));
    let whole = Part { shaped, atoms: first..last.max(first), shift: 0, end: shaped.text.len(), like: None };
    head.iter().map(anew).chain([whole]).chain(tail.iter().map(anew)).collect()
}
