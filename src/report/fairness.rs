//! The fairness report for the general assembly: whether every firm is treated alike, in print, over the editions, on
//! the site and at the meetings; what is not even, by how much, over which agreed limit, and why. All of it is counted on
//! what was laid out and planned, none on what was meant. It tells rivals of each other only what they see anyway:
//! space, places, numbers of meetings; no price, no fee, and nobody's wish.

mod lines;
mod meetings;
mod print;
mod site;
mod verdicts;

use serde::Serialize;

use crate::check::space;
use crate::compose::order;
use crate::load::document::hex;
use crate::model::consortium::{Entitlement, OrderRule};
use crate::model::project::Project;
use crate::pipeline::Prepared;
pub use meetings::{Meetings, Objective, Share};
pub use print::{Document, Space};
pub use site::{Group, Missing, Places};
pub use verdicts::{Extreme, Standing, Verdict};

/// The whole report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fairness {
    /// The consortium.
    pub consortium: String,
    /// The day of the data, `2027-01-31`.
    pub day: String,
    /// What is even and what is not; what is over a limit comes first.
    pub verdicts: Vec<Verdict>,
    /// What the members agreed on.
    pub rules: Rules,
    /// Members of today in the order of the rule.
    pub firms: Vec<Firm>,
    /// Every brochure in every language and paper.
    pub documents: Vec<Document>,
    /// What was printed, the oldest first, and last what would be printed now.
    pub editions: Vec<Edition>,
    /// What each firm had in all of these.
    pub exposure: Vec<Exposure>,
    /// Product groups of the site, with the places of each firm's products.
    pub groups: Vec<Group>,
    /// Events with a plan.
    pub meetings: Vec<Meetings>,
}

/// What the members agreed on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rules {
    /// Rule of the order: `draw`, `rotation`, `alphabetical`, `joined`.
    pub order: &'static str,
    /// Salt of the draw; empty for other rules.
    pub salt: String,
    /// How anybody can find the order again, as a sentence.
    pub recompute: String,
    /// Entitlement to space: `equal` or `fee-weighted`.
    pub entitlement: &'static str,
    /// Products of each firm in print; none when the policy does not say.
    pub products_in_print: Option<u32>,
    /// Largest difference of areas in a document, as a share of the least.
    pub block_area: f64,
    /// Largest ratio of exposures over all editions.
    pub exposure_ratio: f64,
    /// Meetings that each firm gets at least, where an event does not say.
    pub min_meetings: u32,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Firm {
    /// Its id.
    pub member: String,
    /// Its name.
    pub name: String,
    /// Its place in the order, from 1.
    pub place: usize,
    /// The number drawn, 64 hexadecimal digits; none for other rules.
    pub draw: Option<String>,
    /// Products on the site.
    pub site_products: usize,
    /// Groups of the site in which one of its products stands first.
    pub first_in_groups: usize,
    /// Values it has not given, by record.
    pub missing: Vec<Missing>,
}

impl Firm {
    /// How many values it has not given.
    pub fn dashes(&self) -> usize {
        self.missing.iter().map(|own| own.fields.len()).sum()
    }
}

/// One printing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edition {
    /// The brochure.
    pub brochure: String,
    /// Its number.
    pub edition: String,
    /// Day it was closed; none for what would be printed now.
    pub closed: Option<String>,
    /// Firms in the order in which they stand; empty for one that has left since.
    pub order: Vec<String>,
}

/// What a firm had in all printings since it joined.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// The firm.
    pub member: String,
    /// Printings since it joined.
    pub editions: usize,
    /// In how many of them it stands.
    pub stood: usize,
    /// In how many of them it stands first.
    pub first: usize,
    /// Its place in all of these together, mm².
    pub mm2: u64,
    /// Its part of the space, on average: 1 is an equal part.
    pub share: f64,
}

/// The report on what was prepared: records, layouts of all brochures, plans.
pub fn report(prepared: &Prepared) -> Fairness {
    let project = &prepared.project;
    let printings = space::printings(project, &prepared.laid);
    let site = site::Site::new(prepared);
    let mut report = Fairness {
        consortium: project.consortium.as_ref().map_or("", |own| own.name.source.str()).to_owned(),
        day: project.today.to_string(),
        verdicts: Vec::new(),
        rules: rules(project),
        firms: firms(prepared, &site),
        documents: print::documents(prepared),
        editions: printings.iter().map(|own| edition(project, own)).collect(),
        exposure: space::accounts(project, &printings).iter().map(exposure).collect(),
        groups: site.groups(),
        meetings: meetings::all(project),
    };
    report.verdicts = verdicts::of(&report);
    report
}

/// The report as text for the members.
pub fn text(report: &Fairness) -> String {
    lines::write(report)
}

/// The report as JSON; the schema is in `docs/json.md`.
///
/// # Panics
/// Never: a struct of strings and numbers is always JSON.
pub fn json(report: &Fairness) -> String {
    serde_json::to_string_pretty(report).expect("a struct of strings and numbers is always JSON") + "\n"
}

fn rules(project: &Project) -> Rules {
    let policy = project.consortium.as_ref().map(|own| &own.policy);
    let rule = policy.map_or(OrderRule::Draw, |own| own.order);
    let salt = policy.filter(|_| rule == OrderRule::Draw).map_or("", |own| &own.salt).to_owned();
    Rules {
        order: rule.word(),
        recompute: recompute(rule, &salt),
        salt,
        entitlement: policy.map_or(Entitlement::Equal, |own| own.entitlement.or(Entitlement::Equal)).word(),
        products_in_print: policy.and_then(|own| own.products_in_print.get().copied()),
        block_area: policy.map_or(0.0, |own| own.block_area_limit),
        exposure_ratio: policy.map_or(1.0, |own| own.exposure_limit),
        min_meetings: policy.map_or(0, |own| own.min_meetings_per_member),
    }
}

fn recompute(rule: OrderRule, salt: &str) -> String {
    match rule {
        OrderRule::Draw => format!(
            "the number of a firm is the SHA-256 of the salt, a zero byte and the firm's id; the smallest number stands \
             first. On any computer with `sha256sum`: printf '%s\\0%s' '{}' 'FIRM' | sha256sum",
            salt.replace('\'', "'\\''")
        ),
        OrderRule::Rotation => {
            "the firms stand in the order of their ids, and each year one step further: the year \
                                divided by the number of firms leaves the number of firms that go to the end"
                .to_owned()
        }
        OrderRule::Alphabetical => "the firms stand in the order of their names".to_owned(),
        OrderRule::Joined => "the firms stand in the order in which they joined".to_owned(),
    }
}

fn firms(prepared: &Prepared, site: &site::Site) -> Vec<Firm> {
    let project = &prepared.project;
    let Some(tongue) = prepared.tongues().first() else { return Vec::new() };
    let salt = project.consortium.as_ref().filter(|own| own.policy.order == OrderRule::Draw);
    let salt = salt.map(|own| own.policy.salt.as_str());
    let firm = |(index, member): (usize, &crate::model::member::Member)| {
        let id = member.id.as_str();
        Firm {
            member: id.to_owned(),
            name: member.name.source.str().to_owned(),
            place: index + 1,
            draw: salt.map(|salt| hex(&order::draw(salt, id), 64)),
            site_products: site.products_of(id),
            first_in_groups: site.first_in_groups(id),
            missing: site.missing_of(id),
        }
    };
    order::members(project, &tongue.locale).into_iter().enumerate().map(firm).collect()
}

/// A firm that has left stands in no output, so its place in an old edition has no name.
fn edition(project: &Project, own: &space::Printing<'_>) -> Edition {
    let is_here = |id: &str| project.member(id).is_some_and(|member| member.is_member_on(project.today));
    let name = |id: &&str| if is_here(id) { (*id).to_owned() } else { String::new() };
    Edition {
        brochure: own.brochure.to_owned(),
        edition: own.edition.to_owned(),
        closed: own.closed.map(|day| day.to_string()),
        order: own.order.iter().map(name).collect(),
    }
}

fn exposure(own: &space::Account<'_>) -> Exposure {
    Exposure {
        member: own.member.to_owned(),
        editions: own.printings,
        stood: own.stood,
        first: own.first,
        mm2: whole(own.mm2),
        share: (own.share * 1000.0).round() / 1000.0,
    }
}

/// An area as a whole number of mm².
// OK because no printed area comes near 2⁵³ mm², and none is below nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "areas of pages")]
fn whole(mm2: f64) -> u64 {
    mm2.max(0.0).round() as u64
}
