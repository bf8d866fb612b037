//! The sink. Outputs are written and hashed beside the last good ones and take their place at once,
//! or not at all: a failed, killed or disk-full build leaves `dist` as it was.

#![expect(clippy::disallowed_methods, reason = "this is the writing side of the disk")]

pub mod manifest;
mod swap;
pub mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::files::named;
use crate::load::document::hex;
use manifest::{FileFacts, Manifest};

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// A file of an output, by its path there with `/`.
///
/// # Errors
/// When it cannot be read; the message names it.
pub fn read_back(output: &Path, path: &str) -> io::Result<Vec<u8>> {
    let full = output.join(path);
    fs::read(&full).map_err(|error| named(error, "read", &full))
}

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
        let mut out = self.begin(path)?;
        out.write_all(bytes)?;
        self.add(out);
        Ok(())
    }

    /// Begins an output that is written bit by bit; several may be written at a time. It counts once it
    /// is [added](Self::add).
    ///
    /// # Errors
    /// When it cannot be made; the message names it.
    pub fn begin(&self, path: &str) -> io::Result<Output> {
        let full = self.stage.join(path);
        let folder = full.parent().expect("an output has a folder");
        fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
        let file = fs::File::create(&full).map_err(|error| named(error, "write", &full))?;
        Ok(Output { path: path.to_owned(), full, file, hash: Sha256::new(), size: 0 })
    }

    /// Takes an output in that is whole.
    pub fn add(&mut self, output: Output) {
        let sha256 = hex(&output.hash.finalize(), 64);
        self.files.insert(output.path, FileFacts { size: output.size, sha256, stale: false });
    }

    /// Puts an output of this build into a second place.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn repeat(&mut self, path: &str, at: &str) -> io::Result<()> {
        let facts = self.files[path].clone();
        link(&self.stage.join(path), &self.stage.join(at))?;
        self.files.insert(at.to_owned(), facts);
        Ok(())
    }

    /// Puts a file from elsewhere into this output: the same file where the disk knows links, else a copy.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn place(&mut self, from: &Path, facts: &FileFacts, at: &str) -> io::Result<()> {
        link(from, &self.stage.join(at))?;
        self.files.insert(at.to_owned(), facts.clone());
        Ok(())
    }

    /// Writes an output that goes back to what it wrote before, such as an archive; it is hashed afterwards.
    ///
    /// # Errors
    /// When it cannot be written; the message names it.
    pub fn make(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut io::BufWriter<fs::File>) -> io::Result<()>,
    ) -> io::Result<()> {
        let Output { full, file, .. } = self.begin(path)?;
        let mut out = io::BufWriter::new(file);
        let written = write(&mut out).and_then(|()| out.flush());
        written.map_err(|error| named(error, "write", &full))?;
        let (mut hash, mut whole) = (Hashing(Sha256::new()), fs::File::open(&full)?);
        let size = io::copy(&mut whole, &mut hash).map_err(|error| named(error, "read", &full))?;
        let sha256 = hex(&hash.0.finalize(), 64);
        self.files.insert(path.to_owned(), FileFacts { size, sha256, stale: false });
        Ok(())
    }

    /// Takes a file of the last build over, as it is; `stale` when it may not fit the data any more.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn keep(&mut self, path: &str, facts: &FileFacts, stale: bool) -> io::Result<()> {
        link(&self.target.join(path), &self.stage.join(path))?;
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
            file.write_all(manifest.to_json().as_bytes())?;
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

/// An output while it is written; hashed as it goes.
#[derive(Debug)]
pub struct Output {
    path: String,
    full: PathBuf,
    file: fs::File,
    hash: Sha256,
    size: u64,
}

impl Output {
    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes).map_err(|error| named(error, "write", &self.full))?;
        self.hash.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| named(error, "write", &self.full))
    }
}

/// Takes bytes for their hash alone.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same file in a second place, or a copy where the disk knows no links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().expect("an output has a folder");
    fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
    fs::hard_link(from, to)
        .or_else(|_| fs::copy(from, to).map(|_| ()))
        .map_err(|error| named(error, "keep", from))
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
