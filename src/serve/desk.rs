//! The desk: the pages behind `/_desk/`, for the office and never built. How the project stands, what is to do and
//! whose it is, and every output to look at. Pages are whole without a script; one keeps them up to date.

mod edit;
mod forms;
mod hand_over;
mod intake;
mod meetings;
mod papers;
mod todo;

pub(super) use papers::Thumbnails;
use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tera::{Context, Tera};

use super::actions::{Tools, Work, tell};
use super::outputs::{Outputs, kind};
use super::sent::Sent;
use super::server::{Asked, parameter, see_other, text};
use super::snapshot::{Snapshot, State};
use crate::check::rules;
use crate::collect::Subject;
use crate::pipeline::Gathered;
use crate::publish::writing::write_all;
use crate::tasks::edit::propose;

const TEMPLATES: [(&str, &str); 14] = [
    ("base.html", include_str!("desk/base.html")),
    ("home.html", include_str!("desk/home.html")),
    ("findings.html", include_str!("desk/findings.html")),
    ("list.html", include_str!("desk/list.html")),
    ("member.html", include_str!("desk/member.html")),
    ("documents.html", include_str!("desk/documents.html")),
    ("document.html", include_str!("desk/document.html")),
    ("text.html", include_str!("desk/text.html")),
    ("notice.html", include_str!("desk/notice.html")),
    ("import.html", include_str!("desk/import.html")),
    ("forms.html", include_str!("desk/forms.html")),
    ("meetings.html", include_str!("desk/meetings.html")),
    ("hand-over.html", include_str!("desk/hand-over.html")),
    ("edit.html", include_str!("desk/edit.html")),
];

/// The desk's templates, ready.
pub(super) struct Desk {
    tera: Tera,
    /// What forms send along.
    form: String,
}

/// The head of every page.
#[derive(Serialize)]
struct Head {
    title: String,
    /// The entry of the navigation that the page belongs to.
    here: &'static str,
    house: String,
    /// Numbers of findings in words.
    tally: String,
    state: State,
    words: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    has_papers: bool,
    work: Work,
}

impl Head {
    fn new(now: &Snapshot, here: &'static str, title: &str) -> Self {
        let [errors, warnings, notes] = now.counts();
        Self {
            title: title.to_owned(),
            here,
            house: house(now),
            tally: tally(&[(errors, "error"), (warnings, "warning"), (notes, "note")]),
            state: now.state,
            words: now.words.clone(),
            errors,
            warnings,
            notes,
            has_papers: now.papers.is_some(),
            work: now.work.clone(),
        }
    }
}

impl Desk {
    /// Reads the templates; `form` is what forms send along.
    pub(super) fn new(form: String) -> Self {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        tera.add_raw_templates(TEMPLATES).expect("the desk's own templates are tested");
        Self { tera, form }
    }

    /// An answer to an address of the desk.
    pub(super) fn answer(
        &self,
        outputs: &Outputs<'_>,
        asked: &Asked,
        tools: &Tools,
        thumbnails: &Thumbnails,
    ) -> Response {
        let now = outputs.now;
        let path = asked.path.strip_prefix("/_desk").unwrap_or_default();
        let found = match path {
            "" => Some((StatusCode::SEE_OTHER, [(header::LOCATION, "/_desk/")], "").into_response()),
            "/" => Some(self.page("home.html", &Head::new(now, "home", "Overview"), todo::overview(outputs))),
            "/brand.css" => Some(text("css", &brand(now))),
            "/findings/" => Some(self.findings(now, asked)),
            "/documents/" => {
                let head = Head::new(now, "documents", "Documents");
                Some(self.page("documents.html", &head, papers::list(outputs)))
            }
            "/import/" => {
                Some(self.page("import.html", &Head::new(now, "import", "Import"), intake::view(now, tools)))
            }
            "/forms/" => Some(self.forms(outputs, asked)),
            "/meetings/" => {
                let head = Head::new(now, "meetings", "Meetings");
                Some(self.page("meetings.html", &head, meetings::view(now, tools)))
            }
            "/hand-over/" => {
                let head = Head::new(now, "hand-over", "Hand over");
                Some(self.page("hand-over.html", &head, hand_over::view(now, tools)))
            }
            _ => {
                self.one(outputs, asked, path, thumbnails).or_else(|| self.work(outputs, asked, path, tools))
            }
        };
        found.unwrap_or_else(|| self.nothing(now))
    }

    /// Pages and files of what goes out and comes back, by the first part of their path.
    fn work(&self, outputs: &Outputs<'_>, asked: &Asked, path: &str, tools: &Tools) -> Option<Response> {
        let (kind_of, what) = path.strip_prefix('/')?.split_once('/')?;
        let bytes = match kind_of {
            "edit" => {
                let view = edit::view(outputs, &edit::subject(what)?, None);
                return match view {
                    Ok(found) => found.map(|(title, view)| self.edit(outputs.now, &title, view)),
                    Err(error) => Some(self.fault(outputs.now, &error.to_string())),
                };
            }
            "forms" => {
                let event = parameter(&asked.query, "event").unwrap_or_default();
                forms::download(outputs, what, &event).ok().flatten()?
            }
            "packages" => hand_over::file(tools, what)?,
            _ => return None,
        };
        Some(saved(what, bytes))
    }

    fn edit(&self, now: &Snapshot, title: &str, view: Value) -> Response {
        self.page("edit.html", &Head::new(now, "home", title), view)
    }

    fn forms(&self, outputs: &Outputs<'_>, asked: &Asked) -> Response {
        let event = parameter(&asked.query, "event").unwrap_or_default();
        match forms::view(outputs, &event) {
            Ok(view) => self.page("forms.html", &Head::new(outputs.now, "forms", "Forms"), view),
            Err(error) => self.fault(outputs.now, &error.to_string()),
        }
    }

    fn fault(&self, now: &Snapshot, words: &str) -> Response {
        let view = json!({ "lead": words.replace('`', "") });
        self.page("notice.html", &Head::new(now, "", "This cannot be shown now"), view)
    }

    /// Takes what a page sent, to be looked at or written.
    pub(super) fn take(&self, outputs: &Outputs<'_>, path: &str, sent: &Sent, tools: &Tools) -> Response {
        let (page, done) = match path {
            "/_desk/import/" => {
                (path, tools.waiting.bring_in(tools, sent.files.clone(), intake::terms(sent)))
            }
            "/_desk/import/columns/" => ("/_desk/import/", intake::read_columns(tools, sent)),
            "/_desk/meetings/" => (path, tools.waiting.plan_event(tools, meetings::wanted(sent))),
            _ => {
                let corrected = path.strip_prefix("/_desk/edit/").and_then(edit::subject);
                let Some(subject) = corrected else { return self.nothing(outputs.now) };
                return self.correct(outputs, path, &subject, sent, tools);
            }
        };
        tell(&tools.live, done.map(|()| String::new()));
        see_other(page)
    }

    /// Writes a corrected record, or asks back.
    fn correct(
        &self,
        outputs: &Outputs<'_>,
        path: &str,
        subject: &Subject,
        sent: &Sent,
        tools: &Tools,
    ) -> Response {
        let asked = edit::entries(outputs, subject, sent).and_then(|entries| {
            let Some(entries) = entries else { return Ok(None) };
            let proposal = propose(outputs.disk, subject, &entries, (tools.today)())?;
            let is_free = proposal.brought.is_empty() || (sent.has("anyway") && !proposal.is_blocked());
            if proposal.has_questions() || !is_free {
                return edit::view(outputs, subject, Some((sent, &proposal)));
            }
            write_all(&tools.dir, &proposal.writes)?;
            let words = match proposal.changes.len() {
                0 => "Nothing was changed.".to_owned(),
                1 => format!("1 value was written into {}.", subject.file()),
                count => format!("{count} values were written into {}.", subject.file()),
            };
            tell(&tools.live, Ok(words));
            Ok(None)
        });
        match asked {
            Ok(Some((title, view))) => self.edit(outputs.now, &title, view),
            Ok(None) => see_other(path),
            Err(error) => self.fault(outputs.now, &error.to_string()),
        }
    }

    fn findings(&self, now: &Snapshot, asked: &Asked) -> Response {
        let whose = parameter(&asked.query, "whose").unwrap_or_default();
        self.page("findings.html", &Head::new(now, "findings", "All findings"), todo::findings(now, &whose))
    }

    /// Pages about one thing, by the first part of their path.
    fn one(
        &self,
        outputs: &Outputs<'_>,
        asked: &Asked,
        path: &str,
        thumbnails: &Thumbnails,
    ) -> Option<Response> {
        let now = outputs.now;
        let (kind_of, what) = path.strip_prefix('/')?.split_once('/')?;
        let page =
            |template: &str, here, title: &str, view| self.page(template, &Head::new(now, here, title), view);
        Some(match kind_of {
            "members" => {
                let (name, view) = todo::member(now, what.strip_suffix('/')?)?;
                page("member.html", "home", &name, view)
            }
            "todo" if what.ends_with(".pdf") => papers::todo(outputs, what)?,
            "todo" => text("txt", &todo::letter(now, what.strip_suffix(".txt")?)?),
            "rules" => {
                let rule = rules::find(what.strip_suffix('/')?)?;
                let lead = "What this finding means and what to do.";
                page("text.html", "findings", rule.code.id, json!({ "text": rule.manual(), "lead": lead }))
            }
            "pages" => {
                let (title, view) = papers::pages(outputs, what)?;
                page("document.html", "documents", &title, view)
            }
            "thumbnails" => {
                let png = papers::thumbnail(outputs, thumbnails, what, &asked.query)?;
                ([(header::CONTENT_TYPE, kind("x.png"))], png).into_response()
            }
            "reports" => {
                let (title, view) = papers::report(outputs, what.strip_suffix('/')?)?;
                page("text.html", "documents", title, view)
            }
            _ => return None,
        })
    }

    fn page(&self, template: &str, head: &Head, view: Value) -> Response {
        html(StatusCode::OK, self.render(template, head, view))
    }

    fn nothing(&self, now: &Snapshot) -> Response {
        let view = json!({ "lead": "The desk has no such page. What it was about may have been renamed or removed." });
        html(StatusCode::NOT_FOUND, self.render("notice.html", &Head::new(now, "", "Nothing here"), view))
    }

    /// What is said to a browser without the key.
    pub(super) fn locked(&self, now: &Snapshot) -> Response {
        let lead = "The desk shows what is not for everybody, so it opens only by the address that the command \
                    printed when it was started. Copy it from there, or start `fairfolio serve --open`.";
        let head = Head { house: "Fairfolio".to_owned(), ..Head::new(now, "", "This desk is closed") };
        let head =
            Head { errors: 0, warnings: 0, notes: 0, words: String::new(), work: Work::default(), ..head };
        html(
            StatusCode::FORBIDDEN,
            self.render("notice.html", &head, json!({ "lead": lead, "is_locked": true })),
        )
    }

    /// A page that takes the place of one of the site.
    pub(super) fn notice(&self, now: &Snapshot, title: &str, lead: &str) -> String {
        self.render(
            "notice.html",
            &Head::new(now, "", title),
            json!({ "lead": lead, "is_locked": true, "is_site": true }),
        )
    }

    fn render(&self, template: &str, head: &Head, view: Value) -> String {
        let mut context = Context::new();
        context.insert("head", head);
        let view = if let Value::Object(view) = view { view } else { Map::new() };
        if !view.contains_key("is_locked") {
            context.insert("form", &self.form);
        }
        for (key, value) in view {
            context.insert(key, &value);
        }
        self.tera.render(template, &context).expect("the desk's own templates are tested")
    }
}

/// The consortium's name, that of the last good output while it is broken.
fn house(now: &Snapshot) -> String {
    let last = now.site.as_ref().map(|site| site.gathered());
    let name = |gathered: &Arc<Gathered>| {
        let own = gathered.project.consortium.as_ref()?;
        Some(own.name.source.str().to_owned()).filter(|name| !name.is_empty())
    };
    let now = now.gathered.as_ref().and_then(name);
    now.or_else(|| last.and_then(name)).unwrap_or_else(|| "Fairfolio".to_owned())
}

/// `2 errors, 1 note`.
fn tally(counts: &[(usize, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    let words = some.map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }));
    words.collect::<Vec<_>>().join(", ")
}

/// Nothing but the desk's own files; the brand's colours come as a file too.
fn html(status: StatusCode, html: String) -> Response {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    let headers = [(header::CONTENT_TYPE, kind("x.html")), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (status, headers, html).into_response()
}

/// A file to be kept.
fn saved(path: &str, bytes: Vec<u8>) -> Response {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    let headers = [
        (header::CONTENT_TYPE, kind(path).to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

/// The brand's colour, as an accent.
fn brand(now: &Snapshot) -> String {
    let last = now.site.as_ref().map(|site| site.gathered()).or(now.gathered.as_ref());
    let own = last.and_then(|gathered| gathered.project.consortium.as_ref());
    own.map_or_else(String::new, |own| format!(":root {{ --brand: {}; }}\n", own.brand.token("primary")))
}
