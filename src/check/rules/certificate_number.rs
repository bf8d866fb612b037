//! # A certificate lacks what its scheme requires to be shown
//!
//! Owners of schemes lay down what must stand beside their name, most often the number and the body that
//! issued the paper; without them their name may not be used. The scheme in `certificates.toml` lists it
//! under `number` and `must_show`.
//!
//! Copy the missing field from the paper.
//!
//! ```toml
//! certificates = [{ id = "oeko", scheme = "oeko-tex-100", number = "24.HXX.00000", body = "…" }]
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::certificate::{NumberRule, Scheme};
use crate::model::parts::Certificate;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (member, paper) in walk::certificates(project) {
        let Some(scheme) = project.scheme(paper.scheme.str()) else { continue };
        let missing = missing(scheme, paper);
        if missing.is_empty() {
            continue;
        }
        let list = missing.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(" and no ");
        let message = format!("certificate `{}` of member `{}` has no {list}", paper.id.str(), member.id);
        let hint = format!("copy it from the paper: scheme `{}` requires it", scheme.id);
        report(Diagnostic::at(&codes::CERTIFICATE_NUMBER, paper.span, message).hint(hint));
    }
}

fn missing<'a>(scheme: &'a Scheme, paper: &Certificate) -> Vec<&'a str> {
    let number = (scheme.number.get() == Some(&NumberRule::Required)).then_some("number");
    let shown = scheme
        .must_show
        .iter()
        .map(|at| at.value.as_str())
        .filter(|field| *field != "number" || number.is_none());
    number.into_iter().chain(shown).filter(|field| is_absent(paper, field)).collect()
}

fn is_absent(paper: &Certificate, field: &str) -> bool {
    let empty = |field: &crate::model::field::Field<String>| {
        field.is_absent() || field.get().is_some_and(|text| text.trim().is_empty())
    };
    match field {
        "number" => empty(&paper.number),
        "body" => empty(&paper.body),
        "holder" => empty(&paper.holder),
        "url" => empty(&paper.url),
        "scope" => empty(&paper.scope.source),
        "grade" => empty(&paper.grade.source),
        "issued" => paper.issued.is_absent(),
        // Whether it must expire is the question of `certificate_dates`.
        _ => false,
    }
}
