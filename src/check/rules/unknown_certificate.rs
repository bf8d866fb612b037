//! # A certificate or scheme is named that does not exist
//!
//! A product names certificates by the `id` they have in its maker's `member.md`; a certificate names
//! its scheme by the `id` in `certificates.toml`. A product must not seem certified by a paper that
//! nobody has on file.
//!
//! Correct the id, or enter the certificate in the firm's `member.md`.
//!
//! ```toml
//! # members/riverside-looms/member.md
//! certificates = [{ id = "oeko", scheme = "oeko-tex-100", number = "…" }]
//! # members/riverside-looms/products/bath-500.md
//! certificates = ["oeko"]
//! ```

use super::{Report, unknown};
use crate::diag::codes;
use crate::model::member::Member;
use crate::model::product::Product;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    schemes(project, report);
    for product in &project.products {
        let makers = makers(project, product);
        if makers.is_empty() || makers.len() < product.makers.len() {
            continue; // Makers that are unknown or could not be read are reported as such.
        }
        let held: Vec<&str> = makers
            .iter()
            .flat_map(|m| &m.certificates)
            .filter_map(|c| c.id.get())
            .map(String::as_str)
            .collect();
        for at in product.certificates.iter().filter(|at| !held.contains(&at.value.as_str())) {
            let whose = format!("product `{}`", product.id);
            let otherwise = "enter it under `certificates` in the maker's `member.md`";
            let known = held.iter().copied();
            report(unknown(&codes::UNKNOWN_CERTIFICATE, &whose, "certificate", at, known, otherwise));
        }
    }
}

fn schemes(project: &Project, report: Report<'_>) {
    if project.schemes.is_empty() && project.paths.contains("certificates.toml") {
        return; // It could not be read, or is empty: one finding about it is enough.
    }
    let members = project.members.iter().flat_map(|member| {
        let named = member.certificates.iter().filter_map(|paper| paper.scheme.at());
        named.map(|at| (format!("member `{}`", member.id), at))
    });
    let buyers = project
        .buyers
        .iter()
        .flat_map(|buyer| buyer.scheme_refs.iter().map(|at| (format!("buyer `{}`", buyer.id), at)));
    for (whose, at) in members.chain(buyers).filter(|(_, at)| project.scheme(&at.value).is_none()) {
        let known = project.schemes.iter().map(|scheme| scheme.id.as_str());
        let otherwise = "add a `[[scheme]]` to `certificates.toml`";
        report(unknown(&codes::UNKNOWN_CERTIFICATE, &whose, "scheme", at, known, otherwise));
    }
}

/// The firm of a product, or the firms of a common one.
pub(super) fn makers<'a>(project: &'a Project, product: &Product) -> Vec<&'a Member> {
    if product.is_common() {
        product.makers.iter().filter_map(|maker| project.member(maker.member.str())).collect()
    } else {
        project.member(product.id.owner()).into_iter().collect()
    }
}
