//! Which file is which record: decided by path alone, before anything is read.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::table::Sink;
use crate::diag::{Diagnostic, codes, nearest};
use crate::files::is_reserved;
use crate::model::ids::is_id;
use crate::model::text::Lang;

/// Kinds of record files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `consortium.toml`
    Consortium,
    /// `categories.toml`
    Categories,
    /// `certificates.toml`
    Certificates,
    /// `codes.toml`
    Codes,
    /// `members/<id>/member.md`
    Member,
    /// `members/<member>/products/<id>.md`, `products/<id>.md`
    Product,
    /// `prices/<id>.toml`
    Prices,
    /// `events/<id>.md`
    Event,
    /// `pages/<id>.md`
    Page,
    /// `editions/<id>.toml`
    Edition,
    /// `buyers/<id>.toml`
    Buyer,
    /// `meetings/<event>.toml`
    Meetings,
    /// `meetings/<event>.plan.toml`
    Plan,
    /// `meetings/<event>.records.toml`
    Records,
    /// `printers/<id>.toml`
    Printer,
    /// `theme/theme.toml`
    Theme,
}

/// A record file with its translations.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its path.
    pub path: String,
    /// Handle: for a product the full id.
    pub id: String,
    /// Translation files by language.
    pub translations: BTreeMap<Lang, String>,
}

impl Entry {
    /// What the record is called in messages.
    pub fn called(&self) -> String {
        let word = match self.kind {
            Kind::Consortium | Kind::Categories | Kind::Certificates | Kind::Codes | Kind::Theme => {
                return format!("`{}`", self.path);
            }
            Kind::Member => "member",
            Kind::Product => "product",
            Kind::Prices => "price list",
            Kind::Event => "event",
            Kind::Page => "page",
            Kind::Edition => "edition",
            Kind::Buyer => "buyer",
            Kind::Meetings => "meetings of",
            Kind::Plan => "plan of",
            Kind::Records => "records of",
            Kind::Printer => "printer",
        };
        format!("{word} `{}`", self.id)
    }
}

/// All files of a project, sorted into records.
#[derive(Debug)]
pub struct Listing {
    /// Every path.
    pub paths: Vec<String>,
    /// Record files, sorted by path.
    pub entries: Vec<Entry>,
}

impl Listing {
    /// Sorts paths into records; reports names that cannot be.
    pub fn new(paths: Vec<String>, sink: &Sink) -> Self {
        report_names(&paths, sink);
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for path in &paths {
            if let Some((kind, id)) = classify(path).filter(|_| split_language(path).is_none()) {
                report_id(path, &id, sink);
                entries.insert(
                    path.clone(),
                    Entry { kind, path: path.clone(), id, translations: BTreeMap::new() },
                );
            }
        }
        for path in &paths {
            match split_language(path) {
                Some((source, lang)) if entries.contains_key(&source) => {
                    let entry = entries.get_mut(&source).expect("looked up in the guard");
                    entry.translations.insert(lang, path.clone());
                }
                Some((source, _)) if classify(&source).is_some() => report_orphan(path, &source, sink),
                _ => report_unexpected(path, sink),
            }
        }
        Self { paths, entries: entries.into_values().collect() }
    }

    /// Records of one kind, sorted by path.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// Every path that is read as text.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .flat_map(|entry| std::iter::once(&entry.path).chain(entry.translations.values()))
            .map(String::as_str)
    }
}

fn classify(path: &str) -> Option<(Kind, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let stem = |name: &str, suffix: &str| name.strip_suffix(suffix).map(str::to_owned);
    let found = match parts.as_slice() {
        ["consortium.toml"] => (Kind::Consortium, "consortium".to_owned()),
        ["categories.toml"] => (Kind::Categories, "categories".to_owned()),
        ["certificates.toml"] => (Kind::Certificates, "certificates".to_owned()),
        ["codes.toml"] => (Kind::Codes, "codes".to_owned()),
        ["theme", "theme.toml"] => (Kind::Theme, "theme".to_owned()),
        ["members", id, "member.md"] => (Kind::Member, (*id).to_owned()),
        ["members", member, "products", file] => (Kind::Product, format!("{member}/{}", stem(file, ".md")?)),
        ["products", file] => (Kind::Product, format!("common/{}", stem(file, ".md")?)),
        ["prices", file] => (Kind::Prices, stem(file, ".toml")?),
        ["events", file] => (Kind::Event, stem(file, ".md")?),
        ["editions", file] => (Kind::Edition, stem(file, ".toml")?),
        ["pages", file] => (Kind::Page, stem(file, ".md")?),
        ["printers", file] => (Kind::Printer, stem(file, ".toml")?),
        ["buyers", file] => (Kind::Buyer, stem(file, ".toml")?),
        ["meetings", file] => match (stem(file, ".plan.toml"), stem(file, ".records.toml")) {
            (Some(id), _) => (Kind::Plan, id),
            (_, Some(id)) => (Kind::Records, id),
            _ => (Kind::Meetings, stem(file, ".toml")?),
        },
        _ => return None,
    };
    Some(found)
}

/// `name.<lang>.ext` → (`name.ext`, lang); `None` when there is no language in the name.
fn split_language(path: &str) -> Option<(String, Lang)> {
    let (rest, extension) = path.rsplit_once('.')?;
    let (name, tag) = rest.rsplit_once('.')?;
    let mut subtags = tag.split('-');
    let primary = subtags.next()?;
    let is_tag = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && subtags.all(|s| (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()));
    (is_tag && matches!(extension, "md" | "toml")).then(|| (format!("{name}.{extension}"), Lang::new(tag)))
}

fn report_id(path: &str, id: &str, sink: &Sink) {
    for part in id.split('/').filter(|part| !is_id(part)) {
        let message = format!("`{part}` in the path cannot be an id");
        let hint = "rename it: lower-case letters a-z, digits and hyphens";
        sink.borrow_mut().add(Diagnostic::file(&codes::BAD_ID, path, message).hint(hint));
    }
}

fn report_orphan(path: &str, source: &str, sink: &Sink) {
    let message = format!("this translation has no source `{source}`");
    let hint = "give it the name of its source with the language before the ending";
    sink.borrow_mut().add(Diagnostic::file(&codes::UNEXPECTED_FILE, path, message).hint(hint));
}

const FOLDERS: [&str; 10] = [
    "members",
    "products",
    "prices",
    "events",
    "pages",
    "buyers",
    "meetings",
    "printers",
    "brand",
    "categories",
];
const TOP_FILES: [&str; 6] = [
    "consortium.toml",
    "categories.toml",
    "certificates.toml",
    "codes.toml",
    "signoff.toml",
    "programme.toml",
];

/// TOML and Markdown files at a place where nothing reads them: most often a slip in a name.
fn report_unexpected(path: &str, sink: &Sink) {
    // Editors of notes add `.txt`, and some systems write capitals: both hide a record.
    let lower = path.to_lowercase();
    let meant = lower.strip_suffix(".txt").unwrap_or(&lower);
    let hidden = meant != path && classify(meant).is_some();
    let is_text = path.ends_with(".toml") || path.ends_with(".md") || hidden;
    let reserved = ["import/", "theme/", "themes/", "campaigns/"];
    let upper = path.rsplit('/').next().is_some_and(|name| name.starts_with("README"));
    if !is_text || upper || classify(path).is_some() || reserved.iter().any(|at| path.starts_with(at)) {
        return;
    }
    if TOP_FILES.contains(&path) {
        return;
    }
    let finding = Diagnostic::file(&codes::UNEXPECTED_FILE, path, format!("nothing reads `{path}`"));
    let first = path.split('/').next().unwrap_or(path);
    let near = if path.contains('/') { nearest(first, FOLDERS) } else { nearest(path, TOP_FILES) };
    let hint = match near {
        _ if hidden => format!("rename it to `{meant}`"),
        Some(near) if near != first => format!("did you mean `{near}`?"),
        _ => "see `docs/files.md` for what belongs where".to_owned(),
    };
    sink.borrow_mut().add(finding.hint(hint));
}

/// Longest path in the project, and longest single name, in units of UTF-16 as Windows counts: what is left of its
/// 260 is for the place of the project and for what outputs put around ids.
const LONGEST_PATH: usize = 160;
const LONGEST_NAME: usize = 80;

/// Names that some computer cannot keep: those that Windows reserves, those that differ only in case or accents'
/// form, those that are too long.
fn report_names(paths: &[String], sink: &Sink) {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        let mut report = |finding: Diagnostic| sink.borrow_mut().add(finding);
        if let Some(part) = path.split('/').find(|part| is_reserved(part)) {
            let message = format!("`{part}` is a name that Windows cannot keep");
            report(Diagnostic::file(&codes::RESERVED_NAME, path, message).hint("rename the file or folder"));
        }
        report_length(path, &mut report);
        // Folders too: two that are one on another computer mix their files.
        for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
            let part = &path[..end];
            let key: String = part.nfkc().flat_map(char::to_lowercase).collect();
            let other = folded.insert(key, part);
            if let Some(other) = other.filter(|other| *other != part || end == path.len()) {
                let message =
                    format!("`{part}` and `{other}` differ only in case or in the form of a letter");
                let finding = Diagnostic::file(&codes::NAME_COLLISION, path, message);
                report(finding.hint("rename one: on Windows and macOS they are the same file"));
            }
        }
    }
}

fn report_length(path: &str, report: &mut dyn FnMut(Diagnostic)) {
    let length = |text: &str| text.encode_utf16().count();
    let longest = path.split('/').max_by_key(|part| length(part)).unwrap_or(path);
    let message = match (length(path), length(longest)) {
        (_, name) if name > LONGEST_NAME => {
            format!("a name in the path has {name} characters; {LONGEST_NAME} can be kept everywhere")
        }
        (whole, _) if whole > LONGEST_PATH => {
            format!("the path has {whole} characters; {LONGEST_PATH} can be kept everywhere")
        }
        _ => return,
    };
    report(Diagnostic::file(&codes::LONG_PATH, path, message).hint("give it a shorter name"));
}
