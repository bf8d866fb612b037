//! What the office prints for itself, the hall and the reception of a meeting: everything but the
//! dossiers. Sheets that lie on the office's desk see all records; what leaves it (letters, signs, badges,
//! reports of members) is composed from what its receiver may see.

mod after;
mod cards;
mod desk;
mod hall;
mod letters;
mod parties;
mod standby;
mod timetable;

use serde_json::{Value, json};

use super::brochure::PrintDocument;
use super::handouts::{Occasion, Tongue};
use super::scope::Scope;
use super::{dossier, house, object};
use crate::model::consortium::Paper;
use crate::model::meeting::HallTable;
use crate::model::private::Audience;
use crate::model::project::Project;

/// What a sheet is made with: the occasion, a language and a paper.
pub(super) struct Desk<'a> {
    /// The occasion.
    pub occasion: Occasion<'a>,
    /// Language and audience.
    pub scope: Scope<'a>,
    /// The sheet.
    pub paper: Paper,
}

/// A sheet before it has what all sheets have.
pub(super) struct Sheet {
    /// Folder below that of the event, such as `office`.
    pub folder: &'static str,
    /// What it is: the first part of its file's name, and with `o_` and `_` for `-` the key of its title.
    pub what: String,
    /// Key of its title.
    pub title: &'static str,
    /// Template.
    pub template: &'static str,
    /// Whether the paper lies on its side.
    pub landscape: bool,
    /// What only this sheet shows.
    pub value: Value,
}

/// All sheets of an occasion but the dossiers.
pub(super) fn documents(project: &Project, tongues: &[Tongue], occasion: Occasion<'_>) -> Vec<PrintDocument> {
    let Some(home) = tongues.first() else { return Vec::new() };
    let mut list = Vec::new();
    for paper in occasion.papers() {
        let desk = Desk::new(project, home, occasion, paper, &Audience::Office);
        list.extend(desk::sheets(&desk).into_iter().map(|sheet| desk.document(sheet)));
        list.extend(hall::sheets(&desk).into_iter().map(|sheet| desk.document(sheet)));
        list.extend(cards::sheets(&desk, tongues).into_iter().map(|sheet| desk.document(sheet)));
        for tongue in tongues {
            let desk = Desk::new(project, tongue, occasion, paper, &Audience::Office);
            list.extend(desk::forms(&desk).into_iter().map(|sheet| desk.document(sheet)));
            list.push(desk.document(letters::visa()));
        }
        list.extend(letters::invitations(project, tongues, occasion, paper));
    }
    list.extend(after::reports(project, home, occasion));
    list
}

impl<'a> Desk<'a> {
    /// A desk for an audience.
    fn new(
        project: &'a Project,
        tongue: &'a Tongue,
        occasion: Occasion<'a>,
        paper: Paper,
        audience: &'a Audience,
    ) -> Self {
        Self { occasion, scope: Scope::new(project, &tongue.locale, &tongue.strings, audience), paper }
    }

    /// Width and height of the sheet in mm as it lies.
    fn size(&self, landscape: bool) -> (f64, f64) {
        let (width, height) = self.paper.size_mm();
        if landscape { (height, width) } else { (width, height) }
    }

    /// A table's number as on its sign.
    fn label(&self, table: &HallTable) -> String {
        let label = self.scope.text(&table.label);
        if label.is_empty() { table.id.str().to_owned() } else { label }
    }

    /// The document of a sheet.
    fn document(&self, sheet: Sheet) -> PrintDocument {
        let scope = &self.scope;
        let lang = scope.locale.lang().as_str();
        let house = scope.project.consortium.as_ref().map(|own| house::view(scope, own));
        let author = house.as_ref().map_or_else(String::new, |own| own.name.clone());
        let event = house::event(scope, self.occasion.event);
        let heading = scope.say(sheet.title);
        let title = format!("{heading} · {}", event.name);
        let (width, height) = self.size(sheet.landscape);
        let side = if sheet.landscape { "-landscape" } else { "" };
        let mut context = object(sheet.value);
        context.extend(object(json!({
            "doc": {
                "lang": lang, "dir": if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" },
                "stamp": self.stamp(), "date": scope.locale.date(scope.project.today), "heading": heading,
                "title": title, "paper": format!("{}{side}", self.paper.word()),
                "width": width, "height": height,
            },
            "t": scope.strings.all(), "event": event, "consortium": house,
        })));
        let version = self.occasion.edition.version;
        let paper = self.paper.word().to_lowercase();
        PrintDocument {
            name: format!("{}-{lang}-{paper}-v{version}", sheet.what),
            folder: format!("private/{}/{}", self.occasion.event.id, sheet.folder),
            template: sheet.template,
            context,
            title,
            author,
            lang: lang.to_owned(),
            brochure: String::new(),
            product: String::new(),
            paper: self.paper.word(),
            asked: Some(self.occasion.plan.span),
        }
    }

    /// Version of the plan and the day it was made.
    fn stamp(&self) -> String {
        dossier::stamp(&self.scope, self.occasion)
    }
}
