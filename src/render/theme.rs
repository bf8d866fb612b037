//! The theme: templates, styles, fonts and sentences. A file is looked for in the project's `theme/`,
//! then in the theme that the project chose, then in the one which that theme extends.

mod blocks;
mod bundled;
mod style;

use std::collections::BTreeMap;
use std::io;

pub use blocks::{Block, blocks};
pub use bundled::{Manifest, themes};
pub use style::LayeredStyle;

use crate::diag::Diagnostic;
use crate::files::Files;
use crate::locale::strings::Strings;
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::model::theme::NAMES;

/// Rules that are added to the stylesheet of the layer below, instead of replacing it.
pub const EXTRA_CSS: &str = "extra.css";

/// Folders of templates.
const TEMPLATES: [&str; 2] = ["templates/", "print/"];

/// A theme of the program.
struct Layer {
    name: String,
    files: bundled::Embedded,
}

/// A theme with what the project overrides.
pub struct Theme {
    /// The chosen theme and those it extends.
    layers: Vec<Layer>,
    own: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The default theme under the project's own files of `theme/`.
    ///
    /// # Errors
    /// When a file of the project cannot be read.
    pub fn load(files: &dyn Files, paths: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<Self> {
        Self::named(NAMES[0], files, paths)
    }

    /// The theme that a project chose, under its own files. For one that does not exist, which is a
    /// finding of its own, the default stands in.
    ///
    /// # Errors
    /// When a file of the project cannot be read.
    pub fn of(files: &dyn Files, project: &Project) -> io::Result<Self> {
        let chosen = project.consortium.as_ref().and_then(|c| c.brand.theme.get());
        Self::named(chosen.map_or(NAMES[0], String::as_str), files, &project.paths)
    }

    /// A theme of the program by name, the default one for an unknown name, under the project's own files.
    ///
    /// # Errors
    /// When a file of the project cannot be read.
    pub fn named(
        name: &str,
        files: &dyn Files,
        paths: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> io::Result<Self> {
        let mut own = BTreeMap::new();
        for path in paths {
            if let Some(name) = path.as_ref().strip_prefix("theme/") {
                own.insert(name.to_owned(), files.read(path.as_ref())?);
            }
        }
        let name = if NAMES.contains(&name) { name } else { NAMES[0] };
        let layer = |name: String| Layer { files: bundled::files(&name), name };
        Ok(Self { layers: bundled::chain(name).into_iter().map(layer).collect(), own })
    }

    /// Name of the chosen theme.
    pub fn name(&self) -> &str {
        &self.layers[0].name
    }

    /// What comes before the names of templates of the program's themes, in the order of the search.
    pub fn prefixes(&self) -> Vec<String> {
        self.layers.iter().map(|layer| format!("{}/", layer.name)).collect()
    }

    /// A file: the project's, else that of the first theme that has it.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        let embedded = || self.layers.iter().find_map(|layer| layer.files.get(name).copied());
        self.own.get(name).map(Vec::as_slice).or_else(embedded)
    }

    /// Every layer's file of that name, the project's first.
    fn each<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a [u8]> {
        let embedded = self.layers.iter().filter_map(move |layer| layer.files.get(name).copied());
        self.own.get(name).map(Vec::as_slice).into_iter().chain(embedded)
    }

    /// Files below a folder, by name without it; the project's own win, then those of the chosen theme.
    pub fn below<'a>(&'a self, folder: &'a str) -> BTreeMap<&'a str, &'a [u8]> {
        let embedded = self.layers.iter().rev().flat_map(|layer| &layer.files);
        let embedded = embedded.map(|(name, bytes)| (name.as_str(), *bytes));
        let own = self.own.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let all = embedded.chain(own);
        all.filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?, bytes))).collect()
    }

    /// Templates of a folder for the engine: a theme's as `loom/<name>`, the project's as `<name>`. What the
    /// chosen theme inherits can be extended by its name too, whether it changes that template or not.
    pub fn templates(&self, folder: &str) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut all = BTreeMap::new();
        for layer in &self.layers {
            for (path, bytes) in &layer.files {
                let Some(name) = path.strip_prefix(folder) else { continue };
                let (inherited, text) = (format!("{}/{name}", self.name()), text(bytes));
                let can_be_extended = blocks::parent(&text).is_some() || !blocks(&text).is_empty();
                if can_be_extended && !all.contains_key(&inherited) {
                    all.insert(inherited, format!("{{% extends \"{}/{name}\" %}}", layer.name));
                }
                all.insert(format!("{}/{name}", layer.name), text);
            }
        }
        let own = self.own.iter();
        all.extend(
            own.filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?.to_owned(), text(bytes)))),
        );
        all.into_iter().collect()
    }

    /// A template as the engine finds it: `loom/<name>` in that theme, `<name>` in the first layer that has it.
    fn template(&self, folder: &str, name: &str) -> Option<String> {
        let prefixed = name.split_once('/').filter(|(theme, _)| NAMES.contains(theme));
        let bytes = match prefixed {
            Some((theme, name)) => {
                let from = self.layers.iter().position(|layer| layer.name == theme)?;
                let path = format!("{folder}{name}");
                self.layers[from..].iter().find_map(|layer| layer.files.get(&path).copied())
            }
            None => self.file(&format!("{folder}{name}")),
        };
        bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The project's own blocks that no template above has, and templates of themes that were not chosen.
    pub fn strange_blocks(&self) -> Vec<Diagnostic> {
        let own = |folder: &'static str| {
            self.own.iter().filter_map(move |(path, bytes)| {
                let name = path.strip_prefix(folder).filter(|name| name.ends_with("ml"))?;
                Some((folder, name, String::from_utf8_lossy(bytes)))
            })
        };
        let all = TEMPLATES.into_iter().flat_map(own);
        all.flat_map(|(folder, name, text)| blocks::strange(self, folder, name, &text)).collect()
    }

    /// The stylesheet of the site: the uppermost `site.css`, then what the themes and the project add.
    pub fn stylesheet(&self) -> Vec<u8> {
        let extra = format!("assets/{EXTRA_CSS}");
        let whole = self.file("assets/site.css").unwrap_or_default();
        let parts: Vec<&[u8]> = std::iter::once(whole).chain(self.each(&extra).rev()).collect();
        parts.join(&b'\n')
    }

    /// The style of print: the project's on the theme's on that of the theme below.
    pub fn style(&self) -> LayeredStyle {
        LayeredStyle::new(
            self.each("print/style.toml").map(|bytes| std::str::from_utf8(bytes).unwrap_or_default()),
        )
    }

    /// Sentences of a language: the project's, then the theme's, then English ones.
    ///
    /// # Errors
    /// With the file and the parser's words when one of them is no TOML.
    pub fn strings(&self, lang: &Lang) -> Result<Strings, String> {
        let mut faults = Vec::new();
        let all = self.sentences(lang, &mut faults);
        faults.into_iter().next().map_or(Ok(all), Err)
    }

    /// The same; a file that is no TOML is left out and told of in `faults`.
    pub fn sentences(&self, lang: &Lang, faults: &mut Vec<String>) -> Strings {
        let base = lang.as_str().split('-').next().unwrap_or_default().to_owned();
        let mut all = Strings::default();
        for tag in [lang.as_str(), &base, "en"] {
            let name = format!("i18n/{tag}.toml");
            for bytes in self.each(&name) {
                let text = String::from_utf8_lossy(bytes);
                match Strings::read(&text) {
                    Ok(own) => all = all.or(&own),
                    Err(error) => faults.push(format!("{name}: {error}")),
                }
            }
        }
        all
    }

    /// Whether there are sentences in a language or in its main language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        let main = lang.as_str().split('-').next().unwrap_or_default();
        [lang.as_str(), main].iter().any(|tag| self.file(&format!("i18n/{tag}.toml")).is_some())
    }

    /// Print fonts, by file name.
    pub fn fonts(&self) -> Vec<(String, Vec<u8>)> {
        let is_font = |name: &&str| name.ends_with(".ttf") || name.ends_with(".otf");
        let fonts = self.below("fonts/").into_iter().filter(|(name, _)| is_font(name));
        fonts.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
    }

    /// Files that a project may replace, by path: templates, styles, sentences, scripts; each with the texts
    /// of all themes that have it, the uppermost first, and the name of that theme.
    pub fn changeable(&self) -> BTreeMap<&str, Vec<(&str, &str)>> {
        let mut all: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for layer in &self.layers {
            for (path, bytes) in &layer.files {
                let ours = path != "theme.toml" && !path.contains("fonts/");
                if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| ours) {
                    all.entry(path).or_default().push((&layer.name, text));
                }
            }
        }
        all
    }
}
