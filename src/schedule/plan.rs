//! From wishes to a plan: choose, place, repair, improve.

use super::board::Board;
use super::evening::evened;
use super::polish::polish;
use super::problem::Problem;
use super::score::Score;
use super::search::improve;
use super::select::{best_set, worth};

/// How long to search.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Steps of the search.
    pub steps: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Effort {
    /// As much as a plan of this size needs: a second or less.
    pub fn of(problem: &Problem, seed: u64) -> Self {
        Self { steps: (problem.wishes.len() * 1200).clamp(20_000, 600_000), seed }
    }
}

/// The best plan that is found. Where there was a plan before, as little of it changes as meets as much.
pub fn plan(problem: &Problem, effort: Effort) -> Board<'_> {
    if problem.before.is_empty() {
        return polish(evened(searched(problem, effort), Score::clone), effort.seed);
    }
    let mut kept = as_before(problem);
    for own in &problem.before {
        if kept.slot(own.wish) == Some(own.slot) {
            kept.freeze(own.wish);
        }
    }
    let kept = filled(kept);
    // Meetings step aside only for a wish that finds no other place.
    let moved = filled(as_before(problem));
    let better = Score::of(&moved).of_wishes() < Score::of(&kept).of_wishes();
    if better { moved } else { improve(kept, effort.steps, effort.seed) }
}

/// The better of two searches: from the wishes as they were chosen, and with buyers' weight shared out first.
fn searched(problem: &Problem, effort: Effort) -> Board<'_> {
    let search = |board| again(improve(board, effort.steps, effort.seed), effort);
    let chosen = filled(Board::new(problem));
    let shared_out = evened(chosen.clone(), |score| (score.of_wishes(), score.unfair_weight));
    let differs = Score::of(&shared_out) != Score::of(&chosen);
    let first = search(chosen);
    if !differs {
        return first;
    }
    let second = search(shared_out);
    if Score::of(&second) < Score::of(&first) { second } else { first }
}

/// The search may have made room for wishes that found none: they are tried once more.
fn again(board: Board<'_>, effort: Effort) -> Board<'_> {
    let more = filled(board.clone());
    if Score::of(&more).of_wishes() < Score::of(&board).of_wishes() {
        return improve(more, effort.steps, effort.seed);
    }
    board
}

/// A board with the meetings that were there, as far as they are still possible.
fn as_before(problem: &Problem) -> Board<'_> {
    let mut board = Board::new(problem);
    for own in &problem.before {
        if board.has_room(own.wish) {
            board.try_put(own.wish, own.slot);
        }
    }
    board
}

/// Meets as many more wishes as there is room for, the dearest first.
fn filled(mut board: Board<'_>) -> Board<'_> {
    let problem = board.problem;
    let mut chosen = best_set(problem);
    by_worth(problem, &mut chosen);
    fill(&mut board, &chosen);
    let mut rest: Vec<usize> = (0..problem.wishes.len()).filter(|wish| board.slot(*wish).is_none()).collect();
    by_worth(problem, &mut rest);
    fill(&mut board, &rest);
    repair(&mut board, &rest);
    board
}

/// The dearest first; between equals those whose parties have the fewest slots.
fn by_worth(problem: &Problem, wishes: &mut [usize]) {
    wishes.sort_by_key(|index| {
        let wish = &problem.wishes[*index];
        let member = &problem.members[wish.member];
        let helps = member.least > 0;
        (std::cmp::Reverse((helps, worth(wish))), problem.shared(wish).count_ones(), *index)
    });
}

fn fill(board: &mut Board<'_>, wishes: &[usize]) {
    for &wish in wishes {
        if board.slot(wish).is_none() && board.has_room(wish) {
            board.insert(wish);
        }
    }
}

/// Meets a wish in place of one that counts for less, where that makes the plan better.
fn repair(board: &mut Board<'_>, wishes: &[usize]) {
    let problem = board.problem;
    for &wish in wishes {
        if board.slot(wish).is_some() {
            continue;
        }
        let own = &problem.wishes[wish];
        let rivals = board.met().map(|(other, _)| other).filter(|other| !board.is_frozen(*other));
        let shares = |other: &usize| {
            let other = &problem.wishes[*other];
            other.member == own.member || other.buyer == own.buyer
        };
        let mut rivals: Vec<usize> = rivals.filter(shares).collect();
        rivals.sort_by_key(|other| (worth(&problem.wishes[*other]), *other));
        if let Some(better) = rivals.into_iter().find_map(|other| exchanged(board, wish, other)) {
            *board = better;
        }
    }
}

/// The board with a wish met for another, when that one finds another slot or counts for less.
fn exchanged<'p>(board: &Board<'p>, wish: usize, other: usize) -> Option<Board<'p>> {
    let wishes = &board.problem.wishes;
    let mut trial = board.clone();
    trial.take(other);
    if !trial.has_room(wish) || !trial.insert(wish) {
        return None;
    }
    let both = trial.has_room(other) && trial.insert(other);
    let lost = &wishes[other];
    let short = trial.of_member(lost.member) < board.problem.members[lost.member].least;
    let same_member = lost.member == wishes[wish].member;
    (both || (worth(lost) < worth(&wishes[wish]) && (same_member || !short))).then_some(trial)
}
