//! A member firm.

use jiff::civil::Date;

use super::field::{At, Field};
use super::ids::MemberId;
use super::parts::{Amount, Certificate, LeadTime, Person, Photo};
use super::private::Private;
use super::text::Text;
use crate::choice;
use crate::source::Span;

choice! {
    /// What a firm does.
    BusinessType { Manufacturer = "manufacturer", MerchantExporter = "merchant-exporter", Processor = "processor" }
}

/// A kind of machine and how many.
#[derive(Clone, Debug)]
pub struct Machine {
    /// What it is.
    pub name: Text,
    /// How many.
    pub count: Field<u32>,
}

/// Conditions for samples.
#[derive(Clone, Debug)]
pub struct MemberSample {
    /// Days until it is sent.
    pub days: Field<u32>,
    /// Who pays, and so on.
    pub policy: Text,
}

/// A buyer that may be named.
#[derive(Clone, Debug)]
pub struct ReferenceBuyer {
    /// Name.
    pub name: String,
    /// Whether it allowed to be named.
    pub consent: bool,
}

/// What a member allowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemberConsent {
    /// To be listed.
    pub directory: bool,
    /// To show its pictures.
    pub photos: bool,
    /// To show personal data where the person consents.
    pub personal_data: bool,
}

/// `members/<id>/member.md`.
#[derive(Clone)]
pub struct Member {
    /// Name of the folder.
    pub id: MemberId,
    /// Trading name.
    pub name: Text,
    /// Registered name.
    pub legal_name: Text,
    /// Own brand.
    pub brand: Text,
    /// Legal form.
    pub legal_form: Text,
    /// What it does.
    pub business_type: Field<BusinessType>,
    /// Postal address.
    pub address: Text,
    /// Town.
    pub town: Text,
    /// Region.
    pub region: Text,
    /// Country code.
    pub country: Field<String>,
    /// Latitude and longitude.
    pub geo: Vec<At<f64>>,
    /// Its own site.
    pub website: Field<String>,
    /// Year it was founded.
    pub founded: Field<u32>,
    /// Day it joined.
    pub joined: Field<Date>,
    /// Day it left; from then on it is in no output.
    pub left: Field<Date>,
    /// Stays in closed editions.
    pub archived: bool,
    /// 40 to 60 words.
    pub summary: Text,
    /// Logo, path in the project.
    pub logo: Field<String>,
    /// The logo's path, when it stays inside the project.
    pub logo_path: Option<String>,
    /// Pictures; one of kind `works`.
    pub photos: Vec<Photo>,
    /// Groups it makes.
    pub categories: Vec<At<String>>,
    /// Processes in its own works.
    pub processes: Vec<Text>,
    /// Machines.
    pub machines: Vec<Machine>,
    /// People employed.
    pub employees: Field<u32>,
    /// Women among them, per cent.
    pub women_percent: Field<f64>,
    /// Works' area in m².
    pub plant_area_m2: Field<f64>,
    /// Share of export, per cent.
    pub export_share: Field<f64>,
    /// Countries it sells to.
    pub markets: Vec<At<String>>,
    /// Countries it looks for.
    pub target_markets: Vec<At<String>>,
    /// Languages spoken.
    pub languages: Vec<At<String>>,
    /// Capacity.
    pub capacity: Option<Private<Amount>>,
    /// Lead time by quantity.
    pub lead_time: Vec<LeadTime>,
    /// Samples.
    pub sample: Option<MemberSample>,
    /// Hours until it answers.
    pub response_hours: Field<u32>,
    /// Delivery terms.
    pub incoterms: Vec<At<String>>,
    /// Port, UN/LOCODE.
    pub port: Field<String>,
    /// Payment terms.
    pub payment_terms: Private<Text>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// Where enquiries go.
    pub endpoint: Field<String>,
    /// E-mail for enquiries.
    pub enquiry_email: Field<String>,
    /// People.
    pub persons: Vec<Person>,
    /// Registrations such as IEC and GST.
    pub registrations: Private<Vec<(String, String)>>,
    /// Buyers that may be named.
    pub reference_buyers: Vec<ReferenceBuyer>,
    /// What it allowed.
    pub consent: MemberConsent,
    /// Fee paid, relative.
    pub fee: Private<f64>,
    /// Profile for the web, Markdown.
    pub body: Text,
    /// Start of the file.
    pub span: Span,
}

impl Member {
    /// Whether the firm is a member on a day.
    pub fn is_member_on(&self, day: Date) -> bool {
        self.left.get().is_none_or(|left| *left > day)
    }

    /// A certificate by its handle.
    pub fn certificate(&self, id: &str) -> Option<&Certificate> {
        self.certificates.iter().find(|own| own.id.get().is_some_and(|handle| handle == id))
    }

    /// The picture of the works.
    pub fn works(&self) -> Option<&Photo> {
        self.photos.iter().find(|photo| photo.kind.get().is_some_and(|kind| kind == "works"))
    }
}
