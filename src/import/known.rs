//! What is known of a project, gathered for reading sheets.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{CertificateFact, Group, Known, Named, PersonFact, ProductFact, SpecFact, SpecKind};
use super::quantities::is_unit;
use super::texts::texts;
use super::words::folded;
use crate::locale::{Locale, is_country};
use crate::model::category::{Category, Spec, SpecType};
use crate::model::consortium::Digits;
use crate::model::member::Member;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::model::text::{Lang, Text};

/// Languages in which names of countries and languages are understood, whatever the project speaks.
const READ: [&str; 6] = ["en", "fr", "de", "ar", "es", "it"];
/// Languages that forms speak.
const SPOKEN: [&str; 4] = ["en", "fr", "de", "ar"];
/// Names of countries that people write and no standard has.
const ALSO: [(&str, &str); 12] = [
    ("uk", "GB"),
    ("u k", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("usa", "US"),
    ("u s a", "US"),
    ("uae", "AE"),
    ("u a e", "AE"),
    ("ksa", "SA"),
    ("holland", "NL"),
    ("korea", "KR"),
    ("turkey", "TR"),
];

impl Known {
    /// Gathers what a project says.
    pub fn of(project: &Project) -> Self {
        let consortium = project.consortium.as_ref();
        let langs: BTreeSet<Lang> =
            project.langs().into_iter().chain(READ.into_iter().map(Lang::new)).collect();
        Self {
            consortium: consortium.map_or_else(String::new, |own| own.name.source.str().to_owned()),
            groups: project.categories.list.iter().map(|own| group(project, own)).collect(),
            units: project
                .categories
                .units
                .iter()
                .filter_map(|own| Some(named(project, own.id.get()?, &[&own.name])))
                .collect(),
            countries: countries(&langs),
            languages: languages(&langs),
            country_names: SPOKEN.map(|lang| (lang.to_owned(), country_names(lang))).into_iter().collect(),
            language_names: SPOKEN.map(|lang| (lang.to_owned(), language_names(lang))).into_iter().collect(),
            schemes: project
                .schemes
                .iter()
                .map(|own| named(project, own.id.as_str(), &[&own.name]))
                .collect(),
            members: project
                .members
                .iter()
                .map(|own| named(project, own.id.as_str(), &[&own.name, &own.legal_name, &own.brand]))
                .collect(),
            buyers: project.buyers.iter().map(buyer).collect(),
            products: project.products.iter().filter(|own| !own.is_common()).map(product).collect(),
            certificates: certificates(project),
            persons: project.members.iter().flat_map(persons).collect(),
            price_lists: project
                .prices
                .iter()
                .map(|own| (own.member.str().to_owned(), format!("prices/{}.toml", own.id)))
                .collect(),
            texts: texts(project),
            langs: project.langs().iter().map(|own| own.as_str().to_owned()).collect(),
        }
    }
}

fn names(text: &Text) -> Vec<String> {
    let source = text.source.get().cloned();
    let mut all: Vec<String> =
        source.into_iter().chain(text.translations.values().map(|at| at.value.clone())).collect();
    all.retain(|name| !name.is_empty());
    all.dedup();
    all
}

fn named(project: &Project, id: &str, texts: &[&Text]) -> Named {
    let said = texts.first().map(|text| said(project, text)).unwrap_or_default();
    Named { id: id.to_owned(), names: texts.iter().flat_map(|text| names(text)).collect(), said }
}

/// A text by language: its translations, and itself in the language of the records.
fn said(project: &Project, text: &Text) -> BTreeMap<String, String> {
    let home = text.source.get().map(|own| (project.default_lang().as_str().to_owned(), own.clone()));
    let others = text.translations.iter().map(|(lang, at)| (lang.as_str().to_owned(), at.value.clone()));
    others.chain(home).filter(|(_, name)| !name.is_empty()).collect()
}

fn buyer(own: &crate::model::buyer::Buyer) -> Named {
    let company = own.company.for_audience(&Audience::Office).map(names).unwrap_or_default();
    Named { id: own.id.to_string(), names: company, said: BTreeMap::new() }
}

fn product(own: &crate::model::product::Product) -> ProductFact {
    ProductFact {
        member: own.id.owner().to_owned(),
        id: own.id.local().to_owned(),
        sku: own.sku.str().to_owned(),
        names: names(&own.name),
        category: own.category.str().to_owned(),
    }
}

fn persons(member: &Member) -> impl Iterator<Item = PersonFact> {
    member.persons.iter().map(|own| {
        let contact = own.contact.for_audience(&Audience::Office);
        let (name, email) = contact.map(|own| (own.name.clone(), own.email.clone())).unwrap_or_default();
        let called = [name, email, own.role.source.str().to_owned()];
        PersonFact { member: member.id.to_string(), id: own.id.str().to_owned(), called }
    })
}

fn certificates(project: &Project) -> Vec<CertificateFact> {
    let of = |member: &crate::model::member::Member| {
        let id = member.id.to_string();
        member
            .certificates
            .iter()
            .map(|own| CertificateFact {
                member: id.clone(),
                id: own.id.str().to_owned(),
                scheme: own.scheme.str().to_owned(),
                number: own.number.str().to_owned(),
            })
            .collect::<Vec<_>>()
    };
    project.members.iter().flat_map(of).collect()
}

fn group(project: &Project, own: &Category) -> Group {
    let specs = own.specs.iter().filter_map(|spec| spec_fact(project, spec)).collect();
    Group { own: named(project, own.id.as_str(), &[&own.name]), specs }
}

fn spec_fact(project: &Project, spec: &Spec) -> Option<SpecFact> {
    let mut labels = said(project, &spec.label);
    let choices: Vec<BTreeMap<String, String>> = spec.choices.iter().map(|own| said(project, own)).collect();
    let words_in = |lang: &Lang| {
        let words: Option<Vec<String>> = choices.iter().map(|own| own.get(lang.as_str()).cloned()).collect();
        Some((lang.as_str().to_owned(), words?))
    };
    labels.entry("en".to_owned()).or_insert_with(|| spec.label.source.str().to_owned());
    let unit = project.categories.unit(spec.unit.str());
    let word = unit.map_or("", |unit| unit.name.source.str());
    let unit = if is_unit(spec.unit.str()) || word.is_empty() { spec.unit.str() } else { word };
    Some(SpecFact {
        key: spec.key.get()?.clone(),
        labels,
        kind: match spec.kind.get()? {
            SpecType::Text => SpecKind::Text,
            SpecType::Number => SpecKind::Number,
            SpecType::Range => SpecKind::Range,
            SpecType::Choice => SpecKind::Choice,
            SpecType::Bool => SpecKind::Flag,
        },
        unit: unit.to_owned(),
        choices: spec.choices.iter().map(|own| own.source.str().to_owned()).collect(),
        choice_words: project.langs().iter().filter_map(words_in).collect(),
        required: spec.required,
        limits: (spec.min.get().copied(), spec.max.get().copied()),
    })
}

fn pairs() -> impl Iterator<Item = String> {
    ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| format!("{first}{second}")))
}

fn countries(langs: &BTreeSet<Lang>) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for lang in langs {
        let locale = Locale::new(lang, Digits::Latin);
        for code in pairs().map(|own| own.to_uppercase()).filter(|code| is_country(code)) {
            all.entry(folded(&locale.country(&code))).or_insert(code);
        }
    }
    all.extend(ALSO.into_iter().map(|(name, code)| (name.to_owned(), code.to_owned())));
    all
}

fn languages(langs: &BTreeSet<Lang>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for lang in langs {
        let locale = Locale::new(lang, Digits::Latin);
        for tag in pairs() {
            let name = locale.language(&tag);
            if !name.eq_ignore_ascii_case(&tag) {
                all.entry(folded(&name)).or_insert(tag);
            }
        }
    }
    all
}

fn country_names(lang: &str) -> BTreeMap<String, String> {
    let locale = Locale::new(&Lang::new(lang), Digits::Latin);
    let codes = pairs().map(|own| own.to_uppercase()).filter(|code| is_country(code));
    codes.map(|code| (code.clone(), locale.country(&code))).collect()
}

fn language_names(lang: &str) -> BTreeMap<String, String> {
    let locale = Locale::new(&Lang::new(lang), Digits::Latin);
    let named = pairs().map(|tag| (tag.clone(), locale.language(&tag)));
    named.filter(|(tag, name)| !name.eq_ignore_ascii_case(tag)).collect()
}
