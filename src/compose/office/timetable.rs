//! The slots of an occasion by day, with the meetings of each found once.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::compose::handouts::Occasion;
use crate::model::meeting::Meeting;

/// A slot with its times.
#[derive(Clone, Copy)]
pub(super) struct Time<'a> {
    /// Handle.
    pub id: &'a str,
    /// Begins.
    pub start: DateTime,
    /// Ends.
    pub end: DateTime,
}

/// Slots and meetings.
pub(super) struct Timetable<'a> {
    /// Slots of each day in the order of time.
    pub days: BTreeMap<Date, Vec<Time<'a>>>,
    meetings: BTreeMap<&'a str, Vec<&'a Meeting>>,
}

impl<'a> Timetable<'a> {
    /// Slots without times are findings elsewhere and left out.
    pub(super) fn new(occasion: Occasion<'a>) -> Self {
        let mut days: BTreeMap<Date, Vec<Time<'a>>> = BTreeMap::new();
        for slot in &occasion.frame.slots {
            if let (Some(id), Some(start), Some(end)) = (slot.id.get(), slot.start.get(), slot.end.get()) {
                days.entry(start.date()).or_default().push(Time { id, start: *start, end: *end });
            }
        }
        days.values_mut().for_each(|day| day.sort_by_key(|time| (time.start, time.id)));
        let mut meetings: BTreeMap<&str, Vec<&Meeting>> = BTreeMap::new();
        for meeting in &occasion.plan.meetings {
            meetings.entry(meeting.slot.str()).or_default().push(meeting);
        }
        Self { days, meetings }
    }

    /// Meetings of a slot, in the order of the plan.
    pub(super) fn meetings(&self, slot: &str) -> &[&'a Meeting] {
        self.meetings.get(slot).map_or(&[], Vec::as_slice)
    }
}
