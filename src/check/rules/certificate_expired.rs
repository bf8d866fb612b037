//! # A certificate has expired, or will before the event
//!
//! A catalogue that shows an expired certificate misleads buyers and costs every member its good name.
//! Certificates are compared with today and with the end of the next event, because that is when the
//! catalogue is handed out.
//!
//! Ask the firm for the renewed certificate and enter its new `number`, `issued` and `expires`. When it was
//! not renewed, remove the certificate, also from the products that name it.

use jiff::civil::Date;

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::event::Event;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let occasion = next_occasion(project);
    for (member, paper) in walk::certificates(project) {
        let Some(expires) = paper.expires.at() else { continue };
        let what = format!("certificate `{}` of member `{}`", paper.id.str(), member.id);
        let message = match occasion {
            _ if expires.value < project.today => format!("{what} expired on {}", expires.value),
            Some((event, end)) if expires.value < end => {
                format!("{what} expires on {}, before event `{}` ends on {end}", expires.value, event.id)
            }
            _ => continue,
        };
        let hint = "ask for the renewed certificate and enter its `number`, `issued` and `expires`";
        report(Diagnostic::at(&codes::CERTIFICATE_EXPIRED, expires.span, message).hint(hint));
    }
}

/// The event that papers must last for: a brochure's that is ahead, else the next one.
pub(super) fn next_occasion(project: &Project) -> Option<(&Event, Date)> {
    let ahead = |event: &&Event| event.end.get().is_some_and(|end| *end >= project.today);
    let brochures = project.consortium.iter().flat_map(|c| &c.brochures);
    let printed = brochures.filter_map(|brochure| project.event(brochure.event.str())).filter(ahead);
    let all = project.events.iter().filter(ahead);
    let next =
        printed.max_by_key(|event| event.end.get()).or_else(|| all.min_by_key(|event| event.end.get()))?;
    Some((next, *next.end.get()?))
}
