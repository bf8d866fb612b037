//! # An event is over
//!
//! A brochure still announces an event that has ended, or an event's meetings were held and nothing was
//! recorded. A catalogue that invites to last year's fair looks abandoned.
//!
//! Name the next event in the brochure, or write what became of the meetings into
//! `meetings/<event>.records.toml`.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for event in &project.events {
        let Some(end) = event.end.at().filter(|at| at.value < project.today) else { continue };
        let brochures = project.consortium.iter().flat_map(|c| &c.brochures);
        let mut announced = brochures.filter(|b| b.event.str() == event.id.as_str()).peekable();
        let is_announced = announced.peek().is_some();
        for brochure in announced {
            let message = format!(
                "brochure `{}` announces event `{}`, which ended on {}",
                brochure.id.str(),
                event.id,
                end.value
            );
            let span = brochure.event.span().unwrap_or(brochure.span);
            let hint = "name the next event, or remove `event`";
            report(Diagnostic::at(&codes::EVENT_PAST, span, message).hint(hint));
        }
        let planned = project.plans.iter().any(|plan| plan.event == event.id);
        let recorded = project.records.iter().any(|records| records.event == event.id);
        if planned && !recorded && !is_announced {
            let message =
                format!("event `{}` ended on {} and its meetings have no records", event.id, end.value);
            let hint = format!("write `meetings/{}.records.toml`", event.id);
            report(Diagnostic::at(&codes::EVENT_PAST, end.span, message).hint(hint));
        }
    }
}
