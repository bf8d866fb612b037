//! `fairfolio check`: everything up to layout, nothing written.

use std::io;
use std::path::Path;

use super::terminal::{self, Progress};
use super::{Outcome, project, today};
use crate::cache::NoCache;
use crate::cli::Global;
use crate::diag::render::Format;
use crate::pipeline::{Options, Parts};
use crate::tasks::prepared;

/// Runs the command.
pub(super) fn run(dir: &Path, global: &Global) -> io::Result<Outcome> {
    let files = project(dir)?;
    let mut progress = Progress::new(global);
    let prepared = prepared(
        &files,
        &NoCache,
        Options { today: today(global)?, parts: Parts::ALL, draft: false },
        &mut |words| progress.step(words),
    )?;
    progress.done();
    terminal::report(&prepared.findings, &prepared.project, global);
    if !global.quiet && global.format == Format::Human {
        let pages: usize = prepared.laid.iter().map(|laid| laid.layout.pages.len()).sum();
        let counts =
            (prepared.project.current_members().count(), prepared.project.offered_products().count());
        terminal::say(&format!(
            "checked    {} members, {} products, {} documents with {pages} pages",
            counts.0,
            counts.1,
            prepared.laid.len()
        ));
        terminal::summary(&prepared.findings, &prepared.project);
    }
    Ok(if terminal::fails(&prepared.findings, global) { Outcome::Faulty } else { Outcome::Done })
}
