//! Building: everything into a folder, at once or not at all.

use std::io;
use std::path::Path;

use super::prepared;
use crate::cache::Cache;
use crate::diag::{Diagnostic, Severity};
use crate::files::Files;
use crate::package::PACKAGES;
use crate::pipeline::{Built, ExportError, Options, Parts, Prepared, export, input_hash};
use crate::publish::Sink;
use crate::publish::manifest::Manifest;

/// How a build ended.
pub enum Ended {
    /// What is there is what would be made.
    Same,
    /// Errors of the data that block everything.
    Blocked(Box<Prepared>),
    /// A template or picture stopped it.
    Stopped(Box<Prepared>, Box<Diagnostic>),
    /// The outputs are there.
    Done(Box<Done>),
}

/// A build.
pub struct Done {
    /// What was built.
    pub prepared: Prepared,
    /// What came of it.
    pub built: Built,
    /// Its files.
    pub manifest: Manifest,
    /// Whether packages of the last build went with it.
    pub had_packages: bool,
}

/// Builds a project into a folder. `step` hears what is done now.
///
/// # Errors
/// When a file cannot be read or written.
pub fn build(
    files: &dyn Files,
    cache: &dyn Cache,
    target: &Path,
    options: Options,
    step: &mut dyn FnMut(&str),
) -> io::Result<Ended> {
    step("looking for changes");
    let input = input_hash(files)?;
    let last = Manifest::read(target);
    if last.as_ref().is_some_and(|last| is_current(last, target, &input, &options.key())) {
        return Ok(Ended::Same);
    }
    let prepared = prepared(files, cache, options, step)?;
    if prepared.worst() == Some(Severity::Blocking) {
        return Ok(Ended::Blocked(Box::new(prepared)));
    }
    step("writing pages, documents and pictures");
    let had_packages = target.join(PACKAGES).exists();
    let output = Output { files, cache, prepared: &prepared, options };
    match output.write(target, &input, last.as_ref()) {
        Ok((built, manifest)) => Ok(Ended::Done(Box::new(Done { prepared, built, manifest, had_packages }))),
        Err(ExportError::Io(error)) => Err(error),
        Err(ExportError::Finding(finding)) => Ok(Ended::Stopped(Box::new(prepared), finding)),
    }
}

/// Whether an output is what a build would make now: without a finding to tell of, and with a day of its own.
pub fn is_current(last: &Manifest, target: &Path, input: &str, key: &str) -> bool {
    let is_same = last.version == env!("CARGO_PKG_VERSION") && last.input == input && last.options == key;
    last.clean && is_same && last.is_intact(target)
}

/// A prepared project on its way into a folder.
pub struct Output<'a> {
    /// Its files.
    pub files: &'a dyn Files,
    /// What was encoded before.
    pub cache: &'a dyn Cache,
    /// Records, findings, pages.
    pub prepared: &'a Prepared,
    /// What is wanted.
    pub options: Options,
}

impl Output<'_> {
    /// Writes everything and puts it in place at once, or leaves the last output as it was.
    ///
    /// # Errors
    /// With the fault of a template, or when a file cannot be read or written.
    pub fn write(
        &self,
        target: &Path,
        input: &str,
        last: Option<&Manifest>,
    ) -> Result<(Built, Manifest), ExportError> {
        let mut sink = Sink::open(target)?;
        let built = match export(self.files, self.cache, self.prepared, self.options, &mut sink) {
            Ok(built) => built,
            Err(error) => {
                sink.abandon();
                return Err(error);
            }
        };
        keep_others(&mut sink, last, self.options.parts, input)?;
        let manifest = sink.finish(input, &self.options.key(), self.prepared.is_clean())?;
        Ok((built, manifest))
    }
}

/// What `--only` left out is kept from the last build; it is stale when the data changed since.
fn keep_others(sink: &mut Sink, last: Option<&Manifest>, parts: Parts, input: &str) -> io::Result<()> {
    let Some(last) = last else { return Ok(()) };
    let stale = last.input != input;
    for (path, facts) in last.files.iter().filter(|(path, _)| !parts.wants(path)) {
        sink.keep(path, facts, stale)?;
    }
    Ok(())
}
