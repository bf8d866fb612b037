//! Handles from names: file names that every system takes, the same for the same name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest handle made here; the rest of a name tells nobody anything.
const LONGEST: usize = 40;

/// Letters that lose nothing but their marks when they are decomposed need no entry.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'ø' => "o",
        'œ' => "oe",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        '&' => "-and-",
        '+' => "-plus-",
        // Arabic as in the romanisation of the United Nations, without its marks.
        'ا' | 'أ' | 'إ' | 'آ' | 'ى' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ئ' | 'ی' => "y",
        'ة' => "a",
        'ع' | 'ء' => "",
        _ => return None,
    })
}

/// A handle from a name; empty when nothing of it can be written in Latin letters.
pub fn handle(name: &str) -> String {
    let mut out = String::new();
    let plain = super::numbers::plain_digits(&name.to_lowercase());
    // Arabic letters carry marks that are part of them; those are looked up first.
    for c in plain.nfc() {
        if let Some(letters) = latin(c) {
            out.push_str(letters);
            continue;
        }
        for part in c.nfkd().filter(|part| !is_combining_mark(*part)) {
            match part {
                'a'..='z' | '0'..='9' => out.push(part),
                other => out.push_str(latin(other).unwrap_or("-")),
            }
        }
    }
    let words: Vec<&str> = out.split('-').filter(|word| !word.is_empty()).collect();
    let mut handle = String::new();
    for word in words {
        if !handle.is_empty() && handle.len() + word.len() + 1 > LONGEST {
            break;
        }
        if !handle.is_empty() {
            handle.push('-');
        }
        handle.push_str(word);
    }
    handle.truncate(LONGEST);
    handle
}

/// A handle that is not taken yet; of several of one name the second is called `…-2`.
pub fn free_handle(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let first = if wanted.is_empty() { "entry" } else { wanted };
    let reserved = matches!(first, "con" | "prn" | "aux" | "nul")
        || (first.len() == 4 && (first.starts_with("com") || first.starts_with("lpt")));
    if !is_taken(first) && !reserved {
        return first.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let next = format!("{first}-{number}");
        if !is_taken(&next) {
            return next;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_plain_and_stable() {
        for (name, wanted) in [
            ("Bath towel, 550 g/m²", "bath-towel-550-g-m2"),
            ("Serviette éponge", "serviette-eponge"),
            ("Größe XL", "grosse-xl"),
            ("منشفة حمام", "mnshfa-hmam"),
            ("Łódź Øre & Co.", "lodz-ore-and-co"),
            ("!!!", ""),
        ] {
            assert_eq!(handle(name), wanted, "{name}");
        }
        assert_eq!(free_handle("bath", |own| own == "bath"), "bath-2");
        assert_eq!(free_handle("con", |_| false), "con-2");
        assert!(handle(&"very long names ".repeat(9)).len() <= LONGEST);
    }
}
