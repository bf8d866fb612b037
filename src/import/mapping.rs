//! Which column of a foreign sheet is which field: guessed from its headings, or as somebody corrected it.

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
            let whose = if wanted.member.is_some() { "" } else { ", which `member` of the mapping names" };
            Question::new(format!("there is no firm `{asked}`{whose}"), hint)
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

/// The columns of a row of headings, each field once: the surest match has it.
fn columns(sheet: &Sheet, row: usize, fields: &[Field], kept: &Kept) -> Vec<Column> {
    let names: Vec<Vec<String>> = fields.iter().map(|field| field.names().collect()).collect();
    let mut above = String::new();
    let mut all: Vec<Column> = Vec::new();
    // Weight, column, field.
    let mut matches: Vec<(usize, usize, usize)> = Vec::new();
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
        let is_left_out = kept.is_left_out(&heading) || COUNTED.contains(&words.as_str());
        let mut found = match kept.field(&heading, fields) {
            Some(field) => {
                vec![(usize::MAX, fields.iter().position(|own| own.path == field.path).unwrap_or(0))]
            }
            None => guesses(&words, &unit, fields, &names),
        };
        if found.is_empty() && !above.is_empty() {
            // `Carton (cm)` above `L`, `W` and `H`.
            let (over, over_unit) = parted(&above);
            found = guesses(&format!("{over} {words}"), &unit, fields, &names);
            if unit.is_empty() {
                unit = over_unit;
            }
        }
        if !is_left_out {
            matches.extend(found.into_iter().map(|(weight, field)| (weight, all.len(), field)));
        }
        all.push(Column { index, heading, unit, field: None, is_left_out });
    }
    matches.sort_by_key(|(weight, column, field)| (std::cmp::Reverse(*weight), *column, *field));
    let mut taken = vec![false; fields.len()];
    for (_, column, field) in matches {
        if all[column].field.is_none() && !std::mem::replace(&mut taken[field], true) {
            all[column].field = Some(fields[field].clone());
        }
    }
    all
}

/// Headings of columns that only count the rows.
const COUNTED: [&str; 9] = ["sl no", "s no", "sr no", "sno", "serial no", "lfd nr", "pos", "row", "م"];

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
        // `Interested in` is no heading in inches.
        let is_word = ["in", "to", "d", "m", "g", "t", "day"].contains(&unit.to_lowercase().as_str());
        if super::quantities::is_unit(unit) && !is_word && !before.trim().is_empty() {
            return (folded(before.trim_end_matches([',', ' '])), unit.to_owned());
        }
    }
    (without_currency(&words), String::new())
}

/// `Rate USD` and `Price in EUR` are prices; the currency is that of the list.
fn without_currency(words: &str) -> String {
    let is_currency = |word: &&str| ["usd", "eur", "inr", "gbp", "us", "rs"].contains(word);
    let kept: Vec<&str> = words.split(' ').filter(|word| !is_currency(word)).collect();
    let kept = match kept.as_slice() {
        [rest @ .., "in"] if rest.len() + 1 < words.split(' ').count() => rest,
        all => all,
    };
    if kept.is_empty() { words.to_owned() } else { kept.join(" ") }
}

/// Fields that a heading may mean, each with how sure that is. Names that a field has first are surer.
fn guesses(words: &str, unit: &str, fields: &[Field], names: &[Vec<String>]) -> Vec<(usize, usize)> {
    if words.is_empty() {
        return Vec::new();
    }
    let exact = |own: &Vec<String>| {
        own.iter().position(|name| parted_name(name) == words).map(|at| 1000 - at.min(99))
    };
    // A name of two words or more within a longer heading.
    let within = |own: &Vec<String>| {
        let is_in =
            |name: &&String| name.contains(' ') && format!(" {words} ").contains(&format!(" {name} "));
        own.iter().filter(is_in).map(|name| 100 + name.len()).max()
    };
    // A slip of the keyboard.
    let near = |own: &Vec<String>| {
        let is_near =
            |name: &String| name.chars().count() > 4 && strsim::damerau_levenshtein(name, words) <= 1;
        own.iter().any(is_near).then_some(50)
    };
    let of = |own: &Vec<String>| exact(own).or_else(|| within(own)).or_else(|| near(own));
    let all: Vec<(usize, usize)> =
        names.iter().enumerate().filter_map(|(index, own)| Some((of(own)?, index))).collect();
    let all = by_unit(all, unit, fields);
    if !all.is_empty() {
        return all;
    }
    // Whatever it is called: what is weighed by area is the cloth.
    let is_cloth = super::quantities::factor(unit, "gsm").is_some();
    let cloth = fields.iter().position(|own| super::quantities::factor(&own.unit, "gsm").is_some());
    cloth.filter(|_| is_cloth).map(|index| (40, index)).into_iter().collect()
}

/// A carton in centimetres is its size; else it is how many pieces are in it.
fn by_unit(all: Vec<(usize, usize)>, unit: &str, fields: &[Field]) -> Vec<(usize, usize)> {
    let is_length = super::quantities::factor(unit, "cm").is_some();
    let is_count = all.iter().any(|(_, index)| fields[*index].path == "packaging.carton");
    let size = fields.iter().position(|own| own.kind == Kind::CartonSize);
    match size {
        Some(size) if is_length && is_count => vec![(1000, size)],
        _ => all,
    }
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
