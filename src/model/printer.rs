//! What a printing house asks of the files that are sent to it.

use std::sync::Arc;

use super::field::Field;
use crate::choice;
use crate::source::Span;

choice! {
    /// Which exchange standard the file keeps to.
    XVersion { X4 = "PDF/X-4" }
}

/// `printers/<id>.toml`.
#[derive(Clone, Debug)]
pub struct Printer {
    /// Name of the file.
    pub id: String,
    /// What it is called.
    pub name: Field<String>,
    /// How far pictures and grounds run over the trimmed edge, mm.
    pub bleed_mm: Field<f64>,
    /// Whether crop marks and a page line stand outside the bleed.
    pub marks: Field<bool>,
    /// The printing condition's name in the registry of the ICC, such as `FOGRA39`.
    pub output_condition: Field<String>,
    /// ICC file of that condition, path from the project's top.
    pub profile: Field<String>,
    /// The ICC file, when it can be used: an output profile for four inks.
    pub icc: Option<Arc<Vec<u8>>>,
    /// Most ink on one spot, all four together, per cent.
    pub ink_limit: Field<f64>,
    /// Pixels per inch at the printed size under which no press PDF is made.
    pub min_ppi: Field<f64>,
    /// Pixels per inch at the printed size under which there is a warning.
    pub warn_ppi: Field<f64>,
    /// Exchange standard.
    pub x_version: Field<XVersion>,
    /// Start of the file.
    pub span: Span,
}

impl Printer {
    /// What stands for keys that are not written.
    pub const BLEED_MM: f64 = 3.0;
    /// Ink that every offset press carries on coated paper.
    pub const INK_LIMIT: f64 = 300.0;
    /// Limits that a printing house may have: two inks in full, or all four.
    pub const INK_LIMITS: std::ops::RangeInclusive<f64> = 200.0..=400.0;
    /// Under it pictures show their pixels.
    pub const MIN_PPI: f64 = 150.0;
    /// Under it fine patterns begin to blur.
    pub const WARN_PPI: f64 = 220.0;
}
