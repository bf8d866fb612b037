//! Readers of events and of the consortium's own pages.

use super::Top;
use super::table::Table;
use crate::model::event::{Event, Page, ProgrammeEntry};

/// Reads an event.
pub(super) fn read(top: Top<'_>) -> Event {
    let id = super::event_id(&top);
    let t = top.table;
    let entry = |t: Table<'_>| {
        let entry =
            ProgrammeEntry { start: t.required("start"), end: t.get("end"), label: t.required_text("label") };
        t.finish();
        entry
    };
    let event = Event {
        id,
        name: t.required_text("name"),
        kind: t.required("kind"),
        start: t.required("start"),
        end: t.required("end"),
        timezone: t.required("timezone"),
        venue: t.required_text("venue"),
        address: t.text("address"),
        country: t.get("country"),
        hall: t.text("hall"),
        stand: t.text("stand"),
        url: t.get("url"),
        members: t.values("members"),
        programme: t.tables("programme", "programme entry", &[]).into_iter().map(entry).collect(),
        body: top.body,
        span: t.span,
    };
    t.finish();
    event
}

/// Reads a page.
pub(super) fn read_page(top: Top<'_>) -> Page {
    let t = top.table;
    let page = Page {
        id: top.id.to_owned(),
        title: t.required_text("title"),
        summary: t.text("summary"),
        order: t.get("order"),
        date: t.get("date"),
        body: top.body,
        span: t.span,
    };
    t.finish();
    page
}
