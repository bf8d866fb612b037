//! Sentences of forms in the receiver's language, from one table.

use toml_edit::{DocumentMut, Item};

const TABLE: &str = include_str!("words.toml");

/// The sentences of a language.
#[derive(Clone, Debug)]
pub struct Words {
    lang: String,
    table: DocumentMut,
}

impl Words {
    /// Whether forms speak a language.
    pub fn speaks(tag: &str) -> bool {
        Self::of("en").table.contains_key(base(tag))
    }

    /// The sentences of a language; English when forms do not speak it.
    pub fn of(tag: &str) -> Self {
        // OK because the table is ours, and every form reads it.
        let table: DocumentMut = TABLE.parse().expect("words.toml is TOML");
        let lang = if table.contains_key(base(tag)) { base(tag) } else { "en" };
        Self { lang: lang.to_owned(), table }
    }

    /// The language.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        crate::model::text::Lang::new(&self.lang).is_rtl()
    }

    /// A word of a list in the table, such as what a field is called; the key itself where there is none.
    pub fn word(&self, list: &str, key: &str) -> String {
        let own = self.table.get(&self.lang).and_then(|own| own.get(list)).and_then(|own| own.get(key));
        own.and_then(Item::as_str).unwrap_or(key).to_owned()
    }

    /// A sentence with its gaps filled in order.
    pub fn say(&self, key: &str, filled: &[&str]) -> String {
        let text =
            self.table.get(&self.lang).and_then(|own| own.get(key)).and_then(Item::as_str).unwrap_or(key);
        filled.iter().fold(text.to_owned(), |text, word| text.replacen("{}", word, 1))
    }
}

fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
