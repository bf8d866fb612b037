//! # A person's data without the person's consent
//!
//! Name and contact of a person are shown only where the person has agreed to it. Here data is on file and no
//! consent of any kind, so it is shown nowhere and there is no reason to keep it; or the person agreed to be
//! listed but the firm did not.
//!
//! Ask the person, and set what was agreed to. Without consent remove name and contact; the role alone may
//! stay.
//!
//! ```toml
//! persons = [{ id = "export", role = "Export desk", name = "…", consent = { directory = true, dossiers = true, badge = true } }]
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::parts::PersonConsent;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for (whose, person) in walk::persons(project) {
        if person.has_personal_data && person.consent == PersonConsent::default() {
            let message = format!("person `{}` of {whose} has data on file and no consent", person.id.str());
            let hint = "ask the person and set `consent = { directory = …, dossiers = …, badge = … }`, or remove the data";
            report(Diagnostic::at(&codes::PERSON_CONSENT, person.span, message).hint(hint));
        }
    }
    for member in project.current_members().filter(|member| !member.consent.personal_data) {
        let listed =
            |person: &&crate::model::parts::Person| person.has_personal_data && person.consent.directory;
        for person in member.persons.iter().filter(listed) {
            let message = format!(
                "person `{}` of member `{}` is to be listed, but the firm does not agree",
                person.id.str(),
                member.id
            );
            let hint =
                "set `personal_data = true` in the firm's `consent`, or `directory = false` in the person's";
            report(Diagnostic::at(&codes::PERSON_CONSENT, person.span, message).hint(hint));
        }
    }
}
