//! `fairfolio build`: everything into `dist`, at once or not at all.

use std::io;
use std::path::{Path, PathBuf};

use super::terminal::{self, Progress};
use super::{Outcome, project, today};
use crate::cache::{BuildCache, Cache, DiskCache};
use crate::cli::{Global, Part};
use crate::compose::sell_sheet;
use crate::diag::render::Format;
use crate::pipeline::{Built, Options, Parts, Prepared};
use crate::publish::manifest::Manifest;
use crate::tasks::build::{Ended, build};

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
    let cache = cache_of(wanted.no_cache);
    let ended = build(&files, cache.as_ref(), &target, options, &mut |words| progress.step(words));
    progress.done();
    match ended? {
        Ended::Same => {
            note(global, "nothing has changed since the last build");
            Ok(Outcome::Done)
        }
        Ended::Blocked(prepared) => {
            terminal::report(&prepared.findings, &prepared.project, global);
            note(global, "nothing was built: mend the errors first. The last good output stays as it was");
            Ok(Outcome::Faulty)
        }
        Ended::Stopped(prepared, finding) => {
            terminal::report(&[*finding], &prepared.project, global);
            Ok(Outcome::Faulty)
        }
        Ended::Done(done) => {
            terminal::report(&done.prepared.findings, &done.prepared.project, global);
            if !global.quiet && global.format == Format::Human {
                tell(&done.built, &done.manifest, &target, &done.prepared);
                if done.had_packages {
                    terminal::say(
                        "packages   those of the last build are gone; `fairfolio package` makes them anew",
                    );
                }
            }
            Ok(if terminal::fails(&done.prepared.findings, global) { Outcome::Faulty } else { Outcome::Done })
        }
    }
}

/// What was made before, of this user; nothing when it is not wanted or there is no place for it.
pub(super) fn cache_of(without: bool) -> Box<dyn Cache + Send> {
    match DiskCache::of_user(super::variable) {
        Some(cache) if !without => Box::new(cache),
        _ => Box::new(BuildCache::default()),
    }
}

/// A line for people.
pub(super) fn note(global: &Global, words: &str) {
    if !global.quiet && global.format == Format::Human {
        terminal::say(words);
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
