//! Text in several languages. The source language is what the record says; a translation sits in a
//! file beside it and is matched field by field.

use std::collections::BTreeMap;

use super::field::{At, Field};
use crate::source::Span;

/// A BCP 47 language tag as typed in `consortium.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// A tag as typed.
    pub fn new(tag: impl Into<String>) -> Self {
        Self(tag.into())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(self.0.split('-').next(), Some("ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd"))
    }
}

/// A text field in the source language and in those it was translated to.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// As the record has it.
    pub source: Field<String>,
    /// As the translation files have it.
    pub translations: BTreeMap<Lang, At<String>>,
}

impl Text {
    /// The text for readers of a language: its translation, or the source.
    pub fn in_lang(&self, lang: &Lang) -> &str {
        self.translations.get(lang).map_or_else(|| self.source.str(), |at| &at.value)
    }

    /// The place of what [`Text::in_lang`] gives.
    pub fn span_in(&self, lang: &Lang) -> Option<Span> {
        self.translations.get(lang).map(|at| at.span).or_else(|| self.source.span())
    }

    /// Whether readers of `lang` get the source because no translation is there.
    pub fn falls_back(&self, lang: &Lang) -> bool {
        self.source.get().is_some() && !self.translations.contains_key(lang)
    }
}

/// A step on the way from the head of a record towards a text in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the value of a key.
    Key(String),
    /// Into an entry of a list.
    Entry {
        /// Key and value by which a translation finds it; `None` where its place alone does.
        handle: Option<(String, String)>,
        /// Its place, from 0.
        index: usize,
    },
}

/// Where in its record a text stands. No step at all leads to the text below the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub Vec<Step>);

impl Place {
    /// A place one step further.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// The value of a key here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_owned()))
    }
}

impl std::fmt::Display for Place {
    /// Such as `photos[works.jpg].alt`, and `text` for what stands below the fields.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) => write!(f, "{}{key}", if at == 0 { "" } else { "." })?,
                Step::Entry { handle: Some((_, id)), .. } => write!(f, "[{id}]")?,
                Step::Entry { handle: None, index } => write!(f, "[{}]", index + 1)?,
            }
        }
        if self.0.is_empty() { f.write_str("text") } else { Ok(()) }
    }
}
