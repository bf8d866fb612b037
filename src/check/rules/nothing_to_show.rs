//! # There is nothing to show
//!
//! The project has no member of today, or none of its members offers a product, so site and catalogue
//! would be empty. Most often the folder `members/` was not copied along, or every product is marked
//! as discontinued.
//!
//! A product group without a product of today is left out of site and catalogue; that is a note only.
//!
//! Add at least one firm in `members/<id>/member.md` with one product in
//! `members/<id>/products/<id>.md`.

use super::Report;
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(consortium) = &project.consortium else { return };
    // A record that could not be read was reported; it would be there.
    let has = |end: &str, part: &str| project.paths.iter().any(|p| p.contains(part) && p.ends_with(end));
    let (message, hint) = if project.current_members().next().is_none() {
        if project.members.is_empty() && has("/member.md", "members/") {
            return;
        }
        ("the consortium has no member", "add a firm: `members/<id>/member.md`")
    } else if project.offered_products().next().is_none() {
        if project.products.is_empty() && has(".md", "products/") {
            return;
        }
        ("no member offers a product", "add a product: `members/<id>/products/<id>.md`")
    } else {
        return empty_groups(project, report);
    };
    report(Diagnostic::at(&codes::NOTHING_TO_SHOW, consortium.span, message).hint(hint));
}

/// Groups that are left out; one that others belong to needs no products of its own.
fn empty_groups(project: &Project, report: Report<'_>) {
    for group in &project.categories.list {
        let id = group.id.as_str();
        let is_parent = project.categories.list.iter().any(|other| other.parent.str() == id);
        if is_parent || project.offered_products().any(|product| product.category.str() == id) {
            continue;
        }
        let message = format!("group `{id}` has no product; site and brochures leave it out");
        let finding = Diagnostic::at(&codes::NOTHING_TO_SHOW, group.span, message);
        report(finding.with_severity(Severity::Note).hint("put a product into it, or remove the group"));
    }
}
