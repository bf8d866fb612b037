//! What shaping gives back: lines of runs of glyphs, each cluster knowing its characters.

use serde::{Deserialize, Serialize};

/// A glyph, placed relative to the left edge of its run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// Index in the face.
    pub id: u16,
    /// Pen position from the run's left edge, pt.
    pub x: f32,
    /// Offset above the baseline, pt.
    pub y: f32,
}

/// Glyphs that stand for a stretch of characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Bytes in [`Paragraph::text`]; empty for a hyphen that was added at the end of a line.
    pub text: std::ops::Range<usize>,
    /// Indices in [`ShapedRun::glyphs`].
    pub glyphs: std::ops::Range<usize>,
}

/// Glyphs of one face, size and span on one line; clusters are in logical order.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedRun {
    /// Index in the font book.
    pub face: usize,
    /// Size in pt.
    pub size: f32,
    /// Index of the span it belongs to.
    pub span: usize,
    /// Whether it reads right to left.
    pub rtl: bool,
    /// Left edge from the left edge of the line box, pt.
    pub x: f32,
    /// Sum of advances, pt.
    pub width: f32,
    /// In logical order.
    pub clusters: Vec<Cluster>,
    /// In logical order of clusters, visual order inside one.
    pub glyphs: Vec<Glyph>,
}

/// One line; runs are in logical order.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapedLine {
    /// In logical order.
    pub runs: Vec<ShapedRun>,
    /// Width of what is on the line without hanging spaces, pt.
    pub width: f32,
    /// Whether the paragraph forced a break after it.
    pub hard_break: bool,
}

impl ShapedLine {
    /// Whether it ends in a hyphen that was added to divide a word.
    pub fn ends_divided(&self) -> bool {
        self.runs.last().and_then(|run| run.clusters.last()).is_some_and(|last| last.text.is_empty())
    }
}

/// A broken paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The characters, as in the source.
    pub text: String,
    /// The lines from top to bottom.
    pub lines: Vec<ShapedLine>,
    /// Characters no font has, with the span they are in.
    pub missing: Vec<(usize, char)>,
    /// Words that had to be broken inside because they are wider than the line, with their span.
    pub broken: Vec<(usize, String)>,
    /// Spans whose weight no file has: (span, weight asked for, family found).
    pub synthesised: Vec<(usize, u16, String)>,
    /// Lines that were weighed to find the best ones: what breaking it cost.
    pub weighed: usize,
}

impl Paragraph {
    /// The characters a cluster stands for: a soft hyphen for a hyphen that was added.
    pub fn words(&self, cluster: &Cluster) -> &str {
        if cluster.text.is_empty() { "\u{ad}" } else { &self.text[cluster.text.clone()] }
    }

    /// Width of the widest line in pt.
    pub fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }
}
