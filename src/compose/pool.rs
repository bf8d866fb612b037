//! Pooled capacity: what several firms can make together. It is public only when no single firm's
//! figure can be worked out from it.

use super::scope::Scope;
use crate::model::private::Audience;
use crate::model::product::Product;

/// A common product's pooled capacity as printed, or nothing when it must be asked for.
pub fn of_product(scope: &Scope<'_>, product: &Product) -> Option<String> {
    let policy = scope.project.consortium.as_ref()?.policy.pooled_capacity;
    let mut parts = Vec::new();
    let mut form: Option<(String, String)> = None;
    for maker in &product.makers {
        let current = scope.project.member(maker.member.str())?.is_member_on(scope.project.today);
        // OK because only the sum leaves this function, and only if no part can be worked out of it.
        let amount =
            maker.capacity.as_ref().and_then(|c| c.for_audience(&Audience::Office)).filter(|_| current);
        let Some(amount) = amount else { continue };
        let own = (amount.unit.str().to_owned(), amount.per.str().to_owned());
        if form.get_or_insert_with(|| own.clone()) != &own {
            return None;
        }
        parts.push(*amount.value.get()?);
    }
    let total = pooled(&parts, policy.min_members as usize, policy.max_share)?;
    let rounded = round_to_figures(total, policy.round_to);
    let (unit, per) = form?;
    let measure = scope.measure(rounded, &unit);
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
