//! Plans of meetings, held against their rules by a reader that shares no code with the planner, and
//! against what is known of the best ones.

use fairfolio::schedule::{Board, Effort, Fixed, Party, Problem, Rng, Score, Slots, Wish, best_set, plan};

fn day(first: usize, count: usize) -> Slots {
    ((1 << count) - 1) << first
}

fn wish(member: usize, buyer: usize, ranks: (u32, u32)) -> Wish {
    Wish { member, buyer, buyer_rank: ranks.0, member_rank: ranks.1, office: false, interpreters: None }
}

/// So many meetings that both sides want, nobody in more than there are slots.
fn wanted(members: usize, buyers: usize, meetings: usize, slots: usize, seed: u64) -> Problem {
    let mut rng = Rng::new(seed);
    let (mut of_member, mut of_buyer) = (vec![0; members], vec![0; buyers]);
    let mut wishes: Vec<Wish> = Vec::new();
    for _ in 0..100_000 {
        let (m, b) = (rng.below(members), rng.below(buyers));
        let known = wishes.iter().any(|w| w.member == m && w.buyer == b);
        if wishes.len() < meetings && of_member[m] < slots && of_buyer[b] < slots && !known {
            of_member[m] += 1;
            of_buyer[b] += 1;
            wishes.push(wish(m, b, (3, 3)));
        }
    }
    let party = Party { free: day(0, slots), seats: 1, least: 0, most: slots };
    Problem {
        members: vec![party.clone(); members],
        buyers: vec![party; buyers],
        days: vec![day(0, slots)],
        wishes,
        ..Problem::default()
    }
}

/// Every hard rule that a board breaks, in words.
fn broken(problem: &Problem, board: &Board<'_>) -> Vec<String> {
    let meetings: Vec<(usize, usize)> =
        (0..problem.wishes.len()).filter_map(|wish| Some((wish, board.slot(wish)?))).collect();
    let mut faults = Vec::new();
    let at =
        |slot: usize| meetings.iter().filter(move |(_, own)| *own == slot).map(|(w, _)| &problem.wishes[*w]);
    for slot in 0..problem.slots() {
        let here: Vec<&Wish> = at(slot).collect();
        for (index, party) in problem.members.iter().enumerate() {
            let count = here.iter().filter(|w| w.member == index).count();
            if count > party.seats || (count > 0 && party.free >> slot & 1 == 0) {
                faults.push(format!("member {index} has {count} in slot {slot}"));
            }
        }
        for (index, party) in problem.buyers.iter().enumerate() {
            let count = here.iter().filter(|w| w.buyer == index).count();
            if count > 1 || (count > 0 && party.free >> slot & 1 == 0) {
                faults.push(format!("buyer {index} has {count} in slot {slot}"));
            }
        }
        if problem.tables.is_some_and(|tables| here.len() > tables) {
            faults.push(format!("{} meetings in slot {slot}", here.len()));
        }
        let free: Vec<usize> =
            (0..problem.interpreters.len()).filter(|i| problem.interpreters[*i] >> slot & 1 == 1).collect();
        let needs: Vec<&Vec<usize>> = here.iter().filter_map(|w| w.interpreters.as_ref()).collect();
        // Hall 1935: any set of needs must have as many interpreters between them.
        for set in 1_usize..1 << needs.len() {
            let chosen = (0..needs.len()).filter(|n| set >> n & 1 == 1);
            let helpers = free.iter().filter(|i| chosen.clone().any(|n| needs[n].contains(i))).count();
            if helpers < set.count_ones() as usize {
                faults.push(format!("too few interpreters in slot {slot}"));
            }
        }
    }
    let count = |is: &dyn Fn(&Wish) -> bool| meetings.iter().filter(|(w, _)| is(&problem.wishes[*w])).count();
    for (index, party) in problem.members.iter().enumerate() {
        if count(&|w| w.member == index) > party.most {
            faults.push(format!("member {index} has more than it can"));
        }
    }
    for (index, party) in problem.buyers.iter().enumerate() {
        if count(&|w| w.buyer == index) > party.most {
            faults.push(format!("buyer {index} has more than it can"));
        }
    }
    let moved = problem.fixed.iter().filter(|fixed| board.slot(fixed.wish) != Some(fixed.slot));
    faults.extend(moved.map(|fixed| format!("meeting {} was moved", fixed.wish)));
    faults
}

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

/// 125 members and 200 buyers on two days: some come late, leave early or are away in between.
fn fair(seed: u64) -> Problem {
    let mut rng = Rng::new(seed);
    let all = day(0, 24);
    let party = |rng: &mut Rng, least: usize, most: usize| {
        let away = match rng.below(5) {
            0 => day(0, 12),
            1 => day(16, 8),
            2 => day(rng.below(20), 4),
            _ => 0,
        };
        Party { free: all & !away, seats: 1, least, most }
    };
    let members = (0..125).map(|_| party(&mut rng, 5, 24)).collect();
    let buyers = (0..200).map(|_| party(&mut rng, 0, 8)).collect();
    let mut wishes: Vec<Wish> = Vec::new();
    while wishes.len() < 1500 {
        let (m, b) = (rng.below(125), rng.below(200));
        let buyer_rank = rng.below(6) as u32;
        let member_rank = if buyer_rank == 0 { 1 + rng.below(5) as u32 } else { rng.below(6) as u32 };
        if !wishes.iter().any(|w| w.member == m && w.buyer == b) {
            wishes.push(wish(m, b, (buyer_rank, member_rank)));
        }
    }
    Problem {
        members,
        buyers,
        days: vec![day(0, 12), day(12, 12)],
        tables: Some(45),
        wishes,
        ..Problem::default()
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
