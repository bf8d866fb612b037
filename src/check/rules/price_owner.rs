//! # A price list offers what is not its own
//!
//! Members compete, so a firm's list may hold its own products only: another firm's price in it would reach
//! buyers without that firm's will. A list of the consortium itself is possible only when the consortium
//! sells (`kind = "sales"`); one that only promotes has no prices.
//!
//! Move the line to the list of the firm that makes the product, or correct `member`.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::consortium::ConsortiumKind;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let sells = project.consortium.as_ref().and_then(|c| c.kind.get()) == Some(&ConsortiumKind::Sales);
    for list in &project.prices {
        let Some(owner) = list.member.at() else { continue };
        if owner.value == "consortium" {
            if !sells && project.consortium.is_some() {
                let message = format!("price list `{}` is of the consortium, which does not sell", list.id);
                let hint = "name the member whose prices they are, or set `kind = \"sales\"`";
                report(Diagnostic::at(&codes::PRICE_OWNER, owner.span, message).hint(hint));
            }
            continue;
        }
        for at in list.lines.iter().filter_map(|line| line.product.at()) {
            let Some(product) = project.product(&at.value).filter(|p| p.id.owner() != owner.value) else {
                continue;
            };
            let message = format!(
                "price list `{}` of member `{}` offers `{}`, which is not its own",
                list.id, owner.value, product.id
            );
            let hint = format!("move the line to a list of `{}`", product.id.owner());
            report(Diagnostic::at(&codes::PRICE_OWNER, at.span, message).hint(hint));
        }
    }
}
