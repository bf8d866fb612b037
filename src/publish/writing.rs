//! Several files of a project at once: all of them are there as new, or all as they were.

#![expect(clippy::disallowed_methods, reason = "files of the project that are written after a yes")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::files::named;

/// Puts files into a project, by path with `/`. They are written beside first, so that a full disk leaves
/// everything as it was; when one cannot take its place, those before it are taken back.
///
/// # Errors
/// When a file cannot be written; the message names it.
pub fn write_all(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    // The desk answers several pages at once, and what is written beside has one place.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let beside = dir.join(".fairfolio-import");
    let _ = fs::remove_dir_all(&beside);
    let result = staged(dir, &beside, files);
    let _ = fs::remove_dir_all(&beside);
    result
}

fn staged(dir: &Path, beside: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let (new, old) = (beside.join("new"), beside.join("old"));
    for (path, bytes) in files {
        let to = new.join(path);
        make_folder(&to)?;
        fs::write(&to, bytes).map_err(|error| named(error, "write", &to))?;
    }
    let mut done: Vec<(PathBuf, Option<PathBuf>)> = Vec::new();
    for path in files.keys() {
        let target = dir.join(path);
        let result = put(&new.join(path), &target, &old.join(path));
        match result {
            Ok(kept) => done.push((target, kept)),
            Err(error) => {
                take_back(&done);
                return Err(error);
            }
        }
    }
    Ok(())
}

fn make_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().expect("a file has a folder");
    fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))
}

/// Puts a file in its place; gives where the one that was there is kept.
fn put(from: &Path, target: &Path, old: &Path) -> io::Result<Option<PathBuf>> {
    make_folder(target)?;
    let kept = target.exists();
    if kept {
        make_folder(old)?;
        fs::rename(target, old).map_err(|error| named(error, "replace", target))?;
    }
    if let Err(error) = fs::rename(from, target) {
        if kept {
            let _ = fs::rename(old, target);
        }
        return Err(named(error, "write", target));
    }
    Ok(kept.then(|| old.to_owned()))
}

fn take_back(done: &[(PathBuf, Option<PathBuf>)]) {
    for (target, kept) in done.iter().rev() {
        let _ = match kept {
            Some(old) => fs::rename(old, target),
            None => fs::remove_file(target),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_that_write_at_once_do_not_take_each_other_s_files() {
        let dir = std::env::temp_dir().join(format!("fairfolio-writing-both-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("made");
        std::thread::scope(|both| {
            for name in ["one", "other"] {
                let dir = &dir;
                both.spawn(move || {
                    for turn in 0..200 {
                        let files = [(format!("{name}/{turn}.toml"), name.as_bytes().to_vec())];
                        write_all(dir, &files.into()).expect("written");
                    }
                });
            }
        });
        for name in ["one", "other"] {
            assert_eq!(fs::read_dir(dir.join(name)).expect("a folder").count(), 200, "{name}");
        }
        fs::remove_dir_all(&dir).expect("ours");
    }

    #[test]
    fn all_files_are_new_or_all_are_as_they_were() {
        let dir = std::env::temp_dir().join(format!("fairfolio-writing-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("made");
        let read = |path: &str| fs::read_to_string(dir.join(path)).unwrap_or_default();
        let files = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
        };
        fs::write(dir.join("a.toml"), "old").expect("written");
        write_all(&dir, &files(&[("a.toml", "new"), ("b/c.toml", "new")])).expect("written");
        assert_eq!((read("a.toml").as_str(), read("b/c.toml").as_str()), ("new", "new"));
        // Where a folder is wanted stands a file: what was put before it is taken back.
        fs::write(dir.join("d"), "no folder").expect("written");
        let all = files(&[("a.toml", "newer"), ("aa.toml", "more"), ("d/e.toml", "newer")]);
        let error = write_all(&dir, &all).expect_err("it cannot be written").to_string();
        assert!(error.contains("cannot create"), "{error}");
        assert_eq!((read("a.toml").as_str(), dir.join("aa.toml").exists()), ("new", false));
        assert!(!dir.join(".fairfolio-import").exists());
        fs::remove_dir_all(&dir).expect("ours");
    }
}
