//! From a cell to a value of a field. What cannot be understood for certain is a question, with what to do.

mod names;

use super::dates::{self, NoDate, Order};
use super::facts::Known;
use super::fibres;
use super::fields::{Field, Kind};
use super::numbers::{Decimal, NoNumber};
use super::plain::Plain;
use super::quantities::{self, Quantity, factor, quantity};
use super::words;
use crate::sheet::{Cell, number_text};
use names::{certificate, choice, country, group, language, product, scheme, unit, unknown};

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing.
    Nothing,
    /// Values, each with its place in the record.
    Values(Vec<(String, Plain)>),
    /// It cannot be understood.
    Unclear(Question),
}

/// Why a cell is not understood: a phrase, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Question {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

/// What is known around a cell.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The project.
    pub known: &'a Known,
    /// Firm that the row is of; empty when it is of none.
    pub member: &'a str,
    /// Sign before decimals in this sheet.
    pub decimal: Option<Decimal>,
    /// Order of days and months in this column.
    pub order: Option<Order>,
    /// Unit in the heading of the column; empty when there is none.
    pub unit: &'a str,
}

/// Reads a cell for a field.
pub fn read(field: &Field, cell: &Cell, around: Around<'_>) -> Reading {
    if let Cell::Faulty(what) = cell {
        let hint = "type the value itself, or ask the firm for it";
        return Reading::Unclear(Question::new(format!("the cell has no value: {what}"), hint));
    }
    let text = cell.text();
    if text.is_empty() || (words::is_nothing(&text) && field.kind != Kind::Flag) {
        return Reading::Nothing;
    }
    if field.kind == Kind::Flag && words::flag(&text).is_none() && words::is_nothing(&text) {
        return Reading::Nothing;
    }
    let one = |value: Plain| Reading::Values(vec![(field.path.clone(), value)]);
    let result = match field.kind {
        Kind::Text if field.path == "hs" => Ok(one(Plain::Text(tariff(cell, text)))),
        Kind::Text | Kind::Firm => Ok(one(Plain::Text(text.replace('\n', " ")))),
        Kind::Lines => Ok(one(Plain::Text(text))),
        Kind::Link => link(&text).map(one),
        Kind::Number | Kind::Whole | Kind::Year => number(field, cell, &text, around).map(one),
        Kind::Range => range(field, cell, &text, around).map(one),
        Kind::Price => price(cell, &text, around).map(one),
        Kind::Flag => flag(cell, field.meant(&text).unwrap_or(&text)).map(one),
        Kind::Date => date(cell, &text, around.order).map(one),
        Kind::Moment => moment(&text, around.order).map(one),
        Kind::Country => meant(field, &text, |text| country(text, around.known)).map(one),
        Kind::Countries => {
            each(&text, |word| meant(field, word, |word| country(word, around.known))).map(one)
        }
        Kind::Languages => {
            each(&text, |word| meant(field, word, |word| language(word, around.known))).map(one)
        }
        Kind::List => each(&text, |word| Ok(Plain::text(word))).map(one),
        Kind::Choice => meant(field, &text, |text| choice(field, text, around.known)).map(one),
        Kind::Group => meant(field, &text, |text| group(text, around.known)).map(one),
        Kind::Groups => each(&text, |word| meant(field, word, |word| group(word, around.known))).map(one),
        Kind::Scheme => meant(field, &text, |text| scheme(text, around.known)).map(one),
        Kind::Schemes => each(&text, |word| meant(field, word, |word| scheme(word, around.known))).map(one),
        Kind::Certificates => each(&text, |word| certificate(word, around)).map(one),
        Kind::Product => product(&text, around).map(one),
        Kind::Photos => Ok(one(Plain::List(words::list(&text).into_iter().map(Plain::Text).collect()))),
        Kind::Amount => amount(field, cell, &text, around),
        Kind::Rate => rate(field, &text, around),
        Kind::LeadTime => lead_time(&text, around).map(one),
        Kind::Composition => composition(&text, around).map(one),
        Kind::CartonSize => carton(field, &text, around),
    };
    result.unwrap_or_else(Reading::Unclear)
}

/// A tariff heading has an even number of digits; a spreadsheet takes the zero of `6302.60` away.
fn tariff(cell: &Cell, text: String) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match cell {
        Cell::Number(_) if digits % 2 == 1 => text + "0",
        _ => text,
    }
}

/// A word that the form itself offers stands for its value; any other is looked for.
fn meant(
    field: &Field,
    text: &str,
    other: impl FnOnce(&str) -> Result<Plain, Question>,
) -> Result<Plain, Question> {
    field.meant(text).map_or_else(|| other(text), |value| Ok(Plain::text(value)))
}

fn each(text: &str, one: impl Fn(&str) -> Result<Plain, Question>) -> Result<Plain, Question> {
    let all: Result<Vec<Plain>, Question> = words::list(text).iter().map(|word| one(word)).collect();
    all.map(Plain::List)
}

fn link(text: &str) -> Result<Plain, Question> {
    let has_scheme = text.starts_with("https://") || text.starts_with("http://");
    let looks = text.contains('.') && !text.contains(char::is_whitespace) && !text.contains(':');
    match (has_scheme, looks) {
        (true, _) => Ok(Plain::text(text)),
        (false, true) => Ok(Plain::text(format!("https://{text}"))),
        _ => Err(Question::new(
            format!("`{text}` is no address of the web"),
            "write one such as https://example.org/",
        )),
    }
}

/// The quantity in a cell; numbers of a spreadsheet need no reading.
fn read_quantity(cell: &Cell, text: &str, decimal: Option<Decimal>) -> Result<Quantity, Question> {
    if let Cell::Number(number) = cell {
        return Ok(Quantity { low: *number, high: None, rest: String::new() });
    }
    quantity(text, decimal).map_err(|error| match error {
        NoNumber::Either(one, other) => Question::new(
            format!("`{text}` can be {} or {}", number_text(one), number_text(other)),
            "write it without the sign, or with two decimals",
        ),
        NoNumber::Words => Question::new(format!("`{text}` is no number"), "write a number alone"),
    })
}

/// The factor from what a cell says to the unit of the field.
fn into_unit(field: &Field, rest: &str, around: Around<'_>) -> Result<f64, Question> {
    let rest = rest.trim();
    // A tolerance is said once for the group.
    let said = if rest.starts_with('±') || rest.starts_with("+/-") { "" } else { rest };
    let from = if said.is_empty() { around.unit } else { said };
    if from.is_empty() || field.unit.is_empty() && (said.is_empty() || is_unit_word(said, around.known)) {
        return Ok(1.0);
    }
    factor(from, &field.unit).ok_or_else(|| {
        if !said.starts_with(char::is_alphabetic) || said.starts_with("x") {
            return Question::new(
                "the cell holds more than one number",
                format!("write {}", unit_or_number(field)),
            );
        }
        let message = format!("`{from}` is no unit that can be turned into {}", unit_or_number(field));
        Question::new(message, format!("write {}", unit_or_number(field)))
    })
}

fn unit_or_number(field: &Field) -> String {
    if field.unit.is_empty() { "a number alone".to_owned() } else { format!("a number in {}", field.unit) }
}

fn is_unit_word(word: &str, known: &Known) -> bool {
    unit(word, known).is_some() || quantities::is_unit(word)
}

/// Rounded as far as a converted measure is worth: to the whole from a hundred on, else to a tenth.
fn rounded(number: f64, factor: f64) -> f64 {
    let value = number * factor;
    match () {
        () if factor == 1.0 => number,
        () if value.abs() >= 100.0 => value.round(),
        () => (value * 10.0).round() / 10.0,
    }
}

fn number(field: &Field, cell: &Cell, text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let mut own = read_quantity(cell, text, around.decimal)?;
    if field.kind == Kind::Year {
        own.rest.clear();
    }
    // A share that a spreadsheet keeps as a part of one.
    if field.unit == "%" && matches!(cell, Cell::Number(share) if *share > 0.0 && *share < 1.0) {
        own.low *= 100.0;
    }
    if let Some(high) = own.high {
        let message = format!("`{text}` is a range from {} to {}", number_text(own.low), number_text(high));
        return Err(Question::new(message, "ask for the one number that holds"));
    }
    let factor = into_unit(field, &own.rest, around)?;
    let number = rounded(own.low, factor);
    if matches!(field.kind, Kind::Whole | Kind::Year) && number.fract() != 0.0 {
        return Err(Question::new(format!("`{text}` is no whole number"), "ask for a whole number"));
    }
    if field.kind == Kind::Year && !(1500.0..=2100.0).contains(&number) {
        return Err(Question::new(format!("`{text}` is no year"), "write a year such as 1989"));
    }
    within(field, number, text)?;
    Ok(Plain::Number(number))
}

fn within(field: &Field, number: f64, text: &str) -> Result<(), Question> {
    let (least, most) = field.limits;
    let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
    if fits {
        return Ok(());
    }
    let limit = |limit: Option<f64>| limit.map_or_else(|| "…".to_owned(), number_text);
    let message = format!("`{text}` is not between {} and {}", limit(least), limit(most));
    Err(Question::new(message, "ask the firm, or correct `min` and `max` in `categories.toml`"))
}

fn range(field: &Field, cell: &Cell, text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let own = read_quantity(cell, text, around.decimal)?;
    let factor = into_unit(field, &own.rest, around)?;
    let (low, high) = (rounded(own.low, factor), rounded(own.high.unwrap_or(own.low), factor));
    within(field, low, text)?;
    within(field, high, text)?;
    Ok(Plain::List(vec![Plain::Number(low), Plain::Number(high)]))
}

fn price(cell: &Cell, text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let own = read_quantity(cell, text, around.decimal)?;
    let fits = own.high.is_none() && own.low >= 0.0 && (own.rest.is_empty() || own.rest.len() <= 6);
    if !fits {
        return Err(Question::new(format!("`{text}` is no price"), "write the amount alone, such as 3.10"));
    }
    // At least two decimals, more where they were given.
    let plain = number_text(own.low);
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Ok(Plain::Text(if decimals < 2 { format!("{:.2}", own.low) } else { plain }))
}

fn flag(cell: &Cell, text: &str) -> Result<Plain, Question> {
    let flag = match cell {
        Cell::Flag(flag) => Some(*flag),
        _ => words::flag(text),
    };
    flag.map(Plain::Flag)
        .ok_or_else(|| Question::new(format!("`{text}` is neither yes nor no"), "write yes or no"))
}

/// Days that spreadsheets count from 1900 as numbers: 1 January 1990 to 31 December 2099.
const SERIALS: std::ops::RangeInclusive<f64> = 32_874.0..=73_050.0;

/// The day that a spreadsheet counts so.
fn counted(serial: f64) -> jiff::civil::Date {
    // OK because the number lies between two days of the calendar.
    #[expect(clippy::cast_possible_truncation, reason = "a number of days")]
    let days = jiff::Span::new().days(serial as i64);
    jiff::civil::date(1899, 12, 30).checked_add(days).expect("a day of the calendar")
}

fn date(cell: &Cell, text: &str, order: Option<Order>) -> Result<Plain, Question> {
    match cell {
        Cell::Date(date) => return Ok(Plain::Date(*date)),
        Cell::Number(serial) if SERIALS.contains(serial) => return Ok(Plain::Date(counted(*serial))),
        _ => {}
    }
    if let Some(serial) = text.parse::<f64>().ok().filter(|serial| SERIALS.contains(serial)) {
        return Ok(Plain::Date(counted(serial)));
    }
    dates::date(text, order).map(Plain::Date).map_err(|error| match error {
        NoDate::Words => Question::new(format!("`{text}` is no day"), "write it as 2028-01-31"),
        NoDate::MonthOnly => Question::new(format!("`{text}` has no day"), "write it as 2028-01-31"),
        NoDate::Either(one, other) => {
            Question::new(format!("`{text}` can be {one} or {other}"), "write it as 2028-01-31")
        }
    })
}

/// A day and an hour; a form shows them as `2027-01-13 09:30`.
fn moment(text: &str, order: Option<Order>) -> Result<Plain, Question> {
    let plain = super::numbers::plain_digits(text);
    let unclear =
        || Question::new(format!("`{text}` is no day with an hour"), "write it as 2027-01-13 09:30");
    let (day, hour) = plain.rsplit_once([' ', 'T']).ok_or_else(unclear)?;
    let hour = hour.trim_end_matches(['h', 'H']).replace(['h', '.'], ":");
    let mut parts = hour.split(':').map(str::parse::<i8>);
    let (Some(Ok(hour)), minute) = (parts.next(), parts.next()) else { return Err(unclear()) };
    let time = jiff::civil::Time::new(hour, minute.and_then(Result::ok).unwrap_or(0), 0, 0)
        .map_err(|_| unclear())?;
    let day = dates::date(day.trim_end_matches(','), order).map_err(|_| unclear())?;
    Ok(Plain::Moment(day.to_datetime(time)))
}

/// Days that words for a time have.
const PER: [(&str, &[&str]); 4] = [
    ("day", &["day", "tag", "jour", "يوم"]),
    ("week", &["week", "woche", "semaine", "أسبوع"]),
    ("month", &["month", "months", "monat", "mois", "mth", "شهر", "pm"]),
    ("year", &["year", "annum", "jahr", "an", "سنة", "pa"]),
];

fn amount(field: &Field, cell: &Cell, text: &str, around: Around<'_>) -> Result<Reading, Question> {
    let own = read_quantity(cell, text, around.decimal)?;
    if own.high.is_some() {
        return Err(Question::new(format!("`{text}` is a range"), "ask for the one number that holds"));
    }
    let said = own.rest.trim_start_matches(['/', '-']).trim();
    let said = if said.is_empty() { around.unit } else { said };
    let value = (format!("{}.value", field.path), Plain::Number(own.low));
    if said.is_empty() {
        return Ok(Reading::Values(vec![value]));
    }
    // `1000 pcs per colour`: what follows the unit cannot be kept.
    let first = said.split_whitespace().next().unwrap_or(said);
    let unit =
        unit(said, around.known).or_else(|| unit(first, around.known).filter(|_| first.len() == said.len()));
    let Some(unit) = unit else {
        return Err(match self::unit(first, around.known) {
            Some(_) => Question::new(
                format!("`{text}` says more than a number and a unit"),
                "keep number and unit; what belongs to it goes into the description",
            ),
            None => unknown("unit", said, around.known.units.iter().map(|own| own.id.as_str())),
        });
    };
    Ok(Reading::Values(vec![value, (format!("{}.unit", field.path), Plain::text(&unit.id))]))
}

fn rate(field: &Field, text: &str, around: Around<'_>) -> Result<Reading, Question> {
    let per = |word: &str| {
        let word = words::folded(word);
        PER.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(per, _)| *per)
    };
    let hint = "write it as 40 t per month";
    let cut = ["/", " per ", " je ", " pro ", " par ", " في ال", " a ", " p.", " each "];
    let parted = cut.iter().find_map(|sign| {
        let (amount, time) = text.rsplit_once(sign)?;
        Some((amount.trim(), per(time.trim().trim_end_matches('.'))?))
    });
    let Some((amount_text, per)) = parted else {
        return Err(Question::new(format!("`{text}` does not say in which time"), hint));
    };
    match amount(field, &Cell::Text(amount_text.to_owned()), amount_text, around)? {
        Reading::Values(mut values) if values.len() == 2 => {
            values.push((format!("{}.per", field.path), Plain::text(per)));
            Ok(Reading::Values(values))
        }
        _ => Err(Question::new(format!("`{text}` has no unit"), hint)),
    }
}

fn lead_time(text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let in_days = factor(around.unit, "days").filter(|_| !around.unit.is_empty()).unwrap_or(1.0);
    let has_unit = text.chars().any(char::is_alphabetic);
    let steps = words::lead_time(text, around.decimal).ok_or_else(|| {
        Question::new(format!("`{text}` is no lead time"), "write it as 35 days up to 5000; 60 days")
    })?;
    let step = |(up_to, days): &(Option<f64>, f64)| {
        let days = ("days".to_owned(), Plain::Number(if has_unit { *days } else { days * in_days }));
        let up_to = up_to.map(|up_to| ("up_to".to_owned(), Plain::Number(up_to)));
        Plain::Table(up_to.into_iter().chain([days]).collect())
    };
    Ok(Plain::List(steps.iter().map(step).collect()))
}

fn composition(text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let shares = words::composition(text, around.decimal).ok_or_else(|| {
        Question::new(format!("`{text}` is no composition"), "write it as 80 % cotton / 20 % polyester")
    })?;
    let mut parts: Vec<&str> = shares.iter().map(|own| own.part.as_str()).collect();
    parts.dedup();
    for part in parts {
        let sum: f64 = shares.iter().filter(|own| own.part == part).map(|own| own.percent).sum();
        if (sum - 100.0).abs() > 0.01 {
            let of = if part.is_empty() { String::new() } else { format!(" of {part}") };
            let message = format!("the percentages{of} in `{text}` make {}", number_text(sum));
            return Err(Question::new(message, "ask the firm: they must make 100"));
        }
    }
    let home = around.known.langs.first().map_or("en", String::as_str);
    let entry = |own: &words::Fibre| {
        let part =
            (!own.part.is_empty()).then(|| ("part".to_owned(), Plain::text(fibres::part(&own.part, home))));
        let rest = [
            ("fibre".to_owned(), Plain::text(fibres::fibre(&own.fibre, home))),
            ("percent".to_owned(), Plain::Number(own.percent)),
        ];
        Plain::Table(part.into_iter().chain(rest).collect())
    };
    Ok(Plain::List(shares.iter().map(entry).collect()))
}

fn carton(field: &Field, text: &str, around: Around<'_>) -> Result<Reading, Question> {
    let unclear = || Question::new(format!("`{text}` is no size of a carton"), "write it as 60 × 40 × 45 cm");
    let (lengths, unit) = quantities::sizes(text, around.decimal).ok_or_else(unclear)?;
    let unit = if unit.is_empty() { around.unit } else { unit.as_str() };
    let factor = if unit.is_empty() { Some(1.0) } else { factor(unit, "cm") };
    let (Some(factor), [l, w, h]) = (factor, lengths.as_slice()) else { return Err(unclear()) };
    let side =
        |key: &str, length: f64| (format!("{}.{key}", field.path), Plain::Number(rounded(length, factor)));
    Ok(Reading::Values(vec![side("l_cm", *l), side("w_cm", *w), side("h_cm", *h)]))
}
