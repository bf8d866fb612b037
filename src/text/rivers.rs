//! Rivers: spaces that stand over each other in several lines and join to a white streak.

/// Most widths of a space by which spaces of neighbouring lines may differ and still join.
const NEAR: f64 = 0.7;
/// Demerits of each space that makes a river of three lines, and again of each further line of it: enough
/// to choose between breaks that are nearly as good, too little for a line that is visibly looser.
const RIVER: f64 = 8_000.0;
/// Demerits of two spaces over each other, from which a river may come.
const PAIR: f64 = 1_000.0;

/// The spaces of a justified line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Spaces {
    /// Middle of each from the line's first edge in pt, and through how many lines up to this one it goes.
    places: Vec<(f64, u8)>,
}

impl Spaces {
    /// The spaces of a line under another one; `width` is that of a space, pt.
    pub(crate) fn under(above: &Self, middles: impl Iterator<Item = f64>, width: f64) -> Self {
        let mut first = 0;
        let places = middles.map(|x| {
            while above.places.get(first).is_some_and(|(over, _)| *over < x - NEAR * width) {
                first += 1;
            }
            let near = above.places[first..].iter().take_while(|(over, _)| *over <= x + NEAR * width);
            let lines = near.map(|(_, lines)| *lines).max().unwrap_or(0);
            (x, lines.saturating_add(1))
        });
        Self { places: places.collect() }
    }

    /// What the rivers that reach this line cost.
    pub(crate) fn demerits(&self) -> f64 {
        let of = |lines: u8| match lines {
            0 | 1 => 0.0,
            2 => PAIR,
            more => RIVER * f64::from(more.min(9) - 2),
        };
        self.places.iter().map(|(_, lines)| of(*lines)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Spaces;

    fn lines(all: &[&[f64]]) -> f64 {
        let mut above = Spaces::default();
        let mut sum = 0.0;
        for line in all {
            above = Spaces::under(&above, line.iter().copied(), 2.0);
            sum += above.demerits();
        }
        sum
    }

    #[test]
    fn a_river_has_at_least_three_lines_and_may_lean() {
        assert_eq!(lines(&[&[10.0, 30.0], &[10.5, 50.0]]), super::PAIR);
        assert_eq!(lines(&[&[10.0], &[20.0], &[10.0]]), 0.0);
        assert_eq!(lines(&[&[10.0], &[11.0], &[12.0]]), super::PAIR + super::RIVER);
        assert_eq!(lines(&[&[10.0], &[11.0], &[12.0], &[13.0]]), super::PAIR + 3.0 * super::RIVER);
    }
}
