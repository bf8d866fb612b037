//! Shaped texts between builds: what a text in a style becomes depends on nothing but the fonts, so it is
//! kept by content. Glyphs only: the characters stay with whoever asks.
//!
//! One file of entries in the order of their keys, so that nothing is read but what is asked for.

use std::collections::BTreeMap;

use dashmap::{DashMap, DashSet};
use sha2::{Digest, Sha256};

use super::shape::SpanStyle;
use super::shaped::Shaped;

/// Hash of spans and direction.
type Key = [u8; 16];

/// Bytes of the hash that the file opens with, of the number of entries, and of an entry's line.
const HASH: usize = 32;
const HEAD: usize = HASH + 4;
const LINE: usize = 16 + 4;

/// Bytes beyond which a file holds only what its last build used.
const MOST: usize = 64 << 20;

/// What earlier builds shaped, and what this one adds.
#[derive(Default)]
pub(super) struct Kept {
    old: Vec<u8>,
    used: DashSet<Key>,
    fresh: DashMap<Key, Vec<u8>>,
}

impl Kept {
    /// Takes what an earlier build kept; a damaged file is none.
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        let whole =
            bytes.split_at_checked(HASH).is_some_and(|(hash, rest)| Sha256::digest(rest)[..] == *hash);
        Self { old: if whole { bytes } else { Vec::new() }, ..Self::default() }
    }

    /// A text that was shaped before, or is now.
    pub(super) fn get_or(
        &self,
        spans: &[(SpanStyle, String)],
        rtl: bool,
        shape: impl FnOnce() -> Shaped,
    ) -> Shaped {
        let key = key(spans, rtl);
        let known = self.find(&key).and_then(|bytes| postcard::from_bytes::<Shaped>(bytes).ok());
        if let Some(known) = known {
            self.used.insert(key);
            return known.with_text(spans.iter().map(|(_, text)| text.as_str()).collect());
        }
        let shaped = shape();
        if let Ok(bytes) = postcard::to_allocvec(&shaped) {
            self.fresh.insert(key, bytes);
        }
        shaped
    }

    /// The file for the next build; `None` when there is nothing new.
    pub(super) fn file(&self) -> Option<Vec<u8>> {
        if self.fresh.is_empty() {
            return None;
        }
        let mut all: BTreeMap<Key, Vec<u8>> = BTreeMap::new();
        let full = self.old.len() > MOST;
        for (key, bytes) in (0..self.count()).filter_map(|index| self.entry(index)) {
            if !full || self.used.contains(&key) {
                all.insert(key, bytes.to_vec());
            }
        }
        all.extend(self.fresh.iter().map(|entry| (*entry.key(), entry.value().clone())));
        Some(written(&all))
    }

    fn count(&self) -> usize {
        self.old.get(HASH..HEAD).map_or(0, number)
    }

    fn find(&self, wanted: &Key) -> Option<&[u8]> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            let (key, bytes) = self.entry(middle)?;
            match key.cmp(wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(bytes),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn entry(&self, index: usize) -> Option<(Key, &[u8])> {
        let line = self.line(index)?;
        let start = if index == 0 { 0 } else { number(self.line(index - 1)?.get(16..)?) };
        let end = number(line.get(16..)?);
        let texts = HEAD + self.count() * LINE;
        Some((line.get(..16)?.try_into().ok()?, self.old.get(texts + start..texts + end)?))
    }

    fn line(&self, index: usize) -> Option<&[u8]> {
        self.old.get(HEAD + index * LINE..HEAD + (index + 1) * LINE)
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.first_chunk::<4>().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
}

/// Hash of the rest, number of entries, key and end of each, then the entries.
fn written(all: &BTreeMap<Key, Vec<u8>>) -> Vec<u8> {
    let mut out = vec![0; HASH];
    // OK because four gigabytes of glyphs are never kept.
    #[expect(clippy::cast_possible_truncation, reason = "far below four gigabytes")]
    let put = |out: &mut Vec<u8>, number: usize| out.extend((number as u32).to_le_bytes());
    put(&mut out, all.len());
    let mut end = 0;
    for (key, bytes) in all {
        end += bytes.len();
        out.extend(key);
        put(&mut out, end);
    }
    all.values().for_each(|bytes| out.extend(bytes));
    let hash = Sha256::digest(&out[HASH..]);
    out[..HASH].copy_from_slice(&hash);
    out
}

fn key(spans: &[(SpanStyle, String)], rtl: bool) -> Key {
    let mut hash = Sha256::new();
    hash.update([u8::from(rtl)]);
    for (style, text) in spans {
        // Written with its field names: no two styles read the same.
        hash.update(format!("{style:?}"));
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::shaped::Atom;
    use super::*;

    fn spans(text: &str) -> Vec<(SpanStyle, String)> {
        let style = SpanStyle {
            families: Arc::default(),
            latin: Arc::default(),
            size_milli: 9000,
            weight: 400,
            italic: false,
            tabular: false,
            tracking_milli: 0,
            small_caps: false,
            hyphenate: true,
            lang: "en".to_owned(),
        };
        vec![(style, text.to_owned())]
    }

    fn shaped(text: &str) -> Shaped {
        let atom = Atom {
            text: 0..text.len(),
            glyphs: 0..0,
            face: 3,
            size: 9.0,
            span: 0,
            rtl: false,
            level: 0,
            advance: 0.1 + text.len() as f32,
        };
        Shaped { atoms: vec![atom], ..Shaped::default() }.with_text(text.to_owned())
    }

    fn not_again() -> Shaped {
        panic!("it was shaped before")
    }

    #[test]
    fn what_one_build_shaped_the_next_one_takes() {
        let first = Kept::default();
        for text in ["towel", "robe", "a mat"] {
            first.get_or(&spans(text), false, || shaped(text));
        }
        let second = Kept::new(first.file().expect("three new texts"));
        for text in ["a mat", "robe", "towel"] {
            assert_eq!(second.get_or(&spans(text), false, not_again), shaped(text));
        }
        assert!(second.file().is_none(), "nothing is new");
        second.get_or(&spans("towel"), true, || shaped("towel"));
        let third = Kept::new(second.file().expect("another direction is another text"));
        assert_eq!(third.count(), 4);
    }

    #[test]
    fn the_characters_are_not_in_the_file_and_a_damaged_one_is_none() {
        let first = Kept::default();
        first.get_or(&spans("terms of Elbufer"), false, || shaped("terms of Elbufer"));
        let mut file = first.file().expect("a new text");
        assert!(!file.windows(7).any(|part| part == b"Elbufer"));
        let last = file.len() - 1;
        file[last] ^= 1;
        assert_eq!(Kept::new(file).count(), 0);
        assert_eq!(Kept::new(vec![1, 2, 3]).count(), 0);
    }
}
