//! The consortium itself: who it is, its offices, its written rules and its brochures.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::brand::Brand;
use super::field::{At, Field};
use super::text::{Lang, Text};
use crate::choice;
use crate::source::Span;

choice! {
    /// Whether it only promotes or also sells.
    ConsortiumKind { Promotional = "promotional", Sales = "sales" }
}
choice! {
    /// What an office is.
    OfficeKind {
        HeadOffice = "head-office", MarketingOffice = "marketing-office", SalesAgent = "sales-agent",
        Warehouse = "warehouse", Showroom = "showroom",
    }
}
choice! {
    /// In which order members stand.
    OrderRule { Draw = "draw", Rotation = "rotation", Alphabetical = "alphabetical", Joined = "joined" }
}
choice! {
    /// What space in print a member is entitled to.
    Entitlement { Equal = "equal", FeeWeighted = "fee-weighted" }
}
choice! {
    /// Who gets an enquiry for a common product.
    CommonEnquiries { Office = "office", Rotation = "rotation", AllMakers = "all-makers" }
}
choice! {
    /// How a member's missing approval counts.
    SignOff { Off = "off", Warn = "warn", Required = "required" }
}
choice! {
    /// How a generic green claim counts.
    Claims { Warn = "warn", Error = "error" }
}
choice! {
    /// What a print document is.
    BrochureKind { Catalogue = "catalogue", Leaflet = "leaflet", LineSheet = "line-sheet", Lookbook = "lookbook" }
}
choice! {
    /// Paper size.
    Paper { A4 = "A4", A5 = "A5", Letter = "Letter" }
}
impl Paper {
    /// Width and height in mm (ISO 216; ANSI/ASME Y14.1 for Letter).
    pub fn size_mm(self) -> (f64, f64) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Letter => (215.9, 279.4),
        }
    }
}

choice! {
    /// What a PDF is for.
    Profile { Screen = "screen", Press = "press" }
}
choice! {
    /// How it is bound.
    Binding { Saddle = "saddle", Perfect = "perfect", None = "none" }
}
choice! {
    /// Which digits a language's numbers use.
    Digits { Latin = "latin", Native = "native" }
}

/// A language of the outputs.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its tag.
    pub tag: Lang,
    /// Its digits.
    pub digits: Digits,
    /// Where it is typed.
    pub span: Span,
}

/// A link to a social page.
#[derive(Clone, Debug)]
pub struct Social {
    /// What it is called.
    pub label: Text,
    /// Where it goes.
    pub url: Field<String>,
}

/// `[legal]`: from it imprint and privacy notice are made.
#[derive(Clone, Debug)]
pub struct Legal {
    /// Who is responsible for the data.
    pub controller: Text,
    /// Postal address.
    pub address: Text,
    /// E-mail address.
    pub email: Field<String>,
    /// Entry in a register.
    pub register: Text,
    /// Tax number.
    pub tax_id: Field<String>,
    /// Who handles data on its behalf.
    pub processors: Vec<Text>,
    /// EU responsible person for product safety: name, address, e-mail.
    pub responsible_person: Option<[Field<String>; 3]>,
}

/// An office, agent, warehouse or showroom.
#[derive(Clone, Debug)]
pub struct Office {
    /// Handle.
    pub id: Field<String>,
    /// What it is.
    pub kind: Field<OfficeKind>,
    /// Name.
    pub name: Text,
    /// Postal address.
    pub address: Text,
    /// Country code.
    pub country: Field<String>,
    /// Countries it covers.
    pub territory: Vec<At<String>>,
    /// Languages spoken.
    pub languages: Vec<At<String>>,
    /// Opening hours.
    pub hours: Text,
    /// Telephone.
    pub phone: Field<String>,
    /// E-mail.
    pub email: Field<String>,
    /// Latitude and longitude in degrees.
    pub geo: Vec<At<f64>>,
    /// Stock list, path in the project.
    pub stock: Field<String>,
    /// Day of the stock list.
    pub as_of: Field<Date>,
    /// Where the entry stands.
    pub span: Span,
}

/// When a pooled capacity may be public.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PooledCapacity {
    /// At least so many contributing members.
    pub min_members: u32,
    /// No one above this share of the whole.
    pub max_share: f64,
    /// Rounded to so many figures.
    pub round_to: u32,
}

/// The written rules.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Order of members.
    pub order: OrderRule,
    /// Salt of the draw; changes with each edition.
    pub salt: String,
    /// Entitlement to space.
    pub entitlement: Field<Entitlement>,
    /// Products per member in print.
    pub products_in_print: Field<u32>,
    /// Largest relative difference of areas.
    pub block_area_limit: f64,
    /// Largest ratio of exposures.
    pub exposure_limit: f64,
    /// Meetings each member gets at least.
    pub min_meetings_per_member: u32,
    /// Common enquiries.
    pub common_enquiries: CommonEnquiries,
    /// Pooled capacity.
    pub pooled_capacity: PooledCapacity,
    /// Sign-off.
    pub signoff: SignOff,
    /// Green claims.
    pub claims: Claims,
    /// Days that personal data of an event is kept.
    pub retention_days: u32,
    /// Container sizes: m³ and payload in t.
    pub containers: BTreeMap<String, (f64, f64)>,
}

/// `[enquiries]`.
#[derive(Clone, Debug, Default)]
pub struct Enquiries {
    /// Form service.
    pub endpoint: Field<String>,
    /// E-mail address.
    pub email: Field<String>,
    /// WhatsApp number.
    pub whatsapp: Field<String>,
}

/// A print document of the consortium.
#[derive(Clone, Debug)]
pub struct Brochure {
    /// Handle and file name.
    pub id: Field<String>,
    /// Edition.
    pub edition: Field<String>,
    /// Title.
    pub title: Text,
    /// Kind.
    pub kind: Field<BrochureKind>,
    /// Event it is made for.
    pub event: Field<String>,
    /// Languages it is set in.
    pub languages: Vec<At<String>>,
    /// Papers.
    pub papers: Vec<At<Paper>>,
    /// Profiles.
    pub profiles: Vec<At<Profile>>,
    /// Cover picture, from the project's top.
    pub hero: Field<String>,
    /// The cover picture's path, when it stays inside the project.
    pub hero_path: Option<String>,
    /// Printer profile.
    pub printer: Field<String>,
    /// Binding.
    pub binding: Field<Binding>,
    /// Paper thickness in mm.
    pub caliper_mm: Field<f64>,
    /// The page count is a multiple of this.
    pub pages_multiple_of: Field<u32>,
    /// Members shown; `*` for all.
    pub members: Vec<At<String>>,
    /// Categories shown; `*` for all.
    pub categories: Vec<At<String>>,
    /// Statuses shown.
    pub status: Vec<At<super::product::Status>>,
    /// Price list printed in it; makes it private.
    pub prices: Field<String>,
    /// Where the entry stands.
    pub span: Span,
}

/// `consortium.toml`.
#[derive(Clone, Debug)]
pub struct Consortium {
    /// Name.
    pub name: Text,
    /// Registered name.
    pub legal_name: Text,
    /// Legal form.
    pub legal_form: Text,
    /// Kind.
    pub kind: Field<ConsortiumKind>,
    /// One line.
    pub tagline: Text,
    /// A few sentences.
    pub summary: Text,
    /// Year.
    pub founded: Field<u32>,
    /// Registration.
    pub registration: Text,
    /// Town.
    pub town: Text,
    /// Region.
    pub region: Text,
    /// Country code.
    pub country: Field<String>,
    /// Where the site will stand.
    pub base_url: Field<String>,
    /// The outputs' "today".
    pub build_date: Field<Date>,
    /// Social pages.
    pub social: Vec<Social>,
    /// Languages; the first is the default.
    pub languages: Vec<Language>,
    /// Brand.
    pub brand: Brand,
    /// Legal facts.
    pub legal: Option<Legal>,
    /// Offices.
    pub offices: Vec<Office>,
    /// Rules.
    pub policy: Policy,
    /// Enquiries.
    pub enquiries: Enquiries,
    /// Print documents.
    pub brochures: Vec<Brochure>,
    /// Start of the file.
    pub span: Span,
}
