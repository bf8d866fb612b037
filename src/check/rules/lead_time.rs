//! # Lead times in a wrong order
//!
//! Lead times are steps: up to so many pieces, so many days. The steps go from small to large orders,
//! and the last one has no upper end, so that every order finds its step.
//!
//! Order the steps, and leave `up_to` out of the last one only.
//!
//! ```toml
//! lead_time = [{ up_to = 5000, days = 35 }, { up_to = 20000, days = 48 }, { days = 60 }]
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::parts::LeadTime;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for member in &project.members {
        steps(&format!("member `{}`", member.id), &member.lead_time, report);
    }
    for product in &project.products {
        steps(&format!("product `{}`", product.id), &product.lead_time, report);
    }
}

fn steps(whose: &str, steps: &[LeadTime], report: Report<'_>) {
    let mut say = |span: Span, wrong: &str, hint: &str| {
        let message = format!("the lead times of {whose} {wrong}");
        report(Diagnostic::at(&codes::LEAD_TIME, span, message).hint(hint));
    };
    let Some(last) = steps.last() else { return };
    if last.up_to.get().is_some() {
        say(last.span, "do not say what holds for larger orders", "leave `up_to` out of the last step");
    }
    for pair in steps.windows(2) {
        let (first, next) = (&pair[0], &pair[1]);
        if first.up_to.is_absent() {
            say(first.span, "have a step without `up_to` before the last", "add `up_to` to it");
        } else if let (Some(a), Some(b)) = (first.up_to.get(), next.up_to.get())
            && a >= b
        {
            say(next.span, "do not go from small to large orders", "order the steps by `up_to`");
        } else if let (Some(a), Some(b)) = (first.days.get(), next.days.get())
            && a > b
        {
            say(next.span, "are shorter for a larger order", "correct `days`");
        }
    }
}
