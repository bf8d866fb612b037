//! What changed since the last printed edition: pages, cards, words. Read from `editions/<id>.toml`
//! alone, so that the comparison holds when the data of that day is long gone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest, Sha256};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::load::document::hex;
use crate::model::edition::{Edition, EditionDocument};
use crate::model::project::Project;
use crate::pipeline::LaidOut;
use crate::render::print::{self, Layout};

/// Differences of a document from the edition that was printed last.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// That edition.
    pub edition: String,
    /// Pages of this document, from 1, that stood nowhere in that edition as they are now.
    pub pages: Vec<usize>,
    /// How many pages it had.
    pub pages_then: usize,
    /// Cards and members' blocks that are new, by handle, with their page.
    pub added: Vec<(String, usize)>,
    /// Those that are gone, with their page of then.
    pub removed: Vec<(String, usize)>,
    /// Those whose words changed.
    pub reworded: Vec<Reworded>,
}

/// A card whose words changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Reworded {
    /// Its handle.
    pub id: String,
    /// Page it stands on, from 1.
    pub page: usize,
    /// Old words and new words of each place that changed.
    pub words: Vec<(String, String)>,
}

impl Changes {
    /// Whether everything is as it was printed.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.added.is_empty() && self.removed.is_empty() && self.reworded.is_empty()
    }
}

/// The edition of a brochure that was closed last.
pub fn last_edition<'a>(project: &'a Project, brochure: &str) -> Option<&'a Edition> {
    let own = project.editions.iter().filter(|edition| edition.brochure.str() == brochure);
    own.max_by_key(|edition| (edition.closed.get().copied(), &edition.id))
}

/// What changed in a document since its brochure was printed; nothing when it never was.
pub fn since_print(project: &Project, laid: &LaidOut) -> Option<Changes> {
    let edition = last_edition(project, &laid.document.brochure)?;
    let (lang, paper) = (&laid.document.lang, laid.document.paper);
    let then = edition.documents.iter().find(|d| d.lang.str() == lang && d.paper.str() == paper)?;
    Some(compare(edition.edition.str(), then, &laid.layout))
}

fn compare(edition: &str, then: &EditionDocument, now: &Layout) -> Changes {
    let printed: BTreeSet<&str> = then.pages.iter().map(|page| page.value.as_str()).collect();
    let hashes = page_hashes(now);
    let is_new = |(index, hash): (usize, &String)| (!printed.contains(hash.as_str())).then_some(index + 1);
    let old: BTreeMap<&str, (usize, &str)> =
        then.records.iter().map(|r| (r.id.str(), (r.page.or(0) as usize, r.text.str()))).collect();
    let new: BTreeSet<&str> = now.records.iter().map(|record| record.id.as_str()).collect();
    let reworded = now.records.iter().filter_map(|record| {
        let (_, words) = old.get(record.id.as_str())?;
        let words = changed_words(words, &record.text);
        (!words.is_empty()).then(|| Reworded { id: record.id.clone(), page: record.page + 1, words })
    });
    let added = now.records.iter().filter(|record| !old.contains_key(record.id.as_str()));
    let removed = old.iter().filter(|(id, _)| !new.contains(*id));
    Changes {
        edition: edition.to_owned(),
        pages: hashes.iter().enumerate().filter_map(is_new).collect(),
        pages_then: then.pages.len(),
        added: added.map(|record| (record.id.clone(), record.page + 1)).collect(),
        removed: removed.map(|(id, (page, _))| ((*id).to_owned(), *page)).collect(),
        reworded: reworded.collect(),
    }
}

/// Old and new words of each place where two texts differ.
fn changed_words(old: &str, new: &str) -> Vec<(String, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let differs = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
    let words = |op: DiffOp| (old[op.old_range()].join(" "), new[op.new_range()].join(" "));
    capture_diff_slices(Algorithm::Myers, &old, &new).into_iter().filter(differs).map(words).collect()
}

/// Twelve hexadecimal digits for what stands on each page; its number and place do not count.
pub fn page_hashes(layout: &Layout) -> Vec<String> {
    let hash = |index: usize| hex(&Sha256::digest(print::dump_content(layout, index)), 12);
    (0..layout.pages.len()).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::changed_words;

    #[test]
    fn only_the_words_that_changed_are_told() {
        let changes = changed_words("Lead time 35 days FOB", "Lead time 40 to 45 days FOB");
        assert_eq!(changes, [("35".to_owned(), "40 to 45".to_owned())]);
        assert_eq!(changed_words("the same", "the same"), []);
    }
}
