//! The day of an interpreter: where to be, between whom. An interpreter is told of a buyer what the firm at
//! whose table it sits is told of whom it meets, the name and the languages, and nothing else of either.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::{Dossier, agenda, brief, finish};
use crate::compose::handouts::Occasion;
use crate::compose::scope::Scope;
use crate::model::buyer::Buyer;
use crate::model::meeting::{Interpreter, Meeting};
use crate::model::member::Member;
use crate::model::private::Audience;

#[derive(Clone, Debug, Serialize)]
struct Turn {
    time: String,
    table: String,
    member: String,
    member_languages: String,
    buyer: String,
    country: String,
    buyer_languages: String,
}

#[derive(Clone, Debug, Serialize)]
struct Day {
    day: String,
    turns: Vec<Turn>,
}

/// The sheet of an interpreter; the scope's audience is the public.
pub(in crate::compose) fn of(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    interpreter: &Interpreter,
    meetings: &[&Meeting],
) -> Dossier {
    let mut days: BTreeMap<Date, Vec<Turn>> = BTreeMap::new();
    for meeting in meetings {
        let project = scope.project;
        let (member, buyer) = (project.member(meeting.member.str()), project.buyer(meeting.buyer.str()));
        let (Some((start, end)), Some(member), Some(buyer)) =
            (agenda::times(occasion, meeting), member, buyer)
        else {
            continue;
        };
        let time = scope.locale.times(start, end);
        let table = agenda::table(scope, occasion, meeting);
        days.entry(start.date()).or_default().push(turn(scope, member, buyer, (time, table)));
    }
    let day = |(date, turns)| Day { day: scope.locale.weekday(date), turns };
    let days: Vec<Day> = days.into_iter().map(day).collect();
    let id = interpreter.id.str();
    let title = scope.strings.with("p_interpreter", &[("id", id)]);
    let value = json!({
        "interpreter": { "id": id, "title": title, "languages": scope.languages(&interpreter.languages) },
        "days": days,
    });
    Dossier { title, value: finish(scope, occasion, value), tables: super::tables(meetings) }
}

fn turn(scope: &Scope<'_>, member: &Member, buyer: &Buyer, (time, table): (String, String)) -> Turn {
    let meets = BTreeSet::from([buyer.id.clone()]);
    let at_table = Audience::Member { id: member.id.clone(), meets };
    let seen = Scope::new(scope.project, scope.locale, scope.strings, &at_table);
    let (company, country) = brief::name(&seen, buyer);
    let profile = buyer.profile.for_audience(&at_table);
    Turn {
        time,
        table,
        member: scope.text(&member.name),
        member_languages: scope.languages(&member.languages),
        buyer: company,
        country,
        buyer_languages: profile.map_or_else(String::new, |p| scope.languages(&p.languages)),
    }
}
