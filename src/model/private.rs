//! The firewall. A value that is not for everybody sits in a [`Private`], which cannot be printed,
//! compared or serialised; the one way in is [`Private::for_audience`].

use std::collections::BTreeSet;

use super::ids::{BuyerId, MemberId};
use crate::choice;

choice! {
    /// A level as a record's `visibility` names it; `public` is none, for a record only closes.
    LevelWord { Buyer = "buyer", Member = "member", Office = "office" }
}

impl From<LevelWord> for Level {
    fn from(word: LevelWord) -> Self {
        match word {
            LevelWord::Buyer => Self::Buyer,
            LevelWord::Member => Self::Member,
            LevelWord::Office => Self::Office,
        }
    }
}

/// Who may see a value, from everybody to the office alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everybody.
    Public,
    /// Buyers that meet the member whose value it is.
    Buyer,
    /// The member whose value it is; of a buyer's value: the members it meets.
    Member,
    /// The consortium's office.
    Office,
}

/// Whose value it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A member firm.
    Member(MemberId),
    /// A buyer.
    Buyer(BuyerId),
    /// The consortium itself.
    Consortium,
}

/// For whom something is composed, with the relations that decide what it may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The website and the brochure.
    Public,
    /// One buyer's dossier.
    Buyer {
        /// The buyer.
        id: BuyerId,
        /// The members it meets.
        meets: BTreeSet<MemberId>,
    },
    /// One member's dossier.
    Member {
        /// The member.
        id: MemberId,
        /// The buyers it meets.
        meets: BTreeSet<BuyerId>,
    },
    /// The office's own sheets.
    Office,
}

/// A value with the audience it is for.
#[derive(Clone)]
pub struct Private<T> {
    level: Level,
    owner: Owner,
    value: T,
}

impl<T> Private<T> {
    /// Locks a value in.
    pub fn new(level: Level, owner: Owner, value: T) -> Self {
        Self { level, owner, value }
    }

    /// The value, if this audience may see it.
    pub fn for_audience(&self, audience: &Audience) -> Option<&T> {
        self.admits(audience).then_some(&self.value)
    }

    /// Raises the level; a lower one is ignored, because a record may only make a value more private.
    pub fn raise(&mut self, level: Level) {
        self.level = self.level.max(level);
    }

    /// How private the value is; the level itself is no secret.
    pub fn level(&self) -> Level {
        self.level
    }

    fn admits(&self, audience: &Audience) -> bool {
        match (audience, self.level, &self.owner) {
            (Audience::Office, _, _) | (_, Level::Public, _) => true,
            (Audience::Buyer { id, .. }, _, Owner::Buyer(owner)) => id == owner,
            (Audience::Buyer { meets, .. }, Level::Buyer, Owner::Member(owner)) => meets.contains(owner),
            (Audience::Member { id, .. }, Level::Buyer | Level::Member, Owner::Member(owner)) => id == owner,
            (Audience::Member { meets, .. }, Level::Buyer | Level::Member, Owner::Buyer(owner)) => {
                meets.contains(owner)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buyer(meets: &[&str]) -> Audience {
        let meets = meets.iter().map(|id| MemberId::new(*id)).collect();
        Audience::Buyer { id: BuyerId::new("b1"), meets }
    }

    fn member(id: &str, meets: &[&str]) -> Audience {
        let meets = meets.iter().map(|id| BuyerId::new(*id)).collect();
        Audience::Member { id: MemberId::new(id), meets }
    }

    #[test]
    fn a_capacity_is_seen_by_buyers_that_meet_the_member_by_itself_and_by_the_office() {
        let capacity = Private::new(Level::Buyer, Owner::Member(MemberId::new("m1")), 7);
        assert!(capacity.for_audience(&Audience::Public).is_none());
        assert!(capacity.for_audience(&buyer(&["m2"])).is_none());
        assert!(capacity.for_audience(&member("m2", &[])).is_none());
        for allowed in [buyer(&["m1"]), member("m1", &[]), Audience::Office] {
            assert_eq!(capacity.for_audience(&allowed), Some(&7));
        }
    }

    #[test]
    fn a_buyers_profile_is_seen_by_the_members_it_meets_only_when_it_consents() {
        let owner = || Owner::Buyer(BuyerId::new("b1"));
        let consented = Private::new(Level::Member, owner(), 7);
        assert!(consented.for_audience(&member("m1", &["b1"])).is_some());
        assert!(consented.for_audience(&member("m1", &["b2"])).is_none());
        assert!(consented.for_audience(&buyer(&["m1"])).is_some(), "its own");
        let kept = Private::new(Level::Office, owner(), 7);
        assert!(kept.for_audience(&member("m1", &["b1"])).is_none());
        assert!(kept.for_audience(&Audience::Public).is_none());
    }

    #[test]
    fn a_level_can_only_be_raised() {
        let mut value = Private::new(Level::Member, Owner::Consortium, 7);
        value.raise(Level::Public);
        assert_eq!(value.level(), Level::Member);
    }
}
