//! What a person has the program do to a project. A task reads, says as data what it would do, and writes only when it
//! is told to; commands tell it on a terminal, the desk in a browser, and so both do the same.

pub mod build;
pub mod edit;
pub mod import;
pub mod pack;
pub mod schedule;

use std::io;
use std::sync::Arc;

use crate::cache::Cache;
use crate::check;
use crate::diag::Diagnostic;
use crate::files::Files;
use crate::load::{self, Today};
use crate::model::project::Project;
use crate::pipeline::{Layouts, Options, Prepared, bring_together, gather, set};

/// Everything up to layout. `step` hears what is done now.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn prepared(
    files: &dyn Files,
    cache: &dyn Cache,
    options: Options,
    step: &mut dyn FnMut(&str),
) -> io::Result<Prepared> {
    step("reading and checking the data");
    let gathered = Arc::new(gather(files, options.today, None)?);
    step("laying out documents");
    let set = set(files, cache, &gathered, options, &Layouts::default());
    Ok(bring_together(&gathered, [set]))
}

/// The records with everything that is found in them, without pages and layout.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn checked(files: &dyn Files, today: Today) -> io::Result<(Project, Vec<Diagnostic>)> {
    let (project, mut findings) = load::load(files, today)?;
    findings.extend(check::data(&project).sorted(&project.sources));
    let findings = findings.sorted(&project.sources);
    Ok((project, findings))
}
