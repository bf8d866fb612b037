//! What is to do and whose it is: findings by member, each with its line and what to do, and a member's list as a
//! text that can be sent.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Severity};
use crate::markdown::escape;
use crate::model::project::Project;
use crate::pipeline::Gathered;
use crate::report::todo::{List, OFFICE, name_of, place, whose};
use crate::serve::outputs::Outputs;
use crate::serve::snapshot::Snapshot;
use crate::source::Place;

/// Findings shown on one page: more are not read, and a browser gets slow.
const MOST: usize = 300;

/// Characters of a line that are shown.
const MOST_SHOWN: usize = 240;

#[derive(Serialize)]
struct Finding {
    word: &'static str,
    stops: &'static str,
    code: &'static str,
    /// As HTML.
    message: String,
    place: String,
    /// The line as it stands in the file, where it may be shown.
    line: String,
    /// As HTML.
    hints: Vec<String>,
    outputs: Vec<String>,
    whose: String,
    whose_name: String,
    /// Where its record can be corrected, when it can.
    edit: Option<String>,
}

#[derive(Serialize)]
struct Whose {
    id: String,
    name: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    total: usize,
    href: String,
}

fn view(finding: &Diagnostic, project: &Project) -> Finding {
    let whose = whose(finding, project).to_owned();
    Finding {
        word: finding.severity.word(),
        stops: match finding.severity {
            Severity::Blocking => "stops everything",
            Severity::PrintBlocking => "stops the files for the press",
            Severity::Warning | Severity::Note => "",
        },
        code: finding.code.id,
        message: marked(&finding.message),
        place: place(finding, project),
        line: line(finding, project),
        hints: finding.hints.iter().map(|hint| marked(hint)).collect(),
        outputs: finding.outputs.iter().cloned().collect(),
        whose_name: name_of(project, &whose),
        edit: super::edit::address(project, finding.path(&project.sources)),
        whose,
    }
}

/// A message as HTML: words between back-ticks are the user's own.
fn marked(text: &str) -> String {
    let part = |(index, part): (usize, &str)| match index % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    text.split('`').enumerate().map(part).collect()
}

/// Findings that are not those of the data as it is now, such as an import's.
pub(super) fn list(findings: &[Diagnostic], project: &Project) -> Vec<Value> {
    findings.iter().take(MOST).map(|finding| json!(view(finding, project))).collect()
}

/// Current firms by name.
pub(super) fn members(now: &Snapshot) -> Vec<Value> {
    let project = now.gathered.as_ref().map(|gathered| &gathered.project);
    let mut list: Vec<(String, &str)> = project
        .into_iter()
        .flat_map(|project| {
            project.current_members().map(|own| (name_of(project, own.id.as_str()), own.id.as_str()))
        })
        .collect();
    list.sort();
    list.into_iter().map(|(name, id)| json!({ "id": id, "name": name })).collect()
}

/// An event's name.
pub(super) fn event(project: &Project, id: &str) -> String {
    let name = project.event(id).map_or("", |own| own.name.source.str());
    if name.is_empty() { id.to_owned() } else { name.to_owned() }
}

/// The line a finding points at. The desk is copied into mails as terminals are, so of files that are private
/// throughout only the place is told.
fn line(finding: &Diagnostic, project: &Project) -> String {
    let Place::Text(span) = &finding.place else { return String::new() };
    let path = project.sources.path(span.file);
    if ["buyers/", "prices/", "meetings/"].iter().any(|folder| path.starts_with(folder)) {
        return String::new();
    }
    let text = project.sources.text(span.file);
    let start = (span.start as usize).min(text.len());
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[from..to].trim_end();
    match line.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line.to_owned(),
    }
}

/// Everybody with something to do, the most burdened first; then everybody without.
fn everybody(now: &Snapshot, project: &Project) -> Vec<Whose> {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    counts.insert(OFFICE, [0; 3]);
    project.current_members().for_each(|member| {
        counts.insert(member.id.as_str(), [0; 3]);
    });
    for finding in &now.findings {
        let of = counts.entry(whose(finding, project)).or_default();
        let at = match finding.severity {
            Severity::Blocking | Severity::PrintBlocking => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        };
        of[at] += 1;
    }
    let one = |(id, [errors, warnings, notes]): (&str, [usize; 3])| Whose {
        id: id.to_owned(),
        name: name_of(project, id),
        errors,
        warnings,
        notes,
        total: errors + warnings + notes,
        href: format!("/_desk/members/{id}/"),
    };
    let mut list: Vec<Whose> = counts.into_iter().map(one).collect();
    list.sort_by_key(|who| {
        (Reverse((who.errors, who.warnings, who.notes)), who.id == OFFICE, who.name.clone())
    });
    list
}

/// The first page: how things stand, and who has something to do.
pub(super) fn overview(outputs: &Outputs<'_>) -> Value {
    let now = outputs.now;
    let Some(gathered) = &now.gathered else {
        return json!({ "everybody": [], "findings": [], "more": 0, "whose": "", "facts": [], "papers": [] });
    };
    let project = &gathered.project;
    let first: Vec<Finding> =
        crate::serve::outputs::told(now).into_iter().take(3).map(|finding| view(finding, project)).collect();
    json!({
        "everybody": everybody(now, project), "findings": first, "more": 0, "whose": "", "facts": facts(now, gathered),
        "papers": super::papers::summary(outputs),
    })
}

fn facts(now: &Snapshot, gathered: &Gathered) -> Vec<Value> {
    let project = &gathered.project;
    let documents = now.papers.as_ref().map(|papers| papers.list().len());
    let pages = now
        .papers
        .as_ref()
        .map(|papers| papers.prepared.laid.iter().map(|laid| laid.layout.pages.len()).sum::<usize>());
    let fact = |count: Option<usize>, one: &str, many: &str| {
        let word = if count == Some(1) { one } else { many };
        json!({ "count": count, "word": word })
    };
    vec![
        fact(Some(project.current_members().count()), "member", "members"),
        fact(Some(project.offered_products().count()), "product", "products"),
        fact(Some(project.langs().len()), "language", "languages"),
        fact(documents, "document", "documents"),
        fact(pages, "printed page", "printed pages"),
    ]
}

/// All findings, or those of one.
pub(super) fn findings(now: &Snapshot, of: &str) -> Value {
    let Some(gathered) = &now.gathered else {
        return json!({ "findings": [], "everybody": [], "whose": "" });
    };
    let project = &gathered.project;
    let mut list: Vec<&Diagnostic> =
        now.findings.iter().filter(|finding| of.is_empty() || whose(finding, project) == of).collect();
    list.sort_by_key(|finding| Reverse(finding.severity));
    let shown: Vec<Finding> = list.iter().take(MOST).map(|finding| view(finding, project)).collect();
    json!({
        "findings": shown, "total": list.len(), "everybody": everybody(now, project), "whose": of,
        "more": list.len().saturating_sub(MOST),
    })
}

/// The list of one member, or of the office: its name and what the page shows.
pub(super) fn member(now: &Snapshot, id: &str) -> Option<(String, Value)> {
    let project = &now.gathered.as_ref()?.project;
    if id != OFFICE && project.member(id).is_none() {
        return None;
    }
    let name = name_of(project, id);
    let mut view = findings(now, id);
    view["id"] = json!(id);
    view["letter"] = json!(letter(now, id)?);
    view["records"] = json!(super::edit::records(project, id));
    Some((name, view))
}

/// The same as a text to send.
pub(super) fn letter(now: &Snapshot, id: &str) -> Option<String> {
    let project = &now.gathered.as_ref()?.project;
    if id != OFFICE && project.member(id).is_none() {
        return None;
    }
    Some(List::of(project, &now.findings, id).letter())
}
