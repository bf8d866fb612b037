//! Numbers with units: a weight in ounces for a field in grams, a carton in inches for one in centimetres.

use super::numbers::{Decimal, NoNumber, number, plain_digits};

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Length,
    Weight,
    Area,
    WeightOfArea,
    Share,
    Time,
}

/// Names of units, folded, with how many of the first one of their measure they are.
/// Factors: NIST Special Publication 811, appendix B.8.
const UNITS: [(Measure, f64, &[&str]); 22] = [
    (Measure::Length, 1.0, &["cm", "centimetre", "centimeter", "سم"]),
    (Measure::Length, 0.1, &["mm", "millimetre", "millimeter"]),
    (Measure::Length, 100.0, &["m", "metre", "meter", "mtr", "mtrs", "mètre"]),
    (Measure::Length, 2.54, &["in", "inch", "inches", "\"", "″", "''", "zoll", "pouces", "بوصة"]),
    (Measure::Length, 30.48, &["ft", "feet", "foot", "′"]),
    (Measure::Length, 91.44, &["yd", "yard", "yards", "yds"]),
    (Measure::Weight, 1.0, &["kg", "kgs", "kilogram", "kilo", "كجم", "كغ"]),
    (Measure::Weight, 0.001, &["g", "gm", "gms", "gr", "gram", "grams", "gramm"]),
    (Measure::Weight, 1000.0, &["t", "to", "ton", "tons", "tonne", "tonnes", "mt"]),
    (Measure::Weight, 0.453_592_37, &["lb", "lbs", "pound", "pounds"]),
    (Measure::Weight, 0.028_349_523_125, &["oz", "ounce", "ounces"]),
    (Measure::Area, 1.0, &["m²", "m2", "sqm", "sq m", "qm", "sq mtr"]),
    (Measure::Area, 0.092_903_04, &["ft²", "ft2", "sqft", "sq ft", "square feet"]),
    (Measure::WeightOfArea, 1.0, &["gsm", "g/m²", "g/m2", "g/sqm", "g/qm", "gr/m2", "gr/m²", "g m²"]),
    (Measure::WeightOfArea, 33.905_75, &["oz/yd²", "oz/yd2", "oz/sqyd", "oz/sq yd", "osy"]),
    (Measure::Share, 1.0, &["%", "percent", "prozent", "pour cent", "per cent", "pct", "٪"]),
    (
        Measure::Time,
        1.0,
        &["days", "day", "d", "tage", "tag", "jours", "jour", "يوم", "يوما", "أيام", "ايام"],
    ),
    (Measure::Time, 7.0, &["weeks", "week", "wks", "wk", "wochen", "woche", "semaines", "semaine", "أسابيع"]),
    (Measure::Time, 30.0, &["months", "month", "monate", "monat", "mois"]),
    (Measure::Weight, 100.0, &["quintal", "qtl"]),
    (Measure::Length, 1.0, &["cms"]),
    (Measure::Area, 10_000.0, &["ha", "hectare"]),
];

fn find(unit: &str) -> Option<(Measure, f64)> {
    let unit = folded(unit);
    UNITS
        .iter()
        .find(|(.., names)| names.contains(&unit.as_str()))
        .map(|(measure, factor, _)| (*measure, *factor))
}

/// Lower case, without the dots of abbreviations.
pub fn folded(unit: &str) -> String {
    let lower = plain_digits(unit).to_lowercase();
    lower.trim().trim_end_matches(['.', '-', '/']).replace('.', "").trim().to_owned()
}

/// How many of `to` one of `from` is; `None` when they do not measure the same, or one is unknown.
pub fn factor(from: &str, to: &str) -> Option<f64> {
    if folded(from) == folded(to) {
        return Some(1.0);
    }
    let ((from, size), (to, into)) = (find(from)?, find(to)?);
    (from == to).then_some(size / into)
}

/// Whether it is the name of a unit of measure.
pub fn is_unit(word: &str) -> bool {
    find(word).is_some()
}

/// A number or a range, and the words after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, or the lower one.
    pub low: f64,
    /// The upper one of a range.
    pub high: Option<f64>,
    /// What follows, such as a unit.
    pub rest: String,
}

/// Words that stand before a number and do not change it.
const BEFORE: [&str; 18] = [
    "approx.", "approx", "about", "ca.", "ca", "circa", "env.", "env", "rs.", "rs", "inr", "usd", "us$",
    "eur", "$", "€", "₹", "~",
];
/// Words that stand between the two numbers of a range.
const BETWEEN: [&str; 7] = ["to", "bis", "à", "-", "–", "—", "إلى"];

/// Reads `550 gsm`, `35-40 days`, `1.200,50 pcs`, `Rs. 1,200/-`.
///
/// # Errors
/// When it begins with no number, or with one of two.
pub fn quantity(text: &str, decimal: Option<Decimal>) -> Result<Quantity, NoNumber> {
    let text = plain_digits(text.trim());
    let mut rest = text.as_str();
    while let Some(word) = BEFORE.iter().find(|word| starts_with(rest, word)) {
        rest = rest[word.len()..].trim_start();
    }
    let (low, after) = leading(rest, decimal)?;
    let words = after.trim_start();
    let between = BETWEEN.iter().find_map(|word| words.strip_prefix(word));
    if let Some(Ok((high, after))) = between.map(|rest| leading(rest.trim_start(), decimal)) {
        return Ok(Quantity { low, high: Some(high), rest: tail(after) });
    }
    Ok(Quantity { low, high: None, rest: tail(words) })
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// What follows a number: `/-` and `+` of price lists say nothing.
fn tail(text: &str) -> String {
    text.trim().trim_start_matches("/-").trim_start_matches('+').trim().to_owned()
}

/// The number that a text begins with, and the rest. A fraction belongs to it: `12 1/2`.
fn leading(text: &str, decimal: Option<Decimal>) -> Result<(f64, &str), NoNumber> {
    let is_part = |(at, c): &(usize, char)| {
        let next = text[at + c.len_utf8()..].chars().next();
        let before_digit = next.is_some_and(|next| next.is_ascii_digit());
        c.is_ascii_digit()
            || (*at == 0 && matches!(c, '-' | '−' | '+') && before_digit)
            || (matches!(c, '.' | ',' | '\'' | '’') && before_digit)
            || (matches!(c, ' ' | '\u{a0}' | '\u{202f}') && starts_group(&text[at + c.len_utf8()..]))
    };
    let end = text.char_indices().find(|own| !is_part(own)).map_or(text.len(), |(at, _)| at);
    let (digits, rest) = text.split_at(end);
    let whole = number(digits, decimal)?;
    let Some((fraction, rest)) = fraction(rest) else { return Ok((whole, rest)) };
    Ok(match fraction {
        Fraction::More(more) => (whole + more, rest),
        Fraction::Divided(by) => (whole / by, rest),
    })
}

/// Whether exactly three digits follow, as in `1 200`.
fn starts_group(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits == 3 && !text[3..].starts_with('/')
}

enum Fraction {
    More(f64),
    Divided(f64),
}

fn fraction(text: &str) -> Option<(Fraction, &str)> {
    for (sign, value) in [('½', 0.5), ('¼', 0.25), ('¾', 0.75)] {
        if let Some(rest) = text.trim_start().strip_prefix(sign) {
            return Some((Fraction::More(value), rest));
        }
    }
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if let Some(rest) = text.strip_prefix('/') {
        let end = digits(rest);
        let by: f64 = rest[..end].parse().ok()?;
        return (by > 0.0).then_some((Fraction::Divided(by), &rest[end..]));
    }
    let rest = text.strip_prefix([' ', '-'])?;
    let (above, rest) = rest.split_at(digits(rest));
    let rest = rest.strip_prefix('/')?;
    let (below, rest) = rest.split_at(digits(rest));
    let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
    (below > 0.0).then_some((Fraction::More(above / below), rest))
}

/// Lengths with `×` between them and the unit of each: `40" x 70"`, `60x40x45 cm`.
pub fn sizes(text: &str, decimal: Option<Decimal>) -> Option<(Vec<f64>, String)> {
    let plain = plain_digits(text).replace(['×', '✕', '*', 'X'], "x");
    let parts: Vec<&str> = plain.split('x').map(str::trim).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut lengths = Vec::new();
    let mut units: Vec<String> = Vec::new();
    for part in parts {
        // Letters before the number say which side it is: `L 60`.
        let part = part.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | ' ' | '('));
        let own = quantity(part, decimal).ok()?;
        let rest = own.rest.trim_end_matches([')', ' ']).to_owned();
        if own.high.is_some() || !(rest.is_empty() || is_unit(&rest)) {
            return None;
        }
        lengths.push(own.low);
        if !rest.is_empty() {
            units.push(folded(&rest));
        }
    }
    units.dedup();
    (units.len() <= 1).then(|| (lengths, units.pop().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_a_number_and_words() {
        let read = |text: &str| quantity(text, None).map(|own| (own.low, own.high, own.rest));
        assert_eq!(read("550 gsm"), Ok((550.0, None, "gsm".to_owned())));
        assert_eq!(read("550gsm"), Ok((550.0, None, "gsm".to_owned())));
        assert_eq!(read("35-40 days"), Ok((35.0, Some(40.0), "days".to_owned())));
        assert_eq!(read("35 to 40 Days"), Ok((35.0, Some(40.0), "Days".to_owned())));
        assert_eq!(read("Rs. 1,20,000/-"), Ok((120_000.0, None, String::new())));
        assert_eq!(read("12 1/2\""), Ok((12.5, None, "\"".to_owned())));
        assert_eq!(read("1/2 in"), Ok((0.5, None, "in".to_owned())));
        assert_eq!(read("1 200 pcs"), Ok((1200.0, None, "pcs".to_owned())));
        assert_eq!(read("ca. 30 Tage"), Ok((30.0, None, "Tage".to_owned())));
        assert_eq!(read("on request"), Err(NoNumber::Words));
        assert!((factor("oz/yd²", "gsm").expect("both weigh areas") - 33.905_75).abs() < 1e-9);
        assert_eq!(factor("inches", "cm"), Some(2.54));
        assert_eq!(factor("kg", "cm"), None);
    }

    #[test]
    fn sizes_are_lengths_in_one_unit() {
        assert_eq!(sizes("40\" x 70\"", None), Some((vec![40.0, 70.0], "\"".to_owned())));
        assert_eq!(sizes("60x40x45 cm", None), Some((vec![60.0, 40.0, 45.0], "cm".to_owned())));
        assert_eq!(sizes("L 60 × W 40 × H 45", None), Some((vec![60.0, 40.0, 45.0], String::new())));
        assert_eq!(sizes("70", None), None);
        assert_eq!(sizes("2 x a day", None), None);
    }
}
