//! The contract between the program and files of a theme: its version, what each version renamed, and
//! what a project says its own files were written for.

use super::field::Field;
use crate::source::Span;

/// Version of the contract that this program keeps: names of templates, blocks, components and views.
pub const API: u32 = 2;

/// The themes of the program, the default first.
pub const NAMES: [&str; 2] = ["loom", "forge"];

/// A name that a version of the contract gave away.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// The first version with the new name.
    pub version: u32,
    /// The template, as a path below a theme.
    pub file: &'static str,
    /// Name of the block until then.
    pub old: &'static str,
    /// Its name since then.
    pub new: &'static str,
}

/// Every renamed block, oldest first. `docs/themes.md` has the same table; a test compares them.
pub const CHANGES: [Change; 2] = [
    // Since `forge` a title block is what it is on a drawing.
    Change { version: 2, file: "templates/product.html", old: "title_block", new: "heading" },
    // "House" is the consortium everywhere else.
    Change { version: 2, file: "print/catalogue.xml", old: "house", new: "reference" },
];

/// What `theme/theme.toml` of a project says.
#[derive(Clone, Debug)]
pub struct OwnTheme {
    /// The oldest version that its files were written for.
    pub min: Field<u32>,
    /// The newest version that its files were compared with.
    pub max: Field<u32>,
    /// Where the two stand.
    pub span: Span,
}
