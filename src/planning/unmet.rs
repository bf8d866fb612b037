//! Why two who want to meet do not, and what would help: the first question that firms ask.

use super::question::Question;
use crate::model::meeting::Mode;
use crate::schedule::Board;

/// Why a wish is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// As a phrase.
    pub reason: String,
    /// What would help, as an order.
    pub hint: &'static str,
}

/// Why a wish is not met on a board; the reason that comes first when there are several.
pub fn why(question: &Question<'_>, board: &Board<'_>, wish: usize) -> Why {
    let problem = &question.problem;
    let own = &problem.wishes[wish];
    let (member, buyer) = question.pair(wish);
    let told = |reason: String, hint: &'static str| Why { reason, hint };
    let shared = problem.shared(own);
    for (free, name) in [(problem.buyers[own.buyer].free, buyer), (problem.members[own.member].free, member)]
    {
        if free == 0 {
            let reason = format!("`{name}` is there in no slot at all");
            return told(reason, "correct `arrives`, `leaves`, `unavailable` or the blocks");
        }
    }
    if shared == 0 {
        let reason = format!("`{member}` and `{buyer}` are never there at the same time");
        return told(reason, "ask one of them for another hour, or add a slot");
    }
    let (house, firm) = (&problem.buyers[own.buyer], &problem.members[own.member]);
    let (of_house, of_firm) = (board.of_buyer(own.buyer), board.of_member(own.member));
    if of_house >= house.most {
        let wanted = problem.wishes.iter().filter(|other| other.buyer == own.buyer).count();
        let asked = house.most < house.free.count_ones() as usize;
        let limit = if asked { "and asked for no more" } else { "one in each slot in which it is there" };
        let reason =
            format!("buyer `{buyer}` has {} already, {limit}; {wanted} are wanted", meetings(of_house));
        return told(reason, if asked { "raise its `max`" } else { "add slots, or let it leave later" });
    }
    if of_firm >= firm.most {
        let reason = format!("member `{member}` has {} already, one in each of its slots", meetings(of_firm));
        return told(reason, "give it a second seat (`parallel = 2`), or add slots");
    }
    let both_free = shared & !board.busy_buyer(own.buyer) & !full(board, question, own.member);
    if both_free == 0 {
        let slots = shared.count_ones();
        let reason =
            format!("in all {slots} slots in which both are there one of the two has another meeting");
        return told(reason, "plan with `--unfreeze` of one of them, or add a slot");
    }
    if own.interpreters.is_some() {
        let reason = "no interpreter is free in the slots in which both are".to_owned();
        return told(reason, "add an interpreter for these two languages");
    }
    if problem.tables.is_some() {
        let reason = "all tables are taken in the slots in which both are free".to_owned();
        return told(reason, "add a table");
    }
    let reason = "it would take the place of a meeting that is wanted more".to_owned();
    told(reason, "add a slot, or give the request a higher rank")
}

fn meetings(count: usize) -> String {
    if count == 1 { "1 meeting".to_owned() } else { format!("{count} meetings") }
}

/// Slots in which a member has no seat left.
fn full(board: &Board<'_>, question: &Question<'_>, member: usize) -> crate::schedule::Slots {
    let mut here = vec![0; question.slots.len()];
    for (_, slot) in board.met().filter(|(wish, _)| question.problem.wishes[*wish].member == member) {
        here[slot] += 1;
    }
    let seats = question.problem.members[member].seats;
    let is_full = |slot: &usize| here[*slot] >= seats;
    (0..here.len()).filter(is_full).fold(0, |full, slot| full | 1 << slot)
}

/// Everything there is to say about two parties, line by line.
pub fn explain(question: &Question<'_>, board: &Board<'_>, member: &str, buyer: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let requests = question.frame.requests.iter();
    for own in requests.filter(|own| own.member.str() == member && own.buyer.str() == buyer) {
        let from = own.from.get().map_or("buyer", |from| from.word());
        lines.push(match own.rank.or(0) {
            0 => format!("the {from} said never (rank 0)"),
            rank => format!("the {from} asked, with rank {rank}"),
        });
    }
    if lines.is_empty() {
        lines.push("nobody asked for this meeting".to_owned());
    }
    if let Some(left) = question.left_out.iter().find(|own| own.member == member && own.buyer == buyer) {
        lines.push(format!("it cannot be planned: {}; {}", left.why, left.hint));
        return lines;
    }
    let (Some(firm), Some(house)) = (question.member(member), question.buyer(buyer)) else {
        lines.push("one of the two does not take part".to_owned());
        return lines;
    };
    let Some(wish) = question.wish(firm, house) else {
        lines.push(match question.is_vetoed(member, buyer) {
            true => "so the two are kept apart".to_owned(),
            false => "add a line to `request` if they should meet".to_owned(),
        });
        return lines;
    };
    let problem = &question.problem;
    let shared = problem.shared(&problem.wishes[wish]);
    lines.push(format!("both are there in {} of {} slots", shared.count_ones(), question.slots.len()));
    if let Some(list) = &problem.wishes[wish].interpreters {
        lines.push(format!("they need an interpreter; {} can help", list.len()));
    }
    match board.slot(wish) {
        Some(slot) => lines.push(format!("they meet in slot `{}`", question.slots[slot].id.str())),
        None => {
            let why = why(question, board, wish);
            lines.push(format!("they do not meet: {}; {}", why.reason, why.hint));
            lines.extend(slot_by_slot(question, board, wish));
        }
    }
    lines
}

/// What stands in the way in each slot in which both are there.
fn slot_by_slot(question: &Question<'_>, board: &Board<'_>, wish: usize) -> Vec<String> {
    let problem = &question.problem;
    let own = &problem.wishes[wish];
    let shared = problem.shared(own);
    let mut lines = Vec::new();
    for slot in (0..question.slots.len()).filter(|slot| shared >> slot & 1 == 1) {
        let others = board.met().filter(|(other, at)| {
            let other = &problem.wishes[*other];
            *at == slot && (other.member == own.member || other.buyer == own.buyer)
        });
        let meets: Vec<String> = others
            .map(|(other, _)| {
                let (member, buyer) = question.pair(other);
                let met = &problem.wishes[other];
                let rank = met.buyer_rank.max(met.member_rank);
                match met.buyer == own.buyer {
                    true => format!("the buyer meets `{member}` (rank {rank})"),
                    false => format!("the member meets `{buyer}` (rank {rank})"),
                }
            })
            .collect();
        let words = match (meets.is_empty(), question.frame.mode.get()) {
            (false, _) => meets.join(", "),
            (true, Some(Mode::BuyerTables | Mode::Free)) => "both are free; all tables are taken".to_owned(),
            (true, _) => "both are free".to_owned(),
        };
        lines.push(format!("  {}: {words}", question.slots[slot].id.str()));
    }
    lines
}
