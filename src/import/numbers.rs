//! Numbers as people of twelve firms write them. What can be read in two ways is not guessed.

/// The sign before the decimals of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `1.200,50`
    Comma,
    /// `1,200.50`
    Point,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoNumber {
    /// It has other signs than a number.
    Words,
    /// It is one of these two, depending on what the sign means.
    Either(f64, f64),
}

/// The decimal sign that the numbers of a sheet give away; `None` when none does, or they contradict each other.
pub fn decimal<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Decimal> {
    let (mut comma, mut point) = (0, 0);
    for text in texts {
        match given_away(&plain_digits(text)) {
            Some(Decimal::Comma) => comma += 1,
            Some(Decimal::Point) => point += 1,
            None => {}
        }
    }
    match (comma, point) {
        (0, 0) => None,
        (comma, point) if comma > point * 4 => Some(Decimal::Comma),
        (comma, point) if point > comma * 4 => Some(Decimal::Point),
        _ => None,
    }
}

/// What one number says of its decimal sign.
fn given_away(text: &str) -> Option<Decimal> {
    let core: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let (comma, point) = (core.rfind(','), core.rfind('.'));
    let sign = |at: usize, decimal, other| {
        let after = core.len() - at - 1;
        let is_single = core.matches(&core[at..=at]).count() == 1;
        match (is_single, after) {
            (false, _) => Some(other),
            (true, 3) if !core.starts_with('0') => None,
            _ => Some(decimal),
        }
    };
    match (comma, point) {
        (Some(comma), Some(point)) if comma > point => Some(Decimal::Comma),
        (Some(_), Some(_)) => Some(Decimal::Point),
        (Some(comma), None) => sign(comma, Decimal::Comma, Decimal::Point),
        (None, Some(point)) => sign(point, Decimal::Point, Decimal::Comma),
        (None, None) => None,
    }
}

/// Reads a number; `decimal` decides where a sign could mean either.
///
/// # Errors
/// When it is none, or one of two.
pub fn number(text: &str, decimal: Option<Decimal>) -> Result<f64, NoNumber> {
    let text = plain_digits(text);
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_')).collect();
    let (is_negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text.trim_start_matches('+').to_owned()),
    };
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if !is_plain || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(NoNumber::Words);
    }
    let parse = |digits: &str| digits.parse::<f64>().map_err(|_| NoNumber::Words);
    let signed = |number: f64| if is_negative { -number } else { number };
    let both = |sign: char, other: char| {
        // The sign that stands last parts the decimals.
        let (whole, rest) = text.rsplit_once(sign).expect("it is in the text");
        if whole.contains(sign) || rest.contains(other) || !is_grouped(whole, other) {
            return Err(NoNumber::Words);
        }
        parse(&format!("{}.{rest}", whole.replace(other, "")))
    };
    let value = match (text.rfind(','), text.rfind('.')) {
        (None, None) => parse(&text),
        (Some(comma), Some(point)) if comma > point => both(',', '.'),
        (Some(_), Some(_)) => both('.', ','),
        (Some(_), None) => single(&text, ',', decimal.map(|own| own == Decimal::Comma)),
        (None, Some(_)) => single(&text, '.', decimal.map(|own| own == Decimal::Point)),
    };
    value.map(signed)
}

/// A number with one kind of sign; `is_decimal` is what the sheet says of it.
fn single(text: &str, sign: char, is_decimal: Option<bool>) -> Result<f64, NoNumber> {
    let parse = |digits: &str| digits.parse::<f64>().map_err(|_| NoNumber::Words);
    let (whole, rest) = text.rsplit_once(sign).expect("it is in the text");
    let grouped = text.replace(sign, "");
    if whole.contains(sign) {
        return if is_grouped(text, sign) { parse(&grouped) } else { Err(NoNumber::Words) };
    }
    let as_decimal = parse(&format!("{}.{rest}", if whole.is_empty() { "0" } else { whole }))?;
    let could_be_group = rest.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0";
    match (could_be_group, is_decimal) {
        (false, _) | (true, Some(true)) => Ok(as_decimal),
        (true, Some(false)) => parse(&grouped),
        (true, None) => Err(NoNumber::Either(parse(&grouped)?, as_decimal)),
    }
}

/// Whether groups have three digits, or two after the last three as in India.
fn is_grouped(text: &str, sign: char) -> bool {
    let groups: Vec<&str> = text.split(sign).collect();
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    if groups.len() == 1 {
        return true;
    }
    let inner = &groups[1..groups.len() - 1];
    let western = first.len() <= 3 && inner.iter().all(|group| group.len() == 3);
    let indian = first.len() <= 2 && inner.iter().all(|group| group.len() == 2);
    !first.is_empty() && last.len() == 3 && (western || indian)
}

/// Digits of other scripts as those of ASCII; their signs of thousands and decimals too.
pub fn plain_digits(text: &str) -> String {
    let one = |c: char| match c {
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        '०'..='९' => char::from_digit(c as u32 - '०' as u32, 10),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        '٫' => Some('.'),
        '٬' => None,
        '\u{200e}' | '\u{200f}' | '\u{61c}' => None,
        other => Some(other),
    };
    text.chars().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_lands_are_read_and_what_is_open_stays_open() {
        let cases = [
            ("1.200,50", 1200.5),
            ("1,200.50", 1200.5),
            ("1,20,000", 120_000.0),
            ("12,00,000", 1_200_000.0),
            ("1'200.5", 1200.5),
            ("1 200,5", 1200.5),
            ("1\u{a0}200", 1200.0),
            ("0,125", 0.125),
            ("0.125", 0.125),
            ("3,5", 3.5),
            ("1.234.567", 1_234_567.0),
            ("٣٫٥", 3.5),
            ("١٬٢٠٠", 1200.0),
            ("-4", -4.0),
            ("007", 7.0),
            (".5", 0.5),
        ];
        for (text, value) in cases {
            assert_eq!(number(text, None), Ok(value), "{text}");
        }
        assert_eq!(number("1.200", None), Err(NoNumber::Either(1200.0, 1.2)));
        assert_eq!(number("1.200", Some(Decimal::Comma)), Ok(1200.0));
        assert_eq!(number("1.200", Some(Decimal::Point)), Ok(1.2));
        for text in ["", "abc", "12 cm", "1,2,3", "1.2,3.4", "1,23,4567"] {
            assert_eq!(number(text, None), Err(NoNumber::Words), "{text}");
        }
        assert_eq!(decimal(["1.200", "3,5", "12"].into_iter()), Some(Decimal::Comma));
        assert_eq!(decimal(["1.200", "12"].into_iter()), None);
        assert_eq!(decimal(["1,20,000"].into_iter()), Some(Decimal::Point));
    }
}
