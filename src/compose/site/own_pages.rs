//! Pages about all firms together, pages of the consortium's own, and the list of those that are news.

use serde_json::{Value, json};

use super::{Builder, Draft, seen};
use crate::compose::exchange::news;
use crate::model::event::Page;

impl Builder<'_> {
    pub(super) fn capacity(&self) -> Draft<'_> {
        let mut draft = self.draft("capacity.html", self.scope.say("nav_capacity"), |r| r.top("capacity"));
        draft.description = self.scope.say("capacity_lead");
        let common: Vec<_> = self.catalogue.products.values().filter(|p| p.common).collect();
        draft.view = seen(move || {
            json!({
                "groups": self.catalogue.groups, "common": common, "house": crate::compose::pool::of_house(self.scope),
            })
        });
        draft
    }

    pub(super) fn downloads(&self) -> Draft<'_> {
        let mut draft = self.draft("downloads.html", self.scope.say("nav_downloads"), |r| r.top("downloads"));
        draft.description = self.scope.say("downloads_lead");
        draft.view = seen(move || json!({ "downloads": self.parts.downloads }));
        draft
    }

    pub(super) fn page<'d>(&'d self, page: &'d Page) -> Draft<'d> {
        let mut draft = self.draft("page.html", self.scope.text(&page.title), |r| r.top(&page.id));
        draft.description = self.scope.text(&page.summary);
        draft.fallback = self.falls_back(&page.title) || self.falls_back(&page.body);
        if page.date.get().is_some() {
            draft.trail = vec![self.crumb("nav_news", |routes| routes.top("news"))];
        }
        let (title, summary) = (draft.title.clone(), draft.description.clone());
        draft.view = seen(move || {
            json!({
                "doc": {
                    "title": title, "summary": summary, "body": self.scope.markup(&page.body, 2),
                    "date": self.day_of(page), "day": page.date.get().map(ToString::to_string),
                },
            })
        });
        draft
    }

    /// The list of news, if there are any.
    pub(super) fn news(&self) -> Option<Draft<'_>> {
        let news = news(self.scope);
        if news.is_empty() {
            return None;
        }
        let mut draft = self.draft("news.html", self.scope.say("nav_news"), |r| r.top("news"));
        draft.description = self.scope.say("news_lead");
        let one = move |page: &&Page| -> Value {
            json!({
                "title": self.scope.text(&page.title), "summary": self.scope.text(&page.summary),
                "href": self.scope.routes.top(&page.id).as_str(),
                "date": self.day_of(page), "day": page.date.get().map(ToString::to_string),
            })
        };
        draft.view = seen(move || json!({ "news": news.iter().map(one).collect::<Vec<_>>() }));
        Some(draft)
    }

    fn day_of(&self, page: &Page) -> String {
        page.date.get().map_or_else(String::new, |date| self.scope.locale.date(*date))
    }
}
