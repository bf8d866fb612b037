//! Local search: meetings change slots along chains, and now and then change places with wishes that are
//! not met, cooling down (simulated annealing, Kirkpatrick 1983). Steps are counted, never timed, so the
//! same seed gives the same plan on every machine.

use super::board::{Board, Chain};
use super::problem::{Problem, Slots};
use super::rng::Rng;
use super::score::{Score, edges, gaps};

/// What one party's day costs while searching: a wait, and more for each slot by which one grows longer.
fn cost(problem: &Problem, busy: Slots, free: Slots) -> i64 {
    let per_day = problem.days.iter().map(|day| {
        let (longest, all) = gaps(busy & day, free & day);
        // OK because a day has at most 128 slots.
        #[expect(clippy::cast_possible_wrap, reason = "small numbers")]
        let cost = (all * 20 + longest.saturating_sub(1) * 30) as i64;
        cost
    });
    per_day.sum()
}

/// Heat at the beginning and at the end, in 1/1024 of what a cost is counted in.
const HOT: i64 = 30 * 1024;
const COLD: i64 = 1024;
/// How often it is made cooler, and to how many 1/1024 of what it was.
const STAGES: usize = 100;
const COOLING: i64 = 990;

/// How often a change for the worse is taken: 2 to the power of −delta ÷ heat, of 2³². In whole numbers,
/// because machines differ in the last digits of powers.
fn share(delta: i64, heat: i64) -> u32 {
    let exponent = delta * (1024 * 1024) / heat;
    let (whole, part) = (exponent / 1024, exponent % 1024);
    if whole >= 31 {
        return 0;
    }
    // Between two powers a straight line.
    let upper = u64::from(u32::MAX >> whole);
    let lower = upper >> 1;
    // OK because both lie below 2³² and the part is between 0 and 1,023.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between two numbers of 32 bits"
    )]
    let share = (upper - (((upper - lower) * part as u64) >> 10)) as u32;
    share
}

struct Search<'p> {
    board: Board<'p>,
    /// Cost of each member, then of each buyer.
    costs: Vec<i64>,
    edges: Slots,
}

impl Search<'_> {
    fn party_cost(&self, party: usize) -> i64 {
        let problem = self.board.problem;
        let members = problem.members.len();
        if party < members {
            let busy = self.board.busy_member(party);
            let edge = i64::from((busy & self.edges).count_ones());
            cost(problem, busy, problem.members[party].free) + edge * edge / 4
        } else {
            cost(problem, self.board.busy_buyer(party - members), problem.buyers[party - members].free)
        }
    }

    fn parties(&self, chain: &Chain, out: &mut Vec<usize>) {
        out.clear();
        let problem = self.board.problem;
        for wish in &chain.wishes {
            let wish = &problem.wishes[*wish as usize];
            out.push(wish.member);
            out.push(problem.members.len() + wish.buyer);
        }
        out.sort_unstable();
        out.dedup();
    }
}

/// Improves a board; gives the best one that was seen.
pub(super) fn improve<'p>(board: Board<'p>, steps: usize, seed: u64) -> Board<'p> {
    let problem = board.problem;
    let mut rng = Rng::new(seed);
    let parties = problem.members.len() + problem.buyers.len();
    let mut search = Search { edges: edges(problem), board, costs: vec![0; parties] };
    for party in 0..parties {
        search.costs[party] = search.party_cost(party);
    }
    let mut best = (Score::of(&search.board), search.board.clone());
    let met: Vec<usize> = search.board.met().map(|(wish, _)| wish).collect();
    if met.is_empty() {
        return best.1;
    }
    let (mut chain, mut touched) = (Chain::default(), Vec::new());
    let mut total: i64 = search.costs.iter().sum();
    let mut best_total = total;
    let mut heat = HOT;
    for step in 0..steps {
        if step > 0 && step % (steps / STAGES).max(1) == 0 {
            heat = (heat * COOLING / 1024).max(COLD);
        }
        let wish = met[rng.below(met.len())];
        let other = rng.below(search.board.slots());
        let Some(slot) = search.board.slot(wish) else { continue };
        if slot == other
            || !search.board.chain(wish, other, &mut chain)
            || !search.board.swap(&chain, slot, other)
        {
            continue;
        }
        search.parties(&chain, &mut touched);
        let old: i64 = touched.iter().map(|party| search.costs[*party]).sum();
        let new: Vec<i64> = touched.iter().map(|party| search.party_cost(*party)).collect();
        let delta = new.iter().sum::<i64>() - old;
        if delta > 0 && !rng.happens(share(delta, heat)) {
            search.board.turn(&chain, slot, other);
            continue;
        }
        if delta > 0 && total < best_total {
            // The best one so far is about to be left.
            best_total = total;
            search.board.turn(&chain, slot, other);
            keep(&mut best, &search.board);
            search.board.turn(&chain, slot, other);
        }
        for (party, cost) in touched.iter().zip(new) {
            search.costs[*party] = cost;
        }
        total += delta;
    }
    keep(&mut best, &search.board);
    best.1
}

fn keep<'p>(best: &mut (Score, Board<'p>), board: &Board<'p>) {
    let score = Score::of(board);
    if score < best.0 {
        *best = (score, board.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_a_change_and_the_colder_it_is_the_rarer_it_is_taken() {
        assert_eq!(share(0, HOT), u32::MAX);
        // As much worse as it is hot: half of the time.
        assert!(share(30, HOT).abs_diff(u32::MAX / 2) <= 1);
        assert!((1..200).all(|delta| share(delta, HOT) > share(delta + 1, HOT)));
        assert!((1..30).all(|delta| share(delta, COLD) < share(delta, HOT)));
        assert_eq!(share(31, COLD), 0);
    }
}
