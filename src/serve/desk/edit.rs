//! A record corrected in place: the fields that a form would ask for, read the same way and written to the same file.

use std::io;

use serde_json::{Value, json};

use super::todo;
use crate::collect::{FormColumn, FormSheet, Subject, choices, single};
use crate::import::facts::Known;
use crate::import::fields::{Field, Kind, List};
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::report::todo::capital;
use crate::serve::outputs::Outputs;
use crate::serve::sent::Sent;
use crate::sheet::Cell;
use crate::tasks::edit::{Entry, Proposal};

/// The record at an address such as `products/kinarva-beach-looms/sunroll`.
pub(super) fn subject(path: &str) -> Option<Subject> {
    let mut parts = path.trim_end_matches('/').split('/').map(str::to_owned);
    let (word, first, second) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (list, member, id) = match (List::of(&word)?, second) {
        (list @ (List::Product | List::Certificate | List::Person), Some(id)) => (list, first, id),
        (list @ (List::Member | List::Buyer), None) => (list, String::new(), first),
        _ => return None,
    };
    Some(Subject { list, member, id })
}

/// The address of the record that a file is of, where it can be corrected here.
pub(super) fn address(project: &Project, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["members", member, "member.md"] => {
            project.member(member).map(|_| format!("/_desk/edit/members/{member}/"))
        }
        ["members", member, "products", file] => {
            let id = file.strip_suffix(".md")?;
            let is_there =
                project.products.iter().any(|own| own.id.owner() == *member && own.id.local() == id);
            is_there.then(|| format!("/_desk/edit/products/{member}/{id}/"))
        }
        ["buyers", file] => {
            let id = file.strip_suffix(".toml")?;
            project.buyer(id).map(|_| format!("/_desk/edit/buyers/{id}/"))
        }
        _ => None,
    }
}

/// Name of a record, and the page with its fields; `None` when there is no such record. With `sent` and `proposal`
/// the fields are as somebody left them, and what is to be told of them stands beside.
///
/// # Errors
/// When its file cannot be read.
pub(super) fn view(
    outputs: &Outputs<'_>,
    subject: &Subject,
    proposal: Option<(&Sent, &Proposal)>,
) -> io::Result<Option<(String, Value)>> {
    let Some(gathered) = &outputs.now.gathered else { return Ok(None) };
    let project = &gathered.project;
    let Some(sheet) = single(project, outputs.disk, subject)? else { return Ok(None) };
    let known = Known::of(project);
    let mut problems: Vec<Value> = Vec::new();
    let mut fields = Vec::new();
    for (row, (column, cell)) in columns(&sheet).enumerate() {
        let Some(field) = &column.field else { continue };
        let shown = match proposal {
            Some((sent, _)) => sent.text(&format!("now:{}", field.path)).to_owned(),
            None => cell.text(),
        };
        let was = match proposal {
            Some((sent, _)) => sent.text(&format!("was:{}", field.path)).to_owned(),
            None => cell.text(),
        };
        let told = proposal.into_iter().flat_map(|(_, own)| &own.told).filter(|(at, _)| *at == Some(row));
        let problem: Vec<String> = told
            .map(|(_, told)| format!("{}: {}", capital(&told.message), told.hint).replace('`', ""))
            .collect();
        if !problem.is_empty() {
            problems.push(json!({ "href": format!("#f-{}", anchor(&field.path)), "label": column.label }));
        }
        let mut one = input(field, &known);
        one["id"] = json!(anchor(&field.path));
        one["path"] = json!(field.path);
        one["label"] = json!(column.label);
        one["note"] = json!(field.note("en"));
        one["required"] = json!(field.required);
        one["value"] = json!(shown);
        one["was"] = json!(was);
        one["problem"] = json!(problem.join(" "));
        // What stands there may be none of the words: it is kept until somebody chooses.
        one["is_other"] = json!(!shown.is_empty() && !has_choice(&one, &shown));
        fields.push(one);
    }
    let brought = proposal.map(|(_, own)| todo::list(&own.brought, &own.after)).unwrap_or_default();
    let view = json!({
        "fields": fields, "problems": problems, "file": subject.file(), "brought": brought,
        "others": others(proposal), "is_blocked": proposal.is_some_and(|(_, own)| own.is_blocked()),
        "rest": rest(project, subject),
    });
    Ok(Some((title(project, subject, &sheet), view)))
}

/// What is told of the record as a whole.
fn others(proposal: Option<(&Sent, &Proposal)>) -> Vec<String> {
    let told = proposal.into_iter().flat_map(|(_, own)| &own.told).filter(|(at, _)| at.is_none());
    told.map(|(_, told)| format!("{}: {}", capital(&told.message), told.hint).replace('`', "")).collect()
}

fn has_choice(field: &Value, shown: &str) -> bool {
    field["choices"].as_array().is_some_and(|all| all.iter().any(|own| own == shown))
}

fn columns(sheet: &FormSheet) -> impl Iterator<Item = (&FormColumn, &Cell)> {
    let cells = sheet.rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    sheet.columns.iter().zip(cells)
}

/// The fields of a record as they were sent.
pub(super) fn entries(
    outputs: &Outputs<'_>,
    subject: &Subject,
    sent: &Sent,
) -> io::Result<Option<Vec<Entry>>> {
    let Some(gathered) = &outputs.now.gathered else { return Ok(None) };
    let Some(sheet) = single(&gathered.project, outputs.disk, subject)? else { return Ok(None) };
    let entry = |field: &Field| Entry {
        path: field.path.clone(),
        was: sent.text(&format!("was:{}", field.path)).to_owned(),
        now: sent.text(&format!("now:{}", field.path)).to_owned(),
    };
    Ok(Some(columns(&sheet).filter_map(|(column, _)| column.field.as_ref().map(entry)).collect()))
}

fn input(field: &Field, known: &Known) -> Value {
    let words = choices(field, known);
    let kind = match field.kind {
        _ if !words.is_empty() => "choice",
        Kind::Lines => "lines",
        Kind::Date => "date",
        Kind::Number | Kind::Whole | Kind::Year | Kind::Price => "number",
        _ => "text",
    };
    json!({ "kind": kind, "choices": words })
}

/// A path as part of an id in a page.
fn anchor(path: &str) -> String {
    path.replace('.', "-")
}

fn title(project: &Project, subject: &Subject, sheet: &FormSheet) -> String {
    let at = |path: &str| {
        let mut found =
            columns(sheet).filter(|(own, _)| own.field.as_ref().is_some_and(|own| own.path == path));
        found.next().map(|(_, cell)| cell.text()).filter(|text| !text.is_empty())
    };
    let buyer = || {
        let own = project.buyer(&subject.id)?.company.for_audience(&Audience::Office)?;
        Some(own.source.str().to_owned())
    };
    match subject.list {
        List::Buyer => buyer(),
        List::Certificate => at("scheme"),
        List::Person => at("role"),
        _ => at("name"),
    }
    .unwrap_or_else(|| subject.id.clone())
}

/// The other records of the firm.
fn rest(project: &Project, subject: &Subject) -> Vec<Value> {
    let member = match subject.list {
        List::Buyer => return Vec::new(),
        List::Member => &subject.id,
        _ => &subject.member,
    };
    records(project, member)
}

/// The records of a firm that can be corrected, with their addresses.
pub(super) fn records(project: &Project, member: &str) -> Vec<Value> {
    let Some(own) = project.member(member) else { return Vec::new() };
    let row = |kind: &str, name: &str, href: String| json!({ "kind": kind, "name": name, "href": href });
    let mut all = vec![row("Firm", own.name.source.str(), format!("/_desk/edit/members/{member}/"))];
    let products = project.products.iter().filter(|product| product.id.owner() == member);
    all.extend(products.map(|product| {
        row(
            "Product",
            product.name.source.str(),
            format!("/_desk/edit/products/{member}/{}/", product.id.local()),
        )
    }));
    all.extend(own.certificates.iter().filter(|own| !own.id.str().is_empty()).map(|own| {
        let id = own.id.str();
        row("Certificate", id, format!("/_desk/edit/certificates/{member}/{id}/"))
    }));
    all.extend(own.persons.iter().filter(|own| !own.id.str().is_empty()).map(|own| {
        let id = own.id.str();
        row("Person", id, format!("/_desk/edit/persons/{member}/{id}/"))
    }));
    all
}
