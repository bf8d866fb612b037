//! The form of a translator: every public text of the outputs beside its translation, the consortium's own on one
//! sheet and each firm's with its products on another; how much is done, missing and out of date on the first.

use std::io;

use super::member::tab;
use super::{CoverLine, Maker, Words};
use crate::import::form::Stamp;
use crate::import::texts::{Of, RecordTexts, TextFact};
use crate::import::translator::{KIND, NONE, UNSAID, handle};
use crate::locale::Locale;
use crate::model::consortium::Digits;
use crate::model::text::{Lang, Place, Step};

/// A form before it is a file.
pub(super) struct TextForm {
    /// Name of the file, without its ending.
    pub(super) name: String,
    /// Whose it is.
    pub(super) stamp: Stamp,
    /// Language that is translated from.
    pub(super) from: Lang,
    /// Language that is translated into.
    pub(super) into: Lang,
    /// The first sheet.
    pub(super) cover: Vec<CoverLine>,
    /// The others.
    pub(super) sheets: Vec<TextSheet>,
    /// Path of each record, the digits of its texts, and those that its translation says.
    pub(super) digits: Vec<[String; 3]>,
}

/// A sheet of texts.
pub(super) struct TextSheet {
    /// Name on its tab.
    pub(super) name: String,
    /// Its texts.
    pub(super) rows: Vec<TextRow>,
}

/// How far a text is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Readers get the source.
    Missing,
    /// Readers get the source, and that may be meant.
    Optional,
    /// Something in the record has changed since.
    Stale,
    /// It is of the present version.
    Done,
}

impl State {
    fn of(record: &RecordTexts, fact: &TextFact, lang: &str) -> Self {
        match (fact.translations.contains_key(lang), fact.needed) {
            (true, _) if record.is_stale(lang) => Self::Stale,
            (true, _) => Self::Done,
            (false, true) => Self::Missing,
            (false, false) => Self::Optional,
        }
    }

    /// Its key in the sentences of forms.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing_text",
            Self::Optional => "optional",
            Self::Stale => "stale",
            Self::Done => "done",
        }
    }
}

/// A row of a sheet.
pub(super) struct TextRow {
    /// Hidden handle.
    pub(super) handle: String,
    /// The record in words.
    pub(super) record: String,
    /// The field in words.
    pub(super) field: String,
    /// Source text.
    pub(super) source: String,
    /// How far it is translated.
    pub(super) state: State,
    /// Translation; empty when there is none.
    pub(super) target: String,
    /// What to mind.
    pub(super) note: String,
    /// Whether a cell can hold it.
    pub(super) fits: bool,
}

/// Why there is no form for a language: what to do, or `None` when there is one.
pub fn no_form_for(project: &crate::model::project::Project, tag: &str) -> Option<String> {
    let langs = project.langs();
    match langs.iter().position(|own| own.as_str() == tag) {
        Some(0) => Some(format!("the records are written in `{tag}`; name a language to translate into")),
        Some(_) => None,
        None => Some(format!(
            "`{tag}` is no language of the outputs; add `[[language]]` with `tag = \"{tag}\"` to `consortium.toml`"
        )),
    }
}

impl Maker<'_> {
    /// The form for a language; of one firm, or of all.
    pub(super) fn translator(&self, tag: &str, member: Option<&str>) -> io::Result<TextForm> {
        if let Some(why) = no_form_for(self.project, tag) {
            return Err(io::Error::other(why));
        }
        let words = Words::of(if Words::speaks(tag) { tag } else { "en" });
        let records = self.known.texts.iter().filter(|own| member.is_none_or(|id| own.member == id));
        let records: Vec<&RecordTexts> = records.collect();
        let sheets = self.text_sheets(&records, tag, &words);
        let stamp = Stamp { event: String::new(), ..self.stamp(KIND, tag, &words) };
        let digits = records.iter().map(|own| {
            let made = match own.made_for.get(tag) {
                None => NONE,
                Some(None) => UNSAID,
                Some(Some(made)) => made.as_str(),
            };
            [own.file.clone(), own.current.clone(), made.to_owned()]
        });
        let of = member.map_or_else(String::new, |id| format!("-{id}"));
        Ok(TextForm {
            name: format!("translator-{tag}{of}"),
            stamp,
            from: self.project.default_lang(),
            into: Lang::new(tag),
            cover: self.cover_of_texts(&sheets, tag, &words),
            sheets,
            digits: digits.collect(),
        })
    }

    fn text_sheets(&self, records: &[&RecordTexts], tag: &str, words: &Words) -> Vec<TextSheet> {
        let mut sheets: Vec<TextSheet> = Vec::new();
        let mut owner: Option<&str> = None;
        for record in records {
            if owner != Some(record.member.as_str()) {
                owner = Some(&record.member);
                let taken: Vec<&str> = sheets.iter().map(|own| own.name.as_str()).collect();
                let name = match self.project.member(&record.member) {
                    Some(firm) => tab(firm.name.source.str(), &taken),
                    None => tab(&words.say("tr_house", &[]), &taken),
                };
                sheets.push(TextSheet { name, rows: Vec::new() });
            }
            let rows = record.texts.iter().map(|fact| self.text_row(record, fact, tag, words));
            // OK because one was pushed for the first record.
            sheets.last_mut().expect("a sheet").rows.extend(rows);
        }
        sheets
    }

    fn text_row(&self, record: &RecordTexts, fact: &TextFact, tag: &str, words: &Words) -> TextRow {
        let kind = words.word("of", record.of.word());
        let name = if record.name.is_empty() { kind } else { format!("{kind}: {}", record.name) };
        let fits = !fact.is_long();
        let target = fact.translations.get(tag).cloned().unwrap_or_default();
        TextRow {
            handle: handle(&record.file, &fact.place),
            record: name,
            field: self.field_of(&fact.place, words),
            source: if fits {
                fact.source.clone()
            } else {
                fact.source.chars().take(80).chain(['…']).collect()
            },
            state: State::of(record, fact, tag),
            target: if fits { target } else { String::new() },
            note: if fits { note(record.of, fact, words) } else { words.say("n_long", &[]) },
            fits,
        }
    }

    /// A place in words: each entry with its handle, specifications as their group calls them.
    fn field_of(&self, place: &Place, words: &Words) -> String {
        let mut parts: Vec<String> = Vec::new();
        for step in &place.0 {
            match step {
                Step::Key(key) if key == "consortium" => {}
                Step::Key(key) => parts.push(self.key_in_words(place, key, words)),
                Step::Entry { handle, index } => {
                    let of = handle.as_ref().map_or_else(|| (index + 1).to_string(), |(_, id)| id.clone());
                    let last = parts.last_mut().map(|own| format!("{own} {of}"));
                    last.into_iter().for_each(|own| *parts.last_mut().expect("a key before an entry") = own);
                }
            }
        }
        if parts.is_empty() {
            parts.push(words.word("keys", "text"));
        }
        parts.join(" · ")
    }

    fn key_in_words(&self, place: &Place, key: &str, words: &Words) -> String {
        let is_spec = matches!(place.0.as_slice(), [Step::Key(first), Step::Key(last)] if first == "spec" && last == key);
        let specs = self.known.groups.iter().flat_map(|group| &group.specs);
        let spec = specs.filter(|own| is_spec && own.key == key).map(|own| &own.labels).next();
        let label = spec.and_then(|own| own.get(words.lang()).or_else(|| own.get("en")));
        label.cloned().unwrap_or_else(|| words.word("keys", key))
    }

    fn cover_of_texts(&self, sheets: &[TextSheet], tag: &str, words: &Words) -> Vec<CoverLine> {
        let locale = Locale::new(&Lang::new(words.lang()), Digits::Latin);
        let text = |key: &str| CoverLine::Text(words.say(key, &[]));
        let mut lines = vec![
            CoverLine::Title(words.say("tr_title", &[&locale.language(tag)])),
            CoverLine::Text(words.say("from", &[&self.known.consortium])),
        ];
        lines.extend(["tr_how", "tr_stale", "tr_markdown", "tr_source", "keep"].map(text));
        lines.extend(self.back(words));
        lines.push(CoverLine::Heading(words.say("tr_done", &[])));
        let all: Vec<&TextRow> = sheets.iter().flat_map(|own| &own.rows).collect();
        lines.push(CoverLine::Missing(words.say("tr_all", &[]), counts(all.into_iter(), words)));
        let each =
            sheets.iter().map(|own| CoverLine::Missing(own.name.clone(), counts(own.rows.iter(), words)));
        lines.extend(each);
        lines
    }
}

fn counts<'a>(rows: impl Iterator<Item = &'a TextRow>, words: &Words) -> String {
    let [mut missing, mut stale, mut done] = [0_usize; 3];
    for row in rows {
        match row.state {
            State::Missing => missing += 1,
            State::Stale => stale += 1,
            State::Done | State::Optional => done += 1,
        }
    }
    words.say("tr_counts", &[&missing.to_string(), &stale.to_string(), &done.to_string()])
}

fn note(of: Of, fact: &TextFact, words: &Words) -> String {
    let mut notes = Vec::new();
    match fact.limit(of) {
        Some((least @ 2.., most)) => {
            notes.push(words.say("n_between", &[&least.to_string(), &most.to_string()]));
        }
        Some((_, most)) => notes.push(words.say("n_most", &[&most.to_string()])),
        None => {}
    }
    if fact.is_body() {
        notes.push(words.say("n_markdown", &[]));
    }
    if fact.is_list {
        notes.push(words.say("n_list", &[&fact.source.lines().count().to_string()]));
    }
    notes.join(". ")
}
