//! How values that are words of ours stand in a form: yes and no, choices, units, standards, countries in the
//! language of its receiver, each read back as exactly the value that it stands for.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Known, Named};
use super::fields::{Field, Kind, speech_of};
use super::words::folded;

/// Signs between the entries of a list; a word that holds one would be read as two.
const BETWEEN: [&str; 7] = [";", "\n", "،", ",", "|", "•", " / "];

impl Field {
    /// The same field in a form of a language.
    #[must_use]
    pub fn speaking(mut self, lang: &str, known: &Known) -> Self {
        lang.clone_into(&mut self.lang);
        self.words = unmistakable(vocabulary(&self, lang, known), self.kind.is_list());
        self
    }

    /// How a form says a value.
    pub fn spoken<'a>(&'a self, value: &'a str) -> &'a str {
        self.words.iter().find(|(own, _)| own == value).map_or(value, |(_, word)| word)
    }

    /// The value that a word of the form stands for; `None` for other words.
    pub fn meant(&self, word: &str) -> Option<&str> {
        let word = folded(word);
        self.words.iter().find(|(_, own)| folded(own) == word).map(|(value, _)| value.as_str())
    }
}

/// Values with their words.
fn vocabulary(field: &Field, lang: &str, known: &Known) -> Vec<(String, String)> {
    let said = |all: &[Named]| -> Vec<(String, String)> {
        all.iter().filter_map(|own| Some((own.id.clone(), own.said.get(lang)?.clone()))).collect()
    };
    let named = |all: &BTreeMap<String, BTreeMap<String, String>>| -> Vec<(String, String)> {
        all.get(lang).into_iter().flatten().map(|(id, name)| (id.clone(), name.clone())).collect()
    };
    let own = speech_of(lang);
    let phrases = |keys: &[&str]| -> Vec<(String, String)> {
        keys.iter().filter_map(|key| Some(((*key).to_owned(), own.get(*key)?.clone()))).collect()
    };
    match field.kind {
        Kind::Flag => phrases(&["yes", "no"]),
        Kind::Choice if field.path.ends_with(".unit") => said(&known.units),
        Kind::Choice => {
            let words = field.choice_words.get(lang).into_iter().flatten();
            field.choices.iter().cloned().zip(words.cloned()).collect()
        }
        Kind::Scheme | Kind::Schemes => said(&known.schemes),
        Kind::Group | Kind::Groups => {
            let groups = known.groups.iter().map(|group| &group.own);
            groups.filter_map(|own| Some((own.id.clone(), own.said.get(lang)?.clone()))).collect()
        }
        Kind::Country | Kind::Countries => named(&known.country_names),
        Kind::Languages => named(&known.language_names),
        Kind::LeadTime => phrases(&["days", "up to"]),
        Kind::Rate => {
            let times = phrases(&["per day", "per week", "per month", "per year"]);
            said(&known.units).into_iter().chain(times).collect()
        }
        _ => Vec::new(),
    }
}

/// Only words that are read back as what they stand for: of two alike none, and none that is another's handle.
fn unmistakable(all: Vec<(String, String)>, is_list: bool) -> Vec<(String, String)> {
    let handles: BTreeSet<String> = all.iter().map(|(value, _)| folded(value)).collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (_, word) in &all {
        *count.entry(folded(word)).or_default() += 1;
    }
    let is_plain = |(value, word): &(String, String)| {
        let own = folded(word);
        let is_parted = is_list && BETWEEN.iter().any(|sign| word.contains(sign));
        !own.is_empty() && count[&own] == 1 && !is_parted && (folded(value) == own || !handles.contains(&own))
    };
    all.into_iter().filter(is_plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(value: &str, word: &str) -> (String, String) {
        (value.to_owned(), word.to_owned())
    }

    #[test]
    fn a_word_that_could_be_taken_for_another_is_not_said() {
        let all = vec![
            pair("pcs", "Stück"),
            pair("nos", "stück"),
            pair("set", "kg"),
            pair("kg", "Kilo"),
            pair("m", "m, lang"),
        ];
        assert_eq!(unmistakable(all.clone(), true), [pair("kg", "Kilo")]);
        assert_eq!(unmistakable(all, false), [pair("kg", "Kilo"), pair("m", "m, lang")]);
    }
}
