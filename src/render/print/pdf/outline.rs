//! Bookmarks, nested as the headings are.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::numbers;
use crate::render::print::frame::{Layout, OutlineEntry};

struct Node<'a> {
    entry: &'a OutlineEntry,
    id: ObjectId,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Writes the bookmarks; gives their root, or nothing when there are none.
pub(super) fn write(doc: &mut Document, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    if layout.outline.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let nodes = nest(doc, &layout.outline);
    let top: Vec<usize> = (0..nodes.len()).filter(|index| nodes[*index].parent.is_none()).collect();
    for index in 0..nodes.len() {
        let node = &nodes[index];
        let siblings = node.parent.map_or(&top, |parent| &nodes[parent].children);
        // Siblings are in order.
        let at = siblings.binary_search(&index).unwrap_or(0);
        let y = layout.pages[node.entry.page].height - node.entry.y;
        let mut dict = dictionary! {
            "Title" => numbers::text(&node.entry.title),
            "Parent" => node.parent.map_or(root, |parent| nodes[parent].id),
            "Dest" => vec![pages[node.entry.page].into(), "XYZ".into(), Object::Null, Object::Real(y), Object::Null],
        };
        if at > 0 {
            dict.set("Prev", nodes[siblings[at - 1]].id);
        }
        if let Some(next) = siblings.get(at + 1) {
            dict.set("Next", nodes[*next].id);
        }
        if let (Some(first), Some(last)) = (node.children.first(), node.children.last()) {
            dict.set("First", nodes[*first].id);
            dict.set("Last", nodes[*last].id);
            // Negative: folded, so that a long catalogue opens with its parts in view.
            dict.set("Count", -(node.children.len() as i64));
        }
        doc.objects.insert(node.id, dict.into());
    }
    let ends = [top[0], top[top.len() - 1]].map(|index| nodes[index].id);
    doc.objects.insert(root, dictionary! { "Type" => "Outlines", "First" => ends[0], "Last" => ends[1], "Count" => top.len() as i64 }.into());
    Some(root)
}

fn nest<'a>(doc: &mut Document, entries: &'a [OutlineEntry]) -> Vec<Node<'a>> {
    let mut nodes: Vec<Node<'a>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for entry in entries {
        while open.last().is_some_and(|last| nodes[*last].entry.level >= entry.level) {
            open.pop();
        }
        let index = nodes.len();
        let parent = open.last().copied();
        nodes.push(Node { entry, id: doc.new_object_id(), parent, children: Vec::new() });
        if let Some(parent) = parent {
            nodes[parent].children.push(index);
        }
        open.push(index);
    }
    nodes
}
