//! Meetings on the desk: a plan is worked out, looked at beside what it is worth, and then written.

use serde_json::{Value, json};

use super::todo;
use crate::model::meeting::Meetings;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::planning::report::{NotKept, Report, Share, Unmet};
use crate::report::todo::name_of;
use crate::serve::actions::Tools;
use crate::serve::sent::Sent;
use crate::serve::snapshot::Snapshot;
use crate::serve::waiting::Plan;
use crate::tasks::schedule::{Proposal, Scheduled, Wanted, difference};

/// The page.
pub(super) fn view(now: &Snapshot, tools: &Tools) -> Value {
    let Some(gathered) = &now.gathered else { return json!({ "events": [], "waiting": null }) };
    let project = &gathered.project;
    let waiting = tools.waiting.plan();
    json!({
        "events": project.meetings.iter().map(|frame| event(project, frame)).collect::<Vec<_>>(),
        "waiting": waiting.as_deref().map(|plan| preview(project, plan)),
    })
}

/// What the form asks for.
pub(super) fn wanted(sent: &Sent) -> Wanted {
    Wanted {
        event: sent.text("event").to_owned(),
        keep: sent.has("keep"),
        publish: sent.has("publish"),
        add: sent.some("add"),
        explain: sent.some("member").zip(sent.some("buyer")),
        ..Wanted::default()
    }
}

fn buyer_name(project: &Project, id: &str) -> String {
    let name = project.buyer(id).and_then(|own| own.company.for_audience(&Audience::Office));
    name.map_or(id, |own| own.source.str()).to_owned()
}

fn event(project: &Project, frame: &Meetings) -> Value {
    let id = frame.event.as_str();
    let plan = project.plans.iter().find(|plan| plan.event == frame.event);
    let is_listed = |id: &str| frame.buyers.iter().any(|own| own.id.str() == id);
    let named = |id: &str| json!({ "id": id, "name": buyer_name(project, id) });
    let (listed, others): (Vec<&str>, Vec<&str>) =
        project.buyers.iter().map(|own| own.id.as_str()).partition(|id| is_listed(id));
    json!({
        "id": id, "name": todo::event(project, id), "buyers": listed.len(),
        "meetings": plan.map(|plan| plan.meetings.len()), "version": plan.map(|plan| plan.version.or(1)),
        "published": plan.map(|plan| plan.meetings.iter().filter(|own| own.published).count()),
        "others": others.into_iter().map(named).collect::<Vec<_>>(),
        "listed": listed.into_iter().map(named).collect::<Vec<_>>(),
        "members": project.current_members().map(|own| json!({
            "id": own.id.as_str(), "name": own.name.source.str(),
        })).collect::<Vec<_>>(),
    })
}

fn preview(project: &Project, plan: &Plan) -> Value {
    let title = todo::event(project, &plan.wanted.event);
    match &plan.scheduled {
        Scheduled::Stopped(project, findings) => {
            json!({ "title": title, "kind": "stopped", "findings": todo::list(findings, project) })
        }
        Scheduled::Explained(lines) => {
            json!({ "title": title, "kind": "explained", "lines": lines.join("\n").replace('`', "") })
        }
        Scheduled::Planned(proposal) => {
            let mut view = planned(project, proposal);
            view["title"] = json!(title);
            view["kind"] = json!("planned");
            view["mark"] = json!(plan.mark);
            view
        }
    }
}

fn planned(project: &Project, proposal: &Proposal) -> Value {
    let firm = |id: &str| name_of(project, id);
    let house = |id: &str| buyer_name(project, id);
    let report: &Report = &proposal.report;
    let share = |own: &Share| {
        json!({
            "name": firm(&own.member), "meetings": own.meetings, "wanted": own.wanted, "met": own.mutual.0,
            "mutual": own.mutual.1, "edges": own.edges, "waits": own.waits, "short": own.short.replace('`', ""),
        })
    };
    let unmet = |own: &Unmet| {
        json!({
            "buyer": house(&own.buyer), "member": firm(&own.member), "buyer_rank": own.buyer_rank,
            "member_rank": own.member_rank, "why": own.why.replace('`', ""), "hint": own.hint.replace('`', ""),
        })
    };
    let pair = |(buyer, member): &(String, String)| format!("{} and {}", house(buyer), firm(member));
    let lost = |own: &NotKept| format!("{} and {}: {}", house(&own.buyer), firm(&own.member), own.why);
    let suggested = |(member, buyers): &(String, Vec<(String, String)>)| {
        let list = buyers.iter().map(|(buyer, why)| format!("{}: {}", house(buyer), why.replace('`', "")));
        json!({ "name": firm(member), "buyers": list.collect::<Vec<_>>() })
    };
    json!({
        "meetings": report.meetings, "objectives": report.objectives,
        "shares": report.shares.iter().map(share).collect::<Vec<_>>(),
        "unmet": report.unmet.iter().map(unmet).collect::<Vec<_>>(),
        "is_first": proposal.is_first, "is_same": proposal.is_same(), "has_writes": !proposal.writes.is_empty(),
        "changes": proposal.changes.iter().map(difference).collect::<Vec<_>>(),
        "unspoken": proposal.unspoken.iter().map(pair).collect::<Vec<_>>(),
        "lost": report.not_kept.iter().map(lost).collect::<Vec<_>>(),
        "suggestions": proposal.suggestions.iter().map(suggested).collect::<Vec<_>>(),
    })
}
