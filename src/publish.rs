//! The sink. Outputs are written and hashed beside the last good ones and take their place at once,
//! or not at all: a failed, killed or disk-full build leaves `dist` as it was.

#![expect(clippy::disallowed_methods, reason = "this is the writing side of the disk")]

pub mod manifest;
mod swap;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::files::named;
use crate::load::document::hex;
use manifest::{FileFacts, Manifest};

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// A build being written.
#[derive(Debug)]
pub struct Sink {
    target: PathBuf,
    stage: PathBuf,
    files: BTreeMap<String, FileFacts>,
}

impl Sink {
    /// Makes ready to replace `target`; finishes or removes what a killed build left.
    ///
    /// # Errors
    /// When `target` is a non-empty folder that no build of ours made, or cannot be written beside.
    pub fn open(target: &Path) -> io::Result<Self> {
        swap::recover(target)?;
        refuse_foreign(target)?;
        let stage = swap::beside(target, "new");
        fs::create_dir_all(&stage).map_err(|error| named(error, "create", &stage))?;
        Ok(Self { target: target.to_owned(), stage, files: BTreeMap::new() })
    }

    /// Writes one output; `path` is relative, with `/`.
    ///
    /// # Errors
    /// When it cannot be written; the message names it.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let full = self.stage.join(path);
        let folder = full.parent().expect("an output has a folder");
        fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
        fs::write(&full, bytes).map_err(|error| named(error, "write", &full))?;
        let facts =
            FileFacts { size: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes), 64), stale: false };
        self.files.insert(path.to_owned(), facts);
        Ok(())
    }

    /// Takes a file of the last build over, as it is; `stale` when it may not fit the data any more.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn keep(&mut self, path: &str, facts: &FileFacts, stale: bool) -> io::Result<()> {
        let (from, to) = (self.target.join(path), self.stage.join(path));
        let folder = to.parent().expect("an output has a folder");
        fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
        fs::hard_link(&from, &to)
            .or_else(|_| fs::copy(&from, &to).map(|_| ()))
            .map_err(|error| named(error, "keep", &from))?;
        self.files.insert(path.to_owned(), FileFacts { stale: stale || facts.stale, ..facts.clone() });
        Ok(())
    }

    /// Number of outputs so far.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Writes the manifest last and puts everything in the place of the last build.
    ///
    /// # Errors
    /// When the place cannot be taken; the new output stays beside it and the message says where.
    pub fn finish(self, input: &str, options: &str, clean: bool) -> io::Result<Manifest> {
        let manifest = Manifest {
            tool: "fairfolio".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            input: input.to_owned(),
            options: options.to_owned(),
            clean,
            files: self.files,
        };
        let path = self.stage.join(MANIFEST);
        let write = || {
            let mut file = fs::File::create(&path)?;
            io::Write::write_all(&mut file, manifest.to_json().as_bytes())?;
            swap::settle(&file)?;
            file.sync_all()
        };
        write().map_err(|error| named(error, "write", &path))?;
        swap::exchange(&self.stage, &self.target)?;
        Ok(manifest)
    }

    /// Throws away what was written.
    pub fn abandon(self) {
        let _ = fs::remove_dir_all(&self.stage);
    }
}

/// A folder that holds something else is never replaced.
fn refuse_foreign(target: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(named(error, "use", target)),
    };
    let is_empty = entries.into_iter().next().is_none();
    if is_empty || Manifest::read(target).is_some() {
        return Ok(());
    }
    let words = format!(
        "`{}` is not empty and was not made by fairfolio; name another folder with `-o`, or empty it",
        target.display()
    );
    Err(io::Error::other(words))
}
