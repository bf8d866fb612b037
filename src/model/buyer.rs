//! A buyer at a meeting. Everything about it is private; what it consents to is shown to the
//! members it meets and to nobody else.

use super::field::{At, Field};
use super::ids::BuyerId;
use super::parts::{Amount, Person};
use super::private::Private;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// Whether a buyer comes.
    BuyerStatus { Invited = "invited", Confirmed = "confirmed", Cancelled = "cancelled", WalkIn = "walk-in" }
}

/// What a buyer pays at most, as it said.
#[derive(Clone, Debug)]
pub struct TargetPrice {
    /// Currency code.
    pub currency: Field<String>,
    /// Decimal text.
    pub value: Field<String>,
    /// Unit.
    pub unit: Field<String>,
}

/// The profile that members may see with the buyer's consent.
#[derive(Clone)]
pub struct BuyerProfile {
    /// What kind of house.
    pub kind: Text,
    /// Groups it looks for.
    pub categories: Vec<At<String>>,
    /// What it looks for in its own words.
    pub products: Vec<Text>,
    /// Schemes its suppliers must hold.
    pub certificates_required: Vec<At<String>>,
    /// Countries it sells in.
    pub markets: Vec<At<String>>,
    /// Its own site.
    pub website: Field<String>,
    /// A few sentences.
    pub summary: Text,
    /// Languages spoken.
    pub languages: Vec<At<String>>,
}

/// `buyers/<id>.toml`.
#[derive(Clone)]
pub struct Buyer {
    /// Name of the file.
    pub id: BuyerId,
    /// Firm: shown to the members it meets, because they must know whom they meet.
    pub company: Private<Text>,
    /// Country code.
    pub country: Private<Field<String>>,
    /// Class for price lists.
    pub class: Private<Field<String>>,
    /// Profile.
    pub profile: Private<BuyerProfile>,
    /// Volume a year.
    pub annual_volume: Private<Option<Amount>>,
    /// Target price.
    pub target_price: Private<Option<TargetPrice>>,
    /// People.
    pub persons: Vec<Person>,
    /// Languages that its dossier can be set in.
    pub languages: Vec<At<String>>,
    /// Where its categories stand: for reference checks, which show ids only.
    pub category_refs: Vec<At<String>>,
    /// Where its schemes stand.
    pub scheme_refs: Vec<At<String>>,
    /// Start of the file.
    pub span: Span,
}
