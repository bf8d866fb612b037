//! `fairfolio build`: everything into `dist`, at once or not at all.

use std::io;
use std::path::{Path, PathBuf};

use super::terminal::{self, Progress};
use super::{Outcome, prepared, project, today};
use crate::cache::{BuildCache, Cache, DiskCache};
use crate::cli::{Global, Part};
use crate::compose::sell_sheet;
use crate::diag::Severity;
use crate::diag::render::Format;
use crate::files::Files;
use crate::package::PACKAGES;
use crate::pipeline::{Built, ExportError, Options, Parts, Prepared, export, input_hash};
use crate::publish::Sink;
use crate::publish::manifest::Manifest;

/// What was asked for.
pub(super) struct Wanted {
    /// Where the outputs go.
    pub output: Option<PathBuf>,
    /// Parts; empty means all.
    pub only: Vec<Part>,
    /// Draft.
    pub draft: bool,
    /// Without the picture cache.
    pub no_cache: bool,
}

impl Wanted {
    fn parts(&self) -> Parts {
        if self.only.is_empty() {
            return Parts::ALL;
        }
        let has = |part| self.only.contains(&part);
        let (site, print) = (has(Part::Site), has(Part::Print));
        Parts { site, print, handouts: has(Part::Handouts), reports: has(Part::Reports) }
    }
}

/// Runs the command.
pub(super) fn run(dir: &Path, wanted: Wanted, global: &Global) -> io::Result<Outcome> {
    let files = project(dir)?;
    let target = wanted.output.clone().unwrap_or_else(|| dir.join("dist"));
    let options = Options { today: today(global)?, parts: wanted.parts(), draft: wanted.draft };
    let mut progress = Progress::new(global);
    progress.step("looking for changes");
    let input = input_hash(&files)?;
    let key = options.key();
    let last = Manifest::read(&target);
    if last.as_ref().is_some_and(|last| is_current(last, &target, &input, &key)) {
        progress.done();
        note(global, "nothing has changed since the last build");
        return Ok(Outcome::Done);
    }
    let cache: Box<dyn Cache> = match DiskCache::of_user(super::variable) {
        Some(cache) if !wanted.no_cache => Box::new(cache),
        _ => Box::new(BuildCache::default()),
    };
    let prepared = prepared(&files, cache.as_ref(), options, &mut progress)?;
    if prepared.worst() == Some(Severity::Blocking) {
        progress.done();
        terminal::report(&prepared.findings, &prepared.project, global);
        note(global, "nothing was built: mend the errors first. The last good output stays as it was");
        return Ok(Outcome::Faulty);
    }
    progress.step("writing pages, documents and pictures");
    let had_packages = target.join(PACKAGES).exists();
    let output = Output { files: &files, cache: cache.as_ref(), prepared: &prepared, options };
    let (built, manifest) = match output.write(&target, &input, last.as_ref()) {
        Ok(done) => done,
        Err(error) => {
            progress.done();
            return stopped(error, &prepared, global);
        }
    };
    progress.done();
    terminal::report(&prepared.findings, &prepared.project, global);
    if !global.quiet && global.format == Format::Human {
        tell(&built, &manifest, &target, &prepared);
        if had_packages {
            terminal::say("packages   those of the last build are gone; `fairfolio package` makes them anew");
        }
    }
    Ok(if terminal::fails(&prepared.findings, global) { Outcome::Faulty } else { Outcome::Done })
}

/// Whether an output is what a build would make now: without a finding to tell of, and with a day of its own.
pub(super) fn is_current(last: &Manifest, target: &Path, input: &str, key: &str) -> bool {
    let is_same = last.version == env!("CARGO_PKG_VERSION") && last.input == input && last.options == key;
    last.clean && is_same && last.is_intact(target)
}

/// A prepared project on its way into a folder.
pub(super) struct Output<'a> {
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
    pub(super) fn write(
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

pub(super) fn note(global: &Global, words: &str) {
    if !global.quiet && global.format == Format::Human {
        terminal::say(words);
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

pub(super) fn stopped(error: ExportError, prepared: &Prepared, global: &Global) -> io::Result<Outcome> {
    match error {
        ExportError::Io(error) => Err(error),
        ExportError::Finding(finding) => {
            terminal::report(&[*finding], &prepared.project, global);
            Ok(Outcome::Faulty)
        }
    }
}

fn tell(built: &Built, manifest: &Manifest, target: &Path, prepared: &Prepared) {
    let megabytes = manifest.files.values().map(|facts| facts.size).sum::<u64>() / 1_000_000;
    let public = built.documents.iter().filter(|(path, _)| path.starts_with("public/print/"));
    let (sheets, brochures): (Vec<_>, Vec<_>) =
        public.partition(|(path, _)| path.starts_with(sell_sheet::FOLDER));
    for (path, pages) in brochures {
        terminal::say(&format!("brochure   {} ({pages} pages)", target.join(path).display()));
    }
    if !sheets.is_empty() {
        let folder = target.join(sell_sheet::FOLDER);
        terminal::say(&format!("sell sheets {} in {}", sheets.len(), folder.display()));
    }
    let dossiers: Vec<_> = built.documents.iter().filter(|(path, _)| path.starts_with("private/")).collect();
    if !dossiers.is_empty() {
        let pages: usize = dossiers.iter().map(|(_, pages)| pages).sum();
        terminal::say(&format!(
            "dossiers   {} with {pages} pages in {}",
            dossiers.len(),
            target.join("private").display()
        ));
    }
    if built.todo_lists > 0 {
        let folder = target.join("private/office/todo");
        terminal::say(&format!("to do      {} lists of members in {}", built.todo_lists, folder.display()));
    }
    if built.web_pages > 0 {
        terminal::say(&format!(
            "site       {} ({} pages)",
            target.join("public/site/index.html").display(),
            built.web_pages
        ));
    }
    terminal::say(&format!("in all     {} files, {megabytes} MB", manifest.files.len()));
    terminal::summary(&prepared.findings, &prepared.project);
}
