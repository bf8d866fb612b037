//! From the tree of markup to pieces: everything is measured, styled and tagged here.
//!
//! A piece never breaks. Text gives one piece a line, tables and grids one a row, a card is one.
//! Which page they land on is decided by `flow`.

mod barcode;
mod block;
mod field;
mod float;
mod generated;
mod grid;
mod inline;
mod list;
mod note;
mod paragraph;
mod picture;
mod qr;
mod shortcomings;
mod sized;
mod svg;
mod table;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::text::{Align, Shaper};

use super::finding::{At, Finding, FindingKind};
use super::frame::{Anchor, Color, FrameItem, Placed};
use super::markup::{Element, Node};
use super::pictures::Pictures;
use super::piece::{BreakTo, Kind, Origin, Piece};
use super::references::{Heading, IndexEntry, Known};
use super::style::{Style, TextStyle};
use super::tags::{Role, Structure, TagId};

/// What text inherits from the elements around it.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub family: String,
    pub size: f32,
    pub leading: f32,
    pub weight: u16,
    pub italic: bool,
    pub color: Color,
    pub align: Align,
    pub tabular: bool,
    pub tracking: f32,
    pub small_caps: bool,
    /// Whether words may be divided; without a word on it, those of justified text.
    pub hyphenate: Option<bool>,
    /// Whether marks at the ends of justified lines stand in the margin.
    pub hang: bool,
    pub lang: String,
    pub rtl: bool,
    /// Node that new structure hangs under.
    pub tag: TagId,
    /// Ground the text stands on, for contrast.
    pub ground: Color,
    /// No structure: repeated heads and furniture.
    pub artifact: bool,
}

/// What belongs to one member.
pub(crate) struct MemberBlock {
    pub member: String,
    /// Pages it may take, so that every member has as many.
    pub pages: Option<usize>,
    pub at: Option<At>,
    pub of: Option<String>,
}

/// Everything a round of building needs and gathers.
pub(crate) struct Builder<'a> {
    pub style: &'a Style,
    pub pictures: &'a dyn Pictures,
    pub shaper: Shaper<'a>,
    pub known: &'a Known,
    pub prelisted: &'a [Heading],
    pub preindexed: &'a [IndexEntry],
    pub structure: Structure,
    pub findings: Vec<Finding>,
    pub headings: Vec<Heading>,
    /// Headings in the page-sets before this builder's.
    pub headings_before: usize,
    pub blocks: Vec<MemberBlock>,
    pub block: Option<usize>,
    pub marks_used: BTreeMap<String, Option<At>>,
    /// Whole texts of overset slots, for the added page of a draft.
    pub overset: Vec<(String, String)>,
    pub start_right: bool,
    /// Height between the margins of the present page-set's pages, pt.
    pub body_height: f32,
    pub draft: Option<String>,
    pub last_level: u8,
    pub index_count: usize,
    /// Notes counted in this page-set, and which set that is.
    pub note_count: usize,
    pub note_set: usize,
    /// Notes of what stands in an unbreakable piece that is not yet made.
    pub carried: Vec<Piece>,
    /// A picture that the next paragraphs stand beside.
    pub beside: Option<float::Beside>,
    /// The lines of the next paragraph that are narrower.
    pub wrap: float::Wrap,
    /// Findings that are reported once a document: what they are about, and their index.
    pub seen: BTreeMap<String, usize>,
}

impl Builder<'_> {
    pub(crate) fn report(
        &mut self,
        kind: FindingKind,
        element: &Element,
        message: String,
        hint: &str,
    ) -> usize {
        let finding = Finding::new(kind, message, hint).at(element.at).of(element.source());
        self.findings.push(finding);
        self.findings.len() - 1
    }

    /// Whether the finding that is reported next is the first of its kind in the document.
    pub(crate) fn is_first(&mut self, key: String) -> bool {
        match self.seen.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(entry) => {
                entry.insert(self.findings.len());
                true
            }
        }
    }

    /// Pieces for the children of an element in a column of `width`.
    pub(crate) fn flow(&mut self, children: &[Node], width: f32, cx: &Context) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let outer = self.beside.take();
        let mut loose: Vec<Node> = Vec::new();
        for child in children {
            match child {
                Node::Element(element)
                    if !super::grammar::is_inline(&element.name) || is_bare_mark(element, &loose) =>
                {
                    self.loose(&mut loose, width, cx, &mut pieces);
                    self.element(element, width, cx, &mut pieces);
                }
                other => loose.push(other.clone()),
            }
        }
        self.loose(&mut loose, width, cx, &mut pieces);
        self.clear(&mut pieces);
        self.beside = outer;
        pieces
    }

    /// Text that stands directly in a container is a paragraph of its own.
    fn loose(&mut self, loose: &mut Vec<Node>, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let nodes = std::mem::take(loose);
        let blank = |node: &Node| matches!(node, Node::Text(text) if text.trim_matches([' ', '\n', '\t', '\r']).is_empty());
        if nodes.iter().all(blank) {
            return;
        }
        let role = self.loose_role(cx);
        let element = Element { name: "p".to_owned(), children: nodes, ..Element::default() };
        self.wrapped(&element, width, cx, role, &TextStyle::default(), pieces);
    }

    /// Inside cells, list bodies and the like the text is the content of that node itself.
    fn loose_role(&self, cx: &Context) -> Option<Role> {
        let node = self.structure.node(cx.tag);
        let holds_text =
            matches!(node.role, Role::TD | Role::TH | Role::LBody | Role::Lbl | Role::Link | Role::P);
        (!holds_text || !node.children.is_empty()).then_some(Role::P)
    }

    fn element(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let cx = &self.enter(element, cx);
        if !matches!(element.name.as_str(), "p" | "pre" | "mark" | "running") {
            self.clear(pieces);
        }
        let from = pieces.len();
        if let Some(id) = element.get("id").filter(|_| element.name != "mark") {
            pieces.push(Piece::anchor(FrameItem::Anchor(Anchor::Mark(id.to_owned()))));
        }
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, width, cx, pieces),
            "p" | "pre" => self.styled_paragraph(element, width, cx, pieces),
            "blockquote" => self.quote(element, width, cx, pieces),
            "ul" | "ol" => self.list(element, width, cx, pieces),
            "table" => self.table(element, width, cx, pieces),
            "grid" => self.grid(element, width, cx, pieces),
            "row" => self.row(element, width, cx, pieces),
            "stack" if element.get("height").is_none() && element.get("place").is_none() => {
                self.open_stack(element, width, cx, pieces)
            }
            "stack" | "box" | "card" => self.sized(element, width, cx, pieces),
            "columns" => self.columns(element, width, cx, pieces),
            "img" if element.get("float").is_some() => self.float(element, width, cx, pieces),
            "img" => self.image(element, width, cx, pieces),
            "svg" => self.drawing(element, width, cx, pieces),
            "barcode" => self.barcode(element, width, cx, pieces),
            "qr" => self.qr(element, width, cx, pieces),
            "field" => self.field(element, width, cx, pieces),
            "rule" | "hr" => self.rule(element, width, pieces),
            "spacer" => pieces.push(spacer(element)),
            "break" => self.forced_break(element, pieces),
            "keep" => self.keep(element, width, cx, pieces),
            "block" => self.member_block(element, width, cx, pieces),
            "running" => pieces.push(running(element)),
            "mark" => self.bare_mark(element, pieces),
            "toc" => self.contents(element, width, cx, pieces),
            "index" => self.index(element, width, cx, pieces),
            "li" | "td" | "th" | "tr" | "thead" | "tbody" => {
                self.report(
                    FindingKind::Markup,
                    element,
                    format!("`{}` stands outside its list or table", element.name),
                    "wrap it in `ul`, `ol` or `table`",
                );
                pieces.extend(self.flow(&element.children, width, cx));
            }
            other => {
                self.report(
                    FindingKind::Markup,
                    element,
                    format!("`{other}` cannot stand here"),
                    "move it into the document's flow",
                );
                pieces.extend(self.flow(&element.children, width, cx));
            }
        }
        let block = self.block;
        for piece in &mut pieces[from..] {
            piece.block = piece.block.or(block);
            self.note_origin(element, piece);
        }
    }

    /// What no page can hold is reported where it is placed, and there nobody knows the element.
    pub(crate) fn note_origin(&self, element: &Element, piece: &mut Piece) {
        if piece.height > self.body_height && piece.origin.is_none() {
            let of = element.source().map(str::to_owned);
            piece.origin = Some(Box::new(Origin { at: element.at, of }));
        }
    }

    /// The context inside an element that may carry a class and a language.
    pub(crate) fn enter(&mut self, element: &Element, cx: &Context) -> Context {
        let mut inner = cx.clone();
        if let Some(lang) = element.get("lang") {
            lang.clone_into(&mut inner.lang);
            inner.rtl = is_rtl_language(lang);
        }
        match element.get("dir") {
            Some("rtl") => inner.rtl = true,
            Some("ltr") => inner.rtl = false,
            _ => {}
        }
        inner
    }

    /// The text style of an element: that of its name under that of its classes.
    pub(crate) fn text_style(&mut self, element: &Element) -> TextStyle {
        // A link with a class looks as the class says and no longer as links do.
        let own = element.name != "a" || element.get("class").is_none();
        let mut style = self.style.text.get(&element.name).filter(|_| own).cloned().unwrap_or_default();
        let classes = element.get("class").unwrap_or_default().to_owned();
        for class in classes.split_whitespace() {
            match self.style.text.get(class) {
                Some(over) => style = over.over(&style),
                None => self.unknown_class(element, class),
            }
        }
        style
    }

    pub(crate) fn unknown_class(&mut self, element: &Element, class: &str) {
        let style = self.style;
        if style.text.contains_key(class)
            || style.boxes.contains_key(class)
            || style.tables.contains_key(class)
        {
            return;
        }
        let names =
            style.text.keys().chain(style.boxes.keys()).chain(style.tables.keys()).map(String::as_str);
        let hint = super::units::nearest(class, names)
            .map_or_else(|| "define it in style.toml".to_owned(), |n| format!("write `{n}`"));
        self.report(FindingKind::Style, element, format!("unknown class `{class}`"), &hint);
    }

    fn forced_break(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let to = match element.get("to").unwrap_or("page") {
            "page" => BreakTo::Page,
            "column" => BreakTo::Column,
            "left" => BreakTo::Left,
            "right" => BreakTo::Right,
            other => {
                let message = format!("`{other}` is nothing to break to");
                self.report(FindingKind::Markup, element, message, "use page, column, left or right");
                BreakTo::Page
            }
        };
        pieces.push(Piece::of_kind(Kind::Break(to), 0.0));
    }

    fn keep(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let mut inner = self.flow(&element.children, width, cx);
        let count = inner.len().saturating_sub(1);
        inner.iter_mut().take(count).for_each(|piece| piece.keep_next = true);
        pieces.extend(inner);
    }

    fn member_block(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let Some(member) = element.get("member") else {
            self.report(
                FindingKind::Markup,
                element,
                "`block` names no member".to_owned(),
                "add `member=\"…\"`",
            );
            return pieces.extend(self.flow(&element.children, width, cx));
        };
        let outer = self.block;
        let pages = element.number("pages");
        self.blocks.push(MemberBlock {
            member: member.to_owned(),
            pages,
            at: element.at,
            of: element.source().map(str::to_owned),
        });
        self.block = Some(self.blocks.len() - 1);
        let mut inner = cx.clone();
        if !cx.artifact {
            inner.tag = self.structure.add(Some(cx.tag), Role::Div);
            self.structure.node_mut(inner.tag).member = Some(member.to_owned());
        }
        let mut made = self.flow(&element.children, width, &inner);
        made.iter_mut().for_each(|piece| piece.block = piece.block.or(self.block));
        self.block = outer;
        pieces.extend(made);
    }

    fn bare_mark(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let id = self.mark_id(element);
        pieces.push(Piece::anchor(FrameItem::Anchor(Anchor::Mark(id))));
    }

    /// The id of a mark: its own, or one that counts index marks in reading order.
    pub(crate) fn mark_id(&mut self, element: &Element) -> String {
        let automatic = element.get("index").is_some();
        if automatic {
            self.index_count += 1;
        }
        element.get("id").map_or_else(|| format!("index-{}", self.index_count), str::to_owned)
    }

    /// A rectangle, artifact.
    pub(crate) fn rect(x: f32, y: f32, w: f32, h: f32, color: Color) -> Placed {
        Placed { x, y, w, h, tag: None, item: FrameItem::Rect(color) }
    }

    /// A horizontal line whose middle is at `y`, artifact.
    pub(crate) fn line(x: f32, y: f32, w: f32, thickness: f32, color: Color) -> Placed {
        Placed { x, y, w, h: 0.0, tag: None, item: FrameItem::Line(color, thickness) }
    }
}

fn is_bare_mark(element: &Element, loose: &[Node]) -> bool {
    element.name == "mark" && loose.iter().all(|node| matches!(node, Node::Text(t) if t.trim().is_empty()))
}

fn spacer(element: &Element) -> Piece {
    let least = element.mm("height").unwrap_or(0.0);
    let grow =
        element.number::<f32>("grow").unwrap_or(if element.get("height").is_some() { 0.0 } else { 1.0 });
    let kind = if grow > 0.0 { Kind::Flex(grow) } else { Kind::Solid };
    Piece::of_kind(kind, least)
}

fn running(element: &Element) -> Piece {
    let name = element.get("name").unwrap_or_default().to_owned();
    let value = element.get("value").map_or_else(|| element.plain_text(), str::to_owned);
    Piece::anchor(FrameItem::Anchor(Anchor::Running(name, value)))
}

/// Whether a language is written from right to left.
pub(crate) fn is_rtl_language(lang: &str) -> bool {
    matches!(lang.split('-').next(), Some("ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv"))
}
