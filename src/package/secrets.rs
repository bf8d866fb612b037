//! What must not leave the house: the words and figures that a record keeps from the public. A value that
//! stands in public too is no secret, and one that is short or round would be found everywhere, so both
//! are left out: an alarm that is wrong once is not believed the next time.

use crate::model::buyer::Buyer;
use crate::model::member::Member;
use crate::model::parts::{Amount, Person};
use crate::model::price::PriceList;
use crate::model::private::{Audience, Private};
use crate::model::project::Project;
use crate::model::text::Text;
use crate::package::find::{fold, spellings};
use crate::source::Span;

/// A private value as it might be written.
#[derive(Clone, Debug)]
pub struct Secret {
    /// What it is and whose; never the value itself.
    pub what: String,
    /// The record.
    pub span: Span,
    /// Its spellings, folded.
    pub spellings: Vec<String>,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A name, an address, a number in a register: one value of a field.
    Word,
    /// A telephone number, however it is grouped.
    Phone,
    /// A figure.
    Figure,
    /// A sentence, which others may use as well.
    Sentence,
}

impl Kind {
    /// The value without what is written in several ways.
    fn key(self, value: &str) -> String {
        match self {
            Self::Phone => value.chars().filter(char::is_ascii_digit).collect(),
            Self::Figure => {
                let plain = value.replace(['_', ','], "");
                match plain.contains('.') {
                    true => plain.trim_end_matches('0').trim_end_matches('.').to_owned(),
                    false => plain,
                }
            }
            Self::Word | Self::Sentence => fold(value),
        }
    }

    /// Whether the value is long enough to mean something where it is found.
    fn is_telling(self, value: &str) -> bool {
        let key = self.key(value);
        let digits = || key.chars().filter(char::is_ascii_digit);
        match self {
            Self::Word => key.chars().count() >= 5 && key.chars().any(char::is_alphanumeric),
            Self::Phone => key.len() >= 7,
            Self::Figure => digits().count() >= 5 && key.trim_end_matches('0').len() >= 4,
            Self::Sentence => key.chars().count() >= 25,
        }
    }
}

struct Found {
    kind: Kind,
    value: String,
    what: String,
    span: Span,
}

/// The secrets of a project.
pub fn secrets(project: &Project) -> Vec<Secret> {
    let mut all = Gathering { list: Vec::new() };
    project.members.iter().for_each(|member| all.member(member));
    for product in &project.products {
        let whose = format!("of product `{}`", product.id);
        all.capacity(product.capacity.as_ref(), &whose);
        product.makers.iter().for_each(|maker| all.capacity(maker.capacity.as_ref(), &whose));
    }
    project.prices.iter().for_each(|list| all.prices(list));
    project.buyers.iter().for_each(|buyer| all.buyer(buyer));
    all.records(project);
    let public = Public::of(project);
    let telling = all.list.iter().filter(|found| found.kind.is_telling(&found.value));
    let kept = telling.filter(|found| !public.has(project, found, &all.list));
    let mut secrets: Vec<Secret> = kept.map(secret).collect();
    secrets.sort_by(|a, b| (&a.spellings, a.span, &a.what).cmp(&(&b.spellings, b.span, &b.what)));
    secrets.dedup_by(|a, b| a.spellings == b.spellings);
    secrets
}

fn secret(found: &Found) -> Secret {
    let spellings = match found.kind {
        Kind::Figure => figure(&found.kind.key(&found.value)),
        Kind::Phone => vec![fold(&found.value), found.kind.key(&found.value)],
        Kind::Word | Kind::Sentence => vec![fold(&found.value)],
    };
    Secret { what: found.what.clone(), span: found.span, spellings }
}

/// A figure as it is, and with two decimals, as prices are set.
fn figure(key: &str) -> Vec<String> {
    let mut all = spellings(key);
    if let Some(value) = key.parse::<f64>().ok().filter(|_| key.contains('.')) {
        all.extend(spellings(&format!("{value:.2}")));
    }
    all
}

/// The value, when the public must not have it.
fn hidden<T>(private: &Private<T>) -> Option<&T> {
    match private.for_audience(&Audience::Public) {
        Some(_) => None,
        None => private.for_audience(&Audience::Office),
    }
}

struct Gathering {
    list: Vec<Found>,
}

impl Gathering {
    fn add(&mut self, kind: Kind, value: &str, what: String, span: Span) {
        if !value.trim().is_empty() {
            self.list.push(Found { kind, value: value.trim().to_owned(), what, span });
        }
    }

    fn text(&mut self, kind: Kind, text: &Text, what: &str) {
        let translated = text.translations.values();
        for at in text.source.at().into_iter().chain(translated) {
            self.add(kind, &at.value, what.to_owned(), at.span);
        }
    }

    fn capacity(&mut self, capacity: Option<&Private<Amount>>, whose: &str) {
        let Some(amount) = capacity.and_then(hidden) else { return };
        self.figure(amount.value.get().copied(), format!("the capacity {whose}"), amount.span);
    }

    fn figure(&mut self, value: Option<f64>, what: String, span: Span) {
        if let Some(value) = value {
            self.add(Kind::Figure, &value.to_string(), what, span);
        }
    }

    fn person(&mut self, person: &Person, whose: &str) {
        let Some(contact) = hidden(&person.contact) else { return };
        let what = |field: &str| format!("the {field} of a person {whose}");
        self.add(Kind::Word, &contact.name, what("name"), person.span);
        self.add(Kind::Word, &contact.name_latin, what("name"), person.span);
        self.add(Kind::Word, &contact.email, what("e-mail address"), person.span);
        self.add(Kind::Phone, &contact.phone, what("telephone number"), person.span);
        self.add(Kind::Phone, &contact.whatsapp, what("WhatsApp number"), person.span);
    }

    fn member(&mut self, member: &Member) {
        let whose = format!("of member `{}`", member.id);
        self.capacity(member.capacity.as_ref(), &whose);
        member.persons.iter().for_each(|person| self.person(person, &whose));
        if let Some(terms) = hidden(&member.payment_terms) {
            self.text(Kind::Sentence, terms, &format!("`payment_terms` {whose}"));
        }
        for (name, value) in hidden(&member.registrations).into_iter().flatten() {
            self.add(Kind::Word, value, format!("the registration `{name}` {whose}"), member.span);
        }
        self.figure(hidden(&member.fee).copied(), format!("the fee {whose}"), member.span);
        // Not private by itself, but nobody allowed it to be told.
        for buyer in member.reference_buyers.iter().filter(|buyer| !buyer.consent) {
            let what = format!("the name of a reference buyer {whose}, without consent,");
            self.add(Kind::Word, &buyer.name, what, member.span);
        }
    }

    fn prices(&mut self, list: &PriceList) {
        let whose = format!("of price list `{}`", list.id);
        if let Some(terms) = hidden(&list.payment_terms) {
            self.text(Kind::Sentence, terms, &format!("`payment_terms` {whose}"));
        }
        for tier in list.lines.iter().filter_map(|line| hidden(&line.tiers)).flatten() {
            self.add(Kind::Figure, tier.price.str(), format!("a price {whose}"), tier.span);
        }
    }

    fn buyer(&mut self, buyer: &Buyer) {
        let whose = format!("of buyer `{}`", buyer.id);
        buyer.persons.iter().for_each(|person| self.person(person, &whose));
        if let Some(company) = hidden(&buyer.company) {
            self.text(Kind::Word, company, &format!("the name {whose}"));
        }
        if let Some(profile) = hidden(&buyer.profile) {
            self.text(Kind::Sentence, &profile.summary, &format!("`summary` {whose}"));
            let wishes = format!("`products` {whose}");
            // Products by their id are looked for in the whole catalogue.
            let own_words = profile.products.iter().filter(|text| !text.source.str().contains('/'));
            own_words.for_each(|text| self.text(Kind::Sentence, text, &wishes));
            self.add(Kind::Word, profile.website.str(), format!("the website {whose}"), buyer.span);
        }
        if let Some(Some(volume)) = hidden(&buyer.annual_volume) {
            self.figure(volume.value.get().copied(), format!("the volume {whose}"), volume.span);
        }
        if let Some(Some(price)) = hidden(&buyer.target_price) {
            self.add(Kind::Figure, price.value.str(), format!("the target price {whose}"), buyer.span);
        }
    }

    fn records(&mut self, project: &Project) {
        for record in project.records.iter().flat_map(|records| &records.list) {
            let Some(own) = hidden(&record.enquired) else { continue };
            let what = |field: &str| format!("`{field}` of a meeting's record");
            for (field, value) in [
                ("delivery", &own.delivery),
                ("sample", &own.sample),
                ("next_step", &own.next_step),
                ("note", &own.note),
            ] {
                self.add(Kind::Sentence, value.str(), what(field), record.span);
            }
            self.add(Kind::Figure, own.target_price.str(), what("target_price"), record.span);
            self.figure(own.quantity.get().copied(), what("quantity"), record.span);
        }
    }
}

/// What the project says in public.
struct Public {
    /// Text values of fields.
    values: Vec<String>,
    /// Everything, folded.
    texts: String,
    /// Values that are figures.
    figures: Vec<String>,
}

/// Folders and files whose records are made to be read by everybody.
fn is_public(path: &str) -> bool {
    let folders = ["members/", "products/", "categories", "certificates", "consortium", "events/", "pages/"];
    folders.iter().any(|folder| path.starts_with(folder))
}

impl Public {
    fn of(project: &Project) -> Self {
        let mut own = Self { values: Vec::new(), texts: String::new(), figures: Vec::new() };
        for path in project.paths.iter().filter(|path| is_public(path)) {
            let Some(file) = project.sources.find(path) else { continue };
            let (fields, prose) = parts(path, project.sources.text(file));
            for line in fields.lines().filter(|line| !line.trim_start().starts_with('#')) {
                own.take(line);
            }
            own.texts.push_str(&fold(fields));
            own.texts.push_str(&fold(prose));
        }
        own
    }

    /// Takes the values of a line. A figure within a sentence is no value of its own: it may be the slip.
    fn take(&mut self, line: &str) {
        for (index, part) in line.split('"').enumerate() {
            if index % 2 == 1 {
                self.values.push(part.to_owned());
            }
            let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '_' | ',' | '.');
            if index % 2 == 0 || part.chars().all(is_figure) {
                let figures = part.split(|c| !is_figure(c)).map(|figure| figure.trim_matches(['.', ',']));
                self.figures.extend(figures.filter(|f| f.len() > 3).map(|figure| Kind::Figure.key(figure)));
            }
        }
    }

    /// Whether a value stands in public more often than private fields of public files account for.
    fn has(&self, project: &Project, found: &Found, all: &[Found]) -> bool {
        let key = found.kind.key(&found.value);
        let same = |other: &&Found| {
            let path = project.sources.path(other.span.file);
            other.kind == found.kind && is_public(path) && other.kind.key(&other.value) == key
        };
        let private = all.iter().filter(same).count();
        let said = match found.kind {
            Kind::Word | Kind::Phone => {
                self.values.iter().filter(|value| found.kind.key(value) == key).count()
            }
            Kind::Figure => self.figures.iter().filter(|figure| **figure == key).count(),
            Kind::Sentence => self.texts.matches(&key).count(),
        };
        said > private
    }
}

/// The fields of a file and its prose.
fn parts<'t>(path: &str, text: &'t str) -> (&'t str, &'t str) {
    if path.ends_with(".toml") {
        return (text, "");
    }
    let body = text.trim_start_matches('\u{feff}').strip_prefix("+++");
    body.and_then(|rest| rest.split_once("\n+++")).unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn short_and_round_values_raise_no_alarm() {
        for (kind, value) in [
            (Kind::Word, "Ravi"),
            (Kind::Phone, "0000"),
            (Kind::Figure, "2.90"),
            (Kind::Figure, "310"),
            (Kind::Figure, "60000"),
            (Kind::Sentence, "Letter of credit"),
        ] {
            assert!(!kind.is_telling(value), "{value}");
        }
        for (kind, value) in [
            (Kind::Word, "Ravi Patil"),
            (Kind::Phone, "+91 900 000 0001"),
            (Kind::Figure, "104723"),
            (Kind::Figure, "1234.5"),
        ] {
            assert!(kind.is_telling(value), "{value}");
        }
    }

    #[test]
    fn a_value_is_the_same_however_it_is_grouped() {
        assert_eq!(Kind::Figure.key("104_723.0"), Kind::Figure.key("104723"));
        assert_eq!(Kind::Phone.key("+91 900-000 0001"), Kind::Phone.key("+919000000001"));
        assert_eq!(Kind::Word.key("Ravi\u{a0} PATIL"), "ravi patil");
    }
}
