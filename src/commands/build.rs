//! `fairfolio build`: everything into `dist`, at once or not at all.

use std::io;
use std::path::{Path, PathBuf};

use super::terminal::{self, Progress};
use super::{Outcome, project, today};
use crate::cache::{BuildCache, Cache, DiskCache};
use crate::cli::{Global, Part};
use crate::compose::sell_sheet;
use crate::diag::Severity;
use crate::diag::render::Format;
use crate::pipeline::{Built, ExportError, Options, Parts, Prepared, export, input_hash, prepare};
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
    if last.as_ref().is_some_and(|m| m.clean && is_same(m, &input, &key) && m.is_intact(&target)) {
        progress.done();
        note(global, "nothing has changed since the last build");
        return Ok(Outcome::Done);
    }
    progress.step("checking data, pages and layout");
    let cache: Box<dyn Cache> = match DiskCache::of_user(super::variable) {
        Some(cache) if !wanted.no_cache => Box::new(cache),
        _ => Box::new(BuildCache::default()),
    };
    let prepared = prepare(&files, cache.as_ref(), options)?;
    if prepared.worst() == Some(Severity::Blocking) {
        progress.done();
        terminal::report(&prepared.findings, &prepared.project, global);
        note(global, "nothing was built: mend the errors first. The last good output stays as it was");
        return Ok(Outcome::Faulty);
    }
    progress.step("writing pages, documents and pictures");
    let mut sink = Sink::open(&target)?;
    let built = match export(&files, cache.as_ref(), &prepared, options, &mut sink) {
        Ok(built) => built,
        Err(error) => {
            sink.abandon();
            progress.done();
            return stopped(error, &prepared, global);
        }
    };
    keep_others(&mut sink, last.as_ref(), options.parts, &input)?;
    progress.step("putting the new output in place");
    let manifest = sink.finish(&input, &key, prepared.is_clean())?;
    progress.done();
    terminal::report(&prepared.findings, &prepared.project, global);
    if !global.quiet && global.format == Format::Human {
        tell(&built, &manifest, &target, &prepared);
    }
    Ok(if terminal::fails(&prepared.findings, global) { Outcome::Faulty } else { Outcome::Done })
}

fn is_same(manifest: &Manifest, input: &str, key: &str) -> bool {
    manifest.version == env!("CARGO_PKG_VERSION") && manifest.input == input && manifest.options == key
}

fn note(global: &Global, words: &str) {
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

fn stopped(error: ExportError, prepared: &Prepared, global: &Global) -> io::Result<Outcome> {
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
