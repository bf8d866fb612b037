//! The board: which wish is met in which slot. It keeps every hard rule at every step, and moves
//! meetings along chains (Kempe 1879, König 1916) so that a full slot is no obstacle.

use super::problem::{Problem, Slots, Wish};

/// No meeting.
const NONE: u32 = u32::MAX;

/// One side of a meeting: a chair of a member, or a buyer.
type Node = usize;

/// Meetings on slots.
#[derive(Clone, Debug)]
pub struct Board<'p> {
    /// What is planned.
    pub problem: &'p Problem,
    slots: usize,
    /// First chair of each member, then the first buyer's node.
    first: Vec<usize>,
    chairs: usize,
    /// Wish by node and slot.
    cells: Vec<u32>,
    /// Slots in which each node has a meeting.
    busy: Vec<Slots>,
    /// Slot and chair of each wish that is met.
    placed: Vec<Option<(usize, Node)>>,
    frozen: Vec<bool>,
    /// Meetings in each slot.
    load: Vec<usize>,
    /// Meetings of each member and each buyer.
    count: Vec<usize>,
}

/// Meetings that change their slot together.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    pub(super) wishes: Vec<u32>,
}

impl<'p> Board<'p> {
    /// A board with the fixed meetings on it.
    pub fn new(problem: &'p Problem) -> Self {
        let slots = problem.slots();
        let mut first = Vec::with_capacity(problem.members.len() + 1);
        let mut chairs = 0;
        for member in &problem.members {
            first.push(chairs);
            chairs += member.seats;
        }
        first.push(chairs);
        let nodes = chairs + problem.buyers.len();
        let mut board = Self {
            problem,
            slots,
            first,
            chairs,
            cells: vec![NONE; nodes * slots],
            busy: vec![0; nodes],
            placed: vec![None; problem.wishes.len()],
            frozen: vec![false; problem.wishes.len()],
            load: vec![0; slots],
            count: vec![0; problem.members.len() + problem.buyers.len()],
        };
        for fixed in &problem.fixed {
            let wish = &problem.wishes[fixed.wish];
            if let Some(chair) = board.free_chair(wish.member, fixed.slot) {
                board.put(fixed.wish, fixed.slot, chair);
                board.frozen[fixed.wish] = true;
            }
        }
        board
    }

    /// The slot of a wish that is met.
    pub fn slot(&self, wish: usize) -> Option<usize> {
        self.placed[wish].map(|(slot, _)| slot)
    }

    /// Keeps a meeting where it is from now on.
    pub(super) fn freeze(&mut self, wish: usize) {
        self.frozen[wish] = true;
    }

    /// Whether a wish stands where it was fixed.
    pub fn is_frozen(&self, wish: usize) -> bool {
        self.frozen[wish]
    }

    /// Meetings in a slot.
    pub fn load(&self, slot: usize) -> usize {
        self.load[slot]
    }

    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Meetings of a member.
    pub fn of_member(&self, member: usize) -> usize {
        self.count[member]
    }

    /// Meetings of a buyer.
    pub fn of_buyer(&self, buyer: usize) -> usize {
        self.count[self.problem.members.len() + buyer]
    }

    /// Slots in which a member has a meeting.
    pub fn busy_member(&self, member: usize) -> Slots {
        (self.first[member]..self.first[member + 1]).fold(0, |all, chair| all | self.busy[chair])
    }

    /// Slots in which a buyer has a meeting.
    pub fn busy_buyer(&self, buyer: usize) -> Slots {
        self.busy[self.chairs + buyer]
    }

    fn set(&mut self, node: Node, slot: usize, wish: u32) {
        self.cells[node * self.slots + slot] = wish;
        let bit = 1 << slot;
        self.busy[node] = if wish == NONE { self.busy[node] & !bit } else { self.busy[node] | bit };
    }

    fn cell(&self, node: Node, slot: usize) -> u32 {
        self.cells[node * self.slots + slot]
    }

    fn wish(&self, wish: usize) -> &'p Wish {
        &self.problem.wishes[wish]
    }

    /// Both sides in one list: members, then buyers.
    pub fn parties(&self, wish: usize) -> (usize, usize) {
        let wish = self.wish(wish);
        (wish.member, self.problem.members.len() + wish.buyer)
    }

    fn buyer_node(&self, wish: usize) -> Node {
        self.chairs + self.wish(wish).buyer
    }

    fn free_chair(&self, member: usize, slot: usize) -> Option<Node> {
        (self.first[member]..self.first[member + 1]).find(|chair| self.cell(*chair, slot) == NONE)
    }

    fn put(&mut self, wish: usize, slot: usize, chair: Node) {
        let buyer = self.buyer_node(wish);
        self.set(chair, slot, wish as u32);
        self.set(buyer, slot, wish as u32);
        self.placed[wish] = Some((slot, chair));
        self.load[slot] += 1;
        let (member, buyer) = self.parties(wish);
        self.count[member] += 1;
        self.count[buyer] += 1;
    }

    /// Takes a meeting away.
    pub fn take(&mut self, wish: usize) {
        let Some((slot, chair)) = self.placed[wish].take() else { return };
        let buyer = self.buyer_node(wish);
        self.set(chair, slot, NONE);
        self.set(buyer, slot, NONE);
        self.load[slot] -= 1;
        let (member, buyer) = self.parties(wish);
        self.count[member] -= 1;
        self.count[buyer] -= 1;
    }

    /// Whether both parties could take one more meeting.
    pub fn has_room(&self, wish: usize) -> bool {
        let wish = self.wish(wish);
        self.of_member(wish.member) < self.problem.members[wish.member].most
            && self.of_buyer(wish.buyer) < self.problem.buyers[wish.buyer].most
    }

    fn allowed(&self, wish: usize, slot: usize) -> bool {
        self.problem.shared(self.wish(wish)) >> slot & 1 == 1
    }

    /// Whether the interpreters of a slot can be shared out among its meetings.
    fn can_speak(&self, slot: usize) -> bool {
        if self.problem.interpreters.is_empty() {
            return true;
        }
        let here = |id: &usize| self.problem.interpreters[*id] >> slot & 1 == 1;
        let needs: Vec<Vec<usize>> = (self.chairs..self.chairs + self.problem.buyers.len())
            .map(|node| self.cell(node, slot))
            .filter(|wish| *wish != NONE)
            .filter_map(|wish| self.wish(wish as usize).interpreters.as_ref())
            .map(|list| list.iter().copied().filter(here).collect())
            .collect();
        super::matching::served(&needs, self.problem.interpreters.len()).is_some()
    }

    fn fits(&self, slot: usize) -> bool {
        self.problem.tables.is_none_or(|tables| self.load[slot] <= tables) && self.can_speak(slot)
    }

    /// Meets a wish in a slot in which both are free, if that keeps all rules.
    pub fn try_put(&mut self, wish: usize, slot: usize) -> bool {
        let buyer = self.buyer_node(wish);
        if !self.allowed(wish, slot) || self.cell(buyer, slot) != NONE {
            return false;
        }
        let Some(chair) = self.free_chair(self.wish(wish).member, slot) else { return false };
        self.put(wish, slot, chair);
        let kept = self.fits(slot);
        if !kept {
            self.take(wish);
        }
        kept
    }

    /// The meetings that change between two slots when this node's does: a path or a circle on which
    /// both slots take turns.
    fn follow(&self, chain: &mut Chain, mut node: Node, mut slot: usize, other: usize) -> bool {
        let mut next = other;
        loop {
            let wish = self.cell(node, slot);
            if wish == NONE {
                return true;
            }
            if chain.wishes.first() == Some(&wish) {
                return true;
            }
            if self.frozen[wish as usize] || !self.allowed(wish as usize, next) {
                return false;
            }
            chain.wishes.push(wish);
            let (_, chair) = self.placed[wish as usize].expect("a meeting on the board is placed");
            let buyer = self.buyer_node(wish as usize);
            node = if node == chair { buyer } else { chair };
            (slot, next) = (next, slot);
        }
    }

    /// Finds the chain that moves a meeting into another slot; says no when one of its meetings may not move.
    pub(super) fn chain(&self, wish: usize, other: usize, chain: &mut Chain) -> bool {
        chain.wishes.clear();
        let Some((slot, chair)) = self.placed[wish] else { return false };
        if slot == other || self.frozen[wish] || !self.allowed(wish, other) {
            return false;
        }
        chain.wishes.push(wish as u32);
        self.follow(chain, chair, other, slot) && {
            // A circle has come back to its first meeting from the other side already.
            let last = *chain.wishes.last().expect("it begins with one") as usize;
            let closed = last != wish && self.buyer_node(last) == self.buyer_node(wish);
            closed || self.follow(chain, self.buyer_node(wish), other, slot)
        }
    }

    /// Moves all meetings of a chain to the other of its two slots; takes it back and says no when a
    /// rule on whole slots would be broken.
    pub(super) fn swap(&mut self, chain: &Chain, one: usize, other: usize) -> bool {
        self.turn(chain, one, other);
        if self.fits(one) && self.fits(other) {
            return true;
        }
        self.turn(chain, one, other);
        false
    }

    /// Moves all meetings of a chain, whatever that breaks.
    pub(super) fn turn(&mut self, chain: &Chain, one: usize, other: usize) {
        let old: Vec<(usize, usize, Node)> = chain
            .wishes
            .iter()
            .map(|wish| {
                let (slot, chair) = self.placed[*wish as usize].expect("placed");
                (*wish as usize, slot, chair)
            })
            .collect();
        for (wish, slot, chair) in &old {
            let buyer = self.buyer_node(*wish);
            self.set(*chair, *slot, NONE);
            self.set(buyer, *slot, NONE);
            self.load[*slot] -= 1;
        }
        for (wish, slot, chair) in old {
            let to = if slot == one { other } else { one };
            let buyer = self.buyer_node(wish);
            self.set(chair, to, wish as u32);
            self.set(buyer, to, wish as u32);
            self.placed[wish] = Some((to, chair));
            self.load[to] += 1;
        }
    }

    /// Meets a wish, moving others along chains where no slot is free for both or the hall is full.
    pub fn insert(&mut self, wish: usize) -> bool {
        let met: usize = self.load.iter().sum();
        if self.problem.tables.is_some_and(|tables| met >= tables * self.slots) {
            return false;
        }
        let shared = self.problem.shared(self.wish(wish));
        let mut slots: Vec<usize> = (0..self.slots).filter(|slot| shared >> slot & 1 == 1).collect();
        slots.sort_by_key(|slot| (self.load[*slot], *slot));
        if slots.iter().any(|slot| self.try_put(wish, *slot)) {
            return true;
        }
        slots.iter().any(|slot| self.squeeze(wish, *slot))
    }

    /// Meets a wish in a slot in which the member is free and something else is in the way.
    fn squeeze(&mut self, wish: usize, slot: usize) -> bool {
        let Some(chair) = self.free_chair(self.wish(wish).member, slot) else { return false };
        let buyer = self.buyer_node(wish);
        let blocking = self.cell(buyer, slot);
        let mut chain = Chain::default();
        if blocking == NONE {
            return self.put_and_settle(wish, slot, chair);
        }
        for other in (0..self.slots).filter(|other| *other != slot) {
            if self.cell(buyer, other) != NONE || !self.chain(blocking as usize, other, &mut chain) {
                continue;
            }
            self.turn(&chain, slot, other);
            // The chain has let the buyer go and never comes back to the free chair: König.
            if self.can_speak(other) && self.put_and_settle(wish, slot, chair) {
                return true;
            }
            self.turn(&chain, slot, other);
        }
        false
    }

    /// Puts a meeting where both are free, then evens out slots with more meetings than tables.
    fn put_and_settle(&mut self, wish: usize, slot: usize, chair: Node) -> bool {
        self.put(wish, slot, chair);
        if self.can_speak(slot) {
            let full: Vec<usize> = (0..self.slots).filter(|slot| self.is_overfull(*slot)).collect();
            if full.is_empty() || (full.len() == 1 && self.relieve(full[0])) {
                return true;
            }
        }
        self.take(wish);
        false
    }

    fn is_overfull(&self, slot: usize) -> bool {
        self.problem.tables.is_some_and(|tables| self.load[slot] > tables)
    }

    /// Moves one meeting more out of a slot than into it.
    fn relieve(&mut self, full: usize) -> bool {
        let mut chain = Chain::default();
        let mut others: Vec<usize> = (0..self.slots).filter(|slot| *slot != full).collect();
        others.sort_by_key(|slot| (self.load[*slot], *slot));
        for other in others {
            let here: Vec<u32> =
                (0..self.chairs).map(|chair| self.cell(chair, full)).filter(|w| *w != NONE).collect();
            for wish in here {
                let found = self.chain(wish as usize, other, &mut chain);
                if found && self.swap(&chain, full, other) {
                    return true;
                }
            }
        }
        false
    }

    /// Wishes that are met, in order.
    pub fn met(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.placed.iter().enumerate().filter_map(|(wish, place)| Some((wish, (*place)?.0)))
    }
}
