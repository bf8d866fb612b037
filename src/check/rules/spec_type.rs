//! # A specification of the wrong kind
//!
//! The product group says whether a figure is a number, a range, a choice, a yes or no, or free text.
//! Only figures of one kind can be sorted, filtered and compared, and only listed choices can be
//! translated once for all.
//!
//! Write the value as the group asks; its unit is added by the tool.
//!
//! ```toml
//! spec = { gsm = "500 g/m²", weave = "doby" }     # wrong
//! spec = { gsm = 500, weave = "dobby" }           # right
//! ```

use super::spec_unknown::{asked, grouped};
use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::category::{Spec, SpecType, SpecValue};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for category in &project.categories.list {
        let empty = |spec: &&Spec| spec.kind.get() == Some(&SpecType::Choice) && spec.choices.is_empty();
        for spec in category.specs.iter().filter(empty) {
            let message =
                format!("`{}` of group `{}` is a choice without choices", spec.key.str(), category.id);
            let finding = Diagnostic::at(&codes::SPEC_TYPE, spec.span, message);
            report(finding.hint("add `choices = [\"…\", \"…\"]`"));
        }
    }
    for (product, category) in grouped(project) {
        for (entry, spec) in asked(product, category) {
            let (Some(at), Some(kind)) = (entry.value.at(), spec.kind.get()) else { continue };
            if let Some((wrong, hint)) = fault(*kind, &at.value, spec) {
                let message = format!("`{}` of product `{}` {wrong}", entry.key.value, product.id);
                report(Diagnostic::at(&codes::SPEC_TYPE, at.span, message).hint(hint));
            }
        }
    }
}

/// What is wrong with a value and how it is written; `None` when it is right.
fn fault(kind: SpecType, value: &SpecValue, spec: &Spec) -> Option<(String, String)> {
    let must = |what: &str, hint: &str| Some((format!("must be {what}"), hint.to_owned()));
    match (kind, value) {
        (SpecType::Number, SpecValue::Number(_))
        | (SpecType::Range, SpecValue::Range(..))
        | (SpecType::Bool, SpecValue::Bool(_))
        | (SpecType::Text, SpecValue::Text(_)) => None,
        (SpecType::Choice, SpecValue::Text(text)) => {
            let known = || spec.choices.iter().filter_map(|choice| choice.source.get()).map(String::as_str);
            let typed = text.source.str();
            if known().any(|choice| choice == typed) {
                return None;
            }
            let all = known().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", ");
            let hint = did_you_mean(typed, known(), &format!("choose one of {all}"));
            Some((format!("is `{typed}`, which is none of the group's choices"), hint))
        }
        (SpecType::Number, _) => {
            must("a number", "write the number alone, without quotes and without its unit")
        }
        (SpecType::Range, _) => must("a range", "write `[from, to]`"),
        (SpecType::Bool, _) => must("`true` or `false`", "write `true` or `false` without quotes"),
        (SpecType::Text, _) => must("text", "put it in quotes"),
        (SpecType::Choice, _) => must("one of the group's choices", "write the choice in quotes"),
    }
}
