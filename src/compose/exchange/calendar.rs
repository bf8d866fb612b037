//! Events as iCalendar files, RFC 5545: the days of the event, and each entry of its programme in UTC,
//! so that no reader needs to know the time zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::folded::Lines;
use super::host;
use crate::compose::catalogue::Catalogue;
use crate::compose::routes::address;
use crate::compose::scope::Scope;
use crate::compose::views::EventView;
use crate::model::event::Event;

pub(super) fn files(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let pairs = scope.project.events.iter().zip(&catalogue.events);
    pairs.filter_map(|(event, view)| Some((view.calendar.clone(), file(scope, event, view)?))).collect()
}

fn file(scope: &Scope<'_>, event: &Event, view: &EventView) -> Option<String> {
    let (start, end) = (*event.start.get()?, *event.end.get()?);
    let mut lines = opened(&view.name);
    begin(&mut lines, scope, &format!("{}-days", view.id));
    lines.put("DTSTART;VALUE=DATE", &day(start));
    // The day after the last one, RFC 5545, 3.6.1.
    lines.put("DTEND;VALUE=DATE", &day(end.tomorrow().ok()?));
    lines.text("SUMMARY", &view.name);
    lines.text("DESCRIPTION", &view.stand);
    finish(&mut lines, scope, view);
    let zone = zone(event);
    for (index, (entry, shown)) in event.programme.iter().zip(&view.programme).enumerate() {
        let moment = |at: DateTime| utc(at, zone.as_ref()?);
        let Some(start) = entry.start.get().copied().and_then(moment) else { continue };
        begin(&mut lines, scope, &format!("{}-{}", view.id, index + 1));
        lines.put("DTSTART", &start);
        if let Some(end) = entry.end.get().copied().and_then(moment) {
            lines.put("DTEND", &end);
        }
        lines.text("SUMMARY", &shown.label);
        finish(&mut lines, scope, view);
    }
    Some(closed(lines))
}

/// A calendar with its name and nothing in it yet.
pub(super) fn opened(name: &str) -> Lines {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Fairfolio//Fairfolio//EN");
    lines.text("X-WR-CALNAME", name);
    lines
}

/// The text of a calendar.
pub(super) fn closed(mut lines: Lines) -> String {
    lines.put("END", "VCALENDAR");
    lines.into_text()
}

/// Begins an entry whose name is unique in the world.
pub(super) fn begin(lines: &mut Lines, scope: &Scope<'_>, name: &str) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{name}@{}", host(scope)));
    lines.put("DTSTAMP", &format!("{}T000000Z", day(scope.project.today)));
}

/// The time zone of an event.
pub(super) fn zone(event: &Event) -> Option<TimeZone> {
    event.timezone.get().and_then(|name| TimeZone::get(name).ok())
}

fn finish(lines: &mut Lines, scope: &Scope<'_>, view: &EventView) {
    lines.text("LOCATION", &joined(&[&view.venue, &view.address, &view.country]));
    lines.put("URL", &address(scope.project, &view.href));
    lines.put("END", "VEVENT");
}

/// What is known of a place, in one line.
pub(super) fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// A moment in UTC, as calendars write it.
pub(super) fn utc(local: DateTime, zone: &TimeZone) -> Option<String> {
    let moment = local.to_zoned(zone.clone()).ok()?.with_time_zone(TimeZone::UTC);
    Some(moment.strftime("%Y%m%dT%H%M%SZ").to_string())
}
