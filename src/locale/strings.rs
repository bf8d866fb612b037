//! The sentences of the outputs: a theme's `i18n/<tag>.toml`, with plural forms as sub-tables. What
//! a language lacks is taken from English, so that nothing is ever blank.

use std::collections::BTreeMap;

use super::Locale;

/// Sentences of one language by key.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    plain: BTreeMap<String, String>,
    plural: BTreeMap<String, BTreeMap<String, String>>,
}

impl Strings {
    /// Reads `key = "sentence"` and `[key] one = "…" other = "…"`.
    ///
    /// # Errors
    /// With the parser's words when it is no TOML, or when a value is no text.
    pub fn read(toml: &str) -> Result<Self, String> {
        let table: toml::Table = toml.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut strings = Self::default();
        for (key, value) in table {
            match value {
                toml::Value::String(text) => {
                    strings.plain.insert(key, text);
                }
                toml::Value::Table(forms) => {
                    let forms =
                        forms.into_iter().filter_map(|(form, text)| Some((form, text.as_str()?.to_owned())));
                    strings.plural.insert(key, forms.collect());
                }
                _ => return Err(format!("`{key}` must be text or a table of plural forms")),
            }
        }
        Ok(strings)
    }

    /// Takes from `other` what is missing here.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for (key, text) in &other.plain {
            self.plain.entry(key.clone()).or_insert_with(|| text.clone());
        }
        for (key, forms) in &other.plural {
            self.plural.entry(key.clone()).or_insert_with(|| forms.clone());
        }
        self
    }

    /// A sentence; the key itself shows where a theme forgot one.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// A sentence with `{name}` replaced.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let fill = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{name}}}"), value);
        values.iter().fold(self.get(key).to_owned(), fill)
    }

    /// A counted sentence: the form of the language, `{n}` replaced by the number.
    pub fn count(&self, key: &str, count: usize, locale: &Locale) -> String {
        let forms = self.plural.get(key);
        let form = forms.and_then(|forms| forms.get(locale.plural(count)).or_else(|| forms.get("other")));
        // OK because counts of records are far below 2⁵³.
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let number = locale.number(count as f64, 0);
        form.map_or_else(|| format!("{number} {key}"), |form| form.replace("{n}", &number))
    }

    /// All plain sentences, for templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.plain
    }

    /// All counted sentences: the forms of each key.
    pub fn forms(&self) -> &BTreeMap<String, BTreeMap<String, String>> {
        &self.plural
    }

    /// All keys, plural ones included.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.plain.keys().chain(self.plural.keys()).map(String::as_str)
    }
}
