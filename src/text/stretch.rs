//! Latin stretches inside Arabic text: SKUs, measures and names are set in the Latin family.
//!
//! A stretch begins and ends with a Latin letter or an ASCII digit and holds no Arabic letter,
//! so `KB-200 (500 g/m²)` inside a sentence is one stretch and its digits match its letters.

use std::ops::Range;

/// Byte ranges of `text` that should be set in the Latin family first.
pub fn latin_stretches(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, ch) in text.char_indices() {
        if is_latin(ch) {
            let end = at + ch.len_utf8();
            open = Some(open.map_or(at..end, |range| range.start..end));
        } else if is_rtl(ch) {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found
}

fn is_latin(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ('\u{00c0}'..='\u{024f}').contains(&ch)
}

/// Whether the character belongs to a script that runs right to left.
pub fn is_rtl(ch: char) -> bool {
    matches!(ch, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::latin_stretches;

    #[test]
    fn a_stretch_ends_at_the_next_arabic_letter() {
        let text = "منشفة KB-200 (500 g) قطن";
        let parts: Vec<&str> = latin_stretches(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["KB-200 (500 g"]);
    }
}
