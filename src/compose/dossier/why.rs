//! Why two meet, in a sentence for both: as somebody wrote it into the plan, else from what the buyer seeks
//! and the firm makes and holds.

use crate::compose::groups;
use crate::compose::scope::Scope;
use crate::model::buyer::Buyer;
use crate::model::meeting::Meeting;
use crate::model::member::Member;

/// The reason of a meeting; empty when nothing is known that the reader may see.
pub(in crate::compose) fn text(scope: &Scope<'_>, meeting: &Meeting) -> String {
    let written = scope.text(&meeting.reason);
    if !written.is_empty() {
        return written;
    }
    let pair = scope.project.buyer(meeting.buyer.str()).zip(scope.project.member(meeting.member.str()));
    pair.map_or_else(String::new, |(buyer, member)| found(scope, buyer, member))
}

fn found(scope: &Scope<'_>, buyer: &Buyer, member: &Member) -> String {
    let Some(profile) = buyer.profile.for_audience(scope.audience) else { return String::new() };
    let makes = |group: &str| {
        let own = |id: &str| id == group;
        member.categories.iter().any(|at| own(&at.value))
            || scope
                .project
                .offered_products()
                .any(|product| product.id.owner() == member.id.as_str() && own(product.category.str()))
    };
    let sought = profile.categories.iter().filter(|at| makes(&at.value));
    let sought: Vec<String> =
        sought.filter_map(|at| groups::link(scope, &at.value)).map(|link| link.name).collect();
    if sought.is_empty() {
        return String::new();
    }
    let today = scope.project.today;
    let holds = |scheme: &str| {
        member
            .certificates
            .iter()
            .any(|own| own.scheme.str() == scheme && own.expires.get().is_none_or(|until| *until >= today))
    };
    let papers = profile.certificates_required.iter().filter(|at| holds(&at.value));
    let papers: Vec<String> =
        papers.filter_map(|at| scope.project.scheme(&at.value)).map(|own| scope.text(&own.name)).collect();
    let groups = scope.locale.list(sought);
    match papers.is_empty() {
        true => scope.strings.with("why_makes", &[("groups", &groups)]),
        false => {
            let papers = scope.locale.list(papers);
            scope.strings.with("why_makes_and_holds", &[("groups", &groups), ("papers", &papers)])
        }
    }
}
