//! The pipeline is the architecture: `prepare` runs everything up to layout and finds every fault,
//! `export` turns what was prepared into files. `check` is the first alone, `build` is both.

mod cards;
mod documents;
mod gather;
pub mod live;
pub(crate) mod press;
mod site;
mod todo;

use std::io;
use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

pub use documents::Layouts;
use documents::{compose_documents, export_documents, lay_out};
use gather::is_told;
pub use gather::{Gathered, gather};

use crate::cache::Cache;
use crate::compose::brochure::PrintDocument;
use crate::compose::handouts::{self, Tongue};
use crate::compose::plan_page;
use crate::diag::{Diagnostic, Findings, Severity, codes};
use crate::files::Files;
use crate::load::Today;
use crate::load::document::hex;
use crate::model::project::Project;
use crate::publish::Sink;
use crate::render::print::Layout;
use crate::render::theme::Theme;
use crate::source::Place;
use crate::text::fonts::FontBook;

/// What a build is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Where "today" comes from.
    pub today: Today,
    /// Outputs wanted.
    pub parts: Parts,
    /// Whether it is a draft: everything is built, with placeholders and marks.
    pub draft: bool,
}

impl Options {
    /// What shapes an output beside its data, for the manifest: the same key and the same data mean the same files.
    pub fn key(&self) -> String {
        format!("{:?} {:?} draft={}", self.parts, self.today.forced, self.draft)
    }
}

/// Parts of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The website.
    pub site: bool,
    /// The brochures.
    pub print: bool,
    /// Dossiers of meetings.
    pub handouts: bool,
    /// Flat plan, preflight, fairness, to-do lists.
    pub reports: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self { site: true, print: true, handouts: true, reports: true };

    /// Whether an output path belongs to a wanted part.
    pub fn wants(self, path: &str) -> bool {
        match path {
            path if path.starts_with("public/site/") => self.site,
            path if path.starts_with("public/print/") => self.print,
            path if path.starts_with("private/office/") => self.reports,
            _ => self.handouts,
        }
    }
}

/// A print document that is laid out. Shared, so that what did not change is handed on and not made again.
#[derive(Clone)]
pub struct LaidOut {
    /// What it was made from.
    pub document: Arc<PrintDocument>,
    /// Its pages.
    pub layout: Arc<Layout>,
    /// Paths of all print templates, as findings number them.
    pub templates: Arc<Vec<String>>,
}

/// Everything up to layout.
pub struct Prepared {
    gathered: Arc<Gathered>,
    /// Everything found, in order.
    pub findings: Vec<Diagnostic>,
    /// Documents with their pages.
    pub laid: Vec<LaidOut>,
}

/// What is prepared is what was gathered, with pages.
impl Deref for Prepared {
    type Target = Gathered;

    fn deref(&self) -> &Gathered {
        &self.gathered
    }
}

impl Prepared {
    /// Whether nothing was found and the day is the project's own, so that building again would change nothing.
    pub fn is_clean(&self) -> bool {
        let dated = |own: &crate::model::consortium::Consortium| own.build_date.get().is_some();
        self.findings.is_empty() && self.project.consortium.as_ref().is_some_and(dated)
    }

    /// The gravest finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Formats and sentences of each language; the default first.
    pub fn tongues(&self) -> &[Tongue] {
        &self.tongues
    }

    /// The theme, under the project's own files.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// A page that stands alone, outside of the site.
    ///
    /// # Errors
    /// With the template's fault.
    pub fn page(&self, template: &str, view: &Map<String, Value>) -> Result<String, Box<Diagnostic>> {
        let html = match &self.engine {
            Some(engine) => engine.render_with(template, view),
            None => Err("the templates cannot be read".to_owned()),
        };
        html.map_err(|error| Box::new(template_fault(&format!("theme/templates/{template}"), &error)))
    }
}

/// Where the cache keeps what was shaped in these fonts.
fn shaped_texts(fonts: &FontBook) -> String {
    format!("text-{}", hex(&fonts.hash(), 40))
}

/// Load, check, compose and lay out; nothing is written.
///
/// # Errors
/// For the environment only: a folder or file that cannot be read.
pub fn prepare(files: &dyn Files, cache: &dyn Cache, options: Options) -> io::Result<Prepared> {
    let gathered = Arc::new(gather(files, options.today, None)?);
    let set = set(files, cache, &gathered, options, &Layouts::default());
    Ok(bring_together(&gathered, [set]))
}

/// Documents that were laid out together, with what was found in them.
#[derive(Clone)]
pub struct Set {
    laid: Vec<LaidOut>,
    found: Findings,
}

/// Lays out the documents of the wanted parts. Those that `layouts` knows are taken from there.
pub fn set(
    files: &dyn Files,
    cache: &dyn Cache,
    gathered: &Gathered,
    options: Options,
    layouts: &Layouts,
) -> Set {
    let fonts = &gathered.fonts;
    fonts.remember(|| cache.get(&shaped_texts(fonts)).unwrap_or_default());
    let documents = compose_documents(&gathered.project, &gathered.tongues, options);
    let mut found = Findings::default();
    let laid = lay_out(files, gathered, documents, layouts, &mut found);
    Set { laid, found }
}

/// What was gathered together with its documents.
pub fn bring_together(gathered: &Arc<Gathered>, sets: impl IntoIterator<Item = Set>) -> Prepared {
    let (project, mut findings) = (&gathered.project, gathered.found.clone());
    let mut laid = Vec::new();
    for set in sets {
        laid.extend(set.laid);
        // Where records are missing, references from one document into another are dead and templates
        // find nothing: consequences, which would bury the cause. What is about a text of the data stays.
        merge_if(&mut findings, set.found, project, |finding| {
            (!gathered.is_broken || matches!(finding.place, Place::Text(_)))
                && !is_told(gathered.has_strangers, &finding.message)
        });
    }
    Prepared { gathered: Arc::clone(gathered), findings: findings.sorted(&project.sources), laid }
}

fn merge(all: &mut Findings, more: Findings, project: &Project) {
    merge_if(all, more, project, |_| true);
}

fn merge_if(all: &mut Findings, more: Findings, project: &Project, wanted: impl Fn(&Diagnostic) -> bool) {
    all.extend(more.sorted(&project.sources).into_iter().filter(|finding| wanted(finding)));
}

fn template_fault(place: &str, error: &str) -> Diagnostic {
    let hint = "correct the template, or remove it from `theme/` to use the theme's own";
    Diagnostic::file(&codes::TEMPLATE, place, error.trim()).hint(hint)
}

/// What was built.
#[derive(Debug, Default)]
pub struct Built {
    /// Pages of the site.
    pub web_pages: usize,
    /// Print documents: path and number of pages.
    pub documents: Vec<(String, usize)>,
    /// To-do lists of members.
    pub todo_lists: usize,
}

/// Renders everything that was prepared into the sink.
///
/// # Errors
/// When an output cannot be written; or with a template's fault as a finding.
pub fn export(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    options: Options,
    sink: &mut Sink,
) -> Result<Built, ExportError> {
    let mut built = Built::default();
    let downloads = export_documents(files, cache, prepared, options.parts, sink, &mut built)?;
    if options.parts.handouts {
        for (path, text) in handouts::files(&prepared.project, &prepared.tongues) {
            sink.put(&path, text.as_bytes())?;
        }
        for (path, html) in plan_pages(prepared)? {
            sink.put(&path, html.as_bytes())?;
        }
    }
    built.documents.extend(press::export(files, cache, prepared, options, sink)?);
    if options.parts.reports {
        for (path, text) in crate::report::reports(prepared) {
            sink.put(&path, text.as_bytes())?;
        }
        built.todo_lists = todo::export(files, cache, prepared, sink)?;
    }
    if options.parts.site {
        built.web_pages = site::export(files, cache, prepared, &downloads, sink)?;
    }
    if let Some(shaped) = prepared.fonts.remembered() {
        cache.put(&shaped_texts(&prepared.fonts), &shaped);
    }
    Ok(built)
}

/// The plans as pages for the office: path and HTML.
fn plan_pages(gathered: &Gathered) -> Result<Vec<(String, String)>, ExportError> {
    let Some(engine) = &gathered.engine else { return Ok(Vec::new()) };
    let render = |page: plan_page::PlanPage| {
        let html = engine.render_with(plan_page::TEMPLATE, &page.context);
        let fault = |error: String| Box::new(template_fault("theme/templates/plan.html", &error));
        Ok((page.path, html.map_err(fault).map_err(ExportError::Finding)?))
    };
    let pages = plan_page::pages(&gathered.project, &gathered.tongues, &gathered.tokens());
    pages.into_iter().map(render).collect()
}

/// Why an export stopped.
#[derive(Debug)]
pub enum ExportError {
    /// The environment.
    Io(io::Error),
    /// A template.
    Finding(Box<Diagnostic>),
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Hash of everything that goes into a build: every file of the project, and the program itself.
///
/// # Errors
/// When a file cannot be read.
pub fn input_hash(files: &dyn Files) -> io::Result<String> {
    let paths = files.list()?;
    let one = |path: &String| Ok((path.clone(), Sha256::digest(files.read(path)?)));
    let hashes: io::Result<Vec<_>> = paths.par_iter().map(one).collect();
    let mut all = Sha256::new();
    all.update(env!("FAIRFOLIO_BUILD"));
    for (path, hash) in hashes? {
        all.update(path.as_bytes());
        all.update(hash);
    }
    Ok(hex(&all.finalize(), 32))
}
