//! # A firm's dates do not fit together
//!
//! A firm joins after it was founded and leaves after it joined. From `left` on it is in no output, so a slip
//! in a year can make a firm vanish or keep one that is gone.
//!
//! Correct the dates; the minutes of the general assembly have them.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::member::Member;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for member in &project.members {
        if let Some((span, wrong, hint)) = fault(project, member) {
            let message = format!("member `{}` {wrong}", member.id);
            report(Diagnostic::at(&codes::MEMBER_DATES, span, message).hint(hint));
        }
    }
    if let Some(at) = project.consortium.as_ref().and_then(|c| c.founded.at()) {
        let this = u32::from(project.today.year().unsigned_abs());
        if !(1800..=this).contains(&at.value) {
            let message = format!("the consortium was founded in {}", at.value);
            report(Diagnostic::at(&codes::MEMBER_DATES, at.span, message).hint("correct `founded`"));
        }
    }
}

fn fault(project: &Project, member: &Member) -> Option<(Span, String, &'static str)> {
    // Without the consortium's own file its day is not known either.
    project.consortium.as_ref()?;
    let this = u32::from(project.today.year().unsigned_abs());
    let joined = member.joined.at();
    if let Some(at) = member.founded.at().filter(|at| !(1500..=this).contains(&at.value)) {
        return Some((at.span, format!("was founded in {}", at.value), "correct `founded`"));
    }
    if let (Some(founded), Some(joined)) = (member.founded.at(), joined)
        && founded.value > u32::from(joined.value.year().unsigned_abs())
    {
        let wrong = format!("joined in {}, before it was founded", joined.value.year());
        return Some((joined.span, wrong, "correct `founded` or `joined`"));
    }
    if let Some(at) = joined.filter(|at| at.value > project.today) {
        let wrong = format!("joins on {}, and is shown already", at.value);
        return Some((at.span, wrong, "correct `joined`, or move the folder away until then"));
    }
    if let (Some(joined), Some(left)) = (joined, member.left.at())
        && left.value < joined.value
    {
        let wrong = format!("left on {}, before it joined", left.value);
        return Some((left.span, wrong, "correct `joined` or `left`"));
    }
    None
}
