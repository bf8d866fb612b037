//! Breaking a paragraph as a whole: of all ways to end its lines the one with the least demerits.
//!
//! After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", 1981: badness from how far a
//! line's spaces are stretched, demerits for divided words and for neighbours that differ in
//! looseness. Ragged lines have no stretch; their badness grows with what they leave empty.

use super::candidates::{Candidate, Reason};
use super::rivers::Spaces;
use super::setting::Glue;

/// How lines fill their width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fill {
    /// Spaces keep their width; a line may be this much too short without looking bad, pt.
    Ragged(f64),
    /// Spaces stretch and shrink.
    Justified,
}

/// Width of each line: the first few may stand beside a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measure {
    /// Width of the lines after the narrow ones, pt.
    pub width: f64,
    /// How many lines are narrower, and their width in pt.
    pub narrow: (usize, f64),
}

impl Measure {
    /// Width of a line by its index.
    pub(crate) fn of(&self, line: usize) -> f64 {
        if line < self.narrow.0 { self.narrow.1 } else { self.width }
    }

    /// The narrowest width there is.
    pub(crate) fn least(&self) -> f64 {
        if self.narrow.0 > 0 { self.narrow.1.min(self.width) } else { self.width }
    }
}

/// A line costs something in itself, so that no paragraph gets longer without need.
const LINE: f64 = 10.0;
/// Badness of a line that is as loose as its stretch allows, and the most there is.
const LOOSE: f64 = 100.0;
const WORST: f64 = 20_000.0;
/// Penalty of a divided word in a justified and in a ragged paragraph.
const DIVISION: (f64, f64) = (50.0, 190.0);
const DASH: f64 = 20.0;
/// Demerits of a break that should not be.
const BOUND: f64 = 4e6;
const EMERGENCY: f64 = 5e9;
/// Demerits of a second divided word in a row, and of a third: more than of the loosest line, so that a
/// third comes only where nothing else fits.
const IN_ROW: [f64; 2] = [30_000.0, 1e9];
/// Demerits of a divided word before the last line.
const LAST_BUT_ONE: f64 = 10_000.0;
/// Demerits of neighbours of which one is tight and the other loose.
const UNEVEN: f64 = 5_000.0;
/// Demerits of a last line that is little more than a word's end.
const RUNT: f64 = 20_000.0;
/// Demerits of a line that is wider than its place.
const OVERFULL: f64 = 1e10;
/// A hair of slack, or a text measured at its own width would break.
const SLACK: f64 = 0.02;

#[derive(Debug, Clone)]
struct Node {
    /// Index of the candidate it ends at; `None` before the first line.
    at: Option<usize>,
    /// Lines so far.
    line: usize,
    /// Looseness of its line: 0 tight to 3 very loose.
    fitness: u8,
    /// Divided words in a row.
    divided: u8,
    demerits: f64,
    before: usize,
    /// Spaces of its line, where it is justified.
    spaces: Spaces,
}

/// Where lines end, and what it cost to find out.
pub(crate) struct Fit {
    /// Indices of the candidates at which lines end, the last one included.
    pub ends: Vec<usize>,
    /// Lines that were weighed.
    pub weighed: usize,
}

/// The ends of lines with the least demerits.
///
/// Linear in the length of the text: only breaks that are within one line of a candidate are looked at.
pub(crate) fn total_fit(candidates: &[Candidate], glue: &Glue, measure: Measure, fill: Fill) -> Fit {
    let start = Node {
        at: None,
        line: 0,
        fitness: 1,
        divided: 0,
        demerits: 0.0,
        before: 0,
        spaces: Spaces::default(),
    };
    let mut nodes = vec![start];
    let mut active = vec![0_usize];
    let mut weighed = 0;
    for (index, candidate) in candidates.iter().enumerate() {
        let mut best: Vec<Node> = Vec::new();
        let mut kept = Vec::with_capacity(active.len());
        weighed += active.len();
        for &from in &active {
            let node = &nodes[from];
            let line = Stretch::new(candidates, node.at, index, glue);
            let width = measure.of(node.line);
            if line.least(fill, true) <= width + SLACK {
                kept.push(from);
            }
            if line.least(fill, false) <= width + SLACK {
                let next = follow(node, from, index, candidate, &line, width, fill);
                // A last line is not stretched.
                let set = if candidate.reason == Reason::Hard { width.min(line.natural) } else { width };
                offer(&mut best, next, measure, || line.spaces(&node.spaces, glue, set, fill));
            }
        }
        if best.is_empty() && (kept.is_empty() || candidate.reason == Reason::Hard) {
            best.extend(overfull(&nodes, &active, index));
        }
        let hard = candidate.reason == Reason::Hard;
        active = if hard { Vec::new() } else { kept };
        active.extend((nodes.len()..).take(best.len()));
        nodes.extend(best);
    }
    Fit { ends: trace(&nodes, &active), weighed }
}

/// Nothing fits: the line that is shortest by characters runs over.
fn overfull(nodes: &[Node], active: &[usize], index: usize) -> Option<Node> {
    let from = active.iter().copied().max_by_key(|from| (nodes[*from].at, std::cmp::Reverse(*from)))?;
    let node = &nodes[from];
    Some(Node {
        at: Some(index),
        line: node.line + 1,
        fitness: 0,
        divided: 0,
        demerits: node.demerits + OVERFULL,
        before: from,
        spaces: Spaces::default(),
    })
}

/// Of nodes that no later line can tell apart only the best is kept.
/// Rivers are looked for only where a node is not worse without them.
fn offer(best: &mut Vec<Node>, mut node: Node, measure: Measure, spaces: impl Fn() -> Spaces) {
    let key = |node: &Node| (node.line.min(measure.narrow.0), node.fitness, node.divided);
    let known = best.iter_mut().find(|known| key(known) == key(&node));
    if known.as_ref().is_some_and(|known| known.demerits <= node.demerits) {
        return;
    }
    node.spaces = spaces();
    node.demerits += node.spaces.demerits();
    match known {
        Some(known) if known.demerits > node.demerits => *known = node,
        Some(_) => {}
        None => best.push(node),
    }
}

fn follow(
    from: &Node,
    before: usize,
    index: usize,
    to: &Candidate,
    line: &Stretch,
    width: f64,
    fill: Fill,
) -> Node {
    let last = to.reason == Reason::Hard;
    let (badness, fitness) = line.badness(width, fill, last);
    let divided = if to.reason == Reason::Division { (from.divided + 1).min(3) } else { 0 };
    let mut demerits = (LINE + badness).powi(2);
    demerits += match (to.reason, fill) {
        (Reason::Free | Reason::Hard, _) => 0.0,
        (Reason::Dash, _) => DASH * DASH,
        (Reason::Division, Fill::Justified) => DIVISION.0 * DIVISION.0,
        (Reason::Division, Fill::Ragged(_)) => DIVISION.1 * DIVISION.1,
        (Reason::Bound, _) => BOUND,
        (Reason::Emergency, _) => EMERGENCY,
    };
    if divided > 1 {
        demerits += IN_ROW[usize::from(divided) - 2];
    }
    if last && from.divided > 0 {
        demerits += LAST_BUT_ONE;
    }
    if last && from.line > 0 && line.natural < width * 0.15 {
        demerits += RUNT;
    }
    if from.fitness.abs_diff(fitness) > 1 {
        demerits += UNEVEN;
    }
    Node {
        at: Some(index),
        line: from.line + 1,
        fitness,
        divided,
        demerits: from.demerits + demerits,
        before,
        spaces: Spaces::default(),
    }
}

fn trace(nodes: &[Node], active: &[usize]) -> Vec<usize> {
    let mut ends = Vec::new();
    let best = active.iter().copied().min_by(|a, b| nodes[*a].demerits.total_cmp(&nodes[*b].demerits));
    let mut at = best.unwrap_or(0);
    while let Some(candidate) = nodes[at].at {
        ends.push(candidate);
        at = nodes[at].before;
    }
    ends.reverse();
    ends
}

/// First fit: each line takes what it can. For slots that are cut, where every line counts.
pub(crate) fn first_fit(
    candidates: &[Candidate],
    glue: &Glue,
    measure: Measure,
    may_end: impl Fn(Reason) -> bool,
) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut fits: Option<usize> = None;
    let mut index = 0;
    while index < candidates.len() {
        if !may_end(candidates[index].reason) {
            index += 1;
            continue;
        }
        let line = Stretch::new(candidates, ends.last().copied(), index, glue);
        let fit = line.natural <= measure.of(ends.len()) + SLACK;
        if !fit && let Some(known) = fits.take() {
            ends.push(known);
            index = known + 1;
            continue;
        }
        fits = Some(index);
        if !fit || candidates[index].reason == Reason::Hard {
            ends.push(index);
            fits = None;
        }
        index += 1;
    }
    ends
}

/// A line between two candidates.
struct Stretch {
    /// Where it begins on the endless line, pt.
    start: f64,
    atoms: std::ops::Range<usize>,
    natural: f64,
    /// Without the hyphen.
    floor: f64,
    stretch: f64,
    shrink: f64,
}

impl Stretch {
    fn new(candidates: &[Candidate], from: Option<usize>, to: usize, glue: &Glue) -> Self {
        let (start, atoms) = from.map_or((0.0, 0), |from| (candidates[from].start, candidates[from].atoms));
        let to = &candidates[to];
        let (stretch, shrink) = glue.between(atoms, to.seen);
        let hang = glue.hang(to);
        Self {
            start,
            atoms: atoms..to.seen,
            natural: to.end - start - hang,
            floor: to.floor - start - hang,
            stretch,
            shrink,
        }
    }

    fn least(&self, fill: Fill, floor: bool) -> f64 {
        let width = if floor { self.floor } else { self.natural };
        if fill == Fill::Justified { width - self.shrink } else { width }
    }

    /// How far its glue is stretched, of what it allows; below zero where it shrinks.
    fn ratio(&self, width: f64) -> f64 {
        let free = width - self.natural;
        free / if free < 0.0 { self.shrink } else { self.stretch }.max(0.1)
    }

    /// The spaces of a justified line under another.
    fn spaces(&self, above: &Spaces, glue: &Glue, width: f64, fill: Fill) -> Spaces {
        if fill != Fill::Justified {
            return Spaces::default();
        }
        glue.spaces(above, self.atoms.clone(), self.start, self.ratio(width))
    }

    /// Badness and looseness; a last line is as long as it likes.
    fn badness(&self, width: f64, fill: Fill, last: bool) -> (f64, u8) {
        let free = width - self.natural;
        match fill {
            _ if last && free >= 0.0 => (0.0, 1),
            Fill::Ragged(room) => (LOOSE * (free.max(0.0) / room).powi(3), 1),
            Fill::Justified => {
                let ratio = self.ratio(width);
                ((LOOSE * ratio.abs().powi(3)).min(WORST), fitness(ratio))
            }
        }
    }
}

fn fitness(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}
