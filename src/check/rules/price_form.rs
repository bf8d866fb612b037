//! # A price has the wrong form
//!
//! A price is written as a decimal number in quotes, with a full stop and at most four places, without
//! currency and without separators of thousands. So it is printed exactly as the firm gave it, in the way
//! of each language. Ask the firm when it is not clear which sign separates the cents.
//!
//! ```toml
//! price = "3,10"        # wrong
//! price = "USD 3.10"    # wrong
//! price = "3.10"        # right
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::private::Audience;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let hint = "write a number such as `\"3.10\"`: a full stop, at most four places, nothing else";
    for list in &project.prices {
        for line in &list.lines {
            // Prices are private: the message names the line, never the figure.
            for tier in line.tiers.for_audience(&Audience::Office).into_iter().flatten() {
                for at in
                    tier.price.at().into_iter().filter(|at| ten_thousandths(&at.value).is_none_or(|n| n == 0))
                {
                    let message = format!(
                        "a `price` of `{}` in price list `{}` is no decimal number",
                        line.product.str(),
                        list.id
                    );
                    report(Diagnostic::at(&codes::PRICE_FORM, at.span, message).hint(hint));
                }
            }
        }
    }
    for buyer in &project.buyers {
        let price = buyer.target_price.for_audience(&Audience::Office).and_then(Option::as_ref);
        for at in
            price.and_then(|p| p.value.at()).into_iter().filter(|at| ten_thousandths(&at.value).is_none())
        {
            let message = format!("`target_price` of buyer `{}` is no decimal number", buyer.id);
            report(Diagnostic::at(&codes::PRICE_FORM, at.span, message).hint(hint));
        }
    }
}

/// A decimal text in ten-thousandths; `None` when it is none.
pub(super) fn ten_thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let right = digits(whole) && part.is_none_or(|part| digits(part) && part.len() <= 4);
    let padded = format!("{whole}{:0<4}", part.unwrap_or(""));
    if right { padded.parse().ok() } else { None }
}
