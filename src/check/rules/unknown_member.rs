//! # A firm is named that is not in the project
//!
//! A file names a member by its id, but there is no folder of that name in `members/`. What was meant
//! for that firm would be lost, or would go to nobody.
//!
//! Correct the id: it is the name of the firm's folder. When the firm is new, make its folder with a
//! file `member.md` in it.
//!
//! ```toml
//! seat = [{ member = "riverside-loom", table = "t1" }]     # wrong
//! seat = [{ member = "riverside-looms", table = "t1" }]    # right: as in members/riverside-looms/
//! ```

use super::{Report, unknown};
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::meeting::Meetings;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut one = |whose: String, at: &At<String>, name: &str| {
        // A file that is there but could not be read was reported.
        if project.member(name).is_none() && !project.paths.contains(&format!("members/{name}/member.md")) {
            let known = project.members.iter().map(|m| m.id.as_str());
            let own = At { value: name.to_owned(), span: at.span };
            let otherwise = "correct the id, or make the folder `members/<id>/`";
            report(unknown(&codes::UNKNOWN_MEMBER, &whose, "member", &own, known, otherwise));
        }
    };
    let brochures = project.consortium.iter().flat_map(|c| &c.brochures);
    for brochure in brochures {
        for at in brochure.members.iter().filter(|at| at.value != "*") {
            one(format!("brochure `{}`", brochure.id.str()), at, &at.value);
        }
    }
    for list in &project.prices {
        for at in list.member.at().into_iter().filter(|at| at.value != "consortium") {
            one(format!("price list `{}`", list.id), at, &at.value);
        }
    }
    for event in &project.events {
        event.members.iter().for_each(|at| one(format!("event `{}`", event.id), at, &at.value));
    }
    for product in &project.products {
        for at in product.makers.iter().filter_map(|maker| maker.member.at()) {
            one(format!("product `{}`", product.id), at, &at.value);
        }
    }
    for frame in &project.meetings {
        in_frame(frame, &mut |at, name| one(format!("meetings of `{}`", frame.event), at, name));
    }
    folders(project, report);
}

fn in_frame(frame: &Meetings, one: &mut dyn FnMut(&At<String>, &str)) {
    let seats = frame.seats.iter().map(|seat| &seat.member);
    let requests = frame.requests.iter().map(|request| &request.member);
    let visits = frame.visits.iter().map(|(member, _)| member);
    for at in seats.chain(requests).chain(visits).filter_map(|field| field.at()) {
        one(at, &at.value);
    }
    let absences = frame.unavailable.iter().filter_map(|absence| absence.who.at());
    for at in absences.chain(frame.blocks.iter().flat_map(|block| &block.who)) {
        if let Some(id) = at.value.strip_prefix("member:") {
            one(at, id);
        }
    }
}

/// Products in a folder that is no firm's.
fn folders(project: &Project, report: Report<'_>) {
    let lost = |id: &str| id != "common" && project.member(id).is_none();
    for product in project.products.iter().filter(|product| lost(product.id.owner())) {
        let file = format!("members/{}/member.md", product.id.owner());
        if project.paths.contains(&file) {
            continue; // It is there but could not be read, which was reported.
        }
        let message =
            format!("product `{}` lies in the folder of no member: there is no `{file}`", product.id);
        let hint = "write the firm's `member.md`, or move the product to the right folder";
        report(Diagnostic::at(&codes::UNKNOWN_MEMBER, product.span, message).hint(hint));
    }
}
