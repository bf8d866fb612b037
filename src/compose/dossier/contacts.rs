//! How the receiver of a dossier reaches those it meets: only what the firm publishes and what its people
//! agreed to be in dossiers of the other side.

use serde::Serialize;

use super::brief;
use crate::compose::codes::Codes;
use crate::compose::firm;
use crate::compose::routes::address;
use crate::compose::scope::Scope;
use crate::compose::views::PersonView;
use crate::model::buyer::Buyer;
use crate::model::member::Member;

/// A firm that one meets.
#[derive(Clone, Debug, Serialize)]
pub(in crate::compose) struct Contact {
    /// Its name.
    pub firm: String,
    /// Street and number; of members only.
    pub street: String,
    /// Town; of members only.
    pub town: String,
    /// Country.
    pub country: String,
    /// Its own site.
    pub website: String,
    /// Address that a printed code leads to; of members only.
    pub qr: String,
    /// Its people, with what they consent to.
    pub persons: Vec<PersonView>,
}

/// A member as a contact. Its code stays valid when its page moves.
pub(super) fn of_member(scope: &Scope<'_>, codes: &Codes, member: &Member) -> Contact {
    Contact {
        firm: scope.text(&member.name),
        street: scope.text(&member.address),
        town: scope.text(&member.town),
        country: scope.locale.country(member.country.str()),
        website: firm::safe(member.website.str()),
        qr: address(scope.project, scope.routes.code(codes.of(member.id.as_str())).as_str()),
        persons: member.persons.iter().map(|person| scope.person(person)).collect(),
    }
}

/// A buyer as a contact, as far as it consents.
pub(super) fn of_buyer(scope: &Scope<'_>, buyer: &Buyer) -> Contact {
    let (firm, country) = brief::name(scope, buyer);
    let profile = buyer.profile.for_audience(scope.audience);
    Contact {
        firm,
        street: String::new(),
        town: String::new(),
        country,
        website: profile.map_or_else(String::new, |p| firm::safe(p.website.str())),
        qr: String::new(),
        persons: buyer.persons.iter().map(|person| scope.person(person)).collect(),
    }
}
