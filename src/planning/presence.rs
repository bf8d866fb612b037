//! When each party is there and how often it can meet: absences, blocks, arrivals, seats, tables, and ways
//! between factories, as bits of slots.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::question::Question;
use crate::model::field::{At, Field};
use crate::model::meeting::{Attendance, Meetings, Mode, Slot};
use crate::model::member::Member;
use crate::schedule::{MOST_SLOTS, Party, Slots};

impl Question<'_> {
    pub(super) fn days(&self) -> Vec<Slots> {
        let mut days: BTreeMap<Date, Slots> = BTreeMap::new();
        for (index, slot) in self.slots.iter().enumerate() {
            let date = slot.start.get().map(|start| start.date()).unwrap_or_default();
            *days.entry(date).or_default() |= 1 << index;
        }
        days.into_values().collect()
    }

    /// Slots without those of absences and blocks.
    pub(super) fn free(&self, away: &[(Field<DateTime>, Field<DateTime>)], names: &[String]) -> Slots {
        let absent =
            self.frame.unavailable.iter().filter(|own| names.iter().any(|name| name == own.who.str()));
        let mut closed: Vec<(DateTime, DateTime)> =
            absent.filter_map(|own| Some((*own.from.get()?, *own.to.get()?))).collect();
        closed.extend(away.iter().filter_map(|(from, to)| Some((*from.get()?, *to.get()?))));
        let invited = |who: &[At<String>]| {
            who.is_empty() || who.iter().any(|at| at.value == "*" || names.contains(&at.value))
        };
        let blocks = self.frame.blocks.iter().filter(|block| invited(&block.who));
        closed.extend(blocks.filter_map(|block| Some((*block.start.get()?, *block.end.get()?))));
        let is_free = |slot: &Slot| {
            times(slot)
                .is_some_and(|(start, end)| closed.iter().all(|(from, to)| end <= *from || *to <= start))
        };
        bits(self.slots.iter().map(|slot| is_free(slot)))
    }

    pub(super) fn member_party(&self, member: &Member) -> Party {
        let id = member.id.as_str();
        let seats: u32 =
            self.frame.seats.iter().filter(|s| s.member.str() == id).map(|s| s.parallel.or(1)).sum();
        let policy = self.project.consortium.as_ref().map_or(10, |c| c.policy.min_meetings_per_member);
        let mut free = self.free(&[], &[format!("member:{id}")]);
        if self.frame.mode.get() == Some(&Mode::FactoryVisits) {
            free &= self.far_apart();
        }
        let seats = (seats.max(1)) as usize;
        let least = self.frame.minimum.or(policy) as usize;
        Party { free, seats, least, most: free.count_ones() as usize * seats }
    }

    pub(super) fn buyer_party(&self, own: &Attendance) -> Party {
        let mut free = self.free(&[], &[format!("buyer:{}", own.id.str())]);
        let here = |slot: &Slot| {
            times(slot).is_some_and(|(start, end)| {
                own.arrives.get().is_none_or(|at| *at <= start)
                    && own.leaves.get().is_none_or(|at| end <= *at)
            })
        };
        free &= bits(self.slots.iter().map(|slot| here(slot)));
        let most = own.max.get().map_or(MOST_SLOTS, |most| *most as usize);
        Party { free, seats: 1, least: 0, most: most.min(free.count_ones() as usize) }
    }

    /// Meetings at once; a firm at its own table needs no other.
    pub(super) fn tables(&self) -> Option<usize> {
        match self.frame.mode.get() {
            Some(Mode::BuyerTables | Mode::Free) => Some(self.frame.tables.len()),
            Some(Mode::Rounds) if !self.frame.tables.is_empty() => Some(self.frame.tables.len()),
            _ => None,
        }
    }

    /// Slots between which there is time for the longest visit and the longest way, chosen from the first one
    /// on: whoever is at any factory in one of them can be at any other in the next.
    fn far_apart(&self) -> Slots {
        let way = self.frame.travel.iter().map(|(.., minutes)| minutes.or(0)).max().unwrap_or(0);
        let stay = self.frame.visits.iter().map(|(_, minutes)| minutes.or(0)).max().unwrap_or(0);
        let minutes = |n: u32| jiff::Span::new().minutes(i64::from(n));
        let mut reached: Option<DateTime> = None;
        bits(self.slots.iter().map(|slot| {
            let Some((start, end)) = times(slot) else { return false };
            let in_time = reached.is_none_or(|reached| reached <= start);
            if in_time {
                let leaves = end.max(start.saturating_add(minutes(stay)));
                reached = Some(leaves.saturating_add(minutes(way)));
            }
            in_time
        }))
    }
}

/// Begin and end of a slot that has both.
pub(super) fn times(slot: &Slot) -> Option<(DateTime, DateTime)> {
    Some((*slot.start.get()?, *slot.end.get()?))
}

fn bits(flags: impl Iterator<Item = bool>) -> Slots {
    flags.enumerate().fold(0, |all, (index, flag)| all | Slots::from(flag) << index)
}

pub(super) fn slots(frame: &Meetings) -> Vec<&Slot> {
    let whole = |slot: &&Slot| slot.id.get().is_some() && times(slot).is_some();
    let mut slots: Vec<&Slot> = frame.slots.iter().filter(whole).collect();
    slots.sort_by_key(|slot| times(slot));
    slots
}
