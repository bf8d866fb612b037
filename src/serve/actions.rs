//! What the desk can do. An action works on a thread of its own, one at a time; what it does and how it ended is
//! part of what is shown, so every open desk sees it. To add one: a row of [`ALL`] and its function.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::sent::Sent;
use super::snapshot::Live;
use super::waiting::Waiting;
use crate::cache::Cache;
use crate::collect::forms;
use crate::diag::Severity;
use crate::files::Disk;
use crate::load::Today;
use crate::package::Kind;
use crate::pipeline::{Options, Parts};
use crate::publish::writing::write_all;
use crate::tasks::build::{Ended, build};
use crate::tasks::checked;
use crate::tasks::pack::{Packed, Wanted, pack};

/// What an action works with.
#[derive(Clone)]
pub(super) struct Tools {
    pub(super) dir: PathBuf,
    pub(super) disk: Disk,
    pub(super) cache: Arc<dyn Cache + Send>,
    pub(super) today: Arc<dyn Fn() -> Today + Send + Sync>,
    pub(super) live: Arc<Live>,
    pub(super) waiting: Arc<Waiting>,
}

impl Tools {
    /// Shows what is being done.
    fn tell(&self, words: &str) {
        self.live.publish(|now| now.work.words = words.to_owned());
    }

    fn options(&self) -> Options {
        Options { today: (self.today)(), parts: Parts::ALL, draft: false }
    }
}

/// An action.
pub(super) struct Action {
    /// Its name in the address.
    pub(super) name: &'static str,
    /// The page it is begun from, and led back to.
    pub(super) page: &'static str,
    /// What is said while it works.
    doing: &'static str,
    /// The work: what is said when it is done, or why it could not be.
    run: fn(&Tools, &Sent) -> io::Result<String>,
}

/// All actions.
pub(super) static ALL: [Action; 7] = [
    Action {
        name: "build", page: "/_desk/hand-over/", doing: "Building into the folder dist …", run: built
    },
    Action { name: "package", page: "/_desk/hand-over/", doing: "Packing …", run: packed },
    Action { name: "collect", page: "/_desk/forms/", doing: "Making the forms …", run: collected },
    Action { name: "import", page: "/_desk/import/", doing: "Writing …", run: imported },
    Action { name: "schedule", page: "/_desk/meetings/", doing: "Writing the plan …", run: scheduled },
    Action { name: "no-import", page: "/_desk/import/", doing: "Putting it away …", run: no_import },
    Action { name: "no-plan", page: "/_desk/meetings/", doing: "Putting it away …", run: no_plan },
];

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

impl Work {
    fn of(done: io::Result<String>) -> Self {
        let has_failed = done.is_err();
        Self { is_running: false, has_failed, words: done.unwrap_or_else(|error| error.to_string()) }
    }
}

/// Begins an action, unless another one is at work; says whether it did.
pub(super) fn begin(action: &'static Action, tools: Tools, sent: Sent) -> bool {
    let mut is_free = false;
    tools.live.publish(|now| {
        is_free = !now.work.is_running;
        if is_free {
            now.work = Work { is_running: true, has_failed: false, words: action.doing.to_owned() };
        }
    });
    if is_free {
        std::thread::spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| (action.run)(&tools, &sent)));
            let done = done.unwrap_or_else(|_| Err(io::Error::other("a fault of the program ended it")));
            ended(&tools.live, done);
        });
    }
    is_free
}

/// Shows how something ended.
fn ended(live: &Live, done: io::Result<String>) {
    let work = Work::of(done);
    live.publish(|now| now.work = work);
}

/// Shows how something ended that was done at once, unless something else is at work.
pub(super) fn tell(live: &Live, done: io::Result<String>) {
    let work = Work::of(done);
    live.publish(|now| {
        if !now.work.is_running {
            now.work = work;
        }
    });
}

fn failed<T>(words: &str) -> io::Result<T> {
    Err(io::Error::other(words))
}

/// As `fairfolio build`.
fn built(tools: &Tools, _: &Sent) -> io::Result<String> {
    let target = tools.dir.join("dist");
    let step = &mut |words: &str| tools.tell(&format!("Building: {words} …"));
    match build(&tools.disk, tools.cache.as_ref(), &target, tools.options(), step)? {
        Ended::Same => Ok("Nothing has changed since the last build.".to_owned()),
        Ended::Blocked(_) => {
            failed("Nothing was built: mend the errors first. The last good output stays as it was.")
        }
        Ended::Stopped(_, finding) => failed(&finding.message),
        Ended::Done(done) => {
            let held = match done.prepared.worst() {
                Some(Severity::PrintBlocking) => {
                    " The files for the press were left out, because there are errors."
                }
                _ => "",
            };
            let gone = if done.had_packages { " The packages of the last build are gone." } else { "" };
            let count = done.manifest.files.len();
            Ok(format!("{count} files were put into {}.{held}{gone}", target.display()))
        }
    }
}

/// As `fairfolio package`.
fn packed(tools: &Tools, sent: &Sent) -> io::Result<String> {
    let is_wanted = |kind: &Kind| sent.all("kind").any(|word| word == kind.word());
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(is_wanted).collect();
    if kinds.is_empty() {
        return failed("Tick what is to be packed.");
    }
    let wanted = Wanted { kinds, hosts: Vec::new(), output: None, limit: Severity::PrintBlocking };
    let step = &mut |words: &str| tools.tell(&format!("Packing: {words} …"));
    let dist = tools.dir.join("dist");
    match pack(&tools.disk, tools.cache.as_ref(), dist, &wanted, tools.options(), step)? {
        Packed::Draft => failed("The folder dist holds a draft: build first."),
        Packed::Faulty(_) => failed(
            "Nothing was packed: mend the errors first. Packages that were made before stay as they were.",
        ),
        Packed::Stopped(_, finding) => failed(&finding.message),
        Packed::Leak(_, found) => {
            let first = found.first().map_or("", |own| own.message.as_str());
            failed(&format!("Nothing was packed: something private would leave the house. {first}"))
        }
        Packed::Done(_, out, manifest) => {
            Ok(format!("{} files were packed into {}.", manifest.files.len(), out.display()))
        }
    }
}

/// As `fairfolio collect`.
fn collected(tools: &Tools, sent: &Sent) -> io::Result<String> {
    let (project, _) = checked(&tools.disk, (tools.today)())?;
    let event = sent.some("event");
    let wanted = crate::collect::Wanted { event: event.as_deref(), ..crate::collect::Wanted::default() };
    let made: BTreeMap<String, Vec<u8>> = forms(&project, &tools.disk, wanted)?.into_iter().collect();
    let target = tools.dir.join("forms");
    write_all(&target, &made)?;
    Ok(format!("{} forms were put into {}.", made.len(), target.display()))
}

fn imported(tools: &Tools, sent: &Sent) -> io::Result<String> {
    tools.waiting.write_import(tools, sent.text("mark"))
}

fn scheduled(tools: &Tools, sent: &Sent) -> io::Result<String> {
    tools.waiting.write_plan(tools, sent.text("mark"))
}

fn no_import(tools: &Tools, _: &Sent) -> io::Result<String> {
    tools.waiting.forget_import();
    Ok("Nothing was written.".to_owned())
}

fn no_plan(tools: &Tools, _: &Sent) -> io::Result<String> {
    tools.waiting.forget_plan();
    Ok("Nothing was written.".to_owned())
}
