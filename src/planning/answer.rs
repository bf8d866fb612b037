//! The answer: each meeting with its table, people and interpreter, and what differs from the plan that
//! was there.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Question, coming};
use crate::model::meeting::{Meeting, Mode, Plan};
use crate::schedule::{Board, served};

/// A meeting of the new plan, in handles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Slot.
    pub slot: String,
    /// Table; empty in factories.
    pub table: String,
    /// Buyer.
    pub buyer: String,
    /// Member.
    pub member: String,
    /// Handles of the member's people.
    pub persons: Vec<String>,
    /// Interpreter; empty when none is needed.
    pub interpreter: String,
    /// Index of the same two's meeting in the plan that was there.
    pub was: Option<usize>,
}

/// What differs between two plans.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Buyer.
    pub buyer: String,
    /// Member.
    pub member: String,
    /// Slot and table it had.
    pub was: Option<(String, String)>,
    /// Slot and table it has.
    pub now: Option<(String, String)>,
}

/// The meetings of a board, in the order of time and table.
pub fn answer(question: &Question<'_>, board: &Board<'_>, plan: Option<&Plan>) -> Vec<Planned> {
    let mut tables = Tables::new(question, plan);
    let mut out = Vec::new();
    for slot in 0..question.slots.len() {
        let mut here: Vec<usize> =
            board.met().filter(|(_, own)| *own == slot).map(|(wish, _)| wish).collect();
        here.sort_by_key(|wish| {
            (question.problem.wishes[*wish].member, question.problem.wishes[*wish].buyer)
        });
        let interpreters = interpreters(question, slot, &here);
        let places = tables.of_slot(&here);
        let mut at_once: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (index, &wish) in here.iter().enumerate() {
            let (member, buyer) = question.pair(wish);
            let was = before(plan, member, buyer);
            let old = was.and_then(|was| plan.map(|plan| &plan.meetings[was]));
            let firm = question.problem.wishes[wish].member;
            let busy = at_once.entry(firm).or_default();
            let persons = persons(question, firm, old, busy);
            busy.extend(persons.iter().cloned());
            out.push(Planned {
                slot: question.slots[slot].id.str().to_owned(),
                table: places[index].clone(),
                buyer: buyer.to_owned(),
                member: member.to_owned(),
                persons,
                interpreter: interpreters[index].clone(),
                was,
            });
        }
    }
    out.sort_by_key(|own| (question.slot(&own.slot), table_order(question, &own.table), own.member.clone()));
    out
}

fn table_order(question: &Question<'_>, table: &str) -> usize {
    let all = &question.frame.tables;
    all.iter().position(|own| own.id.str() == table).unwrap_or(all.len())
}

/// The meeting of two parties in a plan.
pub fn before(plan: Option<&Plan>, member: &str, buyer: &str) -> Option<usize> {
    let same = |own: &Meeting| own.member.str() == member && own.buyer.str() == buyer;
    plan?.meetings.iter().position(same)
}

/// Everything that differs, in the order of buyers and members.
pub fn differences(plan: Option<&Plan>, planned: &[Planned]) -> Vec<Difference> {
    let mut all: BTreeMap<(String, String), Difference> = BTreeMap::new();
    let entry = |buyer: &str, member: &str| Difference {
        buyer: buyer.to_owned(),
        member: member.to_owned(),
        was: None,
        now: None,
    };
    for own in plan.into_iter().flat_map(|plan| &plan.meetings) {
        let (buyer, member) = (own.buyer.str(), own.member.str());
        let key = (buyer.to_owned(), member.to_owned());
        let place = (own.slot.str().to_owned(), own.table.str().to_owned());
        all.entry(key).or_insert_with(|| entry(buyer, member)).was = Some(place);
    }
    for own in planned {
        let key = (own.buyer.clone(), own.member.clone());
        let place = (own.slot.clone(), own.table.clone());
        all.entry(key).or_insert_with(|| entry(&own.buyer, &own.member)).now = Some(place);
    }
    all.into_values().filter(|own| own.was != own.now).collect()
}

/// The people who were named, else the first of those who come that is not at another table.
fn persons(
    question: &Question<'_>,
    member: usize,
    old: Option<&Meeting>,
    busy: &BTreeSet<String>,
) -> Vec<String> {
    let firm = question.members[member];
    let named: Vec<String> =
        old.into_iter().flat_map(|own| &own.persons).map(|at| at.value.clone()).collect();
    if !named.is_empty() && named.iter().all(|id| !busy.contains(id)) {
        return named;
    }
    let people: Vec<&str> = coming(firm, question.frame.event.as_str())
        .filter_map(|person| person.id.get())
        .map(String::as_str)
        .collect();
    let free = people.iter().find(|id| !busy.contains(**id));
    free.map(|id| vec![(*id).to_owned()]).unwrap_or_default()
}

/// An interpreter for each meeting of a slot that needs one; empty for the others.
fn interpreters(question: &Question<'_>, slot: usize, here: &[usize]) -> Vec<String> {
    let problem = &question.problem;
    let is_there = |id: &usize| problem.interpreters[*id] >> slot & 1 == 1;
    let in_need: Vec<usize> =
        (0..here.len()).filter(|index| problem.wishes[here[*index]].interpreters.is_some()).collect();
    let needs: Vec<Vec<usize>> = in_need
        .iter()
        .filter_map(|index| problem.wishes[here[*index]].interpreters.as_ref())
        .map(|list| list.iter().copied().filter(is_there).collect())
        .collect();
    let mut out = vec![String::new(); here.len()];
    if let Some(found) = served(&needs, problem.interpreters.len()) {
        for (index, helper) in in_need.iter().zip(found) {
            question.frame.interpreters[helper].id.str().clone_into(&mut out[*index]);
        }
    }
    out
}

/// Tables, so that as few people as can be walk from one to another.
struct Tables<'q, 'a> {
    question: &'q Question<'a>,
    /// Table of each pair in the plan that was there.
    old: BTreeMap<(&'a str, &'a str), String>,
    /// Last table of each party that sits.
    last: BTreeMap<usize, String>,
}

impl<'q, 'a> Tables<'q, 'a> {
    fn new(question: &'q Question<'a>, plan: Option<&Plan>) -> Self {
        let mut old = BTreeMap::new();
        for wish in 0..question.problem.wishes.len() {
            let pair = question.pair(wish);
            if let Some(was) =
                before(plan, pair.0, pair.1).and_then(|was| plan.map(|plan| &plan.meetings[was]))
            {
                old.insert(pair, was.table.str().to_owned());
            }
        }
        Self { question, old, last: BTreeMap::new() }
    }

    /// Places at which a wish's meeting can be, the best one first.
    fn choices(&self, wish: usize) -> Vec<String> {
        let frame = self.question.frame;
        let (member, _) = self.question.pair(wish);
        let own = frame.seats.iter().filter(|seat| seat.member.str() == member);
        let own: Vec<String> = own
            .flat_map(|seat| std::iter::repeat_n(seat.table.str().to_owned(), seat.parallel.or(1) as usize))
            .collect();
        match frame.mode.get() {
            Some(Mode::FactoryVisits) => Vec::new(),
            Some(Mode::SellerTables) => own,
            _ if !own.is_empty() => own,
            _ => {
                let mut all: Vec<String> = frame.tables.iter().map(|own| own.id.str().to_owned()).collect();
                // Parties that sit are spread over the tables, so that nobody has to make room.
                let count = all.len().max(1);
                let sitter = self.sitter(wish);
                all.rotate_left(sitter % count);
                if let Some(last) =
                    self.last.get(&sitter).and_then(|last| all.iter().position(|own| own == last))
                {
                    let last = all.remove(last);
                    all.insert(0, last);
                }
                all
            }
        }
    }

    /// Whoever stays at a table while the other side walks.
    fn sitter(&self, wish: usize) -> usize {
        let wish = &self.question.problem.wishes[wish];
        match self.question.frame.mode.get() {
            Some(Mode::BuyerTables) => wish.buyer,
            _ => wish.member,
        }
    }

    fn of_slot(&mut self, here: &[usize]) -> Vec<String> {
        let mut out: Vec<Option<String>> = vec![None; here.len()];
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let choices: Vec<Vec<String>> = here.iter().map(|wish| self.choices(*wish)).collect();
        let frame = self.question.frame;
        let room = |table: &str| {
            let seats = frame.seats.iter().filter(|seat| seat.table.str() == table);
            (seats.map(|seat| seat.parallel.or(1)).sum::<u32>() as usize).max(1)
        };
        // First those that were at a table before, then the others.
        for (index, wish) in here.iter().enumerate() {
            let Some(old) = self.old.get(&self.question.pair(*wish)) else { continue };
            let used = taken.entry(old.clone()).or_default();
            if *used < room(old) && choices[index].contains(old) {
                *used += 1;
                out[index] = Some(old.clone());
            }
        }
        for index in 0..here.len() {
            if out[index].is_some() {
                continue;
            }
            let free =
                choices[index].iter().find(|table| taken.get(*table).copied().unwrap_or(0) < room(table));
            if let Some(table) = free.cloned() {
                *taken.entry(table.clone()).or_default() += 1;
                out[index] = Some(table);
            }
        }
        let out: Vec<String> = out.into_iter().map(Option::unwrap_or_default).collect();
        for (wish, table) in here.iter().zip(&out) {
            self.last.insert(self.sitter(*wish), table.clone());
        }
        out
    }
}
