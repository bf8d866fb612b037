//! What is even, what is not, by how much, over which limit and why: one sentence for each thing that rivals compare.

use serde::Serialize;

use super::{Document, Fairness, Meetings, Space};
use crate::check::space::{Spread, per_cent};

/// How a thing stands. The order is that of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// More than the members agreed on.
    Over,
    /// It differs, and no limit is agreed.
    Differs,
    /// It differs by the agreed rule.
    ByRule,
    /// It differs, but not by more than the members agreed on.
    Within,
    /// The same for all.
    Even,
}

impl Standing {
    /// The words in front of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Over => "NOT EVEN",
            Self::Differs => "differs",
            Self::ByRule => "by rule",
            Self::Within => "in limits",
            Self::Even => "even",
        }
    }
}

/// A firm and how much it has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Extreme {
    /// The firm.
    pub member: String,
    /// How much; what is counted says the sentence.
    pub value: f64,
}

/// One thing that rivals compare.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// What is compared: `space`, `filled`, `left-out`, `products`, `pictures`, `order`, `exposure`,
    /// `first-places`, `site`, `gaps`, `minimum`, `meetings`, `waits`.
    pub about: &'static str,
    /// The brochure or event; empty for the consortium as a whole.
    pub of: String,
    /// How it stands.
    pub standing: Standing,
    /// The same in a sentence.
    pub sentence: String,
    /// The firm with the least.
    pub least: Option<Extreme>,
    /// The firm with the most.
    pub most: Option<Extreme>,
    /// The most as a multiple of the least; none where the least is nothing.
    pub ratio: Option<f64>,
    /// The largest ratio that the members agreed on.
    pub limit: Option<f64>,
    /// Why it differs, where that is known; else empty.
    pub why: &'static str,
}

/// All verdicts, what is over a limit first.
pub(super) fn of(report: &Fairness) -> Vec<Verdict> {
    let mut brochures: Vec<&str> = Vec::new();
    for document in &report.documents {
        if !brochures.contains(&document.brochure.as_str()) {
            brochures.push(&document.brochure);
        }
    }
    let mut list = vec![order(report)];
    list.extend(brochures.into_iter().flat_map(|brochure| of_brochure(report, brochure)));
    list.extend(exposure(report));
    list.extend(site(report));
    list.extend(gaps(report));
    list.extend(report.meetings.iter().flat_map(|meetings| of_event(report, meetings)));
    list.sort_by_key(|own| own.standing);
    list
}

/// A verdict on shares; what it says beside that comes from `words`, which gets the names of the two ends.
struct Compared<'a> {
    about: &'static str,
    of: &'a str,
    spread: Spread<'a>,
    limit: Option<f64>,
    why: &'static str,
}

impl Compared<'_> {
    fn verdict(&self, even: String, uneven: impl FnOnce(&Self) -> String) -> Verdict {
        let is_even = self.spread.ratio() == Some(1.0);
        let standing = match self.limit {
            _ if is_even => Standing::Even,
            Some(limit) if self.spread.exceeds(limit) => Standing::Over,
            Some(_) => Standing::Within,
            None => Standing::Differs,
        };
        let extreme = |own: (&str, f64)| Some(Extreme { member: own.0.to_owned(), value: own.1 });
        Verdict {
            about: self.about,
            of: self.of.to_owned(),
            standing,
            sentence: if is_even { even } else { uneven(self) },
            least: extreme(self.spread.least),
            most: extreme(self.spread.most),
            ratio: self.spread.ratio().map(|ratio| (ratio * 1000.0).round() / 1000.0),
            limit: self.limit,
            why: if is_even { "" } else { self.why },
        }
    }
}

fn plain(about: &'static str, of: &str, standing: Standing, sentence: String, why: &'static str) -> Verdict {
    let of = of.to_owned();
    Verdict { about, of, standing, sentence, least: None, most: None, ratio: None, limit: None, why }
}

fn name<'a>(report: &'a Fairness, id: &'a str) -> &'a str {
    let own = report.firms.iter().find(|firm| firm.member == id);
    own.map(|firm| firm.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

fn order(report: &Fairness) -> Verdict {
    let first = report.firms.first().map_or("", |firm| name(report, &firm.member));
    let by = match report.rules.order {
        "draw" => "the draw",
        "rotation" => "the yearly rotation",
        "alphabetical" => "the alphabet",
        _ => "the day of joining",
    };
    let sentence = format!(
        "the order of firms is that of {by}, the same in print and on the site; {first} stands first"
    );
    plain(
        "order",
        "",
        Standing::ByRule,
        sentence,
        "the members agreed on this rule; anybody can find the order again",
    )
}

fn of_brochure(report: &Fairness, brochure: &str) -> Vec<Verdict> {
    let documents: Vec<&Document> = report.documents.iter().filter(|own| own.brochure == brochure).collect();
    let mut list = Vec::new();
    list.extend(space(report, brochure, &documents));
    list.extend(left_out(report, brochure, &documents));
    list.extend(filled(report, brochure, &documents));
    let count = documents.len();
    let everywhere = match count {
        1 => "in its one document".to_owned(),
        _ => format!("in all {count} documents"),
    };
    let worst_products = worst(&documents, &|own| float(own.products as u64));
    list.extend(worst_products.map(|(spread, document)| {
        let why =
            "a firm shows fewer where fewer of its products have a `print_rank`, or none of the groups shown";
        let compared = Compared { about: "products", of: brochure, spread, limit: None, why };
        let even = format!("each firm shows {} products in brochure {brochure}, {everywhere}", spread.most.1);
        compared.verdict(even, |own| {
            let ((least, few), (most, many)) = (own.spread.least, own.spread.most);
            let (least, most) = (name(report, least), name(report, most));
            format!("{most} shows {many} products in {}, {least} {few}", document.document)
        })
    }));
    list.extend(worst(&documents, &|own| float(own.pictures_mm2)).map(|(spread, document)| {
        let why = "a firm that gave fewer pictures, or has fewer products in print, has less picture";
        let compared = Compared { about: "pictures", of: brochure, spread, limit: None, why };
        let even =
            format!("each firm has pictures of {} mm² in brochure {brochure}, {everywhere}", spread.most.1);
        compared.verdict(even, |own| {
            let ((least, few), (most, many)) = (own.spread.least, own.spread.most);
            let (least, most) = (name(report, least), name(report, most));
            format!("{most} has pictures of {many} mm² in {}, {least} of {few} mm²", document.document)
        })
    }));
    list
}

/// The document in which shares differ most, with the spread of those firms that stand in it.
fn worst<'a>(
    documents: &[&'a Document],
    share: &dyn Fn(&Space) -> f64,
) -> Option<(Spread<'a>, &'a Document)> {
    let spreads = documents.iter().filter_map(|document| {
        let shown = document.firms.iter().filter(|own| own.place.is_some());
        Some((Spread::of(shown.map(|own| (own.member.as_str(), share(own))))?, *document))
    });
    let ratio = |spread: &Spread<'_>| spread.ratio().unwrap_or(f64::INFINITY);
    spreads.reduce(|worst, own| if ratio(&own.0) > ratio(&worst.0) { own } else { worst })
}

fn space(report: &Fairness, brochure: &str, documents: &[&Document]) -> Option<Verdict> {
    let Some((spread, document)) = worst(documents, &|own| float(own.mm2)) else {
        let sentence =
            format!("the template of brochure {brochure} has no blocks of firms: space cannot be measured");
        return Some(plain("space", brochure, Standing::Differs, sentence, ""));
    };
    let is_equal = report.rules.entitlement == "equal";
    let limit = is_equal.then_some(1.0 + report.rules.block_area);
    let why = match is_equal {
        true => "the block of one takes another page, or the template treats them differently",
        false => "the members agreed that space goes by fee",
    };
    let compared = Compared { about: "space", of: brochure, spread, limit, why };
    let pages = document.firms.iter().find(|own| own.place.is_some()).map_or(0, |own| own.pages);
    let pages = format!("{pages} {}", if pages == 1 { "page" } else { "pages" });
    let even =
        format!("each firm has the same space in brochure {brochure}: {} mm² on {pages}", spread.most.1);
    let agreed = format!("{} % is agreed", per_cent(report.rules.block_area));
    let mut verdict = compared.verdict(even, |own| {
        let (least, most) = (name(report, own.spread.least.0), name(report, own.spread.most.0));
        let more =
            own.spread.ratio().map_or_else(String::new, |ratio| format!("{} % ", per_cent(ratio - 1.0)));
        format!("{most} has {more}more space than {least} in {}; {agreed}", document.document)
    });
    if !is_equal && verdict.standing == Standing::Differs {
        verdict.standing = Standing::ByRule;
    }
    Some(verdict)
}

/// What text and pictures fill of the place that each firm has.
fn filled(report: &Fairness, brochure: &str, documents: &[&Document]) -> Option<Verdict> {
    let (spread, document) = worst(documents, &|own| float(own.filled_mm2))?;
    let why = "the texts that firms gave are not equally long";
    let compared = Compared { about: "filled", of: brochure, spread, limit: None, why };
    Some(compared.verdict(format!("each firm fills as much of its place in brochure {brochure}"), |own| {
        let (least, most) = (name(report, own.spread.least.0), name(report, own.spread.most.0));
        let more =
            own.spread.ratio().map_or_else(String::new, |ratio| format!("{} % ", per_cent(ratio - 1.0)));
        format!("{most} fills {more}more of its place than {least} in {}", document.document)
    }))
}

/// Firms that a brochure does not show.
fn left_out(report: &Fairness, brochure: &str, documents: &[&Document]) -> Option<Verdict> {
    let first = documents.first()?;
    if first.firms.iter().all(|own| own.place.is_none()) {
        return None;
    }
    let out = first.firms.iter().filter(|own| own.place.is_none());
    let names: Vec<&str> = out.map(|own| name(report, &own.member)).collect();
    (!names.is_empty()).then(|| {
        let sentence = format!("brochure {brochure} does not show {}", names.join(", "));
        plain("left-out", brochure, Standing::ByRule, sentence, "`select` of the brochure leaves them out")
    })
}

fn exposure(report: &Fairness) -> Vec<Verdict> {
    let count = report.editions.len();
    if count < 2 {
        return Vec::new();
    }
    let Some(spread) = Spread::of(report.exposure.iter().map(|own| (own.member.as_str(), own.share))) else {
        return Vec::new();
    };
    let limit = (report.rules.entitlement == "equal").then_some(report.rules.exposure_ratio);
    let why = "an edition counts for a firm since it joined, and as nothing where it does not stand";
    let compared = Compared { about: "exposure", of: "", spread, limit, why };
    let exposure = compared.verdict(format!("over {count} editions each firm had the same part of the space"), |own| {
        let (least, most) = (name(report, own.spread.least.0), name(report, own.spread.most.0));
        let limit = report.rules.exposure_ratio;
        match own.spread.ratio() {
            Some(ratio) => format!(
                "over {count} editions {most} had {ratio:.2} times the space of {least}; {limit:.2} is agreed"
            ),
            None => format!("over {count} editions {most} had space and {least} had none"),
        }
    });
    let first = Spread::of(report.exposure.iter().map(|own| (own.member.as_str(), float(own.first as u64))));
    let first = first.map(|spread| {
        let why = "with fewer editions than firms not everybody can have stood first";
        let compared = Compared { about: "first-places", of: "", spread, limit: None, why };
        compared.verdict("each firm stood first as often as the others".to_owned(), |own| {
            let most = own.spread.most.1;
            let often = report.exposure.iter().filter(|own| float(own.first as u64) >= most);
            let names: Vec<&str> = often.map(|own| name(report, &own.member)).collect();
            format!("most often first, in {most} of {count} editions: {}", names.join(", "))
        })
    });
    std::iter::once(exposure).chain(first).collect()
}

fn site(report: &Fairness) -> Option<Verdict> {
    let spread =
        Spread::of(report.firms.iter().map(|own| (own.member.as_str(), float(own.site_products as u64))))?;
    let why = "each firm shows as many products on the site as it has given";
    let compared = Compared { about: "site", of: "", spread, limit: None, why };
    Some(compared.verdict(format!("each firm has {} products on the site", spread.most.1), |own| {
        let ((least, few), (most, many)) = (own.spread.least, own.spread.most);
        format!("{} has {many} products on the site, {} {few}", name(report, most), name(report, least))
    }))
}

fn gaps(report: &Fairness) -> Option<Verdict> {
    let spread =
        Spread::of(report.firms.iter().map(|own| (own.member.as_str(), float(own.dashes() as u64))))?;
    let why = "a dash stands for each value that the firm has not given; only the firm can change that";
    let compared = Compared { about: "gaps", of: "", spread, limit: None, why };
    let even = match spread.most.1 {
        0.0 => "no firm has a gap: all values are given".to_owned(),
        1.0 => "each firm has 1 gap".to_owned(),
        many => format!("each firm has {many} gaps"),
    };
    Some(compared.verdict(even, |own| {
        let with = report.firms.iter().filter(|firm| firm.dashes() > 0).count();
        let (most, many) = own.spread.most;
        let firms = if with == 1 { "1 firm has".to_owned() } else { format!("{with} firms have") };
        format!("{firms} gaps, the most {} with {many}", name(report, most))
    }))
}

fn of_event(report: &Fairness, own: &Meetings) -> Vec<Verdict> {
    let event = own.event.as_str();
    let short: Vec<&str> =
        own.firms.iter().filter(|firm| !firm.minimum_met).map(|firm| name(report, &firm.member)).collect();
    let minimum = match short.as_slice() {
        [] => plain(
            "minimum",
            event,
            Standing::Even,
            format!("each firm has at least the {} meetings agreed at {event}", own.minimum),
            "",
        ),
        names => plain(
            "minimum",
            event,
            Standing::Over,
            format!("fewer than the {} meetings agreed at {event}: {}", own.minimum, names.join(", ")),
            "the table of meetings below says why for each of them",
        ),
    };
    let compared = |about, share: &dyn Fn(&super::Share) -> u64, why| {
        let spread = Spread::of(own.firms.iter().map(|firm| (firm.member.as_str(), float(share(firm)))))?;
        Some(Compared { about, of: event, spread, limit: None, why })
    };
    let why = "whom buyers and firms wish to meet decides";
    let count = compared("meetings", &|firm| firm.meetings as u64, why).map(|compared| {
        let all = compared.spread.most.1;
        compared.verdict(format!("each firm has {all} meetings at {event}"), |own| {
            let ((least, few), (most, many)) = (own.spread.least, own.spread.most);
            format!("{} has {many} meetings at {event}, {} {few}", name(report, most), name(report, least))
        })
    });
    let why =
        "the plan holds waits short for all together; `fairfolio schedule` says what no plan could do better";
    let waits = compared("waits", &|firm| firm.waits as u64, why).map(|compared| {
        let all = compared.spread.most.1;
        let even = match all {
            0.0 => format!("no firm waits between two meetings at {event}"),
            _ => format!("each firm waits {all} slots at {event}"),
        };
        compared.verdict(even, |own| {
            let ((least, few), (most, many)) = (own.spread.least, own.spread.most);
            format!("{} waits {many} slots at {event}, {} {few}", name(report, most), name(report, least))
        })
    });
    std::iter::once(minimum).chain(count).chain(waits).collect()
}

// OK because areas and counts are far below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "areas of pages and numbers of products")]
fn float(number: u64) -> f64 {
    number as f64
}
