//! Fairs, missions and meetings.

use jiff::civil::{Date, DateTime};

use super::field::{At, Field};
use super::ids::EventId;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// What an event is.
    EventKind {
        TradeFair = "trade-fair", BuyersSellersMeeting = "buyers-sellers-meeting",
        TradeMission = "trade-mission", Showroom = "showroom",
    }
}

/// One entry of the programme.
#[derive(Clone, Debug)]
pub struct ProgrammeEntry {
    /// Begins, local time.
    pub start: Field<DateTime>,
    /// Ends, local time.
    pub end: Field<DateTime>,
    /// What it is.
    pub label: Text,
}

/// `events/<id>.md`.
#[derive(Clone, Debug)]
pub struct Event {
    /// Name of the file.
    pub id: EventId,
    /// Name.
    pub name: Text,
    /// Kind.
    pub kind: Field<EventKind>,
    /// First day.
    pub start: Field<Date>,
    /// Last day.
    pub end: Field<Date>,
    /// IANA time zone.
    pub timezone: Field<String>,
    /// Venue.
    pub venue: Text,
    /// Address.
    pub address: Text,
    /// Country code.
    pub country: Field<String>,
    /// Hall.
    pub hall: Text,
    /// Stand.
    pub stand: Text,
    /// The organiser's page.
    pub url: Field<String>,
    /// Members that come; empty means all.
    pub members: Vec<At<String>>,
    /// Programme.
    pub programme: Vec<ProgrammeEntry>,
    /// Text, Markdown.
    pub body: Text,
    /// Start of the file.
    pub span: Span,
}

/// `pages/<id>.md`: a page of the consortium's own.
#[derive(Clone, Debug)]
pub struct Page {
    /// Name of the file.
    pub id: String,
    /// Title.
    pub title: Text,
    /// A sentence.
    pub summary: Text,
    /// Place in the navigation; absent means not in it.
    pub order: Field<u32>,
    /// Day of the news; absent on a page that is none.
    pub date: Field<Date>,
    /// Text, Markdown.
    pub body: Text,
    /// Start of the file.
    pub span: Span,
}
