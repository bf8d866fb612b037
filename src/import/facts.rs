//! What must be known of a project to understand a sheet: names and handles, without the records themselves.

use std::collections::BTreeMap;

use super::texts::RecordTexts;
use super::words::folded;

/// Something with a handle and names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Handle.
    pub id: String,
    /// Names in all languages.
    pub names: Vec<String>,
    /// Name by language.
    pub said: BTreeMap<String, String>,
}

impl Named {
    fn is_called(&self, word: &str) -> bool {
        folded(&self.id.replace('-', " ")) == word || self.names.iter().any(|name| folded(name) == word)
    }
}

/// Type of a specification field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecKind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// From and to.
    Range,
    /// One of some words.
    Choice,
    /// Yes or no.
    Flag,
}

/// A specification field of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecFact {
    /// Key.
    pub key: String,
    /// Label by language.
    pub labels: BTreeMap<String, String>,
    /// Type.
    pub kind: SpecKind,
    /// Unit as people write it, such as `gsm`.
    pub unit: String,
    /// Choices.
    pub choices: Vec<String>,
    /// Words of the choices by language, in their order; only where all have one.
    pub choice_words: BTreeMap<String, Vec<String>>,
    /// Whether each product must have it.
    pub required: bool,
    /// Smallest and largest sensible number.
    pub limits: (Option<f64>, Option<f64>),
}

/// A product group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Handle and names.
    pub own: Named,
    /// What a product of it must specify.
    pub specs: Vec<SpecFact>,
}

/// A product that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductFact {
    /// Its firm.
    pub member: String,
    /// Handle within the firm.
    pub id: String,
    /// Article number.
    pub sku: String,
    /// Names in all languages.
    pub names: Vec<String>,
    /// Group.
    pub category: String,
}

/// A certificate that a firm has.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateFact {
    /// Its firm.
    pub member: String,
    /// Handle within the firm.
    pub id: String,
    /// Standard.
    pub scheme: String,
    /// Number.
    pub number: String,
}

/// A person of a firm.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFact {
    /// The firm.
    pub member: String,
    /// Handle within the firm.
    pub id: String,
    /// By which a row without a handle is known again: name, e-mail and role.
    pub called: [String; 3],
}

/// Everything that is known.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Name of the consortium, by which its forms are told from others'.
    pub consortium: String,
    /// Product groups.
    pub groups: Vec<Group>,
    /// Units of amounts.
    pub units: Vec<Named>,
    /// Codes of countries by folded name.
    pub countries: BTreeMap<String, String>,
    /// Tags of languages by folded name.
    pub languages: BTreeMap<String, String>,
    /// Names of countries by language of forms, and code.
    pub country_names: BTreeMap<String, BTreeMap<String, String>>,
    /// Names of languages by language of forms, and tag.
    pub language_names: BTreeMap<String, BTreeMap<String, String>>,
    /// Standards.
    pub schemes: Vec<Named>,
    /// Firms.
    pub members: Vec<Named>,
    /// Buyers.
    pub buyers: Vec<Named>,
    /// Products.
    pub products: Vec<ProductFact>,
    /// Certificates.
    pub certificates: Vec<CertificateFact>,
    /// Persons of firms.
    pub persons: Vec<PersonFact>,
    /// Price lists: firm and path of the file.
    pub price_lists: Vec<(String, String)>,
    /// Records with their public texts.
    pub texts: Vec<RecordTexts>,
    /// Languages of the outputs; the default first.
    pub langs: Vec<String>,
}

impl Known {
    /// A group by handle.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.own.id == id)
    }

    /// Products of a firm.
    pub fn products_of<'a>(&'a self, member: &'a str) -> impl Iterator<Item = &'a ProductFact> + Clone {
        self.products.iter().filter(move |own| own.member == member)
    }
}

/// The one that is called so: by handle or name, in any language, case and number.
pub fn called<'a>(all: impl Iterator<Item = &'a Named> + Clone, text: &str) -> Option<&'a Named> {
    let word = folded(text);
    if word.is_empty() {
        return None;
    }
    let exact = all.clone().find(|own| own.is_called(&word));
    exact.or_else(|| {
        // `Bath towel` for `Bath towels`.
        let other = match word.strip_suffix('s') {
            Some(one) => one.to_owned(),
            None => format!("{word}s"),
        };
        all.clone().find(|own| own.is_called(&other))
    })
}
