//! The meetings of one receiver as an iCalendar file, RFC 5545. A name stays with its meeting, and the
//! version of the plan counts as the meeting's, so that a later file moves what an earlier one brought.

use jiff::civil::DateTime;

use super::calendar::{begin, closed, joined, opened, utc, zone};
use crate::compose::handouts::Occasion;
use crate::compose::scope::Scope;

/// One meeting as a calendar shows it.
#[derive(Clone, Debug)]
pub(in crate::compose) struct Appointment {
    /// Slot, buyer and member: what makes it this meeting.
    pub key: [String; 3],
    /// Begins, local time of the event.
    pub start: DateTime,
    /// Ends.
    pub end: DateTime,
    /// Whom one meets.
    pub whom: String,
    /// Where, the nearest first.
    pub place: Vec<String>,
    /// Why, and who helps.
    pub about: Vec<String>,
}

/// The file of one receiver.
pub(in crate::compose) fn calendar(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    name: &str,
    list: &[Appointment],
) -> String {
    let mut lines = opened(name);
    let zone = zone(occasion.event);
    // Without a zone a time is that of the clock on the wall, wherever it hangs.
    let moment = |local: DateTime| match &zone {
        Some(zone) => utc(local, zone),
        None => Some(local.strftime("%Y%m%dT%H%M%S").to_string()),
    };
    for one in list {
        let (Some(start), Some(end)) = (moment(one.start), moment(one.end)) else { continue };
        begin(&mut lines, scope, &format!("{}-{}", occasion.event.id, one.key.join("-")));
        lines.put("SEQUENCE", &occasion.edition.version.to_string());
        lines.put("DTSTART", &start);
        lines.put("DTEND", &end);
        lines.text("SUMMARY", &one.whom);
        lines.text("LOCATION", &joined(&one.place.iter().map(String::as_str).collect::<Vec<_>>()));
        let about: Vec<&str> = one.about.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        lines.text("DESCRIPTION", &about.join("\n"));
        lines.put("END", "VEVENT");
    }
    closed(lines)
}
