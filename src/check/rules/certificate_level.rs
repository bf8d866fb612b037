//! # A certificate is used for what it does not cover
//!
//! A certificate for a firm's management says nothing about its towels: beside a product it misleads. And
//! a certificate for products tells a buyer nothing while no product names it and it does not say its `scope`.
//!
//! Take papers of the level `company` or `site` out of `certificates` of the product; they stand on the
//! firm's own page. Name papers of the level `product` at the products they cover.

use super::Report;
use super::unknown_certificate::makers;
use crate::diag::{Diagnostic, codes};
use crate::model::certificate::SchemeLevel;
use crate::model::parts::Certificate;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for product in project.offered_products() {
        let makers = makers(project, product);
        for at in &product.certificates {
            let Some(paper) = makers.iter().find_map(|member| member.certificate(&at.value)) else {
                continue;
            };
            let Some(level @ (SchemeLevel::Company | SchemeLevel::Site)) = level(project, paper) else {
                continue;
            };
            let message = format!(
                "certificate `{}` covers the {}, not product `{}`",
                at.value,
                if level == SchemeLevel::Company { "firm" } else { "works" },
                product.id
            );
            let hint = "remove it from `certificates` of the product; it stands on the firm's page";
            report(Diagnostic::at(&codes::CERTIFICATE_LEVEL, at.span, message).hint(hint));
        }
    }
    unused(project, report);
}

fn level(project: &Project, paper: &Certificate) -> Option<SchemeLevel> {
    project.scheme(paper.scheme.str())?.level.get().copied()
}

/// Papers for products that no product of the firm names.
fn unused(project: &Project, report: Report<'_>) {
    for member in project.current_members() {
        let own = project.products.iter().filter(|product| {
            let maker = |m: &crate::model::product::Maker| m.member.str() == member.id.as_str();
            product.id.owner() == member.id.as_str() || product.makers.iter().any(maker)
        });
        let named: Vec<&str> = own.flat_map(|p| &p.certificates).map(|at| at.value.as_str()).collect();
        for paper in &member.certificates {
            let id = paper.id.str();
            let for_products = level(project, paper) == Some(SchemeLevel::Product);
            // A paper that says what it covers says enough where it stands, on the firm's page.
            if named.contains(&id) || !for_products || paper.scope.source.get().is_some() {
                continue;
            }
            let message =
                format!("certificate `{id}` of member `{}` covers products, but none names it", member.id);
            let hint =
                format!("add `\"{id}\"` to `certificates` of the products it covers, or say its `scope`");
            report(Diagnostic::at(&codes::CERTIFICATE_LEVEL, paper.span, message).hint(hint));
        }
    }
}
