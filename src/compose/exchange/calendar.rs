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
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Fairfolio//Fairfolio//EN");
    lines.text("X-WR-CALNAME", &view.name);
    begin(&mut lines, scope, view, "days");
    lines.put("DTSTART;VALUE=DATE", &day(start));
    // The day after the last one, RFC 5545, 3.6.1.
    lines.put("DTEND;VALUE=DATE", &day(end.tomorrow().ok()?));
    lines.text("SUMMARY", &view.name);
    lines.text("DESCRIPTION", &view.stand);
    finish(&mut lines, scope, view);
    let zone = event.timezone.get().and_then(|name| TimeZone::get(name).ok());
    for (index, (entry, shown)) in event.programme.iter().zip(&view.programme).enumerate() {
        let moment = |at: DateTime| utc(at, zone.as_ref()?);
        let Some(start) = entry.start.get().copied().and_then(moment) else { continue };
        begin(&mut lines, scope, view, &(index + 1).to_string());
        lines.put("DTSTART", &start);
        if let Some(end) = entry.end.get().copied().and_then(moment) {
            lines.put("DTEND", &end);
        }
        lines.text("SUMMARY", &shown.label);
        finish(&mut lines, scope, view);
    }
    lines.put("END", "VCALENDAR");
    Some(lines.into_text())
}

fn begin(lines: &mut Lines, scope: &Scope<'_>, view: &EventView, part: &str) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{}-{part}@{}", view.id, host(scope)));
    lines.put("DTSTAMP", &format!("{}T000000Z", day(scope.project.today)));
}

fn finish(lines: &mut Lines, scope: &Scope<'_>, view: &EventView) {
    let place: Vec<&str> = [&view.venue, &view.address, &view.country]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    lines.text("LOCATION", &place.join(", "));
    lines.put("URL", &address(scope.project, &view.href));
    lines.put("END", "VEVENT");
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn utc(local: DateTime, zone: &TimeZone) -> Option<String> {
    let moment = local.to_zoned(zone.clone()).ok()?.with_time_zone(TimeZone::UTC);
    Some(moment.strftime("%Y%m%dT%H%M%SZ").to_string())
}
