//! Glyphs of a content stream, with the characters they stand for where they do not say so themselves.

use super::content::Writer;
use super::directions::{Directions, Edges};
use super::fonts::UsedFonts;
use super::numbers::{op, put, utf16_hex};
use crate::render::print::frame::{Placed, TextItem};
use crate::render::print::press::Use;
use crate::text::{Cluster, Glyph, Paragraph, ShapedRun};

impl Writer<'_> {
    /// Writes the runs of an item.
    pub(super) fn text(&mut self, placed: &Placed, item: &TextItem) {
        let line = &item.paragraph.lines[item.line];
        self.paint.fill(&mut self.out, item.color, Use::Fine);
        self.out.extend_from_slice(b"BT\n");
        let base = self.height - placed.y + item.rise;
        let directions = Directions::of(line, &item.paragraph, self.rtl);
        for index in item.runs.clone() {
            let run = &line.runs[index];
            self.out.extend_from_slice(format!("/{} ", UsedFonts::name(run.face)).as_bytes());
            op(&mut self.out, &[run.size], "Tf");
            op(&mut self.out, &[1.0, 0.0, 0.0, 1.0, placed.x + run.x, base], "Tm");
            let edges = |cluster| directions.edges(index, cluster);
            self.run(run, &item.paragraph, &edges, (placed.x + run.x, base));
        }
        self.out.extend_from_slice(b"ET\n");
        if item.strike {
            for run in &line.runs[item.runs.clone()] {
                op(
                    &mut self.out,
                    &[placed.x + run.x, base + run.size * 0.28, run.width, run.size * 0.05],
                    "re f",
                );
            }
        }
    }

    /// Glyphs in logical order; `TJ` moves the pen wherever it has to be, also backwards.
    fn run(
        &mut self,
        run: &ShapedRun,
        paragraph: &Paragraph,
        edges: &dyn Fn(usize) -> Edges,
        origin: (f32, f32),
    ) {
        let mut pen = Pen { at: 0.0, rise: 0.0, open: false };
        for (index, cluster) in run.clusters.iter().enumerate() {
            let edges = edges(index);
            let words = paragraph.words(cluster);
            if words == "\n" || cluster.glyphs.is_empty() {
                continue;
            }
            if run.rtl && words.chars().count() > 1 {
                pen.close(&mut self.out);
                self.turned(run, cluster, (words, edges), origin);
                pen.at = 0.0;
                continue;
            }
            let plain = !edges.any() && self.fonts.reads_back(run, cluster, words);
            if plain {
                self.glyph(run, run.glyphs[cluster.glyphs.start], &mut pen);
                continue;
            }
            // One span for all its glyphs: readers take the cluster's place from its first and last.
            pen.close(&mut self.out);
            self.out.extend_from_slice(
                format!("/Span <</ActualText <FEFF{}>>> BDC\n", utf16_hex(&edges.around(words))).as_bytes(),
            );
            for glyph in self.outermost_outside(run, cluster) {
                self.glyph(run, glyph, &mut pen);
            }
            pen.close(&mut self.out);
            self.out.extend_from_slice(b"EMC\n");
        }
        pen.close(&mut self.out);
        if pen.rise != 0.0 {
            op(&mut self.out, &[0.0], "Ts");
        }
    }

    /// A cluster of several characters that reads right to left, one span of text for each character.
    ///
    /// Readers that put glyphs in order by place would otherwise turn its characters round. The last
    /// letter shows the glyph; letters before it are invisible slivers at its right, marks behind it
    /// slivers at its left, so that places fall in the order of reading.
    fn turned(
        &mut self,
        run: &ShapedRun,
        cluster: &Cluster,
        (words, edges): (&str, Edges),
        (x, y): (f32, f32),
    ) {
        let glyphs = self.base_first(run, cluster);
        let base = glyphs[0];
        let width = self.advance(run, base);
        let number = self.fonts.glyph(run.face, base.id);
        let letters: Vec<char> = words.chars().collect();
        let shown = letters.iter().rposition(|c| !is_mark(*c)).unwrap_or(0);
        for (index, letter) in letters.iter().enumerate() {
            let dx = match index.cmp(&shown) {
                std::cmp::Ordering::Less => width * (1.0 - 0.04 * (index + 1) as f32),
                std::cmp::Ordering::Equal => 0.0,
                std::cmp::Ordering::Greater => -0.04 * width * (index - shown) as f32,
            };
            let show = if index == shown {
                format!("<{number:04X}> Tj\n")
            } else {
                format!("3 Tr 4 Tz <{number:04X}> Tj 0 Tr 100 Tz\n")
            };
            let edges = edges.only(index + 1 == letters.len(), index == 0);
            self.spoken(&edges.around(letter.encode_utf8(&mut [0; 4])), (x + base.x + dx, y + base.y), &show);
        }
        for mark in &glyphs[1..] {
            let number = self.fonts.glyph(run.face, mark.id);
            self.spoken("", (x + mark.x, y + mark.y), &format!("<{number:04X}> Tj\n"));
        }
        op(&mut self.out, &[1.0, 0.0, 0.0, 1.0, x, y], "Tm");
    }

    /// Glyphs at a place that stand for these words.
    fn spoken(&mut self, words: &str, (x, y): (f32, f32), show: &str) {
        let words = utf16_hex(words);
        self.out.extend_from_slice(format!("/Span <</ActualText <FEFF{words}>>> BDC\n").as_bytes());
        op(&mut self.out, &[1.0, 0.0, 0.0, 1.0, x, y], "Tm");
        self.out.extend_from_slice(show.as_bytes());
        self.out.extend_from_slice(b"EMC\n");
    }

    /// Glyphs of a cluster, the letter first: readers take the place of a cluster from it. Marks have no
    /// advance; some of them stand on the baseline as letters do.
    fn base_first(&self, run: &ShapedRun, cluster: &Cluster) -> Vec<Glyph> {
        let mut glyphs = run.glyphs[cluster.glyphs.clone()].to_vec();
        glyphs.sort_by(|a, b| {
            let widths = self.advance(run, *b).total_cmp(&self.advance(run, *a));
            widths.then(a.y.abs().total_cmp(&b.y.abs()))
        });
        glyphs
    }

    fn advance(&self, run: &ShapedRun, glyph: Glyph) -> f32 {
        let face = &self.book.faces()[run.face];
        face.advances.get(usize::from(glyph.id)).copied().unwrap_or(0.0) * run.size / face.upem
    }

    /// Glyphs of a cluster, the leftmost first and the one that reaches farthest right last.
    fn outermost_outside(&self, run: &ShapedRun, cluster: &Cluster) -> Vec<Glyph> {
        let advance = |glyph: &Glyph| self.advance(run, *glyph);
        let right = |glyph: &Glyph| glyph.x + advance(glyph);
        let mut glyphs = run.glyphs[cluster.glyphs.clone()].to_vec();
        // Marks have no advance and stand between the letters that have one.
        glyphs.sort_by(|a, b| right(a).total_cmp(&right(b)));
        let letters = |glyph: &&Glyph| advance(glyph) > 0.0;
        let first = glyphs.iter().filter(letters).min_by(|a, b| a.x.total_cmp(&b.x)).copied();
        let Some(at) = first.and_then(|first| glyphs.iter().position(|glyph| *glyph == first)) else {
            return glyphs;
        };
        glyphs[..=at].rotate_right(1);
        if let Some(last) = (1..glyphs.len()).rev().find(|index| advance(&glyphs[*index]) > 0.0) {
            glyphs[last..].rotate_left(1);
        }
        glyphs
    }

    fn glyph(&mut self, run: &ShapedRun, glyph: Glyph, pen: &mut Pen) {
        if (glyph.y - pen.rise).abs() > 0.001 {
            pen.close(&mut self.out);
            op(&mut self.out, &[glyph.y], "Ts");
            pen.rise = glyph.y;
        }
        let back = ((pen.at - glyph.x) * 1000.0 / run.size).round();
        pen.begin(&mut self.out);
        if back != 0.0 {
            put(&mut self.out, back);
            pen.at -= back * run.size / 1000.0;
        }
        let number = self.fonts.glyph(run.face, glyph.id);
        self.out.extend_from_slice(format!("<{number:04X}>").as_bytes());
        pen.at += self.advance(run, glyph);
    }
}

/// Marks that belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}')
}

/// Where the pen is in a run, and whether a `TJ` array is open.
struct Pen {
    at: f32,
    rise: f32,
    open: bool,
}

impl Pen {
    fn begin(&mut self, out: &mut Vec<u8>) {
        if !self.open {
            out.push(b'[');
            self.open = true;
        }
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        if self.open {
            out.extend_from_slice(b"] TJ\n");
            self.open = false;
        }
    }
}
