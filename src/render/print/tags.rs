//! The logical structure of a document: a tree in reading order that items hang on.

/// Index of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagId(pub u32);

/// Standard structure types of PDF 1.7 that are used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of ISO 32000-1, 14.8.4")]
pub enum Role {
    Document,
    Sect,
    Div,
    P,
    H(u8),
    L,
    LI,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TR,
    TH,
    TD,
    Figure,
    TOC,
    TOCI,
    Index,
    Reference,
    Link,
    Span,
    BlockQuote,
    Note,
    Code,
}

impl Role {
    /// Its name in the PDF.
    pub fn name(self) -> String {
        match self {
            Self::H(level) => format!("H{level}"),
            other => format!("{other:?}"),
        }
    }
}

/// One node.
#[derive(Debug, Clone, PartialEq)]
pub struct TagNode {
    /// What it is.
    pub role: Role,
    /// The node above; the root has none.
    pub parent: Option<TagId>,
    /// Child nodes in reading order; a node has children or content, never both.
    pub children: Vec<TagId>,
    /// Words for those who cannot see a figure, or what a link leads to.
    pub alt: Option<String>,
    /// Language, where it differs from the parent's.
    pub lang: Option<String>,
    /// `Column` or `Row` on header cells.
    pub scope: Option<&'static str>,
    /// Columns a cell spans.
    pub colspan: u32,
    /// Whether a list is numbered.
    pub numbered: bool,
    /// Member whose block this is.
    pub member: Option<String>,
}

/// The tree, as an arena in order of creation, which is reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Structure {
    /// All nodes; the first is the document.
    pub nodes: Vec<TagNode>,
}

impl Structure {
    /// Adds a node under `parent`.
    pub fn add(&mut self, parent: Option<TagId>, role: Role) -> TagId {
        let id = TagId(self.nodes.len() as u32);
        self.nodes.push(TagNode {
            role,
            parent,
            children: Vec::new(),
            alt: None,
            lang: None,
            scope: None,
            colspan: 1,
            numbered: false,
            member: None,
        });
        if let Some(parent) = parent {
            self.nodes[parent.0 as usize].children.push(id);
        }
        id
    }

    /// A node by its id.
    pub fn node(&self, id: TagId) -> &TagNode {
        &self.nodes[id.0 as usize]
    }

    /// A node by its id, to be changed.
    pub fn node_mut(&mut self, id: TagId) -> &mut TagNode {
        &mut self.nodes[id.0 as usize]
    }
}
