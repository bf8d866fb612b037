//! Where a figure has its decimal sign, so that the figures of a column stand one under the other.

/// Byte at which what follows the last whole figure of `text` begins: its decimal sign, or its unit.
///
/// `None` without figures. `lang` is BCP 47; it says which sign divides whole from part.
pub fn decimal_place(text: &str, lang: &str) -> Option<usize> {
    let figure = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}')
    };
    let (last, digit) = text.char_indices().rev().find(|(_, c)| figure(*c))?;
    let end = last + digit.len_utf8();
    let whole = text[..end].trim_end_matches(figure);
    let divided =
        whole.ends_with(sign(lang)) && whole[..whole.len() - sign(lang).len_utf8()].ends_with(figure);
    let arabic = whole.ends_with('٫');
    Some(if divided || arabic { whole.char_indices().next_back().map_or(end, |(at, _)| at) } else { end })
}

/// The decimal sign of a language, CLDR 46, in Western figures.
fn sign(lang: &str) -> char {
    match lang.split(['-', '_']).next().unwrap_or_default() {
        "en" | "zh" | "ja" | "ko" | "hi" | "ta" | "he" | "ar" | "th" | "mr" | "ne" => '.',
        _ => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::decimal_place;

    #[test]
    fn the_sign_is_that_of_the_language() {
        let tail = |text: &'static str, lang| decimal_place(text, lang).map(|at| &text[at..]);
        assert_eq!(tail("€ 3.10", "en"), Some(".10"));
        assert_eq!(tail("€ 3,10", "de"), Some(",10"));
        assert_eq!(tail("1,200 pcs", "en"), Some(" pcs"));
        assert_eq!(tail("12", "fr"), Some(""));
        assert_eq!(tail("٣٫٥ كغ", "ar"), Some("٫٥ كغ"));
        assert_eq!(tail("on request", "en"), None);
    }
}
