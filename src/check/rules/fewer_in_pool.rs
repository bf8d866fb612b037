//! # A pooled capacity is shown as “on request”
//!
//! The capacity of a common product is the sum of what its makers can do. It is public only when nobody can
//! work out a single firm's figure from it: at least three makers give theirs, none of them has more than
//! 60 % of the sum, and all use the same unit (the policy may be stricter). Here that is not so, so the
//! outputs say “on request”.
//!
//! Nothing needs to be done. To show the sum, ask more makers for their figure.

use super::Report;
use crate::compose::pool::pooled;
use crate::diag::{Diagnostic, codes};
use crate::model::parts::Amount;
use crate::model::private::Audience;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(policy) = project.consortium.as_ref().map(|c| c.policy.pooled_capacity) else { return };
    for product in project.offered_products().filter(|product| product.is_common()) {
        let current = product.makers.iter().filter(|maker| {
            project.member(maker.member.str()).is_some_and(|member| member.is_member_on(project.today))
        });
        let capacity = |maker: &'_ crate::model::product::Maker| maker.capacity.clone();
        let private: Vec<_> = current.filter_map(capacity).collect();
        let amounts: Vec<&Amount> =
            private.iter().filter_map(|c| c.for_audience(&Audience::Office)).collect();
        let parts: Vec<f64> = amounts.iter().filter_map(|amount| amount.value.get().copied()).collect();
        let form = |amount: &&Amount| (amount.unit.str().to_owned(), amount.per.str().to_owned());
        let alike = amounts.windows(2).all(|pair| form(&pair[0]) == form(&pair[1]));
        if amounts.is_empty() {
            continue;
        }
        // The message does not say which firm's figure is too large.
        let why = if !alike {
            "its makers use different units"
        } else if parts.len() < policy.min_members as usize {
            "too few makers give theirs"
        } else if pooled(&parts, policy.min_members as usize, policy.max_share).is_none() {
            "one maker's share of it is too large"
        } else {
            continue;
        };
        let message =
            format!("the capacity of common product `{}` is shown as “on request”: {why}", product.id);
        let span = product.makers.first().map_or(product.span, |maker| maker.span);
        let hint = "ask more makers for their `capacity`, or leave it";
        report(Diagnostic::at(&codes::FEWER_IN_POOL, span, message).hint(hint));
    }
}
