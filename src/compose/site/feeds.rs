//! Files of the site for machines.

use super::WebPage;

/// Sitemap, robots, and the marker that hosts with Jekyll need.
pub fn feeds(project: &crate::model::project::Project, pages: &[WebPage]) -> Vec<(String, String)> {
    let base = project.consortium.as_ref().map_or("", |c| c.base_url.str());
    let base = format!("{}/", base.trim_end_matches('/'));
    let mut sitemap = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages.iter().filter(|page| page.listed) {
        let address = format!("{base}{}", page.route.as_str().trim_end_matches("index.html"));
        let day = project.today;
        sitemap.push_str(&format!(
            "<url><loc>{}</loc><lastmod>{day}</lastmod></url>\n",
            crate::markdown::escape(&address)
        ));
    }
    sitemap.push_str("</urlset>\n");
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n");
    vec![
        ("sitemap.xml".to_owned(), sitemap),
        ("robots.txt".to_owned(), robots),
        (".nojekyll".to_owned(), String::new()),
    ]
}
