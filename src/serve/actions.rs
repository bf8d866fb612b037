//! What the desk can do. An action works on a thread of its own, one at a time; what it does and how it ended is
//! part of what is shown, so every open desk sees it. To add one: a row of [`ALL`] and its function.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::snapshot::Live;
use crate::cache::Cache;
use crate::diag::Severity;
use crate::files::Disk;
use crate::load::Today;
use crate::pipeline::{ExportError, Options, Parts, export, input_hash, prepare};
use crate::publish::Sink;

/// What an action works with.
#[derive(Clone)]
pub(super) struct Tools {
    pub(super) dir: PathBuf,
    pub(super) disk: Disk,
    pub(super) cache: Arc<dyn Cache + Send>,
    pub(super) today: Arc<dyn Fn() -> Today + Send + Sync>,
    pub(super) live: Arc<Live>,
}

/// An action.
pub(super) struct Action {
    /// Its name in the address.
    pub(super) name: &'static str,
    /// What is said while it works.
    doing: &'static str,
    /// The work: what is said when it is done, or why it could not be.
    run: fn(&Tools) -> io::Result<String>,
}

/// All actions.
pub(super) static ALL: [Action; 1] =
    [Action { name: "build", doing: "Building into the folder dist …", run: build }];

/// The last action, as the desk shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Whether it is still at work.
    pub is_running: bool,
    /// Whether it could not be done.
    pub has_failed: bool,
    /// What to say.
    pub words: String,
}

/// Begins an action, unless another one is at work; says whether it did.
pub(super) fn begin(action: &'static Action, tools: Tools) -> bool {
    let mut is_free = false;
    tools.live.publish(|now| {
        is_free = !now.work.is_running;
        if is_free {
            now.work = Work { is_running: true, has_failed: false, words: action.doing.to_owned() };
        }
    });
    if is_free {
        std::thread::spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| (action.run)(&tools)));
            let done = done.unwrap_or_else(|_| Err(io::Error::other("a fault of the program ended it")));
            let has_failed = done.is_err();
            let words = done.unwrap_or_else(|error| error.to_string());
            tools.live.publish(|now| now.work = Work { is_running: false, has_failed, words });
        });
    }
    is_free
}

/// As `fairfolio build`.
fn build(tools: &Tools) -> io::Result<String> {
    let options = Options { today: (tools.today)(), parts: Parts::ALL, draft: false };
    let input = input_hash(&tools.disk)?;
    let prepared = prepare(&tools.disk, tools.cache.as_ref(), options)?;
    if prepared.worst() == Some(Severity::Blocking) {
        return Err(io::Error::other(
            "Nothing was built: mend the errors first. The last good output stays as it was.",
        ));
    }
    let target = tools.dir.join("dist");
    let mut sink = Sink::open(&target)?;
    if let Err(error) = export(&tools.disk, tools.cache.as_ref(), &prepared, options, &mut sink) {
        sink.abandon();
        return Err(match error {
            ExportError::Io(error) => error,
            ExportError::Finding(finding) => io::Error::other(finding.message.clone()),
        });
    }
    let manifest = sink.finish(&input, &options.key(), prepared.is_clean())?;
    let held = match prepared.worst() {
        Some(Severity::PrintBlocking) => " The files for the press were left out, because there are errors.",
        _ => "",
    };
    Ok(format!("{} files were put into {}.{held}", manifest.files.len(), target.display()))
}
