//! What `fairfolio edition close` records: everything of a brochure that a later comparison, the
//! rotation of places and the account of exposure need to know.

use jiff::civil::Date;
use serde::Serialize;

use super::changes::page_hashes;
use crate::compose::codes::Codes;
use crate::model::project::Project;
use crate::pipeline::LaidOut;

#[derive(Serialize)]
struct File {
    brochure: String,
    edition: String,
    closed: toml::value::Datetime,
    input: String,
    order: Vec<String>,
    exposure: Vec<Exposure>,
    document: Vec<Document>,
}

#[derive(Serialize)]
struct Exposure {
    member: String,
    mm2: u32,
}

#[derive(Serialize)]
struct Document {
    lang: String,
    paper: String,
    pages: Vec<String>,
    record: Vec<Record>,
}

#[derive(Serialize)]
struct Record {
    id: String,
    page: usize,
    text: String,
}

/// The handle and file name of an edition.
pub fn id(brochure: &str, edition: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("{brochure}-{}", edition.chars().map(word).collect::<String>())
}

/// Lines that `codes.toml` lacks, one for each code that is printed now; empty when it has all.
pub fn new_codes(project: &Project) -> String {
    let known = |code: &str| project.codes.iter().any(|printed| printed.code.str() == code);
    let codes = Codes::new(project);
    let new = codes.all().filter(|(_, code)| !known(code));
    // OK because ids are letters, digits and hyphens, which need no escape.
    new.map(|(record, code)| format!("\n[[code]]\ncode = \"{code}\"\nrecord = \"{record}\"\n")).collect()
}

/// The text of `editions/<id>.toml`.
///
/// `input` is the hash over all inputs; `documents` are the brochure's.
///
/// # Panics
/// Never: a struct of strings and numbers is always TOML.
pub fn write(project: &Project, edition: &str, input: &str, documents: &[&LaidOut]) -> String {
    let first = documents.first();
    let areas = first.map(|laid| laid.layout.member_places()).unwrap_or_default();
    let order = first.map(|laid| laid.layout.member_order()).unwrap_or_default();
    let order: Vec<String> = order.into_iter().map(str::to_owned).collect();
    // OK because no printed area comes near 2³² mm².
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "areas of pages")]
    let exposure = |member: &String| Exposure {
        member: member.clone(),
        mm2: areas.get(member.as_str()).map_or(0, |mm2| mm2.round() as u32),
    };
    let file = File {
        brochure: first.map(|laid| laid.document.brochure.clone()).unwrap_or_default(),
        edition: edition.to_owned(),
        closed: date(project.today),
        input: input.to_owned(),
        exposure: order.iter().map(exposure).collect(),
        order,
        document: documents.iter().map(|laid| document(laid)).collect(),
    };
    let text = toml::to_string(&file).expect("a struct of strings and numbers is always TOML");
    format!("# What was printed, as `fairfolio edition close` recorded it. Do not change it by hand.\n{text}")
}

fn document(laid: &LaidOut) -> Document {
    let record = |r: &crate::render::print::PrintedRecord| Record {
        id: r.id.clone(),
        page: r.page + 1,
        text: r.text.clone(),
    };
    Document {
        lang: laid.document.lang.clone(),
        paper: laid.document.paper.to_owned(),
        pages: page_hashes(&laid.layout),
        record: laid.layout.records.iter().map(record).collect(),
    }
}

fn date(day: Date) -> toml::value::Datetime {
    let date = toml::value::Date {
        year: day.year().unsigned_abs(),
        month: day.month().unsigned_abs(),
        day: day.day().unsigned_abs(),
    };
    toml::value::Datetime { date: Some(date), time: None, offset: None }
}
