//! The structure tree, the parent tree, and links that hang in both.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::content::PageContent;
use super::numbers;
use crate::render::print::frame::{FrameItem, Layout, Target};
use crate::render::print::tags::{Role, TagId, TagNode};

/// What the rest of the file needs to know.
pub(super) struct Written {
    pub root: ObjectId,
    /// Annotations of each page.
    pub annotations: Vec<Vec<Object>>,
}

struct Writer<'a> {
    layout: &'a Layout,
    pages: &'a [ObjectId],
    /// Object of each node that has content somewhere below.
    ids: BTreeMap<TagId, ObjectId>,
    /// (page, marked content id) of each node in reading order.
    content: BTreeMap<TagId, Vec<(usize, usize)>>,
    /// Annotations of each node with their page.
    links: BTreeMap<TagId, Vec<(usize, ObjectId)>>,
    bounds: BTreeMap<TagId, (usize, [f32; 4])>,
}

/// Writes everything that makes the file tagged.
pub(super) fn write(
    doc: &mut Document,
    layout: &Layout,
    pages: &[ObjectId],
    written: &[PageContent],
) -> Written {
    let root = doc.new_object_id();
    let mut writer = Writer {
        layout,
        pages,
        ids: BTreeMap::new(),
        content: BTreeMap::new(),
        links: BTreeMap::new(),
        bounds: bounds(layout),
    };
    for (page, content) in written.iter().enumerate() {
        for (mcid, tag) in content.marked.iter().enumerate() {
            writer.content.entry(*tag).or_default().push((page, mcid));
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
    if !layout.structure.nodes.is_empty() {
        writer.allot(doc, TagId(0));
        writer.element(doc, TagId(0), root);
    }
    let tree = writer.parent_tree(doc, written, &parents);
    let kids: Vec<Object> = writer.ids.get(&TagId(0)).map(|id| (*id).into()).into_iter().collect();
    let next = (pages.len() + parents.len()) as i64;
    let mut dict = dictionary! { "Type" => "StructTreeRoot", "K" => kids, "ParentTree" => tree, "ParentTreeNextKey" => next };
    if let Some(ids) = writer.id_tree() {
        dict.set("IDTree", ids);
    }
    doc.objects.insert(root, dict.into());
    Written { root, annotations }
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

    /// Gives an object to each node with something in it; says whether there is.
    fn allot(&mut self, doc: &mut Document, tag: TagId) -> bool {
        let node = self.layout.structure.node(tag);
        let id = doc.new_object_id();
        let mut any = self.content.contains_key(&tag) || self.links.contains_key(&tag);
        for child in &node.children {
            any |= self.allot(doc, *child);
        }
        // An empty cell is still a cell: rows must have the same number of them.
        let any = any || matches!(node.role, Role::TD | Role::TH | Role::Document);
        if any {
            self.ids.insert(tag, id);
        }
        any
    }

    fn element(&self, doc: &mut Document, tag: TagId, parent: ObjectId) {
        let Some(&id) = self.ids.get(&tag) else { return };
        let node = self.layout.structure.node(tag);
        let mut dict = dictionary! { "Type" => "StructElem", "S" => Object::Name(node.role.name().into_bytes()), "P" => parent };
        let content = self.content.get(&tag).map(Vec::as_slice).unwrap_or_default();
        let page = content
            .first()
            .map(|(page, _)| *page)
            .or_else(|| self.links.get(&tag).and_then(|l| l.first()).map(|(page, _)| *page));
        if let Some(page) = page {
            dict.set("Pg", self.pages[page]);
        }
        let mut kids: Vec<Object> =
            content.iter().map(|(on, mcid)| self.content_kid(page, *on, *mcid)).collect();
        for (on, annotation) in self.links.get(&tag).into_iter().flatten() {
            kids.push(dictionary! { "Type" => "OBJR", "Obj" => *annotation, "Pg" => self.pages[*on] }.into());
        }
        kids.extend(
            node.children.iter().filter_map(|child| self.ids.get(child)).map(|child| Object::from(*child)),
        );
        dict.set("K", kids);
        if let Some(alt) = node.alt.as_ref().filter(|_| node.role == Role::Figure) {
            dict.set("Alt", numbers::text(alt));
        }
        if node.role == Role::Note {
            dict.set("ID", Object::string_literal(note_id(tag)));
        }
        if let Some(lang) = &node.lang {
            dict.set("Lang", Object::string_literal(lang.as_str()));
        }
        if let Some(attributes) = self.attributes(tag, node) {
            dict.set("A", attributes);
        }
        doc.objects.insert(id, dict.into());
        for child in &node.children {
            self.element(doc, *child, id);
        }
    }

    /// Where notes are found by their names, ISO 32000-1, 14.7.2; in order of the names.
    fn id_tree(&self) -> Option<Object> {
        let notes = self.ids.iter().filter(|(tag, _)| self.layout.structure.node(**tag).role == Role::Note);
        let names: Vec<Object> =
            notes.flat_map(|(tag, id)| [Object::string_literal(note_id(*tag)), Object::from(*id)]).collect();
        (!names.is_empty()).then(|| dictionary! { "Names" => names }.into())
    }

    fn content_kid(&self, page: Option<usize>, on: usize, mcid: usize) -> Object {
        if page == Some(on) {
            return Object::Integer(mcid as i64);
        }
        dictionary! { "Type" => "MCR", "Pg" => self.pages[on], "MCID" => mcid as i64 }.into()
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

    fn parent_tree(&self, doc: &mut Document, written: &[PageContent], links: &[(i64, TagId)]) -> ObjectId {
        let mut nums: Vec<Object> = Vec::new();
        let object = |tag: &TagId| self.ids.get(tag).map_or(Object::Null, |id| (*id).into());
        for (page, content) in written.iter().enumerate() {
            let parents: Vec<Object> = content.marked.iter().map(object).collect();
            nums.push((page as i64).into());
            nums.push(doc.add_object(Object::Array(parents)).into());
        }
        for (key, tag) in links {
            nums.extend([(*key).into(), object(tag)]);
        }
        doc.add_object(dictionary! { "Nums" => nums })
    }
}
