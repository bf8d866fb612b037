//! The common brand: logos, colours and how members' own brands stand beside it.

use super::field::{At, Field};
use crate::choice;
use crate::source::Span;

choice! {
    /// How a member's own brand shows.
    MemberBrand { Endorsed = "endorsed", Hidden = "hidden", SideBySide = "side-by-side" }
}

/// One brand colour.
#[derive(Clone, Debug)]
pub struct Colour {
    /// `#rrggbb`.
    pub srgb: Field<String>,
    /// Percentages of cyan, magenta, yellow and black.
    pub cmyk: Vec<f64>,
    /// Name of a spot ink.
    pub spot: Field<String>,
    /// Where it is typed.
    pub span: Span,
}

impl Colour {
    /// Red, green and blue from 0 to 255; `None` when it is not `#rrggbb`.
    pub fn rgb(&self) -> Option<[u8; 3]> {
        let hex = self.srgb.get()?.strip_prefix('#').filter(|h| h.len() == 6 && h.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    }
}

/// The `[brand]` section.
#[derive(Clone, Debug)]
pub struct Brand {
    /// Name of the theme that pages and documents are made with.
    pub theme: Field<String>,
    /// Logo for light grounds, path in the project.
    pub logo: Field<String>,
    /// Logo for dark grounds.
    pub logo_on_dark: Field<String>,
    /// How members' brands show.
    pub member_brand: Field<MemberBrand>,
    /// Colour tokens by name: primary, secondary, accent, ink, paper.
    pub colours: Vec<(&'static str, Colour)>,
    /// Font files of the project for print, each a path or a pattern such as `brand/*.ttf`.
    pub fonts: Vec<At<String>>,
    /// Where the section stands.
    pub span: Span,
}

/// Colour tokens of the schema with what stands for a missing one.
pub const TOKENS: [(&str, &str); 5] = [
    ("primary", "#1f3a5f"),
    ("secondary", "#8c4a32"),
    ("accent", "#c98a2b"),
    ("ink", "#1d1d1b"),
    ("paper", "#fbf9f5"),
];

impl Brand {
    /// A token as `#rrggbb`, with the default where the brand has none or a broken one.
    pub fn token(&self, name: &str) -> String {
        let own = self.colours.iter().find(|(token, _)| *token == name).map(|(_, colour)| colour);
        let fallback = TOKENS.iter().find(|(token, _)| *token == name).map_or("#000000", |(_, hex)| hex);
        match own.and_then(Colour::rgb) {
            Some([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}"),
            None => fallback.to_owned(),
        }
    }
}
