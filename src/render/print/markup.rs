//! Reading print markup: strict XML into a tree whose names and attributes are known.
//!
//! Nothing is dropped in silence: what the grammar does not know becomes a finding that names
//! the nearest known thing, and its contents are kept.

use rayon::prelude::*;

use super::finding::{At, Finding, FindingKind};
use super::grammar::{self, COMMON};
use super::units::{nearest, parse_length};

/// Deepest nesting that is laid out.
pub(super) const MAX_DEPTH: usize = 64;

/// A child of an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Characters, white space still as written.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with its attributes in the order written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    /// Its name, as in the grammar.
    pub name: String,
    /// Attributes in the order written.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Node>,
    /// Place in the template, from `at`.
    pub at: Option<At>,
    /// The source of a drawing that stands in the markup itself.
    pub drawing: Option<String>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A length in pt; bare numbers are millimetres.
    pub(super) fn mm(&self, name: &str) -> Option<f32> {
        self.get(name).and_then(|value| parse_length(value, super::units::MM))
    }

    /// A number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).and_then(|value| value.trim().parse().ok())
    }

    /// Child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element at or below this one that fits a condition, in reading order.
    pub(super) fn find(&self, wanted: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        if wanted(self) { Some(self) } else { self.elements().find_map(|child| child.find(wanted)) }
    }

    /// All characters below, joined.
    pub(super) fn plain_text(&self) -> String {
        let mut out = String::new();
        collect_text(self, &mut out);
        out.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// First source token at or below this element.
    pub(super) fn source(&self) -> Option<&str> {
        self.get("of").or_else(|| self.elements().find_map(Element::source))
    }
}

fn collect_text(element: &Element, out: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if inner.name == "br" => out.push(' '),
            Node::Element(inner) if grammar::is_inline(&inner.name) => collect_text(inner, out),
            Node::Element(inner) => {
                out.push(' ');
                collect_text(inner, out);
                out.push(' ');
            }
        }
    }
}

/// Parses markup; on a syntax error the tree is an empty document and the finding says why.
pub(super) fn parse(markup: &str) -> (Element, Vec<Finding>) {
    let mut findings = Vec::new();
    let cut = super::limit::cut_off(markup).map(|(cut, finding)| {
        findings.push(finding);
        cut
    });
    let markup = cut.as_deref().unwrap_or(markup);
    let xml = match roxmltree::Document::parse(markup) {
        Ok(xml) => xml,
        Err(error) => {
            let finding = Finding::new(
                FindingKind::Markup,
                format!("markup is not well-formed: {}", without_position(&error.to_string())),
                "close every element and escape `&` and `<`",
            );
            findings.push(finding.at(last_tag_before(markup, error.pos())));
            return (Element { name: "document".to_owned(), ..Element::default() }, findings);
        }
    };
    let root = read_document(xml.root_element(), &mut findings);
    (root, findings)
}

/// The parser's words without its place, which is one in what the template gave and nowhere to be seen.
fn without_position(words: &str) -> &str {
    let is_place = |tail: &str| tail.split(':').all(|part| part.parse::<u32>().is_ok());
    words.rsplit_once(" at ").filter(|(_, tail)| is_place(tail)).map_or(words, |(before, _)| before)
}

/// The template's place of the last tag before a position in what the template gave.
fn last_tag_before(markup: &str, position: roxmltree::TextPos) -> Option<At> {
    let lines = markup.split_inclusive('\n').take(position.row as usize);
    let upto: usize = lines.map(str::len).sum();
    let last_line = markup[..upto].trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    let column = markup[last_line..upto].char_indices().nth(position.col as usize);
    let before = &markup[..column.map_or(upto, |(at, _)| last_line + at)];
    let (_, place) = before.rsplit_once(" at=\"")?;
    At::parse(place.split('"').next()?)
}

/// The document; what stands in it, its page-sets, is read side by side.
fn read_document(node: roxmltree::Node<'_, '_>, findings: &mut Vec<Finding>) -> Element {
    let mut document = begin(node, findings);
    let children: Vec<_> = node.children().collect();
    let read = |child: &roxmltree::Node<'_, '_>| {
        let mut findings = Vec::new();
        (read_node(*child, 1, &mut findings), findings)
    };
    let read: Vec<(Option<Node>, Vec<Finding>)> = children.par_iter().map(read).collect();
    for (child, found) in read {
        document.children.extend(child);
        findings.extend(found);
    }
    document
}

/// The element itself, without what is in it.
fn begin(node: roxmltree::Node<'_, '_>, findings: &mut Vec<Finding>) -> Element {
    let name = node.tag_name().name().to_owned();
    let attributes: Vec<(String, String)> =
        node.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
    let mut element = Element { name, attributes, ..Element::default() };
    element.at = element.get("at").and_then(At::parse);
    check(&mut element, findings);
    element
}

fn read(node: roxmltree::Node<'_, '_>, depth: usize, findings: &mut Vec<Finding>) -> Element {
    let mut element = begin(node, findings);
    if depth >= MAX_DEPTH {
        let message = format!("`{}` is nested more than {MAX_DEPTH} deep", element.name);
        findings
            .push(Finding::new(FindingKind::NestingTooDeep, message, "flatten the template").at(element.at));
        return element;
    }
    if element.name == "svg" && node.children().any(|child| child.is_element()) {
        element.drawing = Some(drawing(node));
        return element;
    }
    element.children.extend(node.children().filter_map(|child| read_node(child, depth + 1, findings)));
    element
}

fn read_node(node: roxmltree::Node<'_, '_>, depth: usize, findings: &mut Vec<Finding>) -> Option<Node> {
    if node.is_element() {
        return Some(Node::Element(read(node, depth, findings)));
    }
    node.text().filter(|_| node.is_text()).map(|text| Node::Text(text.to_owned()))
}

/// A drawing that stands in the markup, as a file of its own.
fn drawing(node: roxmltree::Node<'_, '_>) -> String {
    let source = node.document().input_text();
    let view = node.attribute("viewBox").unwrap_or("0 0 100 100");
    let inner: String = node.children().map(|child| &source[child.range()]).collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\">{inner}</svg>")
}

/// Unknown elements are laid out as a `stack`, or a `span` inside text; unknown attributes are ignored.
fn check(element: &mut Element, findings: &mut Vec<Finding>) {
    let Some(rule) = grammar::rule(&element.name) else {
        let near = nearest(&element.name, grammar::ELEMENTS.iter().map(|rule| rule.name));
        let hint = near.map_or_else(
            || "see the list of elements in docs/print-markup.md".to_owned(),
            |n| format!("write `{n}`"),
        );
        findings.push(
            Finding::new(FindingKind::Markup, format!("unknown element `{}`", element.name), hint)
                .at(element.at),
        );
        // What is meant may want attributes that are not here; a second finding would only confuse.
        element.name = near.filter(|name| grammar::is_inline(name)).unwrap_or("stack").to_owned();
        return;
    };
    if rule.attributes.contains(&"*") {
        return;
    }
    for (key, _) in &element.attributes {
        if !COMMON.contains(&key.as_str()) && !rule.attributes.contains(&key.as_str()) {
            let near = nearest(key, rule.attributes.iter().chain(COMMON).copied());
            let hint =
                near.map_or_else(|| format!("remove it from `{}`", element.name), |n| format!("write `{n}`"));
            let message = format!("`{}` has no attribute `{key}`", element.name);
            findings.push(Finding::new(FindingKind::Markup, message, hint).at(element.at));
        }
    }
}
