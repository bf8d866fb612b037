//! How good a plan is: the objectives in their order, each strictly before the next.

use super::board::Board;
use super::problem::{Problem, Slots};

/// Values of all objectives; the smaller is better, level by level.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score {
    /// Members with fewer meetings than they should have.
    pub below_minimum: usize,
    /// Meetings that they lack together.
    pub deficit: usize,
    /// Wishes of both sides that are not met.
    pub mutual_unmet: usize,
    /// Ranks of buyers' wishes that are not met, added up.
    pub buyer_ranks_unmet: usize,
    /// The same of members.
    pub member_ranks_unmet: usize,
    /// Additions of the office that are not met.
    pub office_unmet: usize,
    /// Longest wait of anybody between two meetings of a day, in slots.
    pub longest_gap: usize,
    /// All waits together, in slots.
    pub gaps: usize,
    /// How unevenly the first and last slots of days fall on members: their counts, squared and added up.
    pub unfair: usize,
    /// How unevenly the ranks that buyers gave fall on members: their sums, squared and added up.
    pub unfair_weight: usize,
}

impl Score {
    /// The score of a board.
    pub fn of(board: &Board<'_>) -> Self {
        let problem = board.problem;
        let mut score = Self::default();
        for (index, member) in problem.members.iter().enumerate() {
            let lacks = member.least.saturating_sub(board.of_member(index));
            score.below_minimum += usize::from(lacks > 0);
            score.deficit += lacks;
            let edge = (board.busy_member(index) & edges(problem)).count_ones() as usize;
            score.unfair += edge * edge;
            score.wait(problem, board.busy_member(index), member.free);
        }
        for (index, buyer) in problem.buyers.iter().enumerate() {
            score.wait(problem, board.busy_buyer(index), buyer.free);
        }
        for (index, wish) in problem.wishes.iter().enumerate() {
            if board.slot(index).is_none() {
                score.mutual_unmet += usize::from(wish.is_mutual());
                score.buyer_ranks_unmet += wish.buyer_rank as usize;
                score.member_ranks_unmet += wish.member_rank as usize;
                score.office_unmet += usize::from(wish.office);
            }
        }
        score.unfair_weight = weights(board).iter().map(|sum| sum * sum).sum();
        score
    }

    /// The levels that say which wishes are met, without when.
    pub fn of_wishes(&self) -> [usize; 6] {
        [
            self.below_minimum,
            self.deficit,
            self.mutual_unmet,
            self.buyer_ranks_unmet,
            self.member_ranks_unmet,
            self.office_unmet,
        ]
    }

    fn wait(&mut self, problem: &Problem, busy: Slots, free: Slots) {
        for day in &problem.days {
            let (longest, all) = gaps(busy & day, free & day);
            self.longest_gap = self.longest_gap.max(longest);
            self.gaps += all;
        }
    }
}

/// Ranks that buyers gave to the meetings of each member, added up.
pub(super) fn weights(board: &Board<'_>) -> Vec<usize> {
    let mut sums = vec![0; board.problem.members.len()];
    for (wish, _) in board.met() {
        let wish = &board.problem.wishes[wish];
        sums[wish.member] += wish.buyer_rank as usize;
    }
    sums
}

/// The first and the last slot of each day, which nobody likes.
pub(super) fn edges(problem: &Problem) -> Slots {
    problem.days.iter().fold(0, |all, day| match day {
        0 => all,
        day => all | 1 << day.trailing_zeros() | 1 << (Slots::BITS - 1 - day.leading_zeros()),
    })
}

/// Longest wait and all waits of a day: slots between two meetings in which the party was free.
pub fn gaps(busy: Slots, free: Slots) -> (usize, usize) {
    if busy == 0 {
        return (0, 0);
    }
    let (first, last) = (busy.trailing_zeros(), Slots::BITS - 1 - busy.leading_zeros());
    let inside = (Slots::MAX >> (Slots::BITS - 1 - last)) & (Slots::MAX << first);
    let mut waits = inside & free & !busy;
    let all = waits.count_ones() as usize;
    let mut longest = 0;
    while waits != 0 {
        waits &= waits << 1;
        longest += 1;
    }
    (longest, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_lies_between_two_meetings_and_counts_only_where_one_was_free() {
        let all = 0b1111_1111;
        assert_eq!(gaps(0, all), (0, 0));
        assert_eq!(gaps(0b0001_1100, all), (0, 0), "before the first and after the last nobody waits");
        assert_eq!(gaps(0b1001_0101, all), (2, 4));
        assert_eq!(gaps(0b1000_0001, all), (6, 6));
        assert_eq!(gaps(0b1000_0001, 0b1100_0111), (2, 3), "who is away does not wait");
        assert_eq!(gaps(1 << 127 | 1 << 125, Slots::MAX), (1, 1));
    }

    #[test]
    fn the_edges_are_the_first_and_last_slot_of_each_day() {
        let problem = Problem { days: vec![0b1111, 0b111_0000, 0], ..Problem::default() };
        assert_eq!(edges(&problem), 0b101_1001);
    }
}
