//! # A link leads nowhere
//!
//! A text links to a page of the site that does not exist, so a reader would find an error there.
//! Correct the link, or remove it. Links to the site's own pages are written
//! from the site's top, without a language:
//!
//! ```text
//! [our members](members/index.html)
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::check::Address;
use crate::diag::{Diagnostic, codes, nearest};
use crate::markdown;
use crate::model::field::At;
use crate::model::project::Project;
use crate::model::text::Text;
use crate::source::Span;

/// Looks at the links of every text.
pub(in crate::check) fn check_links(
    project: &Project,
    routes: &BTreeMap<&str, &Address>,
    report: Report<'_>,
) {
    for text in bodies(project) {
        let versions = text.source.at().into_iter().chain(text.translations.values());
        versions.for_each(|version| one(version, routes, report));
    }
}

/// Every Markdown text of a project.
pub(in crate::check) fn bodies(project: &Project) -> impl Iterator<Item = &Text> {
    let members = project.members.iter().map(|m| &m.body);
    let products = project.products.iter().map(|p| &p.body);
    let events = project.events.iter().map(|e| &e.body);
    members.chain(products).chain(events).chain(project.pages.iter().map(|p| &p.body))
}

fn one(version: &At<String>, routes: &BTreeMap<&str, &Address>, report: Report<'_>) {
    for (link, range) in markdown::write(&version.value, 2).internal {
        let path = link.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
        if path.is_empty() || routes.contains_key(path) {
            continue;
        }
        let start = version.span.start as usize;
        let span = Span::new(version.span.file, start + range.start..start + range.end);
        let hint = match nearest(path, routes.keys().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "link to a page of the site, such as `members/index.html`".to_owned(),
        };
        report(
            Diagnostic::at(&codes::BROKEN_LINK, span, format!("the link `{link}` leads nowhere")).hint(hint),
        );
    }
}
