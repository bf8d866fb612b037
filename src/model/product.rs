//! A product of a member, or a common product with several makers.

use jiff::civil::Date;

use super::category::SpecEntry;
use super::field::{At, Field};
use super::ids::ProductId;
use super::parts::{Amount, LeadTime, Photo};
use super::private::Private;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// Where a product stands in its life.
    Status { Current = "current", New = "new", Discontinued = "discontinued" }
}

/// One fibre of one part.
#[derive(Clone, Debug)]
pub struct Fibre {
    /// Part, such as pile or ground.
    pub part: Text,
    /// Fibre.
    pub fibre: Text,
    /// Per cent of the part.
    pub percent: Field<f64>,
    /// Where the entry stands.
    pub span: Span,
}

/// A colour or size.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Handle.
    pub id: Field<String>,
    /// Name.
    pub name: Text,
    /// Colour, `#rrggbb`.
    pub swatch: Field<String>,
    /// Sizes.
    pub sizes: Vec<At<String>>,
    /// Its own number.
    pub sku: Field<String>,
}

/// Export packing of one carton; lengths in cm, weights in kg.
#[derive(Clone, Debug)]
pub struct Packaging {
    /// Pieces in an inner pack.
    pub inner: Field<u32>,
    /// Pieces in a carton.
    pub carton: Field<u32>,
    /// Length, width and height in cm.
    pub size_cm: [Field<f64>; 3],
    /// Net weight in kg.
    pub net_kg: Field<f64>,
    /// Gross weight in kg.
    pub gross_kg: Field<f64>,
    /// Pallet.
    pub pallet: Text,
    /// Where the entry stands.
    pub span: Span,
}

impl Packaging {
    /// Volume of a carton in m³, when all three lengths are there.
    pub fn cbm(&self) -> Option<f64> {
        let [l, w, h] = [self.size_cm[0].get()?, self.size_cm[1].get()?, self.size_cm[2].get()?];
        Some(l * w * h / 1_000_000.0)
    }

    /// Whole cartons in a container of `m3` and `t`: the smaller of volume and payload.
    pub fn cartons_in(&self, m3: f64, t: f64) -> Option<u32> {
        let by_volume = m3 / self.cbm()?;
        let by_weight = self.gross_kg.get().map_or(f64::INFINITY, |kg| t * 1000.0 / kg);
        let whole = by_volume.min(by_weight).floor();
        // OK because a container holds far fewer cartons than 2³².
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
        (whole.is_finite() && whole > 0.0).then_some(whole as u32)
    }
}

/// Conditions for samples of a product.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Whether there are any.
    pub available: bool,
    /// Days until sent.
    pub days: Field<u32>,
    /// What they cost.
    pub cost: Text,
}

/// A maker of a common product.
#[derive(Clone)]
pub struct Maker {
    /// The firm.
    pub member: Field<String>,
    /// Since which year.
    pub since: Field<u32>,
    /// How much.
    pub capacity: Option<Private<Amount>>,
    /// Where the entry stands.
    pub span: Span,
}

/// `members/<member>/products/<id>.md` or `products/<id>.md`.
#[derive(Clone)]
pub struct Product {
    /// Full id.
    pub id: ProductId,
    /// Maker's own number.
    pub sku: Field<String>,
    /// Name.
    pub name: Text,
    /// Group.
    pub category: Field<String>,
    /// At most 30 words.
    pub summary: Text,
    /// Pictures.
    pub photos: Vec<Photo>,
    /// Rank in print; absent means web only.
    pub print_rank: Field<u32>,
    /// Status; absent means current.
    pub status: Field<Status>,
    /// Harmonised System code.
    pub hs: Field<String>,
    /// Country of origin.
    pub origin: Field<String>,
    /// Geographical indication: name and user number.
    pub gi: Option<(Text, Field<String>)>,
    /// Material.
    pub material: Text,
    /// Composition.
    pub composition: Vec<Fibre>,
    /// Specification.
    pub spec: Vec<SpecEntry>,
    /// Where `spec` stands, or the start of the file.
    pub spec_span: Span,
    /// Colours and sizes.
    pub variants: Vec<Variant>,
    /// Smallest order.
    pub moq: Option<Amount>,
    /// Lead time by quantity.
    pub lead_time: Vec<LeadTime>,
    /// Capacity.
    pub capacity: Option<Private<Amount>>,
    /// Samples.
    pub sample: Option<Sample>,
    /// What can be changed.
    pub customisation: Vec<Text>,
    /// Packing.
    pub packaging: Option<Packaging>,
    /// Port, UN/LOCODE.
    pub port: Field<String>,
    /// Handles of the maker's certificates.
    pub certificates: Vec<At<String>>,
    /// Test reports: name, number, date.
    pub test_reports: Vec<(Text, Field<String>, Field<Date>)>,
    /// Care symbols.
    pub care: Vec<At<String>>,
    /// Warnings.
    pub warnings: Text,
    /// Trade item number.
    pub gtin: Field<String>,
    /// Season.
    pub season: Text,
    /// Brochures it is featured in.
    pub featured_in: Vec<At<String>>,
    /// Makers of a common product; empty for a member's own.
    pub makers: Vec<Maker>,
    /// Text for the web, Markdown.
    pub body: Text,
    /// Start of the file.
    pub span: Span,
}

impl Product {
    /// Whether several members make it.
    pub fn is_common(&self) -> bool {
        self.id.owner() == "common"
    }

    /// Whether it is offered at all.
    pub fn is_offered(&self) -> bool {
        self.status.or(Status::Current) != Status::Discontinued
    }
}
