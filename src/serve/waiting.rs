//! What somebody looks at and has not said yes to: an import, a plan. A yes names what was looked at; when the project has
//! changed since, it is worked out anew and has to be looked at again.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::actions::Tools;
use crate::import::memory::corrected;
use crate::load::document::hex;
use crate::publish::writing::write_all;
use crate::tasks::import::{self, Given, Proposal, Terms};
use crate::tasks::schedule::{self, Scheduled, Wanted};

/// Files as they would be, by path.
type Writes = BTreeMap<String, Vec<u8>>;

/// Sheets that came in.
pub(super) struct Import {
    /// Names what would be written.
    pub(super) mark: String,
    sheets: Vec<Given>,
    pictures: Vec<Given>,
    terms: Terms,
    /// What would be written.
    pub(super) proposal: Proposal,
}

/// A plan.
pub(super) struct Plan {
    /// Names what would be written.
    pub(super) mark: String,
    /// What was asked for.
    pub(super) wanted: Wanted,
    /// What came of it.
    pub(super) scheduled: Scheduled,
}

/// One of each at a time.
#[derive(Default)]
pub(super) struct Waiting {
    import: Mutex<Option<Arc<Import>>>,
    plan: Mutex<Option<Arc<Plan>>>,
}

impl Waiting {
    /// The import that waits.
    pub(super) fn import(&self) -> Option<Arc<Import>> {
        self.import.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The plan that waits.
    pub(super) fn plan(&self) -> Option<Arc<Plan>> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put_import(&self, import: Option<Arc<Import>>) {
        *self.import.lock().unwrap_or_else(PoisonError::into_inner) = import;
    }

    fn put_plan(&self, plan: Option<Arc<Plan>>) {
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// Reads what was dropped.
    ///
    /// # Errors
    /// When there is no sheet in it, or a file of the project cannot be read.
    pub(super) fn bring_in(&self, tools: &Tools, files: Vec<Given>, terms: Terms) -> io::Result<()> {
        let (pictures, sheets): (Vec<Given>, Vec<Given>) =
            files.into_iter().partition(|own| import::is_picture(&own.name));
        if sheets.is_empty() {
            let words = match pictures.is_empty() {
                true => "Choose a sheet first.",
                false => "Send the sheet along whose cells name these pictures.",
            };
            return Err(io::Error::other(words));
        }
        let import = read(tools, sheets, pictures, terms)?;
        self.put_import(Some(Arc::new(import)));
        Ok(())
    }

    /// Reads the same once more, with columns of a mapping as somebody says.
    ///
    /// # Errors
    /// When nothing waits, or the mapping cannot be read.
    pub(super) fn read_columns(
        &self,
        tools: &Tools,
        path: &str,
        columns: &[(String, String)],
    ) -> io::Result<()> {
        let Some(last) = self.import() else { return Err(io::Error::other("No import waits any more.")) };
        let mappings = last.proposal.sheets.iter().filter_map(|(_, imported)| imported.mapping.as_ref());
        let Some((_, text)) = mappings.into_iter().find(|(own, _)| own == path) else {
            return Err(io::Error::other("That sheet waits no longer."));
        };
        let mut terms = last.terms.clone();
        let text = corrected(text, columns).map_err(io::Error::other)?;
        terms.mappings.insert(path.to_owned(), text);
        let import = read(tools, last.sheets.clone(), last.pictures.clone(), terms)?;
        self.put_import(Some(Arc::new(import)));
        Ok(())
    }

    /// Writes the import that was looked at.
    ///
    /// # Errors
    /// When it is another one by now, or cannot be written.
    pub(super) fn write_import(&self, tools: &Tools, mark: &str) -> io::Result<String> {
        let Some(last) = self.import() else { return Err(io::Error::other("No import waits for a yes.")) };
        let now = read(tools, last.sheets.clone(), last.pictures.clone(), last.terms.clone())?;
        if now.mark != mark {
            self.put_import(Some(Arc::new(now)));
            return Err(changed());
        }
        if now.proposal.is_unreadable() {
            return Err(io::Error::other("Nothing was written: the records could not be read afterwards."));
        }
        write_all(&tools.dir, &now.proposal.writes)?;
        self.put_import(None);
        Ok(written(&now.proposal.writes))
    }

    /// Plans an event.
    ///
    /// # Errors
    /// When somebody is named who is not there, or a file cannot be read.
    pub(super) fn plan_event(&self, tools: &Tools, wanted: Wanted) -> io::Result<()> {
        let plan = plan(tools, wanted)?;
        self.put_plan(Some(Arc::new(plan)));
        Ok(())
    }

    /// Writes the plan that was looked at.
    ///
    /// # Errors
    /// When it is another one by now, or cannot be written.
    pub(super) fn write_plan(&self, tools: &Tools, mark: &str) -> io::Result<String> {
        let Some(last) = self.plan() else { return Err(io::Error::other("No plan waits for a yes.")) };
        let now = plan(tools, last.wanted.clone())?;
        if now.mark != mark {
            self.put_plan(Some(Arc::new(now)));
            return Err(changed());
        }
        let Scheduled::Planned(proposal) = &now.scheduled else {
            return Err(io::Error::other("There is no plan to write."));
        };
        write_all(&tools.dir, &proposal.writes)?;
        let words = written(&proposal.writes);
        self.put_plan(None);
        Ok(words)
    }

    /// Forgets the import.
    pub(super) fn forget_import(&self) {
        self.put_import(None);
    }

    /// Forgets the plan.
    pub(super) fn forget_plan(&self) {
        self.put_plan(None);
    }
}

fn changed() -> io::Error {
    io::Error::other("Nothing was written: the project has changed since you looked. Look once more.")
}

fn written(writes: &Writes) -> String {
    match writes.len() {
        0 => "Nothing had to be written.".to_owned(),
        1 => "1 file was written.".to_owned(),
        count => format!("{count} files were written."),
    }
}

fn read(tools: &Tools, sheets: Vec<Given>, pictures: Vec<Given>, terms: Terms) -> io::Result<Import> {
    let all = |_: usize, _: &std::collections::BTreeSet<String>| Ok(pictures.clone());
    let proposal = import::propose(&tools.disk, &sheets, &terms, all, (tools.today)())?;
    let mark = mark(&proposal.writes);
    Ok(Import { mark, sheets, pictures, terms, proposal })
}

fn plan(tools: &Tools, wanted: Wanted) -> io::Result<Plan> {
    let scheduled = schedule::propose(&tools.disk, &wanted, (tools.today)(), &mut |_| {})?;
    let mark = match &scheduled {
        Scheduled::Planned(proposal) => mark(&proposal.writes),
        Scheduled::Stopped(..) | Scheduled::Explained(_) => String::new(),
    };
    Ok(Plan { mark, wanted, scheduled })
}

/// 32 digits of what would be written.
fn mark(writes: &Writes) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in writes {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hex(&hash.finalize(), 32)
}
