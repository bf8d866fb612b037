//! Pages of the site: a template and a closed view give one file.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tera::{Context, Kwargs, State, Tera};

use super::theme::{EXTRA_CSS, Theme};
use crate::compose::site::WebPage;
use crate::model::brand::{Brand, TOKENS};

/// The site's template engine.
pub struct Engine {
    tera: Tera,
}

impl Engine {
    /// Reads all templates of the theme and of the project.
    ///
    /// # Errors
    /// With the engine's words, which name template and line, when one cannot be parsed.
    pub fn new(theme: &Theme) -> Result<Self, String> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        // `base.html` is the project's when it has one, else that of the first theme that has it.
        tera.set_fallback_prefixes(theme.prefixes()).map_err(|error| error.to_string())?;
        tera.register_test("figure", is_figure);
        tera.add_raw_templates(theme.templates("templates/")).map_err(|error| error.to_string())?;
        Ok(Self { tera })
    }

    /// One page as HTML.
    ///
    /// # Errors
    /// With the engine's words when the template asks for what the view has not.
    pub fn render(&self, page: &WebPage) -> Result<String, String> {
        self.render_with(page.template, &page.context)
    }

    /// A template with its view, for a page that is not of the site.
    ///
    /// # Errors
    /// With the engine's words when the template asks for what the view has not.
    pub fn render_with(&self, template: &str, view: &Map<String, Value>) -> Result<String, String> {
        let mut context = Context::new();
        for (key, value) in view {
            context.insert(key.clone(), value);
        }
        self.tera.render(template, &context).map_err(|error| error.to_string())
    }
}

/// `{% if value is figure %}`: whether a value begins with a figure, in any digits, and so belongs to the end of
/// its column.
pub(super) fn is_figure(value: &str, _: Kwargs, _: &State<'_>) -> bool {
    value.trim_start_matches(['−', '-', '±', '<', '>', '≤', '≥', ' ']).starts_with(char::is_numeric)
}

/// The stylesheet of the brand's tokens.
pub fn tokens(brand: &Brand) -> String {
    let one = |(name, _): &(&str, &str)| format!("  --{name}: {};\n", brand.token(name));
    format!(":root {{\n{}}}\n", TOKENS.iter().map(one).collect::<String>())
}

/// Static files of the site: the theme's assets, with styles and scripts named by their content.
pub struct Assets {
    /// Bytes by route.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Route of the theme's stylesheet.
    pub css: String,
    /// Route of the brand's stylesheet.
    pub tokens_css: String,
    /// Routes of the scripts by name: `site` for `scripts/site.js`.
    pub scripts: BTreeMap<String, String>,
}

impl Assets {
    /// Collects the theme's assets and makes the brand's stylesheet.
    pub fn new(theme: &Theme, brand: Option<&Brand>) -> Self {
        let mut files = BTreeMap::new();
        let (mut css, mut scripts) = (String::new(), BTreeMap::new());
        let sheet = theme.stylesheet();
        for (name, bytes) in theme.below("assets/") {
            let bytes = if name == "site.css" { &sheet[..] } else { bytes };
            if name == EXTRA_CSS {
                continue;
            }
            let script = name.strip_prefix("scripts/").and_then(|name| name.strip_suffix(".js"));
            let route = match (name, script) {
                ("site.css", _) => hashed("assets/site", "css", bytes),
                (_, Some(stem)) => hashed(&format!("assets/{stem}"), "js", bytes),
                _ => format!("assets/{name}"),
            };
            if name == "site.css" {
                css.clone_from(&route);
            }
            if let Some(stem) = script {
                scripts.insert(stem.to_owned(), route.clone());
            }
            files.insert(route, bytes.to_vec());
        }
        let tokens = brand.map_or_else(String::new, tokens).into_bytes();
        let tokens_css = hashed("assets/brand", "css", &tokens);
        files.insert(tokens_css.clone(), tokens);
        Self { files, css, tokens_css, scripts }
    }
}

/// A route whose name says what stands there, so that it can be kept for ever.
pub fn hashed(stem: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = crate::load::document::hex(&Sha256::digest(bytes), 8);
    format!("{stem}-{hash}.{ending}")
}

/// A logo, parsed and written anew: scripts, links and metadata of the original cannot survive.
pub fn rewrite_svg(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tree = usvg::Tree::from_str(text, &crate::load::drawing::outlines()).ok()?;
    Some(tree.to_string(&usvg::WriteOptions::default()))
}
