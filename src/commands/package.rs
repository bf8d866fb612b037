//! `fairfolio package`: what leaves the house, made from a finished build, put in place at once or not at all.

use std::io;
use std::path::Path;

use super::build::cache_of;
use super::terminal::{self, Progress};
use super::{Outcome, build, project, today};
use crate::cli::{Global, PackageArgs};
use crate::diag::Diagnostic;
use crate::diag::render::Format;
use crate::package::Kind;
use crate::pipeline::{Options, Parts, Prepared};
use crate::publish::manifest::Manifest;
use crate::tasks::pack::{Packed, Wanted, pack};

/// Runs the command.
pub(super) fn run(args: &PackageArgs, global: &Global) -> io::Result<Outcome> {
    let files = project(&args.dir)?;
    let options = Options { today: today(global)?, parts: Parts::ALL, draft: false };
    let wanted = Wanted {
        kinds: args.to.clone(),
        hosts: args.host.clone(),
        output: args.output.clone(),
        limit: terminal::limit(global),
    };
    let mut progress = Progress::new(global);
    let cache = cache_of(false);
    let dist = args.dir.join("dist");
    let packed = pack(&files, cache.as_ref(), dist, &wanted, options, &mut |words| progress.step(words));
    progress.done();
    match packed? {
        Packed::Draft => {
            terminal::complain("`dist` holds a draft; run `fairfolio build`, look at it, then pack");
            Ok(Outcome::Faulty)
        }
        Packed::Faulty(prepared) => {
            let words = "nothing was packed: mend the errors first. Packages made before stay as they were";
            refuse(words, &prepared.findings, &prepared, global)
        }
        Packed::Stopped(prepared, finding) => {
            terminal::report(&[*finding], &prepared.project, global);
            Ok(Outcome::Faulty)
        }
        Packed::Leak(prepared, found) => {
            refuse("nothing was packed: something private would leave the house", &found, &prepared, global)
        }
        Packed::Done(prepared, out, manifest) => {
            terminal::report(&prepared.findings, &prepared.project, global);
            if !global.quiet && global.format == Format::Human {
                tell(&out, &manifest, &wanted.kinds());
            }
            Ok(Outcome::Done)
        }
    }
}

fn refuse(words: &str, found: &[Diagnostic], prepared: &Prepared, global: &Global) -> io::Result<Outcome> {
    terminal::report(found, &prepared.project, global);
    build::note(global, words);
    Ok(Outcome::Faulty)
}

fn tell(out: &Path, manifest: &Manifest, kinds: &[Kind]) {
    for kind in kinds {
        let own: Vec<u64> = manifest
            .files
            .iter()
            .filter(|(path, _)| Kind::of(path) == Some(*kind))
            .map(|(_, facts)| facts.size)
            .collect();
        let megabytes = own.iter().sum::<u64>() / 1_000_000;
        let place = out.join(kind.place());
        let line = match own.len() {
            0 => format!("{:<10} nothing: no brochure has files for the press", kind.word()),
            count => format!("{:<10} {} ({count} files, {megabytes} MB)", kind.word(), place.display()),
        };
        terminal::say(&line);
    }
}
