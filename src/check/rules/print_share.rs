//! # A firm has too few or doubly ranked products in print
//!
//! Every firm shows the same number of products in the catalogue (`products_in_print`); the firm chooses
//! them with `print_rank`: 1 is shown first. A firm with fewer leaves a hole in its spread, and the same
//! rank twice leaves it to chance which one is shown.
//!
//! Give as many of the firm's products a rank as the policy asks for, each another one. Products without
//! a rank are on the website only.
//!
//! ```toml
//! print_rank = 1
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let wanted = project.consortium.as_ref().and_then(|c| c.policy.products_in_print.get().copied());
    for member in project.current_members() {
        let mut ranks: BTreeMap<u32, Span> = BTreeMap::new();
        let own = project.offered_products().filter(|p| p.id.owner() == member.id.as_str());
        let mut ranked = 0;
        for (product, rank) in own.filter_map(|p| Some((p, p.print_rank.at()?))) {
            ranked += 1;
            let Some(first) = ranks.insert(rank.value, rank.span) else { continue };
            let message = format!("rank {} of member `{}` is given twice", rank.value, member.id);
            let finding =
                Diagnostic::at(&codes::PRINT_SHARE, rank.span, message).related(first, "the first one");
            report(finding.hint(format!("give product `{}` another `print_rank`", product.id)));
        }
        if let Some(wanted) = wanted.filter(|wanted| ranked < *wanted) {
            let message = format!("member `{}` has {ranked} of {wanted} products in print", member.id);
            let hint = format!("give {} more of its products a `print_rank`", wanted - ranked);
            report(Diagnostic::at(&codes::PRINT_SHARE, member.span, message).hint(hint));
        }
    }
}
