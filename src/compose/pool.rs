//! Pooled capacity: what several firms can make together. It is public only when no single firm's
//! figure can be worked out from it.

use std::collections::BTreeMap;

use super::scope::Scope;
use crate::model::parts::Amount;
use crate::model::private::{Audience, Private};
use crate::model::product::Product;

/// A common product's pooled capacity as printed, or nothing when it must be asked for.
pub fn of_product(scope: &Scope<'_>, product: &Product) -> Option<String> {
    let mut parts = Vec::new();
    for maker in &product.makers {
        let current = scope.project.member(maker.member.str())?.is_member_on(scope.project.today);
        parts.extend(maker.capacity.as_ref().filter(|_| current).and_then(part));
    }
    // Unlike a group, one specification has one unit; two of them are a slip that nobody should print.
    if parts.iter().any(|(unit, _)| *unit != parts[0].0) {
        return None;
    }
    told(scope, &parts)
}

/// What the members make in a product group together, as printed. Of each firm the largest figure
/// among its products of the group counts, because the same machines make all of them.
pub fn of_group(scope: &Scope<'_>, group: &str) -> Option<String> {
    let mut largest: BTreeMap<(Unit, &str), f64> = BTreeMap::new();
    let own = scope.project.offered_products().filter(|p| p.category.str() == group && !p.is_common());
    for product in own {
        let Some((unit, amount)) = product.capacity.as_ref().and_then(part) else { continue };
        let best = largest.entry((unit, product.id.owner())).or_default();
        *best = best.max(amount);
    }
    let mut by_unit: BTreeMap<Unit, Vec<(Unit, f64)>> = BTreeMap::new();
    for ((unit, _), amount) in largest {
        by_unit.entry(unit.clone()).or_default().push((unit, amount));
    }
    // Pieces and sets cannot be added; what most firms count in is told.
    let most = by_unit.into_values().rev().max_by_key(Vec::len)?;
    told(scope, &most)
}

/// What all members make together, as printed.
pub fn of_house(scope: &Scope<'_>) -> Option<String> {
    let all = scope.project.current_members().filter_map(|member| part(member.capacity.as_ref()?));
    let mut by_unit: BTreeMap<Unit, Vec<(Unit, f64)>> = BTreeMap::new();
    all.for_each(|(unit, amount)| by_unit.entry(unit.clone()).or_default().push((unit, amount)));
    told(scope, &by_unit.into_values().rev().max_by_key(Vec::len)?)
}

/// Unit and period.
type Unit = (String, String);

/// One firm's figure. OK to open for everybody's sake because only sums leave this module, and only
/// where no part can be worked out of them.
fn part(capacity: &Private<Amount>) -> Option<(Unit, f64)> {
    let amount = capacity.for_audience(&Audience::Office)?;
    Some(((amount.unit.str().to_owned(), amount.per.str().to_owned()), *amount.value.get()?))
}

/// The sum in words, when it may be told; all parts are in the unit of the first.
fn told(scope: &Scope<'_>, parts: &[(Unit, f64)]) -> Option<String> {
    let policy = scope.project.consortium.as_ref()?.policy.pooled_capacity;
    let figures: Vec<f64> = parts.iter().map(|(_, amount)| *amount).collect();
    let total = pooled(&figures, policy.min_members as usize, policy.max_share)?;
    let (unit, per) = &parts.first()?.0;
    let measure = scope.measure(round_to_figures(total, policy.round_to), unit);
    let amount = if per.is_empty() {
        measure
    } else {
        scope.strings.with(&format!("per_{per}"), &[("amount", &measure)])
    };
    Some(scope.strings.with("about", &[("amount", &amount)]))
}

/// The sum, when at least `min` contribute and none has more than `max_share` of it.
pub fn pooled(parts: &[f64], min: usize, max_share: f64) -> Option<f64> {
    let total: f64 = parts.iter().sum();
    let hidden = parts.iter().all(|part| *part <= total * max_share);
    (parts.len() >= min && hidden && total > 0.0).then_some(total)
}

/// A number rounded to so many figures: 47,312 with two is 47,000.
pub fn round_to_figures(value: f64, figures: u32) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let exponent = value.log10().floor() - f64::from(figures) + 1.0;
    let step = 10f64.powf(exponent);
    (value / step).round() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_hides_each_of_its_parts() {
        assert_eq!(pooled(&[10.0, 20.0, 25.0], 3, 0.6), Some(55.0));
        assert_eq!(pooled(&[10.0, 20.0], 3, 0.6), None, "two firms could work out each other");
        assert_eq!(pooled(&[5.0, 5.0, 90.0], 3, 0.6), None, "one firm is nearly all of it");
        assert!((round_to_figures(47_312.0, 2) - 47_000.0).abs() < 1e-6);
    }
}
