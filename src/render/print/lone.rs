//! Cards that stand alone on the last page of their section, with the rest of the page empty.

use std::collections::BTreeMap;

use super::finding::{Finding, FindingKind};
use super::frame::Layout;
use super::markup::Element;

/// A finding for each page-set whose last page holds one card while a page before it holds several.
///
/// Only cards with an `id` count: theirs is a mark, and so their page is known.
pub(super) fn lone_cards(root: &Element, layout: &Layout) -> Vec<Finding> {
    let sets = root.elements().filter(|element| element.name == "page-set");
    sets.filter_map(|set| lone_card(set, layout)).collect()
}

fn lone_card(set: &Element, layout: &Layout) -> Option<Finding> {
    let mut pages: BTreeMap<usize, Vec<&Element>> = BTreeMap::new();
    gather(set, layout, &mut pages);
    let (page, last) = pages.pop_last()?;
    let [card] = last.as_slice() else { return None };
    if !pages.values().any(|cards| cards.len() > 1) {
        return None;
    }
    let name = card.find(&|element| element.name == "p").map(Element::plain_text).unwrap_or_default();
    let section = match set.get("section").unwrap_or_default() {
        "" => "its part".to_owned(),
        section => format!("`{section}`"),
    };
    let message = format!("`{name}` stands alone on the last page of {section}");
    let hint = "print one product more or one less there, or let the cards before it take less room";
    let mut finding = Finding::new(FindingKind::LoneCard, message, hint).at(card.at).of(card.source());
    finding.page = Some(page + 1);
    Some(finding)
}

fn gather<'e>(element: &'e Element, layout: &Layout, pages: &mut BTreeMap<usize, Vec<&'e Element>>) {
    let id = element.get("id").filter(|_| element.name == "card");
    if let Some((page, _)) = id.and_then(|id| layout.marks.get(id)) {
        pages.entry(*page).or_default().push(element);
    }
    element.elements().for_each(|child| gather(child, layout, pages));
}
