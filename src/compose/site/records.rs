//! Pages of single records: a member, a group, a product, an event.

use serde_json::json;

use super::super::routes::Routes;
use super::super::structured;
use super::super::views::{CategoryView, EventView, MemberView, ProductView};
use super::{Builder, CardText, Draft, seen};
use crate::model::ids::{CategoryId, EventId, MemberId, ProductId};

impl Builder<'_> {
    pub(super) fn member<'d>(&'d self, member: &'d MemberView) -> Draft<'d> {
        let id = MemberId::new(&member.id);
        let mut draft = self.draft("member.html", member.name.clone(), |r| r.member(&id));
        draft.description = member.summary.clone();
        draft.trail = vec![self.crumb("nav_members", Routes::members)];
        draft.card = CardText {
            kind: self.scope.say("nav_members"),
            line: member.place.clone(),
            photo: member.works.clone(),
        };
        draft.json_ld = seen(move || structured::member(self.scope, self.catalogue, member));
        draft.fallback = self.scope.project.member(&member.id).is_some_and(|m| self.falls_back(&m.summary));
        draft.view =
            seen(move || json!({ "member": member, "products": self.catalogue.pick(&member.products) }));
        draft
    }

    pub(super) fn group<'d>(&'d self, group: &'d CategoryView) -> Draft<'d> {
        let id = CategoryId::new(&group.id);
        let mut draft = self.draft("group.html", group.name.clone(), |r| r.group(&id));
        draft.description = group.summary.clone();
        draft.trail = vec![self.crumb("nav_products", Routes::groups)];
        draft.card = CardText {
            kind: self.scope.say("nav_products"),
            line: group.count.clone(),
            photo: group.photo.clone(),
        };
        draft.json_ld = seen(move || structured::group(self.scope, self.catalogue, group));
        draft.view =
            seen(move || json!({ "group": group, "products": self.catalogue.pick(&group.products) }));
        draft
    }

    pub(super) fn product<'d>(&'d self, product: &'d ProductView) -> Draft<'d> {
        let id = ProductId::new(&product.id);
        let mut draft = self.draft("product.html", product.name.clone(), |r| r.product(&id));
        draft.description = product.summary.clone();
        draft.trail = vec![self.crumb("nav_products", Routes::groups), product.category.clone()];
        draft.card = CardText {
            kind: product.category.name.clone(),
            line: product.maker.name.clone(),
            photo: product.photo.clone(),
        };
        draft.json_ld = seen(move || structured::product(self.scope, product));
        draft.fallback = self.scope.project.product(&product.id).is_some_and(|p| self.falls_back(&p.summary));
        draft.view = seen(move || {
            json!({
                "product": product, "similar": self.catalogue.similar(product, 4),
                "member": self.catalogue.member(&product.maker.id), "sheet": self.parts.sheets.get(&product.id).map_or("", String::as_str),
                "script": self.words("l_", &super::services::PRODUCT, json!({ "load": product.measures.load, "moq": product.measures.moq })),
            })
        });
        draft
    }

    pub(super) fn event<'d>(&'d self, event: &'d EventView) -> Draft<'d> {
        let id = EventId::new(&event.id);
        let mut draft = self.draft("event.html", event.name.clone(), |r| r.event(&id));
        draft.description = format!("{} · {} · {}", event.kind, event.days, event.venue);
        draft.json_ld = seen(move || structured::event(self.scope, event));
        draft.card.kind.clone_from(&event.kind);
        draft.card.line = format!("{} · {}", event.days, event.venue);
        draft.view = seen(move || json!({ "event": event }));
        draft
    }
}
