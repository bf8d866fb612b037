//! What every page has around its content: the main navigation and the links at the foot.

use serde_json::{Value, json};

use super::{Builder, Draft};
use crate::compose::routes::Route;
use crate::model::event::Page;

impl Builder<'_> {
    pub(super) fn nav(&self, draft: &Draft<'_>) -> Vec<Value> {
        let routes = &self.scope.routes;
        let mut entries = vec![
            (self.scope.say("nav_products"), routes.groups()),
            (self.scope.say("nav_members"), routes.members()),
            (self.scope.say("nav_certificates"), routes.top("certificates")),
        ];
        let mut pages: Vec<&Page> =
            self.scope.project.pages.iter().filter(|p| p.order.get().is_some()).collect();
        pages.sort_by_key(|p| p.order.get().copied());
        entries.extend(pages.iter().take(2).map(|p| (self.scope.text(&p.title), routes.top(&p.id))));
        let entry = |(label, route): (String, Route)| {
            let below = draft.trail.first().is_some_and(|crumb| crumb.href == route.as_str());
            let current = route == draft.route || below;
            json!({ "label": label, "href": route.as_str(), "current": current })
        };
        entries.into_iter().map(entry).collect()
    }

    pub(super) fn footer(&self) -> Vec<Value> {
        let top = |key: &str| (self.scope.say(&format!("nav_{key}")), self.scope.routes.top(key));
        let mut links: Vec<(String, Route)> = vec![top("capacity"), top("downloads"), top("offices")];
        if !crate::compose::exchange::news(self.scope).is_empty() {
            links.push(top("news"));
        }
        links.extend(
            self.scope
                .project
                .events
                .iter()
                .map(|e| (self.scope.text(&e.name), self.scope.routes.event(&e.id))),
        );
        links.extend([top("imprint"), top("privacy")]);
        links.iter().map(|(label, route)| json!({ "label": label, "href": route.as_str() })).collect()
    }
}
