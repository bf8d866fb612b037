//! Small events, planned by trying everything: what the planner finds is held against the best there is,
//! on every level of the objective.

use fairfolio::schedule::{Board, Effort, Party, Problem, Rng, Score, Slots, Wish, plan};

fn day(first: usize, count: usize) -> Slots {
    ((1 << count) - 1) << first
}

/// Up to six members and six buyers with absences, minimums, limits and wishes of every kind.
fn small(seed: u64) -> Problem {
    let mut rng = Rng::new(seed * 31 + 5);
    let (members, buyers) = (1 + rng.below(6), 1 + rng.below(6));
    let slots = 2 + rng.below(3);
    let party = |rng: &mut Rng, least: usize| {
        let mut free = day(0, slots);
        if rng.below(4) == 0 {
            free &= !(1 << rng.below(slots));
        }
        let most = if rng.below(4) == 0 { 2 } else { slots };
        Party { free, seats: 1, least, most }
    };
    let least = if rng.below(3) == 0 { 1 } else { 0 };
    let mut problem = Problem {
        members: (0..members).map(|_| party(&mut rng, least)).collect(),
        buyers: (0..buyers).map(|_| party(&mut rng, 0)).collect(),
        days: vec![day(0, slots)],
        tables: (rng.below(3) == 0).then(|| 1 + rng.below(3)),
        ..Problem::default()
    };
    let most = if least > 0 { 7 } else { 9 };
    for _ in 0..40 {
        let (member, buyer) = (rng.below(members), rng.below(buyers));
        let known = problem.wishes.iter().any(|own| own.member == member && own.buyer == buyer);
        if known || problem.wishes.len() == most {
            continue;
        }
        let rank = |rng: &mut Rng| if rng.below(3) == 0 { 0 } else { 1 + rng.below(5) as u32 };
        let (buyer_rank, member_rank) = (rank(&mut rng), rank(&mut rng));
        let office = buyer_rank + member_rank == 0;
        problem.wishes.push(Wish { member, buyer, buyer_rank, member_rank, office, interpreters: None });
    }
    problem
}

/// The best score of all plans there are.
fn best(problem: &Problem) -> Score {
    let mut found = None;
    let mut board = Board::new(problem);
    let prune = problem.members.iter().all(|member| member.least == 0);
    search(&mut board, 0, [0; 4], prune, &mut found);
    found.expect("the empty plan is one")
}

/// Tries every slot, and none, for each wish in turn. `lost` is what is given up so far.
fn search(board: &mut Board<'_>, wish: usize, lost: [usize; 4], prune: bool, best: &mut Option<Score>) {
    let problem = board.problem;
    if prune && best.as_ref().is_some_and(|best| lost[..] > best.of_wishes()[2..]) {
        return;
    }
    let Some(own) = problem.wishes.get(wish) else {
        let score = Score::of(board);
        if best.as_ref().is_none_or(|best| score < *best) {
            *best = Some(score);
        }
        return;
    };
    for slot in 0..problem.slots() {
        if board.has_room(wish) && board.try_put(wish, slot) {
            search(board, wish + 1, lost, prune, best);
            board.take(wish);
        }
    }
    let more = [
        usize::from(own.is_mutual()),
        own.buyer_rank as usize,
        own.member_rank as usize,
        usize::from(own.office),
    ];
    let mut lost = lost;
    lost.iter_mut().zip(more).for_each(|(lost, more)| *lost += more);
    search(board, wish + 1, lost, prune, best);
}

#[test]
fn small_events_are_planned_as_well_as_can_be_on_every_level() {
    const CASES: u64 = 1000;
    let (mut equal, mut worse) = (0, Vec::new());
    for seed in 0..CASES {
        let problem = small(seed);
        let found = Score::of(&plan(&problem, Effort::of(&problem, 1)));
        let best = best(&problem);
        assert!(found >= best, "seed {seed}: nothing is better than the best");
        if found == best {
            equal += 1;
        } else {
            worse.push(format!("seed {seed}: {found:?}\n     best {best:?}"));
        }
    }
    assert!(equal * 100 >= CASES * 99, "{equal} of {CASES} are the best\n{}", worse.join("\n"));
}
