//! Encoded pictures and shaped texts between builds, by the hash of everything they were made from. Losing the cache
//! costs time and nothing else, so its errors are silent by design.

#![expect(clippy::disallowed_methods, reason = "the cache is a folder of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// A store of bytes by key.
pub trait Cache: Sync {
    /// What is stored under a key.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Stores under a key.
    fn put(&self, key: &str, bytes: &[u8]);
}

/// Keeps nothing.
pub struct NoCache;

impl Cache for NoCache {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// Keeps for one build only: a picture that stands in forty dossiers is still made once.
#[derive(Default)]
pub struct BuildCache {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Cache for BuildCache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.kept.lock().ok()?.get(key).cloned()
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(key.to_owned(), bytes.to_vec());
        }
    }
}

/// A folder of the user's, outside every project.
pub struct DiskCache {
    root: PathBuf,
}

impl DiskCache {
    /// The folder that the platform gives for caches: `FAIRFOLIO_CACHE`, `XDG_CACHE_HOME`,
    /// `LOCALAPPDATA` or `~/.cache`. `None` when there is none of them.
    pub fn of_user(var: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let own = var("FAIRFOLIO_CACHE").map(PathBuf::from);
        let platform = || {
            var("XDG_CACHE_HOME").or_else(|| var("LOCALAPPDATA")).map(|p| PathBuf::from(p).join("fairfolio"))
        };
        let home = || var("HOME").map(|home| PathBuf::from(home).join(".cache/fairfolio"));
        own.or_else(platform).or_else(home).map(|root| Self { root })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.root.join(&key[..2.min(key.len())]).join(key)
    }
}

impl Cache for DiskCache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        fs::read(self.path(key)).ok().filter(|bytes| !bytes.is_empty())
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        let path = self.path(key);
        let Some(folder) = path.parent() else { return };
        if fs::create_dir_all(folder).is_err() {
            return;
        }
        // Written beside and renamed, so that a killed build leaves no half picture behind.
        let beside = path.with_extension(format!("{}", std::process::id()));
        if fs::write(&beside, bytes).is_err() || fs::rename(&beside, &path).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}
