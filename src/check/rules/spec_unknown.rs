//! # A specification that the product group does not ask for
//!
//! Each product group says in `categories.toml` which figures its products give, so that a buyer can
//! compare them. A figure under another name stands in no table; most often the name is misspelt.
//!
//! Use the name of the group. When all makers of the group want to give a new figure, add it to the
//! group.
//!
//! ```toml
//! spec = { gms = 500 }     # wrong
//! spec = { gsm = 500 }     # right
//! ```

use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::category::{Category, Spec, SpecEntry};
use crate::model::product::Product;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (product, category) in grouped(project) {
        let known = || category.specs.iter().map(|spec| spec.key.str());
        for entry in product.spec.iter().filter(|entry| !known().any(|key| key == entry.key.value)) {
            let message = format!("group `{}` has no specification `{}`", category.id, entry.key.value);
            let all = known().collect::<Vec<_>>().join(", ");
            let hint =
                did_you_mean(&entry.key.value, known(), &format!("remove it; the group asks for {all}"));
            report(Diagnostic::at(&codes::SPEC_UNKNOWN, entry.key.span, message).hint(hint));
        }
    }
}

/// Products that are offered, with their group.
pub(super) fn grouped(project: &Project) -> impl Iterator<Item = (&Product, &Category)> {
    project.offered_products().filter_map(|p| Some((p, project.categories.find(p.category.str())?)))
}

/// The entries of a product's `spec` with what the group asks for.
pub(super) fn asked<'a>(
    product: &'a Product,
    category: &'a Category,
) -> impl Iterator<Item = (&'a SpecEntry, &'a Spec)> {
    product.spec.iter().filter_map(|entry| {
        Some((entry, category.specs.iter().find(|spec| spec.key.str() == entry.key.value)?))
    })
}
