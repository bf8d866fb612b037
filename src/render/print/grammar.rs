//! The grammar of print markup: which elements there are and which attributes each may have.

/// Attributes every element may have.
pub(super) const COMMON: &[&str] = &["at", "of", "class", "lang", "dir", "id"];

/// One element of the grammar.
#[derive(Debug)]
pub(super) struct Rule {
    /// Its name.
    pub name: &'static str,
    /// Attributes besides [`COMMON`].
    pub attributes: &'static [&'static str],
}

const TEXT: &[&str] = &[
    "lines",
    "max-lines",
    "fit",
    "align",
    "keep-next",
    "toc",
    "bookmark",
    "color",
    "space-before",
    "space-after",
];
const SIZED: &[&str] = &[
    "width",
    "height",
    "place",
    "gap",
    "keep-next",
    "fill",
    "border",
    "padding",
    "valign",
    "space-before",
    "space-after",
];

macro_rules! rules {
    ($($name:literal : $attributes:expr),* $(,)?) => { &[$(Rule { name: $name, attributes: $attributes }),*] };
}

/// All elements, sorted by name.
pub(super) const ELEMENTS: &[Rule] = rules![
    "a": &["href"],
    "barcode": &["value", "kind", "width", "height", "alt"],
    "block": &["member", "pages"],
    "blockquote": TEXT,
    "box": SIZED,
    "br": &[],
    "break": &["to"],
    "card": SIZED,
    "code": &[],
    "columns": &["count", "gap", "balance", "space-before", "space-after"],
    "del": &[],
    "document": &["title", "subject", "author", "draft", "paper", "pages-multiple-of"],
    "em": &[],
    "field": &["lines", "gap", "tick", "label", "height", "width"],
    "footnote": &[],
    "grid": &["columns", "gap", "row-gap", "row-height", "rows", "align", "valign", "space-before", "space-after"],
    "h1": TEXT, "h2": TEXT, "h3": TEXT, "h4": TEXT, "h5": TEXT, "h6": TEXT,
    "hr": &[],
    "img": &["src", "alt", "ratio", "height", "width", "fit", "focus", "missing", "float", "gap"],
    "index": &["kind", "heads"],
    "keep": &[],
    "li": &[],
    "mark": &["index", "term", "sort"],
    "ol": &["start"],
    "p": TEXT,
    "page-of": &["ref"],
    "page-set": &["*"],
    "pre": TEXT,
    "qr": &["value", "size", "alt", "align"],
    "row": &["columns", "gap", "height", "valign", "keep-next", "space-before", "space-after"],
    "rule": &["thickness", "color", "width", "space-before", "space-after"],
    "running": &["name", "value"],
    "spacer": &["height", "grow"],
    "span": &[],
    "stack": SIZED,
    "strong": &[],
    "sub": &[], "sup": &[],
    "svg": &["src", "alt", "width", "height", "align", "viewBox"],
    "t": &["of"],
    "table": &["columns", "gap", "rules", "space-before", "space-after"],
    "tbody": &[],
    "td": &["colspan", "align", "valign"],
    "th": &["colspan", "align", "valign", "scope"],
    "thead": &[],
    "toc": &["levels"],
    "tr": &["height"],
    "ul": &[],
];

/// Every element with the attributes it may have besides those of all elements; `*` is any.
pub fn elements() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    ELEMENTS.iter().map(|rule| (rule.name, rule.attributes))
}

/// The rule of an element.
pub(super) fn rule(name: &str) -> Option<&'static Rule> {
    ELEMENTS.iter().find(|rule| rule.name == name)
}

/// Whether the element lives inside a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "strong"
            | "em"
            | "del"
            | "sub"
            | "sup"
            | "code"
            | "br"
            | "span"
            | "t"
            | "page-of"
            | "mark"
            | "footnote"
    )
}
