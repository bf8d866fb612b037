//! The last look before the door: every text of the packages is searched for what the records keep from
//! the public. Pictures have no metadata; what PDFs say is looked for in their pages before they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::find::Finder;
use super::secrets::Secret;
use super::{Content, Entry};
use crate::check::rules::private_word;
use crate::diag::Diagnostic;
use crate::pipeline::LaidOut;
use crate::render::print;

/// What was found so far.
pub struct Searched<'s> {
    secrets: &'s [Secret],
    finder: Finder,
    found: BTreeMap<usize, BTreeSet<String>>,
}

impl<'s> Searched<'s> {
    /// Makes ready to look for secrets.
    pub fn new(secrets: &'s [Secret]) -> Self {
        Self { secrets, finder: Finder::new(secrets), found: BTreeMap::new() }
    }

    /// Which secrets stand in the bytes of a text.
    pub fn find(&self, bytes: &[u8]) -> BTreeSet<usize> {
        self.finder.find(&String::from_utf8_lossy(bytes))
    }

    /// Remembers what was found in a file.
    pub fn note(&mut self, path: &str, found: BTreeSet<usize>) {
        for index in found {
            self.found.entry(index).or_default().insert(path.to_owned());
        }
    }

    /// Looks through what was written for the packages.
    pub fn entries(&mut self, entries: &[Entry]) {
        for Entry { path, content } in entries {
            if let Content::Text(text) = content {
                let found = self.finder.find(text);
                self.note(path, found);
            }
        }
    }

    /// Looks through the pages of public documents.
    pub fn documents(&mut self, laid: &[LaidOut]) {
        for LaidOut { document, layout, .. } in laid.iter().filter(|laid| laid.document.is_public()) {
            let found = self.finder.find(&print::words(layout));
            self.note(&format!("{}/{}.pdf", document.folder, document.name), found);
        }
    }

    /// What was found, one finding for each secret.
    pub fn findings(self) -> Vec<Diagnostic> {
        let one = |(index, paths): (usize, BTreeSet<String>)| {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            private_word::found(&self.secrets[index].what, self.secrets[index].span, &paths)
        };
        self.found.into_iter().map(one).collect()
    }
}

/// The files of the build that are texts and go into the packages, each once.
pub fn texts(entries: &[Entry]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for Entry { content, .. } in entries {
        match content {
            Content::Built(from) => {
                all.insert(from.clone());
            }
            Content::Archive(files) => all.extend(files.iter().map(|(_, from)| from.clone())),
            Content::Text(_) | Content::Bytes(_) => {}
        }
    }
    all.retain(|path| is_text(path));
    all
}

fn is_text(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    !["pdf", "webp", "jpg", "jpeg", "png", "woff2"].contains(&ending)
}
