//! Price lists. A price is a decimal kept as text: money never passes through a binary fraction.

use jiff::civil::Date;

use super::field::{At, Field};
use super::private::Private;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// What a price is for.
    PriceUnit { Pieces = "pcs", Set = "set", Dozen = "dozen", Kilogram = "kg", Metre = "m" }
}

/// One step of a price.
#[derive(Clone, Debug)]
pub struct Tier {
    /// From this quantity on.
    pub from: Field<f64>,
    /// Price per unit, decimal text.
    pub price: Field<String>,
    /// Where the entry stands.
    pub span: Span,
}

/// The price of one product.
#[derive(Clone)]
pub struct PriceLine {
    /// Product in full.
    pub product: Field<String>,
    /// Unit.
    pub unit: Field<PriceUnit>,
    /// Steps by quantity.
    pub tiers: Private<Vec<Tier>>,
    /// Where the entry stands.
    pub span: Span,
}

/// `prices/<id>.toml`.
#[derive(Clone)]
pub struct PriceList {
    /// Name of the file.
    pub id: String,
    /// Whose list: a member's id, or `consortium`.
    pub member: Field<String>,
    /// Currency code.
    pub currency: Field<String>,
    /// Delivery term.
    pub incoterm: Field<String>,
    /// Place of the delivery term.
    pub place: Field<String>,
    /// Edition of the delivery terms.
    pub incoterms_year: Field<u32>,
    /// First day.
    pub valid_from: Field<Date>,
    /// Last day.
    pub valid_until: Field<Date>,
    /// Payment terms.
    pub payment_terms: Private<Text>,
    /// `office`, `buyers`, `class:<name>` or `public`.
    pub audience: Field<String>,
    /// Named buyers.
    pub buyers: Vec<At<String>>,
    /// Lines.
    pub lines: Vec<PriceLine>,
    /// Start of the file.
    pub span: Span,
}
