//! The last touch on small plans: part of the plan is torn down, filled in another order and moved by
//! single steps, again and again; whatever is better on any level stays (iterated local search). Large
//! plans have so many equal ways that the search alone finds a good one.

use super::board::{Board, Chain};
use super::problem::Problem;
use super::rng::Rng;
use super::score::Score;
use super::search::improve;

/// Most wishes of a plan that is polished.
const SMALL: usize = 64;
/// Rounds of tearing down and filling up.
const ROUNDS: usize = 120;
/// Steps of the search within a round.
const STEPS: usize = 400;

/// Improves a small board as far as single steps go; leaves a large one as it is.
pub(super) fn polish(board: Board<'_>, seed: u64) -> Board<'_> {
    if board.problem.wishes.len() > SMALL {
        return board;
    }
    let mut rng = Rng::new(seed ^ 0x9e37_79b9);
    let mut best = descended(board);
    let mut score = Score::of(&best);
    for _ in 0..ROUNDS {
        if score == Score::default() {
            break;
        }
        let mut trial = torn(best.clone(), &mut rng);
        refill(&mut trial, &mut rng);
        let trial = descended(improve(trial, STEPS, rng.next()));
        let found = Score::of(&trial);
        if found <= score {
            (best, score) = (trial, found);
        }
    }
    best
}

/// Takes away some meetings at random.
fn torn<'p>(mut board: Board<'p>, rng: &mut Rng) -> Board<'p> {
    let met: Vec<usize> = board.met().map(|(wish, _)| wish).filter(|wish| !board.is_frozen(*wish)).collect();
    if !met.is_empty() {
        for _ in 0..=rng.below(met.len()) {
            board.take(met[rng.below(met.len())]);
        }
    }
    board
}

/// Meets what can be met, in a random order.
fn refill(board: &mut Board<'_>, rng: &mut Rng) {
    let mut wishes: Vec<usize> = (0..board.problem.wishes.len()).collect();
    for last in (1..wishes.len()).rev() {
        wishes.swap(last, rng.below(last + 1));
    }
    for wish in wishes {
        if board.slot(wish).is_none() && board.has_room(wish) {
            board.insert(wish);
        }
    }
}

/// Single steps, each to a better board, until there is none.
fn descended(mut board: Board<'_>) -> Board<'_> {
    let mut score = Score::of(&board);
    while let Some((better, found)) = step(&board, &score) {
        (board, score) = (better, found);
    }
    board
}

/// The first better neighbour: a meeting in another slot, a wish met, or one met in another's place.
fn step<'p>(board: &Board<'p>, score: &Score) -> Option<(Board<'p>, Score)> {
    let problem: &'p Problem = board.problem;
    let better = |trial: Board<'p>| {
        let found = Score::of(&trial);
        (found < *score).then_some((trial, found))
    };
    let mut chain = Chain::default();
    for (wish, slot) in board.met() {
        for other in 0..board.slots() {
            if !board.chain(wish, other, &mut chain) {
                continue;
            }
            let mut trial = board.clone();
            if trial.swap(&chain, slot, other)
                && let Some(found) = better(trial)
            {
                return Some(found);
            }
        }
    }
    let unmet: Vec<usize> = (0..problem.wishes.len()).filter(|wish| board.slot(*wish).is_none()).collect();
    for &wish in &unmet {
        let mut trial = board.clone();
        if trial.has_room(wish)
            && trial.insert(wish)
            && let Some(found) = better(trial)
        {
            return Some(found);
        }
        for (other, slot) in board.met().filter(|(other, _)| !board.is_frozen(*other)) {
            let mut trial = board.clone();
            trial.take(other);
            if trial.has_room(wish)
                && (trial.try_put(wish, slot) || trial.insert(wish))
                && let Some(found) = better(trial)
            {
                return Some(found);
            }
        }
    }
    None
}
