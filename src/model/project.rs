//! A whole project as loaded: records with their places, files with their facts, nothing decided.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::buyer::Buyer;
use super::category::Categories;
use super::certificate::Scheme;
use super::consortium::Consortium;
use super::edition::Edition;
use super::event::{Event, Page};
use super::field::At;
use super::meeting::{Meetings, Plan, Records};
use super::member::Member;
use super::price::PriceList;
use super::printed_code::PrintedCode;
use super::printer::Printer;
use super::product::Product;
use super::text::{Lang, Place};
use super::theme::OwnTheme;
use crate::source::{SourceMap, Span};

/// What is known of a picture without decoding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// A raster picture.
    Raster {
        /// Pixels across, after its orientation was applied.
        width: u32,
        /// Pixels down.
        height: u32,
        /// First 16 hex digits of the SHA-256 of the file.
        hash: String,
    },
    /// A drawing.
    Svg {
        /// Its own width, in the units that a browser takes for pixels.
        width: u32,
        /// Its own height.
        height: u32,
        /// First 16 hex digits of the SHA-256 of the file.
        hash: String,
    },
    /// Not usable; the reason is a finding already.
    Unusable,
}

impl Image {
    /// First 16 hex digits of the SHA-256 of the file; empty when it cannot be used.
    pub fn hash(&self) -> &str {
        match self {
            Self::Raster { hash, .. } | Self::Svg { hash, .. } => hash,
            Self::Unusable => "",
        }
    }
}

/// A translation file: where it is, its language, and for which source text it was made.
#[derive(Clone, Debug)]
pub struct Translation {
    /// Path of the source record.
    pub source: String,
    /// Language.
    pub lang: Lang,
    /// What the file says it translates: 12 hex digits.
    pub translates: Option<At<String>>,
    /// 12 hex digits of the SHA-256 of the source's text as it is now.
    pub current: String,
    /// Start of the file.
    pub span: Span,
}

/// Where the translatable texts of a record stand. It holds no text itself, so it is no way round what is private.
#[derive(Clone, Debug)]
pub struct Places {
    /// Path of the record.
    pub source: String,
    /// 12 hex digits of the SHA-256 of its texts, as [`Translation::current`]; `None` while one cannot be read.
    pub current: Option<String>,
    /// Where each is typed, and by which steps it is reached.
    pub all: Vec<(Span, Place)>,
}

/// Everything of a project.
pub struct Project {
    /// Texts.
    pub sources: SourceMap,
    /// All paths.
    pub paths: BTreeSet<String>,
    /// `consortium.toml`; `None` when it is missing or unreadable.
    pub consortium: Option<Consortium>,
    /// `categories.toml`.
    pub categories: Categories,
    /// `certificates.toml`.
    pub schemes: Vec<Scheme>,
    /// Members in the order of ids.
    pub members: Vec<Member>,
    /// Products in the order of ids.
    pub products: Vec<Product>,
    /// Price lists.
    pub prices: Vec<PriceList>,
    /// Events.
    pub events: Vec<Event>,
    /// Pages.
    pub pages: Vec<Page>,
    /// Codes on paper.
    pub codes: Vec<PrintedCode>,
    /// Closed editions.
    pub editions: Vec<Edition>,
    /// Buyers.
    pub buyers: Vec<Buyer>,
    /// Frames of meetings.
    pub meetings: Vec<Meetings>,
    /// Plans.
    pub plans: Vec<Plan>,
    /// Records of held meetings.
    pub records: Vec<Records>,
    /// Profiles of printing houses.
    pub printers: Vec<Printer>,
    /// What `theme/theme.toml` says of the project's own templates.
    pub own_theme: Option<OwnTheme>,
    /// Pictures by path, those that records name.
    pub images: BTreeMap<String, Image>,
    /// Translation files.
    pub translations: Vec<Translation>,
    /// Where the translatable texts of each record stand.
    pub places: Vec<Places>,
    /// The outputs' "today".
    pub today: Date,
}

impl Project {
    /// The default language.
    pub fn default_lang(&self) -> Lang {
        let first = self.consortium.as_ref().and_then(|c| c.languages.first());
        first.map_or_else(|| Lang::new("en"), |language| language.tag.clone())
    }

    /// All languages; the default first.
    pub fn langs(&self) -> Vec<Lang> {
        match &self.consortium {
            Some(c) if !c.languages.is_empty() => c.languages.iter().map(|l| l.tag.clone()).collect(),
            _ => vec![self.default_lang()],
        }
    }

    /// First 16 hex digits of the hash of a picture's file; none for what is no usable picture.
    pub fn picture_hash(&self, path: &str) -> String {
        self.images.get(path).map_or_else(String::new, |image| image.hash().to_owned())
    }

    /// A member by id.
    pub fn member(&self, id: &str) -> Option<&Member> {
        let index = self.members.binary_search_by(|m| m.id.as_str().cmp(id)).ok()?;
        self.members.get(index)
    }

    /// A product by full id.
    pub fn product(&self, id: &str) -> Option<&Product> {
        let index = self.products.binary_search_by(|p| p.id.as_str().cmp(id)).ok()?;
        self.products.get(index)
    }

    /// A scheme by id.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id.as_str() == id)
    }

    /// A buyer by id.
    pub fn buyer(&self, id: &str) -> Option<&Buyer> {
        let index = self.buyers.binary_search_by(|b| b.id.as_str().cmp(id)).ok()?;
        self.buyers.get(index)
    }

    /// A printer's profile by id.
    pub fn printer(&self, id: &str) -> Option<&Printer> {
        self.printers.iter().find(|printer| printer.id == id)
    }

    /// An event by id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.id.as_str() == id)
    }

    /// Members of today, in the order of ids.
    pub fn current_members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.is_member_on(self.today))
    }

    /// Products that are offered by members of today, common ones included.
    pub fn offered_products(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().filter(|product| {
            let owner = product.id.owner();
            let owned = product.is_common() || self.member(owner).is_some_and(|m| m.is_member_on(self.today));
            product.is_offered() && owned
        })
    }
}
