//! The command: parse, call one command, map the outcome to an exit code.

use std::process::ExitCode;

use clap::Parser;
use fairfolio::cli::Cli;

/// Laying out makes and drops many small things on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = !error.use_stderr();
            // A closed terminal is no reason to panic.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { 2 });
        }
    };
    ExitCode::from(fairfolio::commands::run(cli))
}
