//! The keys of `style.toml`: what the reader knows and what the manual has to explain.

/// Sections, in the order in which they are read: colours first, the others name them.
pub(super) const SECTIONS: &[&str] = &["families", "colors", "text", "box", "table", "master"];
/// Keys of a text style.
pub(super) const TEXT: &[&str] = &[
    "family",
    "size",
    "leading",
    "weight",
    "italic",
    "color",
    "align",
    "hyphenate",
    "hang",
    "small_caps",
    "tabular",
    "tracking",
    "space_before",
    "space_after",
    "keep_with_next",
];
/// Keys of a box style.
pub(super) const BOX: &[&str] = &["padding", "fill", "border", "border_color", "gap"];
/// Keys of a table style.
pub(super) const TABLE: &[&str] =
    &["cell_y", "gap", "row_rule", "head_rule", "top_rule", "color", "head_color"];
/// Keys of a master.
pub(super) const MASTER: &[&str] = &[
    "paper",
    "first",
    "margins",
    "columns",
    "gutter",
    "header",
    "footer",
    "header_left",
    "footer_left",
    "header_at",
    "footer_at",
    "thumb",
    "fill",
    "folded",
];
/// Keys of `margins`.
pub(super) const MARGINS: &[&str] = &["inner", "outer", "top", "bottom"];
/// Keys of `thumb`.
pub(super) const THUMB: &[&str] = &["width", "height", "bleed", "from", "to", "color"];

/// Every key of a style file, sections included.
pub fn style_keys() -> impl Iterator<Item = &'static str> {
    [SECTIONS, TEXT, BOX, TABLE, MASTER, MARGINS, THUMB].into_iter().flatten().copied()
}
