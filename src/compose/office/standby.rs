//! Stand-by: who could meet in a slot if somebody does not come. A pair is on the list when one asked for
//! the other, the plan has no meeting of the two, neither refused, and both are free and there.

use std::collections::{BTreeMap, BTreeSet};

use super::timetable::{Time, Timetable};
use crate::compose::handouts::Occasion;
use crate::model::buyer::BuyerStatus;
use crate::model::meeting::{Attendance, Meetings};

/// A pair that could meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    /// Who walks up.
    pub buyer: &'a str,
    /// Who sits there.
    pub member: &'a str,
    /// The greater of the ranks with which they asked for each other, 1 to 5.
    pub rank: u32,
}

/// Wishes that no slot meets.
pub(super) struct Standby<'a> {
    frame: &'a Meetings,
    unmet: Vec<Pair<'a>>,
    attends: BTreeMap<&'a str, &'a Attendance>,
    load: BTreeMap<&'a str, u32>,
    seats: BTreeMap<&'a str, usize>,
}

impl<'a> Standby<'a> {
    /// Unmet wishes, the strongest first.
    pub(super) fn new(occasion: Occasion<'a>) -> Self {
        let (frame, plan) = (occasion.frame, occasion.plan);
        let met: BTreeSet<(&str, &str)> =
            plan.meetings.iter().map(|m| (m.buyer.str(), m.member.str())).collect();
        let mut wishes: BTreeMap<(&str, &str), (u32, bool)> = BTreeMap::new();
        for request in &frame.requests {
            let rank = request.rank.or(0);
            let wish = wishes.entry((request.buyer.str(), request.member.str())).or_default();
            *wish = (wish.0.max(rank), wish.1 || rank == 0);
        }
        let open = wishes.into_iter().filter(|(pair, (_, refused))| !refused && !met.contains(pair));
        let mut unmet: Vec<Pair<'a>> =
            open.map(|((buyer, member), (rank, _))| Pair { buyer, member, rank }).collect();
        unmet.sort_by_key(|pair| (std::cmp::Reverse(pair.rank), pair.buyer, pair.member));
        let mut load = BTreeMap::new();
        plan.meetings.iter().for_each(|m| *load.entry(m.buyer.str()).or_default() += 1);
        let mut seats = BTreeMap::new();
        for seat in &frame.seats {
            *seats.entry(seat.member.str()).or_default() += seat.parallel.or(1) as usize;
        }
        let attends = frame.buyers.iter().map(|a| (a.id.str(), a)).collect();
        Self { frame, unmet, attends, load, seats }
    }

    /// Pairs that could meet in a slot.
    pub(super) fn of(&self, slot: Time<'a>, timetable: &Timetable<'a>) -> Vec<Pair<'a>> {
        let now = timetable.meetings(slot.id);
        let busy: BTreeSet<&str> = now.iter().map(|m| m.buyer.str()).collect();
        let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
        now.iter().for_each(|m| *taken.entry(m.member.str()).or_default() += 1);
        let away = self.away(slot);
        let free = |pair: &&Pair<'a>| {
            let seats = self.seats.get(pair.member).copied().unwrap_or(1);
            !busy.contains(pair.buyer)
                && taken.get(pair.member).copied().unwrap_or(0) < seats
                && !away.contains(&("buyer", pair.buyer))
                && !away.contains(&("member", pair.member))
                && self.comes(pair.buyer, slot)
        };
        self.unmet.iter().filter(free).copied().collect()
    }

    /// Whether a buyer is there in a slot and wants another meeting.
    fn comes(&self, buyer: &str, slot: Time<'_>) -> bool {
        let Some(own) = self.attends.get(buyer) else { return true };
        own.status.get() != Some(&BuyerStatus::Cancelled)
            && own.arrives.get().is_none_or(|at| *at <= slot.start)
            && own.leaves.get().is_none_or(|at| *at >= slot.end)
            && own.max.get().is_none_or(|max| self.load.get(buyer).copied().unwrap_or(0) < *max)
    }

    /// Who is absent in a part of the slot, or has something else then.
    fn away(&self, slot: Time<'_>) -> BTreeSet<(&'a str, &'a str)> {
        let absences = self.frame.unavailable.iter().filter_map(|absence| {
            let meets = *absence.from.get()? < slot.end && *absence.to.get()? > slot.start;
            absence.who.str().split_once(':').filter(|_| meets)
        });
        let blocks = self.frame.blocks.iter().flat_map(|block| {
            let meets = |(from, to): (&jiff::civil::DateTime, &jiff::civil::DateTime)| {
                *from < slot.end && *to > slot.start
            };
            let now = block.start.get().zip(block.end.get()).is_some_and(meets);
            block.who.iter().filter(move |_| now).filter_map(|at| at.value.split_once(':'))
        });
        absences.chain(blocks).collect()
    }
}
