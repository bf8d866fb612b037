//! News as an Atom feed, RFC 4287: the pages that have a date, the newest first.

use super::host;
use crate::compose::catalogue::Catalogue;
use crate::compose::routes::address;
use crate::compose::scope::Scope;
use crate::markdown::escape;
use crate::model::event::Page;

/// Pages with a date, the newest first.
pub(in crate::compose) fn news<'p>(scope: &Scope<'p>) -> Vec<&'p Page> {
    let mut pages: Vec<&Page> = scope.project.pages.iter().filter(|page| page.date.get().is_some()).collect();
    pages.sort_by(|a, b| (b.date.get(), &a.id).cmp(&(a.date.get(), &b.id)));
    pages
}

pub(super) fn file(scope: &Scope<'_>, catalogue: &Catalogue) -> Option<(String, String)> {
    let news = news(scope);
    let newest = news.first()?.date.get()?;
    let house = catalogue.consortium.as_ref()?;
    let route = scope.routes.beside_home("feed.xml").as_str().to_owned();
    let lang = scope.locale.lang().as_str();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\" xml:base=\"{}\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" href=\"{}\"/>\n<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>\n",
        escape(&address(scope.project, scope.routes.home().as_str())),
        escape(&house.name),
        escape(&address(scope.project, &route)),
        escape(&house.name),
        escape(&address(scope.project, &route)),
        escape(&address(scope.project, scope.routes.top("news").as_str())),
    );
    out.extend(news.iter().filter_map(|page| entry(scope, page)));
    out.push_str("</feed>\n");
    Some((route, out))
}

fn entry(scope: &Scope<'_>, page: &Page) -> Option<String> {
    let date = page.date.get()?;
    let address = address(scope.project, scope.routes.top(&page.id).as_str());
    // The name stays when the site moves to another address or the page to another title.
    let id = format!("tag:{},{date}:{}/{}", host(scope), scope.locale.lang().as_str(), page.id);
    Some(format!(
        "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{date}T00:00:00Z</updated>\n<link href=\"{}\"/>\n<summary>{}</summary>\n\
         <content type=\"html\">{}</content>\n</entry>\n",
        escape(&scope.text(&page.title)),
        escape(&id),
        escape(&address),
        escape(&scope.text(&page.summary)),
        escape(&scope.markup(&page.body, 2)),
    ))
}
