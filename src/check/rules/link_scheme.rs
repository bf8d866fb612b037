//! # A link of a kind that is not published
//!
//! Links begin with `https:`, `http:`, `mailto:` or `tel:`, or lead to a page of the site itself. Others can
//! run programs on a buyer's computer (`javascript:`) or lead to a file on one of yours (`file:`), so nothing
//! is built while one is there.
//!
//! Correct the link, or remove it.
//!
//! ```text
//! wrong: [our list](file:///C:/lists/2027.pdf)
//! right: [our list](https://example.org/lists/2027.pdf)
//! ```

use super::Report;
use super::raw_html::each_fault;
use crate::diag::{Diagnostic, codes};
use crate::markdown::{self, FaultKind};
use crate::model::field::At;
use crate::model::project::Project;

const HINT: &str = "write an address that begins with `https://`, or remove it";

pub(super) fn check(project: &Project, report: Report<'_>) {
    each_fault(project, &mut |fault, _, span| {
        if let FaultKind::LinkScheme(url) = &fault.kind {
            let message = format!("the link `{url}` is of a kind that is not published");
            report(Diagnostic::at(&codes::LINK_SCHEME, span, message).hint(HINT));
        }
    });
    for (whose, at) in addresses(project) {
        if !is_web(&at.value) && !may_lack_scheme(&at.value) {
            let message = format!("{whose} is of a kind that is not published");
            report(Diagnostic::at(&codes::LINK_SCHEME, at.span, message).hint(HINT));
        }
    }
}

/// Whether an address is one of the web, in full.
pub(super) fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// `www.example.org`: meant for the web, but not in full.
pub(super) fn may_lack_scheme(url: &str) -> bool {
    markdown::is_safe_link(url) && !url.starts_with(['/', '#', '?'])
}

/// Web addresses in fields of public records, with what they are called; buyers' ones without the address.
pub(super) fn addresses(project: &Project) -> Vec<(String, &At<String>)> {
    let mut list: Vec<(String, &At<String>)> = Vec::new();
    if let Some(own) = &project.consortium {
        list.extend(
            own.social.iter().filter_map(|s| Some(("`url` of a social page".to_owned(), s.url.at()?))),
        );
        list.extend(own.enquiries.endpoint.at().map(|at| ("`endpoint` of `[enquiries]`".to_owned(), at)));
    }
    for scheme in &project.schemes {
        list.extend(scheme.url.at().map(|at| (format!("`url` of scheme `{}`", scheme.id), at)));
    }
    for member in &project.members {
        let whose = format!("member `{}`", member.id);
        list.extend(member.website.at().map(|at| (format!("`website` of {whose}"), at)));
        list.extend(member.endpoint.at().map(|at| (format!("`endpoint` of {whose}"), at)));
        let papers = member.certificates.iter().filter_map(|paper| Some((paper.id.str(), paper.url.at()?)));
        list.extend(papers.map(|(id, at)| (format!("`url` of certificate `{id}` of {whose}"), at)));
    }
    for event in &project.events {
        list.extend(event.url.at().map(|at| (format!("`url` of event `{}`", event.id), at)));
    }
    for buyer in &project.buyers {
        let profile = buyer.profile.for_audience(&crate::model::private::Audience::Office);
        let website = profile.and_then(|profile| profile.website.at());
        list.extend(website.map(|at| (format!("`website` of buyer `{}`", buyer.id), at)));
    }
    list
}
