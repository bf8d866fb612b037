//! A value of a record, apart from how it is typed: so that what a sheet says and what a file says can be
//! compared, shown, and written.

use jiff::civil::{Date, DateTime};
use toml_edit::{Array, InlineTable, Item, Value};

use crate::sheet::number_text;

/// As people write a moment: `2027-01-13 09:30`.
pub fn moment_text(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A day and an hour, as clocks at the place show it.
    Moment(DateTime),
    /// Several.
    List(Vec<Plain>),
    /// Named parts in their order.
    Table(Vec<(String, Plain)>),
}

impl Plain {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The value of an item of a file; `None` for what no sheet can hold.
    pub fn of(item: &Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Self::of_value(value),
            Item::Table(table) => Some(Self::Table(
                table.iter().filter_map(|(key, item)| Some((key.to_owned(), Self::of(item)?))).collect(),
            )),
            Item::ArrayOfTables(tables) => Some(Self::List(
                tables.iter().filter_map(|table| Self::of(&Item::Table(table.clone()))).collect(),
            )),
        }
    }

    fn of_value(value: &Value) -> Option<Self> {
        Some(match value {
            Value::String(text) => Self::Text(text.value().clone()),
            #[expect(clippy::cast_precision_loss, reason = "figures of catalogues are small")]
            Value::Integer(number) => Self::Number(*number.value() as f64),
            Value::Float(number) => Self::Number(*number.value()),
            Value::Boolean(flag) => Self::Flag(*flag.value()),
            Value::Datetime(moment) if moment.value().time.is_some() => {
                moment.value().to_string().parse().map(Self::Moment).ok()?
            }
            Value::Datetime(moment) => moment.value().date?.to_string().parse().map(Self::Date).ok()?,
            Value::Array(list) => Self::List(list.iter().filter_map(Self::of_value).collect()),
            Value::InlineTable(table) => Self::Table(
                table.iter().filter_map(|(key, own)| Some((key.to_owned(), Self::of_value(own)?))).collect(),
            ),
        })
    }

    /// As a file has it.
    pub fn value(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits")]
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Value::from(*number as i64)
            }
            Self::Number(number) => Value::from((number * 1e9).round() / 1e9),
            Self::Flag(flag) => Value::from(*flag),
            // OK because a day is written as TOML writes it.
            Self::Date(date) => Value::from(date.to_string().parse::<toml_edit::Datetime>().expect("a day")),
            Self::Moment(moment) => {
                Value::from(moment.to_string().parse::<toml_edit::Datetime>().expect("a moment"))
            }
            Self::List(list) => Value::Array(list.iter().map(Self::value).collect::<Array>()),
            Self::Table(parts) => {
                let mut table = InlineTable::new();
                for (key, value) in parts {
                    table.insert(key, value.value());
                }
                Value::InlineTable(table)
            }
        }
    }

    /// Whether both say the same; blanks at the ends of words and the last digits of numbers say nothing.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => crate::sheet::tidied(one) == crate::sheet::tidied(other),
            (Self::Number(one), Self::Number(other)) => (one - other).abs() <= one.abs() * 1e-9,
            (Self::List(one), Self::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
            }
            (Self::Table(one), Self::Table(other)) => {
                let has = |key: &String, value: &Self| {
                    other.iter().any(|(own, that)| own == key && value.is_same(that))
                };
                one.len() == other.len() && one.iter().all(|(key, value)| has(key, value))
            }
            _ => self == other,
        }
    }

    /// As a person reads it in a preview, on one line.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let short: String = line.chars().take(70).collect();
                if short.len() < line.len() { format!("“{short}…”") } else { format!("“{short}”") }
            }
            Self::Number(number) => number_text(*number),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Date(date) => date.to_string(),
            Self::Moment(moment) => moment_text(*moment),
            Self::List(list) => list.iter().map(Self::shown).collect::<Vec<_>>().join(", "),
            Self::Table(parts) => {
                let part = |(key, value): &(String, Self)| format!("{key} {}", value.shown());
                parts.iter().map(part).collect::<Vec<_>>().join(" ")
            }
        }
    }
}
