//! `fairfolio schedule`: plans an event's meetings, writes the plan, and says what it is worth.

#![expect(clippy::disallowed_methods, reason = "the plan is kept in the project, beside the data")]

use std::io;
use std::path::Path;

use super::terminal::{self, Progress};
use super::{Outcome, checked, project};
use crate::cli::{Global, ScheduleArgs};
use crate::diag::render::Format;
use crate::diag::{Diagnostic, Severity, codes, nearest};
use crate::files::{Files, Overlay, named};
use crate::model::meeting::{Meeting, Meetings, Plan};
use crate::model::project::Project;
use crate::planning::answer::{Difference, Planned, answer, differences};
use crate::planning::file::{self, Added, Facts};
use crate::planning::question::Question;
use crate::planning::report::{NotKept, Report, report};
use crate::planning::suggestions::{Suggestion, suggestions};
use crate::planning::unmet::explain;
use crate::schedule::{Effort, plan};

/// Meetings that a walk-in buyer is offered at most.
const OFFERED: usize = 4;
/// Rank of what the office adds.
const OFFICE_RANK: u32 = 3;

/// Runs the command.
pub(super) fn run(args: &ScheduleArgs, global: &Global) -> io::Result<Outcome> {
    let dir = args.dir.as_path();
    let disk = project(dir)?;
    let mut files = Overlay::new(&disk);
    let frame_path = format!("meetings/{}.toml", args.event);
    let with_buyer = match &args.add {
        Some(buyer) => Some(with_buyer(&disk, &args.event, buyer, global)?),
        None => None,
    };
    if let Some(text) = &with_buyer {
        files.put(frame_path.as_str(), text.as_str());
    }
    let mut progress = Progress::new(global);
    progress.step("reading and checking the data");
    let (project, findings) = checked(&files, global)?;
    let own = format!("meetings/{}.plan", args.event);
    // What cannot be read, and slots that overlap, leave nothing to plan with. Everything else is told with
    // the wishes that are not met, or by `check`.
    let stops = |finding: &&Diagnostic| {
        let in_plan = finding.path(&project.sources).starts_with(&own);
        let unread = finding.code.id.starts_with("FF01") || finding.code.id == codes::SLOT_OVERLAP.id;
        finding.severity == Severity::Blocking && unread && !in_plan
    };
    let stopping: Vec<Diagnostic> = findings.iter().filter(stops).cloned().collect();
    if !stopping.is_empty() {
        progress.done();
        terminal::report(&stopping, &project, global);
        terminal::say("nothing was planned: mend the errors first. The last plan stays as it was");
        return Ok(Outcome::Faulty);
    }
    let frame = frame(&project, &args.event)?;
    let old = project.plans.iter().find(|plan| plan.event == frame.event);
    let mut question = Question::new(&project, frame).map_err(io::Error::other)?;
    let keep = args.keep || args.add.is_some();
    check_names(&project, old, &args.unfreeze)?;
    let lost = old.map_or_else(Vec::new, |old| question.fix(old, keep, &args.unfreeze));
    progress.step("planning meetings");
    let effort = Effort::of(&question.problem, args.seed.unwrap_or_else(|| u64::from(frame.seed.or(1))));
    let board = plan(&question.problem, effort);
    progress.done();
    if let [member, buyer] = args.explain.as_slice() {
        explain(&question, &board, member, buyer).iter().for_each(|line| terminal::say(line));
        return Ok(Outcome::Done);
    }
    let planned = answer(&question, &board, old);
    let changes = differences(old, &planned);
    let path = dir.join("meetings").join(format!("{}.plan.toml", args.event));
    // Only now, when there is a plan with the new buyer in it.
    if let Some(text) = &with_buyer {
        super::replace(&dir.join(&frame_path), text)?;
    }
    write(&path, &project, old, args.publish, &planned, &changes)?;
    let moved = moved(old, &changes);
    let mut result = report(&question, &board, &planned, moved);
    let not_kept = |(meeting, why): &(&Meeting, &'static str)| NotKept {
        buyer: meeting.buyer.str().to_owned(),
        member: meeting.member.str().to_owned(),
        why,
    };
    result.not_kept = lost.iter().map(not_kept).collect();
    if global.format == Format::Json {
        // OK because a report is numbers and texts.
        terminal::say(&serde_json::to_string_pretty(&result).expect("numbers and texts"));
    } else if !global.quiet {
        tell(&question, &result, old, &changes, &path);
    }
    // Where a program reads, they are in the report.
    for own in result.not_kept.iter().filter(|_| global.format != Format::Json) {
        terminal::say(&format!("not kept   {} and {}: {}", own.buyer, own.member, own.why));
    }
    let short = result.shares.iter().any(|own| !own.short.is_empty());
    if short && !global.quiet && global.format == Format::Human {
        suggest(&question, &result);
    }
    Ok(Outcome::Done)
}

fn frame<'a>(project: &'a Project, event: &str) -> io::Result<&'a Meetings> {
    project.meetings.iter().find(|frame| frame.event.as_str() == event).ok_or_else(|| {
        let known = project.meetings.iter().map(|frame| frame.event.as_str());
        let near = nearest(event, known.clone());
        let hint = match (near, known.count()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, 0) => format!("write `meetings/{event}.toml` with slots, tables and buyers"),
            (None, _) => "see the files in `meetings/`".to_owned(),
        };
        io::Error::other(format!("there is no `meetings/{event}.toml`; {hint}"))
    })
}

/// Ids to release must be of somebody or something.
fn check_names(project: &Project, old: Option<&Plan>, released: &[String]) -> io::Result<()> {
    for id in released {
        let meeting = old.into_iter().flat_map(|old| &old.meetings).any(|own| own.id.str() == id);
        if !meeting && project.buyer(id).is_none() && project.member(id).is_none() {
            let known = project.buyers.iter().map(|own| own.id.as_str());
            let known = known.chain(project.members.iter().map(|own| own.id.as_str()));
            let near =
                nearest(id, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("`{id}` is no meeting, buyer or member{near}");
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}

/// Published meetings that changed or went.
fn moved(old: Option<&Plan>, changes: &[Difference]) -> usize {
    let published = |own: &&Difference| {
        old.into_iter().flat_map(|old| &old.meetings).any(|meeting| {
            meeting.published && meeting.buyer.str() == own.buyer && meeting.member.str() == own.member
        })
    };
    changes.iter().filter(published).count()
}

/// Writes the plan, when it is another one than was there.
fn write(
    path: &Path,
    project: &Project,
    old: Option<&Plan>,
    publish: bool,
    planned: &[Planned],
    changes: &[Difference],
) -> io::Result<()> {
    let newly = publish && old.is_none_or(|old| old.meetings.iter().any(|meeting| !meeting.published));
    if old.is_some() && changes.is_empty() && !newly {
        return Ok(());
    }
    let text = if old.is_some() {
        std::fs::read_to_string(path).map_err(|error| named(error, "read", path))?
    } else {
        String::new()
    };
    let version = old.map_or(1, |old| old.version.or(1) + u32::from(!changes.is_empty()));
    let facts = Facts { version, made: project.today, publish };
    let changes = if old.is_some() { changes } else { &[] };
    let text = file::write(&text, facts, planned, changes).map_err(io::Error::other)?;
    super::replace(path, &text)
}

fn tell(question: &Question<'_>, result: &Report, old: Option<&Plan>, changes: &[Difference], path: &Path) {
    result.lines().iter().for_each(|line| terminal::say(line));
    if !question.unspoken.is_empty() {
        terminal::say("");
        terminal::say("These share no language, and the event has no interpreters:");
        for wish in &question.unspoken {
            let (member, buyer) = question.pair(*wish);
            terminal::say(&format!("  {buyer} and {member}"));
        }
    }
    terminal::say("");
    if old.is_some() && changes.is_empty() {
        terminal::say("nothing has changed: the plan stays as it is");
        return;
    }
    if old.is_some() {
        terminal::say(&format!("{} changes against the last plan:", changes.len()));
        changes.iter().for_each(|own| terminal::say(&format!("  {}", difference(own))));
    }
    terminal::say(&format!("plan       {}", path.display()));
}

fn difference(own: &Difference) -> String {
    let place = |(slot, table): &(String, String)| {
        if table.is_empty() { slot.clone() } else { format!("{slot} at {table}") }
    };
    let whom = format!("{} and {}", own.buyer, own.member);
    match (&own.was, &own.now) {
        (Some(was), Some(now)) => format!("{whom}: {} instead of {}", place(now), place(was)),
        (None, Some(now)) => format!("{whom}: new, {}", place(now)),
        (Some(was), None) => format!("{whom}: no longer, was {}", place(was)),
        (None, None) => whom,
    }
}

/// Whom firms below their minimum could meet as well.
fn suggest(question: &Question<'_>, result: &Report) {
    let all = suggestions(question);
    for (index, share) in result.shares.iter().enumerate() {
        if share.short.is_empty() {
            continue;
        }
        let own: Vec<&Suggestion> = all.iter().filter(|own| own.member == index).take(3).collect();
        if !own.is_empty() {
            terminal::say(&format!("{} could also meet:", share.member));
        }
        for suggestion in own {
            terminal::say(&format!(
                "  {}: {}",
                question.buyers[suggestion.buyer].id.str(),
                suggestion.reason
            ));
        }
    }
}

/// The frame's text with a walk-in buyer on the list, and requests of the office for what fits it best.
fn with_buyer(disk: &dyn Files, event: &str, buyer: &str, global: &Global) -> io::Result<String> {
    let (project, _) = checked(disk, global)?;
    let known = frame(&project, event)?;
    if project.buyer(buyer).is_none() {
        let message = format!("there is no `buyers/{buyer}.toml`");
        return Err(io::Error::other(format!("{message}; write it with at least `company` and `languages`")));
    }
    if known.buyers.iter().any(|own| own.id.str() == buyer) {
        return Err(io::Error::other(format!("`{buyer}` is on the list of this event; use `--keep`")));
    }
    let path = format!("meetings/{event}.toml");
    let not_text = |_| io::Error::other(format!("`{path}` is no UTF-8 text; save it as UTF-8"));
    let text = String::from_utf8(disk.read(&path)?).map_err(not_text)?;
    file::add_buyer(&text, buyer, &wanted_by(&project, known, buyer)).map_err(io::Error::other)
}

/// The firms that fit a buyer best, unless it has requests of its own.
fn wanted_by(project: &Project, known: &Meetings, buyer: &str) -> Vec<Added> {
    if known.requests.iter().any(|request| request.buyer.str() == buyer) {
        return Vec::new();
    }
    let mut with = known.clone();
    let at = |value: &str| {
        crate::model::field::Field::Value(crate::model::field::At {
            value: value.to_owned(),
            span: known.span,
        })
    };
    with.buyers.push(crate::model::meeting::Attendance {
        id: at(buyer),
        status: crate::model::field::Field::Absent,
        arrives: crate::model::field::Field::Absent,
        leaves: crate::model::field::Field::Absent,
        max: crate::model::field::Field::Absent,
        span: known.span,
    });
    let Ok(question) = Question::new(project, &with) else { return Vec::new() };
    let Some(index) = question.buyer(buyer) else { return Vec::new() };
    let fitting = suggestions(&question).into_iter().filter(|own| own.buyer == index).take(OFFERED);
    fitting
        .map(|own| Added { member: question.members[own.member].id.to_string(), rank: OFFICE_RANK })
        .collect()
}
