//! Events of any size from a seed, and a reader of plans that shares no code with the planner: for the
//! tests and for the benchmark.

use fairfolio::schedule::{Board, Party, Problem, Rng, Slots, Wish};

/// Slots from one on, so many.
pub(crate) fn day(first: usize, count: usize) -> Slots {
    ((1 << count) - 1) << first
}

/// A wish with the ranks of the buyer and of the member.
pub(crate) fn wish(member: usize, buyer: usize, ranks: (u32, u32)) -> Wish {
    Wish { member, buyer, buyer_rank: ranks.0, member_rank: ranks.1, office: false, interpreters: None }
}

/// So many meetings that both sides want, nobody in more than there are slots.
pub(crate) fn wanted(members: usize, buyers: usize, meetings: usize, slots: usize, seed: u64) -> Problem {
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
pub(crate) fn broken(problem: &Problem, board: &Board<'_>) -> Vec<String> {
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

/// 125 members and 200 buyers on two days: some come late, leave early or are away in between.
pub(crate) fn fair(seed: u64) -> Problem {
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
