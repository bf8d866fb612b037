//! Buyers' weight, shared out: where a buyer would meet one firm as gladly as another, it meets the one whose
//! buyers count for less so far. Nothing else about the plan gets worse by it.

use super::board::Board;
use super::problem::Wish;
use super::score::{Score, weights};

/// Times that all wishes are gone through at most; later ones hardly find anything.
const PASSES: usize = 8;

/// The board with meetings exchanged between firms as long as `value` falls by it.
///
/// Before the search the value is of who meets whom alone, as slots are still to be found; after it that of
/// the whole plan.
pub(super) fn evened<V: Ord>(mut board: Board<'_>, value: fn(&Score) -> V) -> Board<'_> {
    for _ in 0..PASSES {
        let unmet: Vec<usize> =
            (0..board.problem.wishes.len()).filter(|wish| board.slot(*wish).is_none()).collect();
        let mut is_better = false;
        for wish in unmet {
            if let Some(better) = exchange(&board, wish, value) {
                (board, is_better) = (better, true);
            }
        }
        if !is_better {
            break;
        }
    }
    board
}

/// The wish met in place of an equal one of the same buyer, when the plan is better for it.
fn exchange<'p, V: Ord>(board: &Board<'p>, wish: usize, value: fn(&Score) -> V) -> Option<Board<'p>> {
    let problem = board.problem;
    let own = &problem.wishes[wish];
    let sums = weights(board);
    let lighter = |(other, slot): (usize, usize)| {
        let met = &problem.wishes[other];
        let evens = sums[met.member] > sums[own.member] + own.buyer_rank as usize;
        (is_equal(own, met) && evens && !board.is_frozen(other)).then_some((other, slot))
    };
    let rivals: Vec<(usize, usize)> = board.met().filter_map(lighter).collect();
    let now = (!rivals.is_empty()).then(|| value(&Score::of(board)))?;
    rivals.into_iter().find_map(|(other, slot)| {
        let mut trial = board.clone();
        trial.take(other);
        let put = trial.has_room(wish) && trial.try_put(wish, slot);
        (put && value(&Score::of(&trial)) < now).then_some(trial)
    })
}

fn is_equal(one: &Wish, other: &Wish) -> bool {
    let of = |wish: &Wish| (wish.buyer, wish.buyer_rank, wish.member_rank, wish.office);
    of(one) == of(other)
}
