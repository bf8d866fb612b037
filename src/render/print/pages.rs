//! One round: the document's page-sets are built, dealt out and dressed with furniture.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::FontBook;

use super::build::{Builder, Context, MemberBlock, is_rtl_language};
use super::finding::{Finding, FindingKind};
use super::flow::{Draft, Flow};
use super::frame::{Anchor, BlockArea, FrameItem, Layout, Numbering, OutlineEntry, Page, Placed};
use super::furniture::{PageFacts, furniture, ground};
use super::joining::{base_context, build_sets, new_builder};
use super::markup::{Element, Node};
use super::notes::Foot;
use super::pictures::Pictures;
use super::piece::BreakTo;
use super::references::{Heading, IndexEntry, Known};
use super::rounds::set_values;
use super::sets::{Set, page_sets};
use super::style::Style;
use super::tags::Role;
use super::units::{nearest, to_mm};

/// What a round starts from.
pub(super) struct Round<'a> {
    pub root: &'a Element,
    pub style: &'a Style,
    pub pictures: &'a dyn Pictures,
    pub fonts: &'a FontBook,
    pub known: &'a Known,
    pub headings: &'a [Heading],
    pub index: &'a [IndexEntry],
}

/// Lays the document out once; gives back what was learned.
pub(super) fn lay_out(round: &Round<'_>) -> (Layout, Known) {
    let root = round.root;
    let lang = root.get("lang").unwrap_or("en").to_owned();
    let rtl = root.get("dir").map_or_else(|| is_rtl_language(&lang), |dir| dir == "rtl");
    let mut builder = new_builder(round, rtl);
    let document = builder.structure.add(None, Role::Document);
    let cx = base_context(round.style, &lang, rtl, document);
    let sets = page_sets(root, &mut builder);
    let fallback = super::default_master();
    let mut flow = Flow::new(sets.first().map_or(&fallback, |set| &set.master));
    flow.foot = Foot::new(round.style.color("hairline").unwrap_or_default());
    for (index, pieces) in build_sets(round, &sets, &cx, &mut builder) {
        let set = &sets[index];
        flow.begin_set(&set.master, set.opening.as_ref(), index, set.start);
        flow.deal(pieces);
    }
    if builder.draft.is_some() && !builder.overset.is_empty() {
        flow.deal(overset_page(
            &mut builder,
            &cx,
            sets.last().map_or(400.0, |set| Flow::column_width(&set.master)),
        ));
    }
    flow.finish();
    let Flow { pages: drafts, covered, findings, .. } = flow;
    let filled = drafts.iter().filter(|draft| sets.get(draft.set).is_some_and(|set| set.fills)).count();
    builder.findings.extend(findings);
    let mut layout = Layout {
        title: root.get("title").unwrap_or_default().to_owned(),
        subject: root.get("subject").unwrap_or_default().to_owned(),
        author: root.get("author").unwrap_or_default().to_owned(),
        lang,
        rtl,
        ..Layout::default()
    };
    dress(&mut layout, &mut builder, drafts, &sets, &cx);
    layout.areas = areas(&covered, &builder.blocks, &layout);
    let longer = blocks_too_long(&covered, &builder.blocks);
    builder.findings.extend(longer);
    let mut known = settle(&mut layout, &mut builder);
    fill_up(&mut layout, &mut known, filled, root);
    if rtl {
        mirror(&mut layout);
    }
    layout.structure = std::mem::take(&mut builder.structure);
    layout.findings = std::mem::take(&mut builder.findings);
    (layout, known)
}

/// How many pages are wanting until the count is what the document asks for.
fn fill_up(layout: &mut Layout, known: &mut Known, filled: usize, root: &Element) {
    layout.filled = filled;
    let multiple = root.number::<usize>("pages-multiple-of").unwrap_or(1).clamp(1, 64);
    let own = layout.pages.len() - filled;
    known.fill = own.next_multiple_of(multiple) - own;
}

/// The full texts of what did not fit, on a page of their own at the end of a draft.
fn overset_page(builder: &mut Builder<'_>, cx: &Context, width: f32) -> Vec<super::piece::Piece> {
    let mut children = Vec::new();
    for (of, text) in std::mem::take(&mut builder.overset) {
        let label = Element { name: "p".to_owned(), children: vec![Node::Text(of)], ..Element::default() };
        let full = Element { name: "p".to_owned(), children: vec![Node::Text(text)], ..Element::default() };
        children.extend([Node::Element(label), Node::Element(full)]);
    }
    let mut pieces = vec![super::piece::Piece::of_kind(super::piece::Kind::Break(BreakTo::Page), 0.0)];
    pieces.extend(builder.flow(&children, width, cx));
    pieces
}

fn dress(layout: &mut Layout, builder: &mut Builder<'_>, drafts: Vec<Draft>, sets: &[Set<'_>], cx: &Context) {
    let total = drafts.len();
    let mut artifact = cx.clone();
    artifact.artifact = true;
    let mut running: BTreeMap<String, String> = BTreeMap::new();
    let mut last_set = usize::MAX;
    let mut number = 0;
    for (index, draft) in drafts.into_iter().enumerate() {
        let Some(set) = sets.get(draft.set) else { continue };
        number += 1;
        if draft.set != last_set {
            number = set.first.unwrap_or(number);
            last_set = draft.set;
            // What a page-set says of itself ends what ran on from before.
            running.retain(|name, _| set.element.get(name).is_none());
        }
        let label = label(set.numbering, number);
        run(&draft.items, &mut running);
        let mut values = set_values(set.element);
        values.extend(running.clone());
        values.extend([
            ("page".to_owned(), label.clone()),
            ("pages".to_owned(), total.to_string()),
            ("title".to_owned(), layout.title.clone()),
        ]);
        let facts = PageFacts { values: &values, recto: index % 2 == 0 };
        let blank = draft.items.is_empty();
        let master = set.opening.as_ref().filter(|_| draft.opens).unwrap_or(&set.master);
        let mut items: Vec<Placed> = ground(master).into_iter().chain(draft.items).collect();
        let furniture_from = items.len();
        if !blank {
            artifact.ground = master.fill.unwrap_or(cx.ground);
            items.extend(furniture(builder, master, &facts, &artifact));
        }
        let (width, height) = master.size;
        layout.pages.push(Page {
            width,
            height,
            label,
            numbering: set.numbering,
            number,
            master: set.name.clone(),
            headings: Vec::new(),
            items,
            furniture_from,
            folded: master.folded,
        });
    }
}

/// The first setting on a page is shown there, the last one goes on.
fn run(items: &[Placed], running: &mut BTreeMap<String, String>) {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for item in items {
        if let FrameItem::Anchor(Anchor::Running(name, value)) = &item.item
            && shown.insert(name)
        {
            running.insert(name.clone(), value.clone());
        }
    }
}

fn label(numbering: Numbering, number: usize) -> String {
    match numbering {
        Numbering::Arabic => number.to_string(),
        Numbering::Roman => roman(number),
        Numbering::None => String::new(),
    }
}

fn roman(mut number: usize) -> String {
    const STEPS: &[(usize, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, letters) in STEPS {
        while number >= *value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

fn areas(covered: &[super::flow::Covered], blocks: &[MemberBlock], layout: &Layout) -> Vec<BlockArea> {
    let mut by_place: BTreeMap<(usize, usize), BlockArea> = BTreeMap::new();
    for part in covered {
        let Some(MemberBlock { member, .. }) = blocks.get(part.block) else { continue };
        let page = &layout.pages[part.page];
        let [left, top, right, bottom] = part.rect;
        let (left, top, right, bottom) =
            (left.max(0.0), top.max(0.0), right.min(page.width), bottom.min(page.height));
        let area = f64::from(to_mm(right - left)) * f64::from(to_mm(bottom - top));
        let entry = by_place.entry((part.block, part.page)).or_insert_with(|| BlockArea {
            member: member.clone(),
            page: part.page,
            mm2: 0.0,
            bounds: [left, top, right, bottom],
        });
        entry.mm2 += area.max(0.0);
        let b = entry.bounds;
        entry.bounds = [b[0].min(left), b[1].min(top), b[2].max(right), b[3].max(bottom)];
    }
    by_place.into_values().collect()
}

/// Blocks on more pages than each member has: none may be longer than its rivals'.
fn blocks_too_long(covered: &[super::flow::Covered], blocks: &[MemberBlock]) -> Vec<Finding> {
    let mut covers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for part in covered {
        covers.entry(part.block).or_default().insert(part.page);
    }
    let long = covers.into_iter().filter_map(|(index, pages)| {
        let block = blocks.get(index)?;
        let most = block.pages.filter(|most| pages.len() > *most)?;
        let message = format!("member `{}` takes {} pages; each has {most}", block.member, pages.len());
        let hint = "shorten its texts and lists until they fit";
        let mut finding =
            Finding::new(FindingKind::Overset, message, hint).at(block.at).of(block.of.as_deref());
        finding.page = pages.last().map(|page| page + 1);
        Some(finding)
    });
    long.collect()
}

/// Reads the anchors: marks, bookmarks, pages of findings. Dead references are found here.
fn settle(layout: &mut Layout, builder: &mut Builder<'_>) -> Known {
    let mut known = Known::default();
    for (index, page) in layout.pages.iter_mut().enumerate() {
        let mut kept = Vec::with_capacity(page.items.len());
        let mut removed = 0;
        for (at, placed) in std::mem::take(&mut page.items).into_iter().enumerate() {
            let FrameItem::Anchor(anchor) = &placed.item else {
                kept.push(placed);
                continue;
            };
            removed += usize::from(at < page.furniture_from);
            let mark = match anchor {
                Anchor::Mark(id) => Some(id.clone()),
                Anchor::Heading(heading) => {
                    let heading = &builder.headings[*heading];
                    page.headings.push(heading.title.clone());
                    if heading.bookmark {
                        layout.outline.push(OutlineEntry {
                            level: heading.level,
                            title: heading.title.clone(),
                            page: index,
                            y: placed.y,
                        });
                    }
                    Some(heading.mark.clone())
                }
                Anchor::Finding(finding) => {
                    builder.findings[*finding].page = Some(index + 1);
                    None
                }
                Anchor::Running(..) => None,
            };
            if let Some(mark) = mark {
                known.pages.entry(mark.clone()).or_insert((index, page.label.clone()));
                layout.marks.entry(mark).or_insert((index, placed.y));
            }
        }
        page.items = kept;
        page.furniture_from -= removed;
    }
    dead_references(builder, &known);
    known
}

fn dead_references(builder: &mut Builder<'_>, known: &Known) {
    for (mark, at) in std::mem::take(&mut builder.marks_used) {
        if !known.pages.contains_key(&mark) && !mark.is_empty() {
            let near = nearest(&mark, known.pages.keys().map(String::as_str));
            let hint = near.map_or_else(
                || "add `mark id=\"…\"`, or remove the reference".to_owned(),
                |n| format!("write `{n}`"),
            );
            builder.findings.push(
                Finding::new(FindingKind::DeadReference, format!("there is no mark `{mark}`"), hint).at(at),
            );
        }
    }
}

/// Right to left: every page as in a mirror, but what stands in it keeps its own direction.
fn mirror(layout: &mut Layout) {
    for page in &mut layout.pages {
        for placed in &mut page.items {
            placed.x = page.width - placed.x - placed.w;
        }
    }
    for area in &mut layout.areas {
        let width = layout.pages[area.page].width;
        area.bounds = [width - area.bounds[2], area.bounds[1], width - area.bounds[0], area.bounds[3]];
    }
}
