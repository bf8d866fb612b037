//! # A common product without at least two makers
//!
//! A common product is one that several firms make to one specification; that is why it may stand under
//! the consortium's own name. With one maker it is that firm's product, and listing a firm twice counts
//! its capacity twice.
//!
//! List every maker once, or move the file into the one maker's folder `products/`.
//!
//! ```toml
//! makers = [{ member = "riverside-looms", since = 2015 }, { member = "hill-weavers", since = 2018 }]
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for product in project.products.iter().filter(|product| product.is_common()) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for at in product.makers.iter().filter_map(|maker| maker.member.at()) {
            let Some(first) = seen.insert(&at.value, at.span) else { continue };
            let message = format!("maker `{}` of `{}` is listed twice", at.value, product.id);
            let finding =
                Diagnostic::at(&codes::COMMON_MAKERS, at.span, message).related(first, "the first time");
            report(finding.hint("remove one of the two"));
        }
        let broken = product.makers.iter().any(|maker| maker.member.get().is_none());
        if seen.len() < 2 && !broken {
            let message = match seen.keys().next() {
                Some(only) => format!("common product `{}` has one maker, `{only}`", product.id),
                None => format!("common product `{}` has no makers", product.id),
            };
            let span = product.makers.first().map_or(product.span, |maker| maker.span);
            let hint = "list at least two firms in `makers`, or move the file to its maker's `products/`";
            report(Diagnostic::at(&codes::COMMON_MAKERS, span, message).hint(hint));
        }
    }
}
