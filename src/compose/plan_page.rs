//! The plan of an event as one page for the office: every meeting in a table that can be narrowed down by
//! day, firm and buyer, read aloud and printed. It stands alone, beside the dossiers, and asks for nothing.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::dossier;
use super::handouts::{Occasion, Tongue};
use super::scope::Scope;
use crate::model::private::Audience;
use crate::model::project::Project;

/// A page of the office.
pub struct PlanPage {
    /// Path below `dist`.
    pub path: String,
    /// What the template sees.
    pub context: Map<String, Value>,
}

/// Name of the template.
pub const TEMPLATE: &str = "plan.html";

#[derive(Serialize)]
struct Row {
    time: String,
    table: String,
    member: String,
    member_id: String,
    buyer: String,
    buyer_id: String,
    country: String,
    persons: String,
    interpreter: String,
    reason: String,
}

#[derive(Serialize)]
struct Day {
    id: String,
    name: String,
    rows: Vec<Row>,
}

/// The pages of all plans, in the project's language. `tokens` is the stylesheet of the brand's colours.
pub fn pages(project: &Project, tongues: &[Tongue], tokens: &str) -> Vec<PlanPage> {
    let Some(tongue) = tongues.first() else { return Vec::new() };
    let scope = Scope::new(project, &tongue.locale, &tongue.strings, &Audience::Office);
    Occasion::all(project).into_iter().map(|occasion| page(&scope, occasion, tokens)).collect()
}

fn page(scope: &Scope<'_>, occasion: Occasion<'_>, tokens: &str) -> PlanPage {
    let days = days(scope, occasion);
    let mut members: Vec<(String, String)> = Vec::new();
    let mut buyers: Vec<(String, String)> = Vec::new();
    for row in days.iter().flat_map(|day| &day.rows) {
        members.push((row.member.clone(), row.member_id.clone()));
        buyers.push((row.buyer.clone(), row.buyer_id.clone()));
    }
    for list in [&mut members, &mut buyers] {
        list.sort_by(|a, b| scope.locale.compare(&a.0, &b.0));
        list.dedup();
    }
    let lang = scope.locale.lang();
    let count: usize = days.iter().map(|day| day.rows.len()).sum();
    let context = json!({
        "lang": lang.as_str(), "dir": if lang.is_rtl() { "rtl" } else { "ltr" },
        "tokens": tokens, "t": scope.strings.all(), "stamp": dossier::stamp(scope, occasion),
        "event": scope.text(&occasion.event.name), "count": count,
        "days": days, "members": members, "buyers": buyers,
    });
    let context = match context {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    PlanPage {
        path: format!("private/{}/plan-v{}.html", occasion.event.id, occasion.edition.version),
        context,
    }
}

fn days(scope: &Scope<'_>, occasion: Occasion<'_>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for meeting in occasion.meetings(|_| true) {
        let Some((start, end)) = dossier::times(occasion, meeting) else { continue };
        let member = scope.project.member(meeting.member.str());
        let Some((member, buyer)) = member.zip(scope.project.buyer(meeting.buyer.str())) else { continue };
        let (name, country) = dossier::buyer_name(scope, buyer);
        let row = Row {
            time: scope.locale.times(start, end),
            table: dossier::table(scope, occasion, meeting),
            member: scope.text(&member.name),
            member_id: member.id.to_string(),
            buyer: name,
            buyer_id: buyer.id.to_string(),
            country,
            persons: dossier::persons(scope, meeting),
            interpreter: dossier::interpreter_of(scope, occasion, meeting),
            reason: dossier::why(scope, meeting),
        };
        let id = start.date().to_string();
        match days.last_mut().filter(|day| day.id == id) {
            Some(day) => day.rows.push(row),
            None => days.push(Day { id, name: scope.locale.weekday(start.date()), rows: vec![row] }),
        }
    }
    days
}
