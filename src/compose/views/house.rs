//! What a template may see of the consortium itself: its offices, figures and events.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{LinkView, Origins};

/// An entry of a programme.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeView {
    /// Day, as text.
    pub day: String,
    /// Time or times.
    pub time: String,
    /// What it is.
    pub label: String,
}

/// An event.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// Handle.
    pub id: String,
    /// Route.
    pub href: String,
    /// Route of its calendar file.
    pub calendar: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Days.
    pub days: String,
    /// First day, ISO.
    pub start: String,
    /// Last day, ISO.
    pub end: String,
    /// Venue.
    pub venue: String,
    /// Address.
    pub address: String,
    /// Country.
    pub country: String,
    /// Hall and stand.
    pub stand: String,
    /// Organiser's page.
    pub url: String,
    /// Text as markup.
    pub body: String,
    /// Programme.
    pub programme: Vec<ProgrammeView>,
    /// Members that come.
    pub members: Vec<LinkView>,
}

/// An office.
#[derive(Clone, Debug, Serialize)]
pub struct OfficeView {
    /// Kind in the language.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Country.
    pub country: String,
    /// Territory.
    pub territory: String,
    /// Languages.
    pub languages: String,
    /// Hours.
    pub hours: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// A big number with a small label.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// Number as text.
    pub value: String,
    /// Label.
    pub label: String,
}

/// The consortium.
#[derive(Clone, Debug, Serialize)]
pub struct ConsortiumView {
    /// Name.
    pub name: String,
    /// Registered name.
    pub legal_name: String,
    /// Legal form.
    pub legal_form: String,
    /// One line.
    pub tagline: String,
    /// A few sentences.
    pub summary: String,
    /// Town, region, country.
    pub place: String,
    /// Year founded.
    pub founded: String,
    /// Site.
    pub base_url: String,
    /// Enquiry e-mail.
    pub email: String,
    /// Enquiry link.
    pub enquiry: String,
    /// In which order members stand, and that each has the same space.
    pub order_note: String,
    /// Figures.
    pub figures: Vec<FigureView>,
    /// Route of the offices' address cards.
    pub card: String,
    /// Offices.
    pub offices: Vec<OfficeView>,
    /// Legal facts for imprint and privacy.
    pub legal: BTreeMap<&'static str, String>,
    /// Social pages: label and address.
    pub social: Vec<LinkView>,
    /// Logo's key in the project.
    pub logo: String,
    /// Logo's route.
    pub logo_src: String,
    /// Logo for dark grounds: key.
    pub logo_on_dark: String,
    /// Its route.
    pub logo_on_dark_src: String,
    /// Where texts were typed.
    #[serde(rename = "_at")]
    pub origins: Origins,
}
