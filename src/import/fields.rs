//! The fields that sheets may have, from one table: for forms that go out and for sheets that come in.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table};

use super::facts::{Group, SpecFact, SpecKind};
use super::words::folded;

const TABLE: &str = include_str!("fields.toml");

/// What the rows of a sheet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Firms.
    Member,
    /// Products of one firm.
    Product,
    /// Certificates of one firm.
    Certificate,
    /// Prices of one firm.
    Price,
    /// Buyers.
    Buyer,
    /// Who wants to meet whom; in forms only.
    Wish,
    /// When a buyer is there; in forms only.
    Stay,
    /// Persons of one firm; in its own form only.
    Person,
}

impl List {
    /// All that sheets of others may have.
    pub const ALL: [Self; 5] = [Self::Product, Self::Price, Self::Member, Self::Buyer, Self::Certificate];

    /// The word for it in a mapping and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Member => "members",
            Self::Product => "products",
            Self::Certificate => "certificates",
            Self::Price => "prices",
            Self::Buyer => "buyers",
            Self::Wish => "wishes",
            Self::Stay => "stays",
            Self::Person => "persons",
        }
    }

    /// The list of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Wish, Self::Stay, Self::Person]).find(|list| list.word() == word)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            list => list.word().trim_end_matches('s'),
        }
    }

    /// Whether its rows belong to a firm.
    pub fn is_of_a_firm(self) -> bool {
        matches!(self, Self::Product | Self::Certificate | Self::Price | Self::Person)
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Words, also on several lines.
    Lines,
    /// An address of the web.
    Link,
    /// A number, in the unit of the field.
    Number,
    /// A whole number.
    Whole,
    /// A year.
    Year,
    /// From and to.
    Range,
    /// A price, kept digit for digit.
    Price,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A day and an hour.
    Moment,
    /// A country.
    Country,
    /// Countries.
    Countries,
    /// Languages.
    Languages,
    /// Words in a row.
    List,
    /// One of some words.
    Choice,
    /// A product group.
    Group,
    /// Product groups.
    Groups,
    /// A number of units.
    Amount,
    /// A number of units in a time.
    Rate,
    /// Days, by quantity.
    LeadTime,
    /// Fibres in percent.
    Composition,
    /// Length, width and height of a carton.
    CartonSize,
    /// Names of picture files.
    Photos,
    /// Certificates of the firm.
    Certificates,
    /// A standard.
    Scheme,
    /// Standards.
    Schemes,
    /// A product of the firm.
    Product,
    /// The firm that the row is of.
    Firm,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "lines" => Self::Lines,
            "link" => Self::Link,
            "number" => Self::Number,
            "whole" => Self::Whole,
            "year" => Self::Year,
            "price" => Self::Price,
            "flag" => Self::Flag,
            "date" => Self::Date,
            "moment" => Self::Moment,
            "country" => Self::Country,
            "countries" => Self::Countries,
            "languages" => Self::Languages,
            "list" => Self::List,
            "choice" => Self::Choice,
            "group" => Self::Group,
            "groups" => Self::Groups,
            "amount" => Self::Amount,
            "rate" => Self::Rate,
            "lead-time" => Self::LeadTime,
            "composition" => Self::Composition,
            "carton-size" => Self::CartonSize,
            "photos" => Self::Photos,
            "certificates" => Self::Certificates,
            "scheme" => Self::Scheme,
            "schemes" => Self::Schemes,
            "product" => Self::Product,
            "firm" => Self::Firm,
            _ => Self::Text,
        }
    }

    /// Whether a cell of it can hold several values in a row.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Countries | Self::Languages | Self::Groups | Self::Schemes)
    }

    /// Whether cells of it are numbers in a spreadsheet.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Whole | Self::Year | Self::Price)
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Where it stands in the record, with dots.
    pub path: String,
    /// What it holds.
    pub kind: Kind,
    /// Unit of a number; empty when it has none.
    pub unit: String,
    /// Words of a choice.
    pub choices: Vec<String>,
    /// Whether a record must have it.
    pub required: bool,
    /// Smallest and largest sensible number.
    pub limits: (Option<f64>, Option<f64>),
    /// Label by language.
    pub labels: BTreeMap<String, String>,
    /// Note for forms by language.
    pub notes: BTreeMap<String, String>,
    /// Keys of its parts, which forms ask for one by one.
    pub split: Vec<String>,
    /// Whether only sheets of others have it.
    pub foreign: bool,
    /// Words of its choices by language, in their order.
    pub choice_words: BTreeMap<String, Vec<String>>,
    /// Language of the form that it is a field of; empty in sheets of others.
    pub lang: String,
    /// Its values in that language, where they are words of ours.
    pub words: Vec<(String, String)>,
    also: Vec<String>,
}

impl Field {
    /// Its label in a language, else in English.
    pub fn label(&self, lang: &str) -> &str {
        let own = self.labels.get(lang).or_else(|| self.labels.get("en"));
        own.map_or(self.path.as_str(), String::as_str)
    }

    /// Its note in a language, else in English; empty when it has none.
    pub fn note(&self, lang: &str) -> &str {
        self.notes.get(lang).or_else(|| self.notes.get("en")).map_or("", String::as_str)
    }

    /// Everything it is called, folded.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let labels = self.labels.values().map(|label| folded(label));
        let last = self.path.rsplit('.').next().map(folded);
        labels.chain(self.also.iter().map(|name| folded(name))).chain(last)
    }

    /// The field of a group's specification.
    pub fn of_spec(spec: &SpecFact) -> Self {
        let kind = match spec.kind {
            SpecKind::Text => Kind::Text,
            SpecKind::Number => Kind::Number,
            SpecKind::Range => Kind::Range,
            SpecKind::Choice => Kind::Choice,
            SpecKind::Flag => Kind::Flag,
        };
        Self {
            path: format!("spec.{}", spec.key),
            kind,
            unit: spec.unit.clone(),
            choices: spec.choices.clone(),
            required: spec.required,
            limits: spec.limits,
            labels: spec.labels.clone(),
            notes: BTreeMap::new(),
            split: Vec::new(),
            foreign: false,
            choice_words: spec.choice_words.clone(),
            lang: String::new(),
            words: Vec::new(),
            also: Vec::new(),
        }
    }

    /// A part of a field of several, such as the unit of an amount.
    pub fn part(&self, key: &str, words: &BTreeMap<String, String>) -> Self {
        let mut part = self.clone();
        part.path = format!("{}.{key}", self.path);
        part.split = Vec::new();
        part.kind = if key == "unit" { Kind::Choice } else { Kind::Number };
        if key == "unit" {
            part.labels = words.clone();
            part.notes = BTreeMap::new();
        }
        part
    }

    /// The firm of a row, in a list of products of several.
    pub fn firm() -> Self {
        let names =
            ["member", "manufacturer", "supplier", "firm", "maker", "hersteller", "lieferant", "fabricant"];
        let more = ["fournisseur", "vendor", "factory", "exporter", "المصنع", "المورد", "company"];
        Self {
            path: "member".to_owned(),
            kind: Kind::Firm,
            unit: String::new(),
            choices: Vec::new(),
            required: false,
            limits: (None, None),
            labels: BTreeMap::new(),
            notes: BTreeMap::new(),
            split: Vec::new(),
            foreign: true,
            choice_words: BTreeMap::new(),
            lang: String::new(),
            words: Vec::new(),
            also: names.into_iter().chain(more).map(str::to_owned).collect(),
        }
    }
}

/// The fields of a list, in the order of forms.
pub fn fields(list: List) -> Vec<Field> {
    // OK because the table is ours, and a test reads it.
    let table: DocumentMut = TABLE.parse().expect("fields.toml is TOML");
    let entries = table.get(list.key()).and_then(Item::as_array_of_tables);
    entries.into_iter().flatten().map(field).collect()
}

/// What forms of a language say for yes, no and times.
pub fn speech_of(lang: &str) -> BTreeMap<String, String> {
    // OK because the table is ours, and a test reads it.
    let table: DocumentMut = TABLE.parse().expect("fields.toml is TOML");
    let own = table.get("speech").and_then(|own| own.get(lang)).and_then(Item::as_table);
    let pair = |(key, own): (&str, &Item)| Some((key.to_owned(), own.as_str()?.to_owned()));
    own.into_iter().flat_map(|own| own.iter().filter_map(pair).collect::<Vec<_>>()).collect()
}

/// The fields of products of all groups that could be meant, specifications included.
pub fn with_specs<'a>(list: List, groups: impl Iterator<Item = &'a Group>) -> Vec<Field> {
    let mut all = fields(list);
    if list != List::Product {
        return all;
    }
    for spec in groups.flat_map(|group| &group.specs) {
        let new = Field::of_spec(spec);
        match all.iter_mut().find(|own| own.path == new.path) {
            // Groups may call the same thing by other names.
            Some(own) => own.also.extend(new.labels.into_values()),
            None => all.push(new),
        }
    }
    all
}

fn field(table: &Table) -> Field {
    let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
    let texts = |key: &str| {
        let list = table.get(key).and_then(Item::as_array);
        list.into_iter().flatten().filter_map(|own| own.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let by_lang = |key: &str| {
        let words = table.get(key).and_then(Item::as_inline_table);
        let pair = |(lang, own): (&str, &toml_edit::Value)| Some((lang.to_owned(), own.as_str()?.to_owned()));
        words.into_iter().flat_map(|own| own.iter().filter_map(pair)).collect()
    };
    let flag = |key: &str| table.get(key).and_then(Item::as_bool).unwrap_or(false);
    let lists = |(lang, own): (&str, &toml_edit::Value)| {
        let words = own.as_array()?.iter().filter_map(|own| own.as_str().map(str::to_owned));
        Some((lang.to_owned(), words.collect()))
    };
    let choice_words = table.get("words").and_then(Item::as_inline_table);
    Field {
        path: text("path"),
        kind: Kind::of(&text("kind")),
        unit: text("unit"),
        choices: texts("choices"),
        required: flag("required"),
        limits: (None, None),
        labels: by_lang("label"),
        notes: by_lang("note"),
        split: texts("split"),
        foreign: flag("foreign"),
        choice_words: choice_words.into_iter().flat_map(|own| own.iter().filter_map(lists)).collect(),
        lang: String::new(),
        words: Vec::new(),
        also: texts("also"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_label_in_each_language_and_a_place_of_its_own() {
        for list in List::ALL.into_iter().chain([List::Person]) {
            let all = fields(list);
            assert!(all.len() > 5, "{list:?}");
            for (index, own) in all.iter().enumerate() {
                assert_eq!(own.labels.keys().collect::<Vec<_>>(), ["ar", "de", "en", "fr"], "{}", own.path);
                for words in own.choice_words.values() {
                    assert_eq!(words.len(), own.choices.len(), "{}", own.path);
                }
                assert!(all[..index].iter().all(|other| other.path != own.path), "{} twice", own.path);
            }
        }
    }
}
