//! Space in print by firm: how even it is within a document, and over all editions together. The members agreed on
//! limits for both; whoever pays like all others must not find itself with less.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::{Diagnostic, codes};
use crate::model::consortium::{Brochure, Consortium, Entitlement};
use crate::model::member::Member;
use crate::model::project::Project;
use crate::pipeline::LaidOut;

/// The least and the most of something that each firm has, with the firms that have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<'a> {
    /// The firm with the least, and how much.
    pub least: (&'a str, f64),
    /// The firm with the most, and how much.
    pub most: (&'a str, f64),
}

impl<'a> Spread<'a> {
    /// The spread of some firms' shares; of like ones the first firm in the order given. `None` of nothing.
    pub fn of(shares: impl IntoIterator<Item = (&'a str, f64)>) -> Option<Self> {
        let mut shares = shares.into_iter();
        let first = shares.next()?;
        let start = Self { least: first, most: first };
        Some(shares.fold(start, |spread, own| Self {
            least: if own.1 < spread.least.1 { own } else { spread.least },
            most: if own.1 > spread.most.1 { own } else { spread.most },
        }))
    }

    /// The most as a multiple of the least, 1 where both are alike; `None` where the least is nothing.
    pub fn ratio(&self) -> Option<f64> {
        match self {
            _ if self.most.1 <= self.least.1 => Some(1.0),
            _ if self.least.1 <= 0.0 => None,
            _ => Some(self.most.1 / self.least.1),
        }
    }

    /// Whether the ratio is above a limit; nothing beside something always is.
    pub fn exceeds(&self, limit: f64) -> bool {
        // What comes of rounding the area of a page is no advantage.
        self.ratio().is_none_or(|ratio| ratio > limit + 1e-6)
    }
}

/// One printing of a brochure: a closed edition, or what would be printed now.
#[derive(Clone, Debug, PartialEq)]
pub struct Printing<'a> {
    /// The brochure's id.
    pub brochure: &'a str,
    /// The edition's number.
    pub edition: &'a str,
    /// Day it was closed; `None` for what would be printed now.
    pub closed: Option<Date>,
    /// Firms in the order in which they stand.
    pub order: Vec<&'a str>,
    /// Place of each firm in mm², in the first document.
    pub mm2: BTreeMap<&'a str, f64>,
}

/// All printings: closed editions by day, then each brochure whose edition is not closed yet.
pub fn printings<'a>(project: &'a Project, laid: &'a [LaidOut]) -> Vec<Printing<'a>> {
    let mut list: Vec<Printing<'a>> = project
        .editions
        .iter()
        .map(|own| Printing {
            brochure: own.brochure.str(),
            edition: own.edition.str(),
            closed: own.closed.get().copied().or(Some(Date::MIN)),
            order: own.order.iter().map(|at| at.value.as_str()).collect(),
            mm2: own.exposure.iter().map(|one| (one.member.str(), f64::from(one.mm2.or(0)))).collect(),
        })
        .collect();
    list.sort_by_key(|own| (own.closed, own.brochure, own.edition));
    let is_closed = |brochure: &Brochure| {
        let is_it = |own: &&crate::model::edition::Edition| {
            own.brochure.str() == brochure.id.str() && own.edition.str() == brochure.edition.str()
        };
        project.editions.iter().find(is_it).is_some()
    };
    let open = brochures(project).filter(|brochure| !is_closed(brochure));
    list.extend(open.filter_map(|brochure| {
        let first = laid.iter().find(|laid| laid.document.brochure == brochure.id.str())?;
        Some(Printing {
            brochure: brochure.id.str(),
            edition: brochure.edition.str(),
            closed: None,
            order: first.layout.member_order(),
            mm2: first.layout.member_places(),
        })
    }));
    list.retain(|own| !own.mm2.is_empty());
    list
}

fn brochures(project: &Project) -> impl Iterator<Item = &Brochure> {
    project.consortium.iter().flat_map(|own| &own.brochures)
}

/// What a firm had in all printings since it joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<'a> {
    /// The firm.
    pub member: &'a str,
    /// Printings since it joined.
    pub printings: usize,
    /// In how many of them it stands.
    pub stood: usize,
    /// In how many of them it stands first.
    pub first: usize,
    /// Its place in all of these together, mm².
    pub mm2: f64,
    /// Its place as a multiple of the mean of all firms of a printing, on average over its printings: 1 is an equal
    /// part. So neither another paper nor a late entry counts against it.
    pub share: f64,
}

/// The accounts of the members of today, in the order of ids. A firm without any printing has none.
pub fn accounts<'a>(project: &'a Project, printings: &[Printing<'a>]) -> Vec<Account<'a>> {
    project.current_members().filter_map(|member| account(project, member, printings)).collect()
}

fn account<'a>(project: &Project, member: &'a Member, printings: &[Printing<'a>]) -> Option<Account<'a>> {
    let id = member.id.as_str();
    let was_in = |own: &&Printing<'a>| {
        let day = own.closed.unwrap_or(project.today);
        own.mm2.contains_key(id) || member.joined.get().is_some_and(|joined| *joined <= day)
    };
    let own: Vec<&Printing<'a>> = printings.iter().filter(was_in).collect();
    if own.is_empty() {
        return None;
    }
    let area = |printing: &Printing<'a>| printing.mm2.get(id).copied().unwrap_or(0.0);
    let part = |printing: &&Printing<'a>| {
        let mean = printing.mm2.values().sum::<f64>() / count(printing.mm2.len());
        if mean > 0.0 { area(printing) / mean } else { 1.0 }
    };
    Some(Account {
        member: id,
        printings: own.len(),
        stood: own.iter().filter(|printing| printing.mm2.contains_key(id)).count(),
        first: own.iter().filter(|printing| printing.order.first() == Some(&id)).count(),
        mm2: own.iter().map(|printing| area(printing)).sum(),
        share: own.iter().map(part).sum::<f64>() / count(own.len()),
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of firms and of editions")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The rules of a consortium where every firm is entitled to the same space.
fn agreed(project: &Project) -> Option<&Consortium> {
    let own = project.consortium.as_ref()?;
    (own.policy.entitlement.get() != Some(&Entitlement::FeeWeighted)).then_some(own)
}

/// A document in which firms have unequal space.
pub(super) fn within(project: &Project, laid: &LaidOut) -> Option<Diagnostic> {
    let policy = &agreed(project)?.policy;
    let brochure = brochures(project).find(|own| own.id.str() == laid.document.brochure)?;
    let spread = Spread::of(laid.layout.member_places())?;
    if !spread.exceeds(1.0 + policy.block_area_limit) {
        return None;
    }
    let (least, most) = (spread.least, spread.most);
    let limit = per_cent(policy.block_area_limit);
    let more = spread.ratio().map_or_else(String::new, |ratio| format!(" {} %", per_cent(ratio - 1.0)));
    let message = format!(
        "member `{}` has{more} more space than member `{}` in brochure `{}`; {limit} % is agreed",
        most.0, least.0, laid.document.brochure
    );
    let hint =
        "see who has how much with `fairfolio audit`, then shorten the larger block or change the template";
    Some(
        Diagnostic::at(&codes::UNEQUAL_SPACE, brochure.span, message)
            .hint(hint)
            .in_output(laid.document.name.clone()),
    )
}

/// A share as per cent with one decimal where it needs one.
pub fn per_cent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Firms that had unequal space over all editions.
pub(super) fn over_editions(project: &Project, laid: &[LaidOut]) -> Option<Diagnostic> {
    let own = agreed(project)?;
    let brochure =
        own.brochures.iter().find(|own| laid.iter().any(|l| l.document.brochure == own.id.str()))?;
    let printings = printings(project, laid);
    // What one document alone holds is said of that document.
    if printings.len() < 2 {
        return None;
    }
    let accounts = accounts(project, &printings);
    let spread = Spread::of(accounts.iter().map(|own| (own.member, own.share)))?;
    if !spread.exceeds(own.policy.exposure_limit) {
        return None;
    }
    let (least, most, limit) = (spread.least, spread.most, own.policy.exposure_limit);
    let times = match spread.ratio() {
        Some(ratio) => format!("had {ratio:.2} times the space of member `{}`", least.0),
        None => format!("had space, and member `{}` had none", least.0),
    };
    let message =
        format!("over {} editions member `{}` {times}; {limit:.2} is agreed", printings.len(), most.0);
    let hint =
        format!("give `{}` more space in the next edition; `fairfolio audit` shows all firms", least.0);
    Some(Diagnostic::at(&codes::UNEQUAL_EXPOSURE, brochure.span, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::{Spread, per_cent};

    #[test]
    fn a_spread_is_a_multiple_and_nothing_beside_something_is_over_every_limit() {
        let even = Spread::of([("a", 5.0), ("b", 5.0)]).expect("two");
        assert_eq!((even.ratio(), even.exceeds(1.0), even.least.0), (Some(1.0), false, "a"));
        let uneven = Spread::of([("a", 5.0), ("b", 4.0), ("c", 6.0)]).expect("three");
        assert_eq!((uneven.least.0, uneven.most.0, uneven.ratio()), ("b", "c", Some(1.5)));
        assert!(uneven.exceeds(1.49) && !uneven.exceeds(1.5));
        let none = Spread::of([("a", 0.0), ("b", 4.0)]).expect("two");
        assert_eq!((none.ratio(), none.exceeds(1000.0)), (None, true));
        assert_eq!(Spread::of([]), None);
        assert_eq!((per_cent(0.01), per_cent(0.125)), ("1".to_owned(), "12.5".to_owned()));
    }
}
