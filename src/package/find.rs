//! Looks for many values in many texts at once. Texts and values are folded alike, so that capitals,
//! no-break spaces, escapes and the grouping of figures hide nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::secrets::Secret;

/// Small letters, plain quotation marks, single spaces, no escapes.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut spaced = true;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (char, length) = escaped(rest).unwrap_or((first, first.len_utf8()));
        rest = &rest[length..];
        match char {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_whitespace() => {
                if !spaced {
                    out.push(' ');
                }
                spaced = true;
            }
            c => {
                out.extend(plain(c).to_lowercase());
                spaced = false;
            }
        }
    }
    if spaced {
        out.truncate(out.trim_end().len());
    }
    out
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '–' => '-',
        other => other,
    }
}

/// The character that an escape at the start of a text stands for, and how long the escape is.
fn escaped(text: &str) -> Option<(char, usize)> {
    let known = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&#x27;", '\''),
        ("&#x2F;", '/'),
        ("&nbsp;", ' '),
        ("\\\"", '"'),
        ("\\n", ' '),
        ("%40", '@'),
        ("%20", ' '),
        ("\r\n ", '\u{ad}'), // a folded line of a calendar or an address card goes on
    ];
    known.into_iter().find(|(written, _)| text.starts_with(written)).map(|(written, c)| (c, written.len()))
}

/// A figure in every grouping, with either decimal mark, in Latin, Arabic and Devanagari digits.
pub fn spellings(figure: &str) -> Vec<String> {
    let (whole, part) = figure.split_once('.').map_or((figure, None), |(whole, part)| (whole, Some(part)));
    let mut all = BTreeSet::new();
    for mark in ["", ",", ".", " ", "'", "٬"] {
        for point in [".", ",", "٫"].iter().filter(|point| **point != mark) {
            let part = part.map_or_else(String::new, |part| format!("{point}{part}"));
            all.insert(format!("{}{part}", grouped(whole, mark, 3)));
            // A hundred thousand is 1,00,000 in India.
            all.insert(format!("{}{part}", grouped(whole, mark, 2)));
        }
    }
    let native = |zero: char| {
        let digit = move |c: char| c.to_digit(10).and_then(|d| char::from_u32(zero as u32 + d)).unwrap_or(c);
        move |text: &String| text.chars().map(digit).collect::<String>()
    };
    let latin: Vec<String> = all.into_iter().collect();
    let others: Vec<String> = ['٠', '०'].iter().flat_map(|zero| latin.iter().map(native(*zero))).collect();
    latin.into_iter().chain(others).collect()
}

/// Digits parted by a mark: the last three, then by `size`.
fn grouped(digits: &str, mark: &str, size: usize) -> String {
    let mut out = String::new();
    let count = digits.chars().count();
    for (index, digit) in digits.chars().enumerate() {
        let left = count - index;
        let begins = index > 0 && left >= 3 && (left - 3).is_multiple_of(size);
        if begins {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// Values by the word that they begin with.
pub struct Finder {
    by_word: BTreeMap<String, Vec<(String, usize)>>,
}

impl Finder {
    /// Makes ready to look for secrets; a find names the secret's place in the list.
    pub fn new(secrets: &[Secret]) -> Self {
        let mut by_word: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
        for (index, secret) in secrets.iter().enumerate() {
            for spelling in &secret.spellings {
                let begun = spelling.trim_start_matches(|c: char| !c.is_alphanumeric());
                let word = &begun[..word_end(begun)];
                if !word.is_empty() {
                    by_word.entry(word.to_owned()).or_default().push((begun.to_owned(), index));
                }
            }
        }
        Self { by_word }
    }

    /// Which secrets stand in a text, as whole words.
    pub fn find(&self, text: &str) -> BTreeSet<usize> {
        let text = fold(text);
        let mut found = BTreeSet::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
            let rest = &text[start..];
            let end = word_end(rest);
            for (value, index) in self.by_word.get(&rest[..end]).into_iter().flatten() {
                if rest.starts_with(value) && is_whole(&text[..start], value, &rest[value.len()..]) {
                    found.insert(*index);
                }
            }
            at = start + end;
        }
        found
    }
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}

/// Whether a value is not a part of a longer word or figure.
fn is_whole(before: &str, value: &str, after: &str) -> bool {
    let goes_on = after.chars().next().is_some_and(char::is_alphanumeric);
    let is_figure = value.chars().all(|c| !c.is_alphabetic());
    let marked = |mark: Option<char>, digit: Option<char>| {
        mark.is_some_and(|c| matches!(c, '.' | ',')) && digit.is_some_and(char::is_numeric)
    };
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    let longer = marked(on.next(), on.next()) || marked(back.next(), back.next());
    !(goes_on || is_figure && longer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceMap, Span};

    fn span() -> Span {
        let file: FileId = SourceMap::default().add("x", String::new());
        Span::start_of(file)
    }

    fn finds(value: &[String], text: &str) -> bool {
        let secret = Secret { what: String::new(), span: span(), spellings: value.to_vec() };
        !Finder::new(&[secret]).find(text).is_empty()
    }

    #[test]
    fn a_value_is_found_whatever_escapes_and_spaces_it_is_written_with() {
        let mail = [fold("Priya.D@sinadhara.example")];
        for text in ["mailto:priya.d%40sinadhara.example", "<b>PRIYA.D@Sinadhara.example</b>"] {
            assert!(finds(&mail, text), "{text}");
        }
        let name = [fold("Patil & Sons \"Silk\"")];
        assert!(finds(&name, "by Patil&nbsp;&amp; Sons\u{a0}“Silk”."));
        assert!(finds(&name, r#"{"by":"Patil & Sons \"Silk\""}"#));
        assert!(finds(&[fold("longcompanyname")], "FN:longcom\r\n panyname"), "a folded line");
        assert!(!finds(&[fold("ashok")], "ashokan and vashok"), "a part of a word is another word");
    }

    #[test]
    fn a_figure_is_found_in_every_grouping_and_not_inside_another_one() {
        let figure = spellings("104723");
        for text in ["104,723 pcs", "104.723", "104\u{202f}723", "1,04,723", "١٠٤٬٧٢٣", "१०४७२३", "104723"]
        {
            assert!(finds(&figure, text), "{text}");
        }
        for text in ["2,104,723", "1047230", "104723.5", "104 72"] {
            assert!(!finds(&figure, text), "{text}");
        }
        assert!(finds(&spellings("1234.5"), "1.234,5"));
    }
}
