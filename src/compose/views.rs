//! What a template may see: closed views of records for one language and one audience. A value that
//! the audience must not have is not in a view, so no template can print it by mistake.

mod house;

use std::collections::BTreeMap;

use serde::Serialize;

pub use house::{ConsortiumView, EventView, FigureView, OfficeView, ProgrammeView};

/// For each text field of a view, where it was typed (`path:line:column`): print findings use it.
pub type Origins = BTreeMap<&'static str, String>;

/// A labelled value. A missing value is shown as a dash and is the same height as any other.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Stable key, such as `founded` or a spec's key.
    pub key: String,
    /// Label in the language.
    pub label: String,
    /// Where the label was typed; empty for the theme's own.
    pub label_at: String,
    /// Value in the language; `–` when missing.
    pub value: String,
    /// Whether nothing was given.
    pub missing: bool,
    /// Where it was typed.
    pub at: String,
}

/// A picture.
#[derive(Clone, Debug, Serialize, Default)]
pub struct PictureView {
    /// Path in the project: print's key.
    pub key: String,
    /// Alternative text.
    pub alt: String,
    /// Whether it is a drawing: shown whole, never cropped.
    pub drawing: bool,
    /// `x y`, fractions from the top left.
    pub focus: String,
    /// Route of the fallback JPEG.
    pub src: String,
    /// `srcset` of WebP files, routes with widths; a template adds the root.
    pub webp: Vec<SourceView>,
    /// `srcset` of JPEG files.
    pub jpeg: Vec<SourceView>,
    /// Width of the fallback in pixels.
    pub width: u32,
    /// Height of the fallback in pixels.
    pub height: u32,
    /// Whose picture, for a placeholder's words; set when it cannot be used.
    pub missing: String,
    /// Where it was typed.
    pub at: String,
}

/// One file of a `srcset`.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Route from the site's root.
    pub src: String,
    /// Pixels across.
    pub width: u32,
}

/// A link to a record's page.
#[derive(Clone, Debug, Serialize, Default)]
pub struct LinkView {
    /// Handle.
    pub id: String,
    /// Name in the language.
    pub name: String,
    /// Route from the site's root.
    pub href: String,
}

/// A certificate as shown.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateView {
    /// Scheme's name.
    pub name: String,
    /// What it is: certificate, audit, registration, declaration.
    pub kind: String,
    /// Number or a dash.
    pub number: String,
    /// Issuing body or a dash.
    pub body: String,
    /// What it covers.
    pub scope: String,
    /// Valid until, as a date, or a dash.
    pub valid_until: String,
    /// Where it can be verified.
    pub url: String,
    /// Holder or member.
    pub member: LinkView,
    /// Where it was typed.
    pub at: String,
}

/// A step of a lead time.
#[derive(Clone, Debug, Serialize)]
pub struct LeadView {
    /// Quantity, such as `up to 5,000 pcs`.
    pub quantity: String,
    /// Days.
    pub days: String,
}

/// A machine and how many.
#[derive(Clone, Debug, Serialize)]
pub struct MachineView {
    /// Name.
    pub name: String,
    /// Count as text.
    pub count: String,
}

/// A person as this audience may see it.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// Role.
    pub role: String,
    /// Name, when consented.
    pub name: String,
    /// E-mail, when consented.
    pub email: String,
    /// Telephone, when consented.
    pub phone: String,
    /// Languages.
    pub languages: String,
}

/// A member firm.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// Handle.
    pub id: String,
    /// Trading name.
    pub name: String,
    /// Registered name.
    pub legal_name: String,
    /// Route of its page.
    pub href: String,
    /// Route of its address card.
    pub card: String,
    /// Absolute address that a printed QR code leads to; it stays when the page moves.
    pub qr: String,
    /// Place in an index of the language, as digits of one length.
    pub sort: String,
    /// What it does.
    pub business_type: String,
    /// Town and region.
    pub place: String,
    /// Town.
    pub town: String,
    /// Postal address.
    pub address: String,
    /// Country.
    pub country: String,
    /// Its own site.
    pub website: String,
    /// Year founded.
    pub founded: String,
    /// Summary, 40 to 60 words.
    pub summary: String,
    /// Profile as markup.
    pub body: String,
    /// Logo, key in the project.
    pub logo: String,
    /// Logo's route on the site.
    pub logo_src: String,
    /// The works.
    pub works: PictureView,
    /// All pictures.
    pub photos: Vec<PictureView>,
    /// Facts in the common order.
    pub facts: Vec<Row>,
    /// Machines.
    pub machines: Vec<MachineView>,
    /// Markets.
    pub markets: Vec<String>,
    /// Processes.
    pub processes: Vec<String>,
    /// Lead times.
    pub lead_time: Vec<LeadView>,
    /// Certificates valid at the time of the outputs.
    pub certificates: Vec<CertificateView>,
    /// Groups.
    pub categories: Vec<LinkView>,
    /// People.
    pub persons: Vec<PersonView>,
    /// Enquiry link.
    pub enquiry: String,
    /// Capacity and terms, for audiences that may see them; else empty.
    pub terms: Vec<Row>,
    /// Ids of its products on the web, in order of rank and name.
    pub products: Vec<String>,
    /// Ids of its products in print.
    pub print_products: Vec<String>,
    /// Where texts were typed.
    #[serde(rename = "_at")]
    pub origins: Origins,
}

/// A colour or size.
#[derive(Clone, Debug, Serialize)]
pub struct VariantView {
    /// Name.
    pub name: String,
    /// `#rrggbb` or empty.
    pub swatch: String,
    /// Sizes.
    pub sizes: String,
    /// Own number.
    pub sku: String,
}

/// A product.
#[derive(Clone, Debug, Serialize)]
pub struct ProductView {
    /// Full id.
    pub id: String,
    /// Anchor for print: the id with a hyphen for the slash.
    pub anchor: String,
    /// Route of its page.
    pub href: String,
    /// Place in an index of the language, as digits of one length.
    pub sort: String,
    /// Short name that lists of visitors use, and that stands on paper.
    pub code: String,
    /// Absolute address that a printed QR code leads to; it stays when the page moves.
    pub qr: String,
    /// Name.
    pub name: String,
    /// Maker's number.
    pub sku: String,
    /// Summary.
    pub summary: String,
    /// Text as markup.
    pub body: String,
    /// Its maker, or the consortium for a common product.
    pub maker: LinkView,
    /// Maker's town.
    pub town: String,
    /// Whether several members make it.
    pub common: bool,
    /// Makers of a common product.
    pub makers: Vec<MakerView>,
    /// Pooled capacity of a common product, or "on request".
    pub pooled: String,
    /// Its group.
    pub category: LinkView,
    /// Whether it is new.
    pub is_new: bool,
    /// First picture.
    pub photo: PictureView,
    /// All pictures.
    pub photos: Vec<PictureView>,
    /// Specification in the group's order.
    pub spec: Vec<Row>,
    /// The card's five rows: the first of the specification that are not in its strip.
    pub card_spec: Vec<Row>,
    /// The card's three cells: minimum order, lead time, first compared field.
    pub strip: Vec<Row>,
    /// Trade facts: HS, origin, port, sample, customisation, material.
    pub trade: Vec<Row>,
    /// Packing and container loads.
    pub packing: Vec<Row>,
    /// Lead times.
    pub lead_time: Vec<LeadView>,
    /// Variants.
    pub variants: Vec<VariantView>,
    /// Certificates of this product.
    pub certificates: Vec<CertificateView>,
    /// HS code.
    pub hs: String,
    /// Country of origin.
    pub origin: String,
    /// Capacity, for audiences that may see it; else empty.
    pub capacity: String,
    /// Enquiry link.
    pub enquiry: String,
    /// Figures for sorting, filtering and summing.
    pub measures: super::measures::Measures,
    /// Place in print; 0 for web only.
    pub print_rank: u32,
    /// Where texts were typed.
    #[serde(rename = "_at")]
    pub origins: Origins,
}

/// A maker of a common product.
#[derive(Clone, Debug, Serialize)]
pub struct MakerView {
    /// The firm.
    pub member: LinkView,
    /// Since which year.
    pub since: String,
}

/// A product group.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryView {
    /// Handle.
    pub id: String,
    /// Route.
    pub href: String,
    /// Name.
    pub name: String,
    /// A sentence or two.
    pub summary: String,
    /// HS heading.
    pub hs: String,
    /// Picture: its own or its first product's.
    pub photo: PictureView,
    /// Ids of its products on the web, common ones first, then in the order of members.
    pub products: Vec<String>,
    /// Ids of its products in print.
    pub print_products: Vec<String>,
    /// Comparison table of all products.
    pub compare: CompareView,
    /// "12 products".
    pub count: String,
    /// What its makers can make together, or "on request".
    pub pooled: String,
    /// "5 firms".
    pub firms: String,
    /// Where texts were typed.
    #[serde(rename = "_at")]
    pub origins: Origins,
}

/// A comparison table.
#[derive(Clone, Debug, Serialize, Default)]
pub struct CompareView {
    /// Heads of the compared columns.
    pub heads: Vec<String>,
    /// One row a product.
    pub rows: Vec<CompareRow>,
    /// One row for each product in print.
    pub print_rows: Vec<CompareRow>,
}

/// A row of a comparison table.
#[derive(Clone, Debug, Serialize)]
pub struct CompareRow {
    /// Product.
    pub product: LinkView,
    /// Product's anchor in print.
    pub anchor: String,
    /// Maker.
    pub maker: LinkView,
    /// Maker's number.
    pub sku: String,
    /// Values under the heads.
    pub values: Vec<String>,
}

/// All papers under one scheme.
#[derive(Clone, Debug, Serialize)]
pub struct SchemeView {
    /// Handle.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Owner's page.
    pub url: String,
    /// Papers in the order of members.
    pub certificates: Vec<CertificateView>,
}
