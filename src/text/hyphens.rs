//! Hyphenation: where a word of running text may be divided in its language.
//!
//! Article numbers, addresses, abbreviations and words with figures in them are never divided.

use std::ops::Range;

/// Least letters before and after a division.
const LEAST: (usize, usize) = (2, 3);

/// Bytes at which words of `text[range]` may be divided, each with the word it divides.
///
/// `lang` is BCP 47; a language without patterns has no divisions.
pub(crate) fn divisions(text: &str, range: Range<usize>, lang: &str) -> Vec<(usize, Range<usize>)> {
    let Some(patterns) = patterns(lang) else { return Vec::new() };
    let mut found = Vec::new();
    for token in tokens(text, range) {
        let Some(word) = plain_word(text, token) else { continue };
        let (least_before, least_after) = patterns.bounds();
        let (before, after) = (LEAST.0.max(least_before), LEAST.1.max(least_after));
        let mut at = word.start;
        for part in hypher::hyphenate_bounded(&text[word.clone()], patterns, before, after) {
            at += part.len();
            if at < word.end {
                found.push((at, word.clone()));
            }
        }
    }
    found
}

/// The run of letters around a byte.
pub(crate) fn word_around(text: &str, at: usize) -> Range<usize> {
    let start =
        text[..at].char_indices().rev().take_while(|(_, c)| is_letter(*c)).last().map_or(at, |(i, _)| i);
    let end = text[at..].find(|c| !is_letter(c)).map_or(text.len(), |i| at + i);
    start..end
}

fn patterns(lang: &str) -> Option<hypher::Lang> {
    let primary = match lang.split(['-', '_']).next()? {
        "no" | "nn" => "nb",
        other => other,
    };
    hypher::Lang::from_iso(primary.as_bytes().try_into().ok()?)
}

fn tokens(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = range.start;
    let part = &text[range];
    part.split(char::is_whitespace).map(move |token| {
        let start = base + (token.as_ptr() as usize - part.as_ptr() as usize);
        start..start + token.len()
    })
}

/// The letters of a token that is a word and nothing else.
fn plain_word(text: &str, token: Range<usize>) -> Option<Range<usize>> {
    let inner = text[token.clone()].trim_matches(|c: char| !c.is_alphanumeric());
    let start = token.start + text[token].find(inner)?;
    // An elided article is left whole: `l’entreprise` is divided behind it.
    let skipped = inner
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '’' | '\''))
        .map_or(0, |(i, c)| i + c.len_utf8());
    let word = &inner[skipped..];
    let mut letters = word.chars();
    let first = letters.next()?;
    let plain = is_letter(first) && letters.all(|c| is_letter(c) && !c.is_uppercase());
    (plain && word.chars().count() >= LEAST.0 + LEAST.1)
        .then_some(start + skipped..start + skipped + word.len())
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str, lang: &str) -> String {
        let mut out = text.to_owned();
        for (at, _) in divisions(text, 0..text.len(), lang).into_iter().rev() {
            out.insert(at, '|');
        }
        out
    }

    #[test]
    fn words_are_divided_by_their_language() {
        assert_eq!(divided("Fine weaving, manufacturers.", "en"), "Fine weav|ing, man|u|fac|tur|ers.");
        assert_eq!(divided("Handtuchhersteller", "de-DE"), "Hand|tuch|her|stel|ler");
        assert_eq!(divided("l’entreprise", "fr"), "l’en|tre|prise");
    }

    #[test]
    fn codes_addresses_and_figures_stay_whole() {
        for whole in ["AK-WF-500", "www.example.org", "DENIZLI", "OekoTex", "500gsm", "ready-made"] {
            assert_eq!(divided(whole, "en"), whole);
        }
    }
}
