//! Two themes on one contract: which one is chosen, what stands before what, what a project may replace,
//! and that files for another version are told apart. The second sample is built in the theme `forge`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use fairfolio::compose::catalogue::Catalogue;
use fairfolio::compose::scope::Scope;
use fairfolio::compose::site::{self, DataRoutes, SiteParts, WebPage};
use fairfolio::diag::render::{Format, render};
use fairfolio::files::{Files, Memory};
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::locale::strings::Strings;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::model::theme::{API, CHANGES, NAMES};
use fairfolio::pipeline::{Options, Parts, Prepared};
use fairfolio::publish::manifest::Manifest;
use fairfolio::render::theme::{Theme, blocks, themes};
use fairfolio::render::web::Engine;

use crate::brochure::failed_rules_of;
use crate::project::{build, edit, options, read, scratch};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample of engineering goods as it stands in the repository.
fn sample() -> Memory {
    static SAMPLE: OnceLock<Memory> = OnceLock::new();
    SAMPLE.get_or_init(|| read(&root().join("sample-forge"))).clone()
}

/// Its brochures, made once: what is printed needs the whole pipeline.
fn printed() -> &'static (Prepared, PathBuf, Manifest) {
    static BUILT: OnceLock<(Prepared, PathBuf, Manifest)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = scratch("printed-forge").join("dist");
        let parts = Parts { print: true, site: false, handouts: false, reports: false };
        let (prepared, manifest) = build(&sample(), &target, Options { parts, ..options() });
        (prepared, target, manifest)
    })
}

/// Every page of the site in one language, by route; without pictures, which take long to encode.
fn pages(files: &Memory, lang: &str) -> BTreeMap<String, String> {
    let (project, _) = load::load(files, options().today).expect("in memory");
    let theme = Theme::of(files, &project).expect("in memory");
    let lang = Lang::new(lang);
    let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
    let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
    let catalogue = Catalogue::new(&scope);
    let (langs, scripts) =
        (project.langs(), ["site", "search", "compare", "enquiry", "split", "qr", "product", "offline"]);
    let scripts = scripts.map(|name| (name.to_owned(), format!("{name}.js"))).into_iter().collect();
    let groups = catalogue.groups.iter().map(|group| (group.id.clone(), String::new())).collect();
    let data = DataRoutes { index: String::new(), groups };
    let parts = SiteParts {
        langs: &langs,
        downloads: &[],
        css: "a.css",
        tokens_css: "b.css",
        scripts: &scripts,
        data: &data,
        sheets: &BTreeMap::new(),
    };
    let engine = Engine::new(&theme).expect("templates");
    let render = |page: WebPage| (page.route.as_str().to_owned(), engine.render(&page).expect("a page"));
    site::pages(&scope, &catalogue, &parts).into_iter().map(render).collect()
}

/// An English page of a site that is made with a template of the project's own.
fn page_with((path, text): (&str, &str), route: &str) -> String {
    let mut files = sample();
    files.insert(path, text);
    pages(&files, "en").remove(route).expect(route)
}

fn fairfolio(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).output().expect("the command runs")
}

/// A folder with nothing but the record that chooses a theme.
fn chooses(name: &str, theme: &str) -> PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("consortium.toml"), format!("[brand]\ntheme = \"{theme}\"\n")).expect("written");
    folder
}

#[test]
fn one_line_chooses_the_theme_of_site_and_brochure() {
    let (prepared, _, _) = printed();
    let told: Vec<&str> = prepared.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(told.is_empty(), "the second sample is clean: {told:?}");
    let pages_of = |files: &Memory| pages(files, "ar").remove("ar/groups/valves.html").expect("the group");
    let group = pages_of(&sample());
    assert!(group.contains("class=\"data line-sheet\"") && !group.contains("card-product"), "a line sheet");
    let mut loom = sample();
    edit(&mut loom, "consortium.toml", "theme        = \"forge\"\n", "");
    let group = pages_of(&loom);
    assert!(group.contains("card-product") && !group.contains("line-sheet"), "cards");
}

#[test]
fn a_file_is_the_projects_then_forges_then_looms() {
    let mut own = Memory::default();
    own.insert("theme/templates/group.html", "ours");
    own.insert("theme/assets/extra.css", "/* ours */");
    let paths = own.list().expect("in memory");
    let forge = Theme::named("forge", &own, &paths).expect("in memory");
    let first = |name: &str| String::from_utf8_lossy(forge.file(name).expect(name)).into_owned();
    assert_eq!(first("templates/group.html"), "ours");
    assert!(first("templates/product.html").starts_with("{% extends \"loom/product.html\" %}"));
    assert!(first("templates/page.html").starts_with("{% extends \"base.html\" %}"), "loom's");
    let templates: BTreeMap<String, String> = forge.templates("templates/").into_iter().collect();
    assert_eq!(templates["group.html"], "ours");
    assert_eq!(
        templates["forge/page.html"], "{% extends \"loom/page.html\" %}",
        "inherited, by its name too"
    );
    assert!(templates["loom/group.html"].contains("card"), "what forge replaces can still be extended");
    let sheet = String::from_utf8(forge.stylesheet()).expect("text");
    let at = |words: &str| sheet.find(words).unwrap_or_else(|| panic!("no `{words}`"));
    assert!(
        at("The website of the theme loom") < at("The theme forge")
            && at("The theme forge") < at("/* ours */")
    );
    assert_eq!(
        Theme::named("forgery", &own, &paths).expect("in memory").name(),
        "loom",
        "the default stands in"
    );
}

#[test]
fn a_block_is_replaced_and_the_rest_stays_forges() {
    let own = "{% extends \"forge/product.html\" %}\n{% block title_block %}<p>our block</p>{% endblock %}\n";
    let html = page_with(("theme/templates/product.html", own), "products/kathivale-ball-valve.html");
    assert!(html.contains("<p>our block</p>") && !html.contains("title-block"), "{html}");
    assert!(html.contains("frame frame-two") && html.contains("<h1>Ball valve, flanged</h1>"), "{html}");
    let looms = "{% extends \"loom/product.html\" %}\n{% block similar %}{% endblock %}\n";
    let html = page_with(("theme/templates/product.html", looms), "products/kathivale-ball-valve.html");
    assert!(html.contains("shot-first") && !html.contains("frame-two"), "loom's page, where one asks for it");
    let inherited = "{% extends \"forge/imprint.html\" %}\n{% block footer %}our foot{% endblock %}\n";
    let html = page_with(("theme/templates/imprint.html", inherited), "imprint.html");
    assert!(html.contains("our foot"), "{html}");
}

#[test]
fn drawings_are_whole_and_lie_beside_the_photograph() {
    let html = pages(&sample(), "en").remove("products/aji-elbow-90.html").expect("the product");
    let photo = html.find("jpg\" sizes").expect("a photograph");
    let drawing = html.find(".svg\" width=\"240\" height=\"180\"").expect("a drawing");
    assert!(photo < drawing, "the photograph is first");
    assert!(!html.contains(" style="), "nothing inline");
    assert!(!html[..html.find("<body").expect("a body")].contains(".svg\" width"), "drawings are no cards");
}

#[test]
fn words_in_a_drawing_are_not_lost_in_silence() {
    let mut files = sample();
    let path = "members/aji/products/elbow-90.svg";
    let svg = String::from_utf8(files.read(path).expect(path)).expect("text");
    files.insert(path, svg.replace("</svg>", "<text x=\"9\" y=\"9\">R95</text></svg>"));
    let (project, findings) = load::load(&files, options().today).expect("in memory");
    let told = render(&findings.sorted(&project.sources), &project.sources, Format::Short, false);
    assert!(told.contains("error[FF0609]: `members/aji/products/elbow-90.svg` has words as text, which are not drawn (turn texts into paths"), "{told}");
}

#[test]
fn the_same_sample_gives_the_same_pages() {
    assert_eq!(pages(&sample(), "ar"), pages(&sample(), "ar"));
    let twice = [0, 1].map(|_| Theme::named("forge", &Memory::default(), [""; 0]).expect("embedded"));
    assert_eq!(twice[0].style().text, twice[1].style().text);
}

#[test]
fn the_brochures_of_the_second_sample_are_accessible_and_archivable() {
    let (_, target, manifest) = printed();
    let wanted = |path: &&String| path.starts_with("public/print/") && path.ends_with("-screen.pdf");
    let brochures: Vec<&String> = manifest.files.keys().filter(wanted).collect();
    assert_eq!(brochures.len(), 3, "{brochures:?}");
    for path in brochures {
        assert_eq!(failed_rules_of(&target.join(path)), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn files_and_blocks_of_both_themes_are_ejected_with_their_version() {
    for theme in NAMES {
        let folder = chooses(&format!("eject-{theme}"), theme);
        let dir = folder.to_str().expect("a path");
        let block = fairfolio(&["theme", "eject", "templates/product.html", dir, "--block", "similar"]);
        assert_eq!(block.status.code(), Some(0), "{block:?}");
        let ejected = fs::read_to_string(folder.join("theme/templates/product.html")).expect("ejected");
        let head = format!("{{% extends \"{theme}/product.html\" %}}\n{{% block similar %}}");
        assert!(ejected.starts_with(&head), "{ejected}");
        let manifest = fs::read_to_string(folder.join("theme/theme.toml")).expect("a manifest");
        assert!(manifest.ends_with(&format!("api = {{ min = {API}, max = {API} }}\n")), "{manifest}");
        let file = fairfolio(&["theme", "eject", &format!("{theme}/print/card.xml"), dir]);
        assert_eq!(file.status.code(), Some(0), "{file:?}");
        let card = fs::read(folder.join("theme/print/card.xml")).expect("ejected");
        assert_eq!(
            card,
            fs::read(root().join(format!("themes/{theme}/print/card.xml"))).expect("the theme's")
        );
    }
    let folder = chooses("eject-old", "forge");
    fs::create_dir_all(folder.join("theme")).expect("made");
    fs::write(folder.join("theme/theme.toml"), "api = { min = 1, max = 1 }\n").expect("written");
    let old = fairfolio(&["theme", "eject", "print/card.xml", folder.to_str().expect("a path")]);
    assert_eq!(old.status.code(), Some(2), "new files are not mixed with old ones");
    assert!(
        String::from_utf8_lossy(&old.stderr).contains("says that your files are for version 1"),
        "{old:?}"
    );
}

#[test]
fn the_list_says_which_theme_is_chosen_and_names_inherited_blocks() {
    let folder = chooses("list-forge", "forge");
    let listed = fairfolio(&["theme", "list", folder.to_str().expect("a path")]);
    let told = String::from_utf8(listed.stdout).expect("text");
    assert!(told.contains("* forge ") && told.contains("  loom "), "{told}");
    let product = told.lines().find(|line| line.starts_with("templates/product.html")).expect("a line");
    for block in ["title_block", "gallery", "facts", "similar"] {
        assert!(product.contains(block), "{product}");
    }
}

#[test]
fn the_manual_has_the_same_table_of_changes_and_every_block() {
    let manual = fs::read_to_string(root().join("docs/themes.md")).expect("the manual");
    for change in CHANGES {
        let row = format!("| {} | `{}` | `{}` | `{}` |", change.version, change.file, change.old, change.new);
        assert!(manual.contains(&row), "no row {row}");
    }
    for manifest in themes() {
        let theme = Theme::named(&manifest.name, &Memory::default(), [""; 0]).expect("embedded");
        let files = theme.changeable();
        let names = files.values().flatten().flat_map(|(_, text)| blocks(text)).map(|block| block.name);
        let missing: BTreeSet<&str> = names.filter(|name| !manual.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "not in docs/themes.md: {missing:?}");
    }
}

#[test]
fn every_language_of_forge_says_the_same_and_the_fonts_keep_their_budget() {
    let folder = root().join("themes/forge/i18n");
    let read = |lang: &str| {
        let text = fs::read_to_string(folder.join(format!("{lang}.toml"))).expect("sentences");
        Strings::read(&text).expect("TOML").keys().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    for lang in ["de", "fr", "ar"] {
        assert_eq!(read("en"), read(lang), "{lang}");
    }
    let mut bytes = 0;
    for theme in NAMES {
        for folder in ["fonts", "assets/fonts"] {
            let folder = root().join("themes").join(theme).join(folder);
            let files: Vec<PathBuf> =
                fs::read_dir(folder).expect("fonts").map(|e| e.expect("an entry").path()).collect();
            for font in files.iter().filter(|path| path.extension().is_some_and(|e| e != "txt")) {
                bytes += fs::metadata(font).expect("a font").len();
                let name = font.file_name().expect("a name").to_string_lossy().into_owned();
                let family = name.split('-').next().expect("never empty");
                let licence = font.with_file_name(format!("{family}-LICENSE.txt"));
                assert!(licence.exists(), "{name} has no licence beside it");
            }
        }
    }
    assert!(bytes <= 8_000_000, "{bytes} bytes of fonts");
}
