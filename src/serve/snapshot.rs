//! What the server shows at one moment. The build thread publishes a new one; whoever answers a request holds on
//! to the one it began with, so no answer is made of two states of the data.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::actions::Work;
use crate::diag::{Diagnostic, Severity};
use crate::load::document::hex;
use crate::pipeline::Gathered;
use crate::pipeline::live::{Papers, Site};

/// How things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The data is read for the first time.
    Starting,
    /// The site shows the data; documents are still being set.
    Setting,
    /// Everything shows the data.
    Ready,
    /// The data has errors that block: what is shown is the last good output.
    Broken,
    /// The project's folder is not there.
    Away,
    /// The build itself failed.
    Failed,
}

/// One moment.
#[derive(Clone)]
pub struct Snapshot {
    /// Counts what was published.
    pub number: u64,
    /// Counts how often the data was read.
    pub builds: u64,
    /// How things stand.
    pub state: State,
    /// The same in a sentence, when there is more to say.
    pub words: String,
    /// The last good site.
    pub site: Option<Arc<Site>>,
    /// The last good documents.
    pub papers: Option<Arc<Papers>>,
    /// Everything found in the data as it is now.
    pub findings: Vec<Diagnostic>,
    /// What the findings are about.
    pub gathered: Option<Arc<Gathered>>,
    /// What the desk was asked to do last.
    pub work: Work,
}

impl Snapshot {
    fn first() -> Self {
        Self {
            number: 0,
            builds: 0,
            state: State::Starting,
            words: String::new(),
            site: None,
            papers: None,
            findings: Vec::new(),
            gathered: None,
            work: Work::default(),
        }
    }

    /// Numbers of errors, warnings and notes.
    pub fn counts(&self) -> [usize; 3] {
        let count =
            |wanted: &dyn Fn(Severity) -> bool| self.findings.iter().filter(|f| wanted(f.severity)).count();
        let errors = count(&|severity: Severity| severity.is_error());
        let warnings = count(&|severity| severity == Severity::Warning);
        [errors, warnings, self.findings.len() - errors - warnings]
    }
}

/// Where the build thread and the server meet.
pub struct Live {
    current: watch::Sender<Arc<Snapshot>>,
    /// Proves that a request comes from the desk that this start of the command opened.
    pub key: String,
    /// What forms of the desk send along, so that no page but its own can fill them in.
    pub form: String,
    /// Names this start of the command, so that a browser knows that it meets another one.
    pub start: String,
}

impl Live {
    /// Begins with nothing to show.
    pub fn new() -> Self {
        let (current, _) = watch::channel(Arc::new(Snapshot::first()));
        Self { current, key: random(), form: random(), start: random()[..12].to_owned() }
    }

    /// What is shown now.
    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.borrow())
    }

    /// Tells of every later moment.
    pub fn follow(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.current.subscribe()
    }

    /// Shows something else.
    pub(super) fn publish(&self, change: impl FnOnce(&mut Snapshot)) {
        let mut old = None;
        self.current.send_modify(|current| {
            let mut next = Snapshot::clone(current);
            change(&mut next);
            next.number += 1;
            old = Some(std::mem::replace(current, Arc::new(next)));
        });
        // Taking a whole site apart takes a while: after everybody was told.
        drop(old);
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

/// 32 hexadecimal digits that nobody can guess. The keys of the standard library's hasher come from the
/// system's source of random numbers, and its outputs under them tell nothing about them.
fn random() -> String {
    let mut hash = Sha256::new();
    for part in 0..4_u8 {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u8(part);
        hash.update(hasher.finish().to_le_bytes());
    }
    hex(&hash.finalize(), 32)
}

#[cfg(test)]
mod tests {
    use super::random;

    #[test]
    fn no_two_keys_are_alike() {
        let (one, other) = (random(), random());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }
}
