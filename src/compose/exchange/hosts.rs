//! What search engines and hosts read: sitemap, robots, headers, and whom to tell of a hole.

use std::collections::BTreeSet;

use crate::compose::routes::address;
use crate::compose::site::{WebPage, policy};
use crate::markdown::escape;
use crate::model::project::Project;

/// Files of the whole site: route and text.
pub fn files(project: &Project, pages: &[WebPage]) -> Vec<(String, String)> {
    let map = address(project, "sitemap.xml");
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {map}\n");
    let mut files = vec![
        ("sitemap.xml".to_owned(), sitemap(project, pages)),
        ("robots.txt".to_owned(), robots),
        ("_headers".to_owned(), headers(pages)),
        // Hosts with Jekyll would leave out files that begin with an underscore.
        (".nojekyll".to_owned(), String::new()),
    ];
    files.extend(security(project));
    files
}

fn sitemap(project: &Project, pages: &[WebPage]) -> String {
    let mut sitemap = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages.iter().filter(|page| page.listed) {
        let place = escape(&address(project, page.route.as_str()));
        let day = project.today;
        sitemap.push_str(&format!("<url><loc>{place}</loc><lastmod>{day}</lastmod></url>\n"));
    }
    sitemap.push_str("</urlset>\n");
    sitemap
}

/// For hosts that read `_headers`, as Netlify and Cloudflare Pages do. What a page says of itself in its
/// head is said again here, with what only a header can say.
fn headers(pages: &[WebPage]) -> String {
    // A page has its own policy; what holds for all must allow what the one page needs that sends.
    let sends_to: BTreeSet<String> = pages.iter().flat_map(|page| page.sends_to.iter().cloned()).collect();
    let csp = policy(&sends_to.into_iter().collect::<Vec<_>>());
    format!(
        "/*\n  Content-Security-Policy: {csp}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: camera=(), microphone=(), geolocation=()\n\
         /assets/pictures/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         /assets/data/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         /assets/fonts/*\n  Cache-Control: public, max-age=604800\n\
         /sw.js\n  Content-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'\n  Cache-Control: no-cache\n\
         /*.webmanifest\n  Content-Type: application/manifest+json\n"
    )
}

const SECURITY: &str = ".well-known/security.txt";

/// `security.txt`, RFC 9116; it runs out a year after the build.
fn security(project: &Project) -> Option<(String, String)> {
    let consortium = project.consortium.as_ref()?;
    let email = consortium.legal.as_ref()?.email.get()?;
    let until = project.today.checked_add(jiff::Span::new().days(364)).ok()?;
    let languages: Vec<&str> = consortium.languages.iter().map(|language| language.tag.as_str()).collect();
    let text = format!(
        "Contact: mailto:{email}\nExpires: {until}T00:00:00Z\nPreferred-Languages: {}\nCanonical: {}\n",
        languages.join(", "),
        address(project, SECURITY),
    );
    Some((SECURITY.to_owned(), text))
}
