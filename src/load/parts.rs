//! Readers of the parts that several records share.

use super::Top;
use super::table::Table;
use crate::diag::{Diagnostic, codes, nearest};
use crate::files::resolve;
use crate::model::field::Field;
use crate::model::parts::{Amount, Certificate, Contact, LeadTime, Person, PersonConsent, Photo};
use crate::model::private::{Level, LevelWord, Owner, Private};

/// `photos = [{ file, alt, … }]`
pub(super) fn photos(t: &Table<'_>, folder: &str) -> Vec<Photo> {
    t.tables("photos", "photo", &["file"]).into_iter().map(|t| photo(t, folder)).collect()
}

/// One photo.
pub(super) fn photo(t: Table<'_>, folder: &str) -> Photo {
    let file = t.required::<String>("file");
    let photo = Photo {
        path: path(&t, "file", &file, folder),
        file,
        alt: t.text("alt"),
        focus: t.values("focus"),
        kind: t.get("kind"),
        credit: t.text("credit"),
        span: t.span,
    };
    t.finish();
    photo
}

/// A photo written as a table or as a plain file name.
pub(super) fn single_photo(t: &Table<'_>, key: &'static str, folder: &str) -> Option<Photo> {
    t.table(key).map(|t| photo(t, folder))
}

/// The path of a file that a record names, if it stays inside the project.
pub(super) fn path(t: &Table<'_>, key: &str, file: &Field<String>, folder: &str) -> Option<String> {
    let at = file.at()?;
    let resolved = resolve(folder, &at.value);
    if resolved.is_none() {
        let message = format!("`{key}` of {} leaves the project: `{}`", t.name, at.value);
        let hint = "copy the file into the project and name it from there, with `/` between folders";
        t.report(Diagnostic::at(&codes::PATH_OUTSIDE, at.span, message).hint(hint));
    }
    resolved
}

/// `{ value, unit, per }`
pub(super) fn amount(t: &Table<'_>, key: &'static str) -> Option<Amount> {
    t.table(key).map(|t| {
        let amount =
            Amount { value: t.required("value"), unit: t.required("unit"), per: t.get("per"), span: t.span };
        t.finish();
        amount
    })
}

/// `lead_time = [{ up_to, days }, { days }]`
pub(super) fn lead_time(t: &Table<'_>) -> Vec<LeadTime> {
    let read = |t: Table<'_>| {
        let step = LeadTime { up_to: t.get("up_to"), days: t.required("days"), span: t.span };
        t.finish();
        step
    };
    t.tables("lead_time", "lead time", &[]).into_iter().map(read).collect()
}

/// `certificates = [{ id, scheme, … }]`
pub(super) fn certificates(t: &Table<'_>) -> Vec<Certificate> {
    let read = |t: Table<'_>| {
        let certificate = Certificate {
            id: t.required("id"),
            scheme: t.required("scheme"),
            number: t.get("number"),
            body: t.get("body"),
            holder: t.get("holder"),
            scope: t.text("scope"),
            grade: t.text("grade"),
            issued: t.get("issued"),
            audited: t.get("audited"),
            expires: t.get("expires"),
            url: t.get("url"),
            file: t.get("file"),
            span: t.span,
        };
        t.finish();
        certificate
    };
    t.tables("certificates", "certificate", &["id"]).into_iter().map(read).collect()
}

/// `persons = [{ id, role, … }]`
pub(super) fn persons(t: &Table<'_>, owner: &Owner) -> Vec<Person> {
    t.tables("persons", "person", &["id"]).into_iter().map(|t| person(t, owner.clone())).collect()
}

fn person(t: Table<'_>, owner: Owner) -> Person {
    let text = |key| t.get::<String>(key).str().to_owned();
    let contact = Contact {
        name: text("name"),
        name_latin: text("name_latin"),
        email: text("email"),
        phone: text("phone"),
        whatsapp: text("whatsapp"),
    };
    let consent = t.table("consent").map_or_else(PersonConsent::default, |t| {
        let flag = |key| t.get::<bool>(key).or(false);
        let consent =
            PersonConsent { directory: flag("directory"), dossiers: flag("dossiers"), badge: flag("badge") };
        t.finish();
        consent
    });
    let level = match (consent, &owner) {
        (PersonConsent { directory: true, .. }, Owner::Member(_)) => Level::Public,
        (PersonConsent { dossiers: true, .. }, Owner::Member(_)) => Level::Buyer,
        (PersonConsent { dossiers: true, .. }, Owner::Buyer(_)) => Level::Member,
        _ => Level::Office,
    };
    let personal = [&contact.name, &contact.name_latin, &contact.email, &contact.phone, &contact.whatsapp];
    let person = Person {
        has_personal_data: personal.iter().any(|text| !text.is_empty()),
        id: t.required("id"),
        role: t.required_text("role"),
        contact: Private::new(level, owner, contact),
        languages: t.values("languages"),
        events: t.values("events"),
        consent,
        span: t.span,
    };
    t.finish();
    person
}

/// `visibility = { capacity = "office" }`: the fields a record closes further than the default.
pub(super) fn visibility(top: &Top<'_>, closable: &[&'static str]) -> Vec<(&'static str, Level)> {
    let Some(t) = top.table.table("visibility") else { return Vec::new() };
    let mut raised = Vec::new();
    for (key, value) in t.entries() {
        match closable.iter().find(|field| **field == key.value) {
            Some(field) => {
                let word = t.typed::<LevelWord>(&key.value, value);
                raised.extend(word.get().map(|word| (*field, Level::from(*word))));
            }
            None => {
                let message = format!("`{}` of {} cannot be closed by `visibility`", key.value, t.name);
                let hint = match nearest(&key.value, closable.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("fields that can be closed: {}", closable.join(", ")),
                };
                t.report(Diagnostic::at(&codes::UNKNOWN_KEY, key.span, message).hint(hint));
            }
        }
    }
    raised
}

/// The level a record asked for, or the default.
pub(super) fn level_of(raised: &[(&'static str, Level)], field: &str, default: Level) -> Level {
    raised.iter().find(|(name, _)| *name == field).map_or(default, |(_, level)| default.max(*level))
}
