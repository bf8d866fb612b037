//! The read side of the outside world: a project is a set of files with relative paths, on disk or
//! in memory. Nothing else in the library opens a file to read it, so every error names path and verb.

#![expect(clippy::disallowed_methods, reason = "this is the reading side of the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use unicode_normalization::UnicodeNormalization as _;

/// No text or picture larger than this is read (bytes): a catalogue's source files are far smaller.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// A project's files, seen by relative path with `/`.
pub trait Files: Sync {
    /// All paths, sorted by bytes; hidden files and output folders are left out.
    ///
    /// # Errors
    /// When the folder cannot be walked; the message names the path.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Content of a file.
    ///
    /// # Errors
    /// When it is not there, cannot be read or is larger than [`MAX_FILE`]; the message names it.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// What tells two versions of a file apart without reading it; `None` where nothing does for sure.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }
}

/// When a file was written and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    written: SystemTime,
    size: u64,
    /// Number of the file on its disk, where there is one: another file may have been put in its place.
    number: u64,
}

impl Stamp {
    fn of(facts: &fs::Metadata) -> Option<Self> {
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(facts);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self { written: facts.modified().ok()?, size: facts.len(), number })
    }
}

/// A file that was written so shortly before may be written again without its time telling it.
const UNSETTLED: Duration = Duration::from_secs(2);

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The project in `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where a file lies. Names come in one form of accented letters, and some disks keep the other one.
    fn at(&self, path: &str) -> PathBuf {
        let plain = self.root.join(path);
        if path.is_ascii() || plain.exists() {
            return plain;
        }
        path.split('/').fold(self.root.clone(), |folder, name| {
            let (own, apart) = (folder.join(name), folder.join(name.nfd().collect::<String>()));
            if !own.exists() && apart.exists() { apart } else { own }
        })
    }

    /// Stamps of all files that [`Files::list`] gives: when they are the same, so is the project.
    ///
    /// # Errors
    /// When the folder cannot be walked.
    pub fn stamps(&self) -> io::Result<BTreeMap<String, Option<Stamp>>> {
        let stamp = |path: String| {
            let facts = fs::metadata(self.at(&path)).ok();
            (path, facts.as_ref().and_then(Stamp::of))
        };
        Ok(self.list()?.into_iter().map(stamp).collect())
    }

    /// The folder's number on its disk: another folder at the same place has another one. `None` when it is
    /// not there.
    pub fn identity(&self) -> Option<u64> {
        let facts = fs::metadata(&self.root).ok().filter(fs::Metadata::is_dir)?;
        #[cfg(unix)]
        return Some(std::os::unix::fs::MetadataExt::ino(&facts));
        #[cfg(not(unix))]
        return facts.created().ok().map(|_| 0);
    }
}

/// Whether a path below the project, with `/`, is one that nobody reads: of tools, outputs, hidden.
pub fn is_nobodys(path: &str) -> bool {
    path.split('/').enumerate().any(|(at, name)| is_ignored(name, at + 1))
}

/// Folders that belong to tools, not to the project.
fn is_ignored(name: &str, depth: usize) -> bool {
    let is_output = depth == 1 && matches!(name, "dist" | "dist.new" | "dist.old" | "forms");
    name.starts_with('.') || is_output || name == "node_modules" || name == "Thumbs.db"
}

impl Files for Disk {
    fn list(&self) -> io::Result<Vec<String>> {
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy(), entry.depth())
        };
        let mut paths = Vec::new();
        for entry in walkdir::WalkDir::new(&self.root).into_iter().filter_entry(visible) {
            let entry = entry?;
            if entry.file_type().is_file() {
                let relative = entry.path().strip_prefix(&self.root).expect("walked below the root");
                let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
                // One form of accented letters inside, whatever the disk keeps.
                paths.push(parts.join("/").nfc().collect());
            }
        }
        paths.sort_unstable();
        Ok(paths)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let full = self.at(path);
        let named = |error| named(error, "read", &full);
        let size = fs::metadata(&full).map_err(named)?.len();
        if size > MAX_FILE {
            let words = format!("`{path}` has {} MB; at most 64 MB are read", size / 1_000_000);
            return Err(io::Error::other(words));
        }
        fs::read(&full).map_err(named)
    }

    #[expect(clippy::disallowed_methods, reason = "an age, which no output depends on")]
    fn stamp(&self, path: &str) -> Option<Stamp> {
        let stamp = Stamp::of(&fs::metadata(self.at(path)).ok()?)?;
        let age = SystemTime::now().duration_since(stamp.written).ok()?;
        (age > UNSETTLED).then_some(stamp)
    }
}

/// Files in memory: for tests and for the embedded sample.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }
}

impl Files for Memory {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| missing(path))
    }
}

/// Files as they would be: some written anew, some taken away, the others as they are. So a change can be
/// checked before any of it is written.
pub struct Overlay<'a> {
    under: &'a dyn Files,
    changed: BTreeMap<String, Option<Vec<u8>>>,
}

impl<'a> Overlay<'a> {
    /// No change yet.
    pub fn new(under: &'a dyn Files) -> Self {
        Self { under, changed: BTreeMap::new() }
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.changed.insert(path.into(), Some(content.into()));
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: impl Into<String>) {
        self.changed.insert(path.into(), None);
    }
}

impl Files for Overlay<'_> {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut paths = self.under.list()?;
        paths.retain(|path| !self.changed.contains_key(path));
        paths.extend(self.changed.iter().filter(|(_, own)| own.is_some()).map(|(path, _)| path.clone()));
        paths.sort_unstable();
        Ok(paths)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.changed.get(path) {
            Some(Some(content)) => Ok(content.clone()),
            Some(None) => Err(missing(path)),
            None => self.under.read(path),
        }
    }
}

fn missing(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("cannot read `{path}`: no such file"))
}

/// Whether Windows cannot keep a name: of a device, with a letter that separates or matches, or with an end that is
/// dropped (Microsoft, "Naming Files, Paths, and Namespaces").
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |device: &str| {
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
        stem.strip_prefix(device).is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(digit))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
        || name.ends_with(['.', ' '])
        || name.chars().any(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || c.is_control())
}

/// An IO error that names what was tried with which path.
pub fn named(error: io::Error, verb: &str, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("cannot {verb} `{}`: {error}", path.display()))
}

/// Joins a path that a record names to the record's folder. `None` when it leaves the project, is
/// absolute, or uses a drive letter or a backslash.
pub fn resolve(folder: &str, path: &str) -> Option<String> {
    if path.contains('\\') || path.contains(':') || path.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/").nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::{is_reserved, resolve};

    #[test]
    fn a_path_stays_inside_the_project_or_is_none() {
        assert_eq!(resolve("members/a", "works.jpg").as_deref(), Some("members/a/works.jpg"));
        assert_eq!(resolve("members/a", "../b.jpg").as_deref(), Some("members/b.jpg"));
        for outside in ["../../../etc/passwd", "/etc/passwd", "C:\\x.jpg", "..\\..\\x", "c:/x"] {
            assert_eq!(resolve("members/a", outside), None, "{outside}");
        }
    }

    #[test]
    fn names_of_devices_and_ends_that_are_dropped_cannot_be_kept() {
        for name in [
            "con",
            "CON.txt",
            "aux .md",
            "Nul",
            "com1",
            "LPT9.toml",
            "com²",
            "conin$",
            "a.",
            "a ",
            "a\\b",
            "a:b",
            "a?b",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["console", "com10", "com", "auxiliary.md", "a.b", "bath-towel.md", "بيت.md", ".hidden"]
        {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
