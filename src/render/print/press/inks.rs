//! Which ink a colour of the page is printed with.
//!
//! Black text is black alone: four inks that do not meet to a tenth of a millimetre make coloured
//! fringes on letters. A brand colour has its own inks; everything else goes by the profile.

use std::collections::BTreeMap;

use super::separator::Separator;
use crate::render::print::frame::{Color, Rgb, Token};

/// What a colour is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Letters, rules, outlines: fine shapes.
    Fine,
    /// Grounds.
    Area,
}

/// How a brand colour is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BrandInk {
    /// The colour on a screen.
    pub rgb: Rgb,
    /// Its own inks, 0 to 1; without them the profile converts it.
    pub cmyk: Option<[f32; 4]>,
    /// Name of an ink of its own.
    pub spot: Option<String>,
}

/// An ink with its share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    /// Shares of cyan, magenta, yellow and black, 0 to 1.
    Process([f32; 4]),
    /// Share of a brand colour's spot ink, 0 to 1.
    Spot(Token, f32),
}

impl Ink {
    /// All black and nothing else.
    pub const BLACK: Self = Self::Process([0.0, 0.0, 0.0, 1.0]);

    /// Whether it is printed over what is below it instead of a hole in it.
    pub fn overprints(self) -> bool {
        self == Self::BLACK
    }
}

/// Inks of a brand on a press.
pub struct Inks {
    /// Converts what the brand says nothing about.
    pub separator: Separator,
    /// How each brand colour is printed.
    pub brand: BTreeMap<Token, BrandInk>,
}

/// Colours darker than this relative luminance are black to the eye: L* under 20.
const NEAR_BLACK: f32 = 0.03;

impl Inks {
    /// The ink of a colour.
    pub fn of(&self, color: Color, used: Use) -> Ink {
        match (color.tint, color.rgb) {
            (Some(tint), _) => self.of_brand(tint.token, f32::from(tint.permille) / 1000.0, used),
            (None, Rgb(0, 0, 0)) => Ink::BLACK,
            (None, rgb) => Ink::Process(self.separator.color(rgb)),
        }
    }

    fn of_brand(&self, token: Token, share: f32, used: Use) -> Ink {
        let Some(brand) = self.brand.get(&token) else { return Ink::BLACK };
        let is_black = token == Token::Ink && brand.rgb.luminance() < NEAR_BLACK;
        if is_black && (used == Use::Fine || share < 1.0) {
            return Ink::Process([0.0, 0.0, 0.0, share]);
        }
        if brand.spot.is_some() {
            return Ink::Spot(token, share);
        }
        Ink::Process(self.process(brand).map(|ink| ink * share))
    }

    /// A brand colour in full in the four inks: its own, or by the profile.
    pub fn process(&self, brand: &BrandInk) -> [f32; 4] {
        brand.cmyk.unwrap_or_else(|| self.separator.color(brand.rgb))
    }

    /// Spot inks in use of the brand, in the order of tokens.
    pub fn spots(&self) -> impl Iterator<Item = (Token, &str, [f32; 4])> {
        self.brand
            .iter()
            .filter_map(|(token, brand)| Some((*token, brand.spot.as_deref()?, self.process(brand))))
    }
}
