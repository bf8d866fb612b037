//! # A certificate is in somebody else's name
//!
//! The holder on the paper is not the firm that shows it. Sometimes that is in order (the dye house holds
//! it, or the firm has changed its name), but most often the wrong paper was sent, and a buyer who looks
//! the number up finds another firm.
//!
//! Compare the paper with the firm's `name` and `legal_name`. When another firm's paper covers the goods,
//! say so in `scope` and leave the entry to that firm.

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (member, paper) in walk::certificates(project) {
        let Some(holder) = paper.holder.at().filter(|at| !at.value.trim().is_empty()) else { continue };
        let names = [&member.legal_name, &member.name, &member.brand];
        let mut own = names.iter().filter_map(|text| text.source.get()).map(|name| plain(name));
        let held = plain(&holder.value);
        if own.any(|name| !name.is_empty() && (name.contains(&held) || held.contains(&name))) {
            continue;
        }
        let message = format!(
            "certificate `{}` of member `{}` is held by `{}`",
            paper.id.str(),
            member.id,
            holder.value
        );
        let hint = "compare the paper with the firm's `legal_name`, and correct one of the two";
        report(Diagnostic::at(&codes::CERTIFICATE_HOLDER, holder.span, message).hint(hint));
    }
}

/// A name without case, signs and the words for a firm's legal form.
fn plain(name: &str) -> String {
    const FORMS: [&str; 16] = [
        "private", "pvt", "limited", "ltd", "llp", "llc", "inc", "co", "company", "gmbh", "ag", "sa", "sarl",
        "srl", "sample", "and",
    ];
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !FORMS.contains(word)).collect::<Vec<_>>().join(" ")
}
