//! The question that a frame asks: members, buyers, slots and wishes as numbers, with the way back to
//! their handles. What cannot be planned is left out with its reason, never in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::presence;
use crate::model::buyer::{Buyer, BuyerStatus};
use crate::model::field::At;
use crate::model::meeting::{Attendance, Meeting, Meetings, Mode, Plan, Request, RequestFrom, Slot};
use crate::model::member::Member;
use crate::model::project::Project;
use crate::schedule::{Fixed, MOST_SLOTS, MOST_WISHES, Problem, Wish};
use crate::source::Span;

/// A request that no plan can meet as things are.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Member.
    pub member: String,
    /// Buyer.
    pub buyer: String,
    /// Why, as a phrase.
    pub why: &'static str,
    /// What would help, as an order.
    pub hint: &'static str,
    /// Where the request stands.
    pub span: Span,
}

/// An event's meetings in numbers.
pub struct Question<'a> {
    /// The records.
    pub project: &'a Project,
    /// The frame.
    pub frame: &'a Meetings,
    /// Members that take part, in the order of ids.
    pub members: Vec<&'a Member>,
    /// Buyers that come, in the order of ids.
    pub buyers: Vec<&'a Attendance>,
    /// Slots in the order of time.
    pub slots: Vec<&'a Slot>,
    /// The numbers.
    pub problem: Problem,
    /// Index of the wish of each pair: member, buyer.
    by_pair: BTreeMap<(usize, usize), usize>,
    /// Requests that cannot be planned.
    pub left_out: Vec<LeftOut>,
    /// Meetings without a common language for which the event has no interpreter at all.
    pub unspoken: Vec<usize>,
}

impl<'a> Question<'a> {
    /// Reads a frame. An error is a phrase: what makes planning impossible.
    ///
    /// # Errors
    /// Without slots, members or buyers, or with more slots than can be planned.
    pub fn new(project: &'a Project, frame: &'a Meetings) -> Result<Self, String> {
        let slots = presence::slots(frame);
        if slots.is_empty() {
            return Err(format!("`meetings/{}.toml` has no slots", frame.event));
        }
        if slots.len() > MOST_SLOTS {
            let count = slots.len();
            return Err(format!(
                "`meetings/{}.toml` has {count} slots; {MOST_SLOTS} can be planned",
                frame.event
            ));
        }
        let needs_tables = matches!(frame.mode.get(), Some(Mode::BuyerTables | Mode::Free));
        if needs_tables && frame.tables.is_empty() {
            let mode = frame.mode.get().map_or("", |mode| mode.word());
            return Err(format!("`meetings/{}.toml` has no tables, and its mode is `{mode}`", frame.event));
        }
        let members = members(project, frame);
        let comes = |own: &&Attendance| {
            let known = own.id.get().is_some_and(|id| project.buyer(id).is_some());
            known && !matches!(own.status.get(), Some(BuyerStatus::Cancelled | BuyerStatus::Invited))
        };
        let mut buyers: Vec<&Attendance> = frame.buyers.iter().filter(comes).collect();
        buyers.sort_by_key(|own| own.id.str());
        buyers.dedup_by_key(|own| own.id.str());
        if members.is_empty() {
            return Err(format!("no firm takes part: {}", how_to_take_part(frame)));
        }
        if buyers.is_empty() {
            return Err("no buyer is confirmed".to_owned());
        }
        let mut question = Self {
            project,
            frame,
            members,
            buyers,
            slots,
            problem: Problem::default(),
            by_pair: BTreeMap::new(),
            left_out: Vec::new(),
            unspoken: Vec::new(),
        };
        question.problem.days = question.days();
        question.problem.members = question.members.iter().map(|m| question.member_party(m)).collect();
        question.problem.buyers = question.buyers.iter().map(|b| question.buyer_party(b)).collect();
        question.problem.tables = question.tables();
        question.problem.interpreters =
            frame.interpreters.iter().map(|own| question.free(&own.unavailable, &[])).collect();
        question.add_requests();
        if frame.mode.get() == Some(&Mode::Rounds) {
            question.add_rounds();
        }
        let count = question.problem.wishes.len();
        if count > MOST_WISHES {
            return Err(format!(
                "`meetings/{}.toml` wants {count} meetings; {MOST_WISHES} can be planned",
                frame.event
            ));
        }
        Ok(question)
    }

    /// Index of a member by id.
    pub fn member(&self, id: &str) -> Option<usize> {
        self.members.iter().position(|member| member.id.as_str() == id)
    }

    /// Index of a buyer by id.
    pub fn buyer(&self, id: &str) -> Option<usize> {
        self.buyers.iter().position(|own| own.id.str() == id)
    }

    /// Index of a slot by handle.
    pub fn slot(&self, id: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.id.str() == id)
    }

    /// Index of the wish of two parties.
    pub fn wish(&self, member: usize, buyer: usize) -> Option<usize> {
        self.by_pair.get(&(member, buyer)).copied()
    }

    fn add_wish(&mut self, wish: Wish) -> usize {
        let index = self.problem.wishes.len();
        self.by_pair.insert((wish.member, wish.buyer), index);
        self.problem.wishes.push(wish);
        index
    }

    /// The parties of a wish by id: member, buyer.
    pub fn pair(&self, wish: usize) -> (&'a str, &'a str) {
        let wish = &self.problem.wishes[wish];
        (self.members[wish.member].id.as_str(), self.buyers[wish.buyer].id.str())
    }

    /// The record of a buyer.
    pub fn buyer_record(&self, buyer: usize) -> Option<&'a Buyer> {
        self.project.buyer(self.buyers[buyer].id.str())
    }

    /// Takes over a plan: meetings that are marked `fixed` or were handed out stay; with `keep` the others
    /// stay as well where nothing is lost by it. Gives those that are no longer possible, with why.
    ///
    /// `released` are ids of meetings, buyers or members that may be moved all the same.
    pub fn fix(
        &mut self,
        plan: &'a Plan,
        keep: bool,
        released: &[String],
    ) -> Vec<(&'a Meeting, &'static str)> {
        let mut lost = Vec::new();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for meeting in &plan.meetings {
            let handles = [meeting.id.str(), meeting.buyer.str(), meeting.member.str()];
            let frozen = meeting.fixed || meeting.published;
            let frozen = frozen && !released.iter().any(|id| handles.contains(&id.as_str()));
            if !frozen && !keep {
                continue;
            }
            match self.fixable(meeting) {
                Ok(own) if !taken.insert(own.wish) => lost.push((meeting, "the same two meet twice")),
                Ok(own) if frozen => self.problem.fixed.push(own),
                Ok(own) => self.problem.before.push(own),
                Err(why) => lost.push((meeting, why)),
            }
        }
        lost
    }

    fn fixable(&mut self, meeting: &Meeting) -> Result<Fixed, &'static str> {
        let member = self.member(meeting.member.str()).ok_or("the firm does not take part")?;
        let buyer = self.buyer(meeting.buyer.str()).ok_or("the buyer does not come")?;
        let slot = self.slot(meeting.slot.str()).ok_or("there is no such slot")?;
        if self.is_vetoed(meeting.member.str(), meeting.buyer.str()) {
            return Err("one of the two asked never to meet the other");
        }
        let wish = self.wish(member, buyer).unwrap_or_else(|| {
            // Somebody wrote it into the plan by hand: the office wants it.
            let wish = self.bare_wish(member, buyer);
            self.add_wish(wish)
        });
        if self.problem.shared(&self.problem.wishes[wish]) >> slot & 1 == 0 {
            return Err("one of the two is not there then");
        }
        Ok(Fixed { wish, slot })
    }

    fn bare_wish(&self, member: usize, buyer: usize) -> Wish {
        let interpreters = self.interpreters(member, buyer).ok().flatten();
        Wish { member, buyer, buyer_rank: 0, member_rank: 0, office: true, interpreters }
    }

    /// Whether either side said never.
    pub fn is_vetoed(&self, member: &str, buyer: &str) -> bool {
        let never = |own: &Request| {
            own.rank.get() == Some(&0) && own.member.str() == member && own.buyer.str() == buyer
        };
        self.frame.requests.iter().any(never)
    }

    fn add_requests(&mut self) {
        let mut wishes: BTreeMap<(usize, usize), (Wish, Span)> = BTreeMap::new();
        for request in &self.frame.requests {
            let rank = request.rank.or(0).min(5);
            if rank == 0 {
                continue;
            }
            let rank = if request.met_before { (rank - 1).max(1) } else { rank };
            let pair = match self.parties(request) {
                Ok(pair) => pair,
                Err((why, hint)) => {
                    self.leave_out(request, why, hint);
                    continue;
                }
            };
            let (wish, _) = wishes.entry(pair).or_insert_with(|| {
                let (member, buyer) = pair;
                let wish = Wish { office: false, interpreters: None, ..self.bare_wish(member, buyer) };
                (wish, request.span)
            });
            match request.from.get().unwrap_or(&RequestFrom::Buyer) {
                RequestFrom::Buyer => wish.buyer_rank = wish.buyer_rank.max(rank),
                RequestFrom::Member => wish.member_rank = wish.member_rank.max(rank),
                RequestFrom::Mutual => {
                    (wish.buyer_rank, wish.member_rank) =
                        (wish.buyer_rank.max(rank), wish.member_rank.max(rank));
                }
                RequestFrom::Office => wish.office = true,
            }
        }
        for ((member, buyer), (mut wish, span)) in wishes {
            match self.interpreters(member, buyer) {
                Ok(interpreters) => wish.interpreters = interpreters,
                Err(()) if self.frame.interpreters.is_empty() => {
                    self.unspoken.push(self.problem.wishes.len())
                }
                Err(()) => {
                    let why = "they share no language, and no interpreter speaks one of each";
                    let hint = "add an interpreter, or a language to the person who comes";
                    self.left_out.push(LeftOut {
                        member: self.members[member].id.to_string(),
                        buyer: self.buyers[buyer].id.str().to_owned(),
                        why,
                        hint,
                        span,
                    });
                    continue;
                }
            }
            self.add_wish(wish);
        }
    }

    /// Everyone meets everyone, the wished ones first.
    fn add_rounds(&mut self) {
        for member in 0..self.members.len() {
            for buyer in 0..self.buyers.len() {
                let (firm, house) = (self.members[member].id.as_str(), self.buyers[buyer].id.str());
                if self.wish(member, buyer).is_none() && !self.is_vetoed(firm, house) {
                    let wish = self.bare_wish(member, buyer);
                    self.add_wish(wish);
                }
            }
        }
    }

    fn leave_out(&mut self, request: &Request, why: &'static str, hint: &'static str) {
        let (member, buyer) = (request.member.str().to_owned(), request.buyer.str().to_owned());
        if !self.left_out.iter().any(|own| own.member == member && own.buyer == buyer) {
            self.left_out.push(LeftOut { member, buyer, why, hint, span: request.span });
        }
    }

    fn parties(&self, request: &Request) -> Result<(usize, usize), (&'static str, &'static str)> {
        let (member, buyer) = (request.member.str(), request.buyer.str());
        if self.is_vetoed(member, buyer) {
            return Err((
                "the other side, or a second request, says never (rank 0)",
                "remove one of the two requests",
            ));
        }
        let Some(house) = self.buyer(buyer) else {
            let own = self.frame.buyers.iter().find(|own| own.id.str() == buyer);
            return Err(match own.and_then(|own| own.status.get()) {
                Some(BuyerStatus::Cancelled) => {
                    ("the buyer has cancelled", "remove the request when it is final")
                }
                Some(BuyerStatus::Invited) => (
                    "the buyer is invited and has not confirmed",
                    "write `status = \"confirmed\"` when it does",
                ),
                _ if own.is_some() => ("there is no file of this buyer", "write `buyers/<id>.toml`"),
                _ => ("the buyer is not on the list of this event", "add it to `buyer`"),
            });
        };
        let Some(firm) = self.member(member) else {
            let left = self.project.member(member).is_some_and(|m| !m.is_member_on(self.project.today));
            return Err(match left {
                _ if self.project.member(member).is_none() => ("there is no such firm", "correct the id"),
                true => ("the firm has left the consortium", "remove the request"),
                false => ("the firm does not take part", how_to_take_part(self.frame)),
            });
        };
        Ok((firm, house))
    }

    /// Interpreters that speak a language of each side: none needed where they share one, `Err` where
    /// nobody can help. Who states no languages is taken to manage.
    fn interpreters(&self, member: usize, buyer: usize) -> Result<Option<Vec<usize>>, ()> {
        let firm = self.spoken_by_firm(member);
        let house: Vec<&str> = self.buyer_record(buyer).map_or_else(Vec::new, spoken_by_buyer);
        if firm.is_empty() || house.is_empty() || firm.iter().any(|tag| house.contains(tag)) {
            return Ok(None);
        }
        let helps = |index: &usize| {
            let speaks = |tags: &[&str]| {
                self.frame.interpreters[*index].languages.iter().any(|at| tags.contains(&at.value.as_str()))
            };
            speaks(&firm) && speaks(&house)
        };
        let list: Vec<usize> = (0..self.frame.interpreters.len()).filter(helps).collect();
        if list.is_empty() { Err(()) } else { Ok(Some(list)) }
    }

    fn spoken_by_firm(&self, member: usize) -> Vec<&'a str> {
        let own = self.members[member];
        let present: Vec<&str> = coming(own, self.frame.event.as_str())
            .flat_map(|person| person.languages.iter().map(|at| at.value.as_str()))
            .collect();
        if present.is_empty() { own.languages.iter().map(|at| at.value.as_str()).collect() } else { present }
    }
}

/// The people of a firm who come to an event.
pub fn coming<'a>(
    member: &'a Member,
    event: &'a str,
) -> impl Iterator<Item = &'a crate::model::parts::Person> {
    let comes = move |events: &[At<String>]| events.is_empty() || events.iter().any(|at| at.value == event);
    member.persons.iter().filter(move |person| comes(&person.events))
}

/// Languages that a buyer's people speak, else those of its papers.
fn spoken_by_buyer(buyer: &Buyer) -> Vec<&str> {
    let people: Vec<&str> =
        buyer.persons.iter().flat_map(|person| person.languages.iter().map(|at| at.value.as_str())).collect();
    if people.is_empty() { buyer.languages.iter().map(|at| at.value.as_str()).collect() } else { people }
}

/// Members that take part, as the mode says where that is written.
fn members<'a>(project: &'a Project, frame: &'a Meetings) -> Vec<&'a Member> {
    let event = project.event(frame.event.as_str());
    let comes = |member: &&Member| {
        let id = member.id.as_str();
        match frame.mode.get() {
            Some(Mode::SellerTables) => frame.seats.iter().any(|seat| seat.member.str() == id),
            Some(Mode::FactoryVisits) => frame.visits.iter().any(|(own, _)| own.str() == id),
            _ => event.is_none_or(|e| e.members.is_empty() || e.members.iter().any(|at| at.value == id)),
        }
    };
    let mut members: Vec<&Member> = project.current_members().filter(comes).collect();
    members.sort_by_key(|member| member.id.as_str());
    members
}

fn how_to_take_part(frame: &Meetings) -> &'static str {
    match frame.mode.get() {
        Some(Mode::SellerTables) => "give it a `seat`",
        Some(Mode::FactoryVisits) => "give it a `visit`",
        _ => "add it to `members` of the event",
    }
}
