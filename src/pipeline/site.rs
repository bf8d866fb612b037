//! The website on its way through the pipeline: pages composed and rendered, pictures, data, and what a
//! browser keeps of all that.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::documents::sell_sheets;
use super::{ExportError, Gathered, LaidOut, Prepared, cards, template_fault};
use crate::cache::Cache;
use crate::compose::catalogue::Catalogue;
use crate::compose::exchange;
use crate::compose::offline::{self, Icon, Keepable, Use};
use crate::compose::pictures::Jobs;
use crate::compose::scope::Scope;
use crate::compose::search::Index;
use crate::compose::sheets;
use crate::compose::site::{self, DataRoutes, Download, SiteParts, WebPage};
use crate::compose::views::CategoryView;
use crate::diag::Diagnostic;
use crate::files::Files;
use crate::load::document::hex;
use crate::model::field::Field;
use crate::model::member::Member;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::publish::Sink;
use crate::render::icons::{self, Mark};
use crate::render::pictures;
use crate::render::web::{self, Assets, Engine};

/// All pages of the site, and what else it is made of.
#[derive(Default)]
pub(super) struct Composed {
    pub(super) pages: Vec<WebPage>,
    pub(super) jobs: Jobs,
    /// Files of data by route.
    pub(super) data: BTreeMap<String, String>,
    /// The part of those that pages ask for: language and use by route.
    kept: BTreeMap<String, (String, Use)>,
}

pub(super) fn compose(
    gathered: &Gathered,
    laid: &[LaidOut],
    assets: &Assets,
    downloads: &BTreeMap<String, Vec<Download>>,
) -> Composed {
    let langs = gathered.project.langs();
    let mut all = Composed::default();
    for tongue in &gathered.tongues {
        let scope = Scope::new(&gathered.project, &tongue.locale, &tongue.strings, &Audience::Public);
        let catalogue = Catalogue::new(&scope);
        let downloads = downloads.values().flatten().cloned().collect::<Vec<_>>();
        let data = data_scripts(&scope, &catalogue, &mut all);
        let parts = SiteParts {
            langs: &langs,
            downloads: &downloads,
            css: &assets.css,
            tokens_css: &assets.tokens_css,
            scripts: &assets.scripts,
            data: &data,
            sheets: &sell_sheets(laid, scope.locale.lang().as_str()),
        };
        all.pages.extend(site::pages(&scope, &catalogue, &parts));
        all.data.extend(exchanged(&scope, &catalogue));
        all.jobs.extend(scope.jobs.into_inner());
    }
    all
}

/// Files of a language for other programs: route and text.
pub(super) fn exchanged(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let brand = scope.project.consortium.as_ref().map(|own| &own.brand);
    let name = catalogue.consortium.as_ref().map_or("", |own| &own.name);
    let mut files = exchange::of_language(scope, catalogue);
    files.push(offline::manifest(scope, brand, name));
    files
}

/// Makes the scripts with a language's data and says where they stand.
pub(super) fn data_scripts(scope: &Scope<'_>, catalogue: &Catalogue, all: &mut Composed) -> DataRoutes {
    let lang = scope.locale.lang().as_str();
    let mut add = |stem: String, text: String, used: Use| {
        let route = web::hashed(&stem, "js", text.as_bytes());
        all.data.insert(route.clone(), text);
        all.kept.insert(route.clone(), (lang.to_owned(), used));
        route
    };
    let index = Index::new(scope, catalogue).script();
    let index = add(format!("assets/data/index-{lang}"), index, Use::Index);
    let sheet = |group: &CategoryView| {
        let text = sheets::script(scope, catalogue, group);
        (group.id.clone(), add(format!("assets/data/{}-{lang}", group.id), text, Use::Sheet))
    };
    DataRoutes { index, groups: catalogue.groups.iter().map(sheet).collect() }
}

/// Writes the site below the sink and remembers what of it a browser may keep.
struct Writer<'s> {
    /// `None` when only the worker is wanted, which must know of everything.
    sink: Option<&'s mut Sink>,
    kept: Vec<Keepable>,
    /// Of everything that pages are made of.
    version: Sha256,
}

impl Writer<'_> {
    fn new(sink: Option<&mut Sink>) -> Writer<'_> {
        Writer { sink, kept: Vec::new(), version: Sha256::new() }
    }

    fn put(&mut self, route: &str, bytes: &[u8]) -> std::io::Result<()> {
        match &mut self.sink {
            Some(sink) => sink.put(&format!("public/site/{route}"), bytes),
            None => Ok(()),
        }
    }

    /// The worker's script, when all that it may keep was told.
    fn worker(&mut self, project: &Project) -> String {
        let version = hex(&std::mem::take(&mut self.version).finalize(), 16);
        offline::worker(&project.langs(), &self.kept, &version)
    }

    /// A file that the worker may keep for a language, or for all.
    fn keep(&mut self, route: &str, bytes: &[u8], of: (Option<&str>, Use)) -> std::io::Result<()> {
        self.version.update(route);
        self.version.update(Sha256::digest(bytes));
        let (lang, used) = (of.0.map(str::to_owned), of.1);
        self.kept.push(Keepable { route: route.to_owned(), lang, used, bytes: bytes.len() });
        self.put(route, bytes)
    }
}

/// Renders the site into the sink; says how many pages it has.
///
/// # Errors
/// When an output cannot be written; or with a template's fault as a finding.
pub(super) fn export(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    downloads: &BTreeMap<String, Vec<Download>>,
    sink: &mut Sink,
) -> Result<usize, ExportError> {
    let brand = prepared.project.consortium.as_ref().map(|c| &c.brand);
    let assets = Assets::new(&prepared.theme, brand);
    let composed = compose(prepared, &prepared.laid, &assets, downloads);
    let Some(engine) = &prepared.engine else { return Ok(0) };
    let shown: Vec<_> = composed.pages.iter().filter_map(|page| page.card.as_ref()).collect();
    cards::export(files, cache, prepared, &shown, sink)?;
    let mut out = Writer::new(Some(sink));
    put_pages(engine, &composed.pages, &mut out)?;
    put_pictures(files, cache, &prepared.project, &composed.jobs, &mut out)?;
    put_data(&assets, &composed, &mut out)?;
    put_logos(files, prepared, &mut out)?;
    for (route, text) in exchange::of_site(&prepared.project, &composed.pages) {
        out.put(&route, text.as_bytes())?;
    }
    let worker = out.worker(&prepared.project);
    out.put(offline::ROUTE, worker.as_bytes())?;
    Ok(composed.pages.len())
}

/// The worker's script without anything else being written.
///
/// # Errors
/// With a template's fault as a finding.
pub(super) fn worker(
    files: &dyn Files,
    gathered: &Gathered,
    assets: &Assets,
    composed: &Composed,
) -> Result<String, ExportError> {
    let mut out = Writer::new(None);
    if let Some(engine) = &gathered.engine {
        put_pages(engine, &composed.pages, &mut out)?;
    }
    put_data(assets, composed, &mut out)?;
    put_logos(files, gathered, &mut out)?;
    Ok(out.worker(&gathered.project))
}

/// What pages ask for beside pictures: styles, scripts, fonts, data.
fn put_data(assets: &Assets, composed: &Composed, out: &mut Writer<'_>) -> std::io::Result<()> {
    for (route, bytes) in &assets.files {
        match route.ends_with(".css") || route.ends_with(".js") {
            true => out.keep(route, bytes, (None, Use::Shell))?,
            false => out.put(route, bytes)?,
        }
    }
    for (route, text) in &composed.data {
        match composed.kept.get(route) {
            Some((lang, used)) => out.keep(route, text.as_bytes(), (Some(lang), *used))?,
            None => out.put(route, text.as_bytes())?,
        }
    }
    Ok(())
}

fn put_pages(engine: &Engine, pages: &[WebPage], out: &mut Writer<'_>) -> Result<(), ExportError> {
    let render =
        |page: &WebPage| engine.render(page).map_err(|error| Box::new(template_fault(page.template, &error)));
    let html: Vec<Result<String, Box<Diagnostic>>> = pages.par_iter().map(render).collect();
    for (page, html) in pages.iter().zip(html) {
        let html = html.map_err(ExportError::Finding)?;
        let lang = page.context.get("lang").and_then(|lang| lang.as_str());
        let (route, html) = (page.route.as_str(), html.as_bytes());
        match page.template {
            // Signposts of printed codes are many, and nobody scans paper to look at what is kept.
            "404.html" | "code.html" => out.put(route, html)?,
            "offline.html" => out.keep(route, html, (None, Use::Shell))?,
            "product.html" => out.keep(route, html, (lang, Use::Product))?,
            _ => out.keep(route, html, (lang, Use::Page))?,
        }
    }
    Ok(())
}

fn put_pictures(
    files: &dyn Files,
    cache: &dyn Cache,
    project: &Project,
    jobs: &Jobs,
    out: &mut Writer<'_>,
) -> std::io::Result<()> {
    for (route, bytes) in pictures::encode_all(files, cache, jobs, &|path| project.picture_hash(path)) {
        out.put(&route, &bytes)?;
    }
    Ok(())
}

/// Logos, parsed and written anew, and the icons made from the consortium's.
fn put_logos(files: &dyn Files, gathered: &Gathered, out: &mut Writer<'_>) -> std::io::Result<()> {
    for (route, path) in members_logos(&gathered.project) {
        if let Some(svg) = written_anew(files, &path) {
            out.put(&route, svg.as_bytes())?;
        }
    }
    for (route, path) in own_logos(&gathered.project) {
        if let Some(svg) = written_anew(files, &path) {
            out.keep(route, svg.as_bytes(), (None, Use::Shell))?;
        }
    }
    for icon in offline::ICONS {
        if let Some(png) = icon_file(files, gathered, icon) {
            out.put(icon.route, &png)?;
        }
    }
    Ok(())
}

/// A drawing of the project, parsed and written anew.
fn written_anew(files: &dyn Files, path: &str) -> Option<String> {
    files.read(path).ok().as_deref().and_then(web::rewrite_svg)
}

fn icon_file(files: &dyn Files, gathered: &Gathered, icon: Icon) -> Option<Vec<u8>> {
    let consortium = gathered.project.consortium.as_ref()?;
    let logo = own_logos(&gathered.project).iter().find_map(|(_, path)| written_anew(files, path));
    let name = consortium.name.source.str();
    let mark = Mark { brand: &consortium.brand, logo: logo.as_deref(), name, fonts: &gathered.fonts };
    icons::paint(&mark, icon)
}

/// A logo or icon by its route, for those who ask for one at a time.
pub(super) fn mark(files: &dyn Files, gathered: &Gathered, route: &str) -> Option<Vec<u8>> {
    if let Some(icon) = offline::ICONS.into_iter().find(|icon| icon.route == route) {
        return icon_file(files, gathered, icon);
    }
    let (_, path) = logos(&gathered.project).into_iter().find(|(at, _)| at == route)?;
    written_anew(files, &path).map(String::into_bytes)
}

/// All logos by route.
pub(super) fn logos(project: &Project) -> Vec<(String, String)> {
    let own = own_logos(project).into_iter().map(|(route, path)| (route.to_owned(), path));
    members_logos(project).into_iter().chain(own).collect()
}

/// Logos of members by route.
fn members_logos(project: &Project) -> Vec<(String, String)> {
    let logo = |member: &Member| Some((format!("assets/logos/{}.svg", member.id), member.logo_path.clone()?));
    project.current_members().filter_map(logo).collect()
}

/// Logos of the consortium by route; the one for light grounds first.
fn own_logos(project: &Project) -> Vec<(&'static str, String)> {
    let Some(brand) = project.consortium.as_ref().map(|c| &c.brand) else { return Vec::new() };
    let both = [
        ("assets/logos/consortium.svg", &brand.logo),
        ("assets/logos/consortium-on-dark.svg", &brand.logo_on_dark),
    ];
    let found = |(route, field): (&'static str, &Field<String>)| {
        Some((route, crate::files::resolve("", field.get()?)?))
    };
    both.into_iter().filter_map(found).collect()
}
