//! All views of one language for one audience, made once; pages and documents pick from it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::codes::Codes;
use super::routes::address;
use super::scope::Scope;
use super::views::{
    CategoryView, ConsortiumView, EventView, MemberView, PictureView, ProductView, SchemeView,
};
use super::{firm, goods, groups, house, order};
use crate::model::project::Project;

/// The views of one language for one audience.
#[derive(Clone, Debug, Serialize)]
pub struct Catalogue {
    /// The consortium.
    pub consortium: Option<ConsortiumView>,
    /// Members in the order of the consortium's rule.
    pub members: Vec<MemberView>,
    /// Offered products by full id.
    pub products: BTreeMap<String, ProductView>,
    /// Groups that have a product.
    pub groups: Vec<CategoryView>,
    /// Register of certificates.
    pub register: Vec<SchemeView>,
    /// Events.
    pub events: Vec<EventView>,
    /// Cover picture of the first brochure.
    pub hero: PictureView,
}

impl Catalogue {
    /// Makes all views.
    pub fn new(scope: &Scope<'_>) -> Self {
        let project = scope.project;
        let mut members: Vec<MemberView> =
            order::members(project, scope.locale).iter().map(|m| firm::view(scope, m)).collect();
        let mut products: BTreeMap<String, ProductView> =
            project.offered_products().map(|p| (p.id.to_string(), goods::view(scope, p))).collect();
        number(scope, members.iter_mut().map(|m| (&m.name, &mut m.sort)).collect());
        number(scope, products.values_mut().map(|p| (&p.name, &mut p.sort)).collect());
        let codes = Codes::new(project);
        let lead = |code: &str| address(project, scope.routes.code(code).as_str());
        for product in products.values_mut() {
            codes.of(&product.id).clone_into(&mut product.code);
            product.qr = lead(&product.code);
        }
        for member in &mut members {
            member.qr = lead(codes.of(&member.id));
        }
        let ordered = in_order(&members, &products);
        let printed = printed(project, &members);
        let view = |c| groups::view(scope, c, &ordered, &printed);
        let groups = project.categories.list.iter().map(view).filter(|g| !g.products.is_empty()).collect();
        Self {
            consortium: project.consortium.as_ref().map(|c| house::view(scope, c)),
            groups,
            register: groups::register(scope),
            events: project.events.iter().map(|e| house::event(scope, e)).collect(),
            hero: hero(scope),
            members,
            products,
        }
    }

    /// The views of some products, in the order given.
    pub fn pick<'a>(&'a self, ids: &'a [String]) -> Vec<&'a ProductView> {
        ids.iter().filter_map(|id| self.products.get(id)).collect()
    }

    /// All products: common ones first, then each member's in the order of the house.
    pub fn in_order(&self) -> Vec<&ProductView> {
        in_order(&self.members, &self.products)
    }

    /// A member's view.
    pub fn member(&self, id: &str) -> Option<&MemberView> {
        self.members.iter().find(|member| member.id == id)
    }

    /// Products like one: of its group, other makers first.
    pub fn similar(&self, product: &ProductView, most: usize) -> Vec<&ProductView> {
        let group = self.groups.iter().find(|g| g.id == product.category.id);
        let others = group.map_or_else(Vec::new, |g| self.pick(&g.products));
        let (foreign, own): (Vec<_>, Vec<_>) =
            others.into_iter().filter(|p| p.id != product.id).partition(|p| p.maker.id != product.maker.id);
        foreign.into_iter().chain(own).take(most).collect()
    }
}

/// Numbers names in the order in which the language sorts them.
fn number(scope: &Scope<'_>, mut names: Vec<(&String, &mut String)>) {
    names.sort_by(|a, b| scope.locale.compare(a.0, b.0));
    for (index, (_, sort)) in names.into_iter().enumerate() {
        *sort = format!("{index:06}");
    }
}

/// Common products first, then each member's in the order of members and ranks.
fn in_order<'a>(
    members: &'a [MemberView],
    products: &'a BTreeMap<String, ProductView>,
) -> Vec<&'a ProductView> {
    let common = products.values().filter(|p| p.common);
    let own = members.iter().flat_map(|m| &m.products).filter_map(|id| products.get(id));
    common.chain(own).collect()
}

/// Ids of printed products: each member's share and the common ones.
fn printed<'a>(project: &'a Project, members: &'a [MemberView]) -> Vec<&'a str> {
    let common = project.offered_products().filter(|p| p.is_common()).map(|p| p.id.as_str());
    members.iter().flat_map(|m| &m.print_products).map(String::as_str).chain(common).collect()
}

fn hero(scope: &Scope<'_>) -> PictureView {
    let brochure = scope.project.consortium.as_ref().and_then(|c| c.brochures.first());
    let Some(brochure) = brochure else { return PictureView::default() };
    let alt = scope.text(&brochure.title);
    let path = brochure.hero_path.as_deref();
    let named =
        path.map(|path| super::pictures::Named { path, span: brochure.hero.span(), focus: [0.5, 0.5] });
    scope.named_picture(named, &alt, &alt)
}
