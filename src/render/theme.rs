//! The theme: templates, styles, fonts and sentences, embedded in the binary. A project overrides
//! single files by putting its own into `theme/`.

use std::collections::BTreeMap;
use std::io;

use include_dir::{Dir, include_dir};

use crate::files::Files;
use crate::locale::strings::Strings;
use crate::model::text::Lang;

static LOOM: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/loom");

/// Name of the embedded theme; its templates are registered below it.
pub const NAME: &str = "loom";

/// A theme with what the project overrides.
pub struct Theme {
    embedded: BTreeMap<String, &'static [u8]>,
    own: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The default theme under the project's own files of `theme/`.
    ///
    /// # Errors
    /// When a file of the project cannot be read.
    pub fn load(files: &dyn Files, paths: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<Self> {
        let mut own = BTreeMap::new();
        for path in paths {
            if let Some(name) = path.as_ref().strip_prefix("theme/") {
                own.insert(name.to_owned(), files.read(path.as_ref())?);
            }
        }
        let mut embedded = BTreeMap::new();
        collect(&LOOM, &mut embedded);
        Ok(Self { embedded, own })
    }

    /// A file: the project's, else the theme's.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.own.get(name).map(Vec::as_slice).or_else(|| self.embedded.get(name).copied())
    }

    /// A text file; empty when it is missing or no text.
    pub fn text(&self, name: &str) -> &str {
        self.file(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Files below a folder, by name without it; the project's own win.
    pub fn below<'a>(&'a self, folder: &'a str) -> BTreeMap<&'a str, &'a [u8]> {
        let embedded = self.embedded.iter().map(|(name, bytes)| (name.as_str(), *bytes));
        let own = self.own.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let all = embedded.chain(own);
        all.filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?, bytes))).collect()
    }

    /// Templates of a folder for the engine: the theme's as `loom/<name>`, the project's as `<name>`.
    pub fn templates(&self, folder: &str) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let themes = self.embedded.iter().filter_map(|(name, bytes)| {
            Some((format!("{NAME}/{}", name.strip_prefix(folder)?), text(bytes)))
        });
        let own = self
            .own
            .iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?.to_owned(), text(bytes))));
        themes.chain(own).collect()
    }

    /// Sentences of a language: the project's, then the theme's, then English ones.
    ///
    /// # Errors
    /// With the file and the parser's words when one of them is no TOML.
    pub fn strings(&self, lang: &Lang) -> Result<Strings, String> {
        let base = lang.as_str().split('-').next().unwrap_or_default().to_owned();
        let mut all = Strings::default();
        for tag in [lang.as_str(), &base, "en"] {
            let name = format!("i18n/{tag}.toml");
            let own = self.own.get(&name).map(Vec::as_slice);
            for bytes in own.into_iter().chain(self.embedded.get(&name).copied()) {
                let text = String::from_utf8_lossy(bytes);
                all = all.or(&Strings::read(&text).map_err(|error| format!("{name}: {error}"))?);
            }
        }
        Ok(all)
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
}

/// Files of the theme that a project may replace: templates, styles, sentences. By path.
pub fn changeable() -> BTreeMap<String, &'static str> {
    let mut embedded = BTreeMap::new();
    collect(&LOOM, &mut embedded);
    let is_ours = |path: &str| !path.contains("fonts/");
    let text = |(path, bytes): (String, &'static [u8])| Some((path, std::str::from_utf8(bytes).ok()?));
    embedded.into_iter().filter(|(path, _)| is_ours(path)).filter_map(text).collect()
}

/// A block of a template.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'t> {
    /// Its name.
    pub name: &'t str,
    /// All of it, from its first to its last tag.
    pub source: &'t str,
}

/// The blocks of a template, also those inside others, in the order in which they begin.
pub fn blocks(template: &str) -> Vec<Block<'_>> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some((start, tag)) =
        template[at..].find("{%").map(|offset| (at + offset, &template[at + offset..]))
    {
        let Some(length) = tag.find("%}").map(|end| end + 2) else { break };
        let mut words = tag[2..length - 2].trim_matches('-').split_whitespace();
        match (words.next(), words.next()) {
            (Some("block"), Some(name)) => open.push((start, name)),
            (Some("endblock"), _) => {
                if let Some((from, name)) = open.pop() {
                    found.push((from, Block { name, source: &template[from..start + length] }));
                }
            }
            _ => {}
        }
        at = start + length;
    }
    found.sort_by_key(|(from, _)| *from);
    found.into_iter().map(|(_, block)| block).collect()
}

fn collect(dir: &'static Dir<'static>, into: &mut BTreeMap<String, &'static [u8]>) {
    for file in dir.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        into.insert(parts.join("/"), file.contents());
    }
    dir.dirs().for_each(|dir| collect(dir, into));
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn blocks_inside_blocks_are_found_whole() {
        let template = "{% block a %}x{% block b %}{% if c %}y{% endif %}{% endblock b %}{%- endblock -%}";
        let inner = Block { name: "b", source: "{% block b %}{% if c %}y{% endif %}{% endblock b %}" };
        assert_eq!(blocks(template), [Block { name: "a", source: template }, inner]);
    }
}
