//! Putting a finished folder in the place of another. On Linux both change places in one step;
//! elsewhere two renames do it, and what a kill between them leaves is put right by the next command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::named;

/// The folder beside `target` with `ending` added to its name.
pub(super) fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    target.with_file_name(name)
}

/// Puts right what a killed build left: an unfinished new folder goes, a set-aside old one comes back.
///
/// # Errors
/// When a folder cannot be moved or removed.
pub(super) fn recover(target: &Path) -> io::Result<()> {
    let (new, old) = (beside(target, "new"), beside(target, "old"));
    if old.exists() && !target.exists() {
        fs::rename(&old, target).map_err(|error| named(error, "bring back", &old))?;
    }
    for left in [new, old] {
        if left.exists() {
            fs::remove_dir_all(&left).map_err(|error| named(error, "remove", &left))?;
        }
    }
    Ok(())
}

/// Waits until everything written so far has reached the disk: once for all files, not once each.
///
/// # Errors
/// When the disk reports a fault.
#[cfg(target_os = "linux")]
pub(super) fn settle(file: &fs::File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(file)?)
}

/// Elsewhere the manifest's own sync has to do.
#[cfg(not(target_os = "linux"))]
pub fn settle(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Puts `stage` in the place of `target`.
///
/// # Errors
/// When the place is held, for instance by a program that has one of its files open; the new
/// output then stays at `stage`.
pub(super) fn exchange(stage: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(stage, target).map_err(|error| held(error, stage, target));
    }
    if exchange_at_once(stage, target) {
        // What is at `stage` now is the old output. Failing to remove it harms nobody.
        let _ = fs::remove_dir_all(stage);
        return Ok(());
    }
    let old = beside(target, "old");
    retry(|| fs::rename(target, &old)).map_err(|error| held(error, stage, target))?;
    if let Err(error) = retry(|| fs::rename(stage, target)) {
        let _ = fs::rename(&old, target);
        return Err(held(error, stage, target));
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange_at_once(stage: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, stage, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange_at_once(_: &Path, _: &Path) -> bool {
    false
}

/// Another program often lets go of a file within a moment.
fn retry(mut step: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let mut last = step();
    for _ in 0..10 {
        if last.is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        last = step();
    }
    last
}

fn held(error: io::Error, stage: &Path, target: &Path) -> io::Error {
    let words = format!(
        "`{}` could not be replaced ({error}); close programs that have its files open. The new output is in `{}`",
        target.display(),
        stage.display()
    );
    io::Error::new(error.kind(), words)
}
