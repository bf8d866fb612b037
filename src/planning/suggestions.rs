//! Who else should meet: pairs that nobody asked for, by what a buyer seeks and a firm makes, the
//! certificates it asks for, the volume and the languages. For the office, which sees everything.

use std::collections::BTreeSet;

use super::question::Question;
use crate::model::buyer::Buyer;
use crate::model::member::Member;
use crate::model::private::Audience;
use crate::model::project::Project;

/// Two who could meet, the best pair first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Index of the member in the question.
    pub member: usize,
    /// Index of the buyer.
    pub buyer: usize,
    /// The higher the better; above 0.
    pub worth: i32,
    /// Why, as a phrase.
    pub reason: String,
}

/// All pairs that fit and that nobody asked for or forbade.
pub fn suggestions(question: &Question<'_>) -> Vec<Suggestion> {
    let mut list = Vec::new();
    for (member, firm) in question.members.iter().enumerate() {
        let made = groups(question.project, firm);
        for buyer in 0..question.buyers.len() {
            let Some(house) = question.buyer_record(buyer) else { continue };
            let known = question.wish(member, buyer).is_some()
                || question.is_vetoed(firm.id.as_str(), house.id.as_str());
            if known {
                continue;
            }
            if let Some((worth, reason)) = fit(question.project, house, firm, &made) {
                list.push(Suggestion { member, buyer, worth, reason });
            }
        }
    }
    list.sort_by_key(|own| (std::cmp::Reverse(own.worth), own.member, own.buyer));
    list
}

/// Groups in which a firm offers something.
fn groups<'a>(project: &'a Project, firm: &'a Member) -> BTreeSet<&'a str> {
    let own = project.offered_products().filter(|product| product.id.owner() == firm.id.as_str());
    let mut groups: BTreeSet<&str> = own.map(|product| product.category.str()).collect();
    groups.extend(firm.categories.iter().map(|at| at.value.as_str()));
    groups
}

fn fit(project: &Project, house: &Buyer, firm: &Member, made: &BTreeSet<&str>) -> Option<(i32, String)> {
    let sought: Vec<&str> =
        house.category_refs.iter().map(|at| at.value.as_str()).filter(|id| made.contains(id)).collect();
    if sought.is_empty() {
        return None;
    }
    let name = |id: &&str| {
        let group = project.categories.find(id);
        group.map_or_else(|| (*id).to_owned(), |group| group.name.source.str().to_owned())
    };
    let mut worth = 4 * i32::try_from(sought.len()).unwrap_or(i32::MAX / 8);
    let mut reason = format!(
        "seeks {}; makes {}",
        listed(sought.iter().map(name)),
        if sought.len() == 1 { "them" } else { "all of it" }
    );
    let valid = |scheme: &str| {
        firm.certificates.iter().any(|own| {
            own.scheme.str() == scheme && own.expires.get().is_none_or(|until| *until >= project.today)
        })
    };
    let (held, lacking): (Vec<&str>, Vec<&str>) =
        house.scheme_refs.iter().map(|at| at.value.as_str()).partition(|scheme| valid(scheme));
    worth += 2 * i32::try_from(held.len()).unwrap_or(0) - 3 * i32::try_from(lacking.len()).unwrap_or(0);
    let scheme = |id: &&str| {
        project.scheme(id).map_or_else(|| (*id).to_owned(), |own| own.name.source.str().to_owned())
    };
    if !held.is_empty() {
        reason.push_str(&format!("; asks for {}, which it holds", listed(held.iter().map(scheme))));
    }
    if !lacking.is_empty() {
        reason
            .push_str(&format!("; asks for {}, which it does not hold", listed(lacking.iter().map(scheme))));
    }
    if let Some(enough) = volume(house, firm) {
        worth += if enough { 1 } else { -2 };
        reason.push_str(if enough {
            "; its capacity is enough"
        } else {
            "; its capacity is below the volume"
        });
    }
    let speaks = |tag: &str| firm.languages.iter().any(|at| at.value == tag);
    if house.languages.iter().any(|at| speaks(&at.value)) {
        worth += 1;
    }
    (worth > 0).then_some((worth, reason))
}

/// Whether a firm's capacity covers what a buyer buys, where both are stated in the same unit.
fn volume(house: &Buyer, firm: &Member) -> Option<bool> {
    let office = Audience::Office;
    let wanted = house.annual_volume.for_audience(&office)?.as_ref()?;
    let capacity = firm.capacity.as_ref()?.for_audience(&office)?;
    // A buyer states a year, a firm what its record says: only equal units over equal times compare.
    let same = wanted.unit.get()? == capacity.unit.get()? && wanted.per.get() == capacity.per.get();
    same.then(|| capacity.value.or(0.0) >= wanted.value.or(0.0))
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
