//! `fairfolio schedule`: plans an event's meetings, writes the plan, and says what it is worth.

use std::io;

use super::terminal::{self, Progress};
use super::{Outcome, project, today};
use crate::cli::{Global, ScheduleArgs};
use crate::diag::render::Format;
use crate::publish::writing::write_all;
use crate::tasks::schedule::{Proposal, Scheduled, Wanted, difference, plan_path, propose};

/// Runs the command.
pub(super) fn run(args: &ScheduleArgs, global: &Global) -> io::Result<Outcome> {
    let files = project(&args.dir)?;
    let explain = match args.explain.as_slice() {
        [member, buyer] => Some((member.clone(), buyer.clone())),
        _ => None,
    };
    let wanted = Wanted {
        event: args.event.clone(),
        seed: args.seed,
        keep: args.keep,
        publish: args.publish,
        unfreeze: args.unfreeze.clone(),
        add: args.add.clone(),
        explain,
    };
    let mut progress = Progress::new(global);
    let scheduled = propose(&files, &wanted, today(global)?, &mut |words| progress.step(words));
    progress.done();
    match scheduled? {
        Scheduled::Stopped(project, findings) => {
            terminal::report(&findings, &project, global);
            terminal::say("nothing was planned: mend the errors first. The last plan stays as it was");
            return Ok(Outcome::Faulty);
        }
        Scheduled::Explained(lines) => lines.iter().for_each(|line| terminal::say(line)),
        Scheduled::Planned(proposal) => {
            write_all(&args.dir, &proposal.writes)?;
            tell(args, &proposal, global);
        }
    }
    Ok(Outcome::Done)
}

fn tell(args: &ScheduleArgs, proposal: &Proposal, global: &Global) {
    let is_human = !global.quiet && global.format == Format::Human;
    if global.format == Format::Json {
        // OK because a report is numbers and texts.
        terminal::say(&serde_json::to_string_pretty(&proposal.report).expect("numbers and texts"));
    } else if !global.quiet {
        plan(proposal, &args.dir.join(plan_path(&args.event)).display().to_string());
    }
    // Where a program reads, they are in the report.
    for own in proposal.report.not_kept.iter().filter(|_| global.format != Format::Json) {
        terminal::say(&format!("not kept   {} and {}: {}", own.buyer, own.member, own.why));
    }
    for (member, buyers) in proposal.suggestions.iter().filter(|_| is_human) {
        terminal::say(&format!("{member} could also meet:"));
        buyers.iter().for_each(|(buyer, reason)| terminal::say(&format!("  {buyer}: {reason}")));
    }
}

fn plan(proposal: &Proposal, path: &str) {
    proposal.report.lines().iter().for_each(|line| terminal::say(line));
    if !proposal.unspoken.is_empty() {
        terminal::say("");
        terminal::say("These share no language, and the event has no interpreters:");
        for (buyer, member) in &proposal.unspoken {
            terminal::say(&format!("  {buyer} and {member}"));
        }
    }
    terminal::say("");
    if proposal.is_same() {
        terminal::say("nothing has changed: the plan stays as it is");
        return;
    }
    if !proposal.is_first {
        terminal::say(&format!("{} changes against the last plan:", proposal.changes.len()));
        proposal.changes.iter().for_each(|own| terminal::say(&format!("  {}", difference(own))));
    }
    terminal::say(&format!("plan       {path}"));
}
