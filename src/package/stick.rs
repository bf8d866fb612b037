//! What a stick holds: the site without what only hosts and other sites read.

use super::{Entry, SITE, routes};
use crate::publish::manifest::Manifest;

/// The site's files on the stick.
pub fn site(manifest: &Manifest) -> Vec<Entry> {
    let kept = routes(manifest).filter(|route| !is_for_hosts(route));
    kept.map(|route| Entry::built(format!("stick/site/{route}"), format!("{SITE}{route}"))).collect()
}

/// Whether nobody asks for a file who reads from a folder: what search engines and hosts read, pages for lost
/// visitors, the worker, and the cards that other sites show for a link.
fn is_for_hosts(route: &str) -> bool {
    let name = route.rsplit('/').next().unwrap_or(route);
    let for_machines = ["_headers", ".nojekyll", "robots.txt", "sitemap.xml", "sw.js", "security.txt"];
    for_machines.contains(&name)
        || name == "404.html"
        || name == "manifest.webmanifest"
        || route.starts_with("assets/cards/")
}
