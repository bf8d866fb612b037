//! What an import would change: each value beside the one that is there. Nothing is written here; the result
//! is the text of each file as it would be.

mod photos;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::facts::{CertificateFact, Known, PersonFact, ProductFact, called};
use super::fields::{Field, Kind, List};
use super::memory::{Kept, mark};
use super::pictures::Pictures;
use super::plain::Plain;
use super::record::RecordFile;
use super::rows::{Given, Incoming};
use super::told::{Told, Why};
use super::value::{Around, Reading, read};
use crate::files::Files;
use targets::Target;

/// A value that becomes another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Path of the file.
    pub file: String,
    /// Its record in words, such as ``certificate `oeko` ``; empty for the file itself.
    pub of: String,
    /// Path of the value in the record.
    pub path: String,
    /// What is there; `None` for a new value.
    pub old: Option<Plain>,
    /// What would be there; `None` for one that is taken away.
    pub new: Option<Plain>,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Values that change, in the order of the sheet.
    pub changes: Vec<Change>,
    /// Files that are new.
    pub new_files: BTreeSet<String>,
    /// Records that were in the last import and are in the sheet no longer.
    pub gone: Vec<String>,
    /// Values that are as they were.
    pub same: usize,
    /// What is to be told.
    pub told: Vec<Told>,
    /// Files as they would be.
    pub texts: BTreeMap<String, String>,
    /// Pictures to be put beside the records.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

impl Outcome {
    /// All files as they would be, by path.
    pub fn files(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let texts = self.texts.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
        texts.chain(self.pictures.iter().map(|(path, bytes)| (path.clone(), bytes.clone())))
    }

    /// Whether there is anything to write.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.pictures.is_empty()
    }
}

/// What an import works with.
pub struct Work<'a> {
    /// The project's files.
    pub files: &'a dyn Files,
    /// What is known of the project.
    pub known: &'a mut Known,
    /// Pictures that came along.
    pub pictures: &'a Pictures,
    /// Whether the sheet wins over what was edited by hand.
    pub overwrite: bool,
    /// Event that wishes are for.
    pub event: &'a str,
}

struct Changing<'a, 'b> {
    work: Work<'a>,
    kept: Option<&'b mut Kept>,
    open: BTreeMap<String, RecordFile>,
    seen: BTreeMap<String, (String, usize)>,
    out: Outcome,
}

/// Holds what came in against what is there. `kept` is what is remembered of a sheet of others.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn changes(incoming: &[Incoming], work: Work<'_>, kept: Option<&mut Kept>) -> io::Result<Outcome> {
    let mut all =
        Changing { work, kept, open: BTreeMap::new(), seen: BTreeMap::new(), out: Outcome::default() };
    for own in incoming {
        all.record(own)?;
    }
    all.finish(incoming);
    Ok(all.out)
}

impl Changing<'_, '_> {
    fn record(&mut self, own: &Incoming) -> io::Result<()> {
        let Some(target) = self.target(own)? else { return Ok(()) };
        let key = target.key();
        let is_again = self.seen.get(&key).map(|(sheet, row)| (sheet.clone(), *row));
        self.seen.entry(key.clone()).or_insert((own.sheet.clone(), own.row));
        if !self.is_open(&target)? {
            let message = format!("`{}` cannot be read", target.file);
            self.tell(
                own,
                Why::Stranger,
                (own.row, 0),
                message,
                "correct it first (`fairfolio check` says where)",
            );
            return Ok(());
        }
        if own.list == List::Stay
            && !target.entry.as_ref().is_some_and(|own| self.open[&target.file].has(own))
        {
            let message = format!("`{}` is no longer on the list of `{}`", own.id, target.file);
            self.tell(own, Why::Stranger, (own.row, 0), message, "put it on the list first, with its status");
            return Ok(());
        }
        let mut differs = false;
        for given in &own.cells {
            for (path, value) in self.values(own, given, &target) {
                if is_again.is_some() {
                    let here = self.open[&target.file].get(target.entry.as_ref(), &path);
                    differs |= here.is_none_or(|here| !here.is_same(&value));
                } else {
                    self.set(own, given, &target, &path, value);
                }
            }
            self.cleared(given, &target, is_again.is_some());
        }
        if let Some((sheet, row)) = is_again {
            let first = format!("row {} of `{sheet}`", row + 1);
            let (message, hint) = match differs {
                true => (
                    format!("this row is of the same record as {first} and says something else"),
                    "give each its own article number, or remove one of the rows",
                ),
                false => (format!("this row repeats {first}"), "nothing is lost; remove it"),
            };
            let why = if differs { Why::Twice } else { Why::LeftOut };
            self.tell(own, why, (own.row, 0), message, hint);
        }
        self.on_the_row(own, &target);
        Ok(())
    }

    fn tell(
        &mut self,
        own: &Incoming,
        why: Why,
        at: (usize, usize),
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.out.told.push(Told::new(why, &own.sheet, at, message, hint));
    }

    fn is_open(&mut self, target: &Target) -> io::Result<bool> {
        if self.open.contains_key(&target.file) {
            return Ok(true);
        }
        let is_markdown = target.file.ends_with(".md");
        let file = match self.work.files.read(&target.file) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes).ok();
                let Some(Ok(file)) = text.map(|text| RecordFile::read(&text, is_markdown)) else {
                    return Ok(false);
                };
                file
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.out.new_files.insert(target.file.clone());
                RecordFile::new(is_markdown)
            }
            Err(error) => return Err(error),
        };
        self.open.insert(target.file.clone(), file);
        Ok(true)
    }

    /// The values of a cell; what is not understood is told.
    fn values(&mut self, own: &Incoming, given: &Given, target: &Target) -> Vec<(String, Plain)> {
        if given.sent.as_ref().is_some_and(|sent| *sent == given.cell.text()) {
            return Vec::new();
        }
        let field = match self.field_of_group(own, given, target) {
            Ok(field) => field,
            Err((message, hint)) => {
                self.tell(own, Why::Unclear, given.at, message, hint);
                return Vec::new();
            }
        };
        let around = Around {
            known: self.work.known,
            member: &own.member,
            decimal: own.decimal,
            order: given.order,
            unit: &given.unit,
        };
        match read(&field, &given.cell, around) {
            Reading::Nothing => Vec::new(),
            Reading::Unclear(question) => {
                self.tell(own, Why::Unclear, given.at, question.message, question.hint);
                Vec::new()
            }
            Reading::Values(values) if given.field.kind == Kind::Photos => {
                self.photos(own, given, target, values)
            }
            Reading::Values(values) if given.field.path == "rank" => {
                let number = |value: Plain| match value {
                    Plain::Text(digits) => Plain::Number(digits.parse().unwrap_or(0.0)),
                    other => other,
                };
                values.into_iter().map(|(path, value)| (path, number(value))).collect()
            }
            Reading::Values(values) => values,
        }
    }

    /// The field as the product's own group has it: groups give the same key other choices and limits.
    fn field_of_group(
        &self,
        own: &Incoming,
        given: &Given,
        target: &Target,
    ) -> Result<Field, (String, String)> {
        let Some(key) = given.field.path.strip_prefix("spec.") else { return Ok(given.field.clone()) };
        let said = called(self.work.known.groups.iter().map(|group| &group.own), &own.text("category"));
        let there = self.open.get(&target.file).and_then(|file| file.get(None, "category"));
        let group = match (said, there) {
            (Some(said), _) => self.work.known.group(&said.id),
            (None, Some(Plain::Text(id))) => self.work.known.group(&id),
            _ => None,
        };
        let Some(group) = group else { return Ok(given.field.clone()) };
        let spec = group.specs.iter().find(|spec| spec.key == key);
        spec.map(|spec| Field::of_spec(spec).speaking(&given.field.lang, self.work.known)).ok_or_else(|| {
            let keys: Vec<&str> = group.specs.iter().map(|spec| spec.key.as_str()).collect();
            let message = format!("products of `{}` have no `{key}`", group.own.id);
            (message, format!("it has {}; or leave the column out of the mapping", keys.join(", ")))
        })
    }

    /// Sets a value, unless it is there already or was edited by hand.
    fn set(&mut self, own: &Incoming, given: &Given, target: &Target, path: &str, new: Plain) {
        let file = &self.open[&target.file];
        let old = file.get(target.entry.as_ref(), path);
        let key = target.key();
        if old.as_ref().is_some_and(|old| old.is_same(&new)) {
            self.out.same += 1;
            self.remember(&key, path, &new);
            return;
        }
        if let Some(old) = &old
            && !self.work.overwrite
            && self.is_by_hand(given, &key, path, old)
        {
            let was_sent = self.kept.as_ref().is_some_and(|kept| kept.mark(&key, path) == Some(&mark(&new)));
            if was_sent {
                // The sheet still says what it said; whoever edited it knew better.
                self.out.same += 1;
                return;
            }
            let message = format!(
                "`{path}` of `{key}` is {} and was not written by an import; here it is {}",
                old.shown(),
                new.shown()
            );
            self.tell(
                own,
                Why::Edited,
                given.at,
                message,
                "it stays as it is; add `--overwrite` to take the sheet's",
            );
            return;
        }
        self.remember(&key, path, &new);
        self.write(target, path, old, Some(new));
    }

    fn write(&mut self, target: &Target, path: &str, old: Option<Plain>, new: Option<Plain>) {
        // OK because the file was opened before.
        let file = self.open.get_mut(&target.file).expect("an open file");
        file.set(target.entry.as_ref(), path, new.as_ref());
        let (file, of, path) = (target.file.clone(), target.of.clone(), path.to_owned());
        self.out.changes.push(Change { file, of, path, old, new });
    }

    fn remember(&mut self, key: &str, path: &str, value: &Plain) {
        if let Some(kept) = &mut self.kept {
            kept.remember(key, path, value);
        }
    }

    /// Whether what is there is neither what the form went out with nor what the last import wrote.
    fn is_by_hand(&self, given: &Given, key: &str, path: &str, old: &Plain) -> bool {
        match (&given.sent, &self.kept) {
            (Some(sent), _) => super::form::shown(&given.field, Some(old)).text() != *sent,
            (None, Some(kept)) => kept.mark(key, path) != Some(mark(old).as_str()),
            (None, None) => false,
        }
    }

    /// A cell of a form that was emptied takes the value away, if it is still the one that was sent.
    fn cleared(&mut self, given: &Given, target: &Target, is_again: bool) {
        let was_sent = given.sent.as_ref().is_some_and(|sent| !sent.is_empty());
        if is_again || !was_sent || !given.cell.is_empty() {
            return;
        }
        let path = given.field.path.clone();
        let old = self.open[&target.file].get(target.entry.as_ref(), &path);
        if let Some(old) = old.filter(|old| {
            super::form::shown(&given.field, Some(old)).text()
                == *given.sent.as_ref().unwrap_or(&String::new())
        }) {
            self.write(target, &path, Some(old), None);
        }
    }

    /// Handles of new records are known to the rows that follow.
    fn on_the_row(&mut self, own: &Incoming, target: &Target) {
        let last = |file: &str| file.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_owned();
        match own.list {
            List::Product => {
                let id = last(&target.file);
                if !self.work.known.products_of(&own.member).any(|known| known.id == id) {
                    self.work.known.products.push(ProductFact {
                        member: own.member.clone(),
                        id,
                        sku: own.text("sku"),
                        names: vec![own.text("name")],
                        category: String::new(),
                    });
                }
            }
            List::Certificate => {
                let id = target.entry.as_ref().map_or_else(String::new, |entry| entry.by[0].1.clone());
                if !self
                    .work
                    .known
                    .certificates
                    .iter()
                    .any(|known| known.member == own.member && known.id == id)
                {
                    let scheme = match self.open[&target.file].get(target.entry.as_ref(), "scheme") {
                        Some(Plain::Text(scheme)) => scheme,
                        _ => String::new(),
                    };
                    let fact = CertificateFact {
                        member: own.member.clone(),
                        id,
                        scheme,
                        number: own.text("number"),
                    };
                    self.work.known.certificates.push(fact);
                }
            }
            List::Person => {
                let id = target.entry.as_ref().map_or_else(String::new, |entry| entry.by[0].1.clone());
                let called = ["name", "email", "role"].map(|path| own.text(path));
                self.work.known.persons.push(PersonFact { member: own.member.clone(), id, called });
            }
            _ => {}
        }
    }

    /// Texts of what changed, and what the last import had and this one has not.
    fn finish(&mut self, incoming: &[Incoming]) {
        self.amounts_without_unit(incoming);
        let changed: BTreeSet<&String> = self.out.changes.iter().map(|change| &change.file).collect();
        for (path, file) in &self.open {
            if changed.contains(path) {
                self.out.texts.insert(path.clone(), file.text());
            }
        }
        self.out.new_files.retain(|path| self.out.texts.contains_key(path));
        if let Some(kept) = &self.kept {
            let seen: BTreeSet<&str> = self.seen.keys().map(String::as_str).collect();
            self.out.gone = kept.records().filter(|key| !seen.contains(key)).map(str::to_owned).collect();
        }
    }

    /// An amount of a new record needs its unit.
    fn amounts_without_unit(&mut self, incoming: &[Incoming]) {
        let lacks: Vec<(String, String)> = self
            .out
            .changes
            .iter()
            .filter(|change| change.path.ends_with(".value") && change.of.is_empty())
            .filter(|change| {
                let unit = change.path.replace(".value", ".unit");
                self.open[&change.file].get(None, &unit).is_none()
            })
            .map(|change| (change.file.clone(), change.path.trim_end_matches(".value").to_owned()))
            .collect();
        for (file, field) in lacks {
            let Some((sheet, row)) = self.seen.get(&file).cloned() else { continue };
            let own = incoming.iter().find(|own| own.sheet == sheet && own.row == row);
            let at = own
                .and_then(|own| own.cells.iter().find(|given| given.field.path.starts_with(&field)))
                .map(|given| given.at);
            let message = format!("`{field}` has no unit");
            let hint = "write it into the cells (`1000 pcs`) or the heading (`MOQ (pcs)`)";
            self.out.told.push(Told::new(Why::Unclear, &sheet, at.unwrap_or((row, 0)), message, hint));
        }
    }
}
