//! # Something is named that does not exist
//!
//! Records name each other by id: a brochure its event, a request its buyer, a seat its table. Here an
//! id has no record, so what was meant would be left out without a word.
//!
//! Correct the id. The hint gives the nearest one that exists; ids are file names without their
//! ending, or the `id` of an entry.
//!
//! ```toml
//! event = "home-textile-2027"      # wrong
//! event = "home-textiles-2027"     # right: events/home-textiles-2027.md
//! ```

use super::{Report, unknown};
use crate::check::walk;
use crate::diag::{Diagnostic, codes};
use crate::model::consortium::Brochure;
use crate::model::field::{At, Field};
use crate::model::meeting::Meetings;
use crate::model::project::Project;

/// Care symbols that the theme has words for.
const CARE: [&str; 16] = [
    "wash-30",
    "wash-40",
    "wash-60",
    "wash-95",
    "hand-wash",
    "no-bleach",
    "oxygen-bleach",
    "tumble-low",
    "tumble-normal",
    "no-tumble",
    "iron-low",
    "iron-medium",
    "iron-high",
    "no-iron",
    "dry-clean",
    "no-dry-clean",
];

/// Fields of a certificate that a scheme may ask to show.
const SHOWN: [&str; 8] = ["number", "body", "holder", "scope", "grade", "issued", "expires", "url"];

pub(super) fn check(project: &Project, report: Report<'_>) {
    project.consortium.iter().flat_map(|c| &c.brochures).for_each(|b| brochure(project, b, report));
    products(project, report);
    for (whose, person) in walk::persons(project) {
        person.events.iter().for_each(|at| event(project, &format!("a person of {whose}"), at, report));
    }
    for scheme in &project.schemes {
        let whose = format!("`must_show` of scheme `{}`", scheme.id);
        words(&whose, "certificate field", &scheme.must_show, &SHOWN, report);
    }
    prices(project, report);
    for frame in &project.meetings {
        of_event(project, frame.event.as_str(), frame.span, report);
        meetings(project, frame, report);
    }
}

fn words(whose: &str, what: &str, list: &[At<String>], known: &[&str], report: Report<'_>) {
    for at in list.iter().filter(|at| !known.contains(&at.value.as_str())) {
        let otherwise = format!("known are {}", known.join(", "));
        let known = known.iter().copied();
        report(unknown(&codes::UNKNOWN_REFERENCE, whose, what, at, known, &otherwise));
    }
}

fn event(project: &Project, whose: &str, at: &At<String>, report: Report<'_>) {
    // A file that is there but could not be read was reported.
    if project.event(&at.value).is_none() && !project.paths.contains(&format!("events/{}.md", at.value)) {
        let known = project.events.iter().map(|event| event.id.as_str());
        let otherwise = "correct the id, or write the file `events/<id>.md`";
        report(unknown(&codes::UNKNOWN_REFERENCE, whose, "event", at, known, otherwise));
    }
}

fn brochure(project: &Project, brochure: &Brochure, report: Report<'_>) {
    let whose = format!("brochure `{}`", brochure.id.str());
    brochure.event.at().into_iter().for_each(|at| event(project, &whose, at, report));
    let langs = project.langs();
    for at in &brochure.languages {
        if !langs.iter().any(|lang| lang.as_str() == at.value) {
            let known = langs.iter().map(crate::model::text::Lang::as_str);
            let otherwise = "add a `[[language]]` with this tag, or take it out of the brochure";
            report(unknown(&codes::UNKNOWN_REFERENCE, &whose, "language", at, known, otherwise));
        }
    }
    let listed = |id: &str| project.paths.contains(&format!("prices/{id}.toml"));
    for at in brochure.prices.at().into_iter().filter(|at| !listed(&at.value)) {
        let known = project.prices.iter().map(|list| list.id.as_str());
        let otherwise = "name a file of `prices/` without its ending";
        report(unknown(&codes::UNKNOWN_REFERENCE, &whose, "price list", at, known, otherwise));
    }
    let exists = |id: &str| project.paths.contains(&format!("printers/{id}.toml"));
    for at in brochure.printer.at().into_iter().filter(|at| !exists(&at.value)) {
        let files = project.paths.iter().filter_map(|p| p.strip_prefix("printers/")?.strip_suffix(".toml"));
        let otherwise = "put the printer's profile into `printers/`";
        report(unknown(&codes::UNKNOWN_REFERENCE, &whose, "printer profile", at, files, otherwise));
    }
}

fn products(project: &Project, report: Report<'_>) {
    let brochures: Vec<&str> =
        project.consortium.iter().flat_map(|c| &c.brochures).map(|brochure| brochure.id.str()).collect();
    for product in &project.products {
        let whose = format!("product `{}`", product.id);
        words(&whose, "brochure", &product.featured_in, &brochures, report);
        words(&whose, "care symbol", &product.care, &CARE, report);
    }
}

fn prices(project: &Project, report: Report<'_>) {
    use crate::model::private::Audience::Office;
    for list in &project.prices {
        let whose = format!("price list `{}`", list.id);
        list.buyers.iter().for_each(|at| buyer(project, &whose, at, &at.value, report));
        let Some(at) = list.audience.at() else { continue };
        // The classes themselves are private and never in a message.
        let classes = || project.buyers.iter().filter_map(|b| b.class.for_audience(&Office)?.get());
        let known = match at.value.split_once(':') {
            Some(("class", wanted)) => classes().any(|class| class == wanted),
            Some(_) => false,
            None => ["office", "buyers", "public"].contains(&at.value.as_str()),
        };
        if !known {
            let otherwise = "write `office`, `buyers`, `public`, or `class:` and a class that a buyer has";
            let words = ["office", "buyers", "public"].into_iter();
            report(unknown(&codes::UNKNOWN_REFERENCE, &whose, "audience", at, words, otherwise));
        }
    }
}

/// `meetings/<event>.toml` without `events/<event>.md`.
pub(super) fn of_event(project: &Project, id: &str, span: crate::source::Span, report: Report<'_>) {
    if project.event(id).is_some() || project.paths.contains(&format!("events/{id}.md")) {
        return;
    }
    let message = format!("this file is called after the event `{id}`, which does not exist");
    let hint = match crate::diag::nearest(id, project.events.iter().map(|event| event.id.as_str())) {
        Some(near) => format!("rename the file after `{near}`, if that is meant"),
        None => format!("write the file `events/{id}.md`"),
    };
    report(Diagnostic::at(&codes::UNKNOWN_REFERENCE, span, message).hint(hint));
}

fn buyer(project: &Project, whose: &str, at: &At<String>, id: &str, report: Report<'_>) {
    if project.buyer(id).is_none() && !project.paths.contains(&format!("buyers/{id}.toml")) {
        let known = project.buyers.iter().map(|buyer| buyer.id.as_str());
        let own = At { value: id.to_owned(), span: at.span };
        let otherwise = "correct the id, or write the file `buyers/<id>.toml`";
        report(unknown(&codes::UNKNOWN_REFERENCE, whose, "buyer", &own, known, otherwise));
    }
}

fn meetings(project: &Project, frame: &Meetings, report: Report<'_>) {
    let whose = format!("meetings of `{}`", frame.event);
    let attending = frame.buyers.iter().map(|attendance| &attendance.id);
    let asking = frame.requests.iter().map(|request| &request.buyer);
    for at in attending.chain(asking).filter_map(Field::at) {
        buyer(project, &whose, at, &at.value, report);
    }
    for at in frame.seats.iter().filter_map(|seat| seat.table.at()) {
        if frame.table(&at.value).is_none() {
            let known = frame.tables.iter().filter_map(|table| table.id.get()).map(String::as_str);
            let otherwise = "add the table to `table`";
            report(unknown(&codes::UNKNOWN_REFERENCE, &whose, "table", at, known, otherwise));
        }
    }
    let absences = frame.unavailable.iter().filter_map(|absence| absence.who.at());
    let blocks = frame.blocks.iter().flat_map(|block| &block.who).filter(|at| at.value != "*");
    for at in absences.chain(blocks) {
        match at.value.split_once(':') {
            Some(("buyer", id)) => buyer(project, &whose, at, id, report),
            Some(("member", _)) => {} // `unknown_member` looks at these.
            _ => {
                let message = format!("`who` of {whose} is `{}`, which names nobody", at.value);
                let hint = "write `buyer:` or `member:` and an id";
                report(Diagnostic::at(&codes::UNKNOWN_REFERENCE, at.span, message).hint(hint));
            }
        }
    }
}
