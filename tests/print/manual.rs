//! The manual of print markup: its snippets are whole, set without a fault, and look as its pictures do.

use std::collections::BTreeSet;

use fairfolio::render::print::{elements, style_keys};

use crate::snippet::{Snippet, folder, manual};
use crate::support::fonts;

fn text() -> String {
    std::fs::read_to_string(manual()).expect("the manual")
}

/// Names of the elements and attributes that the snippets use: `row`, `row@gap`.
fn used() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for snippet in Snippet::all() {
        let markup = snippet.markup();
        let xml = roxmltree::Document::parse(&markup).expect("well-formed");
        for element in xml.descendants().filter(roxmltree::Node::is_element) {
            let name = element.tag_name().name();
            used.insert(name.to_owned());
            used.extend(element.attributes().map(|attribute| format!("{name}@{}", attribute.name())));
        }
    }
    used
}

/// Everything in the manual that is set as code, cut into words.
fn code_words(text: &str) -> BTreeSet<&str> {
    let prose: Vec<&str> = text.split("```").step_by(2).collect();
    let code = prose.into_iter().flat_map(|part| part.split('`').skip(1).step_by(2));
    code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')).collect()
}

#[test]
fn every_element_and_attribute_is_explained_and_shown() {
    let (text, used) = (text(), used());
    let words = code_words(&text);
    for (element, attributes) in elements() {
        assert!(words.contains(element), "`{element}` is not explained");
        assert!(used.contains(element), "`{element}` is shown in no snippet");
        for attribute in attributes.iter().filter(|attribute| **attribute != "*") {
            assert!(words.contains(attribute), "`{attribute}` of `{element}` is not explained");
            let shown =
                used.iter().any(|one| one.split_once('@').is_some_and(|(_, name)| name == *attribute));
            assert!(shown, "`{attribute}` of `{element}` is shown in no snippet");
        }
    }
}

#[test]
fn every_key_of_a_style_is_explained() {
    let text = text();
    let (_, styles) = text.split_once("\n## Styles\n").expect("a chapter on styles");
    let words = code_words(styles);
    for key in style_keys() {
        assert!(words.contains(key), "`{key}` is not explained");
    }
}

#[test]
fn every_snippet_is_set_without_a_fault() {
    let fonts = fonts();
    for snippet in Snippet::all() {
        let (_, findings) = snippet.lay(&fonts);
        assert_eq!(findings, [], "{}", snippet.name);
    }
}

#[test]
fn the_manual_shows_each_snippet_as_it_is_and_nothing_else() {
    let text = text();
    let mut files: BTreeSet<String> = std::fs::read_dir(folder())
        .expect("docs/markup")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    for part in text.split("](markup/").skip(1) {
        let (picture, after) = part.split_once(')').expect("the end of a link");
        assert!(files.remove(picture), "the picture {picture} is missing or shown twice");
        for ending in ["xml", "toml"] {
            let name = picture.replace("png", ending);
            if !files.remove(&name) {
                continue;
            }
            let source = std::fs::read_to_string(folder().join(&name)).expect("a snippet");
            assert!(
                after.contains(&format!("```{ending}\n{source}```\n")),
                "{name} reads otherwise in the manual: run scripts/markup-pictures"
            );
        }
    }
    assert!(files.is_empty(), "not used in the manual: {files:?}");
}

/// Levels of 255 by which pixels may differ on average: pictures are reduced to 64 colours.
const NEAR: f64 = 3.0;

#[test]
fn pictures_show_what_the_engine_draws_today() {
    let fonts = fonts();
    for snippet in Snippet::all() {
        let drawn = snippet.picture(&snippet.lay(&fonts).0, &fonts);
        let path = folder().join(&snippet.name).with_extension("png");
        let stored = image::open(path).expect("a picture").to_rgb8();
        assert_eq!(drawn.dimensions(), stored.dimensions(), "{}", snippet.name);
        let apart: u64 = drawn.iter().zip(stored.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = apart as f64 / drawn.len() as f64;
        assert!(mean < NEAR, "{} looks otherwise ({mean:.1}): run scripts/markup-pictures", snippet.name);
    }
}
