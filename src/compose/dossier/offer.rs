//! What a member has for a buyer: the products that match what the buyer seeks, and their prices where a
//! list is meant for that buyer.

use std::collections::BTreeMap;

use crate::compose::goods;
use crate::compose::scope::Scope;
use crate::compose::views::ProductView;
use crate::model::buyer::Buyer;
use crate::model::price::{PriceList, Tier};
use crate::model::product::Product;

/// Products on one page.
const MOST: usize = 4;

/// Of a member's products those in the groups a buyer looks for, at most four; else its first ones.
pub(super) fn matched(scope: &Scope<'_>, buyer: &Buyer, own: &[String]) -> Vec<ProductView> {
    // The groups are matched here, where nothing is shown; what is shown are the member's products.
    let fits = |id: &str| buyer.category_refs.iter().any(|at| at.value == id);
    let fitting: Vec<&Product> = products(scope, own).filter(|p| fits(p.category.str())).take(MOST).collect();
    match fitting.is_empty() {
        true => first(scope, own),
        false => fitting.into_iter().map(|p| goods::view(scope, p)).collect(),
    }
}

/// A member's first products.
pub(super) fn first(scope: &Scope<'_>, own: &[String]) -> Vec<ProductView> {
    products(scope, own).take(MOST).map(|p| goods::view(scope, p)).collect()
}

fn products<'a>(scope: &Scope<'a>, own: &'a [String]) -> impl Iterator<Item = &'a Product> {
    own.iter().filter_map(|id| scope.project.product(id))
}

/// Prices for a buyer by product, of those that have one.
pub(super) fn prices(scope: &Scope<'_>, buyer: &Buyer, products: &[ProductView]) -> BTreeMap<String, String> {
    products.iter().filter_map(|p| Some((p.id.clone(), price(scope, buyer, &p.id)?))).collect()
}

/// A product's price for a buyer, when a valid list allows this buyer to see it.
fn price(scope: &Scope<'_>, buyer: &Buyer, product: &str) -> Option<String> {
    let today = scope.project.today;
    let valid = |list: &&PriceList| {
        list.valid_from.get().is_none_or(|from| *from <= today)
            && list.valid_until.get().is_some_and(|until| *until >= today)
    };
    let class = buyer.class.for_audience(scope.audience).map_or("", |c| c.str());
    let named = |list: &&PriceList| match list.audience.str() {
        "buyers" => list.buyers.is_empty() || list.buyers.iter().any(|at| at.value == buyer.id.as_str()),
        "public" => true,
        other => other.strip_prefix("class:").is_some_and(|wanted| !class.is_empty() && wanted == class),
    };
    let lists = scope.project.prices.iter().filter(valid).filter(named);
    let mut lines = lists.flat_map(|list| list.lines.iter().map(move |line| (list, line)));
    let (list, line) = lines.find(|(_, line)| line.product.str() == product)?;
    let tiers = line.tiers.for_audience(scope.audience)?;
    let tier = |tier: &Tier| {
        let price = scope.locale.decimal_text(tier.price.str());
        let from = scope.locale.number(tier.from.or(0.0), 0);
        scope.strings.with("price_from", &[("price", &price), ("from", &from)])
    };
    let head = format!(
        "{}\u{a0}/\u{a0}{}, {} {}",
        list.currency.str(),
        line.unit.get().map_or_else(String::new, |unit| scope.say(&format!("each_{}", unit.word()))),
        list.incoterm.str(),
        list.place.str()
    );
    Some(format!("{head}{}{}", scope.say("colon"), scope.locale.list(tiers.iter().map(tier))))
}
