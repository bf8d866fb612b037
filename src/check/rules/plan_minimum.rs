//! # A firm has fewer meetings than agreed
//!
//! The members agreed on a number of meetings that each firm gets at least (`minimum` of the event, else
//! `min_meetings_per_member` of the policy). A firm that paid for the fair like all others will ask why.
//!
//! Run `fairfolio schedule EVENT` again; `--explain MEMBER BUYER` says why two do not meet. When there are
//! too few buyers for the firm's goods, invite more of them.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for plan in &project.plans {
        let Some(frame) = project.meetings.iter().find(|frame| frame.event == plan.event) else { continue };
        let policy = project.consortium.as_ref().map_or(10, |c| c.policy.min_meetings_per_member);
        let minimum = frame.minimum.or(policy);
        let seated = |id: &str| frame.seats.iter().any(|seat| seat.member.str() == id);
        for member in project.current_members().filter(|member| seated(member.id.as_str())) {
            let count = plan.meetings.iter().filter(|m| m.member.str() == member.id.as_str()).count();
            if count < minimum as usize {
                let message =
                    format!("member `{}` has {count} meetings; each gets at least {minimum}", member.id);
                let hint = format!("run `fairfolio schedule {}` again, or add meetings by hand", plan.event);
                report(Diagnostic::at(&codes::PLAN_MINIMUM, plan.span, message).hint(hint));
            }
        }
    }
}
