//! What other programs take from the site: product data, calendars, address cards, a feed, and what
//! search engines and hosts ask for. All of it is made from the public views, so it can say no more
//! than the pages do; appointments and contacts of one receiver are made from the views of its dossier.

mod appointments;
mod calendar;
mod card;
mod contacts;
mod feed;
mod folded;
mod hosts;
mod products;

pub(super) use appointments::{Appointment, calendar};
pub(super) use contacts::cards;
pub(super) use feed::news;

pub use hosts::files as of_site;

use super::catalogue::Catalogue;
use super::scope::Scope;

/// Files of one language: route and text.
pub fn of_language(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut files = products::files(scope, catalogue);
    files.extend(calendar::files(scope, catalogue));
    files.extend(card::files(scope, catalogue));
    files.extend(feed::file(scope, catalogue));
    files
}

/// The host of the site, for names that must be unique in the world.
fn host<'p>(scope: &Scope<'p>) -> &'p str {
    let base = scope.project.consortium.as_ref().map_or("", |c| c.base_url.str());
    let after = base.split_once("://").map_or(base, |(_, rest)| rest);
    after.split('/').next().unwrap_or_default()
}
