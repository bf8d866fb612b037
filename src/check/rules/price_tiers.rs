//! # Price steps in a wrong order
//!
//! A price list goes from small to large quantities, and a larger order has a lower price. A step that
//! breaks this is most often two lines exchanged or a slip in a digit.
//!
//! Order the steps by `from`, and check the prices with the firm.
//!
//! ```toml
//! tier = [{ from = 1000, price = "3.10" }, { from = 5000, price = "2.95" }]
//! ```

use super::Report;
use super::price_form::ten_thousandths;
use crate::diag::{Diagnostic, codes};
use crate::model::price::Tier;
use crate::model::private::Audience;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for list in &project.prices {
        for line in &list.lines {
            let tiers = line.tiers.for_audience(&Audience::Office).map_or(&[][..], Vec::as_slice);
            let whose = format!("`{}` in price list `{}`", line.product.str(), list.id);
            if tiers.is_empty() {
                let message = format!("{whose} has no price");
                let finding = Diagnostic::at(&codes::PRICE_TIERS, line.span, message);
                report(finding.hint("add `tier = [{ from = 1000, price = \"…\" }]`"));
            }
            for pair in tiers.windows(2) {
                if let Some((wrong, hint)) = fault(&pair[0], &pair[1]) {
                    let message = format!("the price steps of {whose} {wrong}");
                    report(Diagnostic::at(&codes::PRICE_TIERS, pair[1].span, message).hint(hint));
                }
            }
        }
    }
}

fn fault(first: &Tier, next: &Tier) -> Option<(&'static str, &'static str)> {
    if first.from.get()? >= next.from.get()? {
        return Some(("do not go from small to large quantities", "order them by `from`"));
    }
    let (first, next) = (ten_thousandths(first.price.get()?)?, ten_thousandths(next.price.get()?)?);
    (next >= first).then_some(("do not fall for larger orders", "check the prices with the firm"))
}
