//! Small parts that several records share: photos, amounts, persons, lead times.

use jiff::civil::Date;

use super::field::{At, Field};
use super::private::Private;
use super::text::Text;
use crate::source::Span;

/// A picture of a record; `file` is relative to the folder of the record's file.
#[derive(Clone, Debug)]
pub struct Photo {
    /// File name as typed.
    pub file: Field<String>,
    /// Path in the project, when it stays inside.
    pub path: Option<String>,
    /// Text for those who do not see it.
    pub alt: Text,
    /// The point to keep when it is cropped, fractions of width and height from the top left.
    pub focus: Vec<At<f64>>,
    /// `works` for the picture of the factory.
    pub kind: Field<String>,
    /// Whom to credit.
    pub credit: Text,
    /// Where the entry stands.
    pub span: Span,
}

impl Photo {
    /// The focus point, or the centre.
    pub fn focus_point(&self) -> [f64; 2] {
        match self.focus.as_slice() {
            [x, y] => [x.value.clamp(0.0, 1.0), y.value.clamp(0.0, 1.0)],
            _ => [0.5, 0.5],
        }
    }
}

/// A number of units, such as a minimum order; with `per` a rate.
#[derive(Clone, Debug)]
pub struct Amount {
    /// How many.
    pub value: Field<f64>,
    /// Unit id of `categories.toml`, or `t`, `kg`, `pcs`.
    pub unit: Field<String>,
    /// `month`, `year`, `day`.
    pub per: Field<String>,
    /// Where the entry stands.
    pub span: Span,
}

/// One step of a lead time: up to so many units, so many days.
#[derive(Clone, Debug)]
pub struct LeadTime {
    /// Largest quantity of the step; absent in the last.
    pub up_to: Field<f64>,
    /// Days from order to shipment.
    pub days: Field<u32>,
    /// Where the entry stands.
    pub span: Span,
}

/// What a person allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonConsent {
    /// Name and contact on the public site and in the brochure.
    pub directory: bool,
    /// In dossiers of the other side.
    pub dossiers: bool,
    /// On a badge.
    pub badge: bool,
}

/// A person of a member or buyer. The role is no secret; name and contact are.
#[derive(Clone)]
pub struct Person {
    /// Handle within the record.
    pub id: Field<String>,
    /// What the person does, such as "export desk".
    pub role: Text,
    /// Name and contact, locked by consent.
    pub contact: Private<Contact>,
    /// Languages spoken.
    pub languages: Vec<At<String>>,
    /// Events the person comes to; empty means all.
    pub events: Vec<At<String>>,
    /// What the person allowed.
    pub consent: PersonConsent,
    /// Whether a name or direct contact is on file at all.
    pub has_personal_data: bool,
    /// Where the entry stands.
    pub span: Span,
}

/// Name and contact of a person.
#[derive(Clone)]
pub struct Contact {
    /// Name as written at home.
    pub name: String,
    /// Name in Latin letters.
    pub name_latin: String,
    /// E-mail address.
    pub email: String,
    /// Telephone with country code.
    pub phone: String,
    /// WhatsApp number with country code.
    pub whatsapp: String,
}

/// A certificate, audit, registration or declaration that a member holds.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Handle within the member.
    pub id: Field<String>,
    /// Scheme of `certificates.toml`.
    pub scheme: Field<String>,
    /// Number as printed on the document.
    pub number: Field<String>,
    /// Who issued it.
    pub body: Field<String>,
    /// In whose name it is; absent means the member's.
    pub holder: Field<String>,
    /// What it covers.
    pub scope: Text,
    /// Grade or class.
    pub grade: Text,
    /// First day of validity.
    pub issued: Field<Date>,
    /// Day of the last audit.
    pub audited: Field<Date>,
    /// Last day of validity.
    pub expires: Field<Date>,
    /// Where it can be verified.
    pub url: Field<String>,
    /// The document itself; never published.
    pub file: Field<String>,
    /// Where the entry stands.
    pub span: Span,
}
