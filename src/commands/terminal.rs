//! The only place that prints. Findings and errors go to the error stream, results to the output
//! stream; colour and progress only where a person looks.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Global;
use crate::diag::render::{Format, render};
use crate::diag::{Diagnostic, Severity};
use crate::model::project::Project;
use crate::source::Place;

/// Prints a line of results.
pub(super) fn say(line: &str) {
    // A reader that went away (`| head`) is no reason to fail.
    let _ = writeln!(io::stdout(), "{line}");
}

/// Asks a person at a terminal; nobody there is a no.
pub(super) fn asks(question: &str) -> bool {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return false;
    }
    let _ = write!(io::stdout(), "{question} [y/N] ");
    let _ = io::stdout().flush();
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Prints a text as it is.
pub(super) fn print(text: &[u8]) {
    let _ = io::stdout().write_all(text);
}

/// Whether somebody sits at the terminal who can answer.
pub(super) fn is_attended(global: &Global) -> bool {
    let quiet = global.quiet || global.format != Format::Human;
    !quiet && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks for one line; an empty one, or the end of the input, is the answer that is offered.
pub(super) fn ask(question: &str, offered: &str) -> io::Result<String> {
    let mut out = io::stdout();
    write!(out, "{question} [{offered}]: ")?;
    out.flush()?;
    let mut line = String::new();
    if io::stdin().read_line(&mut line)? == 0 {
        say("");
    }
    let answer = line.trim();
    Ok(if answer.is_empty() { offered.to_owned() } else { answer.to_owned() })
}

/// Prints an error of usage or environment.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// Whether the error stream may hold more than plain text: somebody looks at it, and did not ask for less.
fn is_coloured() -> bool {
    io::stderr().is_terminal() && super::variable("NO_COLOR").is_none()
}

/// Prints findings: JSON lines to the output stream, all else to the error stream.
pub(super) fn report(findings: &[Diagnostic], project: &Project, global: &Global) {
    let text = render(findings, &project.sources, global.format, is_coloured());
    let _ = match global.format {
        Format::Json => io::stdout().write_all(text.as_bytes()),
        Format::Human | Format::Short => io::stderr().write_all(text.as_bytes()),
    };
}

/// The least finding that makes a command fail.
pub(super) fn limit(global: &Global) -> Severity {
    if global.strict { Severity::Warning } else { Severity::PrintBlocking }
}

/// Whether findings make the command fail.
pub(super) fn fails(findings: &[Diagnostic], global: &Global) -> bool {
    findings.iter().any(|finding| finding.severity >= limit(global))
}

/// Findings by firm, and where to look first.
pub(super) fn summary(findings: &[Diagnostic], project: &Project) {
    if findings.is_empty() {
        return;
    }
    let count = |severe: &dyn Fn(Severity) -> bool| findings.iter().filter(|f| severe(f.severity)).count();
    let (errors, warnings) = (count(&|s: Severity| s.is_error()), count(&|s| s == Severity::Warning));
    let notes = findings.len() - errors - warnings;
    say(&format!("findings   {errors} errors, {warnings} warnings, {notes} notes"));
    let mut firms: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for finding in findings {
        *firms.entry(finding.member(&project.sources).unwrap_or("the office")).or_default() += 1;
    }
    let mut firms: Vec<_> = firms.into_iter().collect();
    firms.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let list: Vec<String> = firms.iter().map(|(name, count)| format!("{name} {count}")).collect();
    say(&format!("by firm    {}", list.join(", ")));
    if let Some(first) = findings.iter().min_by_key(|f| std::cmp::Reverse(f.severity)) {
        let code = first.code.id;
        let place = match &first.place {
            Place::Text(span) => project.sources.token(*span),
            _ => first.path(&project.sources).to_owned(),
        };
        say(&format!("first      {place}: {} (`fairfolio explain {code}`)", first.message));
    }
}

/// A spinner with the current step, where a person looks at a terminal.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    timings: bool,
    steps: Vec<(String, Duration)>,
    since: Instant,
}

impl Progress {
    /// Begins.
    pub(super) fn new(global: &Global) -> Self {
        let shown = is_coloured() && !global.quiet && global.format == Format::Human;
        let bar = shown.then(|| {
            let style = ProgressStyle::with_template("{spinner} {msg}").expect("the template is a literal");
            let bar = ProgressBar::new_spinner().with_style(style);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { bar, timings: global.timings, steps: Vec::new(), since: Instant::now() }
    }

    /// Names the step that begins now.
    pub(super) fn step(&mut self, name: &str) {
        let now = Instant::now();
        if let Some(last) = self.steps.last_mut() {
            last.1 = now - self.since;
        }
        self.since = now;
        self.steps.push((name.to_owned(), Duration::ZERO));
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
        }
    }

    /// Ends; prints the times when they were asked for.
    pub(super) fn done(self) {
        drop(self);
    }
}

/// Also when a command ends early the line is left clean, and what was asked for is told.
impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(last) = self.steps.last_mut() {
            last.1 = self.since.elapsed();
        }
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.timings {
            for (name, time) in &self.steps {
                let _ = writeln!(io::stderr(), "{:>8.1} ms  {name}", time.as_secs_f64() * 1000.0);
            }
        }
    }
}
