//! # The same id twice
//!
//! Ids tell entries apart: with the same id twice, a reference could mean either, and a translation
//! would be put to the wrong one. Each id stands once in its list.
//!
//! Give one of the two another id, or remove the entry that was copied by mistake.
//!
//! ```toml
//! variants = [{ id = "blue", name = "Sky" }, { id = "blue", name = "Indigo" }]      # wrong
//! variants = [{ id = "sky", name = "Sky" }, { id = "indigo", name = "Indigo" }]     # right
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::Field;
use crate::model::meeting::Meetings;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    if let Some(own) = &project.consortium {
        let languages = own.languages.iter().map(|l| (l.tag.as_str().to_owned(), l.span));
        once("language", "`consortium.toml`", languages, report);
        once("office", "`consortium.toml`", fields(own.offices.iter().map(|o| &o.id)), report);
        once("brochure", "`consortium.toml`", fields(own.brochures.iter().map(|b| &b.id)), report);
    }
    catalogue(project, report);
    for member in &project.members {
        let whose = format!("member `{}`", member.id);
        once("certificate", &whose, fields(member.certificates.iter().map(|c| &c.id)), report);
        once("person", &whose, fields(member.persons.iter().map(|p| &p.id)), report);
    }
    for product in &project.products {
        let whose = format!("product `{}`", product.id);
        once("variant", &whose, fields(product.variants.iter().map(|v| &v.id)), report);
    }
    for buyer in &project.buyers {
        let whose = format!("buyer `{}`", buyer.id);
        once("person", &whose, fields(buyer.persons.iter().map(|p| &p.id)), report);
    }
    for list in &project.prices {
        let whose = format!("price list `{}`", list.id);
        once("product", &whose, fields(list.lines.iter().map(|line| &line.product)), report);
    }
    project.meetings.iter().for_each(|frame| meetings(frame, report));
    for plan in &project.plans {
        let whose = format!("the plan of `{}`", plan.event);
        once("meeting", &whose, fields(plan.meetings.iter().map(|meeting| &meeting.id)), report);
    }
}

fn catalogue(project: &Project, report: Report<'_>) {
    let own = &project.categories;
    once("unit", "`categories.toml`", fields(own.units.iter().map(|unit| &unit.id)), report);
    let named = own.list.iter().filter(|c| !c.id.as_str().is_empty());
    once("group", "`categories.toml`", named.map(|c| (c.id.as_str().to_owned(), c.span)), report);
    for category in &own.list {
        let whose = format!("group `{}`", category.id);
        once("specification", &whose, fields(category.specs.iter().map(|spec| &spec.key)), report);
    }
    let named = project.schemes.iter().filter(|scheme| !scheme.id.as_str().is_empty());
    once("scheme", "`certificates.toml`", named.map(|s| (s.id.as_str().to_owned(), s.span)), report);
}

fn meetings(frame: &Meetings, report: Report<'_>) {
    let whose = format!("meetings of `{}`", frame.event);
    once("slot", &whose, fields(frame.slots.iter().map(|slot| &slot.id)), report);
    once("table", &whose, fields(frame.tables.iter().map(|table| &table.id)), report);
    once("buyer", &whose, fields(frame.buyers.iter().map(|buyer| &buyer.id)), report);
    once("interpreter", &whose, fields(frame.interpreters.iter().map(|own| &own.id)), report);
    once("seat of", &whose, fields(frame.seats.iter().map(|seat| &seat.member)), report);
    let requests = frame.requests.iter().filter_map(|request| {
        let from = request.from.get().map_or("", |from| from.word());
        let names = [request.buyer.get()?, request.member.get()?, from].join(" ");
        Some((names, request.span))
    });
    once("request", &whose, requests, report);
}

fn fields<'a>(list: impl Iterator<Item = &'a Field<String>>) -> impl Iterator<Item = (String, Span)> {
    list.filter_map(|field| field.at().map(|at| (at.value.clone(), at.span)))
}

fn once(what: &str, whose: &str, list: impl Iterator<Item = (String, Span)>, report: Report<'_>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (id, span) in list {
        let Some(first) = seen.get(&id) else {
            seen.insert(id, span);
            continue;
        };
        let message = format!("the {what} `{id}` stands twice in {whose}");
        let finding = Diagnostic::at(&codes::DUPLICATE_ID, span, message).related(*first, "the first one");
        report(finding.hint("give it another id, or remove one of the two"));
    }
}
