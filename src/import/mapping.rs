//! Which column of a foreign sheet is which field: guessed from its headings, or as somebody corrected it.

use std::collections::BTreeMap;

use super::facts::{Group, Known, Named, called};
use super::fields::{Field, Kind, List, with_specs};
use super::memory::Kept;
use super::value::Question;
use super::words::folded;
use crate::sheet::{Cell, Sheet, Workbook};

/// Rows that are looked at to find the headings.
const LOOKED_AT: usize = 30;
/// Headings that must be known at least for a row to be that of the headings.
const LEAST: usize = 2;

/// How a sheet is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// What its rows are.
    pub list: List,
    /// Name of the sheet.
    pub sheet: String,
    /// Row of the headings, from 0.
    pub heading_row: usize,
    /// Firm of all rows; empty when each says its own.
    pub member: String,
    /// Columns with a heading.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// From 0.
    pub index: usize,
    /// As the sheet has it.
    pub heading: String,
    /// Unit in the heading; empty when there is none.
    pub unit: String,
    /// The field; `None` when it is not known, or when somebody said that it is not to be read.
    pub field: Option<Field>,
    /// Whether somebody said that it is not to be read.
    pub is_left_out: bool,
}

/// What is wanted of a mapping, from the command line.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What the rows are.
    pub list: Option<List>,
    /// Firm of all rows.
    pub member: Option<String>,
}

/// The mapping of the sheet that fits best.
///
/// # Errors
/// When no sheet has headings that are known, with what to do.
pub fn find(
    book: &Workbook,
    name: &str,
    known: &Known,
    kept: &Kept,
    wanted: &Wanted,
) -> Result<Mapping, Question> {
    let mut best: Option<(usize, Mapping)> = None;
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        if kept.sheet.as_ref().is_some_and(|own| *own != sheet.name && book.sheet(own).is_some()) {
            continue;
        }
        for list in List::ALL {
            if wanted.list.or(kept.list).is_some_and(|own| own != list) {
                continue;
            }
            let fields = choices(list, known);
            let Some((row, found)) = heading_row(sheet, &fields, kept) else { continue };
            if best.as_ref().is_none_or(|(count, _)| found > *count) {
                let columns = columns(sheet, row, &fields, kept);
                let mapping = Mapping {
                    list,
                    sheet: sheet.name.clone(),
                    heading_row: row,
                    member: String::new(),
                    columns,
                };
                best = Some((found, mapping));
            }
        }
    }
    let Some((_, mut mapping)) = best else {
        let message = "no row has headings that are known";
        let hint = "put one row with headings such as `Article number`, `Product`, `MOQ` above the list, or write them \
                    into a mapping (see `docs/import.md`)";
        return Err(Question::new(message, hint));
    };
    if mapping.list.is_of_a_firm() {
        mapping.member = firm(&mapping, name, known, kept, wanted)?;
    }
    Ok(mapping)
}

fn choices(list: List, known: &Known) -> Vec<Field> {
    let mut all = with_specs(list, known.groups.iter());
    if list.is_of_a_firm() {
        all.push(Field::firm());
    }
    all
}

/// The firm of all rows: as asked for, as kept, as a column says (then empty), or as the file is called.
fn firm(
    mapping: &Mapping,
    name: &str,
    known: &Known,
    kept: &Kept,
    wanted: &Wanted,
) -> Result<String, Question> {
    let asked = wanted.member.as_ref().or(kept.member.as_ref());
    if let Some(asked) = asked {
        let found = called(known.members.iter(), asked);
        return found.map(|own| own.id.clone()).ok_or_else(|| {
            let near = crate::diag::nearest(asked, known.members.iter().map(|own| own.id.as_str()));
            let hint = near
                .map_or("see the folders in `members/`".to_owned(), |near| format!("did you mean `{near}`?"));
            Question::new(format!("there is no firm `{asked}`"), hint)
        });
    }
    if mapping.columns.iter().any(|column| column.field.as_ref().is_some_and(|own| own.path == "member")) {
        return Ok(String::new());
    }
    let words = format!(" {} {} ", folded(name), folded(&mapping.sheet));
    let named = |own: &&Named| {
        let names = own.names.iter().map(|name| folded(name)).chain([folded(&own.id.replace('-', " "))]);
        names.into_iter().any(|name| !name.is_empty() && words.contains(&format!(" {name} ")))
    };
    let mut named = known.members.iter().filter(named);
    match (named.next(), named.next(), known.members.as_slice()) {
        (Some(own), None, _) => Ok(own.id.clone()),
        (None, None, [only]) => Ok(only.id.clone()),
        _ => Err(Question::new(
            "it does not say which firm it is of",
            "add `--member ID`, with the name of the firm's folder in `members/`",
        )),
    }
}

/// The row with the most headings that are known, and how many.
fn heading_row(sheet: &Sheet, fields: &[Field], kept: &Kept) -> Option<(usize, usize)> {
    let count = |row: usize| {
        let known = columns(sheet, row, fields, kept);
        known.iter().filter(|column| column.field.is_some() || column.is_left_out).count()
    };
    let rows = 0..sheet.rows.len().min(LOOKED_AT);
    let best = rows.map(|row| (row, count(row))).max_by_key(|(row, count)| (*count, usize::MAX - row))?;
    (best.1 >= LEAST).then_some(best)
}

/// The columns of a row of headings, each field once.
fn columns(sheet: &Sheet, row: usize, fields: &[Field], kept: &Kept) -> Vec<Column> {
    let names: Vec<Vec<String>> = fields.iter().map(|field| field.names().collect()).collect();
    let mut above = String::new();
    let mut all: Vec<(Column, usize)> = Vec::new();
    let width = sheet.rows.get(row).map_or(0, Vec::len);
    for index in 0..width {
        let over = if row > 0 { sheet.cell(row - 1, index).text() } else { String::new() };
        if !over.is_empty() {
            above = over;
        }
        let Cell::Text(_) = sheet.cell(row, index) else { continue };
        let heading = sheet.cell(row, index).text();
        if heading.is_empty() {
            continue;
        }
        let (words, mut unit) = parted(&heading);
        let mut found = kept.field(&heading, fields).map(|field| (field, usize::MAX));
        if found.is_none() {
            found = guess(&words, fields, &names);
        }
        if found.is_none() && !above.is_empty() {
            // `Carton (cm)` above `L`, `W` and `H`.
            let (over, over_unit) = parted(&above);
            found = guess(&format!("{over} {words}"), fields, &names);
            if unit.is_empty() {
                unit = over_unit;
            }
        }
        // A carton in centimetres is its size; else it is how many pieces are in it.
        if super::quantities::factor(&unit, "cm").is_some()
            && let Some((field, weight)) = &found
            && field.path == "packaging.carton"
            && *weight < usize::MAX
        {
            found = fields.iter().find(|own| own.kind == Kind::CartonSize).map(|own| (own.clone(), 1000));
        }
        let is_left_out = kept.is_left_out(&heading);
        let (field, weight) = match found.filter(|_| !is_left_out) {
            Some((field, weight)) => (Some(field), weight),
            None => (None, 0),
        };
        all.push((Column { index, heading, unit, field, is_left_out }, weight));
    }
    once_each(all)
}

/// Of columns that are taken for the same field the best one has it.
fn once_each(all: Vec<(Column, usize)>) -> Vec<Column> {
    let mut best: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (place, (column, weight)) in all.iter().enumerate() {
        if let Some(field) = &column.field {
            let own = best.entry(field.path.clone()).or_insert((*weight, place));
            if *weight > own.0 {
                *own = (*weight, place);
            }
        }
    }
    let keep = |(place, (mut column, _)): (usize, (Column, usize))| {
        let has =
            column.field.as_ref().and_then(|field| best.get(&field.path)).is_some_and(|own| own.1 == place);
        if !has {
            column.field = None;
        }
        column
    };
    all.into_iter().enumerate().map(keep).collect()
}

/// Words and unit of a heading: `Weight (g/m²)`, `MOQ [pcs]`, `Length cm`, `Price in USD`.
pub(super) fn parted(heading: &str) -> (String, String) {
    let open = heading.find(['(', '[']);
    if let Some(open) = open {
        let inside = heading[open + 1..].split([')', ']']).next().unwrap_or("").trim();
        let rest = format!("{} {}", &heading[..open], heading[open..].split([')', ']']).nth(1).unwrap_or(""));
        return (folded(&rest), inside.to_owned());
    }
    let words = folded(heading);
    if let Some((before, unit)) = heading.trim().rsplit_once([' ', ',']) {
        let unit = unit.trim_start_matches(',').trim();
        if super::quantities::is_unit(unit) && !before.trim().is_empty() {
            return (folded(before.trim_end_matches([',', ' '])), unit.to_owned());
        }
    }
    (words, String::new())
}

/// The field that is called so, and how sure that is.
fn guess(words: &str, fields: &[Field], names: &[Vec<String>]) -> Option<(Field, usize)> {
    if words.is_empty() {
        return None;
    }
    let exact = names.iter().position(|own| own.iter().any(|name| parted_name(name) == words));
    if let Some(index) = exact {
        return Some((fields[index].clone(), 1000));
    }
    // A name of two words or more within a longer heading.
    let within = |name: &String| name.contains(' ') && format!(" {words} ").contains(&format!(" {name} "));
    let longest = names
        .iter()
        .enumerate()
        .filter_map(|(index, own)| {
            own.iter().filter(|name| within(name)).map(String::len).max().map(|len| (len, index))
        })
        .max_by_key(|(length, index)| (*length, usize::MAX - index));
    if let Some((length, index)) = longest {
        return Some((fields[index].clone(), 100 + length));
    }
    // A slip of the keyboard.
    let near = |name: &String| name.chars().count() > 4 && strsim::damerau_levenshtein(name, words) <= 1;
    let index = names.iter().position(|own| own.iter().any(near))?;
    Some((fields[index].clone(), 50))
}

/// A label without the unit that forms write behind it.
fn parted_name(name: &str) -> &str {
    name.strip_suffix(" cm")
        .or_else(|| name.strip_suffix(" kg"))
        .or_else(|| name.strip_suffix(" m²"))
        .unwrap_or(name)
}

/// The group that a row without any product names as a title of the rows below.
pub(super) fn title<'a>(row: &[Cell], known: &'a Known) -> Option<&'a Group> {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    let only = filled.next()?;
    if filled.next().is_some() {
        return None;
    }
    let own = called(known.groups.iter().map(|group| &group.own), &only.text())?;
    known.group(&own.id)
}
