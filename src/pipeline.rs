//! The pipeline is the architecture: `prepare` runs everything up to layout and finds every fault,
//! `export` turns what was prepared into files. `check` is the first alone, `build` is both.

mod cards;
mod documents;
pub(crate) mod press;
mod site;

use std::io;

use rayon::prelude::*;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use documents::{compose_documents, export_documents, lay_out};

use crate::cache::Cache;
use crate::check;
use crate::compose::brochure::PrintDocument;
use crate::compose::handouts::{self, Tongue};
use crate::compose::plan_page;
use crate::diag::{Diagnostic, Findings, Severity, codes};
use crate::files::Files;
use crate::load::document::hex;
use crate::load::{self, Today};
use crate::locale::Locale;
use crate::model::consortium::Digits;
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::publish::Sink;
use crate::render::print::Layout;
use crate::render::theme::Theme;
use crate::render::web::{self, Engine};
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

/// Parts of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The website.
    pub site: bool,
    /// The brochures.
    pub print: bool,
    /// Dossiers of meetings.
    pub handouts: bool,
    /// Flat plan and preflight.
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

/// A print document that is laid out.
pub struct LaidOut {
    /// What it was made from.
    pub document: PrintDocument,
    /// Its pages.
    pub layout: Layout,
    /// Paths of all print templates, as findings number them.
    pub templates: std::sync::Arc<Vec<String>>,
}

/// Everything up to layout.
pub struct Prepared {
    /// The records.
    pub project: Project,
    /// Everything found, in order.
    pub findings: Vec<Diagnostic>,
    /// Documents with their pages.
    pub laid: Vec<LaidOut>,
    theme: Theme,
    tongues: Vec<Tongue>,
    fonts: FontBook,
    engine: Option<Engine>,
}

impl Prepared {
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

/// The fonts of the brand: what no family of a style has is taken from them.
fn own_fonts(
    files: &dyn Files,
    project: &Project,
    findings: &mut Findings,
) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    for pattern in project.consortium.iter().flat_map(|own| &own.brand.fonts) {
        let (start, end) = pattern.value.split_once('*').unwrap_or((&pattern.value, ""));
        let whole = !pattern.value.contains('*');
        let found = project.paths.iter().filter(|path| {
            let rest = path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            rest.is_some_and(|rest| if whole { rest.is_empty() } else { !rest.contains('/') })
        });
        let before = out.len();
        for path in found {
            out.push((path.clone(), files.read(path)?));
        }
        if out.len() == before {
            let message = format!("no font file is called `{}`", pattern.value);
            let hint = "write its path from the project's top, or remove it";
            findings.add(Diagnostic::at(&codes::MISSING_FILE, pattern.span, message).hint(hint));
        }
    }
    Ok(out)
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
    let (project, mut findings) = load::load(files, options.today)?;
    merge(&mut findings, check::data(&project), &project);
    let is_broken = findings.has_blocking();
    let theme = Theme::of(files, &project)?;
    let strangers = theme.strange_blocks();
    // The engine says it too, of all templates at once and without what to do.
    let is_told = |error: &str| {
        !strangers.is_empty()
            && [" in any parent template", "is inheriting from"].iter().any(|words| error.contains(words))
    };
    let tongues = tongues(&project, &theme, &mut findings);
    let mut font_files = theme.fonts();
    font_files.extend(own_fonts(files, &project, &mut findings)?);
    let (fonts, broken) = FontBook::new(font_files);
    findings.extend(broken.iter().map(|error| {
        let own = error.file.contains('/');
        let file = if own { error.file.clone() } else { format!("theme/fonts/{}", error.file) };
        Diagnostic::file(&codes::THEME, file, format!("font `{}` {}", error.file, error.message))
            .hint("put the TTF file of one face in its place, or remove it")
    }));
    fonts.remember(cache.get(&shaped_texts(&fonts)).unwrap_or_default());
    let documents = compose_documents(&project, &tongues, options);
    let mut of_layout = Findings::default();
    let laid = lay_out(files, &project, &theme, &fonts, documents, &mut of_layout);
    // Where records are missing, references from one document into another are dead and templates
    // find nothing: consequences, which would bury the cause. What is about a text of the data stays.
    merge_if(&mut findings, of_layout, &project, |finding| {
        (!is_broken || matches!(finding.place, Place::Text(_))) && !is_told(&finding.message)
    });
    let engine = Engine::new(&theme).map_err(|error| {
        if !is_told(&error) {
            findings.add(template_fault("theme/templates", &error));
        }
    });
    let engine = engine.ok();
    findings.extend(strangers);
    merge(&mut findings, check::publication(&project, &routes(&project, &tongues)), &project);
    let findings = findings.sorted(&project.sources);
    Ok(Prepared { project, findings, laid, theme, tongues, fonts, engine })
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

fn tongues(project: &Project, theme: &Theme, findings: &mut Findings) -> Vec<Tongue> {
    let digits = |lang: &Lang| {
        let languages = project.consortium.iter().flat_map(|c| &c.languages);
        languages.into_iter().find(|l| l.tag == *lang).map_or(Digits::Latin, |l| l.digits)
    };
    let mut tongue = |lang: &Lang| {
        if !theme.speaks(lang) {
            findings.extend(unspoken(project, lang));
        }
        let mut faults = Vec::new();
        let strings = theme.sentences(lang, &mut faults);
        findings.extend(faults.into_iter().map(|f| Diagnostic::file(&codes::THEME, "theme/i18n", f)));
        Tongue { locale: Locale::new(lang, digits(lang)), strings }
    };
    project.langs().iter().map(&mut tongue).collect()
}

/// A language of the outputs that the theme has no sentences in.
fn unspoken(project: &Project, lang: &Lang) -> Option<Diagnostic> {
    let languages = &project.consortium.as_ref()?.languages;
    let span = languages.iter().find(|language| language.tag == *lang)?.span;
    let message = format!("the theme has no sentences in `{}`; its labels will be English", lang.as_str());
    let hint = format!(
        "translate the theme's `i18n/en.toml` into `theme/i18n/{}.toml` of your project",
        lang.as_str()
    );
    Some(Diagnostic::at(&codes::NOT_YET_BUILT, span, message).hint(hint))
}

/// Every address of the site with what stands there, for the rules on links and routes.
fn routes(project: &Project, tongues: &[Tongue]) -> Vec<check::Address> {
    tongues.iter().flat_map(|tongue| check::addresses(project, tongue.locale.lang())).collect()
}

/// What was built.
#[derive(Debug, Default)]
pub struct Built {
    /// Pages of the site.
    pub web_pages: usize,
    /// Print documents: path and number of pages.
    pub documents: Vec<(String, usize)>,
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
        plan_pages(prepared, sink)?;
    }
    built.documents.extend(press::export(files, cache, prepared, options, sink)?);
    if options.parts.reports {
        for (path, text) in crate::report::reports(prepared) {
            sink.put(&path, text.as_bytes())?;
        }
    }
    if options.parts.site {
        built.web_pages = site::export(files, cache, prepared, &downloads, sink)?;
    }
    if let Some(shaped) = prepared.fonts.remembered() {
        cache.put(&shaped_texts(&prepared.fonts), &shaped);
    }
    Ok(built)
}

/// The plans as pages for the office.
fn plan_pages(prepared: &Prepared, sink: &mut Sink) -> Result<(), ExportError> {
    let brand = prepared.project.consortium.as_ref().map(|own| web::tokens(&own.brand)).unwrap_or_default();
    let Some(engine) = &prepared.engine else { return Ok(()) };
    for page in plan_page::pages(&prepared.project, &prepared.tongues, &brand) {
        let html = engine.render_with(plan_page::TEMPLATE, &page.context);
        let fault = |error: String| Box::new(template_fault("theme/templates/plan.html", &error));
        sink.put(&page.path, html.map_err(fault).map_err(ExportError::Finding)?.as_bytes())?;
    }
    Ok(())
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
