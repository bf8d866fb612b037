//! Who receives an enquiry. In a promotional consortium each firm gets its own lines and the office alone
//! the whole; where the house itself sells, everything goes to the office. Only addresses that the records
//! make public are named; a firm without one is reached through the office.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::catalogue::Catalogue;
use super::firm;
use super::order;
use super::scope::Scope;
use crate::model::consortium::{CommonEnquiries, Consortium, ConsortiumKind};
use crate::model::member::Member;
use crate::model::project::Project;

/// Ways to a receiver; an empty one does not exist.
#[derive(Clone, Debug, Serialize, Default, PartialEq, Eq)]
pub struct Way {
    /// Name as shown.
    pub name: String,
    /// Address of a form service.
    pub endpoint: String,
    /// E-mail address.
    pub email: String,
}

/// All receivers and the rules that part an enquiry among them.
#[derive(Clone, Debug, Serialize, Default)]
pub struct Desk {
    /// `promotional` or `sales`.
    pub kind: &'static str,
    /// Who gets lines of common products: `office`, `rotation` or `all-makers`.
    pub common: &'static str,
    /// The office.
    pub office: Way,
    /// Its WhatsApp number, digits alone.
    pub whatsapp: String,
    /// Members by id; none where the house sells.
    pub members: BTreeMap<String, Way>,
    /// Makers of each common product in the order of the house, by the product's code.
    pub makers: BTreeMap<String, Vec<String>>,
    /// This language's enquiry page on the site, for a code that another device reads.
    pub page: String,
}

impl Desk {
    /// The receivers as a language names them.
    pub fn new(scope: &Scope<'_>, catalogue: &Catalogue) -> Self {
        let Some(own) = &scope.project.consortium else { return Self::default() };
        let sells = sells(own);
        let members = order::members(scope.project, scope.locale);
        let way = |member: &&Member| (member.id.to_string(), way(scope, member));
        let place = |id: &str| members.iter().position(|m| m.id.as_str() == id);
        let makers = catalogue.products.values().filter(|p| p.common && !sells).map(|p| {
            let mut ids: Vec<String> = p.makers.iter().map(|maker| maker.member.id.clone()).collect();
            ids.sort_by_key(|id| place(id));
            (p.code.clone(), ids)
        });
        let base = own.base_url.str().trim_end_matches('/');
        Self {
            kind: own.kind.or(ConsortiumKind::Promotional).word(),
            common: own.policy.common_enquiries.word(),
            office: Way {
                name: scope.text(&own.name),
                endpoint: endpoint(own.enquiries.endpoint.str()),
                email: address(own.enquiries.email.str()),
            },
            whatsapp: own.enquiries.whatsapp.str().chars().filter(char::is_ascii_digit).collect(),
            makers: if own.policy.common_enquiries == CommonEnquiries::Office {
                BTreeMap::new()
            } else {
                makers.collect()
            },
            members: if sells { BTreeMap::new() } else { members.iter().map(way).collect() },
            page: format!("{base}/{}", scope.routes.top("enquiry").as_str()),
        }
    }

    /// Every form service, for the security policy of the page that sends.
    pub(super) fn sources(&self) -> BTreeSet<String> {
        let all = self.members.values().chain([&self.office]).map(|way| way.endpoint.as_str());
        all.filter(|endpoint| !endpoint.is_empty()).map(source).collect()
    }
}

fn way(scope: &Scope<'_>, member: &Member) -> Way {
    Way {
        name: scope.text(&member.name),
        endpoint: endpoint(member.endpoint.str()),
        email: address(member.enquiry_email.str()),
    }
}

fn sells(consortium: &Consortium) -> bool {
    consortium.kind.or(ConsortiumKind::Promotional) == ConsortiumKind::Sales
}

/// The e-mail address that answers for a member: its own where members sell, else the office's.
pub(super) fn mailbox<'a>(project: &'a Project, member: Option<&'a Member>) -> &'a str {
    let Some(own) = &project.consortium else { return "" };
    let direct = member.filter(|_| !sells(own)).map_or("", |m| m.enquiry_email.str());
    if direct.is_empty() { own.enquiries.email.str() } else { direct }
}

/// An address that a `mailto:` link can carry, else nothing.
fn address(text: &str) -> String {
    if firm::mail(text, "").is_empty() { String::new() } else { text.to_owned() }
}

/// A form service's address, if it can be used; else nothing.
fn endpoint(url: &str) -> String {
    if is_usable(url) { url.to_owned() } else { String::new() }
}

/// Whether the address of a form service can stand in a security policy as typed.
pub fn is_usable(url: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]!$&()+=%".contains(&b);
    !firm::safe(url).is_empty() && url.bytes().all(plain)
}

/// The part of an address that a security policy names.
fn source(endpoint: &str) -> String {
    endpoint.split(['?', '#']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{endpoint, source};

    #[test]
    fn an_endpoint_cannot_widen_the_policy() {
        assert_eq!(endpoint("https://a.example/f?id=1"), "https://a.example/f?id=1");
        assert_eq!(source("https://a.example/f?id=1"), "https://a.example/f");
        for bad in [
            "https://a.example/; script-src *",
            "https://a.example/f,b",
            "javascript:x",
            "https://a.example/'x'",
        ] {
            assert_eq!(endpoint(bad), "", "{bad}");
        }
    }
}
