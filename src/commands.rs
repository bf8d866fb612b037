//! One file a command. This is where the outside world is: arguments, folders, terminal.

mod audit;
mod build;
mod check;
mod collect;
mod edition;
mod explain;
mod import;
mod manual;
mod new;
mod package;
mod schedule;
mod serve;
mod terminal;
mod theme;

use std::io;

use jiff::civil::Date;

use crate::cli::{Cli, Command, EditionCommand, Global, ThemeCommand};
use crate::load::Today;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The data has errors.
    Faulty,
}

/// Runs a command and gives the exit code: 0 done, 1 the data has errors, 2 usage or environment.
pub fn run(cli: Cli) -> u8 {
    let Some(command) = cli.command else { return ended(serve::bare(&cli.global)) };
    let outcome = match command {
        Command::New(args) => new::run(&args, &cli.global),
        Command::Check { dir } => check::run(&dir, &cli.global),
        Command::Audit { dir } => audit::run(&dir, &cli.global),
        Command::Build { dir, output, only, draft, no_cache } => {
            let wanted = build::Wanted { output, only, draft, no_cache };
            build::run(&dir, wanted, &cli.global)
        }
        Command::Edition(EditionCommand::Close { brochure, edition, dir }) => {
            edition::close(&dir, &brochure, &edition, &cli.global)
        }
        Command::Theme(ThemeCommand::List { dir }) => theme::list(&dir),
        Command::Theme(ThemeCommand::Eject { path, dir, block }) => {
            theme::eject(&dir, &path, block.as_deref())
        }
        Command::Collect(args) => collect::run(&args, &cli.global),
        Command::Import(args) => import::run(&args, &cli.global),
        Command::Package(args) => package::run(&args, &cli.global),
        Command::Schedule(args) => schedule::run(&args, &cli.global),
        Command::Serve(args) => serve::run(&args, &cli.global),
        Command::Explain { code } => explain::run(&code),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { out } => manual::man(out.as_deref()),
    };
    ended(outcome)
}

fn ended(outcome: io::Result<Outcome>) -> u8 {
    match outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Faulty) => 1,
        Err(error) => {
            terminal::complain(&error.to_string());
            2
        }
    }
}

/// A variable of the environment; an empty one is none.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where "today" comes from: `--today`, then the project's, then `SOURCE_DATE_EPOCH`, then the clock.
fn today(global: &Global) -> io::Result<Today> {
    let epoch = match variable("SOURCE_DATE_EPOCH") {
        Some(text) => Some(epoch_date(&text).ok_or_else(|| {
            io::Error::other(format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds"))
        })?),
        None => None,
    };
    let clock = || jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    Ok(Today { forced: global.today, fallback: epoch.unwrap_or_else(clock) })
}

fn epoch_date(text: &str) -> Option<Date> {
    let seconds: i64 = text.trim().parse().ok()?;
    Some(jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The project's files, or an error when there is no such folder.
fn project(dir: &std::path::Path) -> io::Result<crate::files::Disk> {
    if dir.is_dir() {
        return Ok(crate::files::Disk::new(dir));
    }
    let hint = "name the folder of a project, or make one with `fairfolio new`";
    Err(io::Error::other(format!("there is no folder `{}`; {hint}", dir.display())))
}
