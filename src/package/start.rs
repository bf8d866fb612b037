//! The first page of the stick: what is on it, in every language, one line each. It opens from the folder.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{SITE, megabytes};
use crate::compose::catalogue::Catalogue;
use crate::compose::handouts::Tongue;
use crate::compose::routes::Routes;
use crate::compose::scope::Scope;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::pipeline::Prepared;
use crate::publish::manifest::Manifest;

/// Name of the template.
pub const TEMPLATE: &str = "start.html";

/// A brochure on the stick.
#[derive(Serialize)]
struct Brochure {
    title: String,
    paper: String,
    pages: usize,
    size: String,
    href: String,
}

/// What a language finds.
#[derive(Serialize)]
struct Section {
    lang: String,
    dir: &'static str,
    name: String,
    tagline: String,
    site: String,
    whole: String,
    whole_size: String,
    brochures: Vec<Brochure>,
    t: Value,
}

/// What the template sees. `wholes` are the sizes of the catalogues on one page, in the order of languages.
pub fn view(prepared: &Prepared, manifest: &Manifest, wholes: &[usize], tokens: &str) -> Map<String, Value> {
    let project = &prepared.project;
    let tongues = prepared.tongues();
    let sections: Vec<Section> =
        tongues.iter().zip(wholes).map(|(tongue, size)| section(prepared, manifest, tongue, *size)).collect();
    let first = tongues.first().map(|tongue| tongue.locale.lang());
    let view = json!({
        "lang": first.map_or("en", |lang| lang.as_str()),
        "dir": if first.is_some_and(|lang| lang.is_rtl()) { "rtl" } else { "ltr" },
        "tokens": tokens, "name": name(project, tongues), "sections": sections,
    });
    match view {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn name(project: &Project, tongues: &[Tongue]) -> String {
    let lang = tongues.first().map(|tongue| tongue.locale.lang());
    let name = project.consortium.as_ref().zip(lang).map(|(own, lang)| own.name.in_lang(lang).to_owned());
    name.unwrap_or_default()
}

fn section(prepared: &Prepared, manifest: &Manifest, tongue: &Tongue, whole: usize) -> Section {
    let project = &prepared.project;
    let scope = Scope::new(project, &tongue.locale, &tongue.strings, &Audience::Public);
    let lang = tongue.locale.lang();
    let routes = Routes::new(lang, &project.default_lang());
    let house = Catalogue::new(&scope).consortium;
    Section {
        lang: lang.as_str().to_owned(),
        dir: if lang.is_rtl() { "rtl" } else { "ltr" },
        name: tongue.locale.language(lang.as_str()),
        tagline: house.map_or_else(String::new, |own| own.tagline),
        site: format!("site/{}", routes.home().as_str()),
        whole: whole_name(lang.as_str()),
        whole_size: megabytes(whole as u64, &tongue.locale),
        brochures: brochures(prepared, manifest, tongue),
        t: json!(scope.strings.all()),
    }
}

/// File name of a language's catalogue on one page.
pub fn whole_name(lang: &str) -> String {
    format!("catalogue-{lang}.html")
}

fn brochures(prepared: &Prepared, manifest: &Manifest, tongue: &Tongue) -> Vec<Brochure> {
    let lang = tongue.locale.lang().as_str();
    let own = prepared.laid.iter().filter(|laid| laid.document.is_brochure() && laid.document.lang == lang);
    let one = |laid: &crate::pipeline::LaidOut| {
        let route = format!("downloads/{}.pdf", laid.document.name);
        let facts = manifest.files.get(&format!("{SITE}{route}"))?;
        Some(Brochure {
            title: laid.document.title.clone(),
            paper: laid.document.paper.to_owned(),
            pages: laid.layout.pages.len(),
            size: megabytes(facts.size, &tongue.locale),
            href: format!("site/{route}"),
        })
    };
    own.filter_map(one).collect()
}
