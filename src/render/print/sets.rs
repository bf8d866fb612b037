//! Page-sets as read from the markup: on which master and paper, numbered how, beginning where.

use super::build::Builder;
use super::finding::FindingKind;
use super::flow::Flow;
use super::frame::Numbering;
use super::markup::{Element, Node};
use super::piece::BreakTo;
use super::style::Master;
use super::units::nearest;

/// A page-set with what was read of it.
pub(super) struct Set<'a> {
    pub element: &'a Element,
    pub name: String,
    pub master: Master,
    /// Master of its first page, where that differs.
    pub opening: Option<Master>,
    pub numbering: Numbering,
    pub first: Option<usize>,
    pub start: Option<BreakTo>,
    /// Whether its pages only fill up the page count.
    pub fills: bool,
}

pub(super) fn page_sets<'a>(root: &'a Element, builder: &mut Builder<'_>) -> Vec<Set<'a>> {
    let mut sets: Vec<Set<'a>> = Vec::new();
    let document_paper = document_paper(root, builder);
    for child in &root.children {
        match child {
            Node::Element(element) if element.name == "page-set" => {
                sets.push(read_set(element, document_paper, builder));
            }
            Node::Element(element) => {
                builder.report(
                    FindingKind::Markup,
                    element,
                    format!("`{}` stands outside a `page-set`", element.name),
                    "wrap it in `<page-set master=\"…\">`",
                );
            }
            Node::Text(text) if !text.trim().is_empty() => {
                builder.report(
                    FindingKind::Markup,
                    root,
                    "text stands outside a `page-set`".to_owned(),
                    "wrap it in `<page-set master=\"…\">`",
                );
            }
            Node::Text(_) => {}
        }
    }
    sets
}

/// The paper that masters without one of their own are set on.
fn document_paper(root: &Element, builder: &mut Builder<'_>) -> (f32, f32) {
    let name = root.get("paper").unwrap_or("A4");
    super::style::paper(name).unwrap_or_else(|| {
        let message = format!("`{name}` is not a paper");
        builder.report(FindingKind::Markup, root, message, "use A4, A5, Letter or `105x74`");
        super::default_master().size
    })
}

fn read_set<'a>(element: &'a Element, paper: (f32, f32), builder: &mut Builder<'_>) -> Set<'a> {
    let name = element.get("master").unwrap_or("page").to_owned();
    let found = builder.style.masters.get(&name).cloned();
    if found.is_none() {
        let near = nearest(&name, builder.style.masters.keys().map(String::as_str));
        let hint = near.map_or_else(|| "define it in style.toml".to_owned(), |n| format!("write `{n}`"));
        builder.report(FindingKind::Style, element, format!("there is no master `{name}`"), &hint);
    }
    let fills = element.get("fill") == Some("yes");
    if fills {
        only_fills(element, builder);
    }
    let mut master = found.unwrap_or_else(super::default_master);
    if !master.own_paper {
        master.size = paper;
    }
    let opening = master.first.clone().and_then(|first| opening(element, &mut master, &first, builder));
    let numbering = match element.get("numbering") {
        Some("roman") => Numbering::Roman,
        Some("none") => Numbering::None,
        _ => Numbering::Arabic,
    };
    let start = match element.get("start") {
        Some("left") => Some(BreakTo::Left),
        Some("right") => Some(BreakTo::Right),
        _ => None,
    };
    Set { element, name, master, opening, numbering, first: element.number("first"), start, fills }
}

/// What fills up may stand on no page or on several, so nothing can lead there.
fn only_fills(element: &Element, builder: &mut Builder<'_>) {
    let listed =
        |e: &Element| super::rounds::is_heading(&e.name) || e.name == "mark" || e.get("id").is_some();
    if let Some(found) = element.find(&listed) {
        let message = format!("`{}` stands in a page-set that fills up", found.name);
        builder.report(
            FindingKind::Markup,
            found,
            message,
            "write `p class=\"h1\"` for its heading, and no marks",
        );
    }
}

/// The master of the first page; its columns must be as wide, because text is set before it is dealt out.
fn opening(element: &Element, master: &mut Master, first: &str, builder: &mut Builder<'_>) -> Option<Master> {
    let Some(mut opening) = builder.style.masters.get(first).cloned() else {
        let message = format!("there is no master `{first}` to open with");
        builder.report(FindingKind::Style, element, message, "define it in style.toml, or remove `first`");
        return None;
    };
    if !opening.own_paper {
        opening.size = master.size;
    }
    if (Flow::column_width(&opening) - Flow::column_width(master)).abs() > 0.01 {
        let message = format!("the columns of master `{first}` are not as wide as those that follow");
        builder.report(FindingKind::Style, element, message, "give both the same side margins and columns");
        return None;
    }
    Some(opening)
}
