//! The site as an installed application that works without a network: its manifests, and the worker
//! that keeps pages in the visitor's browser. Which files it keeps is decided here, within a budget.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::routes::Routes;
use super::scope::Scope;
use crate::model::brand::{Brand, TOKENS};
use crate::model::text::Lang;

/// The worker's own script, below the list of files that stands at its head.
const WORKER: &str = include_str!("offline/worker.js");

/// Bytes that a language takes in the visitor's browser at most, unpacked, with its fonts.
pub const BUDGET: usize = 3_000_000;

/// Of the budget, what the fonts of a language may take; pages tell the worker which ones they use.
const FONTS: usize = 150_000;

/// Route of the worker: it can only keep what lies beside or below it.
pub const ROUTE: &str = "sw.js";

/// An icon of the installed site.
#[derive(Clone, Copy, Debug)]
pub struct Icon {
    /// Where it stands.
    pub route: &'static str,
    /// Pixels of a side.
    pub side: u32,
    /// Whether a system may cut it to a circle.
    pub maskable: bool,
}

/// The icons: two sizes, one that may be cut to any shape, and one for pages that are put on a home screen.
pub const ICONS: [Icon; 4] = [
    Icon { route: "assets/icons/192.png", side: 192, maskable: false },
    Icon { route: "assets/icons/512.png", side: 512, maskable: false },
    Icon { route: "assets/icons/maskable-512.png", side: 512, maskable: true },
    Icon { route: "assets/icons/touch-180.png", side: 180, maskable: true },
];

/// Why a file is kept: what is needed first comes first, and goes last when the budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Every language needs it: styles, scripts, the logo, the pages that say what is here.
    Shell,
    /// The index of the search.
    Index,
    /// A page that leads to others.
    Page,
    /// A product's page.
    Product,
    /// A script with data for the comparison.
    Sheet,
}

/// A file of the site as the worker sees it.
#[derive(Clone, Debug)]
pub struct Keepable {
    /// Where it stands.
    pub route: String,
    /// Its language; none for the shell.
    pub lang: Option<String>,
    /// What it is good for.
    pub used: Use,
    /// Bytes, unpacked.
    pub bytes: usize,
}

/// The worker's script. `version` changes when anything of the site does.
pub fn worker(langs: &[Lang], files: &[Keepable], version: &str) -> String {
    let mut files: Vec<&Keepable> = files.iter().collect();
    files.sort_by_key(|file| file.used);
    let shell: Vec<&Keepable> = files.iter().copied().filter(|file| file.used == Use::Shell).collect();
    let taken: usize = shell.iter().map(|file| file.bytes).sum();
    let shell: Vec<&str> = shell.iter().map(|file| file.route.as_str()).collect();
    let default = langs.first().cloned().unwrap_or_else(|| Lang::new("en"));
    let language = |lang: &Lang| {
        let routes = Routes::new(lang, &default);
        let own = files.iter().copied().filter(|file| file.lang.as_deref() == Some(lang.as_str()));
        let kept = within(own.filter(|file| file.used != Use::Shell), BUDGET.saturating_sub(FONTS + taken));
        let view = json!({ "home": routes.home().as_str(), "offline": routes.top("offline").as_str(), "routes": kept });
        (lang.as_str().to_owned(), view)
    };
    let languages: BTreeMap<String, Value> = langs.iter().map(language).collect();
    let site = json!({ "version": version, "shell": shell, "languages": languages });
    format!("const SITE = {site};\n{WORKER}")
}

/// Routes of the files that fit into so many bytes, in their order.
fn within<'f>(files: impl Iterator<Item = &'f Keepable>, mut room: usize) -> Vec<&'f str> {
    let fits = |file: &&Keepable| {
        let fits = file.bytes <= room;
        room -= if fits { file.bytes } else { 0 };
        fits
    };
    files.filter(fits).map(|file| file.route.as_str()).collect()
}

/// The manifest of a language: route and text. Addresses in it are relative, so it works below any path.
pub fn manifest(scope: &Scope<'_>, brand: Option<&Brand>, name: &str) -> (String, String) {
    let route = scope.routes.beside_home("manifest.webmanifest");
    let root = route.to_root();
    let lang = scope.locale.lang();
    let colour = |token: &str| {
        let known = TOKENS.iter().find(|(name, _)| *name == token).map_or("", |(_, hex)| hex).to_owned();
        brand.map_or(known, |brand| brand.token(token))
    };
    let icon = |icon: &Icon| {
        json!({
            "src": format!("{root}{}", icon.route), "sizes": format!("{0}x{0}", icon.side), "type": "image/png",
            "purpose": if icon.maskable { "maskable" } else { "any" },
        })
    };
    let manifest = json!({
        "name": name, "short_name": short(name), "lang": lang.as_str(),
        "dir": if lang.is_rtl() { "rtl" } else { "ltr" },
        // A folder's own page by the name of its file, which every host knows.
        "start_url": "index.html", "scope": if root.is_empty() { "./" } else { &root },
        "display": "minimal-ui", "theme_color": colour("primary"), "background_color": colour("paper"),
        "icons": ICONS.iter().filter(|icon| icon.side != 180).map(icon).collect::<Vec<_>>(),
    });
    (route.as_str().to_owned(), format!("{manifest:#}\n"))
}

/// As many words of a name as a system writes below an icon.
fn short(name: &str) -> String {
    const ROOM: usize = 12;
    let mut out = String::new();
    for word in name.split_whitespace() {
        if !out.is_empty() && out.chars().count() + 1 + word.chars().count() > ROOM {
            break;
        }
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(route: &str, used: Use, bytes: usize) -> Keepable {
        Keepable { route: route.to_owned(), lang: Some("en".to_owned()), used, bytes }
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_products_go_before_groups() {
        let files = [
            file("products/a.html", Use::Product, 1_500_000),
            file("groups/a.html", Use::Page, 1_400_000),
            file("products/b.html", Use::Product, 900_000),
            Keepable { lang: None, ..file("assets/site.css", Use::Shell, 400_000) },
        ];
        let text = worker(&[Lang::new("en")], &files, "x");
        assert!(text.contains("\"routes\":[\"groups/a.html\",\"products/b.html\"]"), "{text}");
        assert!(
            text.starts_with("const SITE = {\"version\":\"x\",\"shell\":[\"assets/site.css\"]"),
            "{text}"
        );
    }

    #[test]
    fn a_short_name_ends_with_a_whole_word() {
        assert_eq!(short("Solapur Terry House"), "Solapur");
        assert_eq!(short("Art of Oak"), "Art of Oak");
        assert_eq!(short("Donaudampfschifffahrt AG"), "Donaudampfschifffahrt");
    }
}
