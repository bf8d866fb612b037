//! Fibres and parts of products in the language of the records: a firm writes `Baumwolle`, the record says `cotton`.
//! What is not in the table stays as it was written.

use toml_edit::{DocumentMut, Item, Table};

use super::words::folded;

const TABLE: &str = include_str!("fibres.toml");

/// A fibre as the records call it.
pub(super) fn fibre(word: &str, lang: &str) -> String {
    known("fibre", word, lang)
}

/// A part of a product as the records call it.
pub(super) fn part(word: &str, lang: &str) -> String {
    known("part", word, lang)
}

fn known(list: &str, word: &str, lang: &str) -> String {
    // OK because the table is ours, and a test reads it.
    let table: DocumentMut = TABLE.parse().expect("fibres.toml is TOML");
    let lang = lang.split('-').next().unwrap_or(lang);
    let wanted = folded(word);
    let is_called = |own: &&Table| own.iter().any(|(_, words)| names(words).any(|own| folded(own) == wanted));
    let entries = table.get(list).and_then(Item::as_array_of_tables);
    let found = entries.into_iter().flatten().find(is_called).and_then(|own| own.get(lang));
    let Some(words) = found else { return word.to_owned() };
    // A word of the language itself stays the one that it is.
    let own = names(words).find(|own| folded(own) == wanted);
    own.or_else(|| names(words).next()).unwrap_or(word).to_owned()
}

fn names(words: &Item) -> impl Iterator<Item = &str> {
    words.as_array().into_iter().flatten().filter_map(toml_edit::Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fibres_are_called_as_the_records_call_them() {
        for (word, lang, wanted) in [
            ("baumwolle", "en", "cotton"),
            ("قطن", "en", "cotton"),
            ("suti", "en", "cotton"),
            ("cotton", "de", "Baumwolle"),
            ("schurwolle", "de", "Schurwolle"),
            ("nylon", "en", "nylon"),
            ("nailon", "fr", "polyamide"),
            ("seacell", "en", "seacell"),
            ("coton", "ja", "coton"),
        ] {
            assert_eq!(fibre(word, lang), wanted, "{word} in {lang}");
        }
        assert_eq!((part("flor", "en"), part("fond", "en")), ("pile".to_owned(), "ground".to_owned()));
    }

    #[test]
    fn no_word_stands_for_two_fibres() {
        let table: DocumentMut = TABLE.parse().expect("TOML");
        for list in ["fibre", "part"] {
            let entries: Vec<&Table> = table[list].as_array_of_tables().into_iter().flatten().collect();
            for (at, own) in entries.iter().enumerate() {
                for word in own.iter().flat_map(|(_, words)| names(words)) {
                    let others = entries[..at].iter().flat_map(|own| own.iter());
                    let is_twice =
                        others.flat_map(|(_, words)| names(words)).any(|other| folded(other) == folded(word));
                    assert!(!is_twice, "{word}");
                }
            }
        }
    }
}
