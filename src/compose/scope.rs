//! What every view is made with: one language, one audience, and the formats that go with them.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::pictures::{self, Jobs, Named};
use super::routes::Routes;
use super::views::{LeadView, PersonView, PictureView, Row};
use crate::locale::Locale;
use crate::locale::strings::Strings;
use crate::model::field::Field;
use crate::model::parts::{Amount, LeadTime, Person, Photo};
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::model::text::Text;
use crate::source::Span;

/// What stands for a missing value, everywhere.
pub const DASH: &str = "–";

/// Language, audience and formats of one publication.
pub struct Scope<'a> {
    /// The records.
    pub project: &'a Project,
    /// Formats of the language.
    pub locale: &'a Locale,
    /// Sentences of the language.
    pub strings: &'a Strings,
    /// For whom.
    pub audience: &'a Audience,
    /// Addresses.
    pub routes: Routes,
    /// Picture files that the views need; filled while they are made.
    pub jobs: RefCell<Jobs>,
    /// Fields that some product of a group states, by group; found once.
    pub(super) stated: OnceCell<BTreeMap<String, BTreeSet<&'static str>>>,
}

impl<'a> Scope<'a> {
    /// A scope for a language and an audience.
    pub fn new(
        project: &'a Project,
        locale: &'a Locale,
        strings: &'a Strings,
        audience: &'a Audience,
    ) -> Self {
        let routes = Routes::new(locale.lang(), &project.default_lang());
        Self { project, locale, strings, audience, routes, jobs: RefCell::default(), stated: OnceCell::new() }
    }

    /// A text in the language.
    pub fn text(&self, text: &Text) -> String {
        text.in_lang(self.locale.lang()).to_owned()
    }

    /// Where a text in the language was typed.
    pub fn origin(&self, text: &Text) -> String {
        text.span_in(self.locale.lang()).map_or_else(String::new, |span| self.project.sources.token(span))
    }

    /// A place as a token.
    pub fn token(&self, span: Option<Span>) -> String {
        span.map_or_else(String::new, |span| self.project.sources.token(span))
    }

    /// A sentence.
    pub fn say(&self, key: &str) -> String {
        self.strings.get(key).to_owned()
    }

    /// Several texts in a row.
    pub fn texts(&self, texts: &[Text]) -> String {
        self.locale.list(texts.iter().map(|text| self.text(text)))
    }

    /// A labelled value; an empty one is missing.
    pub fn row(&self, key: &str, value: String, at: Option<Span>) -> Row {
        self.labelled(key, self.say(&format!("f_{key}")), value, self.token(at))
    }

    /// A labelled value whose label is data.
    pub fn labelled(&self, key: &str, label: String, value: String, at: String) -> Row {
        let missing = value.is_empty();
        let value = if missing { DASH.to_owned() } else { value };
        Row { key: key.to_owned(), label, label_at: String::new(), value, missing, at }
    }

    /// A whole number or nothing.
    pub fn whole(&self, field: &Field<u32>) -> String {
        field.get().map_or_else(String::new, |n| self.locale.number(f64::from(*n), 0))
    }

    /// A number with a unit that stays on its line.
    pub fn measure(&self, value: f64, unit: &str) -> String {
        let number = self.locale.number(value, 2);
        match self.unit(unit).as_str() {
            "" => number,
            // A percent sign or degree stands close; words and symbols stand after a no-break space.
            percent @ "%" => format!("{number}\u{a0}{percent}"),
            unit => format!("{number}\u{a0}{unit}"),
        }
    }

    /// Name of a unit as printed.
    pub fn unit(&self, id: &str) -> String {
        match self.project.categories.unit(id) {
            Some(unit) => self.text(&unit.name),
            None if id.is_empty() => String::new(),
            None => {
                let key = format!("unit_{id}");
                let name = self.strings.get(&key);
                if name == key { id.to_owned() } else { name.to_owned() }
            }
        }
    }

    /// An amount, with its period.
    pub fn amount(&self, amount: &Amount) -> String {
        let Some(value) = amount.value.get() else { return String::new() };
        let measure = self.measure(*value, amount.unit.str());
        match amount.per.get() {
            Some(per) => self.strings.with(&format!("per_{per}"), &[("amount", &measure)]),
            None => measure,
        }
    }

    /// Days as a counted sentence.
    pub fn days(&self, days: u32) -> String {
        self.strings.count("days", days as usize, self.locale)
    }

    /// The steps of a lead time.
    pub fn lead_time(&self, steps: &[LeadTime], unit: &str) -> Vec<LeadView> {
        let step = |step: &LeadTime| {
            let days = self.days(*step.days.get()?);
            let quantity = match step.up_to.get() {
                Some(up_to) => self.strings.with("up_to", &[("amount", &self.measure(*up_to, unit))]),
                None if steps.len() == 1 => self.say("any_quantity"),
                None => self.say("above"),
            };
            Some(LeadView { quantity, days })
        };
        steps.iter().filter_map(step).collect()
    }

    /// Shortest to longest lead time in days, such as `35–60 days`.
    pub fn lead_range(&self, steps: &[LeadTime]) -> String {
        let days = || steps.iter().filter_map(|step| step.days.get().copied());
        match (days().min(), days().max()) {
            (Some(least), Some(most)) if least == most => self.days(least),
            (Some(least), Some(most)) => {
                let least = self.locale.number(f64::from(least), 0);
                self.days(most).replacen(
                    &self.locale.number(f64::from(most), 0),
                    &format!("{least}–{}", self.locale.number(f64::from(most), 0)),
                    1,
                )
            }
            _ => String::new(),
        }
    }

    /// Names of countries.
    pub fn countries(&self, codes: &[crate::model::field::At<String>]) -> Vec<String> {
        codes.iter().map(|code| self.locale.country(&code.value)).collect()
    }

    /// Names of languages.
    pub fn languages(&self, tags: &[crate::model::field::At<String>]) -> String {
        self.locale.list(tags.iter().map(|tag| self.locale.language(&tag.value)))
    }

    /// A picture and, in the scope's list, the files it needs.
    pub fn picture(&self, photo: Option<&Photo>, owner: &str) -> PictureView {
        let alt = photo.map_or_else(String::new, |photo| self.text(&photo.alt));
        self.named_picture(photo.and_then(Named::photo), &alt, owner)
    }

    /// As [`Scope::picture`], for a picture that is no record's photo.
    pub fn named_picture(&self, named: Option<Named<'_>>, alt: &str, owner: &str) -> PictureView {
        let (view, jobs) = pictures::view(self.project, named, alt, owner);
        self.jobs.borrow_mut().extend(jobs);
        view
    }

    /// A person as the audience may see it.
    pub fn person(&self, person: &Person) -> PersonView {
        let contact = person.contact.for_audience(self.audience);
        let part =
            |get: fn(&crate::model::parts::Contact) -> &String| contact.map(get).cloned().unwrap_or_default();
        let name = match self.locale.lang().is_rtl() {
            true => part(|c| &c.name),
            false => {
                Some(part(|c| &c.name_latin)).filter(|n| !n.is_empty()).unwrap_or_else(|| part(|c| &c.name))
            }
        };
        PersonView {
            role: self.text(&person.role),
            name,
            email: part(|c| &c.email),
            phone: part(|c| &c.phone),
            languages: self.languages(&person.languages),
        }
    }

    /// A text of Markdown as markup whose highest heading is `h<top>`.
    pub fn markup(&self, text: &Text, top: u8) -> String {
        crate::markdown::write(text.in_lang(self.locale.lang()), top).markup
    }
}
