//! A buyer as the reader of a dossier may know it: for a member what the buyer consents to, for the buyer
//! itself everything.

use serde::Serialize;

use crate::compose::groups;
use crate::compose::scope::Scope;
use crate::compose::views::{PersonView, Row};
use crate::model::buyer::{Buyer, TargetPrice};
use crate::model::private::Audience;
use crate::model::text::Text;

/// A buyer as the reader may know it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Brief {
    /// Firm.
    pub company: String,
    /// Country.
    pub country: String,
    /// Its people, with what they consent to.
    pub persons: Vec<PersonView>,
    /// What it seeks and wants, in one order for all.
    pub facts: Vec<Row>,
    /// A few sentences.
    pub summary: String,
    /// Where they were typed.
    pub summary_at: String,
}

/// Firm and country of a buyer.
pub(in crate::compose) fn name(scope: &Scope<'_>, buyer: &Buyer) -> (String, String) {
    let see = scope.audience;
    let country = buyer.country.for_audience(see).map_or_else(String::new, |c| scope.locale.country(c.str()));
    (buyer.company.for_audience(see).map_or_else(String::new, |text| scope.text(text)), country)
}

/// A buyer as the scope's audience may know it.
pub(super) fn of(scope: &Scope<'_>, buyer: &Buyer) -> Brief {
    let see = scope.audience;
    let profile = buyer.profile.for_audience(see);
    let volume = buyer.annual_volume.for_audience(see).and_then(Option::as_ref);
    let price = buyer.target_price.for_audience(see).and_then(Option::as_ref);
    let seeks = profile.map_or_else(String::new, |p| {
        let links = p.categories.iter().filter_map(|at| groups::link(scope, &at.value));
        scope.locale.list(links.map(|link| link.name))
    });
    let schemes = profile.map_or_else(String::new, |p| {
        let named = p.certificates_required.iter().filter_map(|at| scope.project.scheme(&at.value));
        scope.locale.list(named.map(|scheme| scope.text(&scheme.name)))
    });
    let (company, country) = name(scope, buyer);
    Brief {
        company,
        country,
        persons: buyer.persons.iter().map(|p| scope.person(p)).collect(),
        facts: vec![
            scope.row("buyer_kind", profile.map_or_else(String::new, |p| scope.text(&p.kind)), None),
            scope.row("seeks", seeks, None),
            scope.row("wants", profile.map_or_else(String::new, |p| wishes(scope, &p.products)), None),
            scope.row("volume", volume.map_or_else(String::new, |amount| scope.amount(amount)), None),
            scope.row("target_price", price.map_or_else(String::new, |p| target(scope, p)), None),
            scope.row("certificates_required", schemes, None),
            scope.row(
                "markets",
                profile.map_or_else(String::new, |p| scope.locale.list(scope.countries(&p.markets))),
                None,
            ),
            scope.row("languages", profile.map_or_else(String::new, |p| scope.languages(&p.languages)), None),
        ],
        summary: profile.map_or_else(String::new, |p| scope.text(&p.summary)),
        summary_at: profile.map_or_else(String::new, |p| scope.origin(&p.summary)),
    }
}

fn target(scope: &Scope<'_>, price: &TargetPrice) -> String {
    let amount = format!("{}\u{a0}{}", price.currency.str(), scope.locale.decimal_text(price.value.str()));
    match scope.unit(price.unit.str()).as_str() {
        "" => amount,
        unit => format!("{amount} / {unit}"),
    }
}

/// What a buyer looks for in particular, for this reader: a wish for a rival's product is not told.
fn wishes(scope: &Scope<'_>, products: &[Text]) -> String {
    let told = |wish: &Text| {
        let Some(product) = scope.project.product(wish.source.str()) else { return Some(scope.text(wish)) };
        let own = match scope.audience {
            Audience::Member { id, .. } => product.is_common() || product.id.owner() == id.as_str(),
            Audience::Buyer { .. } | Audience::Office => true,
            Audience::Public => false,
        };
        own.then(|| scope.text(&product.name))
    };
    scope.locale.list(products.iter().filter_map(told))
}
