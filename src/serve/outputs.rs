//! Which bytes stand at an address, and what kind they are.

use sha2::{Digest, Sha256};

use super::snapshot::Snapshot;
use crate::cache::Cache;
use crate::diag::Diagnostic;
use crate::files::Disk;
use crate::load::document::hex;
use crate::pipeline::ExportError;
use crate::pipeline::live::Site;

/// What is found at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// A file of the outputs: its path, for its kind, and its bytes.
    File(String, Vec<u8>),
    /// The site's own page for lost visitors, when it has one.
    Nothing(Option<String>),
    /// The address lacks the `/` of a folder.
    Folder(String),
    /// There is nothing to show yet.
    NotYet,
    /// It could not be made.
    Fault(String),
}

/// Where outputs are found.
pub(super) struct Outputs<'a> {
    pub(super) disk: &'a Disk,
    pub(super) cache: &'a dyn Cache,
    pub(super) now: &'a Snapshot,
}

impl Outputs<'_> {
    /// A file of the site by the path of its address, which begins with `/`.
    pub(super) fn site(&self, path: &str) -> Found {
        let Some(site) = &self.now.site else { return Found::NotYet };
        let route = route_of(path);
        if route.starts_with("downloads/") && route.ends_with(".pdf") {
            return self.paper(&format!("public/site/{route}"));
        }
        match site.file(self.disk, self.cache, &route) {
            Ok(Some(bytes)) => Found::File(route, bytes),
            Ok(None) if self.is_folder(site, &route) => Found::Folder(format!("{path}/")),
            Ok(None) => Found::Nothing(self.lost(site, &route)),
            Err(error) => Found::Fault(words_of(error)),
        }
    }

    /// A document by its path below `dist`.
    pub(super) fn paper(&self, path: &str) -> Found {
        let Some(papers) = &self.now.papers else { return Found::NotYet };
        if let Some(laid) = papers.find(path) {
            return match papers.pdf(self.disk, self.cache, laid) {
                Ok(bytes) => Found::File(path.to_owned(), bytes),
                Err(error) => Found::Fault(error.to_string()),
            };
        }
        match papers.todo(self.disk, self.cache, path) {
            Ok(Some(bytes)) => return Found::File(path.to_owned(), bytes),
            Ok(None) => {}
            Err(error) => return Found::Fault(error.to_string()),
        }
        match papers.text(path) {
            Ok(Some(text)) => Found::File(path.to_owned(), text.into_bytes()),
            Ok(None) => Found::Nothing(None),
            Err(error) => Found::Fault(words_of(error)),
        }
    }

    fn is_folder(&self, site: &Site, route: &str) -> bool {
        let last = route.rsplit('/').next().unwrap_or_default();
        !last.is_empty()
            && !last.contains('.')
            && matches!(site.page(&format!("{route}/index.html")), Ok(Some(_)))
    }

    /// The page for lost visitors that is nearest to an address.
    fn lost(&self, site: &Site, route: &str) -> Option<String> {
        let first = route.split('/').next().unwrap_or_default();
        let of_language = site.page(&format!("{first}/404.html")).ok().flatten();
        of_language.or_else(|| site.page("404.html").ok().flatten())
    }
}

/// What a page is made of: one hash for what a reload shows, and its stylesheets, which can be changed without.
pub(super) fn identity(site: &Site, html: &str) -> String {
    let plain = site.styles().iter().fold(html.to_owned(), |html, style| html.replace(style, ""));
    hex(&Sha256::digest(format!("{plain}\0{}", site.marks())), 16)
}

/// The route of an address: folders stand for their page.
pub(super) fn route_of(path: &str) -> String {
    let route = path.trim_start_matches('/');
    if route.is_empty() || route.ends_with('/') { format!("{route}index.html") } else { route.to_owned() }
}

/// What a browser must know to show a file.
pub(super) fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A template's fault or the environment's in words.
fn words_of(error: ExportError) -> String {
    match error {
        ExportError::Io(error) => error.to_string(),
        ExportError::Finding(finding) => finding.message.clone(),
    }
}

/// The one piece of a file that a header `Range: bytes=a-b` asks for; `None` when it asks for none, or for
/// several, which nobody has to grant. `Err` when there is no such piece.
pub(super) fn range(header: &str, length: usize) -> Option<Result<(usize, usize), ()>> {
    let (from, to) = header.strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1)?;
    let (from, to) = match (from.trim(), to.trim()) {
        ("", count) => (length.saturating_sub(count.parse().ok()?), last),
        (from, "") => (from.parse().ok()?, last),
        (from, to) => (from.parse().ok()?, to.parse::<usize>().ok()?.min(last)),
    };
    Some(if from <= to && from < length { Ok((from, to)) } else { Err(()) })
}

/// Findings as the overlay lists them: those that block, or all of them.
pub(super) fn told(now: &Snapshot) -> Vec<&Diagnostic> {
    let mut list: Vec<&Diagnostic> = now.findings.iter().collect();
    // The gravest first; among like ones the order of files stays.
    list.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    list
}

#[cfg(test)]
mod tests {
    use super::{range, route_of};

    #[test]
    fn a_folder_stands_for_its_page() {
        assert_eq!(route_of("/"), "index.html");
        assert_eq!(route_of("/fr/members/"), "fr/members/index.html");
        assert_eq!(route_of("/a.css"), "a.css");
    }

    #[test]
    fn pieces_of_a_file_are_those_of_the_standard() {
        assert_eq!(range("bytes=0-9", 100), Some(Ok((0, 9))));
        assert_eq!(range("bytes=90-200", 100), Some(Ok((90, 99))));
        assert_eq!(range("bytes=-10", 100), Some(Ok((90, 99))));
        assert_eq!(range("bytes=95-", 100), Some(Ok((95, 99))));
        assert_eq!(range("bytes=100-", 100), Some(Err(())));
        assert_eq!(range("bytes=0-1,5-6", 100), None);
        assert_eq!(range("pages=1-2", 100), None);
    }
}
