//! `fairfolio edition close`: keeps what was printed, so that the next build can say what changed.

use std::io;
use std::path::Path;

use super::{Outcome, project, terminal, today};
use crate::cache::NoCache;
use crate::cli::Global;
use crate::diag::{Severity, nearest};
use crate::files::named;
use crate::model::project::Project;
use crate::pipeline::{LaidOut, Options, Parts, input_hash, prepare};
use crate::report::edition;

/// Closes an edition of a brochure.
#[expect(clippy::disallowed_methods, reason = "the edition is kept in the project, beside the data")]
pub(super) fn close(dir: &Path, brochure: &str, number: &str, global: &Global) -> io::Result<Outcome> {
    let files = project(dir)?;
    let parts = Parts { site: false, print: true, handouts: false, reports: false };
    let options = Options { today: today(global)?, parts, draft: false };
    let prepared = prepare(&files, &NoCache, options)?;
    if prepared.worst() >= Some(Severity::PrintBlocking) {
        terminal::report(&prepared.findings, &prepared.project, global);
        terminal::say("nothing was closed: an edition with errors cannot have been printed");
        return Ok(Outcome::Faulty);
    }
    check_names(&prepared.project, brochure, number)?;
    let id = edition::id(brochure, number);
    let path = dir.join("editions").join(format!("{id}.toml"));
    if path.exists() {
        let message = format!("`editions/{id}.toml` is there: this edition is closed");
        return Err(io::Error::other(format!("{message}; give the brochure a new `edition` first")));
    }
    let documents: Vec<&LaidOut> =
        prepared.laid.iter().filter(|laid| laid.document.brochure == brochure).collect();
    let text = edition::write(&prepared.project, number, &input_hash(&files)?, &documents);
    // Before the edition: once that is there, nothing is closed a second time.
    keep_codes(dir, &prepared.project)?;
    let folder = dir.join("editions");
    std::fs::create_dir_all(&folder).map_err(|error| named(error, "create", &folder))?;
    std::fs::write(&path, text).map_err(|error| named(error, "write", &path))?;
    let pages: usize = documents.iter().map(|laid| laid.layout.pages.len()).sum();
    terminal::say(&format!("closed     {} ({} documents, {pages} pages)", path.display(), documents.len()));
    Ok(Outcome::Done)
}

/// Adds the codes that are printed now to those of before.
#[expect(clippy::disallowed_methods, reason = "the codes are kept in the project, beside the data")]
fn keep_codes(dir: &Path, project: &Project) -> io::Result<()> {
    let new = edition::new_codes(project);
    if new.is_empty() {
        return Ok(());
    }
    let path = dir.join("codes.toml");
    let old = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "# Where the QR codes on paper lead, as `fairfolio edition close` recorded it. Do not change it by hand.\n".to_owned()
        }
        Err(error) => return Err(named(error, "read", &path)),
    };
    std::fs::write(&path, old + &new).map_err(|error| named(error, "write", &path))
}

fn check_names(project: &Project, id: &str, number: &str) -> io::Result<()> {
    let brochures: Vec<_> = project.consortium.iter().flat_map(|own| &own.brochures).collect();
    let Some(brochure) = brochures.iter().find(|brochure| brochure.id.str() == id) else {
        let near = nearest(id, brochures.iter().map(|brochure| brochure.id.str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(io::Error::other(format!("there is no brochure `{id}`{hint}")));
    };
    if brochure.edition.str() != number {
        let is = brochure.edition.str();
        return Err(io::Error::other(format!(
            "brochure `{id}` is edition `{is}`, not `{number}`; close that one"
        )));
    }
    Ok(())
}
