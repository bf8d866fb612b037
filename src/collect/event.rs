//! Forms of an event: a buyer says who it is, when it is there and whom it wants to meet; a firm says which of
//! the buyers it wants to meet, of whose profile only what the buyer lets firms read is shown.

use std::io;

use super::member::{column, upright};
use super::{CoverLine, Form, FormColumn, FormSheet, Maker, Words, missing};
use crate::compose::order;
use crate::import::fields::{Field, List};
use crate::import::form::{fields_of, shown};
use crate::import::record::Entry;
use crate::locale::Locale;
use crate::model::buyer::{Buyer, BuyerStatus};
use crate::model::consortium::Digits;
use crate::model::meeting::Meetings;
use crate::model::member::Member;
use crate::model::private::Audience;
use crate::model::text::{Lang, Text};
use crate::sheet::Cell;

impl Maker<'_> {
    fn frame(&self) -> Option<&Meetings> {
        self.project.meetings.iter().find(|own| own.event.as_str() == self.event)
    }

    /// Buyers on the event's list that have not cancelled.
    pub(super) fn buyers(&self) -> Vec<&Buyer> {
        let comes =
            |own: &&crate::model::meeting::Attendance| own.status.get() != Some(&BuyerStatus::Cancelled);
        let list = self.frame().into_iter().flat_map(|frame| &frame.buyers).filter(comes);
        list.filter_map(|own| self.project.buyer(own.id.str())).collect()
    }

    pub(super) fn buyer(&self, buyer: &Buyer) -> io::Result<Form> {
        let id = buyer.id.as_str();
        let tags: Vec<String> = buyer.languages.iter().map(|at| at.value.clone()).collect();
        let words = self.words(&tags);
        let record = self.record(&format!("buyers/{id}.toml"))?;
        let fields = fields_of(List::Buyer, &self.known, words.lang());
        // Its class is the office's business.
        let fields: Vec<Field> = fields.into_iter().filter(|field| field.path != "class").collect();
        let own = upright(&words.say("you", &[]), List::Buyer, &fields, &record, None, &words);
        let frame = self.record(&format!("meetings/{}.toml", self.event))?;
        let entry = Entry::new("buyer", "id", id);
        let stay = fields_of(List::Stay, &self.known, words.lang());
        let stay = upright(&words.say("stay", &[]), List::Stay, &stay, &frame, Some(&entry), &words);
        let lang = Lang::new(words.lang());
        let locale = Locale::new(&lang, Digits::Latin);
        let members = order::members(self.project, &locale);
        let line = |member: &&Member| {
            let about = first_sentence(member.summary.in_lang(&lang));
            (format!("{id}>{}", member.id), member.name.in_lang(&lang).to_owned(), about)
        };
        let wishes = self.wishes(members.iter().map(line).collect(), "buyer", "firm", &words)?;
        let company =
            buyer.company.for_audience(&Audience::Office).map_or("", |name| name.in_lang(&lang)).to_owned();
        let sheets = vec![own, stay, wishes];
        let mut cover = self.opening(&words, &company, false);
        let lacks: Vec<CoverLine> = sheets.iter().flat_map(missing).collect();
        if !lacks.is_empty() {
            cover.push(CoverLine::Heading(words.say("missing", &[])));
            cover.extend(lacks);
        }
        Ok(Form { name: format!("buyer-{id}"), stamp: self.stamp("buyer", id, &words), cover, sheets })
    }

    pub(super) fn wishes_of_member(&self, member: &Member) -> io::Result<Form> {
        let id = member.id.as_str();
        let tags: Vec<String> = member.languages.iter().map(|at| at.value.clone()).collect();
        let words = self.words(&tags);
        let lang = Lang::new(words.lang());
        let meets = self.buyers().iter().map(|own| own.id.clone()).collect();
        let audience = Audience::Member { id: member.id.clone(), meets };
        let line = |buyer: &&Buyer| {
            let profile = buyer.profile.for_audience(&audience)?;
            let company = buyer.company.for_audience(&audience)?;
            let about = first_sentence(text_in(&profile.summary, &lang));
            Some((format!("{}>{id}", buyer.id), company.in_lang(&lang).to_owned(), about))
        };
        // Only those who let firms read their profile.
        let rows = self.buyers().iter().filter_map(line).collect();
        let sheets = vec![self.wishes(rows, "member", "buyer", &words)?];
        let name = member.name.in_lang(&lang).to_owned();
        let cover = self.opening(&words, &name, false);
        Ok(Form { name: format!("wishes-{id}"), stamp: self.stamp("member", id, &words), cover, sheets })
    }

    /// Rows of others: handle, name, a line about them, and the wish that is there.
    fn wishes(
        &self,
        others: Vec<(String, String, String)>,
        from: &str,
        heading: &str,
        words: &Words,
    ) -> io::Result<FormSheet> {
        let frame = self.record(&format!("meetings/{}.toml", self.event))?;
        let field = fields_of(List::Wish, &self.known, words.lang()).remove(0);
        let rows = others
            .into_iter()
            .map(|(handle, name, about)| {
                let (buyer, member) = handle.split_once('>').unwrap_or((&handle, ""));
                let by = vec![
                    ("buyer", buyer.to_owned()),
                    ("member", member.to_owned()),
                    ("from", from.to_owned()),
                ];
                let entry = Entry { list: "request", by };
                let rank = frame.get(Some(&entry), "rank");
                let rank = Cell::Text(shown(&field, rank.as_ref()).text());
                let rank = if rank.is_empty() { Cell::Empty } else { rank };
                (handle, vec![Cell::Text(name), Cell::Text(about), rank])
            })
            .collect();
        let shown_only = |label: String| FormColumn { field: None, label };
        let columns = vec![
            shown_only(words.say(heading, &[])),
            shown_only(words.say("firm_line", &[])),
            column(field, words),
        ];
        Ok(FormSheet {
            name: words.say("wishes", &[]),
            word: List::Wish.word().to_owned(),
            columns,
            rows,
            upright: false,
            spare: 0,
        })
    }
}

fn text_in<'a>(text: &'a Text, lang: &Lang) -> &'a str {
    text.in_lang(lang)
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].to_owned()
}
