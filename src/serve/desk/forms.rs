//! What goes out: a form for each firm, or for each party of a meeting, with what it still asks for.

use std::io::{self, Cursor};

use serde_json::{Value, json};

use super::todo;
use crate::collect::{Form, Wanted, file, forms, made, no_form_for};
use crate::import::facts::Known;
use crate::locale::Locale;
use crate::model::consortium::Digits;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::package::archive;
use crate::report::todo::name_of;
use crate::serve::outputs::Outputs;

/// How the files of translators begin.
const TRANSLATE: &str = "translate-";

/// The page: the forms of an event, or of the firms when none is named.
pub(super) fn view(outputs: &Outputs<'_>, event: &str) -> io::Result<Value> {
    let Some(gathered) = &outputs.now.gathered else { return Ok(json!({ "forms": [], "events": [] })) };
    let project = &gathered.project;
    let events = project.meetings.iter().map(|own| own.event.as_str());
    let list = |form: &Form| {
        let query = if event.is_empty() { String::new() } else { format!("?event={event}") };
        json!({
            "receiver": receiver(project, form), "lang": form.stamp.lang, "missing": form.missing(),
            "file": format!("{}.xlsx", form.name), "href": format!("/_desk/forms/{}.xlsx{query}", form.name),
        })
    };
    let forms = made(project, outputs.disk, wanted(event))?;
    Ok(json!({
        "event": event, "translators": translators(project), "forms": forms.iter().map(list).collect::<Vec<_>>(),
        "events": events.map(|id| json!({ "id": id, "name": todo::event(project, id) })).collect::<Vec<_>>(),
    }))
}

/// A form for each language that is translated into.
fn translators(project: &Project) -> Vec<Value> {
    let langs = project.langs();
    let of = |lang: &Lang| {
        let tag = lang.as_str();
        let name = Locale::new(&Lang::new("en"), Digits::Latin).language(tag);
        json!({ "name": name, "href": format!("/_desk/forms/{TRANSLATE}{tag}.xlsx") })
    };
    langs.iter().skip(1).map(of).collect()
}

fn wanted(event: &str) -> Wanted<'_> {
    Wanted { event: Some(event).filter(|event| !event.is_empty()), ..Wanted::default() }
}

fn receiver(project: &Project, form: &Form) -> String {
    let id = form.stamp.id.as_str();
    match project.buyer(id).filter(|_| form.stamp.kind == "buyer") {
        Some(buyer) => {
            buyer.company.for_audience(&Audience::Office).map_or(id, |own| own.source.str()).to_owned()
        }
        None => name_of(project, id),
    }
}

/// One form, or all of them as an archive; `None` when there is none of that name.
///
/// # Errors
/// When a file of the project cannot be read.
pub(super) fn download(outputs: &Outputs<'_>, name: &str, event: &str) -> io::Result<Option<Vec<u8>>> {
    let Some(gathered) = &outputs.now.gathered else { return Ok(None) };
    let project = &gathered.project;
    if let Some(tag) = name.strip_prefix(TRANSLATE).and_then(|rest| rest.strip_suffix(".xlsx")) {
        if no_form_for(project, tag).is_some() {
            return Ok(None);
        }
        let wanted = Wanted { translate: Some(tag), ..Wanted::default() };
        return Ok(forms(project, outputs.disk, wanted)?.pop().map(|(_, bytes)| bytes));
    }
    let known = Known::of(project);
    let all = made(project, outputs.disk, wanted(event))?;
    let bytes = |form: &Form| Ok::<_, io::Error>(file(form, &known, project.today)?.1);
    if name == "all.zip" {
        let names: Vec<(String, String)> =
            all.iter().map(|form| (format!("{}.xlsx", form.name), form.name.clone())).collect();
        let mut out = Cursor::new(Vec::new());
        archive::write(&mut out, &names, |name| {
            // OK because the names come from the same list.
            bytes(all.iter().find(|form| form.name == name).expect("a form of the list"))
        })?;
        return Ok(Some(out.into_inner()));
    }
    let stem = name.strip_suffix(".xlsx").unwrap_or(name);
    all.iter().find(|form| form.name == stem).map(bytes).transpose()
}
