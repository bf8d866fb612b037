//! The rules: what is wrong with data that could be read, with the pages made from it and with
//! their layout. A rule is a row of [`rules::ALL`], a file in `check/rules/`, and a manual page.

mod layout;
mod press;
pub mod rules;
pub mod space;
pub(crate) mod walk;

use std::collections::BTreeMap;

use crate::compose::routes::{Route, Routes};
use crate::diag::{Diagnostic, Findings};
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::pipeline::LaidOut;
use crate::render::print::{Finding, FindingKind};
use crate::source::Span;

/// Runs every rule on data.
pub fn data(project: &Project) -> Findings {
    let mut findings = Findings::default();
    for rule in rules::ALL {
        if let Some(run) = rule.run {
            run(project, &mut |finding: Diagnostic| findings.add(finding));
        }
    }
    findings
}

/// An address of the site and the record that stands there.
#[derive(Clone, Debug)]
pub struct Address {
    /// The address.
    pub route: Route,
    /// What stands there, for messages.
    pub called: String,
    /// The record, when it is one.
    pub span: Option<Span>,
}

/// All addresses of a language.
pub fn addresses(project: &Project, lang: &Lang) -> Vec<Address> {
    let routes = Routes::new(lang, &project.default_lang());
    let own = Routes::OWN.into_iter().map(|name| Address {
        route: routes.top(name),
        called: format!("the site's own page `{name}`"),
        span: None,
    });
    let mut list: Vec<Address> = own.collect();
    let mut add =
        |route: Route, called: String, span: Span| list.push(Address { route, called, span: Some(span) });
    if let Some(consortium) = &project.consortium {
        add(routes.members(), "the list of members".to_owned(), consortium.span);
        add(routes.groups(), "the list of product groups".to_owned(), consortium.span);
    }
    for member in project.current_members() {
        add(routes.member(&member.id), format!("member `{}`", member.id), member.span);
    }
    for category in &project.categories.list {
        add(routes.group(&category.id), format!("product group `{}`", category.id), category.span);
    }
    for product in project.offered_products() {
        add(routes.product(&product.id), format!("product `{}`", product.id), product.span);
    }
    for event in &project.events {
        add(routes.event(&event.id), format!("event `{}`", event.id), event.span);
    }
    if let Some(news) = project.pages.iter().find(|page| page.date.get().is_some()) {
        add(routes.top("news"), "the list of news".to_owned(), news.span);
    }
    for page in &project.pages {
        add(routes.top(&page.id), format!("page `{}`", page.id), page.span);
    }
    list
}

/// Runs the rules on pages as data: two records at one address, links that lead nowhere.
pub fn publication(project: &Project, addresses: &[Address]) -> Findings {
    let mut findings = Findings::default();
    let mut by_route: BTreeMap<&str, &Address> = BTreeMap::new();
    for address in addresses {
        match by_route.get(address.route.as_str()) {
            Some(first) => findings.extend(rules::duplicate_route::found(first, address)),
            None => {
                by_route.insert(address.route.as_str(), address);
            }
        }
    }
    for address in addresses {
        findings.extend(rules::reserved_name::found(project, address));
    }
    // Without the consortium's own file half of the site is missing, and nobody's link is to blame.
    if project.consortium.is_some() {
        rules::broken_link::check_links(project, &by_route, &mut |finding| findings.add(finding));
    }
    findings
}

/// What the layout of a document found, as findings with places in the data.
pub fn layout(project: &Project, laid: &LaidOut) -> Vec<Diagnostic> {
    // A picture that is not there was found when it was read, at the place that names it.
    let new = |finding: &&Finding| finding.kind != FindingKind::MissingPicture;
    let found =
        laid.layout.findings.iter().filter(new).map(|finding| layout::finding(project, laid, finding));
    found.chain(press::press(project, laid)).chain(space::within(project, laid)).collect()
}

/// What shows only when all documents lie side by side.
pub fn layouts(project: &Project, laid: &[LaidOut]) -> Option<Diagnostic> {
    space::over_editions(project, laid)
}
