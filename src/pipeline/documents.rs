//! Print documents on their way through the pipeline: composed, laid out, written as PDF.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Built, Gathered, LaidOut, Options, Parts, Prepared, template_fault};
use crate::cache::Cache;
use crate::check;
use crate::compose::brochure::{self, PrintDocument};
use crate::compose::catalogue::Catalogue;
use crate::compose::handouts::{self, Tongue};
use crate::compose::scope::Scope;
use crate::compose::sell_sheet;
use crate::compose::site::Download;
use crate::diag::{Diagnostic, Findings, codes};
use crate::files::Files;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::publish::{Output, Sink};
use crate::render::document::PrintEngine;
use crate::render::pictures::StoredPictures;
use crate::render::print::{self, BrandTokens, Layout, PdfInfo, Style};
use crate::render::theme::Theme;

/// Brochures and sell sheets for the public, dossiers for their receivers.
pub(super) fn compose_documents(
    project: &Project,
    tongues: &[Tongue],
    options: Options,
) -> Vec<PrintDocument> {
    let mut documents = Vec::new();
    let brochures = || project.consortium.iter().flat_map(|c| &c.brochures);
    for tongue in tongues {
        let scope = Scope::new(project, &tongue.locale, &tongue.strings, &Audience::Public);
        let lang = tongue.locale.lang().as_str();
        let wanted = brochures().filter(|b| b.languages.iter().any(|at| at.value == lang));
        let catalogue = Catalogue::new(&scope);
        documents.extend(wanted.flat_map(|b| brochure::documents(&scope, &catalogue, b)));
        documents.extend(sell_sheet::documents(&scope, &catalogue));
    }
    documents.extend(handouts::documents(project, tongues));
    // The site offers what is public for download, so it cannot be made without it.
    let parts = options.parts;
    let wanted = |d: &PrintDocument| match d.is_public() {
        true => parts.print || parts.site || parts.reports,
        false => parts.handouts || parts.reports,
    };
    documents.retain(wanted);
    if options.draft {
        for document in &mut documents {
            document.name.push_str("-draft");
            document.context.insert("draft".into(), serde_json::Value::Bool(true));
        }
    }
    documents
}

/// Hash of everything that a layout is made from.
type Key = [u8; 32];

/// Layouts of a process that builds again and again, by what they were made from. A round finds here what the
/// round before it used; what two rounds did not use is forgotten.
#[derive(Default)]
pub struct Layouts {
    last: BTreeMap<Key, Arc<Layout>>,
    now: Mutex<BTreeMap<Key, Arc<Layout>>>,
}

impl Layouts {
    /// Begins a new round.
    pub fn turn(&mut self) {
        let now = std::mem::take(self.now.get_mut().unwrap_or_else(PoisonError::into_inner));
        // A round that was broken off used little; what the others knew is still worth keeping.
        if !now.is_empty() {
            self.last = now;
        }
    }

    fn get_or(&self, key: Key, make: impl FnOnce() -> Layout) -> Arc<Layout> {
        let now = || self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let known = now().get(&key).cloned().or_else(|| self.last.get(&key).cloned());
        let layout = known.unwrap_or_else(|| Arc::new(make()));
        now().insert(key, Arc::clone(&layout));
        layout
    }
}

/// What all layouts of a round depend on beside their markup.
fn ground(gathered: &Gathered) -> Sha256 {
    let project = &gathered.project;
    let mut hash = Sha256::new();
    hash.update(&gathered.theme.style().text);
    hash.update(format!("{:?}", project.consortium.as_ref().map(|own| &own.brand)));
    hash.update(gathered.fonts.hash());
    hash.update(format!("{:?}", project.images));
    hash
}

pub(super) fn lay_out(
    files: &dyn Files,
    gathered: &Gathered,
    documents: Vec<PrintDocument>,
    layouts: &Layouts,
    findings: &mut Findings,
) -> Vec<LaidOut> {
    let Gathered { project, theme, fonts, .. } = gathered;
    let (style, faults) = style(project, theme);
    findings.extend(faults.into_iter().map(|f| {
        let line = |line: u32| theme.style().own_line(line);
        let at = f.at.map_or_else(String::new, |at| format!(":{}:{}", line(at.line), at.column));
        Diagnostic::file(&codes::THEME, format!("theme/print/style.toml{at}"), f.message).hint(f.hint)
    }));
    let engine = match PrintEngine::new(theme) {
        Ok(engine) => engine,
        Err(error) => {
            findings.add(template_fault("theme/print", &error));
            return Vec::new();
        }
    };
    let stored = StoredPictures::new(files, &crate::cache::NoCache, &project.images);
    // What is private is shaped each time anew: the cache is outside the project, where nobody deletes it.
    let discreet = fonts.discreet();
    let ground = ground(gathered);
    let one = |mut document: PrintDocument| {
        let fonts = if document.is_public() { fonts } else { &discreet };
        let markup =
            engine.render(&document).map_err(|error| Box::new(template_fault(document.template, &error)))?;
        // The markup has all of it, and some hundreds of documents have a lot.
        document.context = serde_json::Map::new();
        let key = ground.clone().chain_update(&markup).finalize().into();
        let layout = layouts.get_or(key, || print::layout(&markup, &style, fonts, &stored));
        Ok::<_, Box<Diagnostic>>(LaidOut { document: Arc::new(document), layout, templates: engine.paths() })
    };
    let results: Vec<_> = documents.into_par_iter().map(one).collect();
    let mut laid = Vec::new();
    for result in results {
        match result {
            Ok(document) => {
                findings.extend(check::layout(project, &document));
                laid.push(document);
            }
            Err(finding) => findings.add(*finding),
        }
    }
    findings.extend(check::layouts(project, &laid));
    laid
}

pub(super) fn style(project: &Project, theme: &Theme) -> (Style, Vec<print::Finding>) {
    let token = |name: &str| {
        let hex = project.consortium.as_ref().map_or_else(|| "#000000".to_owned(), |c| c.brand.token(name));
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or(0);
        (part(1), part(3), part(5))
    };
    let brand = BrandTokens {
        primary: token("primary"),
        secondary: token("secondary"),
        accent: token("accent"),
        ink: token("ink"),
        paper: token("paper"),
    };
    print::read_style(&theme.style().text, &brand)
}

pub(super) fn export_documents(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    parts: Parts,
    sink: &mut Sink,
    built: &mut Built,
) -> io::Result<BTreeMap<String, Vec<Download>>> {
    let stored = StoredPictures::new(files, cache, &prepared.project.images);
    let mut downloads: BTreeMap<String, Vec<Download>> = BTreeMap::new();
    let is_wanted = |laid: &&LaidOut| match laid.document.is_public() {
        true => parts.print || parts.site,
        false => parts.handouts,
    };
    let wanted: Vec<&LaidOut> = prepared.laid.iter().filter(is_wanted).collect();
    // A few at a time, so that few files are open.
    for group in wanted.chunks(16) {
        let write = |laid: &&LaidOut| {
            let only_site = laid.document.is_public() && !parts.print;
            let path = if only_site { on_site(laid) } else { in_folder(laid) };
            let mut out = sink.begin(&path)?;
            print::write_pdf(&laid.layout, &prepared.fonts, &stored, &info(prepared, laid), &mut out)?;
            Ok(out)
        };
        let written: Vec<Output> = group.par_iter().map(write).collect::<io::Result<_>>()?;
        for (laid, out) in group.iter().zip(written) {
            let size = out.size();
            sink.add(out);
            let is_public = laid.document.is_public();
            if parts.print || !is_public {
                built.documents.push((in_folder(laid), laid.layout.pages.len()));
            }
            if is_public && parts.print && parts.site {
                sink.repeat(&in_folder(laid), &on_site(laid))?;
            }
            if laid.document.is_brochure() && parts.site {
                let list = downloads.entry(laid.document.lang.clone()).or_default();
                list.push(download(prepared, laid, size));
            }
        }
    }
    Ok(downloads)
}

/// A document as PDF, for those who ask for one at a time.
///
/// # Errors
/// When a picture cannot be read.
pub(super) fn pdf(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    laid: &LaidOut,
) -> io::Result<Vec<u8>> {
    let stored = StoredPictures::new(files, cache, &prepared.project.images);
    let mut out = Vec::new();
    print::write_pdf(&laid.layout, &prepared.fonts, &stored, &info(prepared, laid), &mut out)?;
    Ok(out)
}

/// Path of a document below `dist`.
pub(super) fn in_folder(laid: &LaidOut) -> String {
    format!("{}/{}.pdf", laid.document.folder, laid.document.name)
}

fn on_site(laid: &LaidOut) -> String {
    format!("public/site/{}", href(laid))
}

/// Where the site offers a public document.
pub(super) fn href(laid: &LaidOut) -> String {
    let folder = laid.document.folder.replacen("public/print", "downloads", 1);
    format!("{folder}/{}.pdf", laid.document.name)
}

/// Where the site offers the sell sheets of a language, by product.
pub(super) fn sell_sheets(laid: &[LaidOut], lang: &str) -> BTreeMap<String, String> {
    let own = laid.iter().filter(|laid| laid.document.lang == lang);
    let sheets = own.filter(|laid| !laid.document.product.is_empty());
    sheets.map(|laid| (laid.document.product.clone(), href(laid))).collect()
}

pub(super) fn info(prepared: &Prepared, laid: &LaidOut) -> PdfInfo {
    PdfInfo {
        title: laid.document.title.clone(),
        author: laid.document.author.clone(),
        subject: String::new(),
        keywords: String::new(),
        lang: laid.document.lang.clone(),
        date: format!("{}T00:00:00Z", prepared.project.today),
        producer: concat!("Fairfolio ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

pub(super) fn download(gathered: &Gathered, laid: &LaidOut, bytes: u64) -> Download {
    let own = gathered.tongues.iter().find(|t| t.locale.lang().as_str() == laid.document.lang);
    // OK because no PDF has 2⁵³ bytes.
    #[expect(clippy::cast_precision_loss, reason = "file sizes")]
    let megabytes = bytes as f64 / 1_000_000.0;
    Download {
        title: laid.document.title.clone(),
        language: own.map_or_else(String::new, |t| t.locale.language(&laid.document.lang)),
        paper: laid.document.paper.to_owned(),
        pages: laid.layout.pages.len(),
        size: format!("{megabytes:.1}\u{a0}MB"),
        href: href(laid),
    }
}
