//! A printer's profile and a brand as the press PDF needs them: figures in points, inks by token.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::inks::{BrandInk, Inks};
use super::separator::Separator;
use crate::model::brand::Brand;
use crate::model::printer::Printer;
use crate::render::print::frame::Token;
use crate::render::print::style::parse_hex;
use crate::render::print::units::MM;

/// Figures that pages are held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// How far pages run over the edge, pt.
    pub bleed: f32,
    /// Pixels per inch under which nothing is made for the press.
    pub min_ppi: f32,
    /// Pixels per inch under which there is a warning.
    pub warn_ppi: f32,
}

impl Limits {
    /// The limits of a printer.
    pub fn of(printer: &Printer) -> Self {
        Self {
            bleed: printer.bleed_mm.or(Printer::BLEED_MM) as f32 * MM,
            min_ppi: printer.min_ppi.or(Printer::MIN_PPI) as f32,
            warn_ppi: printer.warn_ppi.or(Printer::WARN_PPI) as f32,
        }
    }
}

/// Everything about a press that is not on the pages.
pub struct Setup {
    /// How far pages run over the edge, pt.
    pub bleed: f32,
    /// Whether crop marks and a page line stand outside the bleed.
    pub marks: bool,
    /// The printing condition's name in the registry of the ICC.
    pub condition: String,
    /// The ICC file.
    pub icc: Arc<Vec<u8>>,
    /// Inks of the brand.
    pub inks: Inks,
}

impl Setup {
    /// What a printer and a brand give; `None` without a usable ICC file, which is a finding already.
    pub fn of(printer: &Printer, brand: &Brand) -> Option<Self> {
        let icc = Arc::clone(printer.icc.as_ref()?);
        let separator = Separator::new(&icc, printer.ink_limit.or(Printer::INK_LIMIT) as f32)?;
        Some(Self {
            bleed: Limits::of(printer).bleed,
            marks: printer.marks.or(true),
            condition: printer.output_condition.str().to_owned(),
            icc,
            inks: Inks { separator, brand: brand_inks(brand) },
        })
    }
}

fn brand_inks(brand: &Brand) -> BTreeMap<Token, BrandInk> {
    let tokens = [
        ("primary", Token::Primary),
        ("secondary", Token::Secondary),
        ("accent", Token::Accent),
        ("ink", Token::Ink),
        ("paper", Token::Paper),
    ];
    let one = |(name, token): (&str, Token)| {
        let own = brand.colours.iter().find(|(own, _)| *own == name).map(|(_, colour)| colour);
        let four = own.and_then(|colour| <[f64; 4]>::try_from(colour.cmyk.as_slice()).ok());
        let ink = BrandInk {
            rgb: parse_hex(&brand.token(name)).unwrap_or_default(),
            cmyk: four.map(|inks| inks.map(|percent| percent as f32 / 100.0)),
            spot: own.and_then(|colour| colour.spot.get()).map(|name| name.trim().to_owned()),
        };
        (token, ink)
    };
    tokens.into_iter().map(one).collect()
}
