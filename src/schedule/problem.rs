//! What is to be planned, as numbers: who may meet whom, when, and how much it is wanted. Handles and
//! places in files stay outside; here a party is its place in a list.

/// Slots as bits; the first slot is the lowest bit.
pub type Slots = u128;

/// Most slots of an event.
pub const MOST_SLOTS: usize = 128;

/// A wish that two parties meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Index of the member.
    pub member: usize,
    /// Index of the buyer.
    pub buyer: usize,
    /// Rank from 1 to 5 that the buyer gave; 0 when it did not ask.
    pub buyer_rank: u32,
    /// The same of the member.
    pub member_rank: u32,
    /// Whether the office added it.
    pub office: bool,
    /// Interpreters that could serve, by index; none when no one is needed.
    pub interpreters: Option<Vec<usize>>,
}

impl Wish {
    /// Whether both asked.
    pub fn is_mutual(&self) -> bool {
        self.buyer_rank > 0 && self.member_rank > 0
    }
}

/// A member or a buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Slots in which it can meet.
    pub free: Slots,
    /// Meetings at once; 1 for a buyer.
    pub seats: usize,
    /// Fewest meetings that it should have.
    pub least: usize,
    /// Most meetings that it can have.
    pub most: usize,
}

/// A meeting that must stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Index of the wish.
    pub wish: usize,
    /// Its slot.
    pub slot: usize,
}

/// Everything that a plan is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// Members in the order of ids.
    pub members: Vec<Party>,
    /// Buyers in the order of ids.
    pub buyers: Vec<Party>,
    /// Slots of each day, in order; together all slots.
    pub days: Vec<Slots>,
    /// Meetings at once in the hall; `None` where each member or each buyer has a table of its own.
    pub tables: Option<usize>,
    /// At most one wish for each member and buyer; vetoes are left out.
    pub wishes: Vec<Wish>,
    /// Slots in which each interpreter is there.
    pub interpreters: Vec<Slots>,
    /// Meetings that stay.
    pub fixed: Vec<Fixed>,
    /// Meetings of the plan that was there, which stay unless more can be met without them.
    pub before: Vec<Fixed>,
}

impl Problem {
    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.days.iter().fold(0, |all, day| all.max(MOST_SLOTS - day.leading_zeros() as usize))
    }

    /// Slots in which both parties of a wish can be.
    pub fn shared(&self, wish: &Wish) -> Slots {
        self.members[wish.member].free & self.buyers[wish.buyer].free
    }
}
