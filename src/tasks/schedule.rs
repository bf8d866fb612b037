//! Planning an event's meetings: the plan that would be written, beside what it is worth and what it changes.

use std::collections::BTreeMap;
use std::io;

use super::checked;
use crate::diag::{Diagnostic, Severity, codes, nearest};
use crate::files::{Files, Overlay};
use crate::load::Today;
use crate::model::field::{At, Field};
use crate::model::meeting::{Attendance, Meeting, Meetings, Plan};
use crate::model::project::Project;
use crate::planning::answer::{Difference, Planned, answer, differences};
use crate::planning::file::{self, Added, Facts};
use crate::planning::question::Question;
use crate::planning::report::{NotKept, Report, Share, report};
use crate::planning::suggestions::suggestions;
use crate::planning::unmet::explain;
use crate::schedule::{Effort, plan};

/// Meetings that a walk-in buyer is offered at most.
const OFFERED: usize = 4;
/// Rank of what the office adds.
const OFFICE_RANK: u32 = 3;
/// Buyers that are suggested to a firm below its minimum.
const SUGGESTED: usize = 3;

/// What is wanted of a plan.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The event.
    pub event: String,
    /// Another draw of equals; else that of the frame.
    pub seed: Option<u64>,
    /// Whether the last plan's meetings stay where they are.
    pub keep: bool,
    /// Whether the meetings are told to those who have them.
    pub publish: bool,
    /// Meetings, buyers and firms that may move all the same.
    pub unfreeze: Vec<String>,
    /// A buyer that comes without having been on the list.
    pub add: Option<String>,
    /// Firm and buyer whose meeting, or lack of one, is to be explained instead.
    pub explain: Option<(String, String)>,
}

/// What came of it.
pub enum Scheduled {
    /// Errors leave nothing to plan with.
    Stopped(Box<Project>, Vec<Diagnostic>),
    /// Why two meet or do not, in lines.
    Explained(Vec<String>),
    /// A plan.
    Planned(Box<Proposal>),
}

/// A plan that is not written yet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What it is worth.
    pub report: Report,
    /// Whether there was no plan before.
    pub is_first: bool,
    /// What it changes against the last one.
    pub changes: Vec<Difference>,
    /// Buyer and firm of wishes between whom no language is spoken.
    pub unspoken: Vec<(String, String)>,
    /// Firms below their minimum, with buyers that would fit them and why.
    pub suggestions: Vec<(String, Vec<(String, String)>)>,
    /// Files of the project as they would be; none when nothing changes.
    pub writes: BTreeMap<String, Vec<u8>>,
}

impl Proposal {
    /// Whether the plan stays as it is.
    pub fn is_same(&self) -> bool {
        !self.is_first && self.changes.is_empty()
    }
}

/// Path of an event's plan in the project.
pub fn plan_path(event: &str) -> String {
    format!("meetings/{event}.plan.toml")
}

/// Plans the meetings of an event. `step` hears what is done now.
///
/// # Errors
/// When a file cannot be read, or somebody is named who is not there.
pub fn propose(
    files: &dyn Files,
    wanted: &Wanted,
    today: Today,
    step: &mut dyn FnMut(&str),
) -> io::Result<Scheduled> {
    step("reading and checking the data");
    let mut files = Overlay::new(files);
    let mut writes = BTreeMap::new();
    if let Some(buyer) = &wanted.add {
        let text = with_buyer(&files, &wanted.event, buyer, today)?;
        files.put(frame_path(&wanted.event), text.as_str());
        writes.insert(frame_path(&wanted.event), text.into_bytes());
    }
    let (project, findings) = checked(&files, today)?;
    let stopping = stopping(&project, findings, &wanted.event);
    if !stopping.is_empty() {
        return Ok(Scheduled::Stopped(Box::new(project), stopping));
    }
    let frame = frame(&project, &wanted.event)?;
    let old = project.plans.iter().find(|plan| plan.event == frame.event);
    let mut question = Question::new(&project, frame).map_err(io::Error::other)?;
    check_names(&project, old, &wanted.unfreeze)?;
    let keep = wanted.keep || wanted.add.is_some();
    let lost = old.map_or_else(Vec::new, |old| question.fix(old, keep, &wanted.unfreeze));
    step("planning meetings");
    let effort = Effort::of(&question.problem, wanted.seed.unwrap_or_else(|| u64::from(frame.seed.or(1))));
    let board = plan(&question.problem, effort);
    if let Some((member, buyer)) = &wanted.explain {
        return Ok(Scheduled::Explained(explain(&question, &board, member, buyer)));
    }
    let planned = answer(&question, &board, old);
    let changes = differences(old, &planned);
    if let Some(text) = written(&files, &project, old, wanted, &planned, &changes)? {
        writes.insert(plan_path(&wanted.event), text.into_bytes());
    }
    let mut report = report(&question, &board, &planned, moved(old, &changes));
    report.not_kept = lost.iter().map(not_kept).collect();
    Ok(Scheduled::Planned(Box::new(Proposal {
        is_first: old.is_none(),
        unspoken: unspoken(&question),
        suggestions: suggested(&question, &report),
        report,
        changes,
        writes,
    })))
}

fn not_kept((meeting, why): &(&Meeting, &'static str)) -> NotKept {
    NotKept { buyer: meeting.buyer.str().to_owned(), member: meeting.member.str().to_owned(), why }
}

/// A change of the plan, in words.
pub fn difference(own: &Difference) -> String {
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

/// What cannot be read, and slots that overlap, leave nothing to plan with. Everything else is told with the
/// wishes that are not met, or by `check`.
fn stopping(project: &Project, findings: Vec<Diagnostic>, event: &str) -> Vec<Diagnostic> {
    let own = format!("meetings/{event}.plan");
    let stops = |finding: &Diagnostic| {
        let in_plan = finding.path(&project.sources).starts_with(&own);
        let unread = finding.code.id.starts_with("FF01") || finding.code.id == codes::SLOT_OVERLAP.id;
        finding.severity == Severity::Blocking && unread && !in_plan
    };
    findings.into_iter().filter(stops).collect()
}

fn frame_path(event: &str) -> String {
    format!("meetings/{event}.toml")
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

/// The plan's text, when it is another one than was there.
fn written(
    files: &dyn Files,
    project: &Project,
    old: Option<&Plan>,
    wanted: &Wanted,
    planned: &[Planned],
    changes: &[Difference],
) -> io::Result<Option<String>> {
    let publish = wanted.publish;
    let newly = publish && old.is_none_or(|old| old.meetings.iter().any(|meeting| !meeting.published));
    if old.is_some() && changes.is_empty() && !newly {
        return Ok(None);
    }
    let text = if old.is_some() { text_of(files, &plan_path(&wanted.event))? } else { String::new() };
    let version = old.map_or(1, |old| old.version.or(1) + u32::from(!changes.is_empty()));
    let facts = Facts { version, made: project.today, publish };
    let changes = if old.is_some() { changes } else { &[] };
    file::write(&text, facts, planned, changes).map(Some).map_err(io::Error::other)
}

fn text_of(files: &dyn Files, path: &str) -> io::Result<String> {
    let not_text = |_| io::Error::other(format!("`{path}` is no UTF-8 text; save it as UTF-8"));
    String::from_utf8(files.read(path)?).map_err(not_text)
}

fn unspoken(question: &Question<'_>) -> Vec<(String, String)> {
    let pair = |wish: &usize| {
        let (member, buyer) = question.pair(*wish);
        (buyer.to_owned(), member.to_owned())
    };
    question.unspoken.iter().map(pair).collect()
}

/// Whom firms below their minimum could meet as well.
fn suggested(question: &Question<'_>, result: &Report) -> Vec<(String, Vec<(String, String)>)> {
    let short = |share: &Share| !share.short.is_empty();
    if !result.shares.iter().any(short) {
        return Vec::new();
    }
    let all = suggestions(question);
    let of = |(index, share): (usize, &Share)| {
        let own = all.iter().filter(|own| own.member == index).take(SUGGESTED);
        let list: Vec<_> =
            own.map(|own| (question.buyers[own.buyer].id.str().to_owned(), own.reason.clone())).collect();
        (short(share) && !list.is_empty()).then(|| (share.member.clone(), list))
    };
    result.shares.iter().enumerate().filter_map(of).collect()
}

/// The frame's text with a walk-in buyer on the list, and requests of the office for what fits it best.
fn with_buyer(files: &dyn Files, event: &str, buyer: &str, today: Today) -> io::Result<String> {
    let (project, _) = checked(files, today)?;
    let known = frame(&project, event)?;
    if project.buyer(buyer).is_none() {
        let message = format!("there is no `buyers/{buyer}.toml`");
        return Err(io::Error::other(format!("{message}; write it with at least `company` and `languages`")));
    }
    if known.buyers.iter().any(|own| own.id.str() == buyer) {
        return Err(io::Error::other(format!("`{buyer}` is on the list of this event; use `--keep`")));
    }
    let text = text_of(files, &frame_path(event))?;
    file::add_buyer(&text, buyer, &wanted_by(&project, known, buyer)).map_err(io::Error::other)
}

/// The firms that fit a buyer best, unless it has requests of its own.
fn wanted_by(project: &Project, known: &Meetings, buyer: &str) -> Vec<Added> {
    if known.requests.iter().any(|request| request.buyer.str() == buyer) {
        return Vec::new();
    }
    let mut with = known.clone();
    with.buyers.push(Attendance {
        id: Field::Value(At { value: buyer.to_owned(), span: known.span }),
        status: Field::Absent,
        arrives: Field::Absent,
        leaves: Field::Absent,
        max: Field::Absent,
        span: known.span,
    });
    let Ok(question) = Question::new(project, &with) else { return Vec::new() };
    let Some(index) = question.buyer(buyer) else { return Vec::new() };
    let fitting = suggestions(&question).into_iter().filter(|own| own.buyer == index).take(OFFERED);
    fitting
        .map(|own| Added { member: question.members[own.member].id.to_string(), rank: OFFICE_RANK })
        .collect()
}
