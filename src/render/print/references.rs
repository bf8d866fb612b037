//! What one round of layout learns for the next: where marks are and how their pages are numbered.

use std::collections::BTreeMap;

/// A heading that contents and bookmarks list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// The mark on it.
    pub mark: String,
    /// Whether a `toc` lists it.
    pub in_toc: bool,
    /// Whether it is a bookmark.
    pub bookmark: bool,
}

/// An entry that `mark index="…"` asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct IndexEntry {
    /// `product`, `member` or another kind.
    pub kind: String,
    /// Key it is sorted by.
    pub sort: String,
    /// What the index shows.
    pub term: String,
    /// The mark it leads to.
    pub mark: String,
}

/// Labels of pages by mark, from the round before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Known {
    /// Mark → (page index, label).
    pub pages: BTreeMap<String, (usize, String)>,
    /// How many pages the page-sets that fill up must give, so that the count comes out right.
    pub fill: usize,
}

impl Known {
    /// The label of the page a mark is on.
    pub(super) fn label(&self, mark: &str) -> Option<&str> {
        self.pages.get(mark).map(|(_, label)| label.as_str())
    }
}
