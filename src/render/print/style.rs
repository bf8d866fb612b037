//! The style of a theme: text styles, box styles and page masters as plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::Align;

use super::frame::{Color, Rgb, Tint, Token};
use super::units::{MM, PX, parse_length};

/// Colours that come from the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandTokens {
    /// Thumbs, key figures, links.
    pub primary: (u8, u8, u8),
    /// Second colour.
    pub secondary: (u8, u8, u8),
    /// Accents.
    pub accent: (u8, u8, u8),
    /// Text.
    pub ink: (u8, u8, u8),
    /// Ground.
    pub paper: (u8, u8, u8),
}

/// A text style; unset keys are inherited from the text around.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextStyle {
    /// Key of a family list.
    pub family: Option<String>,
    /// Size in pt.
    pub size: Option<f32>,
    /// Distance of baselines in pt.
    pub leading: Option<f32>,
    /// 100 to 900.
    pub weight: Option<u16>,
    /// Italic.
    pub italic: Option<bool>,
    /// Name of a colour.
    pub color: Option<Color>,
    /// Alignment.
    pub align: Option<Align>,
    /// Whether words may be divided at the ends of lines.
    pub hyphenate: Option<bool>,
    /// Whether marks at the ends of justified lines stand in the margin by a part.
    pub hang: Option<bool>,
    /// Small capitals, from faces that have them.
    pub small_caps: Option<bool>,
    /// Tabular figures.
    pub tabular: Option<bool>,
    /// Extra space between letters in pt.
    pub tracking: Option<f32>,
    /// Space above in pt.
    pub space_before: f32,
    /// Space below in pt.
    pub space_after: f32,
    /// Stays with what follows.
    pub keep_with_next: bool,
}

/// A border on some sides of a box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Border {
    /// Colour.
    pub color: Color,
    /// Thickness in pt at top, end, bottom, start.
    pub sides: [f32; 4],
}

/// A box style.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoxStyle {
    /// Inside distance at top, end, bottom, start in pt.
    pub padding: [f32; 4],
    /// Ground.
    pub fill: Option<Color>,
    /// Border.
    pub border: Option<Border>,
    /// Distance between children in pt.
    pub gap: f32,
}

/// How a table is ruled.
#[derive(Debug, Clone, PartialEq)]
pub struct TableStyle {
    /// Space above and below the contents of a cell, pt.
    pub cell_y: f32,
    /// Distance between columns, pt.
    pub gap: f32,
    /// Hairline under each row: thickness in pt, colour.
    pub row_rule: (f32, Color),
    /// Line under the head.
    pub head_rule: (f32, Color),
    /// Line above the table.
    pub top_rule: (f32, Color),
}

/// A section thumb on the outer edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Thumb {
    /// Width on the page in pt.
    pub width: f32,
    /// Height in pt.
    pub height: f32,
    /// How far it runs off the page in pt.
    pub bleed: f32,
    /// Where the first begins and the last ends, from the top, pt; below nought: from the bottom.
    pub range: (f32, f32),
    /// Colour.
    pub color: Color,
}

/// A page master.
#[derive(Debug, Clone, PartialEq)]
pub struct Master {
    /// Width and height in pt.
    pub size: (f32, f32),
    /// Whether the master names its paper; else the document's paper is taken.
    pub own_paper: bool,
    /// Name of the master of the first page of a page-set, where it differs.
    pub first: Option<String>,
    /// Inner, outer, top, bottom in pt.
    pub margins: [f32; 4],
    /// Text columns.
    pub columns: usize,
    /// Distance between columns in pt.
    pub gutter: f32,
    /// Markup of the header and how far its top is from the page's top, pt.
    pub header: Option<(String, f32)>,
    /// Markup of the footer and how far its top is from the page's bottom, pt.
    pub footer: Option<(String, f32)>,
    /// The same on left pages, where it differs.
    pub header_left: Option<String>,
    /// The same on left pages, where it differs.
    pub footer_left: Option<String>,
    /// Thumb.
    pub thumb: Option<Thumb>,
    /// Ground of the whole page.
    pub fill: Option<Color>,
    /// Whether its pages are folded across the middle: what stands below the fold stands above it too,
    /// head down.
    pub folded: bool,
}

/// Everything a style file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Style {
    /// Family lists: key → language (or `default`) → families.
    pub families: BTreeMap<String, BTreeMap<String, Arc<Vec<String>>>>,
    /// Colours by name.
    pub colors: BTreeMap<String, Color>,
    /// Text styles by class or element.
    pub text: BTreeMap<String, TextStyle>,
    /// Box styles by class.
    pub boxes: BTreeMap<String, BoxStyle>,
    /// Table styles by class.
    pub tables: BTreeMap<String, TableStyle>,
    /// Masters by name.
    pub masters: BTreeMap<String, Master>,
}

impl Style {
    /// The families of `key` in `lang`: its own list, that of its primary subtag, or the default.
    pub fn families(&self, key: &str, lang: &str) -> Arc<Vec<String>> {
        let Some(lists) = self.families.get(key).or_else(|| self.families.values().next()) else {
            return Arc::new(Vec::new());
        };
        let primary = lang.split('-').next().unwrap_or_default();
        let list = lists.get(lang).or_else(|| lists.get(primary)).or_else(|| lists.get("default"));
        list.map(Arc::clone).unwrap_or_default()
    }

    /// A colour: a name, or `#rrggbb`.
    pub fn color(&self, name: &str) -> Option<Color> {
        self.colors.get(name).copied().or_else(|| parse_hex(name).map(Color::from))
    }
}

impl From<Rgb> for Color {
    fn from(rgb: Rgb) -> Self {
        Self { rgb, tint: None }
    }
}

impl Color {
    /// Paper without ink.
    pub const WHITE: Self = Self { rgb: Rgb(255, 255, 255), tint: None };

    /// A brand colour in full.
    pub fn of_brand(token: Token, (r, g, b): (u8, u8, u8)) -> Self {
        Self { rgb: Rgb(r, g, b), tint: Some(Tint { token, permille: 1000 }) }
    }

    /// `share` of this colour over `ground`, 0 to 1; a tint of a tint is one of the same brand colour.
    pub fn over(self, ground: Self, share: f32) -> Self {
        // OK because a share of at most 1 of at most 1000 is one again.
        let part = |tint: Tint| Tint {
            permille: (f32::from(tint.permille) * share.clamp(0.0, 1.0)).round() as u16,
            ..tint
        };
        Self { rgb: self.rgb.over(ground.rgb, share), tint: self.tint.map(part) }
    }

    /// Relative luminance on a screen, WCAG 2.2.
    pub fn luminance(self) -> f32 {
        self.rgb.luminance()
    }

    /// Contrast ratio with another colour on a screen, WCAG 2.2: 1 to 21.
    pub fn contrast(self, other: Self) -> f32 {
        self.rgb.contrast(other.rgb)
    }
}

impl Rgb {
    /// `share` of this colour over `ground`, 0 to 1.
    pub fn over(self, ground: Self, share: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) * share + f32::from(b) * (1.0 - share)).round() as u8;
        Self(mix(self.0, ground.0), mix(self.1, ground.1), mix(self.2, ground.2))
    }

    /// Relative luminance, WCAG 2.2.
    pub fn luminance(self) -> f32 {
        let channel = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast ratio with another colour, WCAG 2.2: 1 to 21.
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }
}

/// `#rrggbb` as a colour.
pub fn parse_hex(text: &str) -> Option<Rgb> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some(Rgb(byte(0)?, byte(2)?, byte(4)?))
}

/// Papers known by name or by their sides, in pt: `105x74` or `105x74mm`, and `1200x630px` for pixels.
pub fn paper(name: &str) -> Option<(f32, f32)> {
    let mm = |w: f32, h: f32| Some((w * MM, h * MM));
    match name {
        "A3" => mm(297.0, 420.0),
        "A4" => mm(210.0, 297.0),
        "A4-landscape" => mm(297.0, 210.0),
        "A5" => mm(148.0, 210.0),
        "A6" => mm(105.0, 148.0),
        "Letter" => Some((612.0, 792.0)),
        "Letter-landscape" => Some((792.0, 612.0)),
        custom => {
            let (w, h) = custom.split_once('x')?;
            // The unit stands behind the second number and holds for both.
            let unit = if h.ends_with("px") { PX } else { MM };
            let side = |text: &str| parse_length(text, unit).filter(|pt| *pt > 0.0);
            Some((side(w)?, side(h)?))
        }
    }
}
