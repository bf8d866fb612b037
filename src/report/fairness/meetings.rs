//! What each firm has of an event's meetings: the plan as it stands, held against what any plan could give. Who wished
//! whom is the two's own business, so only numbers come out of here.

use serde::Serialize;

use crate::model::project::Project;
use crate::planning::answer::answer;
use crate::planning::question::Question;
use crate::planning::report;
use crate::schedule::Board;

/// Rank of what a buyer must have.
const FIRST_CHOICE: u32 = 5;

/// An event with its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meetings {
    /// The event.
    pub event: String,
    /// Meetings of the plan.
    pub meetings: usize,
    /// Meetings that each firm gets at least.
    pub minimum: u32,
    /// Objectives of the plan, each with what no plan can do better than.
    pub objectives: Vec<Objective>,
    /// Firms that take part, in the order of ids.
    pub firms: Vec<Share>,
}

/// An objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Objective {
    /// What is counted.
    pub objective: &'static str,
    /// The plan's.
    pub result: usize,
    /// No plan can reach a better one.
    pub bound: usize,
}

/// What a firm has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The firm.
    pub member: String,
    /// Meetings it has.
    pub meetings: usize,
    /// Wishes that concern it, of either side.
    pub wanted: usize,
    /// Wishes of both sides.
    pub mutual: usize,
    /// How many of these are met.
    pub mutual_met: usize,
    /// Buyers that gave it their highest rank.
    pub first_choice: usize,
    /// How many of these it meets.
    pub first_choice_met: usize,
    /// Ranks that the buyers of its meetings gave, added up.
    pub buyer_ranks: u32,
    /// Meetings in the first or last slot of a day.
    pub edges: usize,
    /// Slots in which it waits between two meetings.
    pub waits: usize,
    /// Whether it has at least the minimum.
    pub minimum_met: bool,
    /// Why it has less; empty when it has not.
    pub short: String,
}

/// All events that have a plan.
pub(super) fn all(project: &Project) -> Vec<Meetings> {
    project.plans.iter().filter_map(|plan| of_plan(project, plan)).collect()
}

fn of_plan(project: &Project, plan: &crate::model::meeting::Plan) -> Option<Meetings> {
    let frame = project.meetings.iter().find(|frame| frame.event == plan.event)?;
    // What makes planning impossible is a finding already.
    let mut question = Question::new(project, frame).ok()?;
    // The plan is taken as it is: all of it stays, and nothing is searched.
    question.fix(plan, true, &[]);
    let kept = std::mem::take(&mut question.problem.before);
    question.problem.fixed.extend(kept);
    let board = Board::new(&question.problem);
    let planned = answer(&question, &board, Some(plan));
    let result = report::report(&question, &board, &planned, 0);
    let policy = project.consortium.as_ref().map_or(0, |own| own.policy.min_meetings_per_member);
    let minimum = frame.minimum.or(policy);
    let objective =
        |own: &report::Line| Objective { objective: own.objective, result: own.result, bound: own.bound };
    let share = |own: &report::Share| {
        let first = |wish: &&usize| {
            let of = &question.problem.wishes[**wish];
            question.members[of.member].id.as_str() == own.member && of.buyer_rank == FIRST_CHOICE
        };
        let all: Vec<usize> = (0..question.problem.wishes.len()).filter(|wish| first(&wish)).collect();
        Share {
            member: own.member.clone(),
            meetings: own.meetings,
            wanted: own.wanted,
            mutual: own.mutual.1,
            mutual_met: own.mutual.0,
            first_choice: all.len(),
            first_choice_met: all.iter().filter(|wish| board.slot(**wish).is_some()).count(),
            buyer_ranks: own.buyer_ranks,
            edges: own.edges,
            waits: own.waits,
            minimum_met: own.meetings >= minimum as usize,
            short: own.short.clone(),
        }
    };
    Some(Meetings {
        event: plan.event.to_string(),
        meetings: result.meetings,
        minimum,
        objectives: result.objectives.iter().map(objective).collect(),
        firms: result.shares.iter().map(share).collect(),
    })
}
