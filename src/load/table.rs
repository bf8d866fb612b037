//! The table reader. It walks parsed TOML key by key instead of deriving a reader, so that one run
//! reports every wrong type, missing key and unknown key of a file, each at its place. A
//! translation's table is walked beside its source's, so translated text is matched where it is read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::TextLog;
use super::value::FromValue;
use crate::diag::{Code, Diagnostic, Findings, codes, nearest};
use crate::model::field::{At, Field};
use crate::model::text::{Lang, Place, Step, Text};
use crate::source::{FileId, Span};

/// Where findings of one load go.
pub type Sink = RefCell<Findings>;

/// One table of one file.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The file.
    pub file: FileId,
    /// Byte offset of the TOML text in the file (front matter starts later).
    pub offset: usize,
    /// Keys and values.
    pub entries: &'a DeTable<'a>,
}

impl<'a> Node<'a> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    fn entry(&self, key: &str) -> Option<(Span, &'a Spanned<DeValue<'a>>)> {
        let (name, value) = self.entries.get_key_value(key)?;
        Some((self.span(name.span()), value))
    }

    fn child(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Self> {
        let entries = value.get_ref().as_table()?;
        Some(Self { entries, ..*self })
    }
}

/// Keys of a translation that say what it translates, and are no text themselves.
const HANDLES: [&str; 4] = ["translates", "id", "key", "file"];

struct Overlay<'a> {
    lang: Lang,
    node: Node<'a>,
    seen: RefCell<BTreeSet<&'a str>>,
}

/// A table being read, with the same table of each translation.
pub struct Table<'a> {
    sink: &'a Sink,
    node: Node<'a>,
    /// What the record is called in messages, such as "product `bath-550`".
    pub name: String,
    /// Where the table is, for findings about what is not in it.
    pub span: Span,
    seen: RefCell<BTreeSet<&'a str>>,
    known: RefCell<BTreeSet<&'static str>>,
    overlays: Vec<Overlay<'a>>,
    place: Place,
    log: Option<&'a RefCell<TextLog>>,
}

impl<'a> Table<'a> {
    /// The top table of a file, with the tables of its translations.
    pub fn new(sink: &'a Sink, name: String, node: Node<'a>, translations: Vec<(Lang, Node<'a>)>) -> Self {
        let span = Span::start_of(node.file);
        Self::with_overlays(sink, name, node, span, translations)
    }

    fn with_overlays(
        sink: &'a Sink,
        name: String,
        node: Node<'a>,
        span: Span,
        translations: Vec<(Lang, Node<'a>)>,
    ) -> Self {
        let overlay = |(lang, node)| Overlay { lang, node, seen: RefCell::default() };
        let overlays = translations.into_iter().map(overlay).collect();
        let (seen, known, place) = Default::default();
        Self { sink, node, name, span, seen, known, overlays, place, log: None }
    }

    /// Notes every translatable text in `log`, also of tables inside this one.
    #[must_use]
    pub fn logging(self, log: &'a RefCell<TextLog>) -> Self {
        Self { log: Some(log), ..self }
    }

    fn note(&self, place: impl FnOnce() -> Place, text: &Field<String>) {
        if let Some(log) = self.log {
            log.borrow_mut().note(&place(), text);
        }
    }

    /// Reports a finding.
    pub fn report(&self, finding: Diagnostic) {
        self.sink.borrow_mut().add(finding);
    }

    fn look_up(&self, key: &'static str) -> Option<(Span, &'a Spanned<DeValue<'a>>)> {
        self.known.borrow_mut().insert(key);
        let found = self.node.entry(key)?;
        let (name, _) = self.node.entries.get_key_value(key)?;
        self.seen.borrow_mut().insert(name.get_ref());
        Some(found)
    }

    /// Whether a key is typed, without reading it.
    pub fn has(&self, key: &str) -> bool {
        self.node.entries.contains_key(key)
    }

    /// An optional field.
    pub fn get<T: FromValue>(&self, key: &'static str) -> Field<T> {
        match self.look_up(key) {
            None => Field::Absent,
            Some((_, value)) => self.read(key, value),
        }
    }

    /// A required field; its absence is a finding.
    pub fn required<T: FromValue>(&self, key: &'static str) -> Field<T> {
        let field = self.get(key);
        if field.is_absent() {
            self.missing(key, T::EXAMPLE);
        }
        field
    }

    fn missing(&self, key: &str, example: &str) {
        let finding =
            Diagnostic::at(&codes::MISSING_REQUIRED, self.span, format!("{} has no `{key}`", self.name));
        self.report(finding.hint(format!("add `{key} = {example}`")));
    }

    fn read<T: FromValue>(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Field<T> {
        let span = self.node.span(value.span());
        match T::from_value(value.get_ref()) {
            Ok(value) => Field::Value(At { value, span }),
            Err(wrong) => {
                let message = format!("`{key}` of {} {}", self.name, wrong.message);
                let mut finding = Diagnostic::at(wrong.code, span, message);
                finding.hints.extend(wrong.hint);
                self.report(finding);
                Field::Broken
            }
        }
    }

    /// An optional text that is translated.
    pub fn text(&self, key: &'static str) -> Text {
        let source = self.get::<String>(key);
        self.note(|| self.place.key(key), &source);
        let read = |overlay: &Overlay<'a>| Some((overlay.lang.clone(), self.translated(overlay, key)?));
        Text { source, translations: self.overlays.iter().filter_map(read).collect() }
    }

    /// A required text that is translated.
    pub fn required_text(&self, key: &'static str) -> Text {
        let text = self.text(key);
        if text.source.is_absent() {
            self.missing(key, "\"…\"");
        }
        text
    }

    fn translated(&self, overlay: &Overlay<'a>, key: &str) -> Option<At<String>> {
        let (name, value) = overlay.node.entries.get_key_value(key)?;
        overlay.seen.borrow_mut().insert(name.get_ref());
        let span = overlay.node.span(value.span());
        match value.get_ref().as_str() {
            Some(text) => Some(At { value: text.to_owned(), span }),
            None => {
                let message = format!("`{key}` of {} must be text in its translation", self.name);
                self.report(Diagnostic::at(&codes::WRONG_TYPE, span, message));
                None
            }
        }
    }

    /// A list of plain values; a broken entry is reported and left out.
    pub fn values<T: FromValue>(&self, key: &'static str) -> Vec<At<T>> {
        let read = |value| match self.read::<T>(key, value) {
            Field::Value(at) => Some(at),
            Field::Absent | Field::Broken => None,
        };
        self.array(key).filter_map(read).collect()
    }

    /// A list of plain values that must be there and not be empty.
    pub fn required_values<T: FromValue>(&self, key: &'static str) -> Vec<At<T>> {
        let values = self.values(key);
        if !self.has(key) {
            self.missing(key, &format!("[{}]", T::EXAMPLE));
        }
        values
    }

    /// A list of texts, translated by position.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        let mut texts: Vec<Text> = self
            .values::<String>(key)
            .into_iter()
            .map(|at| Text { source: Field::Value(at), ..Text::default() })
            .collect();
        for (index, text) in texts.iter().enumerate() {
            let word = Step::Entry { handle: None, index };
            self.note(|| self.place.key(key).then(word), &text.source);
        }
        for overlay in &self.overlays {
            let Some((name, value)) = overlay.node.entries.get_key_value(key) else { continue };
            overlay.seen.borrow_mut().insert(name.get_ref());
            let list = value.get_ref().as_array();
            for (text, item) in texts.iter_mut().zip(list.into_iter().flat_map(|l| l.iter())) {
                let span = overlay.node.span(item.span());
                let translated = item.get_ref().as_str().map(|s| At { value: s.to_owned(), span });
                text.translations.extend(translated.map(|at| (overlay.lang.clone(), at)));
            }
        }
        texts
    }

    fn array(&self, key: &'static str) -> impl Iterator<Item = &'a Spanned<DeValue<'a>>> {
        let list = self.look_up(key).and_then(|(_, value)| {
            let list = value.get_ref().as_array();
            if list.is_none() {
                let span = self.node.span(value.span());
                let message = format!("`{key}` of {} must be a list", self.name);
                let hint = "put it in square brackets: `[…]`";
                self.report(Diagnostic::at(&codes::WRONG_TYPE, span, message).hint(hint));
            }
            list
        });
        list.into_iter().flat_map(|list| list.iter())
    }

    /// A sub-table.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let (_, value) = self.look_up(key)?;
        let span = self.node.span(value.span());
        let Some(node) = self.node.child(value) else {
            let message = format!("`{key}` of {} must be a table", self.name);
            let hint = format!("write `{key} = {{ … }}` or a section `[{key}]`");
            self.report(Diagnostic::at(&codes::WRONG_TYPE, span, message).hint(hint));
            return None;
        };
        let overlays = self.overlays.iter().filter_map(|overlay| {
            let (name, value) = overlay.node.entries.get_key_value(key)?;
            overlay.seen.borrow_mut().insert(name.get_ref());
            Some((overlay.lang.clone(), overlay.node.child(value)?))
        });
        let name = format!("`{key}` of {}", self.name);
        let table = Self::with_overlays(self.sink, name, node, span, overlays.collect());
        Some(Self { log: self.log, place: self.place.key(key), ..table })
    }

    /// A list of sub-tables. A translation's entry is matched by the first of `by` that both have,
    /// else by its position. `kind` names an entry in messages.
    pub fn tables(&self, key: &'static str, kind: &str, by: &[&'static str]) -> Vec<Table<'a>> {
        let sources: Vec<_> = self.array(key).collect();
        self.overlays.iter().for_each(|overlay| self.report_strangers(overlay, key, &sources));
        let mut tables = Vec::new();
        for (index, value) in sources.into_iter().enumerate() {
            let span = self.node.span(value.span());
            let Some(node) = self.node.child(value) else {
                let message = format!("each entry of `{key}` of {} must be a table", self.name);
                self.report(Diagnostic::at(&codes::WRONG_TYPE, span, message).hint("write `{ … }`"));
                continue;
            };
            let handle = by.iter().find_map(|&k| Some((k, text_of(&node, k)?)));
            // Only a handle finds its translation; a label is the very text that is translated.
            let found_by = handle.filter(|(name, _)| HANDLES.contains(name));
            let overlays = self.overlays.iter().filter_map(|overlay| {
                let node = overlay.entry_of(key, found_by, index)?;
                Some((overlay.lang.clone(), node))
            });
            let name = match handle {
                Some((_, id)) => format!("{kind} `{id}` of {}", self.name),
                None => format!("{kind} {} of {}", index + 1, self.name),
            };
            let table = Self::with_overlays(self.sink, name, node, span, overlays.collect());
            let handle = found_by.map(|(key, id)| (key.to_owned(), id.to_owned()));
            let place = self.place.key(key).then(Step::Entry { handle, index });
            tables.push(Self { log: self.log, place, ..table });
        }
        tables
    }

    /// Entries of a translation whose handle no entry of the source has.
    fn report_strangers(&self, overlay: &Overlay<'a>, key: &str, sources: &[&'a Spanned<DeValue<'a>>]) {
        let Some((_, value)) = overlay.node.entries.get_key_value(key) else { return };
        for item in value.get_ref().as_array().into_iter().flat_map(|list| list.iter()) {
            let Some(node) = overlay.node.child(item) else { continue };
            let handle = HANDLES.iter().find_map(|name| Some((*name, text_of(&node, name)?)));
            let Some((name, id)) = handle else { continue };
            let in_source = |source: &&&'a Spanned<DeValue<'a>>| {
                self.node.child(source).is_some_and(|node| text_of(&node, name) == Some(id))
            };
            if sources.iter().any(|source| in_source(&source)) {
                continue;
            }
            let known = sources.iter().filter_map(|source| text_of(&self.node.child(source)?, name));
            let message = format!("`{key}` of {} has no entry with the {name} `{id}`", self.name);
            let hint = match nearest(id, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it: a translation holds only what its source has".to_owned(),
            };
            self.report(
                Diagnostic::at(&codes::TRANSLATION_EXTRA, overlay.node.span(item.span()), message).hint(hint),
            );
        }
    }

    /// All keys with values of a free table, such as `spec`, in the order of their names.
    pub fn entries(&self) -> Vec<(At<String>, &'a Spanned<DeValue<'a>>)> {
        let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let name: &toml::de::DeString<'a> = key.get_ref();
            self.seen.borrow_mut().insert(name.as_ref());
            let at = At { value: name.to_string(), span: self.node.span(key.span()) };
            (at, value)
        };
        self.node.entries.iter().map(entry).collect()
    }

    /// A value of a free table, typed.
    pub fn typed<T: FromValue>(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Field<T> {
        self.read(key, value)
    }

    /// A text of a free table with its translations.
    pub fn text_of_entry(&self, key: &str, source: Field<String>) -> Text {
        self.note(|| self.place.key(key), &source);
        let read = |overlay: &Overlay<'a>| Some((overlay.lang.clone(), self.translated(overlay, key)?));
        Text { source, translations: self.overlays.iter().filter_map(read).collect() }
    }

    /// Reports every key that nothing asked for, with the nearest one that exists.
    pub fn finish(self) {
        let known = self.known.borrow();
        for (key, _) in self.node.entries {
            let name = key.get_ref();
            if self.seen.borrow().contains(name.as_ref()) {
                continue;
            }
            let finding = self.unknown(&codes::UNKNOWN_KEY, &self.node, key, "has no field");
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("remove it; known are {}", list(&known)),
            };
            self.report(finding.hint(hint));
        }
        for overlay in &self.overlays {
            for (key, _) in overlay.node.entries {
                let name = key.get_ref().as_ref();
                if HANDLES.contains(&name) || overlay.seen.borrow().contains(name) {
                    continue;
                }
                let words = "has no translated text";
                let finding = self.unknown(&codes::TRANSLATION_EXTRA, &overlay.node, key, words);
                self.report(finding.hint("remove it: a translation holds only text that its source has"));
            }
        }
    }

    fn unknown(
        &self,
        code: &'static Code,
        node: &Node<'a>,
        key: &Spanned<toml::de::DeString<'a>>,
        words: &str,
    ) -> Diagnostic {
        let message = format!("{} {words} `{}`", self.name, key.get_ref());
        Diagnostic::at(code, node.span(key.span()), message)
    }
}

impl<'a> Overlay<'a> {
    fn entry_of(&self, key: &str, handle: Option<(&str, &str)>, index: usize) -> Option<Node<'a>> {
        let (name, value) = self.node.entries.get_key_value(key)?;
        self.seen.borrow_mut().insert(name.get_ref());
        let list = value.get_ref().as_array()?;
        let by_handle = handle.and_then(|(key, id)| {
            let same = |item: &&'a Spanned<DeValue<'a>>| {
                self.node.child(item).is_some_and(|node| text_of(&node, key) == Some(id))
            };
            list.iter().find(same)
        });
        let item = match (by_handle, handle) {
            (Some(item), _) => item,
            (None, Some((key, _))) => {
                // An entry without the handle is matched by position; one with another is not ours.
                let item = list.get(index)?;
                let other = self.node.child(item).is_some_and(|node| text_of(&node, key).is_some());
                if other {
                    return None;
                }
                item
            }
            (None, None) => list.get(index)?,
        };
        let node = self.node.child(item)?;
        // An entry that names another one must not be put to its neighbour.
        let is_named = handle.is_none() && HANDLES.iter().any(|name| text_of(&node, name).is_some());
        (!is_named).then_some(node)
    }
}

fn text_of<'a>(node: &Node<'a>, key: &str) -> Option<&'a str> {
    node.entries.get(key)?.get_ref().as_str()
}

fn list(known: &BTreeSet<&str>) -> String {
    known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
