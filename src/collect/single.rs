//! One record with the fields that a form would ask of it, for who corrects it in place.

use std::io;

use super::member::upright;
use super::{FormSheet, Maker, Words, book};
use crate::files::Files;
use crate::import::facts::Known;
use crate::import::fields::{Field, List};
use crate::import::form::fields_of;
use crate::model::project::Project;

/// A record that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Firm, product, certificate, person or buyer.
    pub list: List,
    /// The firm of a product, certificate or person; empty otherwise.
    pub member: String,
    /// Its handle.
    pub id: String,
}

impl Subject {
    /// Path of the file that holds it.
    pub fn file(&self) -> String {
        let Self { member, id, .. } = self;
        match self.list {
            List::Product => format!("members/{member}/products/{id}.md"),
            List::Certificate | List::Person => format!("members/{member}/member.md"),
            List::Buyer => format!("buyers/{id}.toml"),
            _ => format!("members/{id}/member.md"),
        }
    }
}

/// The words of a field that has to be one of some; none when it is free.
pub fn choices(field: &Field, known: &Known) -> Vec<String> {
    book::entries(field, known)
}

/// The fields of a record, with the one row of what it holds; `None` when there is no such record.
///
/// # Errors
/// When its file cannot be read.
pub fn single(project: &Project, files: &dyn Files, subject: &Subject) -> io::Result<Option<FormSheet>> {
    let maker = Maker { project, files, known: Known::of(project), by: None, event: "" };
    let words = Words::of("en");
    let id = subject.id.as_str();
    Ok(match subject.list {
        List::Member if project.member(id).is_some() => {
            Some(maker.firm(&maker.record(&subject.file())?, &words))
        }
        List::Product => {
            let mut products = maker.known.products_of(&subject.member);
            let Some(product) = products.find(|own| own.id == id) else { return Ok(None) };
            let Some(group) = maker.known.group(&product.category) else { return Ok(None) };
            only(maker.group(&subject.member, group, &words, &[])?, id)
        }
        list @ (List::Certificate | List::Person) if project.member(&subject.member).is_some() => {
            only(maker.entries(list, 0, &maker.record(&subject.file())?, &words), id)
        }
        List::Buyer if project.buyer(id).is_some() => {
            let fields = fields_of(List::Buyer, &maker.known, words.lang());
            let record = maker.record(&subject.file())?;
            Some(upright(&words.say("you", &[]), List::Buyer, &fields, &record, None, &words))
        }
        _ => None,
    })
}

/// The row of one record, and no room for others.
fn only(mut sheet: FormSheet, id: &str) -> Option<FormSheet> {
    sheet.rows.retain(|(handle, _)| handle == id);
    sheet.spare = 0;
    (!sheet.rows.is_empty()).then_some(sheet)
}
