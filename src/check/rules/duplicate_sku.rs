//! # Two articles have the same number
//!
//! A buyer orders by the maker's number. When two products, or two variants, of one firm have the same
//! number, the wrong goods are shipped.
//!
//! Ask the firm which number belongs to which article. Two firms may well use the same number: only
//! numbers within one firm are compared.

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut seen: BTreeMap<(&str, &str), (Span, &str)> = BTreeMap::new();
    for product in &project.products {
        let own = product.sku.at();
        let variants = product.variants.iter().filter_map(|variant| variant.sku.at());
        // A variant may repeat its product's number: the number then means the product in that variant.
        let others = variants.filter(|at| own.is_none_or(|own| own.value != at.value));
        for At { value, span } in own.into_iter().chain(others) {
            let key = (product.id.owner(), value.as_str());
            let Some((first, other)) = seen.get(&key) else {
                seen.insert(key, (*span, product.id.as_str()));
                continue;
            };
            let message = format!("`{value}` is the number of `{}` and of `{other}`", product.id);
            let finding =
                Diagnostic::at(&codes::DUPLICATE_SKU, *span, message).related(*first, "the first one");
            report(finding.hint("ask the firm for the right number"));
        }
    }
}
