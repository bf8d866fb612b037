//! `fairfolio audit`: the fairness report for the general assembly, printed; nothing is written.

use std::io;
use std::path::Path;

use super::terminal::{self, Progress};
use super::{Outcome, project, today};
use crate::cache::NoCache;
use crate::cli::Global;
use crate::diag::render::Format;
use crate::diag::{Diagnostic, Severity};
use crate::pipeline::{Options, Parts};
use crate::report::fairness::{self, Standing};
use crate::tasks::prepared;

/// Runs the command.
pub(super) fn run(dir: &Path, global: &Global) -> io::Result<Outcome> {
    let files = project(dir)?;
    let mut progress = Progress::new(global);
    let parts = Parts { site: false, print: true, handouts: false, reports: false };
    let prepared =
        prepared(&files, &NoCache, Options { today: today(global)?, parts, draft: false }, &mut |words| {
            progress.step(words)
        })?;
    let blocking = |finding: &&Diagnostic| finding.severity == Severity::Blocking;
    let stopping: Vec<Diagnostic> = prepared.findings.iter().filter(blocking).cloned().collect();
    if !stopping.is_empty() {
        progress.done();
        terminal::report(&stopping, &prepared.project, global);
        super::build::note(global, "nothing was compared: mend the errors first");
        return Ok(Outcome::Faulty);
    }
    progress.step("comparing firms");
    let report = fairness::report(&prepared);
    progress.done();
    match global.format {
        Format::Json => terminal::print(fairness::json(&report).as_bytes()),
        _ if global.quiet => {}
        Format::Human | Format::Short => terminal::print(fairness::text(&report).as_bytes()),
    }
    let is_over = report.verdicts.iter().any(|own| own.standing == Standing::Over);
    Ok(if is_over && global.strict { Outcome::Faulty } else { Outcome::Done })
}
