//! The index of the search: what is in it, in which order, and how much it weighs.

use std::fs;
use std::io::Write;
use std::path::Path;

use fairfolio::compose::catalogue::Catalogue;
use fairfolio::compose::scope::Scope;
use fairfolio::compose::search::Index;
use fairfolio::files::{Files, Memory};
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::render::theme::Theme;
use serde_json::Value;

use crate::project;

fn index_script(files: &dyn Files, lang: &str) -> String {
    let (project, _) = load::load(files, project::options().today).expect("readable");
    let theme = Theme::load(files, &project.paths).expect("a theme");
    let lang = Lang::new(lang);
    let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
    let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
    Index::new(&scope, &Catalogue::new(&scope)).script()
}

fn parse(script: &str) -> Value {
    let json = script.strip_prefix("Fairfolio.index(").and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(json.expect("a call")).expect("JSON")
}

fn texts(list: &Value, at: usize) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|entry| entry[at].as_str().expect("text")).collect()
}

/// Places of a word, as the browser reads them.
fn places(index: &Value, word: &str) -> Vec<usize> {
    let at = index["words"].as_str().expect("text").split(' ').position(|w| w == word);
    let Some(at) = at else { return Vec::new() };
    let posts = index["posts"].as_str().expect("text").split(';').nth(at).expect("as many as words");
    let mut place = 0;
    let steps = posts.split(',').map(|step| usize::from_str_radix(step, 36).expect("base 36"));
    steps
        .map(|step| {
            place += step >> 2;
            place
        })
        .collect()
}

#[test]
fn everything_public_is_found_by_its_folded_words() {
    let files = project::sample();
    let index = parse(&index_script(&files, "fr"));
    let names = texts(&index["products"], 1);
    assert_eq!(names.len(), 59, "all offered products");
    let robe = names.iter().position(|name| name.contains("Châle")).expect("the shawl robe");
    assert!(places(&index, "chale").contains(&robe), "accents are folded");
    assert!(places(&index, "angavara").contains(&robe), "by its maker");
    assert_eq!(texts(&index["members"], 0).len(), 12);
    let papers = index["papers"].as_array().expect("a list").len();
    assert!(papers >= 12, "only {papers} papers");
    assert!(texts(&index["pages"], 1).contains(&"fr/for-buyers.html"));
    let arabic = parse(&index_script(&files, "ar"));
    assert!(places(&arabic, "منشفه").len() > 10, "teh marbuta is folded");
}

#[test]
fn equal_ones_stand_in_the_order_of_the_house() {
    let files = project::sample();
    let index = parse(&index_script(&files, "en"));
    let (project, _) = load::load(&files, project::options().today).expect("readable");
    let locale = Locale::new(&Lang::new("en"), Digits::Latin);
    let drawn = fairfolio::compose::order::members(&project, &locale);
    let drawn: Vec<&str> = drawn.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(texts(&index["members"], 0), drawn);
    let owners: Vec<i64> =
        index["products"].as_array().expect("a list").iter().map(|p| p[4].as_i64().unwrap_or(-1)).collect();
    assert!(owners.is_sorted(), "common products first, then each firm's in the drawn order: {owners:?}");
    let member =
        index["facets"].as_array().expect("a list").iter().find(|f| f[0] == "member").expect("a facet");
    let options = texts(&member[4], 0);
    assert_eq!(options, drawn, "a facet lists firms as the house does");
}

#[test]
fn every_product_has_a_value_under_every_facet() {
    let index = parse(&index_script(&project::sample(), "de"));
    let facets = index["facets"].as_array().expect("a list");
    let ids: Vec<&str> = facets.iter().map(|f| f[0].as_str().expect("an id")).collect();
    for wanted in ["group", "member", "certificate", "material", "moq", "lead-time", "s-gsm", "s-weave"] {
        assert!(ids.contains(&wanted), "{wanted} is not among {ids:?}");
    }
    for product in index["products"].as_array().expect("a list") {
        let values = product[12].as_array().expect("a list");
        assert_eq!(values.len(), facets.len());
        assert!(!values[0].as_array().expect("a list").is_empty(), "{} has no group", product[1]);
    }
}

#[test]
fn minimum_orders_of_different_units_have_limits_of_their_own() {
    let index = parse(&index_script(&project::sample(), "en"));
    let facets = index["facets"].as_array().expect("a list");
    let label = |facet: &Value| facet[1].as_str().expect("a label").to_owned();
    let of = |start: &str| -> Vec<usize> {
        (0..facets.len()).filter(|at| label(&facets[*at]).starts_with(start)).collect()
    };
    let orders = of("MOQ");
    let labels: Vec<String> = orders.iter().map(|at| label(&facets[*at])).collect();
    assert_eq!(labels, ["MOQ (pcs)", "MOQ (sets)"]);
    let mut seen = [0; 2];
    for product in index["products"].as_array().expect("a list") {
        let figures = orders.iter().map(|at| product[12][*at].is_number());
        let which: Vec<usize> = figures.enumerate().filter(|(_, has)| *has).map(|(n, _)| n).collect();
        assert_eq!(which.len(), 1, "{} has one minimum order", product[1]);
        seen[which[0]] += 1;
    }
    assert!(seen[0] > seen[1] && seen[1] > 0, "{seen:?}");
}

#[test]
fn the_index_is_the_same_in_every_build_and_named_by_its_content() {
    let (_, target, _) = project::built();
    let data = target.join("public/site/assets/data");
    let files = project::light_sample("x");
    for lang in ["en", "fr", "de", "ar"] {
        let start = format!("index-{lang}-");
        let names = fs::read_dir(&data).expect("a folder").map(|e| e.expect("an entry").file_name());
        let names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
        let own: Vec<&String> = names.iter().filter(|name| name.starts_with(&start)).collect();
        assert_eq!(own.len(), 1, "{own:?}");
        let written = fs::read_to_string(data.join(own[0])).expect("text");
        assert_eq!(written, index_script(&files, lang));
        assert!(page(target, lang, "search").contains(own[0].as_str()), "the page asks for it");
    }
}

fn page(target: &Path, lang: &str, name: &str) -> String {
    let folder = if lang == "en" { String::new() } else { format!("{lang}/") };
    fs::read_to_string(target.join(format!("public/site/{folder}{name}.html"))).expect("a page")
}

/// The sample with its own products again and again, each time with another's summary, until there are `n`.
fn many(n: usize) -> Memory {
    let mut files = project::sample();
    let paths = files.list().expect("in memory");
    let is_product =
        |path: &&String| path.starts_with("members/") && path.contains("/products/") && path.ends_with(".md");
    let originals: Vec<&String> =
        paths.iter().filter(is_product).filter(|p| p.matches('.').count() == 1).collect();
    let summary = |path: &str| {
        let text = String::from_utf8(files.read(path).expect(path)).expect("text");
        let line = text.lines().find(|line| line.starts_with("summary")).expect("a summary").to_owned();
        (text, line)
    };
    let texts: Vec<(String, String)> = originals.iter().map(|path| summary(path)).collect();
    let mut new = Vec::new();
    for number in 0..n - originals.len() - 3 {
        let (at, other) =
            (number % originals.len(), (number * 7 + number / originals.len()) % originals.len());
        let text = texts[at].0.replace(&texts[at].1, &texts[other].1);
        let text = text.replacen("sku        = \"", &format!("sku        = \"N{number}-"), 1);
        new.push((originals[at].replace(".md", &format!("-{number}.md")), text));
    }
    new.into_iter().for_each(|(path, text)| files.insert(path, text));
    files
}

#[test]
fn two_thousand_products_weigh_at_most_200_kb() {
    let script = index_script(&many(2000), "en");
    assert_eq!(texts(&parse(&script)["products"], 1).len(), 2000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(script.as_bytes()).expect("in memory");
    let size = gzip.finish().expect("in memory").len();
    assert!(size <= 200 * 1024, "{size} bytes");
}
