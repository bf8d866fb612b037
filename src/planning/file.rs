//! The plan as a file that staff read and edit: comments, order of keys and hand-written reasons of
//! meetings that stay are kept, the rest is written anew.

use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::answer::{Difference, Planned};

/// What a new plan says beside its meetings.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Version; counts up with each change.
    pub version: u32,
    /// Day it was made.
    pub made: Date,
    /// Whether its meetings are marked as handed out.
    pub publish: bool,
}

const HEAD: &str =
    "# The plan of the meeting. It may be edited by hand; `fairfolio check` verifies every change.\n\n";

/// The text of a plan. `old` is the file that was there, or empty.
///
/// # Errors
/// When the old file is no TOML; the reason is for staff.
pub fn write(old: &str, facts: Facts, planned: &[Planned], changes: &[Difference]) -> Result<String, String> {
    let mut file: DocumentMut =
        old.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    if old.is_empty() {
        file.decor_mut().set_prefix(HEAD);
        file["version"] = value(i64::from(facts.version));
        file["made"] = value(day(facts.made));
    }
    file["version"] = value(i64::from(facts.version));
    let before = match file.remove("meeting") {
        Some(Item::ArrayOfTables(tables)) => tables.into_iter().collect(),
        Some(Item::Value(Value::Array(list))) => list.into_iter().filter_map(unfolded).collect(),
        _ => Vec::new(),
    };
    let mut meetings = ArrayOfTables::new();
    for own in planned {
        let mut table = own.was.and_then(|was| before.get(was).cloned()).unwrap_or_default();
        meeting(&mut table, own, facts.publish);
        table.set_position(None);
        meetings.push(table);
    }
    file.insert("meeting", Item::ArrayOfTables(meetings));
    note(&mut file, facts, changes);
    Ok(file.to_string())
}

fn day(date: Date) -> toml_edit::Datetime {
    // OK because a date is written as TOML writes it.
    date.to_string().parse().expect("a date of the calendar")
}

fn unfolded(own: Value) -> Option<Table> {
    match own {
        Value::InlineTable(table) => Some(table.into_table()),
        _ => None,
    }
}

fn meeting(table: &mut Table, own: &Planned, publish: bool) {
    set(table, "slot", &own.slot);
    set(table, "table", &own.table);
    set(table, "buyer", &own.buyer);
    set(table, "member", &own.member);
    if own.persons.is_empty() {
        table.remove("persons");
    } else if !is_list(table.get("persons"), &own.persons) {
        table["persons"] = value(own.persons.iter().collect::<Array>());
    }
    set(table, "interpreter", &own.interpreter);
    if publish {
        table["published"] = value(true);
    }
}

/// Sets a key where its value differs; an empty one is removed.
fn set(table: &mut Table, key: &str, text: &str) {
    if text.is_empty() {
        table.remove(key);
        return;
    }
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if old.as_str() == Some(text) => {}
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(text);
            *old.decor_mut() = decor;
        }
        None => table[key] = value(text),
    }
}

fn is_list(item: Option<&Item>, wanted: &[String]) -> bool {
    let list = item.and_then(Item::as_array);
    list.is_some_and(|list| list.iter().map(Value::as_str).eq(wanted.iter().map(|own| Some(own.as_str()))))
}

/// Adds what changed to `change`, so that dossiers know their version and the reception its list.
fn note(file: &mut DocumentMut, facts: Facts, changes: &[Difference]) {
    if changes.is_empty() {
        return;
    }
    let mut all = match file.remove("change") {
        Some(Item::ArrayOfTables(tables)) => tables,
        _ => ArrayOfTables::new(),
    };
    for old in all.iter_mut() {
        old.set_position(None);
    }
    for own in changes {
        let mut table = Table::new();
        table["version"] = value(i64::from(facts.version));
        table["made"] = value(day(facts.made));
        table["buyer"] = value(own.buyer.as_str());
        table["member"] = value(own.member.as_str());
        for (key, place) in [("was", &own.was), ("now", &own.now)] {
            if let Some((slot, at)) = place {
                let mut inline = InlineTable::new();
                inline.insert("slot", slot.as_str().into());
                if !at.is_empty() {
                    inline.insert("table", at.as_str().into());
                }
                table[key] = value(inline);
            }
        }
        all.push(table);
    }
    file.insert("change", Item::ArrayOfTables(all));
}

/// A request of the office for a walk-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Member.
    pub member: String,
    /// 1 to 5.
    pub rank: u32,
}

/// The frame with a walk-in buyer and what the office thinks it should see.
///
/// # Errors
/// When the file is no TOML or a list in it is none.
pub fn add_buyer(old: &str, buyer: &str, requests: &[Added]) -> Result<String, String> {
    let mut file: DocumentMut =
        old.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut own = InlineTable::new();
    own.insert("id", buyer.into());
    own.insert("status", "walk-in".into());
    append(&mut file, "buyer", own)?;
    for request in requests {
        let mut own = InlineTable::new();
        own.insert("buyer", buyer.into());
        own.insert("member", request.member.as_str().into());
        own.insert("from", "office".into());
        own.insert("rank", i64::from(request.rank).into());
        append(&mut file, "request", own)?;
    }
    Ok(file.to_string())
}

/// Adds an entry in the form in which the file has its list.
fn append(file: &mut DocumentMut, key: &str, own: InlineTable) -> Result<(), String> {
    match file.entry(key).or_insert_with(|| value(Array::new())) {
        Item::ArrayOfTables(tables) => tables.push(own.into_table()),
        Item::Value(Value::Array(list)) => {
            // As the entry above it: a line of its own where that has one.
            let like = list.iter().last().and_then(|last| last.decor().prefix().cloned());
            let mut own = Value::InlineTable(own);
            own.decor_mut()
                .set_prefix(like.as_ref().and_then(|raw| raw.as_str()).unwrap_or("\n  ").to_owned());
            list.push_formatted(own);
            list.set_trailing_comma(true);
        }
        _ => return Err(format!("`{key}` is no list")),
    }
    Ok(())
}
