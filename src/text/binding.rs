//! What belongs together on a line though a space stands in it: a number and its unit, a sign and
//! its number, and the spaced punctuation of French.
//!
//! Only breaking is prevented; what was typed stays as it was typed.

/// Abbreviations that belong to the number after them.
const BEFORE: &[&str] = &[
    "No.", "Nos.", "Nr.", "Nº", "N°", "n°", "nº", "№", "§", "§§", "p.", "pp.", "S.", "Art.", "art.", "Fig.",
    "fig.", "Abb.", "HS", "CN", "ISO", "EN", "Rev.", "ca.", "c.", "~", "±", "+",
];

/// Currencies by letters; those by sign are known by their Unicode category.
const CURRENCIES: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "TRY", "AED", "SAR", "EGP", "PLN", "SEK", "DKK", "NOK",
    "RUB",
];

/// Units of measure that are written alike everywhere.
const UNITS: &[&str] = &[
    "%", "‰", "°C", "°F", "°", "K", "mm", "cm", "dm", "m", "km", "µm", "mm²", "cm²", "m²", "m³", "cm³", "g",
    "kg", "mg", "t", "g/m²", "gsm", "g/m", "oz", "lb", "lbs", "dtex", "den", "tex", "Ne", "Nm", "N", "kN",
    "Pa", "kPa", "W", "kW", "kWh", "V", "A", "Hz", "l", "L", "ml", "h", "min", "ppi", "pt", "px", "ft", "yd",
    "m/min", "°dH", "bar",
];

/// Words that count things, by language.
fn counted(lang: &str) -> &'static [&'static str] {
    match lang {
        "en" => &[
            "pcs", "pc", "pieces", "pairs", "sets", "rolls", "days", "weeks", "months", "years", "looms",
            "people", "machines",
        ],
        "de" => {
            &["Stk.", "Stk", "Stück", "Paar", "Rollen", "Tage", "Tagen", "Wochen", "Jahre", "Jahren", "Uhr"]
        }
        "fr" => &["pcs", "pièces", "paires", "rouleaux", "jours", "semaines", "ans", "heures"],
        "es" => &["uds.", "uds", "piezas", "pares", "días", "semanas", "años"],
        "it" => &["pz.", "pz", "pezzi", "paia", "giorni", "settimane", "anni"],
        "pt" => &["un.", "peças", "pares", "dias", "semanas", "anos"],
        "nl" => &["st.", "stuks", "dagen", "weken", "jaar"],
        "tr" => &["adet", "çift", "gün", "hafta", "yıl"],
        "ru" => &["шт.", "шт", "г", "кг", "см", "м", "мм", "г/м²", "дней", "недель", "лет"],
        "el" => &["τεμ.", "τεμ", "ημέρες", "χλμ", "γρ."],
        "ar" => &["قطعة", "قطع", "كغ", "غ", "غم", "سم", "م", "مم", "م²", "يوم", "يومًا", "أسبوع"],
        "he" => &["יח׳", "יחידות", "ק״ג", "גרם", "ס״מ", "מ״מ", "מ׳", "ימים"],
        "hi" => &["पीस", "ग्राम", "किग्रा", "सेमी", "मी", "दिन"],
        "ta" => &["துண்டுகள்", "கிராம்", "கிலோ", "செமீ", "நாட்கள்"],
        _ => &["pcs"],
    }
}

/// Whether a line should not end at the space between `before` and `after`, in a language by BCP 47.
///
/// Both are the whole text on their side of the space, without it.
pub(crate) fn holds(before: &str, after: &str, lang: &str) -> bool {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let left = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let left = left.trim_start_matches(['(', '[', '«', '“', '"']);
    let right = after.split(char::is_whitespace).next().unwrap_or_default();
    let closing = |c: char| matches!(c, ',' | ';' | ':' | ')' | ']' | '!' | '?' | '»' | '”' | '"' | '\u{3001}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}');
    let unit = right.split(closing).next().unwrap_or_default();
    let numeral = left.chars().next_back().is_some_and(char::is_numeric);
    let opens_number = right.chars().next().is_some_and(char::is_numeric);
    if numeral {
        return is_unit(unit, primary) || is_currency(unit) || (opens_number && groups(left, unit));
    }
    if opens_number {
        return BEFORE.contains(&left) || is_currency(left);
    }
    primary == "fr" && french(before, right)
}

fn is_unit(word: &str, lang: &str) -> bool {
    let full = word.strip_suffix('.').unwrap_or(word);
    [word, full].iter().any(|word| UNITS.contains(word) || counted(lang).contains(word))
}

fn is_currency(word: &str) -> bool {
    CURRENCIES.contains(&word) || matches!(word, "€" | "$" | "£" | "¥" | "₹" | "₺" | "₽" | "₪" | "US$")
}

/// Thousands: `40 000`, never `in 2024 300 looms`.
fn groups(left: &str, right: &str) -> bool {
    let figures = |word: &str| word.chars().take_while(char::is_ascii_digit).count();
    let rest = right.trim_start_matches(|c: char| c.is_ascii_digit());
    let ends = rest.is_empty() || rest.starts_with(['.', ',']);
    (1..=3).contains(&left.len()) && figures(left) == left.len() && figures(right) == 3 && ends
}

fn french(left: &str, right: &str) -> bool {
    let closing = |c: char| matches!(c, ':' | ';' | '!' | '?' | '»');
    left.ends_with('«') || right.starts_with(closing)
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn numbers_keep_their_units_and_signs() {
        for (before, after, lang) in [
            ("MOQ 40", "000 pcs", "en"),
            ("MOQ 40 000", "pcs.", "en"),
            ("of 500", "g/m², dyed", "en"),
            ("at 30", "°C", "en"),
            ("for €", "3.10 each", "en"),
            ("Hall 2, No.", "5", "en"),
            ("nach §", "4", "de"),
            ("in 12", "Wochen", "de"),
            ("1 200", "шт.", "ru"),
            ("٤٠", "قطعة", "ar"),
            ("il dit «", "oui", "fr"),
            ("deux", ": trois", "fr"),
            ("綿百、500", "g/m²、最小", "ja"),
        ] {
            assert!(holds(before, after, lang), "{before}|{after}");
        }
    }

    #[test]
    fn other_words_part_freely() {
        for (before, after, lang) in [
            ("in 2024", "300 looms", "en"),
            ("of 12", "firms", "en"),
            ("deux", ": trois", "en"),
            ("No.", "firm", "en"),
            ("the", "pcs", "en"),
        ] {
            assert!(!holds(before, after, lang), "{before}|{after}");
        }
    }
}
