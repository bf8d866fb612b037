//! `fairfolio serve`: the project in the browser, kept up with every change.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::build::cache_of;
use super::terminal;
use super::{Outcome, project, today};
use crate::cache::Cache;
use crate::cli::{Global, ServeArgs};
use crate::diag::render::Format;
use crate::serve::{Addresses, Setup, serve};

/// Runs the command until it is stopped.
pub(super) fn run(args: &ServeArgs, global: &Global) -> io::Result<Outcome> {
    project(&args.dir)?;
    today(global)?;
    let cache: Arc<dyn Cache + Send> = Arc::from(cache_of(false));
    let own = global.clone();
    let setup = Setup {
        dir: args.dir.clone(),
        port: args.port,
        poll: args.poll,
        cache,
        // A desk may stay open over midnight, so each build asks anew.
        today: Arc::new(move || today(&own).expect("it could be told when the command began")),
    };
    let is_open = args.open;
    let quiet = global.quiet || global.format != Format::Human;
    serve(setup, |addresses| tell(addresses, is_open, quiet))?;
    Ok(Outcome::Done)
}

/// The command without a word: the desk of the project here, or what to do where there is none.
pub(super) fn bare(global: &Global) -> io::Result<Outcome> {
    let dir = Path::new(".");
    if !dir.join("consortium.toml").is_file() {
        let words = "there is no `consortium.toml` here; go to a project's folder, make one with \
                     `fairfolio new DIR`, or see `fairfolio --help`";
        return Err(io::Error::other(words));
    }
    run(&ServeArgs { dir: dir.to_owned(), open: true, port: None, poll: false }, global)
}

fn tell(addresses: &Addresses, is_open: bool, quiet: bool) {
    terminal::say(&format!("site       {}", addresses.site));
    terminal::say(&format!("desk       {}", addresses.desk));
    if !quiet {
        terminal::say("           only this computer can open them; stop with Ctrl+C");
    }
    if is_open && open::that_detached(&addresses.desk).is_err() {
        terminal::complain("no browser could be opened; copy the desk's address into one");
    }
}
