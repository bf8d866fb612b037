//! What goes to the printing house: the press files of each brochure, and a job ticket that says what they are
//! and how they are to be printed, so that nobody has to ask back. Of what is not in the records, such as
//! the number of copies, the ticket leaves a line to fill in.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Content, Entry};
use crate::model::brand::Brand;
use crate::model::consortium::{Binding, Brochure, Paper};
use crate::model::printer::Printer;
use crate::pipeline::press::{binding, bound_pages, ordered};
use crate::pipeline::{LaidOut, Prepared};
use crate::publish::manifest::Manifest;

/// Name of the template of the ticket.
pub const TEMPLATE: &str = "job-ticket.html";

/// A fact with its name.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// Name.
    pub name: String,
    /// Value; empty for one to fill in by hand.
    pub value: String,
}

/// A file of a job.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// What is in it.
    pub what: String,
    /// Language and trimmed size.
    pub edition: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: String,
}

/// The job of one brochure.
#[derive(Clone, Debug, Serialize)]
pub struct Ticket {
    /// Folder of the job.
    pub folder: String,
    /// Title of the brochure.
    pub title: String,
    /// Who orders.
    pub house: String,
    /// Facts by head, in order.
    pub parts: Vec<(String, Vec<Fact>)>,
    /// Files.
    pub files: Vec<Sheet>,
    /// Their paths in the build.
    #[serde(skip)]
    built: Vec<String>,
}

/// The jobs of all brochures that have press files.
pub fn tickets(prepared: &Prepared, manifest: &Manifest) -> Vec<Ticket> {
    let mut jobs: BTreeMap<&str, Vec<(&LaidOut, &Brochure, &Printer)>> = BTreeMap::new();
    for laid in &prepared.laid {
        if let Some((brochure, printer)) = ordered(&prepared.project, &laid.document) {
            jobs.entry(brochure.id.str()).or_default().push((laid, brochure, printer));
        }
    }
    let jobs = jobs.into_values().filter_map(|parts| ticket(prepared, manifest, &parts));
    jobs.filter(|ticket| !ticket.files.is_empty()).collect()
}

fn ticket(
    prepared: &Prepared,
    manifest: &Manifest,
    parts: &[(&LaidOut, &Brochure, &Printer)],
) -> Option<Ticket> {
    let (_, brochure, printer) = parts.first()?;
    let own = prepared.project.consortium.as_ref()?;
    let lang = prepared.project.default_lang();
    let mut ticket = Ticket {
        folder: format!("{}-{}", brochure.id.str(), brochure.edition.str()).trim_end_matches('-').to_owned(),
        title: brochure.title.in_lang(&lang).to_owned(),
        house: own.name.in_lang(&lang).to_owned(),
        parts: vec![
            ("The job".to_owned(), job(prepared, brochure, printer)),
            (
                "Sizes and pages".to_owned(),
                parts.iter().flat_map(|(laid, ..)| sizes(laid, brochure)).collect(),
            ),
            ("Printing".to_owned(), printing(printer, &own.brand)),
            ("Paper and binding".to_owned(), paper(brochure)),
        ],
        files: Vec::new(),
        built: Vec::new(),
    };
    for (laid, ..) in parts {
        add_files(&mut ticket, manifest, laid, brochure);
    }
    Some(ticket)
}

fn fact(name: &str, value: impl Into<String>) -> Fact {
    Fact { name: name.to_owned(), value: value.into() }
}

fn job(prepared: &Prepared, brochure: &Brochure, printer: &Printer) -> Vec<Fact> {
    let house = prepared.project.consortium.as_ref();
    let legal = house.and_then(|own| own.legal.as_ref());
    let lang = prepared.project.default_lang();
    let ordered_by = house.map_or("", |own| own.legal_name.in_lang(&lang));
    vec![
        fact("Title", brochure.title.in_lang(&lang)),
        fact("Edition", brochure.edition.str()),
        fact("Ordered by", ordered_by),
        fact("Questions to", legal.map_or("", |legal| legal.email.str())),
        fact("Printing condition", printer.name.str()),
        fact("Copies", ""),
        fact("Delivery: place and day", ""),
    ]
}

/// Trimmed size, pages and spine of a language and paper.
fn sizes(laid: &LaidOut, brochure: &Brochure) -> Vec<Fact> {
    let pages = bound_pages(binding(brochure), laid.layout.pages.len()).len();
    let inner = pages.saturating_sub(4);
    let caliper = brochure.caliper_mm.or(0.0);
    let pages = match binding(brochure) {
        // OK because a brochure has fewer than 2⁵² pages.
        #[expect(clippy::cast_precision_loss, reason = "pages")]
        Binding::Perfect => {
            format!("cover of 4 and {inner} inner pages, spine {:.2} mm", inner as f64 / 2.0 * caliper)
        }
        Binding::Saddle => format!("{pages} pages, cover included"),
        Binding::None => format!("{pages} single pages"),
    };
    vec![fact(&edition(laid), format!("{}: {pages}", trim(laid)))]
}

/// The trimmed size in millimetres.
fn trim(laid: &LaidOut) -> String {
    let known =
        [Paper::A4, Paper::A5, Paper::Letter].into_iter().find(|paper| paper.word() == laid.document.paper);
    let (width, height) = known.map_or((0.0, 0.0), Paper::size_mm);
    format!("{width} × {height} mm")
}

fn edition(laid: &LaidOut) -> String {
    format!("{}, {}", laid.document.lang, laid.document.paper)
}

fn printing(printer: &Printer, brand: &Brand) -> Vec<Fact> {
    let spots: Vec<&str> = brand.colours.iter().filter_map(|(_, c)| c.spot.get()).map(|n| n.trim()).collect();
    let inks = match spots.is_empty() {
        true => "cyan, magenta, yellow, black on both sides (4/4)".to_owned(),
        false => format!(
            "cyan, magenta, yellow, black on both sides, and as inks of their own: {}",
            spots.join(", ")
        ),
    };
    let marks = if printer.marks.or(true) { "crop marks and a page line outside the bleed" } else { "none" };
    vec![
        fact("Standard of the files", "PDF/X-4"),
        fact("Output intent", printer.output_condition.str()),
        fact("Inks", inks),
        fact("Most ink on one spot", format!("{} %", printer.ink_limit.or(Printer::INK_LIMIT))),
        fact("Bleed", format!("{} mm on all sides", printer.bleed_mm.or(Printer::BLEED_MM))),
        fact("Marks", marks),
        fact("Black text", "black alone, overprinting"),
        fact("Fonts", "embedded; their licences lie in `fonts`"),
    ]
}

fn paper(brochure: &Brochure) -> Vec<Fact> {
    let (binding, caliper) = match binding(brochure) {
        Binding::Perfect => ("perfect binding (glued spine)", brochure.caliper_mm.get()),
        Binding::Saddle => ("saddle stitching (two staples through the fold)", brochure.caliper_mm.get()),
        Binding::None => ("none given", None),
    };
    let mut facts = vec![fact("Binding", binding)];
    if let Some(caliper) = caliper {
        let words =
            format!("{caliper} mm a sheet; tell us before printing if yours differs, it changes the spine");
        facts.push(fact("Thickness of the inner paper", words));
    }
    facts.extend([fact("Paper inside", ""), fact("Paper of the cover", ""), fact("Finish", "")]);
    facts
}

/// The files that the build has of a document, in the order in which a press needs them.
fn add_files(ticket: &mut Ticket, manifest: &Manifest, laid: &LaidOut, brochure: &Brochure) {
    let pages = laid.layout.pages.len();
    let base = laid.document.name.trim_end_matches("-screen");
    let press = match binding(brochure) {
        Binding::Perfect => "inner pages, one by one, in reading order".to_owned(),
        Binding::Saddle | Binding::None => {
            format!("{} pages, one by one, in reading order", bound_pages(binding(brochure), pages).len())
        }
    };
    for (word, what) in [
        ("press", press.as_str()),
        ("cover", "cover, outside and inside, with the spine"),
        ("booklet", "the same pages as sheets to fold, for proofs and short runs"),
    ] {
        let path = format!("{}/{base}-{word}.pdf", laid.document.folder);
        let Some(facts) = manifest.files.get(&path) else { continue };
        ticket.files.push(Sheet {
            name: format!("{base}-{word}.pdf"),
            what: what.to_owned(),
            edition: edition(laid),
            size: facts.size,
            sha256: facts.sha256.clone(),
        });
        ticket.built.push(path);
    }
}

impl Ticket {
    /// What the template of the page sees.
    pub fn view(&self, tokens: &str) -> Map<String, Value> {
        let parts: Vec<Value> =
            self.parts.iter().map(|(head, facts)| json!({ "head": head, "facts": facts })).collect();
        let view = json!({
            "tokens": tokens, "title": self.title, "house": self.house, "parts": parts, "files": self.files,
        });
        match view {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// The ticket as plain text, for forms and mails.
    pub fn text(&self) -> String {
        let mut out = format!("JOB TICKET\n{}\n{}\n", self.title, self.house);
        for (head, facts) in &self.parts {
            out.push_str(&format!("\n{}\n", head.to_uppercase()));
            for Fact { name, value } in facts {
                let value = if value.is_empty() { "____________________" } else { value };
                out.push_str(&format!("{name}: {value}\n"));
            }
        }
        out.push_str(&format!("\nFILES ({})\n", self.files.len()));
        for file in &self.files {
            out.push_str(&format!(
                "{}\n  {} ({})\n  {} bytes, SHA-256 {}\n",
                file.name, file.what, file.edition, file.size, file.sha256
            ));
        }
        out
    }

    /// Everything of the job: files, ticket as text and as `page`, licences of the fonts.
    pub fn entries(&self, page: String, licences: &[(String, Vec<u8>)]) -> Vec<Entry> {
        let top = format!("press/{}/", self.folder);
        let pdfs = self.files.iter().zip(&self.built);
        let mut entries: Vec<Entry> =
            pdfs.map(|(file, path)| Entry::built(format!("{top}{}", file.name), path)).collect();
        entries.push(Entry::text(format!("{top}JOB-TICKET.html"), page));
        entries.push(Entry::text(format!("{top}JOB-TICKET.txt"), self.text()));
        entries.extend(licences.iter().map(|(name, bytes)| Entry {
            path: format!("{top}fonts/{name}"),
            content: Content::Bytes(bytes.clone()),
        }));
        entries
    }
}

/// The licences of the fonts that are embedded.
pub fn licences(prepared: &Prepared) -> Vec<(String, Vec<u8>)> {
    let files = prepared.theme().below("fonts/");
    let own = files.into_iter().filter(|(name, _)| name.ends_with("LICENSE.txt"));
    own.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
}
