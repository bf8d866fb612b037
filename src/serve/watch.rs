//! Notices that the project changed. The system's messages say so at once; the stamps of all files, compared in
//! between, say so for sure: messages get lost, and shared folders send none. That is also all that `--poll` is.
//!
//! Only files that a build reads count, so neither `dist` nor what an editor leaves beside a file is a change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::files::{Disk, Stamp, is_nobodys};

/// How long no message may come before a change counts as finished: editors write in several steps.
const QUIET: Duration = Duration::from_millis(12);
/// How long a change may go on before it is looked at all the same.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often stamps are compared where messages come, and where none are expected.
const SELDOM: Duration = Duration::from_secs(2);
const OFTEN: Duration = Duration::from_millis(400);

/// What happened to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Files were written, renamed or deleted, or the folder is back.
    Files,
    /// The folder is not there any more.
    Gone,
}

/// Watches a project's folder.
pub(super) struct Watch {
    root: PathBuf,
    disk: Disk,
    poll: bool,
    sender: Sender<()>,
    messages: Receiver<()>,
    watcher: Option<RecommendedWatcher>,
    identity: Option<u64>,
    stamps: BTreeMap<String, Option<Stamp>>,
}

impl Watch {
    /// Begins to watch; with `poll` without the system's messages.
    pub(super) fn start(root: &Path, poll: bool) -> Self {
        let (sender, messages) = channel();
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let disk = Disk::new(&root);
        let mut watch = Self {
            identity: disk.identity(),
            root,
            disk,
            poll,
            sender,
            messages,
            watcher: None,
            stamps: BTreeMap::new(),
        };
        watch.listen();
        watch.stamps = watch.look();
        watch
    }

    /// Waits until something changed since the last call.
    pub(super) fn wait(&mut self) -> Change {
        loop {
            let is_told = match self.messages.recv_timeout(self.pause()) {
                Ok(()) => {
                    self.settle();
                    true
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
            };
            let identity = self.disk.identity();
            if identity != self.identity {
                self.identity = identity;
                // What is at the same place later is another folder for the system.
                self.listen();
                self.stamps = self.look();
                return if identity.is_some() { Change::Files } else { Change::Gone };
            }
            if identity.is_none() {
                continue;
            }
            let stamps = self.look();
            if is_told || stamps != self.stamps {
                self.stamps = stamps;
                return Change::Files;
            }
        }
    }

    /// Whether the next [`Watch::wait`] will return at once: what is being built is out of date already.
    pub(super) fn has_news(&self) -> bool {
        // A message is put back, so that `wait` finds it.
        self.messages.try_recv().is_ok() && self.sender.send(()).is_ok()
    }

    /// Whether the folder is there.
    pub(super) fn is_here(&self) -> bool {
        self.disk.identity().is_some()
    }

    fn pause(&self) -> Duration {
        if self.watcher.is_some() && self.identity.is_some() { SELDOM } else { OFTEN }
    }

    fn settle(&self) {
        let since = Instant::now();
        while since.elapsed() < PATIENCE && self.messages.recv_timeout(QUIET).is_ok() {}
    }

    fn look(&self) -> BTreeMap<String, Option<Stamp>> {
        let mut stamps = self.disk.stamps().unwrap_or_default();
        stamps.retain(|path, _| !is_leftover(path));
        stamps
    }

    /// Asks the system for messages; where it gives none, stamps have to do.
    fn listen(&mut self) {
        self.watcher = None;
        if self.poll || self.identity.is_none() {
            return;
        }
        let roots = [Some(self.root.clone()), self.root.canonicalize().ok()];
        let sender = self.sender.clone();
        let tell = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| counts(&event, &roots)) {
                // Nobody listens any more only when the command ends.
                let _ = sender.send(());
            }
        };
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
            watcher.watch(&self.root, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        self.watcher = watcher.ok();
    }
}

/// Whether a message is about a file that a build reads.
fn counts(event: &Event, roots: &[Option<PathBuf>]) -> bool {
    if event.need_rescan() {
        return true;
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    event.paths.iter().any(|path| {
        let below = roots.iter().flatten().find_map(|root| path.strip_prefix(root).ok());
        let parts = below.map(|below| below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>());
        parts.map(|parts| parts.join("/")).is_some_and(|path| !is_nobodys(&path) && !is_leftover(&path))
    })
}

/// What editors put beside a file while they write it.
fn is_leftover(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".toml.new")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with("~$")
        || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_is_a_change() {
        let roots = [Some(PathBuf::from("/project")), None];
        let wrote = |path: &str| {
            let kind = EventKind::Modify(notify::event::ModifyKind::Any);
            counts(&Event::new(kind).add_path(PathBuf::from("/project").join(path)), &roots)
        };
        assert!(wrote("consortium.toml") && wrote("members/arka/works.jpg") && wrote(""));
        for nobodys in ["dist/public/site/index.html", "dist.new/a", ".git/index", "members/.a.md.swp"] {
            assert!(!wrote(nobodys), "{nobodys}");
        }
        for leftover in ["members/a.md~", "4913", "#a.md#", "prices/~$a.xlsx", "a.toml.new", "b.tmp"] {
            assert!(!wrote(leftover), "{leftover}");
        }
        let opened = EventKind::Access(notify::event::AccessKind::Any);
        assert!(!counts(&Event::new(opened).add_path(PathBuf::from("/project/a.toml")), &roots));
    }
}
