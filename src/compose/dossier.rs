//! What one dossier shows: the agenda with its breaks, then whom one meets in the order of the day,
//! with a record sheet for each meeting.

mod agenda;
mod brief;
mod contacts;
mod interpreter;
mod offer;
mod papers;
mod visits;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(in crate::compose) use contacts::Contact;
pub(in crate::compose) use interpreter::of as of_interpreter;

use super::brochure::sheet_of;
use super::codes::Codes;
use super::exchange::Appointment;
use super::handouts::Occasion;
use super::scope::Scope;
use super::views::{MemberView, ProductView};
use super::{firm, hall, house, object};
use crate::model::buyer::Buyer;
use crate::model::consortium::Paper;
use crate::model::meeting::{Meeting, Mode};
use crate::model::member::Member;
use brief::Brief;

pub(in crate::compose) use agenda::{interpreter as interpreter_of, persons, table, times};
pub(in crate::compose) use brief::name as buyer_name;
pub(in crate::compose) use why::text as why;

/// Margins beside a plan of the hall, mm.
const MARGINS: f64 = 36.0;
/// What a page holds besides the plan of the hall, mm.
const BESIDES: f64 = 167.0;

/// A dossier's context with whom it is for.
pub(super) struct Dossier {
    /// The receiver's name.
    pub title: String,
    /// What the template sees on any paper.
    value: Map<String, Value>,
    /// Tables where the receiver meets.
    tables: BTreeSet<String>,
}

impl Dossier {
    /// What the template sees on a paper.
    pub(super) fn on(&self, scope: &Scope<'_>, occasion: Occasion<'_>, paper: Paper) -> Map<String, Value> {
        let (width, height) = paper.size_mm();
        let room = (width - MARGINS, height - BESIDES);
        let plan = hall::view(scope, occasion.frame, room, |id| self.tables.contains(id));
        let mut value = self.value.clone();
        value.insert("hall".into(), json!(plan));
        if let Some(Value::Object(doc)) = value.get_mut("doc") {
            doc.extend(sheet_of(paper));
        }
        value
    }
}

/// A meeting as a page of its own.
#[derive(Clone, Debug, Serialize)]
struct Sheet<'a> {
    number: usize,
    day: String,
    short_day: String,
    time: String,
    table: String,
    reason: String,
    reason_at: String,
    interpreter: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a MemberView>,
    products: Vec<ProductView>,
    prices: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<Brief>,
}

/// The dossier of a buyer.
pub(super) fn of_buyer(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    codes: &Codes,
    buyer: &Buyer,
    meetings: &[&Meeting],
) -> Dossier {
    let own = brief::of(scope, buyer);
    let firms = partners(scope, meetings);
    let views: BTreeMap<&str, MemberView> =
        firms.iter().map(|member| (member.id.as_str(), firm::view(scope, member))).collect();
    let sheets = meetings.iter().enumerate().map(|(index, m)| {
        let member = views.get(m.member.str());
        let products = member.map_or_else(Vec::new, |view| offer::matched(scope, buyer, &view.products));
        let prices = offer::prices(scope, buyer, &products);
        Sheet { member, products, prices, ..sheet(scope, occasion, index, m) }
    });
    let pairs: Vec<(&Member, &MemberView)> =
        firms.iter().filter_map(|member| Some((*member, views.get(member.id.as_str())?))).collect();
    let reader = format!("buyer:{}", buyer.id);
    let value = json!({
        "buyer": own, "sheets": sheets.collect::<Vec<_>>(),
        "agenda": agenda::days(scope, occasion, meetings, &reader, |m| {
            let member = views.get(m.member.str());
            member.map_or_else(Default::default, |v| (v.name.clone(), v.place.clone()))
        }),
        "at_table": at_table(scope, occasion, meetings),
        "papers": papers::matrix(scope, buyer, &pairs),
        "papers_lead": scope.strings.with("p_papers_lead", &[("date", &scope.locale.date(scope.project.today))]),
        "tours": visits::of_buyer(scope, occasion, meetings),
        "contacts": firms.iter().map(|member| contacts::of_member(scope, codes, member)).collect::<Vec<_>>(),
    });
    Dossier { title: own.company, value: finish(scope, occasion, value), tables: tables(meetings) }
}

/// The dossier of a member.
pub(super) fn of_member(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    member: &Member,
    meetings: &[&Meeting],
) -> Dossier {
    let own = firm::view(scope, member);
    let buyer_of = |m: &Meeting| scope.project.buyer(m.buyer.str());
    let sheets = meetings.iter().enumerate().map(|(index, m)| {
        let buyer = buyer_of(m).map(|buyer| brief::of(scope, buyer));
        let products = buyer_of(m).map_or_else(Vec::new, |buyer| offer::matched(scope, buyer, &own.products));
        Sheet { buyer, products, ..sheet(scope, occasion, index, m) }
    });
    let whom = |m: &Meeting| buyer_of(m).map_or_else(Default::default, |buyer| brief::name(scope, buyer));
    let reader = format!("member:{}", member.id);
    let value = json!({
        "member": own, "sheets": sheets.collect::<Vec<_>>(),
        "agenda": agenda::days(scope, occasion, meetings, &reader, whom),
        "at_table": at_table(scope, occasion, meetings),
        "tours": visits::of_member(scope, occasion, meetings, whom),
        "products": offer::first(scope, &own.products),
    });
    Dossier { title: own.name, value: finish(scope, occasion, value), tables: tables(meetings) }
}

/// Those whom the receiver meets, each once, in the order of the day.
pub(super) fn contacts_of(
    scope: &Scope<'_>,
    codes: &Codes,
    meetings: &[&Meeting],
    of_buyer: bool,
) -> Vec<Contact> {
    if of_buyer {
        return partners(scope, meetings).iter().map(|m| contacts::of_member(scope, codes, m)).collect();
    }
    let mut seen = BTreeSet::new();
    let first = meetings.iter().filter(|m| seen.insert(m.buyer.str()));
    let buyers = first.filter_map(|m| scope.project.buyer(m.buyer.str()));
    buyers.map(|buyer| contacts::of_buyer(scope, buyer)).collect()
}

/// The receiver's meetings as its calendar shows them.
pub(super) fn appointments(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    meetings: &[&Meeting],
    of_buyer: bool,
) -> Vec<Appointment> {
    let event = house::event(scope, occasion.event);
    let visits = occasion.frame.mode.get() == Some(&Mode::FactoryVisits);
    let one = |m: &&Meeting| {
        let (start, end) = agenda::times(occasion, m)?;
        let member = scope.project.member(m.member.str())?;
        let whom = match of_buyer {
            true => scope.text(&member.name),
            false => brief::name(scope, scope.project.buyer(m.buyer.str())?).0,
        };
        let table = Some(agenda::table(scope, occasion, m)).filter(|label| !label.is_empty());
        let table = table.map_or_else(String::new, |label| format!("{} {label}", scope.say("p_table")));
        let works = [scope.text(&member.address), scope.text(&member.town)];
        let place = if visits { works.to_vec() } else { vec![event.stand.clone(), event.venue.clone()] };
        Some(Appointment {
            key: [m.slot.str(), m.buyer.str(), m.member.str()].map(str::to_owned),
            start,
            end,
            whom,
            place: std::iter::once(table).chain(place).collect(),
            about: vec![why::text(scope, m), agenda::interpreter(scope, occasion, m)],
        })
    };
    meetings.iter().filter_map(one).collect()
}

/// Members that a buyer meets, each once, in the order of the day.
fn partners<'a>(scope: &Scope<'a>, meetings: &[&Meeting]) -> Vec<&'a Member> {
    let mut seen = BTreeSet::new();
    let first = meetings.iter().filter(|m| seen.insert(m.member.str()));
    first.filter_map(|m| scope.project.member(m.member.str())).collect()
}

fn tables(meetings: &[&Meeting]) -> BTreeSet<String> {
    meetings.iter().map(|m| m.table.str().to_owned()).collect()
}

/// When one is at which table, in words, for those who walk from table to table; nothing for one who stays.
fn at_table(scope: &Scope<'_>, occasion: Occasion<'_>, meetings: &[&Meeting]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, BTreeMap<Date, Vec<String>>> = BTreeMap::new();
    for meeting in meetings {
        let Some((start, _)) = agenda::times(occasion, meeting) else { continue };
        let days = all.entry(meeting.table.str().to_owned()).or_default();
        days.entry(start.date()).or_default().push(scope.locale.time(start.time()));
    }
    if all.len() == 1 {
        all.clear();
    }
    let day = |(day, times): (Date, Vec<String>)| {
        format!("{} {}", scope.locale.short_day(day), scope.locale.list(times))
    };
    let words = |days: BTreeMap<Date, Vec<String>>| days.into_iter().map(day).collect::<Vec<_>>().join(" · ");
    all.into_iter().map(|(table, days)| (table, words(days))).collect()
}

fn finish(scope: &Scope<'_>, occasion: Occasion<'_>, value: Value) -> Map<String, Value> {
    let mut map = object(value);
    let stamp = stamp(scope, occasion);
    map.insert("doc".into(), json!({
        "lang": scope.locale.lang().as_str(), "dir": if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" },
        "stamp": stamp, "date": scope.locale.date(scope.project.today),
    }));
    map.insert("t".into(), json!(scope.strings.all()));
    map.insert("event".into(), json!(house::event(scope, occasion.event)));
    map.insert("consortium".into(), json!(scope.project.consortium.as_ref().map(|c| house::view(scope, c))));
    map
}

/// Version and day, as every page carries them.
pub(super) fn stamp(scope: &Scope<'_>, occasion: Occasion<'_>) -> String {
    let made = occasion.edition.made.map_or_else(String::new, |day| scope.locale.date(day));
    scope.strings.with("version", &[("n", &occasion.edition.version.to_string()), ("date", &made)])
}

fn sheet<'a>(scope: &Scope<'_>, occasion: Occasion<'_>, index: usize, meeting: &Meeting) -> Sheet<'a> {
    let times = agenda::times(occasion, meeting);
    Sheet {
        number: index + 1,
        day: times.map_or_else(String::new, |(start, _)| scope.locale.weekday(start.date())),
        short_day: times.map_or_else(String::new, |(start, _)| scope.locale.short_day(start.date())),
        time: times.map_or_else(String::new, |(start, end)| scope.locale.times(start, end)),
        table: agenda::table(scope, occasion, meeting),
        reason: why::text(scope, meeting),
        reason_at: scope.origin(&meeting.reason),
        interpreter: agenda::interpreter(scope, occasion, meeting),
        member: None,
        products: Vec::new(),
        prices: BTreeMap::new(),
        buyer: None,
    }
}
