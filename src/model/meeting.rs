//! Who meets whom: the frame of an event's meetings, the plan and the records.

use jiff::civil::{Date, DateTime};

use super::buyer::BuyerStatus;
use super::consortium::Paper;
use super::field::{At, Field};
use super::ids::EventId;
use super::private::Private;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// Who walks and who sits.
    Mode {
        SellerTables = "seller-tables", BuyerTables = "buyer-tables", Free = "free",
        FactoryVisits = "factory-visits", Rounds = "rounds",
    }
}
choice! {
    /// Who asked for a meeting.
    RequestFrom { Buyer = "buyer", Member = "member", Mutual = "mutual", Office = "office" }
}
choice! {
    /// What became of a meeting.
    RecordStatus { Held = "held", Late = "late", NoShow = "no-show", Cancelled = "cancelled" }
}

choice! {
    /// How much a meeting promises, as the table judged it.
    Grade { A = "A", B = "B", C = "C", D = "D" }
}

/// A time in which a meeting fits.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Handle.
    pub id: Field<String>,
    /// Begins, local time of the event.
    pub start: Field<DateTime>,
    /// Ends.
    pub end: Field<DateTime>,
    /// Where the entry stands.
    pub span: Span,
}

/// A time without meetings for some or all.
#[derive(Clone, Debug)]
pub struct Block {
    /// Begins.
    pub start: Field<DateTime>,
    /// Ends.
    pub end: Field<DateTime>,
    /// What it is.
    pub label: Text,
    /// `*`, `buyer:<id>` or `member:<id>`.
    pub who: Vec<At<String>>,
}

/// A table in the hall; place in metres.
#[derive(Clone, Debug)]
pub struct HallTable {
    /// Handle.
    pub id: Field<String>,
    /// Number as on the sign.
    pub label: Text,
    /// Part of the hall.
    pub group: Text,
    /// Metres from the left wall.
    pub x: Field<f64>,
    /// Metres from the entrance wall.
    pub y: Field<f64>,
    /// Where the entry stands.
    pub span: Span,
}

/// A member's place.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Member.
    pub member: Field<String>,
    /// Table.
    pub table: Field<String>,
    /// Meetings at once.
    pub parallel: Field<u32>,
}

/// A buyer's attendance.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// Buyer.
    pub id: Field<String>,
    /// Status.
    pub status: Field<BuyerStatus>,
    /// Not before.
    pub arrives: Field<DateTime>,
    /// Not after.
    pub leaves: Field<DateTime>,
    /// Meetings at most.
    pub max: Field<u32>,
    /// Where the entry stands.
    pub span: Span,
}

/// Who wants to meet whom, and how much.
#[derive(Clone, Debug)]
pub struct Request {
    /// Buyer.
    pub buyer: Field<String>,
    /// Member.
    pub member: Field<String>,
    /// Who asked.
    pub from: Field<RequestFrom>,
    /// 5 must meet … 1 if time, 0 never.
    pub rank: Field<u32>,
    /// Whether the two know each other: between equals, those who do not go first.
    pub met_before: bool,
    /// Where the entry stands.
    pub span: Span,
}

/// When somebody cannot.
#[derive(Clone, Debug)]
pub struct Unavailable {
    /// `buyer:<id>` or `member:<id>`.
    pub who: Field<String>,
    /// From.
    pub from: Field<DateTime>,
    /// To.
    pub to: Field<DateTime>,
}

/// An interpreter.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// Handle.
    pub id: Field<String>,
    /// Languages.
    pub languages: Vec<At<String>>,
    /// When the interpreter cannot: from, to.
    pub unavailable: Vec<(Field<DateTime>, Field<DateTime>)>,
}

/// `meetings/<event>.toml`.
#[derive(Clone, Debug)]
pub struct Meetings {
    /// The event.
    pub event: EventId,
    /// Mode.
    pub mode: Field<Mode>,
    /// Seed of the schedule.
    pub seed: Field<u32>,
    /// Meetings each member gets at least; absent means the policy's.
    pub minimum: Field<u32>,
    /// Minutes between two meetings.
    pub change_over_min: Field<u32>,
    /// Papers of the handouts; none means A4.
    pub papers: Vec<At<Paper>>,
    /// Slots.
    pub slots: Vec<Slot>,
    /// Blocks.
    pub blocks: Vec<Block>,
    /// Tables.
    pub tables: Vec<HallTable>,
    /// Seats.
    pub seats: Vec<Seat>,
    /// Buyers.
    pub buyers: Vec<Attendance>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Absences.
    pub unavailable: Vec<Unavailable>,
    /// Interpreters.
    pub interpreters: Vec<Interpreter>,
    /// Factory visits: member and minutes.
    pub visits: Vec<(Field<String>, Field<u32>)>,
    /// Travel: from, to, minutes.
    pub travel: Vec<(Field<String>, Field<String>, Field<u32>)>,
    /// Start of the file.
    pub span: Span,
}

impl Meetings {
    /// A slot by handle.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id.get().is_some_and(|own| own == id))
    }

    /// A table by handle.
    pub fn table(&self, id: &str) -> Option<&HallTable> {
        self.tables.iter().find(|table| table.id.get().is_some_and(|own| own == id))
    }
}

/// One meeting of a plan.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Handle by which a translation finds it; most have none.
    pub id: Field<String>,
    /// Slot.
    pub slot: Field<String>,
    /// Table.
    pub table: Field<String>,
    /// Buyer.
    pub buyer: Field<String>,
    /// Member.
    pub member: Field<String>,
    /// Handles of the member's people.
    pub persons: Vec<At<String>>,
    /// Interpreter.
    pub interpreter: Field<String>,
    /// Why they meet.
    pub reason: Text,
    /// Must not be moved.
    pub fixed: bool,
    /// Was handed out.
    pub published: bool,
    /// Where the entry stands.
    pub span: Span,
}

/// What changed in a plan that was there already.
#[derive(Clone, Debug)]
pub struct Change {
    /// Version that brought it.
    pub version: Field<u32>,
    /// Day it was made.
    pub made: Field<Date>,
    /// Buyer.
    pub buyer: Field<String>,
    /// Member.
    pub member: Field<String>,
    /// Slot and table before; absent for a new meeting.
    pub was: Option<(Field<String>, Field<String>)>,
    /// Slot and table since; absent for one that is no longer held.
    pub now: Option<(Field<String>, Field<String>)>,
}

/// `meetings/<event>.plan.toml`.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The event.
    pub event: EventId,
    /// Counts up with each change that is handed out.
    pub version: Field<u32>,
    /// Day its first version was made.
    pub made: Field<Date>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// What changed since version 1, in the order of versions.
    pub changes: Vec<Change>,
    /// Start of the file.
    pub span: Span,
}

/// Version of a handout and the day it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Counts up with each change that concerns the receiver.
    pub version: u32,
    /// The day; absent when the plan does not say.
    pub made: Option<Date>,
}

impl Plan {
    /// The edition of the plan as a whole.
    pub fn edition(&self) -> Edition {
        let last = self.changes.iter().max_by_key(|change| change.version.or(1));
        let made = last.and_then(|change| change.made.get()).or(self.made.get());
        Edition { version: self.version.or(1), made: made.copied() }
    }

    /// The version before the first recorded change.
    pub fn first_version(&self) -> u32 {
        let first = self.changes.iter().map(|change| change.version.or(1)).min();
        first.map_or(self.version.or(1), |first| first.saturating_sub(1).max(1))
    }

    /// The edition of what changes only with some meetings: that of the last change which concerns them.
    pub fn edition_of(&self, concerns: impl Fn(&Change) -> bool) -> Edition {
        let version = |change: &&Change| change.version.or(1);
        if self.changes.is_empty() {
            return self.edition();
        }
        match self.changes.iter().filter(|change| concerns(change)).max_by_key(version) {
            Some(last) => Edition { version: version(&last), made: last.made.get().copied() },
            None => Edition { version: self.first_version(), made: self.made.get().copied() },
        }
    }
}

/// What a buyer asked for at the table.
#[derive(Clone, Debug)]
pub struct Enquired {
    /// Product, in words or as its id.
    pub product: Field<String>,
    /// How much.
    pub quantity: Field<f64>,
    /// Unit of the quantity.
    pub unit: Field<String>,
    /// Currency code of the target price.
    pub currency: Field<String>,
    /// Target price, decimal text.
    pub target_price: Field<String>,
    /// Where and until when.
    pub delivery: Field<String>,
    /// Which samples, who pays, until when.
    pub sample: Field<String>,
    /// What was agreed.
    pub next_step: Field<String>,
    /// Who does it.
    pub owner: Field<String>,
    /// Until when.
    pub due: Field<Date>,
    /// How much it promises.
    pub grade: Field<Grade>,
    /// What else was said.
    pub note: Field<String>,
}

/// One line of `meetings/<event>.records.toml`.
#[derive(Clone)]
pub struct Record {
    /// Slot.
    pub slot: Field<String>,
    /// Buyer.
    pub buyer: Field<String>,
    /// Member.
    pub member: Field<String>,
    /// What became of it.
    pub status: Field<RecordStatus>,
    /// What was asked for: for the member it was asked of and the office.
    pub enquired: Private<Enquired>,
    /// Where the entry stands.
    pub span: Span,
}

impl Record {
    /// Whether the two sat at one table: in time or late.
    pub fn was_held(&self) -> bool {
        matches!(self.status.get(), Some(RecordStatus::Held | RecordStatus::Late))
    }
}

/// `meetings/<event>.records.toml`.
#[derive(Clone)]
pub struct Records {
    /// The event.
    pub event: EventId,
    /// Records.
    pub list: Vec<Record>,
}
