//! How a word is searched for: accents, case and the spellings of Arabic that writers do not keep
//! apart are folded away. `themes/loom/assets/scripts/search.js` folds what a visitor types alike.

use unicode_normalization::UnicodeNormalization;

/// The words of a text as the index knows them, in order; Arabic ones also without their article.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut out = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        out.extend(without_article(word).map(str::to_owned));
        out.push(word.to_owned());
    }
    out
}

/// A text without what is not told apart.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_dropped(*c)) {
        match alike(c) {
            Some(other) => out.push_str(other),
            None => out.push(latin_digit(c)),
        }
    }
    out
}

/// Accents, the points of Arabic and Hebrew, tatweel, a hamza on its own, and marks without a width.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6ed}' | 'ـ' | 'ء' | '\u{ad}' | '\u{200b}'..='\u{200f}')
}

/// Letters written in one of two ways.
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        'ٱ' => "ا",
        'ة' => "ه",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        _ => return None,
    })
}

fn latin_digit(c: char) -> char {
    let digit = match c {
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

/// An Arabic word without its article, also one joined to "and", "with" or "for".
fn without_article(word: &str) -> Option<&str> {
    let rest =
        ["وال", "بال", "كال", "فال", "ال", "لل"].iter().find_map(|article| word.strip_prefix(article))?;
    (rest.chars().count() >= 3).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn accents_and_case_are_folded() {
        assert_eq!(words("Éponge à Großer Œillet"), ["eponge", "a", "grosser", "oeillet"]);
        assert_eq!(words("TT/550-BLU, 480 g/m²"), ["tt", "550", "blu", "480", "g", "m2"]);
    }

    #[test]
    fn arabic_spellings_are_one() {
        assert_eq!(words("أَقْمِشَة"), words("اقمشه"));
        assert_eq!(words("مستشفى"), words("مستشفي"));
        assert_eq!(words("منـــشفة"), ["منشفه"]);
        assert_eq!(words("قائمة ٤٥٠"), ["قايمه", "450"]);
        assert_eq!(words("والمناشف"), ["مناشف", "والمناشف"]);
        assert_eq!(words("إلى"), ["الي"], "too short to have an article");
    }
}
