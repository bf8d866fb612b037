//! Letters of a meeting: an invitation for each buyer that is invited or comes, in its language, and the
//! form with which the office supports a visa. Data of passports is written in by hand and kept nowhere.

use serde_json::json;

use super::parties;
use super::timetable::Timetable;
use super::{Desk, Sheet};
use crate::compose::brochure::PrintDocument;
use crate::compose::handouts::{Occasion, Tongue, speaks};
use crate::model::buyer::BuyerStatus;
use crate::model::consortium::Paper;
use crate::model::private::Audience;
use crate::model::project::Project;

/// A letter for each buyer that was invited or said that it comes.
pub(super) fn invitations(
    project: &Project,
    tongues: &[Tongue],
    occasion: Occasion<'_>,
    paper: Paper,
) -> Vec<PrintDocument> {
    let wanted = occasion
        .frame
        .buyers
        .iter()
        .filter(|a| matches!(a.status.get(), None | Some(BuyerStatus::Invited | BuyerStatus::Confirmed)));
    let letter = |attendance: &crate::model::meeting::Attendance| {
        let buyer = project.buyer(attendance.id.str())?;
        let tongue = speaks(tongues, &buyer.languages)?;
        let desk = Desk::new(project, tongue, occasion, paper, &Audience::Office);
        let meetings = occasion.plan.meetings.iter().filter(|m| m.buyer.str() == buyer.id.as_str()).count();
        let party = parties::buyer(&desk, &desk.scope, buyer, meetings);
        let planned = desk.scope.strings.count("o_planned", meetings, desk.scope.locale);
        Some(desk.document(Sheet {
            folder: "office/letters",
            what: format!("invitation-{}", buyer.id),
            title: "o_invitation",
            template: "office-letters.xml",
            landscape: false,
            value: json!({
                "sheet": "invitation", "party": party, "days": days(&desk), "paragraphs": words(&desk),
                "planned": if meetings > 0 { planned } else { String::new() },
            }),
        }))
    };
    wanted.filter_map(letter).collect()
}

/// The days on which meetings are held.
fn days(desk: &Desk<'_>) -> String {
    let timetable = Timetable::new(desk.occasion);
    let (first, last) = (timetable.days.keys().next(), timetable.days.keys().next_back());
    first.zip(last).map_or_else(String::new, |(first, last)| desk.scope.locale.days(*first, *last))
}

/// What the letter says before it names days and place.
fn words(desk: &Desk<'_>) -> Vec<String> {
    let scope = &desk.scope;
    let event = scope.text(&desk.occasion.event.name);
    let house = scope.project.consortium.as_ref().map_or_else(String::new, |own| scope.text(&own.name));
    let members = parties::members(desk).len();
    let firms = scope.strings.count("firms", members, scope.locale);
    vec![
        scope.strings.with("o_invite_lead", &[("event", &event), ("house", &house)]),
        scope.strings.with("o_invite_how", &[("firms", &firms)]),
    ]
}

/// The form of a letter to a consulate.
pub(super) fn visa() -> Sheet {
    Sheet {
        folder: "office/letters",
        what: "visa-support".to_owned(),
        title: "o_visa",
        template: "office-letters.xml",
        landscape: false,
        value: json!({ "sheet": "visa" }),
    }
}
