//! Days as people write them. `03/04/2028` is one of two days, unless the column shows which way it is written.

use jiff::civil::Date;

use super::numbers::plain_digits;

/// Which number of `03/04/2028` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// It is none.
    Words,
    /// A month without a day.
    MonthOnly,
    /// One of these two.
    Either(Date, Date),
}

/// Names of months by their beginnings, folded.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "يناير"],
    &["feb", "fév", "fev", "فبراير"],
    &["mar", "mär", "mrz", "مارس"],
    &["apr", "avr", "abr", "أبريل", "ابريل"],
    &["may", "mai", "مايو"],
    &["jun", "juin", "يونيو"],
    &["jul", "juil", "يوليو"],
    &["aug", "aoû", "aou", "ago", "أغسطس", "اغسطس"],
    &["sep", "sept", "سبتمبر"],
    &["oct", "okt", "أكتوبر", "اكتوبر"],
    &["nov", "نوفمبر"],
    &["dec", "dez", "déc", "dic", "ديسمبر"],
];

/// The order that the days of a column give away.
pub fn order<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        if let Some((first, second, _)) = numbers(&plain_digits(text)) {
            day_first |= first > 12 && second <= 12;
            month_first |= second > 12 && first <= 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Reads a day.
///
/// # Errors
/// When it is none, or one of two.
pub fn date(text: &str, order: Option<Order>) -> Result<Date, NoDate> {
    let text = plain_digits(text.trim());
    // A time of day after the date is left out.
    let day = text.split_once(['T', ' ']).map_or(text.as_str(), |(day, _)| day);
    if let Ok(date) = day.parse::<Date>() {
        return Ok(date);
    }
    if let Some((first, second, year)) = numbers(&text) {
        let of =
            |day: i16, month: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        // With dots the day always comes first.
        let order = if text.contains('.') { Some(Order::DayFirst) } else { order };
        return match (of(first, second), of(second, first), order) {
            (Some(date), _, Some(Order::DayFirst)) | (_, Some(date), Some(Order::MonthFirst)) => Ok(date),
            (Some(one), Some(other), None) if one != other => Err(NoDate::Either(one, other)),
            (Some(date), ..) | (None, Some(date), _) => Ok(date),
            _ => Err(NoDate::Words),
        };
    }
    named(&text)
}

/// Three numbers with the same signs between them, the year last (or first, with slashes).
fn numbers(text: &str) -> Option<(i16, i16, i16)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let read = |part: &str| (part.len() <= 4).then(|| part.parse::<i16>().ok()).flatten();
    let (one, two, three) = (read(one)?, read(two)?, read(three)?);
    match (one > 1000, three) {
        // 2028/01/31
        (true, _) => Some((three, two, one)),
        (false, 0..=99) => Some((one, two, 2000 + three)),
        _ => Some((one, two, three)),
    }
}

/// `31 January 2028`, `31-Jan-28`, `January 31, 2028`, `31. Januar 2028`.
fn named(text: &str) -> Result<Date, NoDate> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | '/'))
        .filter(|w| !w.is_empty())
        .collect();
    let month = words.iter().find_map(|word| {
        let is_it = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
        let is_word = word.chars().all(char::is_alphabetic);
        is_word.then(|| MONTHS.iter().position(is_it)).flatten()
    });
    let Some(month) = month else { return Err(NoDate::Words) };
    let figures: Vec<i16> = words
        .iter()
        .filter_map(|word| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>().ok())
        .collect();
    let month = i8::try_from(month + 1).unwrap_or(1);
    match figures.as_slice() {
        [year] if *year > 1000 => Err(NoDate::MonthOnly),
        [day, year] | [day, .., year] => {
            let year = if *year < 100 { 2000 + year } else { *year };
            let day = i8::try_from(*day).map_err(|_| NoDate::Words)?;
            Date::new(year, month, day).map_err(|_| NoDate::Words)
        }
        _ => Err(NoDate::Words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_all_lands_are_read_and_what_is_open_stays_open() {
        let day = jiff::civil::date(2028, 1, 31);
        for text in [
            "2028-01-31",
            "31.01.2028",
            "31/01/2028",
            "31-01-28",
            "31 January 2028",
            "31. Januar 2028",
            "31 janv. 2028",
            "January 31st, 2028",
            "31-Jan-28",
            "2028/01/31",
            "2028-01-31T00:00:00",
            "٣١/٠١/٢٠٢٨",
            "٣١ يناير ٢٠٢٨",
            "01/31/2028",
        ] {
            assert_eq!(date(text, None), Ok(day), "{text}");
        }
        let either = NoDate::Either(jiff::civil::date(2028, 4, 3), jiff::civil::date(2028, 3, 4));
        assert_eq!(date("03/04/2028", None), Err(either));
        assert_eq!(date("03/04/2028", Some(Order::DayFirst)), Ok(jiff::civil::date(2028, 4, 3)));
        assert_eq!(date("03.04.2028", None), Ok(jiff::civil::date(2028, 4, 3)));
        assert_eq!(date("March 2028", None), Err(NoDate::MonthOnly));
        assert_eq!(date("in progress", None), Err(NoDate::Words));
        assert_eq!(order(["03/04/2028", "25/04/2028"].into_iter()), Some(Order::DayFirst));
        assert_eq!(order(["03/04/2028", "04/25/2028"].into_iter()), Some(Order::MonthFirst));
    }
}
