//! The structure tree, the parent tree, and links that hang in both.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};
use rayon::prelude::*;

use super::content::PageContent;
use super::file::{self, PACK, Ready};
use super::numbers;
use crate::render::print::frame::{FrameItem, Layout, Target};
use crate::render::print::tags::{Role, TagId, TagNode};

/// What the rest of the file needs to know.
pub(super) struct Written {
    pub root: ObjectId,
    /// Annotations of each page.
    pub annotations: Vec<Vec<Object>>,
    /// The elements and the lists of their pages: most objects of a file, so they are written as bytes
    /// at once.
    pub ready: Vec<Ready>,
}

/// Content of a node: index of its page and marked content id.
type Place = (usize, usize);

struct Writer<'a> {
    layout: &'a Layout,
    pages: &'a [ObjectId],
    /// Object number of each node; 0 where nothing is below it.
    numbers: Vec<u32>,
    /// Content of each node in reading order.
    content: Vec<Vec<Place>>,
    /// Annotations of each node with their page.
    links: BTreeMap<TagId, Vec<(usize, ObjectId)>>,
    bounds: BTreeMap<TagId, (usize, [f32; 4])>,
    root: ObjectId,
}

/// Writes everything that makes the file tagged.
pub(super) fn write(
    doc: &mut Document,
    layout: &Layout,
    pages: &[ObjectId],
    written: &[&PageContent],
) -> Written {
    let nodes = &layout.structure.nodes;
    let mut writer = Writer {
        layout,
        pages,
        numbers: vec![0; nodes.len()],
        content: vec![Vec::new(); nodes.len()],
        links: BTreeMap::new(),
        bounds: bounds(layout),
        root: doc.new_object_id(),
    };
    for (page, content) in written.iter().enumerate() {
        for (mcid, tag) in content.marked.iter().enumerate() {
            writer.content[tag.0 as usize].push((page, mcid));
        }
    }
    let mut annotations: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    let mut parents: Vec<(i64, TagId)> = Vec::new();
    for (page, content) in written.iter().enumerate() {
        for link in &content.links {
            let key = (pages.len() + parents.len()) as i64;
            let id = writer.annotation(doc, link, key);
            annotations[page].push(id.into());
            writer.links.entry(link.tag).or_default().push((page, id));
            parents.push((key, link.tag));
        }
    }
    let used = writer.allot(doc);
    let mut ready: Vec<Ready> = used.par_chunks(PACK).map(|tags| writer.elements(tags)).collect();
    let tree = writer.parent_tree(doc, written, &parents, &mut ready);
    let kids: Vec<Object> = writer.number(TagId(0)).map(|id| (id, 0).into()).into_iter().collect();
    let next = (pages.len() + parents.len()) as i64;
    let mut dict = dictionary! { "Type" => "StructTreeRoot", "K" => kids, "ParentTree" => tree, "ParentTreeNextKey" => next };
    if let Some(ids) = writer.id_tree(&used) {
        dict.set("IDTree", ids);
    }
    doc.objects.insert(writer.root, dict.into());
    Written { root: writer.root, annotations, ready }
}

/// What figures and member blocks cover on their first page, in PDF coordinates.
fn bounds(layout: &Layout) -> BTreeMap<TagId, (usize, [f32; 4])> {
    let mut out: BTreeMap<TagId, (usize, [f32; 4])> = BTreeMap::new();
    for (index, page) in layout.pages.iter().enumerate() {
        for placed in &page.items {
            let Some(tag) = placed.tag.filter(|_| !matches!(placed.item, FrameItem::Link(_))) else {
                continue;
            };
            if layout.structure.node(tag).role != Role::Figure {
                continue;
            }
            let rect =
                [placed.x, page.height - placed.y - placed.h, placed.x + placed.w, page.height - placed.y];
            let entry = out.entry(tag).or_insert((index, rect));
            if entry.0 == index {
                let b = entry.1;
                entry.1 = [b[0].min(rect[0]), b[1].min(rect[1]), b[2].max(rect[2]), b[3].max(rect[3])];
            }
        }
    }
    out
}

/// The name of a note's node: unique in the file, and in order with the nodes.
fn note_id(tag: TagId) -> String {
    format!("note-{:08}", tag.0)
}

impl Writer<'_> {
    fn annotation(&self, doc: &mut Document, link: &super::content::LinkArea, key: i64) -> ObjectId {
        let words = self.layout.structure.node(link.tag).alt.clone().unwrap_or_default();
        let mut dict = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => numbers::array(&link.rect), "F" => 4,
            "Border" => vec![0.into(), 0.into(), 0.into()], "StructParent" => key, "Contents" => numbers::text(&words),
        };
        match &link.target {
            Target::Uri(uri) => {
                dict.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(uri.as_str()) })
            }
            Target::Mark(mark) => {
                if let Some((page, y)) = self.layout.marks.get(mark) {
                    let top = self.layout.pages[*page].height - y;
                    let dest = vec![
                        self.pages[*page].into(),
                        "XYZ".into(),
                        Object::Null,
                        Object::Real(top),
                        Object::Null,
                    ];
                    dict.set("Dest", dest);
                }
            }
        }
        doc.add_object(dict)
    }

    /// Gives an object to each node with something in it; gives these nodes in reading order.
    fn allot(&mut self, doc: &mut Document) -> Vec<TagId> {
        let nodes = &self.layout.structure.nodes;
        let mut used = vec![false; nodes.len()];
        // From the end, because a node is made before those below it.
        for (index, node) in nodes.iter().enumerate().rev() {
            let tag = TagId(index as u32);
            // An empty cell is still a cell: rows must have the same number of them.
            used[index] |= !self.content[index].is_empty()
                || self.links.contains_key(&tag)
                || matches!(node.role, Role::TD | Role::TH | Role::Document);
            if let Some(parent) = node.parent.filter(|_| used[index]) {
                used[parent.0 as usize] = true;
            }
        }
        let used: Vec<TagId> = (0..nodes.len()).filter(|i| used[*i]).map(|i| TagId(i as u32)).collect();
        for tag in &used {
            self.numbers[tag.0 as usize] = doc.new_object_id().0;
        }
        used
    }

    fn number(&self, tag: TagId) -> Option<u32> {
        self.numbers.get(tag.0 as usize).copied().filter(|number| *number > 0)
    }

    fn elements(&self, tags: &[TagId]) -> Ready {
        let mut ready = Ready { starts: Vec::with_capacity(tags.len()), bytes: Vec::new() };
        for tag in tags {
            ready.starts.push((self.numbers[tag.0 as usize], ready.bytes.len()));
            self.element(&mut ready.bytes, *tag);
        }
        ready
    }

    /// One element, ISO 32000-1, 14.7.2.
    fn element(&self, out: &mut Vec<u8>, tag: TagId) {
        let node = self.layout.structure.node(tag);
        out.extend_from_slice(b"<</Type/StructElem/S/");
        out.extend_from_slice(node.role.name().as_bytes());
        out.extend_from_slice(b"/P ");
        reference(out, node.parent.and_then(|parent| self.number(parent)).unwrap_or(self.root.0));
        let links = self.links.get(&tag).map(Vec::as_slice).unwrap_or_default();
        let content = &self.content[tag.0 as usize];
        let page = content.first().map(|(page, _)| *page).or_else(|| links.first().map(|(page, _)| *page));
        if let Some(page) = page {
            out.extend_from_slice(b"/Pg ");
            reference(out, self.pages[page].0);
        }
        self.kids(out, node, content, links, page);
        if let Some(alt) = node.alt.as_ref().filter(|_| node.role == Role::Figure) {
            entry(out, "/Alt ", &numbers::text(alt));
        }
        if node.role == Role::Note {
            entry(out, "/ID ", &Object::string_literal(note_id(tag)));
        }
        if let Some(lang) = &node.lang {
            entry(out, "/Lang ", &Object::string_literal(lang.as_str()));
        }
        if let Some(attributes) = self.attributes(tag, node) {
            entry(out, "/A ", &attributes);
        }
        out.extend_from_slice(b">>\n");
    }

    fn kids(
        &self,
        out: &mut Vec<u8>,
        node: &TagNode,
        content: &[Place],
        links: &[(usize, ObjectId)],
        page: Option<usize>,
    ) {
        out.extend_from_slice(b"/K[");
        for (on, mcid) in content {
            if page == Some(*on) {
                file::integer(out, *mcid as i64);
            } else {
                out.extend_from_slice(b"<</Type/MCR/Pg ");
                reference(out, self.pages[*on].0);
                entry(out, "/MCID ", &Object::Integer(*mcid as i64));
                out.extend_from_slice(b">>");
            }
            out.push(b' ');
        }
        for (on, annotation) in links {
            out.extend_from_slice(b"<</Type/OBJR/Obj ");
            reference(out, annotation.0);
            out.extend_from_slice(b"/Pg ");
            reference(out, self.pages[*on].0);
            out.extend_from_slice(b">> ");
        }
        for child in node.children.iter().filter_map(|child| self.number(*child)) {
            reference(out, child);
            out.push(b' ');
        }
        out.push(b']');
    }

    /// Where notes are found by their names, ISO 32000-1, 14.7.2; in order of the names.
    fn id_tree(&self, used: &[TagId]) -> Option<Object> {
        let notes = used.iter().filter(|tag| self.layout.structure.node(**tag).role == Role::Note);
        let names: Vec<Object> = notes
            .flat_map(|tag| [Object::string_literal(note_id(*tag)), (self.numbers[tag.0 as usize], 0).into()])
            .collect();
        (!names.is_empty()).then(|| dictionary! { "Names" => names }.into())
    }

    fn attributes(&self, tag: TagId, node: &TagNode) -> Option<Object> {
        let mut table = lopdf::Dictionary::new();
        if let Some(scope) = node.scope {
            table.set("Scope", scope);
        }
        if node.colspan > 1 {
            table.set("ColSpan", i64::from(node.colspan));
        }
        if !table.is_empty() {
            table.set("O", "Table");
            return Some(table.into());
        }
        if node.role == Role::L {
            let numbering = if node.numbered { "Decimal" } else { "Disc" };
            return Some(dictionary! { "O" => "List", "ListNumbering" => numbering }.into());
        }
        if let Some((_, rect)) = self.bounds.get(&tag) {
            return Some(
                dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => numbers::array(rect) }
                    .into(),
            );
        }
        let area = node
            .member
            .as_ref()
            .and_then(|member| self.layout.areas.iter().find(|area| area.member == *member))?;
        let height = self.layout.pages[area.page].height;
        let [left, top, right, bottom] = area.bounds;
        Some(dictionary! { "O" => "Layout", "BBox" => numbers::array(&[left, height - bottom, right, height - top]) }.into())
    }

    /// From the marked content of each page, and from each link, to its node, ISO 32000-1, 14.7.4.4.
    fn parent_tree(
        &self,
        doc: &mut Document,
        written: &[&PageContent],
        links: &[(i64, TagId)],
        ready: &mut Vec<Ready>,
    ) -> ObjectId {
        let mut nums: Vec<Object> = Vec::new();
        for (chunk, from) in written.chunks(PACK).zip((0..).step_by(PACK)) {
            let mut lists = Ready { starts: Vec::with_capacity(chunk.len()), bytes: Vec::new() };
            for (page, content) in chunk.iter().enumerate() {
                let id = doc.new_object_id();
                nums.extend([Object::Integer(from + page as i64), id.into()]);
                lists.starts.push((id.0, lists.bytes.len()));
                self.parents(&mut lists.bytes, &content.marked);
            }
            ready.push(lists);
        }
        for (key, tag) in links {
            nums.extend([(*key).into(), self.number(*tag).map_or(Object::Null, |id| (id, 0).into())]);
        }
        doc.add_object(dictionary! { "Nums" => nums })
    }

    fn parents(&self, out: &mut Vec<u8>, marked: &[TagId]) {
        out.push(b'[');
        for tag in marked {
            // OK because what is marked has content, and so a number.
            reference(out, self.numbers[tag.0 as usize]);
            out.push(b' ');
        }
        out.extend_from_slice(b"]\n");
    }
}

fn reference(out: &mut Vec<u8>, number: u32) {
    file::integer(out, i64::from(number));
    out.extend_from_slice(b" 0 R");
}

fn entry(out: &mut Vec<u8>, key: &str, object: &Object) {
    out.extend_from_slice(key.as_bytes());
    file::value(out, object);
}
