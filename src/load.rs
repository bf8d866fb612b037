//! From files to a [`Project`]. Loading never stops at the first problem: what is broken becomes a
//! finding and a gap, everything else is there.

pub mod discover;
pub mod document;
pub mod drawing;
pub mod images;
pub mod table;
pub mod value;

mod buyer;
mod categories;
mod consortium;
mod edition;
mod event;
mod meeting;
mod member;
mod parts;
mod price;
mod printed_code;
mod printer;
mod product;
pub mod profile;
mod theme;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diag::{Diagnostic, Findings, codes};
use crate::files::Files;
use crate::model::event::Page;
use crate::model::ids::EventId;
use crate::model::project::{Places, Project, Translation};
use crate::model::text::{Lang, Place};
use crate::source::{FileId, SourceMap};
use discover::{Kind, Listing};
use document::{Document, parse};
use images::Looked;
use table::{Node, Sink, Table};

/// The dates that the outside world offers for "today".
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// `--today`: wins over everything.
    pub forced: Option<Date>,
    /// `SOURCE_DATE_EPOCH` or the clock: used when the project has no `build_date`.
    pub fallback: Date,
}

/// Reads a whole project.
///
/// # Errors
/// Only for the environment: the folder cannot be walked or a file that is there cannot be read.
pub fn load(files: &dyn Files, today: Today) -> io::Result<(Project, Findings)> {
    load_again(files, today, &mut Looked::default())
}

/// The same by those who read a project again and again, with what they saw in its pictures.
///
/// # Errors
/// As [`load`].
pub fn load_again(files: &dyn Files, today: Today, looked: &mut Looked) -> io::Result<(Project, Findings)> {
    let sink: Sink = RefCell::default();
    let paths = files.list()?;
    // Where there is no project, nothing else that could be said is of use.
    let is_project = paths.iter().any(|path| path == "consortium.toml");
    let listing = Listing::new(if is_project { paths } else { Vec::new() }, &sink);
    let mut sources = SourceMap::default();
    let texts = document::read_texts(files, &listing, &mut sources, &sink)?;
    let documents = parse_all(&texts, &sources, &sink);
    let reader = Reader { sink: &sink, listing: &listing, documents: &documents };

    let consortium = reader.one(Kind::Consortium, |top| consortium::read(top.table));
    let (categories, schemes) = (
        reader.one(Kind::Categories, |top| categories::read(top.table)).unwrap_or_default(),
        reader.one(Kind::Certificates, |top| categories::read_schemes(top.table)).unwrap_or_default(),
    );
    let members = reader.all(Kind::Member, member::read);
    let products = reader.all(Kind::Product, product::read);
    let prices = reader.all(Kind::Prices, price::read);
    let events = reader.all(Kind::Event, event::read);
    let editions = reader.all(Kind::Edition, edition::read);
    let codes = reader.one(Kind::Codes, printed_code::read).unwrap_or_default();
    let pages: Vec<Page> = reader.all(Kind::Page, event::read_page);
    let buyers = reader.all(Kind::Buyer, buyer::read);
    let meetings = reader.all(Kind::Meetings, meeting::read);
    let plans = reader.all(Kind::Plan, meeting::read_plan);
    let records = reader.all(Kind::Records, meeting::read_records);
    let mut printers = reader.all(Kind::Printer, printer::read);
    for own in &mut printers {
        printer::read_icc(files, &listing.paths, own, &sink)?;
    }
    let own_theme = reader.one(Kind::Theme, theme::read);
    let (translations, places) = (reader.translations(), reader.places());

    let build_date = consortium.as_ref().and_then(|c| c.build_date.get().copied());
    let today = today.forced.or(build_date).unwrap_or(today.fallback);
    let mut project = Project {
        paths: listing.paths.iter().cloned().collect(),
        sources: SourceMap::default(),
        consortium,
        categories,
        schemes,
        members,
        products,
        prices,
        events,
        pages,
        codes,
        editions,
        buyers,
        meetings,
        plans,
        records,
        printers,
        own_theme,
        images: BTreeMap::new(),
        translations,
        places,
        today,
    };
    project.members.sort_by(|a, b| a.id.cmp(&b.id));
    project.products.sort_by(|a, b| a.id.cmp(&b.id));
    project.buyers.sort_by(|a, b| a.id.cmp(&b.id));
    if project.consortium.is_none() && !texts.contains_key("consortium.toml") {
        let finding =
            Diagnostic::file(&codes::MISSING_FILE, "consortium.toml", "there is no `consortium.toml`");
        sink.borrow_mut()
            .add(finding.hint("run the command in a project folder, or make one with `fairfolio new DIR`"));
    }
    project.images = images::inspect(files, &project, &sink, looked)?;
    drop(documents);
    project.sources = sources;
    Ok((project, sink.into_inner()))
}

/// Parses side by side; what each file was found to have is taken in in the order of paths.
fn parse_all<'a>(
    texts: &'a BTreeMap<String, FileId>,
    sources: &'a SourceMap,
    sink: &Sink,
) -> BTreeMap<&'a str, Document<'a>> {
    let one = |(path, id): (&'a String, &FileId)| {
        let own = Sink::default();
        let document = parse(sources, *id, &own);
        (path.as_str(), document, own.into_inner())
    };
    let parsed: Vec<_> = texts.par_iter().map(one).collect();
    let taken = parsed.into_iter().filter_map(|(path, document, found)| {
        sink.borrow_mut().extend(found.into_list());
        Some((path, document?))
    });
    taken.collect()
}

/// A record's top table with what its file name says.
pub struct Top<'a> {
    /// The table.
    pub table: Table<'a>,
    /// Path of the file.
    pub path: &'a str,
    /// Folder of the file, for paths in it.
    pub folder: &'a str,
    /// Handle from the file's or folder's name.
    pub id: &'a str,
    /// The Markdown after the front matter, with translations.
    pub body: crate::model::text::Text,
}

struct Reader<'a> {
    sink: &'a Sink,
    listing: &'a Listing,
    documents: &'a BTreeMap<&'a str, Document<'a>>,
}

impl<'a> Reader<'a> {
    fn all<T>(&self, kind: Kind, read: impl Fn(Top<'a>) -> T) -> Vec<T> {
        let tops = self.listing.of(kind).filter_map(|entry| self.top(entry));
        tops.map(read).collect()
    }

    fn one<T>(&self, kind: Kind, read: impl Fn(Top<'a>) -> T) -> Option<T> {
        self.all(kind, read).pop()
    }

    fn top(&self, entry: &'a discover::Entry) -> Option<Top<'a>> {
        let document = self.documents.get(entry.path.as_str())?;
        let translations = self.translations_of(entry);
        let nodes: Vec<(Lang, Node<'a>)> =
            translations.iter().map(|(lang, document)| (lang.clone(), document.node())).collect();
        let mut body = document.body();
        for (lang, translated) in &translations {
            if let Some(at) = translated.body().source.at() {
                body.translations.insert(lang.clone(), at.clone());
            }
        }
        let name = entry.called();
        let table = Table::new(self.sink, name, document.node(), nodes).logging(&document.log);
        document.log.borrow_mut().note(&Place::default(), &body.source);
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(Top { table, path: &entry.path, folder, id: &entry.id, body })
    }

    fn translations_of(&self, entry: &discover::Entry) -> Vec<(Lang, &'a Document<'a>)> {
        let found = entry
            .translations
            .iter()
            .filter_map(|(lang, path)| Some((lang.clone(), self.documents.get(path.as_str())?)));
        found.collect()
    }

    fn translations(&self) -> Vec<Translation> {
        let mut list = Vec::new();
        for entry in &self.listing.entries {
            let Some(source) = self.documents.get(entry.path.as_str()) else { continue };
            // While the source is broken, nobody can say what it says.
            let Some(current) = source.text_hash() else { continue };
            for (lang, document) in self.translations_of(entry) {
                list.push(Translation {
                    source: entry.path.clone(),
                    lang,
                    translates: document.translates(),
                    current: current.clone(),
                    span: document.start(),
                });
            }
        }
        list
    }

    fn places(&self) -> Vec<Places> {
        let of = |entry: &discover::Entry| {
            let document = self.documents.get(entry.path.as_str())?;
            let all = document.log.borrow().places.clone();
            Some(Places { source: entry.path.clone(), current: document.text_hash(), all })
        };
        self.listing.entries.iter().filter_map(of).filter(|own| !own.all.is_empty()).collect()
    }
}

/// The event that a file of `meetings/` belongs to.
fn event_id(top: &Top<'_>) -> EventId {
    EventId::new(top.id)
}
