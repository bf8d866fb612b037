//! # Something is asked for that is not made yet
//!
//! The files may already ask for this, but this version does not make it; everything else is built. The
//! finding is there so that nobody waits for an output that will not come.
//!
//! Leave it as it is and take a later version, or remove the field.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::brand::MemberBrand;
use crate::model::consortium::{Brochure, BrochureKind, Consortium, Entitlement, Paper, SignOff};
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut say = |span: Option<Span>, what: String, hint: &str| {
        if let Some(span) = span {
            report(Diagnostic::at(&codes::NOT_YET_BUILT, span, format!("{what} not made yet")).hint(hint));
        }
    };
    if let Some(own) = &project.consortium {
        of_consortium(own, &mut say);
        own.brochures.iter().for_each(|brochure| of_brochure(brochure, &mut say));
    }
    for frame in &project.meetings {
        for at in frame.papers.iter().filter(|at| at.value == Paper::A5) {
            let what = format!("handouts on {} are", at.value.word());
            say(Some(at.span), what, "write `papers = [\"A4\"]` or `[\"Letter\"]`");
        }
    }
}

type Say<'a> = &'a mut dyn FnMut(Option<Span>, String, &str);

fn of_consortium(own: &Consortium, say: Say<'_>) {
    let brand = own.brand.member_brand.at().filter(|at| at.value != MemberBrand::Endorsed);
    if let Some(at) = brand {
        let what = format!("pages with `member_brand = \"{}\"` are", at.value.word());
        say(Some(at.span), what, "write `member_brand = \"endorsed\"`");
    }
    let fees = own.policy.entitlement.at().filter(|at| at.value == Entitlement::FeeWeighted);
    say(fees.map(|at| at.span), "space by fee is".to_owned(), "write `entitlement = \"equal\"`");
    if own.policy.signoff == SignOff::Required {
        say(
            Some(own.span),
            "sign-off that is required for the press is".to_owned(),
            "write `signoff = \"warn\"`",
        );
    }
}

fn of_brochure(brochure: &Brochure, say: Say<'_>) {
    let whose = format!("of brochure `{}`", brochure.id.str());
    if let Some(at) = brochure.kind.at().filter(|at| at.value != BrochureKind::Catalogue) {
        let what = format!("a brochure of the kind `{}` is", at.value.word());
        say(Some(at.span), what, "write `kind = \"catalogue\"`");
    }
    for at in brochure.papers.iter().filter(|at| at.value == Paper::A5) {
        let what = format!("the {} version {whose} is", at.value.word());
        say(Some(at.span), what, "write `papers = [\"A4\"]` or `[\"Letter\"]`");
    }
    let remove = "remove it for now";
    say(brochure.prices.span(), format!("a version {whose} with prices is"), remove);
}
