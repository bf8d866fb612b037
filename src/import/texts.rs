//! The public texts of a project, each with its place and its translations: what a form for a translator is made
//! of, and what such a form is held against when it comes back. Private texts are known by their place only.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::walk;
use crate::model::project::{Places, Project};
use crate::model::text::{Place, Step, Text};
use crate::source::Span;

/// Kinds of records that have public texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// `consortium.toml`
    Consortium,
    /// `categories.toml`
    Groups,
    /// `certificates.toml`
    Schemes,
    /// An event.
    Event,
    /// The frame of an event's meetings: breaks and tables, nobody's name.
    Meetings,
    /// A page of the consortium.
    Page,
    /// A firm.
    Firm,
    /// A product.
    Product,
}

impl Of {
    /// The word by which forms look up how it is called in their language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Consortium => "consortium",
            Self::Groups => "groups",
            Self::Schemes => "schemes",
            Self::Event => "event",
            Self::Meetings => "meetings",
            Self::Page => "page",
            Self::Firm => "firm",
            Self::Product => "product",
        }
    }
}

/// A record with its public texts.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordTexts {
    /// Path of its file.
    pub file: String,
    /// What it is.
    pub of: Of,
    /// Its name in the default language; empty where there is one of the kind only.
    pub name: String,
    /// Firm that it is of; empty for the consortium's own.
    pub member: String,
    /// The twelve digits of its texts as they are now.
    pub current: String,
    /// For each language with a translation, the digits that it says it was made for.
    pub made_for: BTreeMap<String, Option<String>>,
    /// Public texts, in the order of the record.
    pub texts: Vec<TextFact>,
    /// Places of its texts that no translator's form has: private ones, those that are translated elsewhere or too long.
    pub unseen: Vec<Place>,
}

/// A public text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFact {
    /// Where it stands; of a list of words the place of the list.
    pub place: Place,
    /// As the record has it; of a list one word on each line.
    pub source: String,
    /// Whether it is a list of words.
    pub is_list: bool,
    /// Whether readers of every language need it in theirs.
    pub needed: bool,
    /// By language.
    pub translations: BTreeMap<String, String>,
}

/// Most signs of a text that a cell takes, with room for a longer translation.
const MOST_SIGNS: usize = 16_000;

impl TextFact {
    /// Whether no cell can hold it: such a text is translated in its file.
    pub fn is_long(&self) -> bool {
        self.source.chars().count() > MOST_SIGNS
    }

    /// Whether it is the Markdown below the fields.
    pub fn is_body(&self) -> bool {
        self.place.0.is_empty()
    }

    /// Least and most words that fit; `None` where there is no limit. Of a firm's and a product's texts only.
    pub fn limit(&self, of: Of) -> Option<(usize, usize)> {
        match (of, self.place.to_string().as_str()) {
            (Of::Firm, "summary") => Some((40, 60)),
            (Of::Product, "summary") => Some((1, 30)),
            (Of::Firm | Of::Product, "text") => Some((0, 250)),
            _ => None,
        }
    }
}

impl RecordTexts {
    /// Whether its translation is of another version of the record than the present one, or does not say of which.
    pub fn is_stale(&self, lang: &str) -> bool {
        self.made_for.get(lang).is_some_and(|made| made.as_deref() != Some(self.current.as_str()))
    }
}

/// The path of the translation of a record.
pub fn beside(file: &str, lang: &str) -> String {
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, "md"));
    format!("{name}.{lang}.{ending}")
}

/// Every record that is in the outputs, with its public texts.
pub fn texts(project: &Project) -> Vec<RecordTexts> {
    let gone = walk::gone(project);
    let unsaid = roles_of_the_unnamed(project);
    let sheets = walk::sheets(project).into_iter().filter(|own| !gone.contains(&own.span));
    let pieces = sheets.map(|own| {
        let texts = own.pieces.iter().map(|piece| (piece.text, piece.needed)).collect();
        (own.span, texts)
    });
    let all: Vec<(Span, Vec<(&Text, bool)>)> = pieces.chain(frames(project)).collect();
    let mut records: Vec<RecordTexts> = all
        .iter()
        .filter_map(|(span, texts)| {
            let path = project.sources.path(span.file);
            let places = project.places.iter().find(|own| own.source == path)?;
            record(project, places, texts, &unsaid)
        })
        .collect();
    records.sort_by_key(|own| (!own.member.is_empty(), own.member.clone(), own.of));
    records
}

/// Roles of persons that are not in the public directory: the handles of such persons can be their names.
fn roles_of_the_unnamed(project: &Project) -> BTreeSet<Span> {
    let persons = project.members.iter().flat_map(|member| &member.persons);
    persons.filter(|own| !own.consent.directory).filter_map(|own| own.role.source.span()).collect()
}

/// Breaks that all have, and tables: what every visitor of an event reads on its papers.
fn frames(project: &Project) -> impl Iterator<Item = (Span, Vec<(&Text, bool)>)> {
    project.meetings.iter().map(|own| {
        let of_all = own.blocks.iter().filter(|block| block.who.iter().all(|who| who.value == "*"));
        let blocks = of_all.map(|block| (&block.label, true));
        let tables = own.tables.iter().flat_map(|table| [(&table.label, false), (&table.group, false)]);
        (own.span, blocks.chain(tables).collect())
    })
}

fn record(
    project: &Project,
    places: &Places,
    texts: &[(&Text, bool)],
    unsaid: &BTreeSet<Span>,
) -> Option<RecordTexts> {
    let current = places.current.clone()?;
    let by_span: BTreeMap<Span, &Place> = places.all.iter().map(|(span, place)| (*span, place)).collect();
    let mut facts: Vec<TextFact> = Vec::new();
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    for (text, needed) in texts {
        let Some(at) = text.source.at() else { continue };
        let Some(place) = by_span.get(&at.span) else { continue };
        let is_choice = !needed && place.0.first() == Some(&Step::Key("spec".to_owned()));
        let says = at.value.chars().any(char::is_alphabetic);
        if is_choice || !says || unsaid.contains(&at.span) {
            continue;
        }
        seen.insert(at.span);
        add(&mut facts, place, text, *needed);
    }
    let unseen = places.all.iter().filter(|(span, _)| !seen.contains(span)).map(|(_, place)| place.clone());
    let unseen =
        unseen.chain(facts.iter().filter(|own| own.is_long()).map(|own| own.place.clone())).collect();
    let (of, member, name) = called(project, &places.source)?;
    let made_for = project.translations.iter().filter(|own| own.source == places.source).map(|own| {
        let made = own.translates.as_ref().map(|at| at.value.clone());
        (own.lang.as_str().to_owned(), made)
    });
    Some(RecordTexts {
        file: places.source.clone(),
        of,
        name,
        member,
        current,
        made_for: made_for.collect(),
        unseen,
        texts: facts,
    })
    .filter(|own| !own.texts.is_empty())
}

/// Adds a text; the words of a list are one fact.
fn add(facts: &mut Vec<TextFact>, place: &Place, text: &Text, needed: bool) {
    let source = text.source.str().trim();
    let translations =
        text.translations.iter().map(|(lang, at)| (lang.as_str().to_owned(), at.value.clone()));
    let Some((Step::Entry { .. }, way)) = place.0.split_last() else {
        let translations = translations.map(|(lang, own)| (lang, own.trim().to_owned())).collect();
        let (place, source) = (place.clone(), source.to_owned());
        facts.push(TextFact { place, source, is_list: false, needed, translations });
        return;
    };
    let place = Place(way.to_vec());
    if facts.last().is_none_or(|last| last.place != place) {
        let (source, translations) = (String::new(), BTreeMap::new());
        facts.push(TextFact { place, source, is_list: true, needed, translations });
    }
    // OK because one was pushed where there was none.
    let list = facts.last_mut().expect("a list");
    let push = |lines: &mut String, word: &str| {
        lines.push_str(if lines.is_empty() { "" } else { "\n" });
        lines.push_str(word);
    };
    push(&mut list.source, source);
    translations.for_each(|(lang, own)| push(list.translations.entry(lang).or_default(), own.trim()));
}

/// What a record is, the firm that it is of, and its name.
fn called(project: &Project, path: &str) -> Option<(Of, String, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let product = |id: &str| {
        let own = project.product(id)?;
        let name = own.name.source.str();
        let sku = own.sku.str();
        Some(if sku.is_empty() { name.to_owned() } else { format!("{name} ({sku})") })
    };
    let of_all = |of: Of, name: String| Some((of, String::new(), name));
    match parts.as_slice() {
        ["consortium.toml"] => of_all(Of::Consortium, String::new()),
        ["categories.toml"] => of_all(Of::Groups, String::new()),
        ["certificates.toml"] => of_all(Of::Schemes, String::new()),
        ["events", file] => of_all(Of::Event, project.event(&stem(file))?.name.source.str().to_owned()),
        ["meetings", file] => of_all(Of::Meetings, project.event(&stem(file))?.name.source.str().to_owned()),
        ["pages", file] => {
            let page = project.pages.iter().find(|own| own.id == stem(file))?;
            of_all(Of::Page, page.title.source.str().to_owned())
        }
        ["products", file] => of_all(Of::Product, product(&format!("common/{}", stem(file)))?),
        ["members", id, "member.md"] => {
            let name = project.member(id)?.name.source.str().to_owned();
            Some((Of::Firm, (*id).to_owned(), name))
        }
        ["members", id, "products", file] => {
            Some((Of::Product, (*id).to_owned(), product(&format!("{id}/{}", stem(file)))?))
        }
        _ => None,
    }
}
