//! # A certificate's dates do not fit together
//!
//! A paper is audited, issued, and ends, in that order and not before it began. Dates in another order are
//! most often a day and a month exchanged. Whether a paper ends at all is laid down by its scheme.
//!
//! Copy the dates from the paper, as year, month and day.
//!
//! ```toml
//! issued = 2027-02-01, expires = 2026-02-01     # wrong
//! issued = 2026-02-01, expires = 2027-02-01     # right
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::certificate::Expiry;
use crate::model::parts::Certificate;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (member, paper) in walk::certificates(project) {
        if let Some((span, wrong, hint)) = fault(project, paper) {
            let what = format!("certificate `{}` of member `{}`", paper.id.str(), member.id);
            report(Diagnostic::at(&codes::CERTIFICATE_DATES, span, format!("{what} {wrong}")).hint(hint));
        }
    }
}

fn fault(project: &Project, paper: &Certificate) -> Option<(Span, String, &'static str)> {
    let rule = project.scheme(paper.scheme.str()).and_then(|scheme| scheme.expiry.get());
    if rule == Some(&Expiry::Required) && paper.expires.is_absent() {
        let wrong = "does not say until when it holds".to_owned();
        return Some((paper.span, wrong, "add `expires = …` from the paper; its scheme requires it"));
    }
    if let (Some(Expiry::None), Some(at)) = (rule, paper.expires.at()) {
        let wrong = format!("expires on {}, but papers of its scheme do not", at.value);
        return Some((at.span, wrong, "remove `expires`, or correct `expiry` of the scheme"));
    }
    let [issued, audited, expires] = [&paper.issued, &paper.audited, &paper.expires].map(|field| field.at());
    // Without the consortium's own file its day is not known either.
    if let Some(at) = issued.filter(|at| at.value > project.today && project.consortium.is_some()) {
        let wrong = format!("is issued on {}, which is not yet", at.value);
        return Some((at.span, wrong, "correct `issued`, or wait with the entry until the paper is there"));
    }
    if let (Some(from), Some(until)) = (issued, expires)
        && from.value >= until.value
    {
        let wrong = format!("ends on {}, before it was issued", until.value);
        return Some((until.span, wrong, "correct `issued` or `expires`"));
    }
    if let (Some(day), Some(until)) = (audited, expires)
        && day.value > until.value
    {
        let wrong = format!("was audited on {}, after it ended", day.value);
        return Some((day.span, wrong, "correct `audited` or `expires`"));
    }
    None
}
