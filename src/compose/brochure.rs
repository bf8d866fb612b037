//! The common brochure as data: what a print template sees, for the public audience.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::catalogue::Catalogue;
use super::scope::Scope;
use super::views::{MemberView, ProductView};
use crate::model::consortium::{Binding, Brochure, Paper};
use crate::model::product::Status;

/// A print document before it is laid out.
#[derive(Clone, Debug)]
pub struct PrintDocument {
    /// File name without ending, unique among print documents of its folder.
    pub name: String,
    /// Folder below `dist`, such as `public/print`.
    pub folder: String,
    /// Template that makes the markup.
    pub template: &'static str,
    /// What the template sees.
    pub context: Map<String, Value>,
    /// Title of the document.
    pub title: String,
    /// Author in its metadata.
    pub author: String,
    /// Language tag.
    pub lang: String,
    /// Id of the brochure it is an output of; empty for handouts.
    pub brochure: String,
    /// Id of the product that a sell sheet is about; empty for others.
    pub product: String,
    /// Paper word, such as `A4`.
    pub paper: &'static str,
    /// Where its making is asked for, for findings that have no closer place.
    pub asked: Option<crate::source::Span>,
}

impl PrintDocument {
    /// Whether anybody may have it.
    pub fn is_public(&self) -> bool {
        self.folder.starts_with("public/")
    }

    /// Whether it is a brochure, which the page of downloads lists.
    pub fn is_brochure(&self) -> bool {
        !self.brochure.is_empty()
    }
}

#[derive(Serialize)]
struct Section<'a> {
    id: &'a str,
    name: &'a str,
    summary: &'a str,
    hs: &'a str,
    photo: &'a super::views::PictureView,
    compare: &'a super::views::CompareView,
    products: Vec<&'a ProductView>,
    #[serde(rename = "_at")]
    origins: &'a super::views::Origins,
}

/// The documents of a brochure in the scope's language: one for each paper.
pub fn documents(scope: &Scope<'_>, catalogue: &Catalogue, brochure: &Brochure) -> Vec<PrintDocument> {
    let lang = scope.locale.lang().as_str().to_owned();
    let title = scope.text(&brochure.title);
    let context = context(scope, catalogue, brochure);
    let one = |paper: Paper| {
        let mut context = context.clone();
        if let Some(Value::Object(doc)) = context.get_mut("doc") {
            doc.extend(sheet_of(paper));
        }
        PrintDocument {
            name: format!("{}-{lang}-{}-screen", brochure.id.str(), paper.word().to_lowercase()),
            folder: "public/print".to_owned(),
            template: "catalogue.xml",
            context,
            title: title.clone(),
            author: catalogue.consortium.as_ref().map_or_else(String::new, |c| c.name.clone()),
            lang: lang.clone(),
            brochure: brochure.id.str().to_owned(),
            product: String::new(),
            paper: paper.word(),
            asked: Some(brochure.span),
        }
    };
    // A5 needs a layout of its own; until there is one, `check` says so.
    brochure.papers.iter().filter(|at| at.value != Paper::A5).map(|at| one(at.value)).collect()
}

/// What a template needs to know of its paper; sizes in mm.
pub(super) fn sheet_of(paper: Paper) -> Map<String, Value> {
    let (width, height) = paper.size_mm();
    let facts =
        [("paper", json!(paper.word())), ("page_width", json!(width)), ("page_height", json!(height))];
    facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What the page count must be a multiple of; sheets of a stitched booklet have four pages.
fn pages_multiple_of(brochure: &Brochure) -> u32 {
    let least = if brochure.binding.or(Binding::None) == Binding::Saddle { 4 } else { 1 };
    brochure.pages_multiple_of.or(least)
}

fn context(scope: &Scope<'_>, catalogue: &Catalogue, brochure: &Brochure) -> Map<String, Value> {
    let selected = |list: &[crate::model::field::At<String>], id: &str| {
        list.is_empty() || list.iter().any(|at| at.value == "*" || at.value == id)
    };
    let members: Vec<&MemberView> =
        catalogue.members.iter().filter(|m| selected(&brochure.members, &m.id)).collect();
    let wanted = |p: &ProductView| {
        let status = if p.is_new { Status::New } else { Status::Current };
        let by_status = brochure.status.is_empty() || brochure.status.iter().any(|at| at.value == status);
        by_status && (p.common || members.iter().any(|m| m.id == p.maker.id))
    };
    let sections: Vec<Section<'_>> = catalogue
        .groups
        .iter()
        .filter(|group| selected(&brochure.categories, &group.id))
        .map(|group| Section {
            id: &group.id,
            name: &group.name,
            summary: &group.summary,
            hs: &group.hs,
            photo: &group.photo,
            compare: &group.compare,
            products: catalogue.pick(&group.print_products).into_iter().filter(|p| wanted(p)).collect(),
            origins: &group.origins,
        })
        .filter(|section| !section.products.is_empty())
        .collect();
    let event = catalogue.events.iter().find(|e| e.id == brochure.event.str());
    let with_products = |m: &&MemberView| json!({ "view": m, "products": catalogue.pick(&m.print_products) });
    let common: Vec<&ProductView> = catalogue.products.values().filter(|p| p.common).collect();
    let printed = || sections.iter().flat_map(|section| &section.products);
    let codes: std::collections::BTreeSet<&str> = printed().map(|p| p.hs.as_str()).collect();
    let alt = scope.text(&brochure.title);
    let hero = brochure.hero_path.as_deref();
    let named =
        hero.map(|path| super::pictures::Named { path, span: brochure.hero.span(), focus: [0.5, 0.5] });
    let value = json!({
        "doc": {
            "title": scope.text(&brochure.title), "edition": brochure.edition.str(),
            "date": scope.locale.date(scope.project.today), "lang": scope.locale.lang().as_str(),
            "dir": if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" },
            "title_at": scope.origin(&brochure.title),
            "pages_multiple_of": pages_multiple_of(brochure),
            "hs_codes": codes.len(),
            "has_certificates": printed().any(|p| !p.certificates.is_empty()),
        },
        "t": scope.strings.all(),
        "consortium": catalogue.consortium,
        "hero": scope.named_picture(named, &alt, &alt),
        "members": members.iter().map(with_products).collect::<Vec<_>>(),
        "groups": sections,
        "register": catalogue.register,
        "common": common,
        "event": event,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
