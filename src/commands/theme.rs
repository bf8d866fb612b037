//! `fairfolio theme`: which themes there are, what the chosen one is made of, and a copy of one part of
//! it to change.

#![expect(clippy::disallowed_methods, reason = "it puts a file into the project, which no sink does")]

use std::io;
use std::path::Path;

use super::{Outcome, project, terminal};
use crate::diag::nearest;
use crate::files::{Files, named};
use crate::model::theme::{API, NAMES};
use crate::render::theme::{Block, Theme, blocks, themes};

/// The manifest that stands beside ejected files.
const OWN: &str = "theme.toml";

/// Lists the themes and every file of the chosen one that a project may replace, with the blocks of templates.
pub(super) fn list(dir: &Path) -> io::Result<Outcome> {
    let theme = chosen(dir)?;
    for one in themes() {
        let mark = if one.name == theme.name() { "*" } else { " " };
        terminal::say(&format!("{mark} {:<7} {}", one.name, one.description));
    }
    terminal::say("");
    for (path, texts) in theme.changeable() {
        let names: Vec<&str> = all_blocks(&texts).iter().map(|block| block.name).collect();
        let line = if names.is_empty() { path.to_owned() } else { format!("{path}  ({})", names.join(", ")) };
        terminal::say(&line);
    }
    Ok(Outcome::Done)
}

/// Copies a file of the theme, or one block of a template, into the project's `theme/`.
pub(super) fn eject(dir: &Path, path: &str, block: Option<&str>) -> io::Result<Outcome> {
    project(dir)?;
    let theme = chosen(dir)?;
    let files = theme.changeable();
    let path = path.trim_start_matches("theme/");
    let path = NAMES.iter().find_map(|name| path.strip_prefix(name)?.strip_prefix('/')).unwrap_or(path);
    let Some(texts) = files.get(path) else {
        let hint = near(path, files.keys().copied());
        return Err(io::Error::other(format!("the theme has no file `{path}`; {hint}")));
    };
    let text = match block {
        Some(name) => one_block(theme.name(), path, texts, name)?,
        None => texts[0].1.to_owned(),
    };
    let target = dir.join("theme").join(path);
    if target.exists() {
        let message = format!("`{}` is there already", target.display());
        return Err(io::Error::other(format!("{message}; change that one, or move it away first")));
    }
    keep_version(dir)?;
    write(&target, &text)?;
    terminal::say("next       change it and build; remove it to have the theme's own again");
    Ok(Outcome::Done)
}

/// The theme that the project in a folder chose; the default one where there is no project.
fn chosen(dir: &Path) -> io::Result<Theme> {
    let files = crate::files::Disk::new(dir);
    let own = files.read("consortium.toml").ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let table = own.and_then(|text| text.parse::<toml::Table>().ok()).unwrap_or_default();
    let name = table.get("brand").and_then(|brand| brand.get("theme")).and_then(toml::Value::as_str);
    Theme::named(name.unwrap_or(NAMES[0]), &files, [""; 0])
}

/// Blocks of a template and of those of the same name that it inherits from, each once.
fn all_blocks<'t>(texts: &[(&'t str, &'t str)]) -> Vec<Block<'t>> {
    let mut all: Vec<Block<'t>> = Vec::new();
    for (_, text) in texts {
        for block in blocks(text) {
            if all.iter().all(|known| known.name != block.name) {
                all.push(block);
            }
        }
    }
    all
}

/// A template that takes everything from the theme's but one block.
fn one_block(theme: &str, path: &str, texts: &[(&str, &str)], name: &str) -> io::Result<String> {
    let blocks = all_blocks(texts);
    let Some(Block { source, .. }) = blocks.iter().find(|block| block.name == name) else {
        let hint = near(name, blocks.iter().map(|block| block.name));
        return Err(io::Error::other(format!("`{path}` has no block `{name}`; {hint}")));
    };
    let file = path.rsplit('/').next().unwrap_or(path);
    Ok(format!("{{% extends \"{theme}/{file}\" %}}\n{source}\n"))
}

fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known)
        .map_or_else(|| "see `fairfolio theme list`".to_owned(), |near| format!("did you mean `{near}`?"))
}

/// Writes for which version of the contract the files are, beside the first of them. Files for an older
/// version are not mixed with new ones, as one line speaks for all.
fn keep_version(dir: &Path) -> io::Result<()> {
    let path = dir.join("theme").join(OWN);
    let Ok(text) = std::fs::read_to_string(&path) else {
        let words = "# For which version of the themes the files in this folder were written.\n\
                     # `fairfolio check` compares it with the program's.\n";
        return write(&path, &format!("{words}api = {{ min = {API}, max = {API} }}\n"));
    };
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let max = table.get("api").and_then(|api| api.get("max")).and_then(toml::Value::as_integer);
    if max.is_some_and(|max| max < i64::from(API)) {
        let message =
            format!("`{}` says that your files are for version {}", path.display(), max.unwrap_or(0));
        let order = format!("make the changes that `fairfolio check` lists and write `max = {API}` first");
        return Err(io::Error::other(format!("{message}; {order}")));
    }
    Ok(())
}

fn write(target: &Path, text: &str) -> io::Result<()> {
    let folder = target.parent().expect("a file has a folder");
    std::fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
    std::fs::write(target, text).map_err(|error| named(error, "write", target))?;
    terminal::say(&format!("made       {}", target.display()));
    Ok(())
}
