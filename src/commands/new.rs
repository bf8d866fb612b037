//! `fairfolio new`: a commented skeleton that builds, or a copy of the sample consortium.

#![expect(clippy::disallowed_methods, reason = "it makes a project, which no sink does")]

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Outcome, terminal};
use crate::cli::Global;
use crate::diag::render::Format;
use crate::files::named;
use crate::locale::is_language_tag;

static SAMPLE: Dir<'_> = include_dir!("$OUT_DIR/sample-consortium");
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/starter");

/// Runs the command.
pub(super) fn run(dir: &Path, example: bool, lang: &str, global: &Global) -> io::Result<Outcome> {
    if !is_language_tag(lang) {
        return Err(io::Error::other(format!(
            "`{lang}` is no language tag; write one such as `en` or `pt-BR`"
        )));
    }
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        let words = "is not empty; name a folder that does not exist yet";
        return Err(io::Error::other(format!("`{}` {words}", dir.display())));
    }
    let source = if example { &SAMPLE } else { &STARTER };
    copy(source, dir, lang, example)?;
    if !global.quiet && global.format == Format::Human {
        terminal::say(&format!("made       {}", dir.display()));
        terminal::say(&format!("next       fairfolio build {}", dir.display()));
    }
    Ok(Outcome::Done)
}

fn copy(from: &Dir<'_>, to: &Path, lang: &str, example: bool) -> io::Result<()> {
    for file in from.files() {
        let path = to.join(file.path());
        let folder = path.parent().expect("a file has a folder");
        fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
        let text = file.contents_utf8().filter(|_| !example).map(|text| text.replace("{{lang}}", lang));
        let bytes = text.as_ref().map_or(file.contents(), String::as_bytes);
        fs::write(&path, bytes).map_err(|error| named(error, "write", &path))?;
    }
    from.dirs().try_for_each(|dir| copy(dir, to, lang, example))
}
