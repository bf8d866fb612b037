//! Findings about a user's data. A mistake in the data is never an `Err`: stages return what they
//! could make together with findings, so that one run lists everything.

pub mod codes;
mod merge;
pub mod render;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Place, SourceMap, Span};

/// How much a finding stops. The order is from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be mended; stops nothing.
    Warning,
    /// Everything is built except press PDFs and packages.
    PrintBlocking,
    /// Nothing is built; the last good output stays.
    Blocking,
}

impl Severity {
    /// The word printed in front of a finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::PrintBlocking | Self::Blocking => "error",
        }
    }

    /// Whether `check` and `build` exit with 1 because of it.
    pub fn is_error(self) -> bool {
        self >= Self::PrintBlocking
    }
}

/// A kind of finding: one row of the rule table in [`codes`].
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// Stable identifier, `FF` and four digits.
    pub id: &'static str,
    /// File name of the rule, without `.rs`.
    pub name: &'static str,
    /// What a finding of this kind stops.
    pub severity: Severity,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that made it.
    pub code: &'static Code,
    /// What it stops; the rule's severity unless a policy of the project says otherwise.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, as a phrase; back-ticks round the user's text.
    pub message: String,
    /// What to do, as an order.
    pub hints: Vec<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// Documents and languages it shows in; empty when it is about the data as such.
    pub outputs: BTreeSet<String>,
}

impl Diagnostic {
    /// A finding of a rule at a place in a text.
    pub fn at(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Place::Text(span), message)
    }

    /// A finding of a rule about a file as a whole.
    pub fn file(code: &'static Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Place::File(path.into()), message)
    }

    /// A finding of a rule at any place.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place,
            message: message.into(),
            hints: Vec::new(),
            related: Vec::new(),
            outputs: BTreeSet::new(),
        }
    }

    /// Adds an order: what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((Place::Text(span), words.into()));
        self
    }

    /// Names an output in which the finding shows.
    #[must_use]
    pub fn in_output(mut self, output: impl Into<String>) -> Self {
        self.outputs.insert(output.into());
        self
    }

    /// Replaces the rule's severity, where a policy of the project decides.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Path of the file the finding is in, when it has one.
    pub fn path<'a>(&'a self, sources: &'a SourceMap) -> &'a str {
        match &self.place {
            Place::Text(span) => sources.path(span.file),
            Place::File(path) => path,
            Place::Cell { file, .. } => file,
            Place::Page { document, .. } => document,
        }
    }

    /// The member firm whose folder the finding lies in.
    pub fn member<'a>(&'a self, sources: &'a SourceMap) -> Option<&'a str> {
        self.path(sources).strip_prefix("members/")?.split('/').next()
    }
}

/// The findings of a run, each once: the same fault in two languages or papers is one finding that
/// lists both outputs, also where it differs in a figure (`46–47 ppi`).
#[derive(Clone, Debug, Default)]
pub struct Findings {
    once: BTreeMap<(Place, &'static str, String), Diagnostic>,
}

impl Findings {
    /// Takes a finding in, or adds its outputs to the one that is there already.
    pub fn add(&mut self, new: Diagnostic) {
        // Of findings about data a figure may be the whole difference.
        let words = match new.outputs.is_empty() {
            true => new.message.clone(),
            false => format!("{:?} {}", new.severity, merge::shape(&new.message)),
        };
        match self.once.entry((new.place.clone(), new.code.id, words)) {
            Entry::Occupied(mut old) => merge::absorb(old.get_mut(), new),
            Entry::Vacant(free) => {
                free.insert(new);
            }
        }
    }

    /// Takes many findings in.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        more.into_iter().for_each(|one| self.add(one));
    }

    /// Whether something was found that stops everything.
    pub fn has_blocking(&self) -> bool {
        self.once.values().any(|finding| finding.severity == Severity::Blocking)
    }

    /// All findings in no order that matters to a reader.
    pub fn into_list(self) -> impl Iterator<Item = Diagnostic> {
        self.once.into_values()
    }

    /// All findings in the order of files, lines and codes.
    pub fn sorted(self, sources: &SourceMap) -> Vec<Diagnostic> {
        let key = |d: &Diagnostic| {
            let line = match &d.place {
                Place::Text(span) => (span.start, 0),
                Place::Cell { row, column, .. } => (*row, *column),
                Place::Page { page, .. } => (*page, 0),
                Place::File(_) => (0, 0),
            };
            (d.path(sources).to_owned(), line, d.code.id, d.message.clone())
        };
        let mut list: Vec<_> = self.once.into_values().collect();
        list.sort_by_cached_key(key);
        list
    }
}

/// The nearest of `known` to `word`, when it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let best =
        known.into_iter().map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate)).min()?;
    let limit = (word.chars().count().max(best.1.chars().count()) / 3).max(1);
    (best.0 <= limit).then_some(best.1)
}
