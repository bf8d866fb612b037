//! From rows to records to be: what each row is of, with the cells that say something about it.

use super::dates::{self, Order};
use super::facts::{Known, called};
use super::fields::{Field, Kind, List};
use super::mapping::{Mapping, title};
use super::numbers::{self, Decimal};
use super::told::{Told, Why};
use super::words::folded;
use crate::sheet::{Cell, Sheet};

/// A record as a sheet has it.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What it is.
    pub list: List,
    /// Its firm; empty when it is of none, or is one itself.
    pub member: String,
    /// Its handle, when a form says so.
    pub id: String,
    /// Price list that it is of, when a form says so; else the firm's only one.
    pub price_list: String,
    /// Sheet.
    pub sheet: String,
    /// Row, from 0.
    pub row: usize,
    /// What stands in its cells.
    pub cells: Vec<Given>,
    /// Sign before decimals in the sheet.
    pub decimal: Option<Decimal>,
}

impl Incoming {
    /// The text of the cell of a field; empty when there is none.
    pub fn text(&self, path: &str) -> String {
        self.cells.iter().find(|own| own.field.path == path).map(|own| own.cell.text()).unwrap_or_default()
    }
}

/// A cell with its field.
#[derive(Clone, Debug)]
pub struct Given {
    /// The field.
    pub field: Field,
    /// The cell.
    pub cell: Cell,
    /// Row and column, from 0.
    pub at: (usize, usize),
    /// Unit in the heading.
    pub unit: String,
    /// Order of days and months in the column.
    pub order: Option<Order>,
    /// What the form said when it went out; `None` in sheets of others.
    pub sent: Option<String>,
}

/// The sign before decimals that a sheet's cells give away.
pub(super) fn decimal_of(sheet: &Sheet) -> Option<Decimal> {
    let texts = sheet.rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Text(text) if text.len() < 24 && text.contains(|c: char| c.is_numeric()) => Some(text.as_str()),
        _ => None,
    });
    numbers::decimal(texts.filter(|text| is_mostly_number(text)))
}

/// Article numbers and dates say nothing of decimals.
fn is_mostly_number(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let others = text.chars().filter(|c| c.is_alphabetic() || matches!(c, '/' | '-' | ':')).count();
    digits > others && text.matches('.').count() != 2
}

/// Reads the rows below the headings.
pub fn of_sheet(sheet: &Sheet, mapping: &Mapping, known: &Known, told: &mut Vec<Told>) -> Vec<Incoming> {
    let decimal = decimal_of(sheet);
    let columns: Vec<(&super::mapping::Column, &Field, Option<Order>)> = mapping
        .columns
        .iter()
        .filter_map(|column| Some((column, column.field.as_ref()?, order(sheet, mapping, column))))
        .collect();
    let mut group = String::new();
    let mut all = Vec::new();
    for row in mapping.heading_row + 1..sheet.rows.len() {
        let cells = &sheet.rows[row];
        if cells.iter().all(Cell::is_empty) || is_heading_again(cells, mapping) {
            continue;
        }
        if let Some(title) = title(cells, known) {
            group.clone_from(&title.own.id);
            continue;
        }
        let given: Vec<Given> = columns
            .iter()
            .filter(|(column, ..)| !sheet.cell(row, column.index).is_empty())
            .map(|(column, field, order)| Given {
                field: (*field).clone(),
                cell: sheet.cell(row, column.index).clone(),
                at: (row, column.index),
                unit: column.unit.clone(),
                order: *order,
                sent: None,
            })
            .collect();
        let mut incoming = Incoming {
            list: mapping.list,
            member: mapping.member.clone(),
            id: String::new(),
            price_list: String::new(),
            sheet: sheet.name.clone(),
            row,
            cells: given,
            decimal,
        };
        let is_remark =
            mapping.columns.len() > 2 && cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if is_sum(cells) || is_remark || !names_itself(&incoming) {
            let message = "this row names no record, or says nothing of it: it is left out";
            let at = (row, cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0));
            let hint = "if it is a record, fill the columns that name it";
            told.push(Told::new(Why::LeftOut, &sheet.name, at, message, hint));
            continue;
        }
        if mapping.list == List::Product && !group.is_empty() && incoming.text("category").is_empty() {
            incoming.cells.push(group_cell(mapping, known, &group, row));
        }
        if !with_firm(&mut incoming, known, told) {
            continue;
        }
        all.push(incoming);
    }
    all
}

fn order(sheet: &Sheet, mapping: &Mapping, column: &super::mapping::Column) -> Option<Order> {
    let is_date = column.field.as_ref().is_some_and(|field| field.kind == Kind::Date);
    let below = sheet.rows.iter().skip(mapping.heading_row + 1);
    let texts = below.filter_map(|row| match row.get(column.index) {
        Some(Cell::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    if is_date { dates::order(texts) } else { None }
}

/// Lists of several pages repeat their headings.
fn is_heading_again(cells: &[Cell], mapping: &Mapping) -> bool {
    let same = |column: &super::mapping::Column| {
        cells.get(column.index).is_some_and(|cell| folded(&cell.text()) == folded(&column.heading))
    };
    mapping.columns.iter().filter(|column| same(column)).count() >= 2
}

fn is_sum(cells: &[Cell]) -> bool {
    let first = cells.iter().find(|cell| !cell.is_empty()).map(Cell::text).unwrap_or_default();
    ["total", "sum", "summe", "subtotal", "grand total", "gesamt", "المجموع"]
        .contains(&folded(&first).as_str())
}

/// Whether a row says which record it is of.
fn names_itself(incoming: &Incoming) -> bool {
    let has = |path: &str| !incoming.text(path).is_empty();
    match incoming.list {
        List::Product => has("sku") || has("name"),
        List::Member => has("name"),
        List::Buyer => has("company"),
        List::Certificate => has("scheme") || has("number"),
        List::Price => has("product"),
        List::Person => has("role") || has("name"),
        List::Wish | List::Stay => !incoming.id.is_empty(),
    }
}

/// Pictures that lie on the rows of records, as if their cells named them.
pub fn with_pictures(all: &mut [Incoming], sheet: &Sheet, pictures: &mut super::pictures::Pictures) {
    for own in all.iter_mut().filter(|own| own.sheet == sheet.name && own.list == List::Product) {
        let lying: Vec<_> = sheet.pictures.iter().filter(|picture| picture.row == own.row).collect();
        let stem = super::handles::handle(&format!("{} {}", own.text("name"), own.text("sku")));
        let mut names = Vec::new();
        for (index, picture) in lying.iter().enumerate() {
            let name = match index {
                0 => format!("{stem}.{}", picture.ending),
                more => format!("{stem}-{}.{}", more + 1, picture.ending),
            };
            pictures.add(&name, picture.bytes.clone());
            names.push(name);
        }
        if names.is_empty() {
            continue;
        }
        let field = super::fields::fields(List::Product).into_iter().find(|field| field.path == "photos");
        let at = (own.row, lying[0].column);
        let sent =
            own.cells.iter().find(|given| given.field.path == "photos").and_then(|given| given.sent.clone());
        let text = own.text("photos");
        let text = if text.is_empty() { names.join(", ") } else { format!("{text}, {}", names.join(", ")) };
        own.cells.retain(|given| given.field.path != "photos");
        // OK because the table of fields has it.
        let field = field.expect("products have pictures");
        own.cells.push(Given { field, cell: Cell::Text(text), at, unit: String::new(), order: None, sent });
    }
}

/// The group of a title row, as if it stood in a column.
fn group_cell(mapping: &Mapping, known: &Known, group: &str, row: usize) -> Given {
    let field = super::fields::fields(List::Product).into_iter().find(|field| field.path == "category");
    let name =
        known.group(group).and_then(|own| own.own.names.first().cloned()).unwrap_or_else(|| group.to_owned());
    Given {
        // OK because the table of fields has it.
        field: field.expect("products have a group"),
        cell: Cell::Text(name),
        at: (row, mapping.columns.first().map_or(0, |column| column.index)),
        unit: String::new(),
        order: None,
        sent: None,
    }
}

/// Takes the firm of a row from its column; `false` when it names none that is known.
fn with_firm(incoming: &mut Incoming, known: &Known, told: &mut Vec<Told>) -> bool {
    let Some(place) = incoming.cells.iter().position(|own| own.field.kind == Kind::Firm) else {
        return !incoming.list.is_of_a_firm() || !incoming.member.is_empty();
    };
    let given = incoming.cells.remove(place);
    if !incoming.member.is_empty() {
        return true;
    }
    let text = given.cell.text();
    if let Some(own) = called(known.members.iter(), &text) {
        incoming.member.clone_from(&own.id);
        return true;
    }
    let near = crate::diag::nearest(
        &text,
        known.members.iter().flat_map(|own| own.names.iter().map(String::as_str)),
    );
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "make `members/<id>/member.md` first, or correct the name".to_owned(),
    };
    told.push(Told::new(Why::Unclear, &incoming.sheet, given.at, format!("there is no firm `{text}`"), hint));
    false
}
