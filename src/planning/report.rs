//! What a plan is worth, beside what any plan could be: result and bound of each objective, what is not
//! met and why, and whether each firm had its share.

use serde::Serialize;

use super::answer::Planned;
use super::question::Question;
use super::unmet::why;
use crate::schedule::{Board, Problem, Score, best_set, gaps};

/// An objective with what was reached and what no plan can do better than.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What is counted.
    pub objective: &'static str,
    /// The plan's.
    pub result: usize,
    /// No plan can reach a better one; for what is counted up it is the most, else the least.
    pub bound: usize,
}

/// A wish that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmet {
    /// Buyer.
    pub buyer: String,
    /// Member.
    pub member: String,
    /// The buyer's rank; 0 when it did not ask.
    pub buyer_rank: u32,
    /// The member's rank.
    pub member_rank: u32,
    /// Why, as a phrase.
    pub why: String,
    /// What would help.
    pub hint: String,
}

/// What one firm got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Member.
    pub member: String,
    /// Meetings it has.
    pub meetings: usize,
    /// Wishes that concern it.
    pub wanted: usize,
    /// Wishes of both sides that are met, of how many.
    pub mutual: (usize, usize),
    /// Ranks that buyers of its meetings gave, added up.
    pub buyer_ranks: u32,
    /// Meetings in the first or last slot of a day.
    pub edges: usize,
    /// Slots in which it waits between two meetings.
    pub waits: usize,
    /// Why it has fewer meetings than the minimum; empty when it has not.
    pub short: String,
}

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Meetings.
    pub meetings: usize,
    /// Objectives in their order.
    pub objectives: Vec<Line>,
    /// What is not met, the most wanted first.
    pub unmet: Vec<Unmet>,
    /// Firms in the order of ids.
    pub shares: Vec<Share>,
    /// Meetings of the last plan that should have stayed and could not.
    pub not_kept: Vec<NotKept>,
}

/// A meeting that should have stayed where it was and could not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotKept {
    /// Buyer.
    pub buyer: String,
    /// Member.
    pub member: String,
    /// Why, as a phrase.
    pub why: &'static str,
}

/// The report on a board and its meetings at their tables. `moved` are published meetings that changed.
pub fn report(question: &Question<'_>, board: &Board<'_>, planned: &[Planned], moved: usize) -> Report {
    let mut unmet: Vec<Unmet> = question
        .left_out
        .iter()
        .map(|own| Unmet {
            buyer: own.buyer.clone(),
            member: own.member.clone(),
            buyer_rank: rank(question, own.member.as_str(), own.buyer.as_str()),
            member_rank: 0,
            why: own.why.to_owned(),
            hint: own.hint.to_owned(),
        })
        .collect();
    for (index, wish) in question.problem.wishes.iter().enumerate() {
        if board.slot(index).is_none() {
            let (member, buyer) = question.pair(index);
            let why = why(question, board, index);
            unmet.push(Unmet {
                buyer: buyer.to_owned(),
                member: member.to_owned(),
                buyer_rank: wish.buyer_rank,
                member_rank: wish.member_rank,
                why: why.reason,
                hint: why.hint.to_owned(),
            });
        }
    }
    unmet.sort_by_key(|own| {
        let mutual = own.buyer_rank > 0 && own.member_rank > 0;
        (std::cmp::Reverse((mutual, own.buyer_rank, own.member_rank)), own.buyer.clone(), own.member.clone())
    });
    Report {
        meetings: board.met().count(),
        objectives: objectives(question, board, moves(question, planned), moved),
        unmet,
        shares: (0..question.members.len()).map(|member| share(question, board, member)).collect(),
        not_kept: Vec::new(),
    }
}

fn rank(question: &Question<'_>, member: &str, buyer: &str) -> u32 {
    let own = question.frame.requests.iter().filter(|r| r.member.str() == member && r.buyer.str() == buyer);
    own.map(|request| request.rank.or(0)).max().unwrap_or(0)
}

fn objectives(question: &Question<'_>, board: &Board<'_>, moves: usize, moved: usize) -> Vec<Line> {
    let problem = &question.problem;
    let score = Score::of(board);
    let best = Bound::of(problem);
    let all =
        |value: &dyn Fn(&crate::schedule::Wish) -> usize| problem.wishes.iter().map(value).sum::<usize>();
    let mutual = all(&|wish| usize::from(wish.is_mutual()));
    let ranks = [all(&|wish| wish.buyer_rank as usize), all(&|wish| wish.member_rank as usize)];
    let office = all(&|wish| usize::from(wish.office));
    let met = board.met().count();
    let (slots, most) = used(board);
    let line = |objective, result, bound| Line { objective, result, bound };
    vec![
        line("slots used", slots, least_slots(problem, board)),
        line("tables used at once", most, if met == 0 { 0 } else { met.div_ceil(slots.max(1)) }),
        line("members below the minimum", score.below_minimum, best.below_minimum),
        line("meetings they lack", score.deficit, best.deficit),
        line("mutual requests met", mutual - score.mutual_unmet, best.mutual),
        line("buyers' ranks met", ranks[0] - score.buyer_ranks_unmet, best.buyer_ranks),
        line("members' ranks met", ranks[1] - score.member_ranks_unmet, best.member_ranks),
        line("office additions met", office - score.office_unmet, best.office),
        line("longest wait, in slots", score.longest_gap, 0),
        line("all waits, in slots", score.gaps, 0),
        line("unevenness of early and late slots", score.unfair, 0),
        line(
            "unevenness of buyers' ranks",
            score.unfair_weight,
            evenly(ranks_met(board), problem.members.len()),
        ),
        line("changes of table", moves, 0),
        line("published meetings moved", moved, 0),
    ]
}

/// Ranks that buyers gave to all meetings, added up.
fn ranks_met(board: &Board<'_>) -> usize {
    board.met().map(|(wish, _)| board.problem.wishes[wish].buyer_rank as usize).sum()
}

/// The least sum of squares of `parts` whole numbers that make up a sum.
fn evenly(sum: usize, parts: usize) -> usize {
    let (each, more) = (sum / parts.max(1), sum % parts.max(1));
    (parts - more) * each * each + more * (each + 1) * (each + 1)
}

/// Slots with a meeting, and the most meetings in one of them.
fn used(board: &Board<'_>) -> (usize, usize) {
    let loads = (0..board.slots()).map(|slot| board.load(slot));
    (loads.clone().filter(|load| *load > 0).count(), loads.max().unwrap_or(0))
}

/// Fewest slots in which these meetings fit: the busiest party's, or as many as the tables need.
fn least_slots(problem: &Problem, board: &Board<'_>) -> usize {
    let members =
        problem.members.iter().enumerate().map(|(m, own)| board.of_member(m).div_ceil(own.seats.max(1)));
    let buyers = (0..problem.buyers.len()).map(|buyer| board.of_buyer(buyer));
    let degree = members.chain(buyers).max().unwrap_or(0);
    let met = board.met().count();
    degree.max(problem.tables.map_or(0, |tables| met.div_ceil(tables.max(1))))
}

/// Values of the best set of wishes, which knows nothing of slots but how many each party has.
struct Bound {
    below_minimum: usize,
    deficit: usize,
    mutual: usize,
    buyer_ranks: usize,
    member_ranks: usize,
    office: usize,
}

impl Bound {
    fn of(problem: &Problem) -> Self {
        let set = best_set(problem);
        let mut count = vec![0; problem.members.len()];
        let mut bound =
            Self { below_minimum: 0, deficit: 0, mutual: 0, buyer_ranks: 0, member_ranks: 0, office: 0 };
        for wish in set.iter().map(|wish| &problem.wishes[*wish]) {
            count[wish.member] += 1;
            bound.mutual += usize::from(wish.is_mutual());
            bound.buyer_ranks += wish.buyer_rank as usize;
            bound.member_ranks += wish.member_rank as usize;
            bound.office += usize::from(wish.office);
        }
        for (member, has) in problem.members.iter().zip(count) {
            let lacks = member.least.saturating_sub(has);
            bound.below_minimum += usize::from(lacks > 0);
            bound.deficit += lacks;
        }
        bound
    }
}

/// How often a buyer stands up for another table within a day, where buyers could stay.
fn moves(question: &Question<'_>, planned: &[Planned]) -> usize {
    use crate::model::meeting::Mode;
    if !matches!(question.frame.mode.get(), Some(Mode::BuyerTables | Mode::Free | Mode::Rounds)) {
        return 0;
    }
    let mut last: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();
    let mut moves = 0;
    for own in planned {
        let sitter = match question.frame.mode.get() {
            Some(Mode::BuyerTables) => &own.buyer,
            _ => &own.member,
        };
        let before = last.insert(sitter, &own.table);
        moves += usize::from(before.is_some_and(|before| before != own.table));
    }
    moves
}

fn share(question: &Question<'_>, board: &Board<'_>, member: usize) -> Share {
    let problem = &question.problem;
    let own = |wish: &&usize| problem.wishes[**wish].member == member;
    let all: Vec<usize> = (0..problem.wishes.len()).filter(|wish| own(&wish)).collect();
    let met: Vec<usize> = all.iter().copied().filter(|wish| board.slot(*wish).is_some()).collect();
    let mutual = |list: &[usize]| list.iter().filter(|wish| problem.wishes[**wish].is_mutual()).count();
    let busy = board.busy_member(member);
    let edge = |day: &crate::schedule::Slots| {
        let (first, last) = (day.trailing_zeros(), 127 - day.leading_zeros().min(127));
        usize::from(busy >> first & 1 == 1) + usize::from(last != first && busy >> last & 1 == 1)
    };
    let party = &problem.members[member];
    let short = match met.len() < party.least {
        false => String::new(),
        true if all.len() < party.least => format!("too few requests concern it ({})", all.len()),
        true if party.most < party.least => format!("it is there in {} slots only", party.most),
        true => "its buyers have no more slots in common with it".to_owned(),
    };
    Share {
        short,
        member: question.members[member].id.to_string(),
        meetings: met.len(),
        wanted: all.len(),
        mutual: (mutual(&met), mutual(&all)),
        buyer_ranks: met.iter().map(|wish| problem.wishes[*wish].buyer_rank).sum(),
        edges: problem.days.iter().filter(|day| **day != 0).map(edge).sum(),
        waits: problem.days.iter().map(|day| gaps(busy & day, problem.members[member].free & day).1).sum(),
    }
}

impl Report {
    /// The report as lines of text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{} meetings", self.meetings), String::new()];
        lines.push(format!("{:<36} {:>7} {:>7}", "objective", "result", "bound"));
        for own in &self.objectives {
            lines.push(format!("{:<36} {:>7} {:>7}", own.objective, own.result, own.bound));
        }
        let width = self.shares.iter().map(|own| own.member.len()).max().unwrap_or(0).max(6);
        lines.push(String::new());
        lines.push(format!(
            "{:<width$} {:>8} {:>7} {:>8} {:>6} {:>11} {:>6}",
            "member", "meetings", "wanted", "mutual", "ranks", "early/late", "waits"
        ));
        for own in &self.shares {
            let mutual = format!("{}/{}", own.mutual.0, own.mutual.1);
            lines.push(format!(
                "{:<width$} {:>8} {:>7} {mutual:>8} {:>6} {:>11} {:>6}",
                own.member, own.meetings, own.wanted, own.buyer_ranks, own.edges, own.waits
            ));
        }
        for own in self.shares.iter().filter(|own| !own.short.is_empty()) {
            lines.push(format!("{} has fewer than the minimum: {}", own.member, own.short));
        }
        if !self.unmet.is_empty() {
            let head = match self.unmet.len() {
                1 => "1 request is not met:".to_owned(),
                count => format!("{count} requests are not met:"),
            };
            lines.extend([String::new(), head]);
        }
        for own in &self.unmet {
            let ranks = format!("buyer {}, member {}", dash(own.buyer_rank), dash(own.member_rank));
            lines.push(format!("  {} and {} ({ranks}): {}", own.buyer, own.member, own.why));
            lines.push(format!("    {}", own.hint));
        }
        lines
    }
}

fn dash(rank: u32) -> String {
    if rank == 0 { "–".to_owned() } else { rank.to_string() }
}
