//! # The site's address cannot be used
//!
//! `base_url` is where the website will stand. QR codes in print, links in e-mails and search engines need it
//! in full; a printed QR code cannot be corrected.
//!
//! ```toml
//! base_url = "www.example.org"              # wrong
//! base_url = "https://www.example.org/"     # right
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(at) = project.consortium.as_ref().and_then(|c| c.base_url.at()) else { return };
    let Some((wrong, hint)) = fault(&at.value) else { return };
    let message = format!("`base_url` {wrong}: `{}`", at.value);
    report(Diagnostic::at(&codes::BASE_URL, at.span, message).hint(hint));
}

fn fault(url: &str) -> Option<(&'static str, String)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else {
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
        let hint = if bare.contains('.') && !bare.contains(char::is_whitespace) {
            format!("write `https://{}/`", bare.trim_end_matches('/'))
        } else {
            "write `https://`, the site's name and `/`".to_owned()
        };
        return Some(("does not begin with `https://`", hint));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':');
    if host.is_empty() || !host.chars().all(letters) || !(host.contains('.') || host.starts_with("localhost"))
    {
        return Some(("names no site", "write the site's name after `https://`".to_owned()));
    }
    if rest.contains(['?', '#']) || rest.contains(char::is_whitespace) {
        return Some((
            "holds more than an address",
            "remove everything from `?`, `#` or the space on".to_owned(),
        ));
    }
    (!url.ends_with('/')).then(|| ("does not end with `/`", format!("write `{url}/`")))
}
