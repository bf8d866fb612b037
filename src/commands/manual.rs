//! `fairfolio completions` and `fairfolio man`: both are made from the command table, so they cannot
//! tell of an option that does not exist.

use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Outcome, terminal};
use crate::cli::Cli;
use crate::files::named;

/// The name that the command is called by.
const NAME: &str = "fairfolio";

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell) -> io::Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), NAME, &mut text);
    terminal::print(&text);
    Ok(Outcome::Done)
}

/// Prints the manual page of the command, or writes it and one for each of its commands.
pub(super) fn man(out: Option<&Path>) -> io::Result<Outcome> {
    let Some(folder) = out else {
        let mut text = Vec::new();
        clap_mangen::Man::new(Cli::command().disable_help_subcommand(true)).render(&mut text)?;
        terminal::print(&text);
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
    clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), folder)
        .map_err(|error| named(error, "write into", folder))?;
    terminal::say(&format!("made       {}", folder.join("fairfolio.1").display()));
    Ok(Outcome::Done)
}
