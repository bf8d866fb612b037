//! # An event's dates do not fit together
//!
//! Buyers put an event into their calendars from what stands here. It ends on or after the day it begins, its
//! programme and its slots for meetings lie between the two days, and its time zone is one that calendars
//! know: a region and a city, not a shift of hours.
//!
//! ```toml
//! timezone = "CET"               # wrong: does not say when the clocks change where
//! timezone = "Europe/Berlin"     # right
//! ```

use jiff::civil::{Date, DateTime};

use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::event::Event;
use crate::model::field::{At, Field};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for event in &project.events {
        zone(event, report);
        let (Some(start), Some(end)) = (event.start.at(), event.end.at()) else { continue };
        if end.value < start.value {
            let message = format!("event `{}` ends on {}, before it begins", event.id, end.value);
            report(Diagnostic::at(&codes::EVENT_DATES, end.span, message).hint("correct `start` or `end`"));
            continue;
        }
        let days = (start.value, end.value);
        for entry in &event.programme {
            if let (Some(from), Some(to)) = (entry.start.at(), entry.end.at())
                && to.value <= from.value
            {
                let message = format!("a programme entry of event `{}` ends before it begins", event.id);
                report(
                    Diagnostic::at(&codes::EVENT_DATES, to.span, message)
                        .hint("correct its `start` or `end`"),
                );
                continue;
            }
            let what = format!("a programme entry of event `{}`", event.id);
            inside([&entry.start, &entry.end], &what, days, report);
        }
        for frame in project.meetings.iter().filter(|frame| frame.event == event.id) {
            for slot in &frame.slots {
                let what = format!("slot `{}` of event `{}`", slot.id.str(), event.id);
                inside([&slot.start, &slot.end], &what, days, report);
            }
        }
    }
}

/// The first of two times that is not on the event's days.
fn inside(times: [&Field<DateTime>; 2], what: &str, (first, last): (Date, Date), report: Report<'_>) {
    let outside = |at: &&At<DateTime>| !(first..=last).contains(&at.value.date());
    if let Some(at) = times.into_iter().filter_map(Field::at).find(outside) {
        let message = format!("{what} is on {}, outside of the event's days", at.value.date());
        let hint = format!("correct it, or the event's `start` and `end` ({first} to {last})");
        report(Diagnostic::at(&codes::EVENT_DATES, at.span, message).hint(hint));
    }
}

fn zone(event: &Event, report: Report<'_>) {
    let Some(at) = event.timezone.at() else { return };
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    if at.value.contains('/') && known.contains(&at.value) {
        return;
    }
    let message = format!("event `{}` is in the time zone `{}`, which no calendar knows", event.id, at.value);
    let places = known.iter().map(String::as_str).filter(|name| name.contains('/'));
    let hint = did_you_mean(&at.value, places, "write a region and a city: `Europe/Berlin`, `Asia/Kolkata`");
    report(Diagnostic::at(&codes::EVENT_DATES, at.span, message).hint(hint));
}
