//! `fairfolio theme`: what the theme is made of, and a copy of one part of it to change.

#![expect(clippy::disallowed_methods, reason = "it puts a file into the project, which no sink does")]

use std::io;
use std::path::Path;

use super::{Outcome, project, terminal};
use crate::diag::nearest;
use crate::files::named;
use crate::render::theme::{self, Block, changeable};

/// Lists every file of the theme that a project may replace, with the blocks of templates.
pub(super) fn list() -> Outcome {
    for (path, text) in changeable() {
        let blocks = theme::blocks(text);
        let names: Vec<&str> = blocks.iter().map(|block| block.name).collect();
        let line = if names.is_empty() { path } else { format!("{path}  ({})", names.join(", ")) };
        terminal::say(&line);
    }
    Outcome::Done
}

/// Copies a file of the theme, or one block of a template, into the project's `theme/`.
pub(super) fn eject(dir: &Path, path: &str, block: Option<&str>) -> io::Result<Outcome> {
    project(dir)?;
    let files = changeable();
    let path = path.trim_start_matches("theme/").trim_start_matches("loom/");
    let Some(text) = files.get(path) else {
        let near = nearest(path, files.keys().map(String::as_str));
        let hint =
            near.map_or_else(|| "see `fairfolio theme list`".to_owned(), |n| format!("did you mean `{n}`?"));
        return Err(io::Error::other(format!("the theme has no file `{path}`; {hint}")));
    };
    let text = match block {
        Some(name) => one_block(path, text, name)?,
        None => (*text).to_owned(),
    };
    let target = dir.join("theme").join(path);
    if target.exists() {
        let message = format!("`{}` is there already", target.display());
        return Err(io::Error::other(format!("{message}; change that one, or move it away first")));
    }
    let folder = target.parent().expect("a file has a folder");
    std::fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
    std::fs::write(&target, text).map_err(|error| named(error, "write", &target))?;
    terminal::say(&format!("made       {}", target.display()));
    terminal::say("next       change it and build; remove it to have the theme's own again");
    Ok(Outcome::Done)
}

/// A template that takes everything from the theme's but one block.
fn one_block(path: &str, text: &str, name: &str) -> io::Result<String> {
    let blocks = theme::blocks(text);
    let Some(Block { source, .. }) = blocks.iter().find(|block| block.name == name) else {
        let near = nearest(name, blocks.iter().map(|block| block.name));
        let hint =
            near.map_or_else(|| "see `fairfolio theme list`".to_owned(), |n| format!("did you mean `{n}`?"));
        return Err(io::Error::other(format!("`{path}` has no block `{name}`; {hint}")));
    };
    let file = path.rsplit('/').next().unwrap_or(path);
    Ok(format!("{{% extends \"{}/{file}\" %}}\n{source}\n", theme::NAME))
}
