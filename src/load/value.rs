//! How a TOML value becomes a typed one, and what is said when it cannot.

use jiff::civil::{Date, DateTime, Time};
use toml::de::{DeTable, DeValue};

use crate::diag::{Code, codes, nearest};

/// Why a value was not understood; the reader adds key and record in front of the message.
pub struct Wrong {
    /// The rule it breaks.
    pub code: &'static Code,
    /// A phrase that goes on after "`key` of record".
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

/// A type that can be read from one TOML value.
pub trait FromValue: Sized {
    /// What to write for it, shown when it is missing.
    const EXAMPLE: &'static str;

    /// Reads it.
    ///
    /// # Errors
    /// When the value has another type or is none of the choices.
    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong>;
}

fn wrong_type(expected: &str, value: &DeValue<'_>, hint: Option<String>) -> Wrong {
    let message = format!("must be {expected}, not {}", called(value));
    Wrong { code: &codes::WRONG_TYPE, message, hint }
}

fn called(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Many programs keep a text and its translations in one place; here each language has its own file.
fn of_languages(table: &DeTable<'_>) -> Option<String> {
    let is_tag = |key: &str| key.len() == 2 && key.bytes().all(|byte| byte.is_ascii_lowercase());
    let of_languages = !table.is_empty() && table.keys().all(|key| is_tag(key.get_ref()));
    of_languages.then(|| {
        "write the text of the default language; translations stand in files of their own, see `docs/translate.md`".to_owned()
    })
}

impl FromValue for String {
    const EXAMPLE: &'static str = "\"…\"";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        let hint = match value {
            DeValue::Integer(n) => Some(format!("put it in quotes: `\"{}\"`", n.as_str())),
            DeValue::Float(n) => Some(format!("put it in quotes: `\"{}\"`", n.as_str())),
            DeValue::Table(table) => of_languages(table),
            _ => None,
        };
        value.as_str().map(str::to_owned).ok_or_else(|| wrong_type("text", value, hint))
    }
}

impl FromValue for bool {
    const EXAMPLE: &'static str = "true";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        value.as_bool().ok_or_else(|| wrong_type("`true` or `false`", value, None))
    }
}

impl FromValue for f64 {
    const EXAMPLE: &'static str = "1";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        let plain = |text: &str| text.replace('_', "").parse::<Self>().ok().filter(|n| n.is_finite());
        match value {
            DeValue::Integer(n) if n.radix() == 10 => plain(n.as_str()),
            DeValue::Float(n) if n.as_str().ends_with(".000") => return Err(one_or_a_thousand(n.as_str())),
            DeValue::Float(n) => plain(n.as_str()),
            _ => None,
        }
        .ok_or_else(|| wrong_type("a number", value, value.as_str().and_then(unquoted)))
    }
}

/// How a number in quotes is to be written; its points and commas may part the thousands.
fn unquoted(text: &str) -> Option<String> {
    let text = text.trim();
    let groups: Vec<&str> = text.split(['.', ',', '\'', ' ', '\u{a0}', '\u{202f}']).collect();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups[0];
    if groups.len() > 1
        && first.len() <= 3
        && first.parse::<u16>().is_ok()
        && groups[1..].iter().all(|group| is_group(group))
    {
        return Some(format!(
            "write it without quotes and without marks between thousands: `{}`",
            groups.concat()
        ));
    }
    text.parse::<f64>().is_ok().then(|| format!("write it without quotes: `{text}`"))
}

/// In half of the world `5.000` is five thousand.
fn one_or_a_thousand(text: &str) -> Wrong {
    let (one, _) = text.split_once('.').unwrap_or((text, ""));
    Wrong {
        code: &codes::WRONG_TYPE,
        message: format!("is `{text}`, which one reads as {one} and another as {one} thousand"),
        hint: Some(format!("write `{one}` or `{one}000`")),
    }
}

impl FromValue for u32 {
    const EXAMPLE: &'static str = "1";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        let number = f64::from_value(value).map_err(|wrong| Wrong {
            message: wrong.message.replace("must be a number", "must be a whole number"),
            ..wrong
        })?;
        if number.fract() == 0.0 && (0.0..=f64::from(Self::MAX)).contains(&number) {
            // OK because the range was checked in the line above.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
            return Ok(number as Self);
        }
        let message = match number {
            ..0.0 => "must be a whole number from 0 on, and this is below",
            _ if number.fract() == 0.0 => "must be a whole number, and this one is too large",
            _ => "must be a whole number, and this has decimals",
        };
        Err(Wrong { code: &codes::WRONG_TYPE, message: message.to_owned(), hint: None })
    }
}

impl FromValue for Date {
    const EXAMPLE: &'static str = "2027-01-31";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        let date = value.as_datetime().filter(|d| d.time.is_none()).and_then(|d| date_of(d.date?));
        date.ok_or_else(|| {
            let hint = "write year-month-day without quotes: `2027-01-31`".to_owned();
            wrong_type("a date", value, Some(hint))
        })
    }
}

impl FromValue for DateTime {
    const EXAMPLE: &'static str = "2027-01-13T09:30";

    fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
        let parts = value.as_datetime().filter(|d| d.offset.is_none());
        let moment = parts.and_then(|d| {
            let time = d.time?;
            let part = |n: u8| i8::try_from(n).ok();
            let second = part(time.second.unwrap_or(0))?;
            let time = Time::new(part(time.hour)?, part(time.minute)?, second, 0).ok()?;
            Some(date_of(d.date?)?.to_datetime(time))
        });
        moment.ok_or_else(|| {
            let hint = "write it without quotes and without a zone: `2027-01-13T09:30`".to_owned();
            wrong_type("a date with a time", value, Some(hint))
        })
    }
}

fn date_of(date: toml::value::Date) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// Reads one of a few words; used by [`choice!`](crate::choice).
///
/// # Errors
/// When the value is no text or no choice; the nearest choice is in the hint.
pub fn choose<T: Copy>(value: &DeValue<'_>, choices: &[(&str, T)]) -> Result<T, Wrong> {
    let typed = String::from_value(value)?;
    let found = choices.iter().find(|(word, _)| *word == typed);
    found.map(|(_, choice)| *choice).ok_or_else(|| {
        let words = choices.iter().map(|(word, _)| *word);
        let all = words.clone().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let hint = match nearest(&typed, words) {
            Some(near) => format!("did you mean `{near}`? the choices are {all}"),
            None => format!("the choices are {all}"),
        };
        let message = format!("is `{typed}`, which is none of its choices");
        Wrong { code: &codes::UNKNOWN_CHOICE, message, hint: Some(hint) }
    })
}

/// Declares an enumeration whose variants are words of the schema.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* #[doc = concat!("`", $word, "`")] $variant),* }

        impl $name {
            /// The word of the schema.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// All words with their variants, in the order of the schema.
            pub const CHOICES: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];
        }
    };
}

/// Makes enumerations of the model readable.
macro_rules! readable {
    ($($path:ty),* $(,)?) => {$(
        impl FromValue for $path {
            const EXAMPLE: &'static str = "\"…\"";

            fn from_value(value: &DeValue<'_>) -> Result<Self, Wrong> {
                choose(value, Self::CHOICES)
            }
        }
    )*};
}

use crate::model::{
    brand, buyer, category, certificate, consortium, event, meeting, member, price, printer, private, product,
};

readable! {
    brand::MemberBrand, consortium::ConsortiumKind, consortium::OfficeKind, consortium::OrderRule,
    consortium::Entitlement, consortium::CommonEnquiries, consortium::SignOff, consortium::Claims,
    consortium::BrochureKind, consortium::Paper, consortium::Profile, consortium::Binding,
    consortium::Digits, category::SpecType, certificate::SchemeType, certificate::SchemeLevel,
    certificate::Expiry, certificate::NumberRule, member::BusinessType, product::Status,
    price::PriceUnit, event::EventKind, buyer::BuyerStatus, meeting::Mode, meeting::RequestFrom,
    meeting::RecordStatus, meeting::Grade, printer::XVersion, private::LevelWord,
}
