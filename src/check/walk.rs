//! Walks over what many rules look at: the texts of every record, amounts, people, certificates. A
//! walk says what a value is called in a message, so that all rules call it alike.

use std::collections::BTreeSet;

use crate::model::category::{SpecType, SpecValue};
use crate::model::field::At;
use crate::model::member::Member;
use crate::model::parts::{Amount, Certificate, Person, Photo};
use crate::model::private::Audience;
use crate::model::product::Product;
use crate::model::project::Project;
use crate::model::text::Text;
use crate::source::Span;

/// A record file with its public texts.
pub(crate) struct Sheet<'a> {
    /// What the record is called, such as "member `x`".
    pub called: String,
    /// Start of its file.
    pub span: Span,
    /// Its texts.
    pub pieces: Vec<Piece<'a>>,
}

/// One public text of a record.
pub(crate) struct Piece<'a> {
    /// Field, with the entry it belongs to, such as "`alt` of photo `works.jpg`".
    pub field: String,
    /// The text.
    pub text: &'a Text,
    /// Whether readers of every language need it in theirs.
    pub needed: bool,
    /// Whether it is the Markdown after the front matter.
    pub is_body: bool,
}

impl Piece<'_> {
    /// The text in every language that has it.
    pub(super) fn versions(&self) -> impl Iterator<Item = &At<String>> {
        self.text.source.at().into_iter().chain(self.text.translations.values())
    }
}

/// Collects the texts of one record.
struct Pieces<'a>(Vec<Piece<'a>>);

impl<'a> Pieces<'a> {
    fn add(&mut self, field: &str, text: &'a Text, needed: bool) {
        self.0.push(Piece { field: format!("`{field}`"), text, needed, is_body: false });
    }

    fn needed(&mut self, field: &str, text: &'a Text) {
        self.add(field, text, true);
    }

    fn optional(&mut self, field: &str, text: &'a Text) {
        self.add(field, text, false);
    }

    fn of(&mut self, field: &str, entry: &str, text: &'a Text) {
        self.0.push(Piece { field: format!("`{field}` of {entry}"), text, needed: true, is_body: false });
    }

    fn optional_of(&mut self, field: &str, entry: &str, text: &'a Text) {
        self.0.push(Piece { field: format!("`{field}` of {entry}"), text, needed: false, is_body: false });
    }

    fn list(&mut self, field: &str, texts: &'a [Text]) {
        texts.iter().for_each(|text| self.needed(field, text));
    }

    fn photos(&mut self, photos: impl IntoIterator<Item = &'a Photo>) {
        for photo in photos {
            let entry = format!("photo `{}`", photo.file.str());
            self.of("alt", &entry, &photo.alt);
            self.optional_of("credit", &entry, &photo.credit);
        }
    }

    fn body(&mut self, text: &'a Text) {
        self.0.push(Piece {
            field: "the text after the fields".to_owned(),
            text,
            needed: true,
            is_body: true,
        });
    }
}

/// Every record whose texts are public, in the order of the project.
pub(crate) fn sheets(project: &Project) -> Vec<Sheet<'_>> {
    let mut list = Vec::new();
    list.extend(consortium(project));
    list.extend(categories(project));
    list.extend(schemes(project));
    list.extend(project.members.iter().map(member));
    list.extend(project.products.iter().map(|p| product(project, p)));
    list.extend(project.events.iter().map(|event| {
        let mut pieces = Pieces(Vec::new());
        pieces.needed("name", &event.name);
        pieces.needed("venue", &event.venue);
        pieces.optional("address", &event.address);
        pieces.optional("hall", &event.hall);
        pieces.optional("stand", &event.stand);
        event.programme.iter().for_each(|entry| pieces.of("label", "a programme entry", &entry.label));
        pieces.body(&event.body);
        Sheet { called: format!("event `{}`", event.id), span: event.span, pieces: pieces.0 }
    }));
    list.extend(project.pages.iter().map(|page| {
        let mut pieces = Pieces(Vec::new());
        pieces.needed("title", &page.title);
        pieces.needed("summary", &page.summary);
        pieces.body(&page.body);
        Sheet { called: format!("page `{}`", page.id), span: page.span, pieces: pieces.0 }
    }));
    list
}

/// Records that are in no output: firms that left, with their products, and what is no longer made.
pub(crate) fn gone(project: &Project) -> BTreeSet<Span> {
    let offered: BTreeSet<_> = project.offered_products().map(|product| &product.id).collect();
    let products = project.products.iter().filter(|product| !offered.contains(&product.id));
    let members = project.members.iter().filter(|member| !member.is_member_on(project.today));
    products.map(|product| product.span).chain(members.map(|member| member.span)).collect()
}

fn consortium(project: &Project) -> Option<Sheet<'_>> {
    let own = project.consortium.as_ref()?;
    let mut pieces = Pieces(Vec::new());
    pieces.needed("name", &own.name);
    pieces.optional("legal_name", &own.legal_name);
    pieces.optional("legal_form", &own.legal_form);
    pieces.optional("registration", &own.registration);
    pieces.needed("tagline", &own.tagline);
    pieces.needed("summary", &own.summary);
    pieces.needed("town", &own.town);
    pieces.needed("region", &own.region);
    own.social.iter().for_each(|social| pieces.optional("label", &social.label));
    if let Some(legal) = &own.legal {
        pieces.optional("controller", &legal.controller);
        pieces.needed("address", &legal.address);
        pieces.optional("register", &legal.register);
        legal.processors.iter().for_each(|own| pieces.optional("processors", own));
    }
    for office in &own.offices {
        let entry = format!("office `{}`", office.id.str());
        pieces.of("name", &entry, &office.name);
        pieces.of("address", &entry, &office.address);
        pieces.of("hours", &entry, &office.hours);
    }
    for brochure in &own.brochures {
        pieces.of("title", &format!("brochure `{}`", brochure.id.str()), &brochure.title);
    }
    Some(Sheet { called: "the consortium".to_owned(), span: own.span, pieces: pieces.0 })
}

fn categories(project: &Project) -> Option<Sheet<'_>> {
    let own = &project.categories;
    let span = own.list.first().map(|c| c.span).or_else(|| own.units.first()?.id.span())?;
    let mut pieces = Pieces(Vec::new());
    for unit in &own.units {
        pieces.of("name", &format!("unit `{}`", unit.id.str()), &unit.name);
    }
    for category in &own.list {
        let entry = format!("group `{}`", category.id);
        pieces.of("name", &entry, &category.name);
        pieces.of("summary", &entry, &category.summary);
        pieces.photos(&category.photo);
        for spec in &category.specs {
            let entry = format!("`{}` of group `{}`", spec.key.str(), category.id);
            pieces.of("label", &entry, &spec.label);
            pieces.optional_of("tolerance", &entry, &spec.tolerance);
            spec.choices.iter().for_each(|choice| pieces.of("choices", &entry, choice));
        }
    }
    let called = "`categories.toml`".to_owned();
    Some(Sheet { called, span: Span::start_of(span.file), pieces: pieces.0 })
}

fn schemes(project: &Project) -> Option<Sheet<'_>> {
    let span = project.schemes.first()?.span;
    let mut pieces = Pieces(Vec::new());
    for scheme in &project.schemes {
        pieces.of("name", &format!("scheme `{}`", scheme.id), &scheme.name);
    }
    let called = "`certificates.toml`".to_owned();
    Some(Sheet { called, span: Span::start_of(span.file), pieces: pieces.0 })
}

fn member(member: &Member) -> Sheet<'_> {
    let mut pieces = Pieces(Vec::new());
    pieces.needed("name", &member.name);
    pieces.optional("legal_name", &member.legal_name);
    pieces.optional("brand", &member.brand);
    pieces.optional("legal_form", &member.legal_form);
    pieces.needed("address", &member.address);
    pieces.needed("town", &member.town);
    pieces.needed("region", &member.region);
    pieces.needed("summary", &member.summary);
    pieces.photos(&member.photos);
    pieces.list("processes", &member.processes);
    member.machines.iter().for_each(|machine| pieces.needed("machines", &machine.name));
    if let Some(sample) = &member.sample {
        pieces.of("policy", "`sample`", &sample.policy);
    }
    for paper in &member.certificates {
        let entry = format!("certificate `{}`", paper.id.str());
        pieces.of("scope", &entry, &paper.scope);
        pieces.optional_of("grade", &entry, &paper.grade);
    }
    for person in &member.persons {
        pieces.of("role", &format!("person `{}`", person.id.str()), &person.role);
    }
    pieces.body(&member.body);
    Sheet { called: format!("member `{}`", member.id), span: member.span, pieces: pieces.0 }
}

fn product<'a>(project: &'a Project, product: &'a Product) -> Sheet<'a> {
    let mut pieces = Pieces(Vec::new());
    pieces.needed("name", &product.name);
    pieces.needed("summary", &product.summary);
    pieces.photos(&product.photos);
    pieces.needed("material", &product.material);
    for fibre in &product.composition {
        pieces.of("part", "`composition`", &fibre.part);
        pieces.of("fibre", "`composition`", &fibre.fibre);
    }
    for variant in &product.variants {
        pieces.of("name", &format!("variant `{}`", variant.id.str()), &variant.name);
    }
    if let Some(sample) = &product.sample {
        pieces.of("cost", "`sample`", &sample.cost);
    }
    pieces.list("customisation", &product.customisation);
    if let Some(packaging) = &product.packaging {
        pieces.optional("pallet", &packaging.pallet);
    }
    pieces.needed("warnings", &product.warnings);
    pieces.needed("season", &product.season);
    product.gi.iter().for_each(|(name, _)| pieces.optional_of("name", "`gi`", name));
    product.test_reports.iter().for_each(|(name, ..)| pieces.optional_of("name", "`test_reports`", name));
    let category = project.categories.find(product.category.str());
    for entry in &product.spec {
        let Some(SpecValue::Text(text)) = entry.value.get() else { continue };
        let asked = category.and_then(|c| c.specs.iter().find(|s| s.key.str() == entry.key.value));
        // A choice is translated once, with its group.
        let is_choice = asked.is_some_and(|spec| spec.kind.get() == Some(&SpecType::Choice));
        let field = format!("spec.{}", entry.key.value);
        pieces.add(&field, text, !is_choice);
    }
    pieces.body(&product.body);
    Sheet { called: format!("product `{}`", product.id), span: product.span, pieces: pieces.0 }
}

/// An amount with what it is called.
pub(super) struct Quantity<'a> {
    /// Such as "`moq` of product `x`".
    pub called: String,
    /// The amount.
    pub amount: &'a Amount,
    /// Whether its figures must stay out of messages.
    pub is_private: bool,
}

/// Every amount of the project.
pub(super) fn amounts(project: &Project) -> Vec<Quantity<'_>> {
    let mut list = Vec::new();
    let office = &Audience::Office;
    for member in &project.members {
        let amount = member.capacity.as_ref().and_then(|c| c.for_audience(office));
        let called = format!("`capacity` of member `{}`", member.id);
        list.extend(amount.map(|amount| Quantity { called, amount, is_private: true }));
    }
    for product in &project.products {
        let called = |field: &str| format!("`{field}` of product `{}`", product.id);
        let moq = product.moq.as_ref();
        list.extend(moq.map(|amount| Quantity { called: called("moq"), amount, is_private: false }));
        let capacity = product.capacity.as_ref().and_then(|c| c.for_audience(office));
        list.extend(capacity.map(|amount| Quantity { called: called("capacity"), amount, is_private: true }));
        for maker in &product.makers {
            let capacity = maker.capacity.as_ref().and_then(|c| c.for_audience(office));
            let called = format!("`capacity` of maker `{}` of product `{}`", maker.member.str(), product.id);
            list.extend(capacity.map(|amount| Quantity { called, amount, is_private: true }));
        }
    }
    for buyer in &project.buyers {
        let amount = buyer.annual_volume.for_audience(office).and_then(Option::as_ref);
        let called = format!("`annual_volume` of buyer `{}`", buyer.id);
        list.extend(amount.map(|amount| Quantity { called, amount, is_private: true }));
    }
    list
}

/// Every person with whom it belongs to, such as "member `x`".
pub(super) fn persons(project: &Project) -> impl Iterator<Item = (String, &Person)> {
    let of_members = project
        .members
        .iter()
        .flat_map(|member| member.persons.iter().map(|person| (format!("member `{}`", member.id), person)));
    let of_buyers = project
        .buyers
        .iter()
        .flat_map(|buyer| buyer.persons.iter().map(|person| (format!("buyer `{}`", buyer.id), person)));
    of_members.chain(of_buyers)
}

/// Every certificate of members of today.
pub(super) fn certificates(project: &Project) -> impl Iterator<Item = (&Member, &Certificate)> {
    project.current_members().flat_map(|member| member.certificates.iter().map(move |paper| (member, paper)))
}

/// Every photo of members and products that are shown, with what it belongs to.
pub(super) fn photos(project: &Project) -> impl Iterator<Item = (String, &Photo)> {
    let members = project
        .current_members()
        .flat_map(|member| member.photos.iter().map(|photo| (format!("member `{}`", member.id), photo)));
    let products = project
        .offered_products()
        .flat_map(|product| product.photos.iter().map(|photo| (format!("product `{}`", product.id), photo)));
    let groups = project
        .categories
        .list
        .iter()
        .flat_map(|group| group.photo.iter().map(|photo| (format!("group `{}`", group.id), photo)));
    members.chain(products).chain(groups)
}

/// The bytes of `needle` inside a text's place: exact when the file has the text as it is, else the
/// whole text.
pub(super) fn inside(project: &Project, whole: Span, needle: &str) -> Span {
    let source = project.sources.text(whole.file);
    let (start, end) = (whole.start as usize, (whole.end as usize).min(source.len()));
    match source.get(start..end).and_then(|own| own.find(needle)) {
        Some(at) if !needle.is_empty() => Span::new(whole.file, start + at..start + at + needle.len()),
        _ => whole,
    }
}
