//! # A product group is named that does not exist
//!
//! Groups are declared once, in `categories.toml`, so that all firms sort their products alike. A
//! product in an unknown group would be on no page, and nobody could compare it.
//!
//! Correct the id, or add the group to `categories.toml` when all members agree on a new one.
//!
//! ```toml
//! category = "bath-towel"     # wrong
//! category = "bath-towels"    # right: as in categories.toml
//! ```

use super::{Report, unknown};
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    if project.categories.list.is_empty() && project.paths.contains("categories.toml") {
        return; // It could not be read, or is empty: one finding about it is enough.
    }
    let mut one = |whose: String, at: &At<String>| {
        if project.categories.find(&at.value).is_none() {
            let known = project.categories.list.iter().map(|c| c.id.as_str());
            let otherwise = "correct the id, or add a `[[category]]` to `categories.toml`";
            report(unknown(&codes::UNKNOWN_CATEGORY, &whose, "product group", at, known, otherwise));
        }
    };
    for member in &project.members {
        member.categories.iter().for_each(|at| one(format!("member `{}`", member.id), at));
    }
    for product in &project.products {
        product.category.at().into_iter().for_each(|at| one(format!("product `{}`", product.id), at));
    }
    for buyer in &project.buyers {
        buyer.category_refs.iter().for_each(|at| one(format!("buyer `{}`", buyer.id), at));
    }
    for category in &project.categories.list {
        category.parent.at().into_iter().for_each(|at| one(format!("group `{}`", category.id), at));
    }
    for brochure in project.consortium.iter().flat_map(|c| &c.brochures) {
        let named = brochure.categories.iter().filter(|at| at.value != "*");
        named.for_each(|at| one(format!("brochure `{}`", brochure.id.str()), at));
    }
    circles(project, report);
}

/// Groups that are above themselves.
fn circles(project: &Project, report: Report<'_>) {
    for category in &project.categories.list {
        let mut above = category.parent.get();
        // A chain longer than the list of groups goes round without coming back to this one.
        for _ in 0..project.categories.list.len() {
            let Some(id) = above else { break };
            if id == category.id.as_str() {
                let message = format!("group `{}` lies in itself", category.id);
                let span = category.parent.span().unwrap_or(category.span);
                let hint = "remove `parent` from the topmost of the groups";
                report(Diagnostic::at(&codes::UNKNOWN_CATEGORY, span, message).hint(hint));
                break;
            }
            above = project.categories.find(id).and_then(|parent| parent.parent.get());
        }
    }
}
