//! The website as data: every page with its template, its closed view and its address.

mod cards;
mod chrome;
mod own_pages;
mod policy;
mod records;
mod services;
mod signposts;

use std::collections::BTreeMap;

pub use cards::Card;
use cards::CardText;
pub use policy::policy;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::catalogue::Catalogue;
use super::object;
use super::routes::{Route, Routes, address};
use super::scope::Scope;
use super::structured;
use super::views::LinkView;
use crate::model::text::{Lang, Text};

/// One page.
#[derive(Clone, Debug)]
pub struct WebPage {
    /// Its address.
    pub route: Route,
    /// The template that makes it.
    pub template: &'static str,
    /// What the template sees.
    pub context: Map<String, Value>,
    /// Whether search engines should list it.
    pub listed: bool,
    /// Origins that its forms send to.
    pub sends_to: Vec<String>,
    /// What other sites show for a link to it.
    pub card: Option<Card>,
}

/// What is known of a page before its chrome is made.
struct Draft<'d> {
    route: Route,
    template: &'static str,
    title: String,
    description: String,
    /// The same page in each language.
    twins: Vec<(Lang, Route)>,
    trail: Vec<LinkView>,
    json_ld: View<'d>,
    card: CardText,
    fallback: bool,
    /// The page that stands for this one.
    leads_to: Option<Route>,
    listed: bool,
    /// Form services that the page may send to.
    sends_to: Vec<String>,
    /// What its template sees.
    view: View<'d>,
}

/// Something of a draft that is made when the page is: who asks for one page waits for no other.
type View<'d> = Box<dyn Fn() -> Value + 'd>;

fn seen<'d>(view: impl Fn() -> Value + 'd) -> View<'d> {
    Box::new(view)
}

/// A file offered for download.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// Title.
    pub title: String,
    /// Language's name.
    pub language: String,
    /// Paper.
    pub paper: String,
    /// Pages.
    pub pages: usize,
    /// Size, such as `1.8 MB`.
    pub size: String,
    /// Route.
    pub href: String,
}

/// Everything a site needs beside the catalogue.
pub struct SiteParts<'a> {
    /// All languages; the default first.
    pub langs: &'a [Lang],
    /// Files for download in this language.
    pub downloads: &'a [Download],
    /// Route of the theme's stylesheet.
    pub css: &'a str,
    /// Route of the brand's stylesheet.
    pub tokens_css: &'a str,
    /// Routes of the theme's scripts by name, such as `site`.
    pub scripts: &'a BTreeMap<String, String>,
    /// Routes of the scripts with this language's data.
    pub data: &'a DataRoutes,
    /// Routes of the sell sheets by product.
    pub sheets: &'a BTreeMap<String, String>,
}

/// Where the data lies that a page's script asks for.
#[derive(Clone, Debug, Default)]
pub struct DataRoutes {
    /// The index of the search.
    pub index: String,
    /// Whole specifications by group.
    pub groups: BTreeMap<String, String>,
}

/// All pages of a language.
pub fn pages(scope: &Scope<'_>, catalogue: &Catalogue, parts: &SiteParts<'_>) -> Vec<WebPage> {
    let builder = Builder { scope, catalogue, parts };
    builder.drafts().into_iter().map(|draft| builder.finish(draft)).collect()
}

/// The one page of a language at a route; the last one where two records fight for it, as in a build.
pub fn page(scope: &Scope<'_>, catalogue: &Catalogue, parts: &SiteParts<'_>, route: &str) -> Option<WebPage> {
    let builder = Builder { scope, catalogue, parts };
    let draft = builder.drafts().into_iter().rfind(|draft| draft.route.as_str() == route)?;
    Some(builder.finish(draft))
}

struct Builder<'a> {
    scope: &'a Scope<'a>,
    catalogue: &'a Catalogue,
    parts: &'a SiteParts<'a>,
}

impl Builder<'_> {
    fn drafts(&self) -> Vec<Draft<'_>> {
        let (builder, scope, catalogue) = (self, self.scope, self.catalogue);
        let mut drafts = vec![
            builder.home(),
            builder.members(),
            builder.groups(),
            builder.certificates(),
            builder.capacity(),
            builder.offices(),
        ];
        drafts.extend(catalogue.members.iter().map(|m| builder.member(m)));
        drafts.extend(catalogue.groups.iter().map(|g| builder.group(g)));
        drafts.extend(catalogue.products.values().map(|p| builder.product(p)));
        drafts.extend(catalogue.events.iter().map(|e| builder.event(e)));
        drafts.extend(scope.project.pages.iter().map(|p| builder.page(p)));
        drafts.extend(builder.news());
        drafts.extend([
            builder.search(),
            builder.compare(),
            builder.enquiry(),
            builder.legal("imprint"),
            builder.legal("privacy"),
            builder.downloads(),
            builder.offline(),
            builder.not_found(),
        ]);
        drafts.extend(builder.signposts());
        drafts
    }

    fn draft(&self, template: &'static str, title: String, route: impl Fn(&Routes) -> Route) -> Draft<'_> {
        let default = self.scope.project.default_lang();
        let twin = |lang: &Lang| (lang.clone(), route(&Routes::new(lang, &default)));
        Draft {
            route: route(&self.scope.routes),
            template,
            title,
            description: String::new(),
            twins: self.parts.langs.iter().map(twin).collect(),
            trail: Vec::new(),
            json_ld: seen(|| Value::Null),
            card: CardText::default(),
            fallback: false,
            leads_to: None,
            listed: true,
            sends_to: Vec::new(),
            view: seen(|| Value::Null),
        }
    }

    fn home(&self) -> Draft<'_> {
        let c = self.catalogue;
        let name = c.consortium.as_ref().map_or_else(String::new, |c| c.name.clone());
        let mut draft = self.draft("index.html", name, Routes::home);
        let new: Vec<_> = c.products.values().filter(|p| p.is_new).take(8).collect();
        let today = self.scope.project.today.to_string();
        let next = c.events.iter().filter(|e| e.end >= today).min_by(|a, b| a.start.cmp(&b.start));
        draft.description = c.consortium.as_ref().map_or_else(String::new, |c| c.summary.clone());
        draft.card.photo = c.hero.clone();
        draft.json_ld = seen(move || structured::organization(self.scope, c));
        draft.view = seen(move || {
            json!({
                "consortium": c.consortium, "members": c.members, "groups": c.groups,
                "next_event": next, "new_products": new, "hero": c.hero,
            })
        });
        draft
    }

    fn members(&self) -> Draft<'_> {
        let mut draft = self.draft("members.html", self.scope.say("nav_members"), Routes::members);
        draft.description = self.scope.say("members_lead");
        draft.view = seen(move || json!({ "members": self.catalogue.members }));
        draft
    }

    fn groups(&self) -> Draft<'_> {
        let mut draft = self.draft("groups.html", self.scope.say("nav_products"), Routes::groups);
        draft.description = self.scope.say("groups_lead");
        draft.view = seen(move || json!({ "groups": self.catalogue.groups }));
        draft
    }

    fn certificates(&self) -> Draft<'_> {
        let mut draft =
            self.draft("certificates.html", self.scope.say("nav_certificates"), |r| r.top("certificates"));
        draft.description = self.scope.say("certificates_lead");
        draft.view = seen(move || json!({ "schemes": self.catalogue.register }));
        draft
    }

    fn offices(&self) -> Draft<'_> {
        let mut draft = self.draft("offices.html", self.scope.say("nav_offices"), |r| r.top("offices"));
        draft.description = self.scope.say("offices_lead");
        draft.view = seen(move || json!({ "consortium": self.catalogue.consortium }));
        draft
    }

    fn legal(&self, kind: &'static str) -> Draft<'_> {
        let template = if kind == "imprint" { "imprint.html" } else { "privacy.html" };
        let mut draft = self.draft(template, self.scope.say(&format!("nav_{kind}")), |r| r.top(kind));
        let days = self.scope.project.consortium.as_ref().map_or(365, |c| c.policy.retention_days);
        draft.view = seen(move || {
            json!({
                "consortium": self.catalogue.consortium, "retention_days": self.scope.days(days),
            })
        });
        draft
    }

    fn not_found(&self) -> Draft<'_> {
        let mut draft = self.draft("404.html", self.scope.say("not_found"), |r| r.top("404"));
        draft.listed = false;
        draft
    }

    fn falls_back(&self, text: &Text) -> bool {
        let lang = self.scope.locale.lang();
        *lang != self.scope.project.default_lang() && text.falls_back(lang)
    }

    fn crumb(&self, key: &str, route: impl Fn(&Routes) -> Route) -> LinkView {
        let href = route(&self.scope.routes).as_str().to_owned();
        LinkView { id: String::new(), name: self.scope.say(key), href }
    }

    /// Adds what every page has: root, sentences, site and page.
    fn finish(&self, draft: Draft<'_>) -> WebPage {
        let lang = self.scope.locale.lang();
        let mut context = object((draft.view)());
        // A server shows 404.html at any depth, so its links go out from the site's own path.
        let root =
            if draft.template == "404.html" { base_path(&self.base_url()) } else { draft.route.to_root() };
        context.insert("root".into(), json!(root));
        context.insert("lang".into(), json!(lang.as_str()));
        context.insert("dir".into(), json!(if lang.is_rtl() { "rtl" } else { "ltr" }));
        context.insert("t".into(), json!(self.scope.strings.all()));
        context.insert("site".into(), self.site(&draft));
        let card = self.card(&draft);
        context.insert("page".into(), self.page_view(&draft, card.as_ref()));
        WebPage {
            route: draft.route,
            template: draft.template,
            context,
            listed: draft.listed,
            sends_to: draft.sends_to,
            card,
        }
    }

    fn base_url(&self) -> String {
        address(self.scope.project, "")
    }

    fn site(&self, draft: &Draft<'_>) -> Value {
        let c = self.catalogue.consortium.as_ref();
        let field = |get: fn(&super::views::ConsortiumView) -> &String| c.map_or("", |c| get(c).as_str());
        let language = |(lang, route): &(Lang, Route)| {
            let own = crate::locale::Locale::new(lang, crate::model::consortium::Digits::Latin);
            json!({
                "tag": lang.as_str(), "name": own.language(lang.as_str()), "href": route.as_str(),
                "current": lang == self.scope.locale.lang(),
            })
        };
        let languages: Vec<Value> = draft.twins.iter().map(language).collect();
        let tag = self.scope.locale.lang().as_str();
        let own = languages.iter().find(|l| l["current"] == true).map_or(Value::Null, |l| l["name"].clone());
        json!({
            "name": field(|c| &c.name), "tagline": field(|c| &c.tagline),
            "logo_src": field(|c| &c.logo_src), "logo_on_dark_src": field(|c| &c.logo_on_dark_src),
            "css": self.parts.css, "tokens_css": self.parts.tokens_css,
            "home": self.scope.routes.home().as_str(),
            "search": self.scope.routes.top("search").as_str(),
            "compare": self.scope.routes.top("compare").as_str(),
            "enquiry_page": self.scope.routes.top("enquiry").as_str(),
            "scripts": self.parts.scripts,
            "nav": self.nav(draft),
            "languages": languages,
            "language": { "name": own, "short": tag.to_uppercase() }, "locale": self.locale_tag(),
            "footer_links": self.footer(),
            "address": c.and_then(|c| c.legal.get("address")), "email": field(|c| &c.email),
            "social": c.map(|c| &c.social), "enquiry": field(|c| &c.enquiry),
            "year": self.scope.locale.year(u32::try_from(self.scope.project.today.year()).unwrap_or(0)),
            "base_url": self.base_url(),
            "feed": (!super::exchange::news(self.scope).is_empty())
                .then(|| self.scope.routes.beside_home("feed.xml").as_str().to_owned()),
            "touch_icon": super::offline::ICONS[3].route, "manifest": self.scope.routes.beside_home("manifest.webmanifest").as_str(),
            "products_json": self.scope.routes.beside_home("products.json").as_str(),
            "products_csv": self.scope.routes.beside_home("products.csv").as_str(),
        })
    }

    fn page_view(&self, draft: &Draft<'_>, card: Option<&Card>) -> Value {
        let absolute = |route: &Route| address(self.scope.project, route.as_str());
        let mut alternates: Vec<Value> = Vec::new();
        if draft.twins.len() > 1 {
            let twin =
                |(lang, route): &(Lang, Route)| json!({ "tag": lang.as_str(), "href": absolute(route) });
            alternates.extend(draft.twins.iter().map(twin));
            alternates.extend(
                draft.twins.first().map(|(_, route)| json!({ "tag": "x-default", "href": absolute(route) })),
            );
        }
        let json_ld = match (draft.json_ld)() {
            Value::Null => String::new(),
            // `<` is written as an escape, so that no text can end the script element.
            value => value.to_string().replace('<', "\\u003c"),
        };
        let image = card.map_or_else(String::new, |card| address(self.scope.project, &card.route));
        json!({
            "title": draft.title, "description": draft.description, "canonical": absolute(draft.leads_to.as_ref().unwrap_or(&draft.route)),
            "alternates": alternates, "breadcrumbs": draft.trail, "json_ld": json_ld, "image": image,
            "csp": policy(&draft.sends_to), "fallback": draft.fallback, "listed": draft.listed,
        })
    }
}

/// The path of a site's address: `/` or `/sub/`.
fn base_path(base: &str) -> String {
    let path = base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{path}")
}
