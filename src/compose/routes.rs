//! Every address of the site is decided here, so that links are made in one place and two records
//! can never fight for a page unseen.

use crate::model::ids::{CategoryId, EventId, MemberId, ProductId};
use crate::model::project::Project;
use crate::model::text::Lang;

/// A path from the site's root, with `/`, never beginning with one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(String);

impl Route {
    /// A route as it stands.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file of another kind beside a page: `a/b.html` and `a/b.ics`.
    pub fn with_ending(&self, ending: &str) -> String {
        format!("{}.{ending}", self.0.trim_end_matches(".html"))
    }

    /// `../` as often as the page lies deep: put before any route it leads to it from here.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

/// The address of what stands at a route of the site. A folder's own page goes by the folder's name.
pub fn address(project: &Project, route: &str) -> String {
    let base = project.consortium.as_ref().map_or("", |c| c.base_url.str());
    format!("{}/{}", base.trim_end_matches('/'), route.trim_end_matches("index.html"))
}

/// Routes of one language: the default one stands at the root, others in a folder of their tag.
#[derive(Clone, Debug)]
pub struct Routes {
    prefix: String,
}

impl Routes {
    /// Routes for a language.
    pub fn new(lang: &Lang, default: &Lang) -> Self {
        let prefix = if lang == default { String::new() } else { format!("{}/", lang.as_str()) };
        Self { prefix }
    }

    fn at(&self, path: impl AsRef<str>) -> Route {
        Route(format!("{}{}", self.prefix, path.as_ref()))
    }

    /// The page of that name at the language's top.
    pub fn top(&self, name: &str) -> Route {
        self.at(format!("{name}.html"))
    }

    /// A file beside the language's home.
    pub fn beside_home(&self, name: &str) -> Route {
        self.at(name)
    }

    /// Home.
    pub fn home(&self) -> Route {
        self.top("index")
    }

    /// List of members.
    pub fn members(&self) -> Route {
        self.at("members/index.html")
    }

    /// A member.
    pub fn member(&self, id: &MemberId) -> Route {
        self.at(format!("members/{id}.html"))
    }

    /// List of groups.
    pub fn groups(&self) -> Route {
        self.at("groups/index.html")
    }

    /// A group.
    pub fn group(&self, id: &CategoryId) -> Route {
        self.at(format!("groups/{id}.html"))
    }

    /// A product.
    pub fn product(&self, id: &ProductId) -> Route {
        self.at(format!("products/{}-{}.html", id.owner(), id.local()))
    }

    /// An event.
    pub fn event(&self, id: &EventId) -> Route {
        self.at(format!("events/{id}.html"))
    }

    /// Where a printed code leads first.
    pub fn code(&self, code: &str) -> Route {
        self.at(format!("q/{code}/index.html"))
    }

    /// Names at the language's top that the site takes for itself.
    pub const OWN: [&'static str; 12] = [
        "index",
        "certificates",
        "capacity",
        "offices",
        "imprint",
        "privacy",
        "downloads",
        "search",
        "compare",
        "enquiry",
        "offline",
        "404",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_finds_the_root_from_its_own_depth() {
        let (en, ar) = (Lang::new("en"), Lang::new("ar"));
        let product = ProductId::new("a-b/towel");
        let route = Routes::new(&ar, &en).product(&product);
        assert_eq!(route.as_str(), "ar/products/a-b-towel.html");
        assert_eq!(route.to_root(), "../../");
        assert_eq!(Routes::new(&en, &en).home().to_root(), "");
    }
}
