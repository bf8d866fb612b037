//! What is still to do and whose it is: the findings of one firm, sorted as people work on them, as a letter and as a
//! sheet of paper. A list holds its receiver's findings only, so it can be sent as it is.

mod sheet;

use std::cmp::Reverse;
use std::fmt::Write as _;

use crate::diag::{Code, Diagnostic, codes};
use crate::model::project::Project;
use crate::source::Place;

/// Whose a finding is when it is no member's.
pub const OFFICE: &str = "office";

/// Folder of the lists below `dist`.
const FOLDER: &str = "private/office/todo";

/// What kind of work a finding asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// To send what is not there.
    Missing,
    /// To correct what is there.
    Wrong,
    /// To renew what ends before the fair does.
    Expiring,
}

impl Kind {
    /// All kinds in the order of a list.
    pub const ALL: [Self; 3] = [Self::Missing, Self::Wrong, Self::Expiring];

    fn of(code: &Code) -> Self {
        const MISSING: [&Code; 12] = [
            &codes::MISSING_REQUIRED,
            &codes::MISSING_FILE,
            &codes::NOTHING_TO_SHOW,
            &codes::SPEC_MISSING,
            &codes::PRINT_SHARE,
            &codes::CERTIFICATE_NUMBER,
            &codes::PHOTO_MISSING,
            &codes::PHOTO_ALT,
            &codes::WORKS_PHOTO,
            &codes::PLACEHOLDER_TEXT,
            &codes::TRANSLATION_MISSING,
            &codes::PERSON_CONSENT,
        ];
        const EXPIRING: [&Code; 4] =
            [&codes::CERTIFICATE_EXPIRED, &codes::PRICE_DATES, &codes::EVENT_PAST, &codes::RETENTION];
        match code {
            code if MISSING.contains(&code) => Self::Missing,
            code if EXPIRING.contains(&code) => Self::Expiring,
            _ => Self::Wrong,
        }
    }

    /// Its heading.
    fn title(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Wrong => "To correct",
            Self::Expiring => "Expired, or expiring before the fair ends",
        }
    }
}

/// The handle of the member whose a finding is, else [`OFFICE`].
pub fn whose<'a>(finding: &'a Diagnostic, project: &'a Project) -> &'a str {
    let member = finding.member(&project.sources);
    member.filter(|id| project.member(id).is_some()).unwrap_or(OFFICE)
}

/// The name of one who has a list.
pub fn name_of(project: &Project, id: &str) -> String {
    match project.member(id) {
        Some(member) if !member.name.source.str().is_empty() => member.name.source.str().to_owned(),
        Some(_) => id.to_owned(),
        None => "The office".to_owned(),
    }
}

/// Where a finding is, in words.
pub fn place(finding: &Diagnostic, project: &Project) -> String {
    match &finding.place {
        Place::Text(span) => {
            let at = project.sources.line_column(*span);
            format!("{}, line {}", project.sources.path(span.file), at.line)
        }
        Place::Page { document, page } => format!("{document}, page {page}"),
        Place::Cell { file, sheet, row, column } => {
            format!("{file}, sheet {sheet}, row {row}, column {}", letters(*column))
        }
        Place::File(path) => path.clone(),
    }
}

/// A column as spreadsheets call it, from 1.
fn letters(column: u32) -> String {
    let column = u16::try_from(column.saturating_sub(1)).unwrap_or(u16::MAX);
    rust_xlsxwriter::utility::column_number_to_name(column)
}

/// The members who get a list in every build.
pub fn receivers(project: &Project) -> impl Iterator<Item = &str> {
    project.current_members().map(|member| member.id.as_str())
}

/// Path of a list below `dist`, with an ending such as `pdf`.
pub fn path(id: &str, ending: &str) -> String {
    format!("{FOLDER}/{id}.{ending}")
}

/// Whose list stands at a path.
pub fn receiver<'a>(project: &'a Project, at: &str, ending: &str) -> Option<&'a str> {
    receivers(project).find(|id| path(id, ending) == at)
}

/// One thing to do, in words for people who have never seen a back-tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
    /// Where.
    pub place: String,
    /// Whether nothing goes to the press before it is done.
    pub is_needed: bool,
}

/// What one firm, or the office, has to do.
pub struct List<'a> {
    project: &'a Project,
    id: &'a str,
    parts: Vec<(Kind, Vec<Item>)>,
}

impl<'a> List<'a> {
    /// The list of a member or of [`OFFICE`]; the gravest of each kind comes first.
    pub fn of(project: &'a Project, findings: &[Diagnostic], id: &'a str) -> Self {
        let mut own: Vec<&Diagnostic> =
            findings.iter().filter(|finding| whose(finding, project) == id).collect();
        own.sort_by_key(|finding| Reverse(finding.severity));
        let part = |kind: Kind| {
            let of_kind = own.iter().filter(|finding| Kind::of(finding.code) == kind);
            (kind, of_kind.map(|finding| item(finding, project)).collect::<Vec<_>>())
        };
        let parts = Kind::ALL.into_iter().map(part).filter(|(_, items)| !items.is_empty()).collect();
        Self { project, id, parts }
    }

    fn house(&self) -> &'a str {
        self.project.consortium.as_ref().map_or("", |own| own.name.source.str())
    }

    /// The mail address of the office.
    fn answer_to(&self) -> &'a str {
        let legal = self.project.consortium.as_ref().and_then(|own| own.legal.as_ref());
        legal.map_or("", |legal| legal.email.str())
    }

    fn count(&self) -> (usize, usize) {
        let items = || self.parts.iter().flat_map(|(_, items)| items);
        (items().count(), items().filter(|item| item.is_needed).count())
    }

    /// How much there is to do, as a sentence.
    fn lead(&self) -> String {
        match self.count() {
            (0, _) => "Nothing: everything is complete. Thank you.".to_owned(),
            (1, 0) => "1 thing; nothing is held back by it.".to_owned(),
            (all, 0) => format!("{all} things; nothing is held back by them."),
            (1, _) => "1 thing, and nothing is printed before it is done.".to_owned(),
            (all, needed) if all == needed => {
                format!("{all} things, and nothing is printed before they are done.")
            }
            (all, 1) => format!("{all} things; nothing is printed before the one marked “needed” is done."),
            (all, needed) => {
                format!("{all} things; nothing is printed before the {needed} marked “needed” are done.")
            }
        }
    }

    /// The list as a text to send.
    pub fn letter(&self) -> String {
        let name = name_of(self.project, self.id);
        let mut text = format!("{}: what is still to do\n{name}, {}\n", self.house(), self.project.today);
        let _ = write!(text, "\n{}\n", self.lead());
        let mut number = 0;
        for (kind, items) in &self.parts {
            let _ = write!(text, "\n{}\n{}\n", kind.title(), "-".repeat(kind.title().len()));
            for item in items {
                number += 1;
                let needed = if item.is_needed { "needed: " } else { "" };
                let _ = write!(text, "\n{number}. {needed}{} ({})\n", item.message, item.place);
                for hint in &item.hints {
                    let _ = writeln!(text, "   {hint}");
                }
            }
        }
        if !self.answer_to().is_empty() && !self.parts.is_empty() {
            let _ = write!(text, "\nPlease answer to {}\n", self.answer_to());
        }
        text
    }
}

fn item(finding: &Diagnostic, project: &Project) -> Item {
    Item {
        message: capital(&quoted(&finding.message)),
        hints: finding.hints.iter().map(|hint| capital(&quoted(hint))).collect(),
        place: place(finding, project),
        is_needed: finding.severity.is_error(),
    }
}

/// A message for people who have never seen a back-tick.
fn quoted(text: &str) -> String {
    let part = |(index, part): (usize, &str)| match index % 2 {
        0 => part.to_owned(),
        _ => format!("“{part}”"),
    };
    text.split('`').enumerate().map(part).collect()
}

/// A phrase as the beginning of a sentence.
pub fn capital(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
