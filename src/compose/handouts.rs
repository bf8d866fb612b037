//! The handouts of an event's meetings: one dossier for each buyer and each member of the plan,
//! each composed for its own audience and nobody else's.

use std::collections::BTreeSet;

use super::brochure::PrintDocument;
use super::dossier::{self, Dossier};
use super::office;
use super::scope::Scope;
use crate::locale::Locale;
use crate::locale::strings::Strings;
use crate::model::buyer::Buyer;
use crate::model::event::Event;
use crate::model::ids::{BuyerId, MemberId};
use crate::model::meeting::{Meeting, Meetings, Plan};
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
}

impl<'a> Occasion<'a> {
    /// All events that have both a frame and a plan.
    pub fn all(project: &'a Project) -> Vec<Self> {
        let of_plan = |plan: &'a Plan| {
            let event = project.event(plan.event.as_str())?;
            let frame = project.meetings.iter().find(|frame| frame.event == plan.event)?;
            Some(Self { event, frame, plan })
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

    fn folder(&self, kind: &str) -> String {
        format!("private/{}/{kind}", self.event.id)
    }

    fn name(&self, id: &str, lang: &Lang) -> String {
        format!("{id}-{}-a4-v{}", lang.as_str(), self.plan.version.or(1))
    }
}

/// All dossiers of all plans.
pub fn documents(project: &Project, tongues: &[Tongue]) -> Vec<PrintDocument> {
    let mut list = Vec::new();
    for occasion in Occasion::all(project) {
        list.extend(project.buyers.iter().filter_map(|buyer| of_buyer(project, tongues, occasion, buyer)));
        list.extend(
            project.current_members().filter_map(|member| of_member(project, tongues, occasion, member)),
        );
        list.extend(office::documents(project, tongues, occasion));
    }
    list
}

fn of_buyer(
    project: &Project,
    tongues: &[Tongue],
    occasion: Occasion<'_>,
    buyer: &Buyer,
) -> Option<PrintDocument> {
    let meetings = occasion.meetings(|m| m.buyer.str() == buyer.id.as_str() && is_whole(project, m));
    let meets: BTreeSet<MemberId> = meetings.iter().map(|m| MemberId::new(m.member.str())).collect();
    let tongue = speaks(tongues, buyer.languages.iter().map(|at| at.value.as_str()))?;
    let audience = Audience::Buyer { id: buyer.id.clone(), meets };
    let scope = Scope::new(project, &tongue.locale, &tongue.strings, &audience);
    let dossier = dossier::of_buyer(&scope, occasion, buyer, &meetings);
    let document = document(&scope, occasion, ("buyers", "buyer-dossier.xml"), buyer.id.as_str(), dossier);
    (!meetings.is_empty()).then_some(document)
}

fn of_member(
    project: &Project,
    tongues: &[Tongue],
    occasion: Occasion<'_>,
    member: &Member,
) -> Option<PrintDocument> {
    let meetings = occasion.meetings(|m| m.member.str() == member.id.as_str() && is_whole(project, m));
    let meets: BTreeSet<BuyerId> = meetings.iter().map(|m| BuyerId::new(m.buyer.str())).collect();
    let tongue = tongues.first()?;
    let audience = Audience::Member { id: member.id.clone(), meets };
    let scope = Scope::new(project, &tongue.locale, &tongue.strings, &audience);
    let dossier = dossier::of_member(&scope, occasion, member, &meetings);
    let document = document(&scope, occasion, ("members", "member-dossier.xml"), member.id.as_str(), dossier);
    (!meetings.is_empty()).then_some(document)
}

fn document(
    scope: &Scope<'_>,
    occasion: Occasion<'_>,
    (kind, template): (&str, &'static str),
    id: &str,
    dossier: Dossier,
) -> PrintDocument {
    PrintDocument {
        name: occasion.name(id, scope.locale.lang()),
        folder: occasion.folder(kind),
        template,
        context: dossier.value,
        title: scope.strings.with("dossier_for", &[("whom", dossier.title.as_str())]),
        author: scope.project.consortium.as_ref().map_or_else(String::new, |c| scope.text(&c.name)),
        lang: scope.locale.lang().as_str().to_owned(),
        brochure: String::new(),
        product: String::new(),
        paper: "A4",
        asked: Some(occasion.plan.span),
    }
}

/// Whether both sides of a meeting are on record; if not, a finding said so.
fn is_whole(project: &Project, meeting: &Meeting) -> bool {
    let member = project.member(meeting.member.str());
    project.buyer(meeting.buyer.str()).is_some() && member.is_some_and(|m| m.is_member_on(project.today))
}

/// The first of a receiver's languages that documents are set in; else the default.
pub(super) fn speaks<'t, 'l>(
    tongues: &'t [Tongue],
    wanted: impl Iterator<Item = &'l str>,
) -> Option<&'t Tongue> {
    let mut found = wanted.filter_map(|tag| tongues.iter().find(|t| t.locale.lang().as_str() == tag));
    found.next().or_else(|| tongues.first())
}
