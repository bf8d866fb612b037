//! # A figure is outside of what is sensible
//!
//! The product group gives a smallest and a largest value for this figure. A towel of 50 or 5,000 g/m²
//! is most often a slip of the keyboard, or a figure in another unit.
//!
//! Check the figure with the firm. When it is right, widen `min` or `max` of the group in
//! `categories.toml`.

use super::Report;
use super::spec_unknown::{asked, grouped};
use crate::diag::{Diagnostic, codes};
use crate::model::category::SpecValue;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for category in &project.categories.list {
        for spec in &category.specs {
            if let (Some(min), Some(max)) =
                (spec.min.at(), spec.max.get().filter(|max| spec.min.or(0.0) > **max))
            {
                let message = format!(
                    "`{}` of group `{}` asks for {} to {max}",
                    spec.key.str(),
                    category.id,
                    min.value
                );
                let finding = Diagnostic::at(&codes::SPEC_RANGE, min.span, message);
                report(finding.hint("exchange `min` and `max`"));
            }
        }
    }
    for (product, category) in grouped(project) {
        for (entry, spec) in asked(product, category) {
            let Some(at) = entry.value.at() else { continue };
            let (low, high) = match at.value {
                SpecValue::Number(n) => (n, n),
                SpecValue::Range(low, high) => (low, high),
                SpecValue::Bool(_) | SpecValue::Text(_) => continue,
            };
            let (min, max) = (spec.min.or(f64::NEG_INFINITY), spec.max.or(f64::INFINITY));
            let name = format!("`{}` of product `{}`", entry.key.value, product.id);
            let (message, hint) = if low > high {
                (format!("{name} goes from {low} to {high}"), "write the smaller one first".to_owned())
            } else if low < min {
                (format!("{name} is {low}; group `{}` expects at least {min}", category.id), check_it("min"))
            } else if high > max {
                (format!("{name} is {high}; group `{}` expects at most {max}", category.id), check_it("max"))
            } else {
                continue;
            };
            report(Diagnostic::at(&codes::SPEC_RANGE, at.span, message).hint(hint));
        }
    }
}

fn check_it(bound: &str) -> String {
    format!("correct the figure, or change `{bound}` of the group")
}
