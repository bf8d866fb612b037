//! The view of a product group with its comparison table, and the register of certificates.

use std::collections::BTreeSet;

use super::order;
use super::scope::Scope;
use super::views::{CategoryView, CompareRow, CompareView, LinkView, Origins, ProductView, SchemeView};
use super::{firm, goods, pool};
use crate::model::category::Category;
use crate::model::certificate::SchemeType;

/// The link to a group's page.
pub(super) fn link(scope: &Scope<'_>, id: &str) -> Option<LinkView> {
    let category = scope.project.categories.find(id)?;
    let href = scope.routes.group(&category.id).as_str().to_owned();
    Some(LinkView { id: id.to_owned(), name: scope.text(&category.name), href })
}

/// The view of a group; `products` are all of the publication in their order, `printed` the printed ids.
pub(super) fn view(
    scope: &Scope<'_>,
    category: &Category,
    products: &[&ProductView],
    printed: &[&str],
) -> CategoryView {
    let own: Vec<&ProductView> =
        products.iter().filter(|p| p.category.id == category.id.as_str()).copied().collect();
    let in_print: Vec<&ProductView> =
        own.iter().filter(|p| printed.contains(&p.id.as_str())).copied().collect();
    let photo = match &category.photo {
        Some(photo) => scope.picture(Some(photo), &scope.text(&category.name)),
        None => {
            own.first().map_or_else(|| scope.picture(None, &scope.text(&category.name)), |p| p.photo.clone())
        }
    };
    let makers: BTreeSet<&str> = own.iter().filter(|p| !p.common).map(|p| p.maker.id.as_str()).collect();
    let ids = |list: &[&ProductView]| list.iter().map(|p| p.id.clone()).collect();
    CategoryView {
        id: category.id.to_string(),
        href: scope.routes.group(&category.id).as_str().to_owned(),
        name: scope.text(&category.name),
        summary: scope.text(&category.summary),
        hs: category.hs.str().to_owned(),
        photo,
        compare: compare(scope, category, &own, &in_print),
        count: scope.strings.count("products", own.len(), scope.locale),
        pooled: pool::of_group(scope, category.id.as_str()).unwrap_or_else(|| scope.say("on_request")),
        firms: scope.strings.count("firms", makers.len(), scope.locale),
        products: ids(&own),
        print_products: ids(&in_print),
        origins: Origins::from([
            ("name", scope.origin(&category.name)),
            ("summary", scope.origin(&category.summary)),
        ]),
    }
}

/// Minimum order, lead time and every compared field, one row a product.
fn compare(
    scope: &Scope<'_>,
    category: &Category,
    own: &[&ProductView],
    printed: &[&ProductView],
) -> CompareView {
    let fields: Vec<_> = category.specs.iter().filter(|spec| spec.compare).collect();
    let mut heads = vec![scope.say("f_moq"), scope.say("f_lead_time")];
    heads.extend(fields.iter().map(|spec| scope.text(&spec.label)));
    let row = |p: &&ProductView| {
        let cell = |key: &str| p.strip.iter().find(|row| row.key == key).map(|row| row.value.clone());
        let spec = |key: &str| {
            p.spec.iter().find(|row| row.key == key).map(|row| goods::without_tolerance(&row.value))
        };
        let mut values: Vec<String> = ["moq", "lead_time"].into_iter().filter_map(cell).collect();
        values.extend(fields.iter().filter_map(|field| spec(field.key.str())));
        let product = LinkView { id: p.id.clone(), name: p.name.clone(), href: p.href.clone() };
        CompareRow { product, anchor: p.anchor.clone(), maker: p.maker.clone(), sku: p.sku.clone(), values }
    };
    CompareView { rows: own.iter().map(row).collect(), print_rows: printed.iter().map(row).collect(), heads }
}

/// All valid papers by scheme; a scheme without any is left out.
pub(super) fn register(scope: &Scope<'_>) -> Vec<SchemeView> {
    let members = order::members(scope.project, scope.locale);
    let view = |scheme: &crate::model::certificate::Scheme| {
        let of_member = |member: &&crate::model::member::Member| {
            let own: Vec<_> =
                member.certificates.iter().filter(|c| c.scheme.str() == scheme.id.as_str()).collect();
            firm::certificates(scope, member, &own)
        };
        let certificates: Vec<_> = members.iter().flat_map(of_member).collect();
        let kind = scheme.kind.or(SchemeType::Declaration).word();
        (!certificates.is_empty()).then(|| SchemeView {
            id: scheme.id.to_string(),
            name: scope.text(&scheme.name),
            kind: scope.say(&format!("scheme_{kind}")),
            url: firm::safe(scheme.url.str()),
            certificates,
        })
    };
    scope.project.schemes.iter().filter_map(view).collect()
}
