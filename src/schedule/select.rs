//! Which wishes to meet, before anyone asks when: a flow of greatest worth through members and buyers
//! (Busacker and Gowen 1960). No plan can be worth more, so it is also the bound that reports show.

use super::problem::{Problem, Wish};

/// Most wishes of an event: a higher number would let sums of one level of worth reach the next.
pub const MOST_WISHES: usize = 1 << 16;

/// Worth of each level, so that no sum of a lower one reaches a higher one: there are at most 2¹⁶ wishes,
/// and ranks go up to 5.
const OFFICE: i128 = 1 << 17;
const MEMBER_RANK: i128 = OFFICE << 17;
const BUYER_RANK: i128 = MEMBER_RANK << 20;
const MUTUAL: i128 = BUYER_RANK << 20;
const LACKING: i128 = MUTUAL << 17;
const SECURED: i128 = LACKING << 17;

/// What a wish is worth by itself.
pub(super) fn worth(wish: &Wish) -> i128 {
    let mutual = if wish.is_mutual() { MUTUAL } else { 0 };
    let office = if wish.office { OFFICE } else { 0 };
    mutual
        + i128::from(wish.buyer_rank) * BUYER_RANK
        + i128::from(wish.member_rank) * MEMBER_RANK
        + office
        + 1
}

/// The best set of wishes when nobody's slots have to fit another's.
pub fn best_set(problem: &Problem) -> Vec<usize> {
    let secured = secured(problem);
    Network::new(problem, &secured).best()
}

/// Members that can have their least number of meetings at the same time; as many as are found.
fn secured(problem: &Problem) -> Vec<bool> {
    let wanted = |member: usize| problem.members[member].least > 0;
    let all: Vec<bool> = (0..problem.members.len()).map(wanted).collect();
    let served = |secured: &[bool]| -> Vec<bool> {
        let mut count = vec![0; problem.members.len()];
        for wish in Network::new(problem, secured).best() {
            count[problem.wishes[wish].member] += 1;
        }
        (0..secured.len())
            .map(|member| wanted(member) && count[member] >= problem.members[member].least)
            .collect()
    };
    let mut secured = served(&all);
    // Those with most wishes come first among those that are left.
    let has = |member: usize| problem.wishes.iter().filter(|wish| wish.member == member).count();
    let mut order: Vec<usize> = (0..all.len()).filter(|member| all[*member] && !secured[*member]).collect();
    order.sort_by_key(|member| (problem.members[*member].least, std::cmp::Reverse(has(*member)), *member));
    for member in order {
        let mut more = secured.clone();
        more[member] = true;
        let found = served(&more);
        if (0..all.len()).all(|member| !more[member] || found[member]) {
            secured = found;
        }
    }
    secured
}

struct Arc {
    to: usize,
    room: usize,
    cost: i128,
}

/// Source, members, buyers, sink.
struct Network {
    arcs: Vec<Arc>,
    /// Arcs out of each node; each is followed by its way back.
    out: Vec<Vec<usize>>,
    /// First arc of each wish.
    wishes: Vec<usize>,
    /// Meetings that slots and tables have room for.
    room: usize,
}

impl Network {
    fn new(problem: &Problem, secured: &[bool]) -> Self {
        let (members, buyers) = (problem.members.len(), problem.buyers.len());
        let sink = members + buyers + 1;
        let mut net = Self { arcs: Vec::new(), out: vec![Vec::new(); sink + 1], wishes: Vec::new(), room: 0 };
        for (index, member) in problem.members.iter().enumerate() {
            let most = member.most.min(member.free.count_ones() as usize * member.seats);
            let least = member.least.min(most);
            net.arc(0, 1 + index, least, if secured[index] { -SECURED } else { -LACKING });
            net.arc(0, 1 + index, most - least, 0);
        }
        for wish in &problem.wishes {
            let can = usize::from(problem.shared(wish) != 0);
            let arc = net.arc(1 + wish.member, 1 + members + wish.buyer, can, -worth(wish));
            net.wishes.push(arc);
        }
        for (index, buyer) in problem.buyers.iter().enumerate() {
            let most = buyer.most.min(buyer.free.count_ones() as usize);
            net.arc(1 + members + index, sink, most, 0);
        }
        net.room = problem.tables.map_or(usize::MAX, |tables| tables * problem.slots());
        net
    }

    fn arc(&mut self, from: usize, to: usize, room: usize, cost: i128) -> usize {
        let arc = self.arcs.len();
        self.arcs.push(Arc { to, room, cost });
        self.arcs.push(Arc { to: from, room: 0, cost: -cost });
        self.out[from].push(arc);
        self.out[to].push(arc + 1);
        arc
    }

    fn best(mut self) -> Vec<usize> {
        while self.room > 0 && self.augment() {
            self.room -= 1;
        }
        (0..self.wishes.len()).filter(|wish| self.arcs[self.wishes[*wish] + 1].room > 0).collect()
    }

    /// Sends one more meeting along the way of greatest worth, if it is worth anything.
    fn augment(&mut self) -> bool {
        let sink = self.out.len() - 1;
        let mut cost = vec![i128::MAX; self.out.len()];
        let mut by = vec![usize::MAX; self.out.len()];
        let mut waiting = std::collections::VecDeque::from([0]);
        let mut is_waiting = vec![false; self.out.len()];
        cost[0] = 0;
        while let Some(node) = waiting.pop_front() {
            is_waiting[node] = false;
            for &arc in &self.out[node] {
                let Arc { to, room, cost: own } = self.arcs[arc];
                if room > 0 && cost[node] + own < cost[to] {
                    cost[to] = cost[node] + own;
                    by[to] = arc;
                    if !std::mem::replace(&mut is_waiting[to], true) {
                        waiting.push_back(to);
                    }
                }
            }
        }
        if cost[sink] >= 0 {
            return false;
        }
        let mut node = sink;
        while node != 0 {
            let arc = by[node];
            self.arcs[arc].room -= 1;
            self.arcs[arc ^ 1].room += 1;
            node = self.arcs[arc ^ 1].to;
        }
        true
    }
}
