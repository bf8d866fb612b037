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
    /// A card alone on the last page of its section.
    LoneCard,
    /// Effects of a drawing, which are painted as pixels.
    Effects,
    /// Something in a drawing that cannot be shown as vectors.
    Drawing,
}

/// A place in a template, or in the style file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
    /// Number of the template among all there are; none where only one is meant.
    pub template: Option<u16>,
}

impl At {
    /// A place in the only file there is.
    pub fn new(line: u32, column: u32) -> Self {
        Self { line, column, template: None }
    }

    /// Reads `line:column` or `line:column:template`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (line, column) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { line, column, template: parts.next().and_then(|number| number.parse().ok()) })
    }
}

/// One thing noticed while laying out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// Place in the template, from its `at`, or in the style file.
    pub at: Option<At>,
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
    pub fn at(mut self, at: Option<At>) -> Self {
        self.at = at;
        self
    }

    /// The same finding about a value of the data.
    pub fn of(mut self, of: Option<&str>) -> Self {
        self.of = of.map(str::to_owned);
        self
    }
}
