//! The themes that the program brings, and what each says of itself in its `theme.toml`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::model::theme::NAMES;

static LOOM: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/loom");
static FORGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/forge");

/// Files of a theme by path.
pub(super) type Embedded = BTreeMap<String, &'static [u8]>;

/// What a theme says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Its name, by which a project chooses it.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The theme whose files stand where it has none.
    pub extends: Option<String>,
    /// The oldest and the newest version of the contract that it keeps.
    pub api: (u32, u32),
}

/// All themes of the program, the default first.
pub fn themes() -> Vec<Manifest> {
    NAMES.into_iter().map(manifest).collect()
}

/// What the theme of that name says of itself.
///
/// # Panics
/// When it is none of the program's, or its `theme.toml` lacks a key: a test reads all of them.
pub(super) fn manifest(name: &str) -> Manifest {
    let files = files(name);
    let text = std::str::from_utf8(files["theme.toml"]).expect("a theme's manifest is text");
    let table: toml::Table = text.parse().expect("a theme's manifest is TOML");
    let word = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let version = |key: &str| {
        let number = table.get("api").and_then(|api| api.get(key)).and_then(toml::Value::as_integer);
        number.and_then(|number| u32::try_from(number).ok()).expect("a theme says its versions")
    };
    Manifest {
        name: word("name").expect("a theme has a name"),
        title: word("title").expect("a theme has a title"),
        description: word("description").expect("a theme says what it is for"),
        extends: word("extends"),
        api: (version("min"), version("max")),
    }
}

/// Every file of a theme of the program.
pub(super) fn files(name: &str) -> Embedded {
    let mut all = Embedded::new();
    collect(if name == "forge" { &FORGE } else { &LOOM }, &mut all);
    all
}

/// The theme and those it extends, in the order in which files are looked for.
pub(super) fn chain(name: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.filter(|name| !names.contains(name)) {
        next = manifest(&name).extends;
        names.push(name);
    }
    names
}

fn collect(dir: &'static Dir<'static>, into: &mut Embedded) {
    for file in dir.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        into.insert(parts.join("/"), file.contents());
    }
    dir.dirs().for_each(|dir| collect(dir, into));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::theme::API;

    #[test]
    fn every_theme_is_called_as_it_is_chosen_and_keeps_the_contract() {
        for (manifest, name) in themes().iter().zip(NAMES) {
            assert_eq!(manifest.name, name);
            assert!((manifest.api.0..=manifest.api.1).contains(&API), "{manifest:?}");
        }
        assert_eq!(chain("forge"), ["forge", "loom"]);
    }
}
