//! Schemes under which certificates, audits, registrations and declarations are issued.

use super::field::{At, Field};
use super::ids::SchemeId;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// What a paper of the scheme is; a declaration must never be called a certificate.
    SchemeType {
        Certificate = "certificate", Audit = "audit", Registration = "registration", Declaration = "declaration",
    }
}
choice! {
    /// What it covers.
    SchemeLevel { Company = "company", Site = "site", Product = "product", Component = "component" }
}
choice! {
    /// Whether it ends.
    Expiry { Required = "required", Optional = "optional", None = "none" }
}
choice! {
    /// Whether it has a number.
    NumberRule { Required = "required", Optional = "optional", None = "none" }
}

/// A scheme of `certificates.toml`.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Handle.
    pub id: SchemeId,
    /// Name as its owner writes it.
    pub name: Text,
    /// Type.
    pub kind: Field<SchemeType>,
    /// Level.
    pub level: Field<SchemeLevel>,
    /// Expiry rule.
    pub expiry: Field<Expiry>,
    /// Number rule.
    pub number: Field<NumberRule>,
    /// Fields that must be shown.
    pub must_show: Vec<At<String>>,
    /// Whether a generic environmental claim may rest on it.
    pub recognised_excellent: bool,
    /// Its owner's page.
    pub url: Field<String>,
    /// Where the entry stands.
    pub span: Span,
}
