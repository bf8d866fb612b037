//! Plans of meetings of three sizes: how long they take and how near they come to what is possible. Each
//! plan goes through the reader that shares no code with the planner.

#![expect(clippy::print_stdout, reason = "a benchmark says what it found")]

use std::time::Instant;

use events::{broken, fair, wanted};
use fairfolio::schedule::{Effort, Problem, Score, best_set, plan};

mod events;

const SEEDS: u64 = 5;

fn main() {
    println!(
        "event                      seed    time  meetings  mutual of bound  waits  longest  rules broken"
    );
    for seed in 0..SEEDS {
        measure("12 × 29, 12 slots", seed, &wanted(12, 29, 120, 12, seed));
    }
    for seed in 0..SEEDS {
        let mut problem = wanted(26, 29, 260, 12, seed);
        problem.tables = Some(26);
        measure("26 × 29, 12 slots", seed, &problem);
    }
    for seed in 0..SEEDS {
        measure("125 × 200, two days", seed, &fair(seed));
    }
}

fn measure(name: &str, seed: u64, problem: &Problem) {
    let start = Instant::now();
    let board = plan(problem, Effort::of(problem, 1));
    let took = start.elapsed().as_secs_f64();
    let score = Score::of(&board);
    let mutual =
        |list: &mut dyn Iterator<Item = usize>| list.filter(|w| problem.wishes[*w].is_mutual()).count();
    let bound = mutual(&mut best_set(problem).into_iter());
    let met = mutual(&mut board.met().map(|(wish, _)| wish));
    println!(
        "{name:<26} {seed:>4} {took:>6.2}s {:>9} {met:>10} of {bound:<4} {:>6} {:>8} {:>13}",
        board.met().count(),
        score.gaps,
        score.longest_gap,
        broken(problem, &board).len(),
    );
}
