//! Marks of direction in the text behind the glyphs, so that readers find the order of reading again.
//!
//! Readers such as Poppler sort glyphs by place and read a line from the side that the letters of the
//! whole page suggest. They know letters and figures only: a space, bracket or stop goes with whatever
//! stands before it, which takes it to the wrong side of a Latin word in Arabic. A mark at the edge of
//! such a word (U+200F at its left, U+200E at its right) tells them where its direction ends.

use std::collections::BTreeMap;

use unicode_bidi::{BidiClass, bidi_class};

use crate::render::print::frame::{FrameItem, Page, TextItem};
use crate::text::{Paragraph, ShapedLine};

/// Right-to-left mark, for the left edge of a cluster.
const TO_LEFT: char = '\u{200f}';
/// Left-to-right mark, for the right edge of a cluster.
const TO_RIGHT: char = '\u{200e}';

/// Whether most letters of a page read right to left.
pub(super) fn reads_right_to_left(page: &Page) -> bool {
    let texts = page.items.iter().filter_map(|placed| match &placed.item {
        FrameItem::Text(text) => Some(text),
        _ => None,
    });
    texts.map(balance).sum::<i64>() < 0
}

/// Letters that read to the right less those that read to the left.
fn balance(item: &TextItem) -> i64 {
    let runs = &item.paragraph.lines[item.line].runs[item.runs.clone()];
    let letters = runs.iter().flat_map(|run| &run.clusters).flat_map(|c| item.paragraph.words(c).chars());
    letters
        .map(|letter| match Reads::of(letter) {
            Reads::Right => 1,
            Reads::Left => -1,
            _ => 0,
        })
        .sum()
}

/// The edges of a cluster that get a mark.
#[derive(Clone, Copy, Default)]
pub(super) struct Edges {
    left: bool,
    right: bool,
}

impl Edges {
    /// Whether there is any.
    pub(super) fn any(self) -> bool {
        self.left || self.right
    }

    /// Words with their marks in the order in which readers deal characters out over a cluster's width.
    pub(super) fn around(self, words: &str) -> String {
        let mut out = String::with_capacity(words.len() + 6);
        out.extend(self.left.then_some(TO_LEFT));
        out.push_str(words);
        out.extend(self.right.then_some(TO_RIGHT));
        out
    }

    /// The mark at the left only, or at the right only, for clusters that are written letter by letter.
    pub(super) fn only(self, left: bool, right: bool) -> Self {
        Self { left: self.left && left, right: self.right && right }
    }
}

/// The marks of a line, by run and cluster.
#[derive(Default)]
pub(super) struct Directions(BTreeMap<(usize, usize), Edges>);

/// How a reader takes a character.
#[derive(Clone, Copy, PartialEq)]
enum Reads {
    Right,
    Left,
    /// Figures, and marks that may stand in numbers: readers do not look whether they do.
    Figure,
    Neither,
}

impl Reads {
    fn of(c: char) -> Self {
        match bidi_class(c) {
            BidiClass::L => Self::Right,
            BidiClass::R | BidiClass::AL => Self::Left,
            BidiClass::EN | BidiClass::AN | BidiClass::ES | BidiClass::ET | BidiClass::CS => Self::Figure,
            _ => Self::Neither,
        }
    }

    /// Whether a reader goes on, or begins to go on, in a direction here.
    fn begins(self, rtl: bool) -> bool {
        if rtl { self == Self::Left } else { matches!(self, Self::Right | Self::Figure) }
    }
}

/// A cluster as it is seen.
struct Seen {
    at: (usize, usize),
    rtl: bool,
    space: bool,
    /// Of its first and its last character.
    ends: (Reads, Reads),
}

impl Directions {
    /// The marks that a line needs on a page that is read from this side.
    pub(super) fn of(line: &ShapedLine, paragraph: &Paragraph, page_rtl: bool) -> Self {
        let mut out = Self::default();
        if !page_rtl && !line.runs.iter().any(|run| run.rtl) {
            return out;
        }
        let mut seen = seen(line, paragraph);
        if page_rtl {
            seen.reverse();
        }
        let mut at = 0;
        while at < seen.len() {
            let length = seen[at..].iter().take_while(|cluster| cluster.rtl != page_rtl).count();
            out.embrace(&seen, at..at + length, page_rtl);
            at += length.max(1);
        }
        if page_rtl {
            out.hold_marks(&seen);
        }
        out
    }

    /// The edges of a cluster that get a mark.
    pub(super) fn edges(&self, run: usize, cluster: usize) -> Edges {
        self.0.get(&(run, cluster)).copied().unwrap_or_default()
    }

    /// Marks where a stretch against the page's direction begins and ends, in the reader's order.
    fn embrace(&mut self, seen: &[Seen], range: std::ops::Range<usize>, page_rtl: bool) {
        let visible = |cluster: &&Seen| !cluster.space;
        let stretch = &seen[range.clone()];
        let (Some(first), Some(last)) = (stretch.iter().find(visible), stretch.iter().rev().find(visible))
        else {
            return;
        };
        let outer = if first.rtl || page_rtl { first.ends.1 } else { first.ends.0 };
        if !outer.begins(!page_rtl) {
            self.mark(first.at, !page_rtl);
        }
        if seen.get(range.end).is_some_and(|next| !next.ends.0.begins(page_rtl)) {
            self.mark(last.at, page_rtl);
        }
    }

    /// A comma or stop in Arabic would begin a number that goes on to the right.
    fn hold_marks(&mut self, seen: &[Seen]) {
        for (index, cluster) in seen.iter().enumerate().filter(|(_, cluster)| cluster.rtl && !cluster.space) {
            let next = seen.get(index + 1);
            if cluster.ends.0 == Reads::Figure && next.is_some_and(|next| !next.ends.0.begins(true)) {
                self.mark(cluster.at, true);
            }
        }
    }

    fn mark(&mut self, at: (usize, usize), left: bool) {
        let edges = self.0.entry(at).or_default();
        if left { edges.left = true } else { edges.right = true }
    }
}

/// The clusters of a line from left to right.
fn seen(line: &ShapedLine, paragraph: &Paragraph) -> Vec<Seen> {
    let mut order: Vec<usize> = (0..line.runs.len()).collect();
    order.sort_by(|a, b| line.runs[*a].x.total_cmp(&line.runs[*b].x));
    let mut out = Vec::new();
    for index in order {
        let run = &line.runs[index];
        let start = out.len();
        out.extend(run.clusters.iter().enumerate().filter_map(|(cluster, of)| {
            let words = paragraph.words(of);
            let (first, last) = (words.chars().next()?, words.chars().next_back()?);
            Some(Seen {
                at: (index, cluster),
                rtl: run.rtl,
                space: words.chars().all(char::is_whitespace),
                ends: (Reads::of(first), Reads::of(last)),
            })
        }));
        if run.rtl {
            out[start..].reverse();
        }
    }
    out
}
