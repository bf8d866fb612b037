//! The report after the event, from the records of its meetings: the whole for the office, and for each
//! member what its own tables recorded. Totals count what was held; what was asked for comes out of a record
//! only for the audience that the report is made for.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Names;
use super::timetable::Timetable;
use super::{Desk, Sheet};
use crate::compose::brochure::PrintDocument;
use crate::compose::handouts::{Occasion, Tongue};
use crate::compose::scope::DASH;
use crate::model::consortium::Paper;
use crate::model::ids::BuyerId;
use crate::model::meeting::{Enquired, Grade, Meeting, Record, RecordStatus};
use crate::model::private::Audience;
use crate::model::project::Project;

/// The reports of an occasion, where it has records.
pub(super) fn reports(project: &Project, tongue: &Tongue, occasion: Occasion<'_>) -> Vec<PrintDocument> {
    let own = project.records.iter().filter(|records| records.event == occasion.event.id);
    let records: Vec<&Record> = own.flat_map(|records| &records.list).collect();
    if records.is_empty() {
        return Vec::new();
    }
    let desk = Desk::new(project, tongue, occasion, Paper::A4, &Audience::Office);
    let mut list = vec![desk.document(report(&desk, &records, "reports", "after-event", ""))];
    let mut by_member: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    records.iter().for_each(|record| by_member.entry(record.member.str()).or_default().push(record));
    for (id, records) in by_member {
        let Some(member) = project.member(id).filter(|m| m.is_member_on(project.today)) else { continue };
        let meets = records.iter().map(|record| BuyerId::new(record.buyer.str())).collect();
        let audience = Audience::Member { id: member.id.clone(), meets };
        let desk = Desk::new(project, tongue, occasion, Paper::A4, &audience);
        let name = desk.scope.text(&member.name);
        let what = format!("{id}-after-event");
        list.push(desk.document(report(&desk, &records, "members", &what, &name)));
    }
    list
}

fn report(desk: &Desk<'_>, records: &[&Record], folder: &'static str, what: &str, member: &str) -> Sheet {
    let names = Names::new(desk);
    let whole = member.is_empty();
    Sheet {
        folder,
        what: what.to_owned(),
        title: "o_after",
        template: "office-report.xml",
        landscape: false,
        value: json!({
            "sheet": "report", "whole": whole, "member": member,
            "totals": totals(desk, records),
            "firms": if whole { firms(desk, &names, records) } else { Vec::new() },
            "steps": steps(desk, &names, records),
            "days": days(desk, &names, records),
        }),
    }
}

/// How many meetings took which course.
#[derive(Clone, Copy, Default, Serialize)]
struct Count {
    /// In time.
    held: usize,
    /// Held, but late.
    late: usize,
    no_show: usize,
    cancelled: usize,
    /// In time or late.
    sum: usize,
}

fn count<'r>(records: impl IntoIterator<Item = &'r &'r Record>) -> Count {
    let mut count = Count::default();
    for record in records {
        match record.status.get() {
            Some(RecordStatus::Held) => count.held += 1,
            Some(RecordStatus::Late) => count.late += 1,
            Some(RecordStatus::NoShow) => count.no_show += 1,
            Some(RecordStatus::Cancelled) => count.cancelled += 1,
            None => {}
        }
        count.sum += usize::from(record.was_held());
    }
    count
}

/// Counts of all records, of buyers that were met, and of grades among what was held.
fn totals(desk: &Desk<'_>, records: &[&Record]) -> Value {
    let held = || records.iter().filter(|record| record.was_held());
    let buyers: std::collections::BTreeSet<&str> = held().map(|record| record.buyer.str()).collect();
    let mut grades: BTreeMap<Grade, usize> = BTreeMap::new();
    for enquired in held().filter_map(|record| record.enquired.for_audience(desk.scope.audience)) {
        if let Some(grade) = enquired.grade.get() {
            *grades.entry(*grade).or_default() += 1;
        }
    }
    let grades: Vec<Value> = Grade::CHOICES
        .iter()
        .map(|(word, grade)| json!({ "grade": word, "count": grades.get(grade).copied().unwrap_or(0) }))
        .collect();
    let own = |m: &&Meeting| match desk.scope.audience {
        Audience::Member { id, .. } => m.member.str() == id.as_str(),
        _ => true,
    };
    let planned = desk.occasion.plan.meetings.iter().filter(own).count().to_string();
    let note = desk
        .scope
        .strings
        .with("o_total_note", &[("planned", &planned), ("records", &records.len().to_string())]);
    json!({
        "count": count(records), "note": note, "buyers": buyers.len(), "grades": grades,
    })
}

/// Counts of each member, by name; for the office alone.
fn firms(desk: &Desk<'_>, names: &Names<'_>, records: &[&Record]) -> Vec<Value> {
    let mut by_member: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    records.iter().for_each(|record| by_member.entry(record.member.str()).or_default().push(record));
    let mut list: Vec<(String, Count)> =
        by_member.iter().map(|(id, own)| (names.member(id), count(own))).collect();
    list.sort_by(|a, b| desk.scope.locale.compare(&a.0, &b.0));
    list.into_iter().map(|(name, count)| json!({ "name": name, "count": count })).collect()
}

/// What was agreed, the earliest first; what has no day comes last.
fn steps(desk: &Desk<'_>, names: &Names<'_>, records: &[&Record]) -> Vec<Value> {
    let held = records.iter().filter(|record| record.was_held());
    let mut list: Vec<_> = held
        .filter_map(|record| {
            let own = record.enquired.for_audience(desk.scope.audience)?;
            let agreed = own.next_step.get().is_some() || own.due.get().is_some();
            agreed.then_some((own.due.get().copied(), *record, own))
        })
        .collect();
    list.sort_by_key(|(due, record, _)| (due.is_none(), *due, record.member.str(), record.buyer.str()));
    let step = |(due, record, own): (Option<jiff::civil::Date>, &Record, &Enquired)| {
        json!({
            "due": due.map_or_else(|| DASH.to_owned(), |day| desk.scope.locale.date(day)),
            "step": own.next_step.str(), "owner": own.owner.str(),
            "at": desk.scope.token(own.next_step.span()), "owner_at": desk.scope.token(own.owner.span()),
            "buyer": names.buyer(record.buyer.str()), "member": names.member(record.member.str()),
        })
    };
    list.into_iter().map(step).collect()
}

/// Every record by day and time.
fn days(desk: &Desk<'_>, names: &Names<'_>, records: &[&Record]) -> Vec<Value> {
    let mut by_slot: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    records.iter().for_each(|record| by_slot.entry(record.slot.str()).or_default().push(record));
    let mut list = Vec::new();
    for (day, slots) in &Timetable::new(desk.occasion).days {
        let mut rows = Vec::new();
        for slot in slots {
            let time = desk.scope.locale.time(slot.start.time());
            let own = by_slot.remove(slot.id).unwrap_or_default();
            rows.extend(own.iter().map(|record| row(desk, names, record, &time)));
        }
        if !rows.is_empty() {
            list.push(json!({ "day": desk.scope.locale.weekday(*day), "rows": rows }));
        }
    }
    list
}

fn row(desk: &Desk<'_>, names: &Names<'_>, record: &Record, time: &str) -> Value {
    let scope = &desk.scope;
    let status = record.status.get().map_or_else(String::new, |status| {
        scope.say(&format!("o_status_{}", status.word().replace('-', "_")))
    });
    let told = record.enquired.for_audience(scope.audience).map(|own| facts(desk, own)).unwrap_or_default();
    json!({
        "time": time, "buyer": names.buyer(record.buyer.str()), "member": names.member(record.member.str()),
        "status": status, "held": record.was_held(), "facts": told,
        "grade": record.enquired.for_audience(scope.audience).and_then(|own| own.grade.get()).map_or("", |g| g.word()),
    })
}

/// What was asked for, labelled; what nobody wrote down is left out.
fn facts(desk: &Desk<'_>, own: &Enquired) -> Vec<Value> {
    let scope = &desk.scope;
    let product = match scope.project.product(own.product.str()) {
        Some(product) => scope.text(&product.name),
        None => own.product.str().to_owned(),
    };
    let quantity = own.quantity.get().map_or_else(String::new, |value| scope.measure(*value, own.unit.str()));
    let price = match own.target_price.get() {
        Some(value) => format!("{}\u{a0}{}", own.currency.str(), scope.locale.decimal_text(value)),
        None => String::new(),
    };
    let all = [
        ("p_rec_product", product, own.product.span()),
        ("p_order_quantity", quantity, own.quantity.span()),
        ("p_rec_price", price, own.target_price.span()),
        ("p_rec_delivery", own.delivery.str().to_owned(), own.delivery.span()),
        ("o_samples", own.sample.str().to_owned(), own.sample.span()),
        ("p_rec_notes", own.note.str().to_owned(), own.note.span()),
    ];
    let shown = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    shown
        .map(|(key, value, span)| json!({ "label": scope.say(key), "value": value, "at": scope.token(span) }))
        .collect()
}
