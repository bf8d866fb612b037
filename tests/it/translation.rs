//! What a translation is put to: an entry with a handle follows it wherever the source moves it.

use fairfolio::files::{Files, Memory};
use fairfolio::load::load;
use fairfolio::model::meeting::{Meeting, Plan};
use fairfolio::model::text::Lang;

use crate::project::{edit, options, sample};

const PLAN: &str = "meetings/home-textiles-2027.plan.toml";

fn plan(files: &Memory) -> Plan {
    load(files, options().today).expect("in memory").0.plans.remove(0)
}

/// The French reason of each meeting that has one, as `buyer member: reason`.
fn reasons(plan: &Plan) -> Vec<String> {
    let french = Lang::new("fr");
    let reason = |meeting: &Meeting| {
        let text = &meeting.reason.translations.get(&french)?.value;
        Some(format!("{} {}: {text}", meeting.buyer.str(), meeting.member.str()))
    };
    plan.meetings.iter().filter_map(reason).collect()
}

#[test]
fn a_reason_stays_with_its_meeting_when_the_plan_is_rearranged() {
    let before = reasons(&plan(&sample()));
    assert_eq!(before.len(), 14);
    assert!(before[0].starts_with("petit-nuage bhetgath-gifts: cherche des paires nouées"), "{}", before[0]);
    let mut files = sample();
    let text = String::from_utf8(files.read(PLAN).expect("the plan")).expect("text");
    let (head, rest) = text.split_once("[[meeting]]").expect("a first meeting");
    let (_, others) = rest.split_once("[[meeting]]").expect("a second meeting");
    files.insert(PLAN, format!("{head}[[meeting]]{others}"));
    assert_eq!(reasons(&plan(&files)), before);
}

#[test]
fn a_reason_without_its_meeting_is_put_to_no_other_one() {
    let before = reasons(&plan(&sample()));
    let mut files = sample();
    edit(&mut files, PLAN, "id      = \"petit-nuage-bhetgath-gifts\"\n", "");
    assert_eq!(reasons(&plan(&files)), before[1..]);
}
