//! Product groups and what a product of each must specify.

use super::field::{At, Field};
use super::ids::CategoryId;
use super::parts::Photo;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// Type of a specification field.
    SpecType { Text = "text", Number = "number", Range = "range", Choice = "choice", Bool = "bool" }
}

/// A unit of measurement.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Handle.
    pub id: Field<String>,
    /// As printed, such as `g/m²`.
    pub name: Text,
    /// UN/CEFACT code.
    pub code: Field<String>,
}

/// One specification field of a group.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Key in a product's `spec`.
    pub key: Field<String>,
    /// Label as printed.
    pub label: Text,
    /// Type.
    pub kind: Field<SpecType>,
    /// Unit id.
    pub unit: Field<String>,
    /// Tolerance as printed.
    pub tolerance: Text,
    /// Smallest sensible number.
    pub min: Field<f64>,
    /// Largest sensible number.
    pub max: Field<f64>,
    /// Choices.
    pub choices: Vec<Text>,
    /// Whether each product must have it.
    pub required: bool,
    /// Whether it is compared; the first one is in the card's data strip.
    pub compare: bool,
    /// Where the entry stands.
    pub span: Span,
}

/// A product group.
#[derive(Clone, Debug)]
pub struct Category {
    /// Handle.
    pub id: CategoryId,
    /// Name.
    pub name: Text,
    /// Group it belongs to.
    pub parent: Field<String>,
    /// Harmonised System heading.
    pub hs: Field<String>,
    /// A sentence or two.
    pub summary: Text,
    /// Picture.
    pub photo: Option<Photo>,
    /// Specification fields in printed order.
    pub specs: Vec<Spec>,
    /// Where the entry stands.
    pub span: Span,
}

/// `categories.toml`.
#[derive(Clone, Debug, Default)]
pub struct Categories {
    /// Units.
    pub units: Vec<Unit>,
    /// Groups in the order of the file.
    pub list: Vec<Category>,
}

impl Categories {
    /// A group by id.
    pub fn find(&self, id: &str) -> Option<&Category> {
        self.list.iter().find(|category| category.id.as_str() == id)
    }

    /// A unit by id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id.get().is_some_and(|own| own == id))
    }
}

/// A typed value of a product's `spec`.
#[derive(Clone, Debug)]
pub enum SpecValue {
    /// A number.
    Number(f64),
    /// A range from low to high.
    Range(f64, f64),
    /// True or false.
    Bool(bool),
    /// Text or choice, with translations.
    Text(Text),
}

/// One entry of a product's `spec`.
#[derive(Clone, Debug)]
pub struct SpecEntry {
    /// The key as typed.
    pub key: At<String>,
    /// The value; broken when it was of no type that a spec can have.
    pub value: Field<SpecValue>,
}
