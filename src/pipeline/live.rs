//! The outputs one at a time, for those who look at them while the data changes: each file is made when it is
//! asked for, of the same parts and with the same bytes as in a build. Nothing here is written to a disk.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::documents::{download, href, in_folder, pdf, sell_sheets};
use super::site::{self, Composed, compose, data_scripts, exchanged};
use super::{ExportError, Gathered, LaidOut, Prepared, Set, cards, plan_pages, template_fault, todo};
use crate::cache::Cache;
use crate::compose::catalogue::Catalogue;
use crate::compose::pictures::Jobs;
use crate::compose::scope::Scope;
use crate::compose::site::{DataRoutes, Download, SiteParts, WebPage, page, pages as site_pages};
use crate::compose::{exchange, handouts, offline};
use crate::diag::{Diagnostic, Findings};
use crate::files::Files;
use crate::load::document::hex;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::render::pictures::{Original, encode};
use crate::render::print::{Layout, to_pixels};
use crate::render::web::Assets;

/// The website of what was gathered.
pub struct Site {
    gathered: Arc<Gathered>,
    laid: Vec<LaidOut>,
    downloads: BTreeMap<String, Vec<Download>>,
    assets: Arc<Assets>,
    languages: Arc<Vec<OnceLock<Language>>>,
    whole: OnceLock<Composed>,
}

/// What all pages of a language share.
struct Language {
    catalogue: Catalogue,
    data: DataRoutes,
    scripts: BTreeMap<String, String>,
    jobs: Jobs,
    exchanged: OnceLock<BTreeMap<String, String>>,
}

impl Site {
    /// The site that offers these documents for download: those of the last round, until the next one is there.
    pub fn new(gathered: Arc<Gathered>, papers: Option<&Papers>) -> Self {
        let brand = gathered.project.consortium.as_ref().map(|own| &own.brand);
        let assets = Arc::new(Assets::new(&gathered.theme, brand));
        let languages = Arc::new(gathered.tongues.iter().map(|_| OnceLock::new()).collect());
        Self::made_of(gathered, assets, languages, papers)
    }

    /// The same site with the documents of its own round.
    #[must_use]
    pub fn with_papers(&self, papers: &Papers) -> Self {
        let (assets, languages) = (Arc::clone(&self.assets), Arc::clone(&self.languages));
        Self::made_of(Arc::clone(&self.gathered), assets, languages, Some(papers))
    }

    fn made_of(
        gathered: Arc<Gathered>,
        assets: Arc<Assets>,
        languages: Arc<Vec<OnceLock<Language>>>,
        papers: Option<&Papers>,
    ) -> Self {
        let public = papers.iter().flat_map(|papers| papers.public());
        let mut downloads: BTreeMap<String, Vec<Download>> = BTreeMap::new();
        for (laid, size) in papers.iter().flat_map(|papers| &papers.sizes) {
            let list = downloads.entry(laid.document.lang.clone()).or_default();
            list.push(download(&gathered, laid, *size));
        }
        Self {
            laid: public.cloned().collect(),
            downloads,
            assets,
            languages,
            whole: OnceLock::new(),
            gathered,
        }
    }

    /// What it was made from.
    pub fn gathered(&self) -> &Arc<Gathered> {
        &self.gathered
    }

    /// Routes of the stylesheets.
    pub fn styles(&self) -> [&str; 2] {
        [&self.assets.tokens_css, &self.assets.css]
    }

    /// Hash of the drawings that pages show under addresses which do not say what stands there.
    pub fn marks(&self) -> String {
        let project = &self.gathered.project;
        let hashes = site::logos(project).into_iter().map(|(_, path)| project.picture_hash(&path));
        hex(&Sha256::digest(hashes.collect::<Vec<_>>().join(" ")), 12)
    }

    /// Renders all pages to learn which templates fail; `is_over` ends it early.
    pub fn faults(&self, is_over: &dyn Fn() -> bool) -> Vec<Diagnostic> {
        let Some(engine) = &self.gathered.engine else { return Vec::new() };
        let mut faults = Vec::new();
        for (index, language) in self.all_languages() {
            if is_over() {
                break;
            }
            let pages = self
                .with_parts(index, language, |scope, parts| site_pages(scope, &language.catalogue, parts));
            for page in &pages {
                if is_over() {
                    return faults;
                }
                faults.extend(engine.render(page).err().map(|error| template_fault(page.template, &error)));
            }
        }
        faults
    }

    /// A file of the site by its route; `None` when there is none.
    ///
    /// # Errors
    /// With the fault of a template, or when a picture cannot be read.
    pub fn file(
        &self,
        files: &dyn Files,
        cache: &dyn Cache,
        route: &str,
    ) -> Result<Option<Vec<u8>>, ExportError> {
        let files = &AsGathered { files, project: &self.gathered.project };
        if let Some(bytes) = self.assets.files.get(route) {
            return Ok(Some(bytes.clone()));
        }
        if let Some(page) = route.strip_prefix("assets/cards/") {
            return self.card(files, cache, page);
        }
        if route.starts_with("assets/") {
            return Ok(self
                .script(route)
                .or_else(|| site::mark(files, &self.gathered, route))
                .or_else(|| self.picture(files, cache, route)));
        }
        if route.ends_with(".html") {
            return self.page(route).map(|html| html.map(String::into_bytes));
        }
        if route == offline::ROUTE {
            let text = site::worker(files, &self.gathered, &self.assets, self.whole())?;
            return Ok(Some(text.into_bytes()));
        }
        Ok(self.text(route).map(String::into_bytes))
    }

    /// A page by its route.
    ///
    /// # Errors
    /// With the fault of its template.
    pub fn page(&self, route: &str) -> Result<Option<String>, ExportError> {
        let (Some(engine), Some(page)) = (&self.gathered.engine, self.composed(route)) else {
            return Ok(None);
        };
        let fault = |error: String| ExportError::Finding(Box::new(template_fault(page.template, &error)));
        engine.render(&page).map(Some).map_err(fault)
    }

    fn composed(&self, route: &str) -> Option<WebPage> {
        let index = self.index_of(route);
        let language = self.language(index)?;
        self.with_parts(index, language, |scope, parts| page(scope, &language.catalogue, parts, route))
    }

    /// Calls `make` with what the pages of a language are made of.
    fn with_parts<T>(
        &self,
        index: usize,
        language: &Language,
        make: impl FnOnce(&Scope<'_>, &SiteParts<'_>) -> T,
    ) -> T {
        let tongue = &self.gathered.tongues[index];
        let scope = Scope::new(&self.gathered.project, &tongue.locale, &tongue.strings, &Audience::Public);
        let parts = SiteParts {
            langs: &self.gathered.project.langs(),
            downloads: &self.downloads.values().flatten().cloned().collect::<Vec<_>>(),
            css: &self.assets.css,
            tokens_css: &self.assets.tokens_css,
            scripts: &self.assets.scripts,
            data: &language.data,
            sheets: &sell_sheets(&self.laid, tongue.locale.lang().as_str()),
        };
        make(&scope, &parts)
    }

    /// The language of a route: the one whose tag it begins with, else the default.
    fn index_of(&self, route: &str) -> usize {
        let first = route.split('/').next().unwrap_or_default();
        self.gathered.tongues.iter().position(|tongue| tongue.locale.lang().as_str() == first).unwrap_or(0)
    }

    fn language(&self, index: usize) -> Option<&Language> {
        let tongue = self.gathered.tongues.get(index)?;
        Some(self.languages.get(index)?.get_or_init(|| {
            let scope =
                Scope::new(&self.gathered.project, &tongue.locale, &tongue.strings, &Audience::Public);
            let catalogue = Catalogue::new(&scope);
            let mut all = Composed::default();
            let data = data_scripts(&scope, &catalogue, &mut all);
            let jobs = scope.jobs.into_inner();
            Language { catalogue, data, scripts: all.data, jobs, exchanged: OnceLock::new() }
        }))
    }

    fn all_languages(&self) -> impl Iterator<Item = (usize, &Language)> {
        (0..self.languages.len()).filter_map(|index| Some((index, self.language(index)?)))
    }

    fn script(&self, route: &str) -> Option<Vec<u8>> {
        let mut found = self.all_languages().filter_map(|(_, language)| language.scripts.get(route));
        found.next().map(|text| text.clone().into_bytes())
    }

    fn picture(&self, files: &dyn Files, cache: &dyn Cache, route: &str) -> Option<Vec<u8>> {
        let job = self.all_languages().find_map(|(_, language)| language.jobs.get(route))?;
        let hash = self.gathered.project.picture_hash(&job.source);
        encode(&mut Original::new(files, &job.source), cache, &hash, job)
    }

    fn card(&self, files: &dyn Files, cache: &dyn Cache, page: &str) -> Result<Option<Vec<u8>>, ExportError> {
        let route = page.strip_suffix(".png").map(|stem| format!("{stem}.html"));
        let card = route.and_then(|route| self.composed(&route)).and_then(|page| page.card);
        card.map(|card| cards::paint(files, cache, &self.gathered, &card)).transpose()
    }

    /// Files of data, and those for hosts and search engines.
    fn text(&self, route: &str) -> Option<String> {
        let of_language = self.all_languages().find_map(|(index, language)| {
            let make = || {
                let tongue = &self.gathered.tongues[index];
                let project = &self.gathered.project;
                let scope = Scope::new(project, &tongue.locale, &tongue.strings, &Audience::Public);
                exchanged(&scope, &language.catalogue).into_iter().collect()
            };
            language.exchanged.get_or_init(make).get(route).cloned()
        });
        of_language.or_else(|| {
            let mut files = exchange::of_site(&self.gathered.project, &self.whole().pages).into_iter();
            files.find(|(at, _)| at == route).map(|(_, text)| text)
        })
    }

    fn whole(&self) -> &Composed {
        self.whole.get_or_init(|| compose(&self.gathered, &self.laid, &self.assets, &self.downloads))
    }
}

/// Everything on paper, and the files that go with it.
pub struct Papers {
    /// Documents with their pages and findings.
    pub prepared: Prepared,
    /// Bytes of each brochure, which the site's page of downloads tells.
    sizes: Vec<(LaidOut, u64)>,
}

/// What is known of a document without making it.
pub struct Paper<'a> {
    /// Path below `dist`.
    pub path: String,
    /// The document.
    pub laid: &'a LaidOut,
}

impl Papers {
    /// Takes what was prepared, and makes brochures that `last` does not know once to learn their size.
    ///
    /// # Errors
    /// When a picture cannot be read.
    pub fn new(
        files: &dyn Files,
        cache: &dyn Cache,
        prepared: Prepared,
        last: Option<&Self>,
    ) -> io::Result<Self> {
        let known = |laid: &LaidOut| {
            let is_same = |(old, _): &&(LaidOut, u64)| {
                Arc::ptr_eq(&old.layout, &laid.layout) && old.document.title == laid.document.title
            };
            Some(last?.sizes.iter().find(is_same)?.1)
        };
        let mut sizes = Vec::new();
        for laid in prepared.laid.iter().filter(|laid| laid.document.is_brochure()) {
            let size = match known(laid) {
                Some(size) => size,
                None => pdf(files, cache, &prepared, laid)?.len() as u64,
            };
            sizes.push((laid.clone(), size));
        }
        Ok(Self { prepared, sizes })
    }

    /// The documents for single receivers as they are, for the time until the next ones are laid out. What was
    /// found in them is about data of before, so it is left out.
    pub fn private_ones(&self) -> Set {
        let laid = self.prepared.laid.iter().filter(|laid| !laid.document.is_public());
        Set { laid: laid.cloned().collect(), found: Findings::default() }
    }

    fn public(&self) -> impl Iterator<Item = &LaidOut> {
        self.prepared.laid.iter().filter(|laid| laid.document.is_public())
    }

    /// All documents.
    pub fn list(&self) -> Vec<Paper<'_>> {
        self.prepared.laid.iter().map(|laid| Paper { path: in_folder(laid), laid }).collect()
    }

    /// The document at a path below `dist`, or at a route of the site.
    pub fn find(&self, path: &str) -> Option<&LaidOut> {
        let on_site = path.strip_prefix("public/site/");
        self.prepared.laid.iter().find(|laid| match on_site {
            Some(route) => laid.document.is_public() && href(laid) == route,
            None => in_folder(laid) == path,
        })
    }

    /// A document as PDF.
    ///
    /// # Errors
    /// When a picture cannot be read.
    pub fn pdf(&self, files: &dyn Files, cache: &dyn Cache, laid: &LaidOut) -> io::Result<Vec<u8>> {
        let files = &AsGathered { files, project: &self.prepared.project };
        pdf(files, cache, &self.prepared, laid)
    }

    /// A page of a document as a picture, so many pixels wide; the first page is 0.
    pub fn thumbnail(
        &self,
        files: &dyn Files,
        cache: &dyn Cache,
        layout: &Layout,
        page: usize,
        width: u32,
    ) -> Option<Vec<u8>> {
        let files = &AsGathered { files, project: &self.prepared.project };
        let pictures =
            crate::render::pictures::StoredPictures::new(files, cache, &self.prepared.project.images);
        // OK because no thumbnail is wider than a screen.
        #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
        let scale = width as f32 / layout.pages.get(page)?.width.max(1.0);
        Some(to_pixels(layout, page, &self.prepared.fonts, &pictures, scale)?.png())
    }

    /// A file for the office or for one receiver that is no PDF: calendars, address cards, plans, reports.
    ///
    /// # Errors
    /// With the fault of a template.
    pub fn text(&self, path: &str) -> Result<Option<String>, ExportError> {
        let found = |files: Vec<(String, String)>| files.into_iter().find(|(at, _)| at == path);
        let prepared = &self.prepared;
        let ending = path.rsplit('.').next().unwrap_or_default();
        let found = match ending {
            "ics" | "vcf" => found(handouts::files(&prepared.project, &prepared.tongues)),
            "html" => found(plan_pages(prepared)?),
            _ => return Ok(crate::report::text(prepared, path)),
        };
        Ok(found.map(|(_, text)| text))
    }

    /// A to-do list as PDF, by its path below `dist`: of a member, or of the office. `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn todo(&self, files: &dyn Files, cache: &dyn Cache, path: &str) -> io::Result<Option<Vec<u8>>> {
        todo::one(files, cache, &self.prepared, path)
    }

    /// Paths of all those files.
    pub fn texts(&self) -> Vec<String> {
        let prepared = &self.prepared;
        let plans = plan_pages(prepared).unwrap_or_default().into_iter();
        let files = handouts::files(&prepared.project, &prepared.tongues).into_iter();
        let reports = crate::report::paths(prepared);
        plans.chain(files).map(|(path, _)| path).chain(reports).collect()
    }
}

/// The project's files as they were when they were gathered: a picture that changed since is not there, so
/// that nothing is kept under the name of what it no longer is.
struct AsGathered<'a> {
    files: &'a dyn Files,
    project: &'a Project,
}

impl Files for AsGathered<'_> {
    fn list(&self) -> io::Result<Vec<String>> {
        self.files.list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.files.read(path)?;
        let hash = self.project.picture_hash(path);
        if hash.is_empty() || hash == hex(&Sha256::digest(&bytes), 16) {
            return Ok(bytes);
        }
        Err(io::Error::other(format!("`{path}` has changed since it was looked at")))
    }
}
