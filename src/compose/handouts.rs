//! The handouts of an event's meetings: a dossier, a calendar and address cards for each buyer and each
//! member of the plan and a sheet for each interpreter, each composed for its own audience and nobody else's.

use std::collections::BTreeMap;

use super::brochure::PrintDocument;
use super::codes::Codes;
use super::scope::Scope;
use super::{dossier, exchange, office};
use crate::locale::Locale;
use crate::locale::strings::Strings;
use crate::model::buyer::Buyer;
use crate::model::consortium::Paper;
use crate::model::event::Event;
use crate::model::field::At;
use crate::model::ids::{BuyerId, MemberId};
use crate::model::meeting::{Edition, Interpreter, Meeting, Meetings, Plan};
use crate::model::member::Member;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::model::text::Lang;

/// Formats and sentences of each language that documents can be set in; the default first.
pub struct Tongue {
    /// Formats.
    pub locale: Locale,
    /// Sentences.
    pub strings: Strings,
}

/// An event's plan with everything that belongs to it.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    /// The event.
    pub event: &'a Event,
    /// Slots, tables, blocks.
    pub frame: &'a Meetings,
    /// Who meets whom.
    pub plan: &'a Plan,
    /// Version and day of what is made for one receiver, or of the whole plan.
    pub edition: Edition,
}

impl<'a> Occasion<'a> {
    /// All events that have both a frame and a plan.
    pub fn all(project: &'a Project) -> Vec<Self> {
        let of_plan = |plan: &'a Plan| {
            let event = project.event(plan.event.as_str())?;
            let frame = project.meetings.iter().find(|frame| frame.event == plan.event)?;
            Some(Self { event, frame, plan, edition: plan.edition() })
        };
        project.plans.iter().filter_map(of_plan).collect()
    }

    /// Meetings that fit a condition, in the order of time.
    pub fn meetings(&self, wanted: impl Fn(&Meeting) -> bool) -> Vec<&'a Meeting> {
        let mut list: Vec<&Meeting> = self.plan.meetings.iter().filter(|m| wanted(m)).collect();
        list.sort_by_key(|m| {
            (self.frame.slot(m.slot.str()).and_then(|s| s.start.get().copied()), m.table.str().to_owned())
        });
        list
    }

    /// The same for one receiver, whose handouts are new only when one of its meetings changed.
    fn of(self, who: Who<'_>) -> Self {
        let edition = match who {
            Who::Buyer(own) => self.plan.edition_of(|change| change.buyer.str() == own.id.as_str()),
            Who::Member(own) => self.plan.edition_of(|change| change.member.str() == own.id.as_str()),
            Who::Interpreter(_) => self.edition,
        };
        Self { edition, ..self }
    }

    fn folder(&self, kind: &str) -> String {
        format!("private/{}/{kind}", self.event.id)
    }

    fn name(&self, id: &str, lang: &Lang, paper: Paper) -> String {
        let paper = paper.word().to_lowercase();
        format!("{id}-{}-{paper}-v{}", lang.as_str(), self.edition.version)
    }

    /// Papers that handouts are made in: those of the frame, else A4. There is no layout for A5; `check` says so.
    pub(super) fn papers(&self) -> Vec<Paper> {
        let mut papers: Vec<Paper> = Vec::new();
        for paper in self.frame.papers.iter().map(|at| at.value) {
            if paper != Paper::A5 && !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        if papers.is_empty() { vec![Paper::A4] } else { papers }
    }
}

/// One for whom handouts are made.
struct Receiver<'a> {
    occasion: Occasion<'a>,
    who: Who<'a>,
    tongue: &'a Tongue,
    audience: Audience,
    /// Its own, in the order of time.
    meetings: Vec<&'a Meeting>,
}

#[derive(Clone, Copy)]
enum Who<'a> {
    Buyer(&'a Buyer),
    Member(&'a Member),
    Interpreter(&'a Interpreter),
}

/// Everybody of a plan who has a meeting.
fn receivers<'a>(project: &'a Project, tongues: &'a [Tongue], occasion: Occasion<'a>) -> Vec<Receiver<'a>> {
    let all = occasion.meetings(|m| is_whole(project, m));
    let by = |key: fn(&Meeting) -> &str| {
        let mut own: BTreeMap<&str, Vec<&Meeting>> = BTreeMap::new();
        all.iter().for_each(|m| own.entry(key(m)).or_default().push(m));
        own
    };
    let (mut buyers, mut members) = (by(|m| m.buyer.str()), by(|m| m.member.str()));
    let mut helped = by(|m| m.interpreter.str());
    let mut list = Vec::new();
    let mut add = |who, tongue: Option<&'a Tongue>, audience, meetings| {
        let occasion = occasion.of(who);
        list.extend(tongue.map(|tongue| Receiver { occasion, who, tongue, audience, meetings }));
    };
    for buyer in &project.buyers {
        let Some(own) = buyers.remove(buyer.id.as_str()) else { continue };
        let meets = own.iter().map(|m| MemberId::new(m.member.str())).collect();
        let audience = Audience::Buyer { id: buyer.id.clone(), meets };
        add(Who::Buyer(buyer), speaks(tongues, &buyer.languages), audience, own);
    }
    for member in project.current_members() {
        let Some(own) = members.remove(member.id.as_str()) else { continue };
        let meets = own.iter().map(|m| BuyerId::new(m.buyer.str())).collect();
        let audience = Audience::Member { id: member.id.clone(), meets };
        add(Who::Member(member), tongues.first(), audience, own);
    }
    for interpreter in &occasion.frame.interpreters {
        let Some(own) = helped.remove(interpreter.id.str()) else { continue };
        add(Who::Interpreter(interpreter), speaks(tongues, &interpreter.languages), Audience::Public, own);
    }
    list
}

impl<'a> Receiver<'a> {
    fn scope<'s>(&'s self, project: &'s Project) -> Scope<'s> {
        Scope::new(project, &self.tongue.locale, &self.tongue.strings, &self.audience)
    }

    /// Folder, handle and template.
    fn place(&self) -> (&'static str, &'a str, &'static str) {
        match self.who {
            Who::Buyer(buyer) => ("buyers", buyer.id.as_str(), "buyer-dossier.xml"),
            Who::Member(member) => ("members", member.id.as_str(), "member-dossier.xml"),
            Who::Interpreter(interpreter) => ("interpreters", interpreter.id.str(), "interpreter.xml"),
        }
    }

    fn documents(&self, project: &Project, codes: &Codes) -> Vec<PrintDocument> {
        let (scope, occasion) = (self.scope(project), self.occasion);
        let dossier = match self.who {
            Who::Buyer(buyer) => dossier::of_buyer(&scope, occasion, codes, buyer, &self.meetings),
            Who::Member(member) => dossier::of_member(&scope, occasion, member, &self.meetings),
            Who::Interpreter(own) => dossier::of_interpreter(&scope, occasion, own, &self.meetings),
        };
        let (kind, id, template) = self.place();
        let title = match self.who {
            Who::Interpreter(_) => format!("{} · {}", scope.say("p_interpreter_sheet"), dossier.title),
            _ => scope.strings.with("dossier_for", &[("whom", dossier.title.as_str())]),
        };
        let document = |paper: Paper| PrintDocument {
            name: occasion.name(id, scope.locale.lang(), paper),
            folder: occasion.folder(kind),
            template,
            context: dossier.on(&scope, occasion, paper),
            title: title.clone(),
            author: scope.project.consortium.as_ref().map_or_else(String::new, |c| scope.text(&c.name)),
            lang: scope.locale.lang().as_str().to_owned(),
            brochure: String::new(),
            product: String::new(),
            paper: paper.word(),
            asked: Some(occasion.plan.span),
        };
        occasion.papers().into_iter().map(document).collect()
    }

    /// Calendar and address cards, beside the dossier.
    fn files(&self, project: &Project, codes: &Codes) -> Vec<(String, String)> {
        let (scope, occasion) = (self.scope(project), self.occasion);
        let of_buyer = match self.who {
            Who::Buyer(_) => true,
            Who::Member(_) => false,
            Who::Interpreter(_) => return Vec::new(),
        };
        let (kind, id, _) = self.place();
        let stem = format!("{}/{id}-v{}", occasion.folder(kind), occasion.edition.version);
        let event = scope.text(&occasion.event.name);
        let appointments = dossier::appointments(&scope, occasion, &self.meetings, of_buyer);
        let contacts = dossier::contacts_of(&scope, codes, &self.meetings, of_buyer);
        vec![
            (format!("{stem}.ics"), exchange::calendar(&scope, occasion, &event, &appointments)),
            (format!("{stem}.vcf"), exchange::cards(&contacts, &event)),
        ]
    }
}

/// All dossiers and sheets of all plans, those of the office last.
pub fn documents(project: &Project, tongues: &[Tongue]) -> Vec<PrintDocument> {
    let mut list = of_each(project, tongues, |receiver, codes| receiver.documents(project, codes));
    list.extend(
        Occasion::all(project).into_iter().flat_map(|occasion| office::documents(project, tongues, occasion)),
    );
    list
}

/// Calendars and address cards of all plans: path below `dist` and text.
pub fn files(project: &Project, tongues: &[Tongue]) -> Vec<(String, String)> {
    of_each(project, tongues, |receiver, codes| receiver.files(project, codes))
}

fn of_each<T>(
    project: &Project,
    tongues: &[Tongue],
    make: impl Fn(&Receiver<'_>, &Codes) -> Vec<T>,
) -> Vec<T> {
    let occasions = Occasion::all(project);
    if occasions.is_empty() {
        return Vec::new();
    }
    let codes = Codes::new(project);
    let all = occasions.into_iter().flat_map(|occasion| receivers(project, tongues, occasion));
    all.flat_map(|receiver| make(&receiver, &codes)).collect()
}

/// Whether both sides of a meeting are on record; if not, a finding said so.
fn is_whole(project: &Project, meeting: &Meeting) -> bool {
    let member = project.member(meeting.member.str());
    project.buyer(meeting.buyer.str()).is_some() && member.is_some_and(|m| m.is_member_on(project.today))
}

/// The first of a receiver's languages that documents are set in; else the default.
pub(super) fn speaks<'t>(tongues: &'t [Tongue], wanted: &[At<String>]) -> Option<&'t Tongue> {
    let tongue = |at: &At<String>| tongues.iter().find(|t| t.locale.lang().as_str() == at.value);
    wanted.iter().find_map(tongue).or_else(|| tongues.first())
}
