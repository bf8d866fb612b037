//! The form of a firm: itself, its products by group, certificates, prices. Of other firms it holds nothing.

use std::collections::BTreeSet;
use std::io;

use super::{CoverLine, Form, FormColumn, FormSheet, Maker, Words, missing};
use crate::import::facts::{Group, ProductFact};
use crate::import::fields::{Field, List};
use crate::import::form::{UPRIGHT, fields_of, shown};
use crate::import::record::{Entry, RecordFile};
use crate::model::member::Member;
use crate::sheet::Cell;

/// Rows for new products in each sheet.
const SPARE: usize = 30;
/// Rows for new certificates.
const SPARE_CERTIFICATES: usize = 10;
/// Rows for new persons.
const SPARE_PERSONS: usize = 5;
/// Longest name of a tab that every program takes, with room for the mark of its hidden copy.
const TAB: usize = 28;

impl Maker<'_> {
    pub(super) fn member(&self, member: &Member) -> io::Result<Form> {
        let id = member.id.as_str();
        let tags: Vec<String> = member.languages.iter().map(|at| at.value.clone()).collect();
        let words = self.words(&tags);
        let path = format!("members/{id}/member.md");
        let record = self.record(&path)?;
        let mut sheets = vec![self.firm(&record, &words)];
        for group in self.groups_of(id, member) {
            sheets.push(self.group(id, group, &words, &sheets)?);
        }
        sheets.push(self.entries(List::Certificate, SPARE_CERTIFICATES, &record, &words));
        sheets.push(self.entries(List::Person, SPARE_PERSONS, &record, &words));
        let lists: Vec<&str> = self
            .known
            .price_lists
            .iter()
            .filter(|(own, _)| own == id)
            .map(|(_, path)| path.as_str())
            .collect();
        for path in &lists {
            let taken: Vec<String> = sheets.iter().map(|own: &FormSheet| own.name.clone()).collect();
            sheets.push(self.prices(id, path, lists.len() > 1, &taken, &words)?);
        }
        let name = member.name.in_lang(&crate::model::text::Lang::new(words.lang())).to_owned();
        let mut cover = self.opening(&words, &name, true);
        let mut lacks: Vec<CoverLine> = sheets.iter().flat_map(missing).collect();
        lacks.extend(self.expired(member, &words));
        cover.push(CoverLine::Heading(words.say(if lacks.is_empty() { "nothing" } else { "missing" }, &[])));
        cover.extend(lacks);
        Ok(Form { name: id.to_owned(), stamp: self.stamp("member", id, &words), cover, sheets })
    }

    pub(super) fn firm(&self, record: &RecordFile, words: &Words) -> FormSheet {
        let fields = fields_of(List::Member, &self.known, words.lang());
        upright(&words.say("firm", &[]), List::Member, &fields, record, None, words)
    }

    /// Groups that a firm names, and those of its products.
    fn groups_of(&self, id: &str, member: &Member) -> Vec<&Group> {
        let mut wanted: BTreeSet<&str> = member.categories.iter().map(|at| at.value.as_str()).collect();
        wanted.extend(self.known.products_of(id).map(|own| own.category.as_str()));
        self.known.groups.iter().filter(|group| wanted.contains(group.own.id.as_str())).collect()
    }

    pub(super) fn group(
        &self,
        id: &str,
        group: &Group,
        words: &Words,
        others: &[FormSheet],
    ) -> io::Result<FormSheet> {
        let specs: BTreeSet<String> = group.specs.iter().map(|spec| format!("spec.{}", spec.key)).collect();
        let is_of_group = |field: &Field| {
            field.path != "category" && (!field.path.starts_with("spec.") || specs.contains(&field.path))
        };
        let mut fields: Vec<Field> = fields_of(List::Product, &self.known, words.lang())
            .into_iter()
            .filter(|field| is_of_group(field))
            .collect();
        // What is special about the group comes where a person looks for it: behind the text.
        let at = fields.iter().position(|field| field.path == "photos").unwrap_or(0);
        let (own, base): (Vec<Field>, Vec<Field>) =
            fields.drain(..).partition(|field| field.path.starts_with("spec."));
        let mut fields = base;
        // Groups give the same key other choices and limits.
        let own = own.into_iter().map(|field| {
            let spec = group.specs.iter().find(|spec| field.path == format!("spec.{}", spec.key));
            spec.map_or(field, |spec| Field::of_spec(spec).speaking(words.lang(), &self.known))
        });
        fields.splice(at..at, own);
        let mut rows = Vec::new();
        for product in self.known.products_of(id).filter(|own| own.category == group.own.id) {
            rows.push(self.product_row(product, &fields)?);
        }
        Ok(FormSheet {
            name: tab(name_of(group), &others.iter().map(|own| own.name.as_str()).collect::<Vec<_>>()),
            word: format!("{} {}", List::Product.word(), group.own.id),
            columns: fields.into_iter().map(|field| column(field, words)).collect(),
            rows,
            upright: false,
            spare: SPARE,
        })
    }

    fn product_row(&self, product: &ProductFact, fields: &[Field]) -> io::Result<(String, Vec<Cell>)> {
        let record = self.record(&format!("members/{}/products/{}.md", product.member, product.id))?;
        let cell = |field: &Field| shown(field, record.get(None, &field.path).as_ref());
        Ok((product.id.clone(), fields.iter().map(cell).collect()))
    }

    /// Entries of a list in the firm's record, with rows for new ones. The list is called as the sheet.
    pub(super) fn entries(&self, list: List, spare: usize, record: &RecordFile, words: &Words) -> FormSheet {
        let fields = fields_of(list, &self.known, words.lang());
        let row = |id: String| {
            let entry = Entry::new(list.word(), "id", id.clone());
            let cells = fields
                .iter()
                .map(|field| shown(field, record.get(Some(&entry), &field.path).as_ref()))
                .collect();
            (id, cells)
        };
        FormSheet {
            name: words.say(list.word(), &[]),
            word: list.word().to_owned(),
            rows: record.ids(list.word(), "id").into_iter().map(row).collect(),
            columns: fields.iter().map(|field| column(field.clone(), words)).collect(),
            upright: false,
            spare,
        }
    }

    /// Prices of a list of the firm: a row for each of its products, priced or not. One of several says which.
    fn prices(
        &self,
        id: &str,
        path: &str,
        is_one_of_several: bool,
        taken: &[String],
        words: &Words,
    ) -> io::Result<FormSheet> {
        let record = self.record(path)?;
        let fields: Vec<Field> = fields_of(List::Price, &self.known, words.lang())
            .into_iter()
            .filter(|field| field.path != "product")
            .collect();
        let shown_only = |key: &str| FormColumn { field: None, label: words.say(key, &[]) };
        let mut columns = vec![shown_only("product")];
        columns.extend(fields.iter().map(|field| {
            let mut own = column(field.clone(), words);
            // A product without a price is no fault.
            if let Some(field) = &mut own.field {
                field.required = false;
            }
            own
        }));
        let row = |product: &ProductFact| {
            let handle = format!("{}/{}", product.member, product.id);
            let entry = Entry::new("line", "product", handle.clone());
            let name = format!("{} {}", product.sku, product.names.first().map_or("", String::as_str));
            let cells =
                fields.iter().map(|field| shown(field, record.get(Some(&entry), &field.path).as_ref()));
            (handle, std::iter::once(Cell::Text(name.trim().to_owned())).chain(cells).collect())
        };
        let list = path.trim_start_matches("prices/").trim_end_matches(".toml");
        let (mut name, mut word) = (words.say("prices", &[]), List::Price.word().to_owned());
        if is_one_of_several {
            let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
            (name, word) = (tab(&format!("{name} {list}"), &taken), format!("{word} {list}"));
        }
        Ok(FormSheet {
            name,
            word,
            rows: self.known.products_of(id).map(row).collect(),
            columns,
            upright: false,
            spare: 0,
        })
    }

    /// Certificates that are not valid through the next fair.
    fn expired(&self, member: &Member, words: &Words) -> Vec<CoverLine> {
        let fair = self
            .project
            .events
            .iter()
            .filter_map(|own| own.end.get().copied())
            .filter(|day| *day >= self.project.today)
            .min();
        let day = fair.unwrap_or(self.project.today);
        let over = member.certificates.iter().filter(|own| own.expires.get().is_some_and(|end| *end < day));
        over.map(|own| {
            let what = format!("{}: {}", own.id.str(), words.say("expired", &[&self.day(words, day)]));
            CoverLine::Missing(words.say("certificates", &[]), what)
        })
        .collect()
    }
}

/// A sheet with one record.
pub(super) fn upright(
    name: &str,
    list: List,
    fields: &[Field],
    record: &RecordFile,
    entry: Option<&Entry>,
    words: &Words,
) -> FormSheet {
    let cell = |field: &Field| shown(field, record.get(entry, &field.path).as_ref());
    FormSheet {
        name: name.to_owned(),
        word: format!("{UPRIGHT} {}", list.word()),
        columns: fields.iter().map(|field| column(field.clone(), words)).collect(),
        rows: vec![(String::new(), fields.iter().map(cell).collect())],
        upright: true,
        spare: 0,
    }
}

pub(super) fn column(field: Field, words: &Words) -> FormColumn {
    let label = field.label(words.lang()).to_owned();
    let unit = if field.unit.is_empty() || label.contains(&field.unit) {
        String::new()
    } else {
        format!(" ({})", field.unit)
    };
    FormColumn { label: format!("{label}{unit}"), field: Some(field) }
}

/// A group's name in the project's own language, as all its papers call it.
fn name_of(group: &Group) -> &str {
    group.own.names.first().unwrap_or(&group.own.id)
}

/// A name for a tab: no sign that spreadsheets refuse, short enough, used once.
pub(super) fn tab(name: &str, others: &[&str]) -> String {
    let clean: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
    let cut = |length: usize| clean.chars().take(length).collect::<String>().trim().to_owned();
    let is_taken = |name: &str| others.iter().any(|own| own.to_lowercase() == name.to_lowercase());
    let first = cut(TAB);
    if !is_taken(&first) {
        return first;
    }
    (2..).map(|number| format!("{} {number}", cut(TAB - 3))).find(|name| !is_taken(name)).unwrap_or(first)
}
