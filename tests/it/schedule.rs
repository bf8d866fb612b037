//! Plans of meetings, held against their rules by a reader that shares no code with the planner, and
//! against what is known of the best ones.

use fairfolio::schedule::{Board, Effort, Fixed, Rng, Score, Wish, best_set, plan};

use events::{broken, day, fair, wanted};

#[path = "../../benches/meetings/events.rs"]
mod events;

#[test]
fn without_limits_the_fewest_slots_and_tables_are_enough() {
    let mut looked_at = 0;
    for seed in 0..1000 {
        let mut rng = Rng::new(seed + 77);
        let (members, buyers) = (2 + rng.below(20), 2 + rng.below(30));
        let mut problem = wanted(members, buyers, 1 + rng.below(members * buyers), 60, seed);
        let degree = |of: &dyn Fn(&Wish) -> bool| problem.wishes.iter().filter(|w| of(w)).count();
        let delta = (0..members).map(|m| degree(&|w| w.member == m)).max();
        let delta = delta.max((0..buyers).map(|b| degree(&|w| w.buyer == b)).max()).expect("somebody");
        let tables = 1 + rng.below(members.min(buyers) + 3);
        let slots = delta.max(problem.wishes.len().div_ceil(tables));
        if slots > 120 {
            continue;
        }
        problem.days = vec![day(0, slots)];
        problem.tables = Some(tables);
        for party in problem.members.iter_mut().chain(&mut problem.buyers) {
            (party.free, party.most) = (day(0, slots), slots);
        }
        let mut board = Board::new(&problem);
        let all = (0..problem.wishes.len()).all(|wish| board.insert(wish));
        assert!(all, "seed {seed}: {members} × {buyers} in {slots} slots at {tables} tables");
        assert_eq!(broken(&problem, &board), Vec::<String>::new(), "seed {seed}");
        looked_at += 1;
    }
    assert!(looked_at > 900, "{looked_at}");
}

#[test]
fn a_full_day_has_hardly_a_wait() {
    for (members, meetings, most) in [(12, 120, 0), (26, 260, 5)] {
        for seed in 0..5 {
            let problem = wanted(members, 29, meetings, 12, seed);
            let board = plan(&problem, Effort::of(&problem, 1));
            let score = Score::of(&board);
            assert_eq!(broken(&problem, &board), Vec::<String>::new(), "{members} × 29, seed {seed}");
            assert_eq!(
                (score.mutual_unmet, board.met().count()),
                (0, meetings),
                "{members} × 29, seed {seed}"
            );
            assert!(score.gaps <= most && score.longest_gap <= 1, "{members} × 29, seed {seed}: {score:?}");
        }
    }
}

#[test]
fn at_a_large_fair_nearly_all_that_can_be_met_is_met() {
    for seed in 0..3 {
        let problem = fair(seed);
        let board = plan(&problem, Effort::of(&problem, 1));
        assert_eq!(broken(&problem, &board), Vec::<String>::new(), "seed {seed}");
        let bound = best_set(&problem).iter().filter(|wish| problem.wishes[**wish].is_mutual()).count();
        let met = board.met().filter(|(wish, _)| problem.wishes[*wish].is_mutual()).count();
        assert!(board.met().count() >= 900 && met * 100 >= bound * 97, "seed {seed}: {met} of {bound}");
    }
}

#[test]
fn the_same_seed_gives_the_same_plan_and_published_meetings_stay() {
    let mut problem = wanted(12, 20, 90, 10, 4);
    let first: Vec<_> = plan(&problem, Effort::of(&problem, 7)).met().collect();
    assert_eq!(plan(&problem, Effort::of(&problem, 7)).met().collect::<Vec<_>>(), first);
    assert_ne!(plan(&problem, Effort::of(&problem, 8)).met().collect::<Vec<_>>(), first);
    problem.fixed = first.iter().take(30).map(|(wish, slot)| Fixed { wish: *wish, slot: *slot }).collect();
    let again = plan(&problem, Effort::of(&problem, 8));
    assert_eq!(broken(&problem, &again), Vec::<String>::new());
    assert_eq!(again.met().count(), 90);
}

#[test]
fn interpreters_are_in_one_meeting_at_a_time() {
    for seed in 0..20 {
        let mut problem = wanted(6, 10, 30, 8, seed);
        problem.interpreters = vec![day(0, 8), day(0, 5), day(3, 5)];
        for (index, wish) in problem.wishes.iter_mut().enumerate() {
            wish.interpreters = match index % 3 {
                0 => Some(vec![0, 1]),
                1 if index % 2 == 0 => Some(vec![1, 2]),
                _ => None,
            };
        }
        let board = plan(&problem, Effort::of(&problem, 1));
        assert_eq!(broken(&problem, &board), Vec::<String>::new(), "seed {seed}");
        assert!(board.met().count() >= 28, "seed {seed}: {}", board.met().count());
    }
}

#[test]
fn equal_wishes_go_where_buyers_count_for_less() {
    // Ten buyers would as gladly meet any of ten firms, each has time for four; no two buyers weigh the same.
    let mut problem = wanted(10, 10, 100, 12, 1);
    for wish in &mut problem.wishes {
        (wish.buyer_rank, wish.member_rank) = (1 + wish.buyer as u32 % 5, 0);
    }
    problem.buyers.iter_mut().for_each(|buyer| buyer.most = 4);
    let board = plan(&problem, Effort::of(&problem, 1));
    let mut weights = [0; 10];
    for (wish, _) in board.met() {
        weights[problem.wishes[wish].member] += problem.wishes[wish].buyer_rank;
    }
    assert_eq!((board.met().count(), weights.iter().sum::<u32>()), (40, 120));
    let (least, most) = (weights.iter().min(), weights.iter().max());
    assert!(most <= least.map(|own| own + 5).as_ref(), "{weights:?}");
}
