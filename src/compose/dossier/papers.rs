//! Which of the papers that a buyer requires the members have whom it meets: certificates, audits and
//! declarations that are valid on the outputs' day.

use serde::Serialize;

use crate::compose::scope::Scope;
use crate::compose::views::MemberView;
use crate::model::buyer::Buyer;
use crate::model::certificate::Scheme;
use crate::model::member::Member;

/// Schemes side by side on one page.
const ACROSS: usize = 4;

/// A table of firms by schemes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Matrix {
    /// Names of the schemes.
    pub heads: Vec<String>,
    /// One row a firm.
    pub rows: Vec<Line>,
}

/// A firm's papers under the heads.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    /// The firm.
    pub member: String,
    /// What it has.
    pub cells: Vec<Cell>,
}

/// One paper.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Cell {
    /// Whether a valid one is on record.
    pub held: bool,
    /// Until when it is valid, or that none is on record.
    pub text: String,
    /// For how many products it was issued; empty when it is for the whole firm.
    pub products: String,
}

/// The members as rows, what the buyer requires as columns; several tables where it requires a great deal.
pub(super) fn matrix(scope: &Scope<'_>, buyer: &Buyer, firms: &[(&Member, &MemberView)]) -> Vec<Matrix> {
    let Some(profile) = buyer.profile.for_audience(scope.audience) else { return Vec::new() };
    let required: Vec<&Scheme> =
        profile.certificates_required.iter().filter_map(|at| scope.project.scheme(&at.value)).collect();
    let table = |schemes: &[&Scheme]| {
        let line = |(member, view): &(&Member, &MemberView)| Line {
            member: view.name.clone(),
            cells: schemes.iter().map(|scheme| cell(scope, member, &view.products, scheme)).collect(),
        };
        Matrix {
            heads: schemes.iter().map(|scheme| scope.text(&scheme.name)).collect(),
            rows: firms.iter().map(line).collect(),
        }
    };
    required.chunks(ACROSS).map(table).collect()
}

fn cell(scope: &Scope<'_>, member: &Member, products: &[String], scheme: &Scheme) -> Cell {
    let of_scheme = member.certificates.iter().filter(|c| c.scheme.str() == scheme.id.as_str());
    let valid = of_scheme.filter(|c| c.expires.get().is_none_or(|until| *until >= scope.project.today));
    // The one that lasts longest; one without an end lasts longest of all.
    let best = valid.max_by_key(|c| (c.expires.get().is_none(), c.expires.get().copied()));
    let Some(best) = best else {
        return Cell { held: false, text: scope.say("p_none_on_record"), products: String::new() };
    };
    let text = match best.expires.get() {
        Some(until) => scope.strings.with("p_valid_until", &[("date", &scope.locale.date(*until))]),
        None => scope.say("p_valid_open"),
    };
    let own = products.iter().filter_map(|id| scope.project.product(id));
    let named = own.filter(|p| p.certificates.iter().any(|at| at.value == best.id.str())).count();
    let products = match named {
        0 => String::new(),
        n => {
            let count = scope.strings.count("products", n, scope.locale);
            scope.strings.with("p_for_products", &[("products", &count)])
        }
    };
    Cell { held: true, text, products }
}
