//! # A composition does not sum to 100 %
//!
//! The fibres of each part (pile, ground …) make up 100 %, and the largest share stands first, as
//! the EU's textile labelling regulation (1007/2011) asks. Goods with another label are held at customs.
//!
//! Ask the firm for the shares and correct `percent`, or the order of the fibres.
//!
//! ```toml
//! composition = [
//!   { part = "pile", fibre = "cotton", percent = 80 },
//!   { part = "pile", fibre = "polyester", percent = 20 },
//! ]
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::product::{Fibre, Product};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for product in &project.products {
        let mut parts: BTreeMap<&str, Vec<&Fibre>> = BTreeMap::new();
        for fibre in &product.composition {
            parts.entry(fibre.part.source.str()).or_default().push(fibre);
        }
        for (part, fibres) in parts {
            one_part(product, part, &fibres, report);
        }
    }
}

fn one_part(product: &Product, part: &str, fibres: &[&Fibre], report: Report<'_>) {
    let shares: Vec<f64> = fibres.iter().filter_map(|fibre| fibre.percent.get().copied()).collect();
    if shares.len() < fibres.len() {
        return; // A broken or missing share was reported when it was read.
    }
    let whose = match part {
        "" => format!("the composition of `{}`", product.id),
        part => format!("the {part} of `{}`", product.id),
    };
    let sum: f64 = shares.iter().sum();
    if (sum - 100.0).abs() > 0.05 {
        let message = format!("{whose} sums to {sum} %, not 100 %");
        let finding = Diagnostic::at(&codes::COMPOSITION, fibres[0].span, message);
        report(finding.hint("correct `percent` of its fibres"));
    } else if !shares.is_sorted_by(|a, b| a >= b) {
        let message = format!("{whose} does not begin with the largest share");
        let finding = Diagnostic::at(&codes::COMPOSITION, fibres[0].span, message);
        report(finding.hint("order its fibres from the largest share to the smallest"));
    }
}
