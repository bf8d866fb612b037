//! What layout noticed: plain data that the preflight turns into diagnostics.

/// Kinds of findings; severity is decided by whoever reports them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The markup is not what the grammar allows.
    Markup,
    /// The style file, or a class that it does not define.
    Style,
    /// Text or content is larger than its slot.
    Overset,
    /// No bundled font has a character.
    MissingGlyph,
    /// A picture or drawing is not there.
    MissingPicture,
    /// A picture has too few pixels for its place.
    LowResolution,
    /// A reference to a mark that does not exist.
    DeadReference,
    /// Page numbers still moved after the last round.
    Unconverged,
    /// A heading level was skipped.
    HeadingOrder,
    /// Elements nested deeper than 64.
    NestingTooDeep,
    /// A table or grid row is taller than a page.
    RowTooTall,
    /// Text hard to read on its ground.
    LowContrast,
    /// A QR code too small to be read reliably.
    SmallQr,
    /// Text under 6 pt.
    SmallText,
    /// A line under 0.25 pt.
    ThinLine,
    /// Something in a drawing that cannot be shown as vectors.
    Drawing,
}

/// One thing noticed while laying out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// Line and column in the template, from `at="line:col"`, or in the style file.
    pub at: Option<(u32, u32)>,
    /// Source token of the data, from `of="…"`.
    pub of: Option<String>,
    /// Page index from 1, once known.
    pub page: Option<usize>,
    /// A phrase saying what is so.
    pub message: String,
    /// An order saying what to do.
    pub hint: String,
}

impl Finding {
    /// A finding without a place.
    pub fn new(kind: FindingKind, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, at: None, of: None, page: None, message: message.into(), hint: hint.into() }
    }

    /// The same finding at a place in the template.
    pub fn at(mut self, at: Option<(u32, u32)>) -> Self {
        self.at = at;
        self
    }

    /// The same finding about a value of the data.
    pub fn of(mut self, of: Option<&str>) -> Self {
        self.of = of.map(str::to_owned);
        self
    }
}
