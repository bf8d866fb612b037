//! `fairfolio explain`: the manual page of a finding's code.

use std::io;

use super::Outcome;
use super::terminal;
use crate::check::rules;
use crate::diag::codes;

/// Runs the command.
pub(super) fn run(code: &str) -> io::Result<Outcome> {
    let Some(rule) = rules::find(code) else {
        let known = codes::ALL.iter().map(|code| code.id);
        let near = crate::diag::nearest(&code.to_ascii_uppercase(), known);
        let hint = near
            .map_or_else(|| "codes look like `FF0601`".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(io::Error::other(format!("there is no code `{code}`; {hint}")));
    };
    let severity = match rule.code.severity {
        crate::diag::Severity::Blocking => "blocking: nothing is built until it is mended",
        crate::diag::Severity::PrintBlocking => {
            "print-blocking: press PDFs and packages wait until it is mended"
        }
        crate::diag::Severity::Warning => "warning",
        crate::diag::Severity::Note => "note",
    };
    terminal::say(&format!("{} ({severity})\n\n{}", rule.code.id, rule.manual().trim_end()));
    Ok(Outcome::Done)
}
