//! # A firm that has left is still used
//!
//! A firm that has left the consortium vanishes from every output on the day it left. Here a file still
//! counts on it: a plan gives it meetings, a price list offers its goods, or a common product counts it
//! as a maker. Buyers must not be sent to it, so nothing is built until that is mended.
//!
//! Remove the firm at the marked place. When it has not left after all, correct `left` in its
//! `member.md`.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::{At, Field};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut one = |what: &str, at: &At<String>| {
        let Some(member) = project.member(&at.value) else { return };
        let Some(left) = member.left.at().filter(|_| !member.is_member_on(project.today)) else { return };
        let message = format!("{what} member `{}`, which left on {}", member.id, left.value);
        let finding =
            Diagnostic::at(&codes::MEMBER_LEFT, at.span, message).related(left.span, "it left here");
        report(finding.hint("remove it, or correct `left` in its `member.md`"));
    };
    let each = |what: &str,
                list: &mut dyn Iterator<Item = &Field<String>>,
                one: &mut dyn FnMut(&str, &At<String>)| {
        list.filter_map(Field::at).for_each(|at| one(what, at));
    };
    for brochure in project.consortium.iter().flat_map(|c| &c.brochures) {
        let what = format!("brochure `{}` selects", brochure.id.str());
        brochure.members.iter().for_each(|at| one(&what, at));
    }
    for list in &project.prices {
        each(&format!("price list `{}` is of", list.id), &mut std::iter::once(&list.member), &mut one);
    }
    for product in project.products.iter().filter(|product| product.is_offered()) {
        let what = format!("common product `{}` is made by", product.id);
        each(&what, &mut product.makers.iter().map(|maker| &maker.member), &mut one);
    }
    for event in project.events.iter().filter(|event| is_ahead(project, event.id.as_str())) {
        event.members.iter().for_each(|at| one(&format!("event `{}` expects", event.id), at));
    }
    for frame in project.meetings.iter().filter(|frame| is_ahead(project, frame.event.as_str())) {
        each("a seat is kept for", &mut frame.seats.iter().map(|seat| &seat.member), &mut one);
        each("a request names", &mut frame.requests.iter().map(|request| &request.member), &mut one);
        each("a visit is planned to", &mut frame.visits.iter().map(|(member, _)| member), &mut one);
    }
    for plan in project.plans.iter().filter(|plan| is_ahead(project, plan.event.as_str())) {
        each("the plan has a meeting with", &mut plan.meetings.iter().map(|m| &m.member), &mut one);
    }
}

/// Whether an event is not over: what was planned for one that is over is history.
fn is_ahead(project: &Project, event: &str) -> bool {
    let end = project.event(event).and_then(|event| event.end.get());
    end.is_none_or(|end| *end >= project.today)
}
