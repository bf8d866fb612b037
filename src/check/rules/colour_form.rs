//! # A colour has the wrong form
//!
//! Colours for the screen are written as `#` and six digits of the hexadecimal system, as every design
//! program shows them. Inks for the press as four numbers from 0 to 100: cyan, magenta, yellow, black.
//!
//! ```toml
//! colors.primary = { srgb = "navy", cmyk = [0.9, 0.8, 0.3, 0.2] }     # wrong
//! colors.primary = { srgb = "#1f3a5f", cmyk = [90, 80, 30, 20] }      # right
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (token, colour) in project.consortium.iter().flat_map(|c| &c.brand.colours) {
        if let Some(at) = colour.srgb.at().filter(|_| colour.rgb().is_none()) {
            srgb(&format!("`{token}` of the brand"), at, report);
        }
        if let Some(at) = colour.spot.at().filter(|at| RESERVED.contains(&at.value.trim())) {
            let message = format!("`spot` of `{token}` of the brand is `{}`, which is no spot ink", at.value);
            let hint = "write the name on the swatch, such as `PANTONE 534 C`, or remove `spot`";
            report(Diagnostic::at(&codes::COLOUR_FORM, at.span, message).hint(hint));
        }
        let wrong = match colour.cmyk.as_slice() {
            [] => continue,
            inks if inks.len() != 4 => format!("has {} inks", inks.len()),
            inks => match inks.iter().find(|ink| !(0.0..=100.0).contains(*ink)) {
                Some(ink) => format!("has an ink of {ink} %"),
                None => continue,
            },
        };
        let message = format!("`{token}` of the brand {wrong}");
        let hint = "write four numbers from 0 to 100: cyan, magenta, yellow, black";
        report(Diagnostic::at(&codes::COLOUR_FORM, colour.span, message).hint(hint));
    }
    for product in &project.products {
        for variant in &product.variants {
            if let Some(at) = variant.swatch.at().filter(|at| !is_hex(&at.value)) {
                srgb(&format!("`swatch` of variant `{}` of `{}`", variant.id.str(), product.id), at, report);
            }
        }
    }
}

/// Names that mean a plate of the press itself, all plates or none, ISO 32000-1, 8.6.6.4.
const RESERVED: [&str; 7] = ["", "All", "None", "Cyan", "Magenta", "Yellow", "Black"];

fn is_hex(text: &str) -> bool {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
    digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn srgb(whose: &str, at: &At<String>, report: Report<'_>) {
    let message = format!("{whose} is `{}`, which is no colour", at.value);
    // The short form of three digits is doubled, as browsers do.
    let short: Option<String> = at
        .value
        .strip_prefix('#')
        .filter(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .map(|digits| digits.chars().flat_map(|c| [c, c]).collect());
    let bare = Some(format!("#{}", at.value)).filter(|text| is_hex(text));
    let hint = match short.map(|digits| format!("#{digits}")).or(bare) {
        Some(right) => format!("write `{right}`"),
        None => "write `#` and six digits, such as `#1f3a5f`".to_owned(),
    };
    report(Diagnostic::at(&codes::COLOUR_FORM, at.span, message).hint(hint));
}
