//! Page-sets are built side by side, each by a builder of its own, and then joined as if one had built
//! them all: what they number by themselves (nodes, headings, findings, blocks) is counted on.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::text::{Align, Shaper};

use super::build::{Builder, Context};
use super::flow::Flow;
use super::frame::{Anchor, Color, FrameItem, Placed};
use super::markup::Element;
use super::pages::Round;
use super::piece::{Kind, Piece};
use super::rounds::is_heading;
use super::sets::Set;
use super::style::Style;
use super::tags::{Role, Structure, TagId};

/// What was counted in the page-sets before.
#[derive(Clone, Copy, Default)]
struct Before {
    headings: usize,
    index_marks: usize,
    /// Level of the last heading.
    level: u8,
}

impl Before {
    fn count(&mut self, element: &Element) {
        if is_heading(&element.name) {
            self.headings += 1;
            self.level = element.name[1..].parse().unwrap_or(1);
        }
        self.index_marks += usize::from(element.name == "mark" && element.get("index").is_some());
        element.elements().for_each(|child| self.count(child));
    }
}

/// Builds all page-sets; gives the pieces of each with its index, and the rest to `all`.
pub(super) fn build_sets<'a>(
    round: &Round<'a>,
    sets: &[Set<'a>],
    cx: &Context,
    all: &mut Builder<'a>,
) -> Vec<(usize, Vec<Piece>)> {
    let mut before = Before::default();
    let mut jobs: Vec<(usize, Before)> = Vec::new();
    for (index, set) in sets.iter().enumerate() {
        let times = if set.fills { round.known.fill } else { 1 };
        for _ in 0..times {
            jobs.push((index, before));
            before.count(set.element);
        }
    }
    let built: Vec<(Builder<'a>, Vec<Piece>)> = jobs
        .par_iter()
        .map(|(index, before)| build_set(round, (*index, &sets[*index]), *before, cx))
        .collect();
    all.structure.nodes.reserve(built.iter().map(|(one, _)| one.structure.nodes.len()).sum());
    jobs.iter()
        .zip(built)
        .map(|((index, _), (builder, mut pieces))| {
            join(all, builder, &mut pieces);
            (*index, pieces)
        })
        .collect()
}

fn build_set<'a>(
    round: &Round<'a>,
    (index, set): (usize, &Set<'a>),
    before: Before,
    cx: &Context,
) -> (Builder<'a>, Vec<Piece>) {
    let mut builder = new_builder(round, cx.rtl);
    let mut inner = cx.clone();
    if let Some(fill) = set.master.fill {
        inner.ground = fill;
    }
    // Stands for the document's node and is left out in joining.
    let document = builder.structure.add(None, Role::Document);
    inner.tag = builder.structure.add(Some(document), Role::Sect);
    builder.body_height = Flow::body_height(&set.master);
    builder.note_set = index;
    builder.headings_before = before.headings;
    builder.index_count = before.index_marks;
    builder.last_level = before.level;
    let pieces = builder.flow(&set.element.children, Flow::column_width(&set.master), &inner);
    (builder, pieces)
}

/// Adds what one builder has gathered to that of all, and numbers its pieces accordingly.
fn join(all: &mut Builder<'_>, one: Builder<'_>, pieces: &mut [Piece]) {
    let shift = Shift {
        // OK because a document has far fewer nodes than 2³²; its elements are limited.
        nodes: all.structure.nodes.len() as u32 - 1,
        headings: all.headings.len(),
        blocks: all.blocks.len(),
        findings: kept_findings(all, &one),
    };
    shift.nodes(&mut all.structure, one.structure);
    all.headings.extend(one.headings);
    all.blocks.extend(one.blocks);
    all.overset.extend(one.overset);
    for (index, finding) in one.findings.into_iter().enumerate() {
        if let Some(at) = shift.findings[index] {
            debug_assert_eq!(at, all.findings.len(), "findings are kept in order");
            all.findings.push(finding);
        }
    }
    for (key, index) in one.seen {
        if let Some(at) = shift.findings.get(index).copied().flatten() {
            all.seen.entry(key).or_insert(at);
        }
    }
    for (mark, at) in one.marks_used {
        all.marks_used.entry(mark).or_insert(at);
    }
    pieces.iter_mut().for_each(|piece| shift.piece(piece));
}

/// The new index of each finding; none for what a document says only once and has said already.
fn kept_findings(all: &Builder<'_>, one: &Builder<'_>) -> Vec<Option<usize>> {
    let mut kept = vec![true; one.findings.len()];
    for (key, index) in &one.seen {
        if all.seen.contains_key(key)
            && let Some(kept) = kept.get_mut(*index)
        {
            *kept = false;
        }
    }
    let mut next = all.findings.len()..;
    kept.into_iter().map(|kept| if kept { next.next() } else { None }).collect()
}

/// By how much the numbers of a builder are moved.
struct Shift {
    nodes: u32,
    headings: usize,
    blocks: usize,
    /// New index of each finding; without one it is dropped.
    findings: Vec<Option<usize>>,
}

impl Shift {
    fn tag(&self, tag: TagId) -> TagId {
        if tag.0 == 0 { tag } else { TagId(tag.0 + self.nodes) }
    }

    fn nodes(&self, all: &mut Structure, one: Structure) {
        let mut nodes = one.nodes.into_iter();
        if let Some((document, own)) = all.nodes.first_mut().zip(nodes.next()) {
            document.children.extend(own.children.into_iter().map(|child| self.tag(child)));
        }
        all.nodes.extend(nodes.map(|mut node| {
            node.parent = node.parent.map(|parent| self.tag(parent));
            node.children.iter_mut().for_each(|child| *child = self.tag(*child));
            node
        }));
    }

    fn piece(&self, piece: &mut Piece) {
        piece.block = piece.block.map(|block| block + self.blocks);
        piece.items.retain_mut(|placed| self.placed(placed));
        piece.notes.iter_mut().for_each(|note| self.piece(note));
        if let Kind::Columns(set) = &mut piece.kind {
            set.pieces.iter_mut().for_each(|inner| self.piece(inner));
        }
    }

    /// Whether the item stays.
    fn placed(&self, placed: &mut Placed) -> bool {
        placed.tag = placed.tag.map(|tag| self.tag(tag));
        match &mut placed.item {
            FrameItem::Anchor(Anchor::Heading(index)) => *index += self.headings,
            FrameItem::Anchor(Anchor::Finding(index)) => match self.findings.get(*index).copied().flatten() {
                Some(at) => *index = at,
                None => return false,
            },
            _ => {}
        }
        true
    }
}

/// A builder that has built nothing yet.
pub(super) fn new_builder<'a>(round: &Round<'a>, rtl: bool) -> Builder<'a> {
    Builder {
        style: round.style,
        pictures: round.pictures,
        shaper: Shaper::new(round.fonts),
        known: round.known,
        prelisted: round.headings,
        preindexed: round.index,
        structure: Structure::default(),
        findings: Vec::new(),
        headings: Vec::new(),
        headings_before: 0,
        blocks: Vec::new(),
        block: None,
        marks_used: BTreeMap::new(),
        overset: Vec::new(),
        start_right: rtl,
        body_height: 0.0,
        draft: round.root.get("draft").filter(|word| !word.is_empty()).map(str::to_owned),
        last_level: 0,
        index_count: 0,
        seen: BTreeMap::new(),
        note_count: 0,
        note_set: 0,
        carried: Vec::new(),
        beside: None,
        wrap: Default::default(),
    }
}

/// The context of a document's own level, under its node `tag`.
pub(super) fn base_context(style: &Style, lang: &str, rtl: bool, tag: TagId) -> Context {
    let plain = Context {
        family: style
            .families
            .keys()
            .find(|key| *key == "sans")
            .or(style.families.keys().next())
            .cloned()
            .unwrap_or_default(),
        size: 9.5,
        leading: 13.5,
        weight: 400,
        italic: false,
        color: style.color("ink").unwrap_or_default(),
        align: Align::Start,
        tabular: false,
        tracking: 0.0,
        small_caps: false,
        hyphenate: None,
        hang: false,
        lang: lang.to_owned(),
        rtl,
        tag,
        ground: style.color("paper").unwrap_or(Color::WHITE),
        artifact: false,
    };
    style.text.get("body").map_or(plain.clone(), |body| body.onto(&plain))
}
