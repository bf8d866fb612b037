//! What was printed of a brochure, as the office keeps it: the only memory that a comparison with the
//! next edition reads.

use jiff::civil::Date;

use super::field::{At, Field};
use crate::source::Span;

/// A card or a member's block as it was printed.
#[derive(Clone, Debug)]
pub struct EditionRecord {
    /// Handle on the page: the card's target, or `member-` and the member's id.
    pub id: Field<String>,
    /// Page, from 1.
    pub page: Field<u32>,
    /// All its words.
    pub text: Field<String>,
}

/// One document of an edition: a language on a paper.
#[derive(Clone, Debug)]
pub struct EditionDocument {
    /// Language tag.
    pub lang: Field<String>,
    /// Paper word.
    pub paper: Field<String>,
    /// Twelve hexadecimal digits of the SHA-256 of what stood on each page.
    pub pages: Vec<At<String>>,
    /// Cards and blocks.
    pub records: Vec<EditionRecord>,
}

/// Place that a member had in print.
#[derive(Clone, Debug)]
pub struct EditionExposure {
    /// The member's id.
    pub member: Field<String>,
    /// In mm², in the first document.
    pub mm2: Field<u32>,
}

/// `editions/<id>.toml`.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Name of the file.
    pub id: String,
    /// The brochure's id.
    pub brochure: Field<String>,
    /// The edition's number.
    pub edition: Field<String>,
    /// Day it was closed.
    pub closed: Field<Date>,
    /// Hash over all inputs.
    pub input: Field<String>,
    /// Members in the order in which they stood.
    pub order: Vec<At<String>>,
    /// Area of each member.
    pub exposure: Vec<EditionExposure>,
    /// Documents.
    pub documents: Vec<EditionDocument>,
    /// Start of the file.
    pub span: Span,
}
