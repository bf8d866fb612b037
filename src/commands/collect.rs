//! `fairfolio collect`: a form for each firm, or for each party of an event.

use std::collections::BTreeMap;
use std::io;

use super::{Outcome, project, terminal, today};
use crate::cli::{CollectArgs, Global};
use crate::collect::{Wanted, forms};
use crate::diag::render::Format;
use crate::diag::{Severity, nearest};
use crate::load;
use crate::model::project::Project;
use crate::publish::writing::write_all;

/// Runs the command.
pub(super) fn run(args: &CollectArgs, global: &Global) -> io::Result<Outcome> {
    let files = project(&args.dir)?;
    let (project, findings) = load::load(&files, today(global)?)?;
    let findings = findings.sorted(&project.sources);
    let blocking: Vec<_> = findings.into_iter().filter(|own| own.severity == Severity::Blocking).collect();
    if !blocking.is_empty() {
        terminal::report(&blocking, &project, global);
        terminal::say("no form was made: mend what cannot be read first");
        return Ok(Outcome::Faulty);
    }
    known(&project, args)?;
    let wanted = Wanted {
        member: args.member.as_deref(),
        event: args.event.as_deref(),
        translate: args.translate.as_deref(),
        by: args.by,
    };
    let made = forms(&project, &files, wanted)?;
    let target = args.output.clone().unwrap_or_else(|| args.dir.join("forms"));
    let count = made.len();
    let all: BTreeMap<String, Vec<u8>> = made.into_iter().collect();
    write_all(&target, &all)?;
    if !global.quiet && global.format == Format::Human {
        terminal::say(&format!("forms      {count} in {}", target.display()));
        terminal::say("next       send each to whom it is for; `fairfolio import` reads what comes back");
    }
    Ok(Outcome::Done)
}

/// Whoever is named must be there.
fn known(project: &Project, args: &CollectArgs) -> io::Result<()> {
    let check = |what: &str, id: &Option<String>, all: Vec<&str>| {
        let Some(id) = id.as_deref().filter(|id| !all.contains(id)) else { return Ok(()) };
        let near: Option<&str> = nearest(id, all.iter().copied());
        let hint = near.map_or_else(
            || format!("there are: {}", all.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Err(io::Error::other(format!("there is no {what} `{id}`; {hint}")))
    };
    check("firm", &args.member, project.current_members().map(|own| own.id.as_str()).collect())?;
    check("meeting", &args.event, project.meetings.iter().map(|own| own.event.as_str()).collect())
}
