//! # Text is hard to read on its ground
//!
//! Text in this colour on this ground has too little contrast for many readers, and for everybody on a phone
//! in the sun. The measure is that of the web's accessibility guidelines (WCAG 2.2, 1.4.3): at least 4.5 to 1
//! between ink and paper, and between the primary colour and paper, which headings and links use.
//!
//! Make the ink or the primary colour darker, or the paper lighter, in `[brand]` of `consortium.toml`.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

const LEAST: f64 = 4.5;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(brand) = project.consortium.as_ref().map(|c| &c.brand) else { return };
    let own = |name: &str| brand.colours.iter().find(|(token, _)| *token == name).map(|(_, colour)| colour);
    for token in ["ink", "primary"] {
        // What the brand does not set is the theme's, which is tested; a broken colour was reported.
        let Some(span) = own(token).or_else(|| own("paper")).map(|colour| colour.span) else { continue };
        let ratio = ratio(&brand.token(token), &brand.token("paper"));
        if ratio < LEAST {
            let message = format!("`{token}` on `paper` has a contrast of {ratio:.1} to 1");
            let hint = format!("make it at least {LEAST} to 1: darken `{token}` or lighten `paper`");
            report(Diagnostic::at(&codes::CONTRAST, span, message).hint(hint));
        }
    }
}

/// Contrast ratio of two `#rrggbb` (WCAG 2.2, “contrast ratio”).
fn ratio(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.2, “relative luminance”).
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let level = hex.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or(0);
        let level = f64::from(level) / 255.0;
        if level <= 0.04045 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}
