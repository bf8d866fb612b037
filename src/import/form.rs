//! Fairfolio's own forms: how a value stands in a cell of one, and how one that came back is read. A hidden
//! copy of each sheet says what was sent, so that only what the firm changed counts.

use std::collections::BTreeMap;

use super::facts::Known;
use super::fields::{Field, List, with_specs};
use super::plain::Plain;
use super::rows::{Given, Incoming, decimal_of};
use super::told::{Told, Why};
use crate::sheet::{Cell, Sheet, Workbook, number_text};

/// Name of the hidden sheet that makes a workbook a form.
pub const MARK: &str = "_fairfolio";
/// First cell of that sheet.
pub const WORD: &str = "fairfolio form";
/// Version of the layout.
pub const VERSION: &str = "1";
/// Rows above the data of a list: paths (hidden), headings, notes.
pub const HEAD_ROWS: usize = 3;
/// First cell of a sheet with one record, a field in each row.
pub const UPRIGHT: &str = "upright";

/// What a form says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Consortium that sent it.
    pub consortium: String,
    /// `member`, `buyer` or `wishes-of-member`.
    pub kind: String,
    /// Handle of the receiver.
    pub id: String,
    /// Event it is for; empty for none.
    pub event: String,
    /// Language.
    pub lang: String,
    /// Layout.
    pub version: String,
}

impl Stamp {
    /// Its lines in the hidden sheet.
    pub fn lines(&self) -> [(&'static str, &str); 7] {
        [
            (WORD, ""),
            ("consortium", &self.consortium),
            ("kind", &self.kind),
            ("id", &self.id),
            ("event", &self.event),
            ("lang", &self.lang),
            ("version", &self.version),
        ]
    }
}

impl Stamp {
    /// Whether its receiver fills such sheets: what is hidden in a form can be changed by whoever has it.
    fn may_hold(&self, list: List) -> bool {
        match self.kind.as_str() {
            "buyer" => matches!(list, List::Buyer | List::Stay | List::Wish),
            _ => list.is_of_a_firm() || matches!(list, List::Member | List::Wish),
        }
    }

    /// Whether a row is of its receiver, where its handle names somebody.
    fn is_own(&self, list: List, handle: &str) -> bool {
        let owner = match list {
            _ if handle.is_empty() => return true,
            List::Wish if self.kind == "buyer" => handle.split_once('>').map(|(buyer, _)| buyer),
            List::Wish => handle.split_once('>').map(|(_, member)| member),
            List::Price => handle.split_once('/').map(|(owner, _)| owner),
            _ => return true,
        };
        owner == Some(self.id.as_str())
    }
}

/// The stamp of a workbook that is a form.
pub fn stamp(book: &Workbook) -> Option<Stamp> {
    let sheet = book.sheet(MARK)?;
    let line = |key: &str| {
        let row = sheet.rows.iter().position(|row| row.first().is_some_and(|cell| cell.text() == key))?;
        Some(sheet.cell(row, 1).text())
    };
    line(WORD)?;
    let text = |key: &str| line(key).unwrap_or_default();
    Some(Stamp {
        consortium: text("consortium"),
        kind: text("kind"),
        id: text("id"),
        event: text("event"),
        lang: text("lang"),
        version: text("version"),
    })
}

/// A value as a form shows it, and as it is compared with what was sent.
pub fn shown(field: &Field, value: Option<&Plain>) -> Cell {
    match value {
        None => Cell::Empty,
        Some(Plain::Number(number)) => Cell::Number(*number),
        Some(Plain::Date(date)) => Cell::Date(*date),
        Some(Plain::Moment(moment)) => Cell::Text(super::plain::moment_text(*moment)),
        Some(Plain::Flag(flag)) => Cell::Text(field.spoken(if *flag { "yes" } else { "no" }).to_owned()),
        Some(Plain::Text(text)) => Cell::Text(field.spoken(text).to_owned()),
        Some(Plain::List(list)) => Cell::Text(shown_list(field, list)),
        Some(Plain::Table(parts)) => {
            let part = |key: &str| parts.iter().find(|(own, _)| own == key).map(|(_, value)| words(value));
            let per = part("per").map_or_else(String::new, |per| {
                let per = format!("per {per}");
                format!(" {}", field.spoken(&per))
            });
            let unit = part("unit").unwrap_or_default();
            let text = format!("{} {}{per}", part("value").unwrap_or_default(), field.spoken(&unit));
            Cell::Text(text.trim().to_owned())
        }
    }
}

fn words(value: &Plain) -> String {
    match value {
        Plain::Text(text) => text.clone(),
        Plain::Number(number) => number_text(*number),
        other => other.shown(),
    }
}

fn shown_list(field: &Field, list: &[Plain]) -> String {
    use super::fields::Kind;
    let part = |entry: &Plain, key: &str| match entry {
        Plain::Table(parts) => parts.iter().find(|(own, _)| own == key).map(|(_, value)| words(value)),
        _ => None,
    };
    match field.kind {
        Kind::Range => list.iter().map(words).collect::<Vec<_>>().join("–"),
        Kind::Photos => list.iter().filter_map(|entry| part(entry, "file")).collect::<Vec<_>>().join(", "),
        Kind::LeadTime => {
            let step = |entry: &Plain| {
                let most = part(entry, "up_to");
                let up_to =
                    most.map_or_else(String::new, |most| format!(" {} {most}", field.spoken("up to")));
                format!("{} {}{up_to}", part(entry, "days").unwrap_or_default(), field.spoken("days"))
            };
            list.iter().map(step).collect::<Vec<_>>().join("; ")
        }
        Kind::Composition => fibres(list, part),
        _ => {
            let entries: Vec<String> = list.iter().map(|own| field.spoken(&words(own)).to_owned()).collect();
            // Entries with a comma of their own are parted by semicolons.
            let sign = if entries.iter().any(|entry| entry.contains(',')) { "; " } else { ", " };
            entries.join(sign)
        }
    }
}

fn fibres(list: &[Plain], part: impl Fn(&Plain, &str) -> Option<String>) -> String {
    let mut parts: Vec<(String, Vec<String>)> = Vec::new();
    for entry in list {
        let of = part(entry, "part").unwrap_or_default();
        let share = format!(
            "{} % {}",
            part(entry, "percent").unwrap_or_default(),
            part(entry, "fibre").unwrap_or_default()
        );
        match parts.last_mut().filter(|(own, _)| *own == of) {
            Some((_, shares)) => shares.push(share),
            None => parts.push((of, vec![share])),
        }
    }
    let one = |(of, shares): (String, Vec<String>)| {
        let shares = shares.join(" / ");
        if of.is_empty() { shares } else { format!("{of}: {shares}") }
    };
    parts.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The fields of a form's sheet, in the form's language: those of its list, the parts of amounts, and all
/// specifications.
pub fn fields_of(list: List, known: &Known, lang: &str) -> Vec<Field> {
    let all = with_specs(list, known.groups.iter()).into_iter().filter(|field| !field.foreign);
    all.flat_map(|field| match field.split.is_empty() {
        true => vec![field],
        false => {
            let unit = unit_words();
            field.split.iter().map(|key| field.part(key, &unit)).collect()
        }
    })
    .map(|field| field.speaking(lang, known))
    .collect()
}

fn unit_words() -> BTreeMap<String, String> {
    let words = [("en", "Unit"), ("fr", "Unité"), ("de", "Einheit"), ("ar", "الوحدة")];
    words.into_iter().map(|(lang, word)| (lang.to_owned(), word.to_owned())).collect()
}

/// The records of a form that came back.
pub fn records(book: &Workbook, stamp: &Stamp, known: &Known, told: &mut Vec<Told>) -> Vec<Incoming> {
    let mut all = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        let sent = book.sheet(&format!("_{}", sheet.name));
        let kind = sheet.cell(0, 0).text();
        let (upright, word, group) = match kind.split_once(' ') {
            Some((UPRIGHT, word)) => (true, word.to_owned(), ""),
            Some((word, group)) => (false, word.to_owned(), group),
            None => (false, kind.clone(), ""),
        };
        let Some(list) = List::of(&word) else { continue };
        if !stamp.may_hold(list) {
            let message = format!("a form of a {} has no sheet of {word}: it is left out", stamp.kind);
            told.push(Told::new(Why::Stranger, &sheet.name, (0, 0), message, "send the firm a new form"));
            continue;
        }
        let fields = fields_of(list, known, &stamp.lang);
        if upright {
            all.push(upright_record(sheet, sent, stamp, list, &fields));
        } else {
            let mut records = list_records(sheet, sent, stamp, list, &fields, told);
            if list == List::Price {
                records.iter_mut().for_each(|own| group.clone_into(&mut own.price_list));
            } else if !group.is_empty() {
                records
                    .iter_mut()
                    .filter(|own| own.id.is_empty())
                    .for_each(|own| in_group(own, group, &fields));
            }
            all.extend(records);
        }
    }
    all
}

fn empty(sheet: &Sheet, stamp: &Stamp, list: List, row: usize) -> Incoming {
    let of_firm = list.is_of_a_firm() || (list == List::Wish && stamp.kind == "member");
    Incoming {
        list,
        member: if of_firm { stamp.id.clone() } else { String::new() },
        id: String::new(),
        price_list: String::new(),
        sheet: sheet.name.clone(),
        row,
        cells: Vec::new(),
        decimal: decimal_of(sheet),
    }
}

fn upright_record(
    sheet: &Sheet,
    sent: Option<&Sheet>,
    stamp: &Stamp,
    list: List,
    fields: &[Field],
) -> Incoming {
    let mut own = empty(sheet, stamp, list, 0);
    own.id.clone_from(&stamp.id);
    for row in 1..sheet.rows.len() {
        let path = sheet.cell(row, 0).text();
        if let Some(field) = fields.iter().find(|field| field.path == path) {
            let before = sent.map(|sent| sent.cell(row, 2).text()).unwrap_or_default();
            own.cells.push(given(field, sheet, (row, 2), before));
        }
    }
    own
}

fn list_records(
    sheet: &Sheet,
    sent: Option<&Sheet>,
    stamp: &Stamp,
    list: List,
    fields: &[Field],
    told: &mut Vec<Told>,
) -> Vec<Incoming> {
    let width = sheet.rows.first().map_or(0, Vec::len);
    let columns: Vec<(usize, &Field)> = (1..width)
        .filter_map(|column| {
            let path = sheet.cell(0, column).text();
            Some((column, fields.iter().find(|field| field.path == path)?))
        })
        .collect();
    // Rows may have been sorted or moved: what was sent is found by the handle.
    let sent_rows: BTreeMap<String, (&Sheet, usize)> = sent
        .into_iter()
        .flat_map(|sent| (HEAD_ROWS..sent.rows.len()).map(move |at| (sent.cell(at, 0).text(), (sent, at))))
        .filter(|(handle, _)| !handle.is_empty())
        .collect();
    let mut all = Vec::new();
    for row in HEAD_ROWS..sheet.rows.len() {
        let mut own = empty(sheet, stamp, list, row);
        own.id = sheet.cell(row, 0).text();
        let before = sent_rows.get(&own.id).copied();
        for (column, field) in &columns {
            let was = before.map(|(sent, at)| sent.cell(at, *column).text()).unwrap_or_default();
            own.cells.push(given(field, sheet, (row, *column), was));
        }
        if !stamp.is_own(list, &own.id) {
            let message = format!(
                "this row is of `{}`, which is not for `{}` to fill: it is left out",
                own.id, stamp.id
            );
            told.push(Told::new(Why::Stranger, &sheet.name, (row, 1), message, "send the firm a new form"));
            continue;
        }
        let is_new = own.id.is_empty();
        if is_new && own.cells.iter().all(|given| given.cell.is_empty()) {
            continue;
        }
        if is_new && list == List::Product && own.text("sku").is_empty() && own.text("name").is_empty() {
            let message = "this row has no article number and no name: it is left out";
            told.push(Told::new(Why::LeftOut, &sheet.name, (row, 1), message, "fill both and import again"));
            continue;
        }
        all.push(own);
    }
    all
}

/// A new product of a group's sheet is of that group.
fn in_group(own: &mut Incoming, group: &str, fields: &[Field]) {
    if let Some(field) = fields.iter().find(|field| field.path == "category") {
        let cell = Cell::Text(group.to_owned());
        let sent = Some(String::new());
        let at = (own.row, 0);
        own.cells.push(Given { field: field.clone(), cell, at, unit: String::new(), order: None, sent });
    }
}

fn given(field: &Field, sheet: &Sheet, at: (usize, usize), sent: String) -> Given {
    Given {
        field: field.clone(),
        cell: sheet.cell(at.0, at.1).clone(),
        at,
        unit: String::new(),
        order: None,
        sent: Some(sent),
    }
}
