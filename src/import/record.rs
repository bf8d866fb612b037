//! A record's file that is changed in place: comments, the order of keys and everything that nobody touched
//! stay as they are.

mod translation;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value};

use super::plain::Plain;
use crate::load::document::front_matter;

/// Where in a file a record stands: the whole head of it, or an entry of a list in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Key of the list.
    pub list: &'static str,
    /// Keys by which entries are told apart, with their values in this one.
    pub by: Vec<(&'static str, String)>,
}

impl Entry {
    /// An entry with a handle.
    pub fn new(list: &'static str, key: &'static str, id: impl Into<String>) -> Self {
        Self { list, by: vec![(key, id.into())] }
    }

    fn is(&self, table: &dyn TableLike) -> bool {
        self.by.iter().all(|(key, id)| table.get(key).and_then(Item::as_str) == Some(id.as_str()))
    }
}

/// A file with TOML, alone or before a text.
#[derive(Clone, Debug)]
pub struct RecordFile {
    /// What stands before the fields: a mark of byte order, and the line that opens the head.
    opening: String,
    head: DocumentMut,
    /// What follows the fields, with the line that ends them; empty in a TOML file.
    body: String,
    /// Whether lines end as Windows ends them.
    windows: bool,
}

impl RecordFile {
    /// An empty one.
    pub fn new(is_markdown: bool) -> Self {
        let line = if is_markdown { "+++\n" } else { "" };
        Self { opening: line.to_owned(), head: DocumentMut::new(), body: line.to_owned(), windows: false }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it is no TOML, or its head has no end; the reason is for staff.
    pub fn read(text: &str, is_markdown: bool) -> Result<Self, String> {
        let windows = text.contains("\r\n");
        let text = text.replace("\r\n", "\n");
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let head = if is_markdown { front_matter(&text[start..])?.0 } else { 0..text.len() - start };
        let (first, last) = (start + head.start, start + head.end);
        let head = text[first..last].parse().map_err(|error: TomlError| error.message().to_owned())?;
        Ok(Self { opening: text[..first].to_owned(), head, body: text[last..].to_owned(), windows })
    }

    /// The whole file.
    pub fn text(&self) -> String {
        let head = self.head.to_string();
        let end = if self.body.is_empty() || head.is_empty() || head.ends_with('\n') { "" } else { "\n" };
        let text = format!("{}{head}{end}{}", self.opening, self.body);
        if self.windows { text.replace('\n', "\r\n") } else { text }
    }

    /// A value; `path` has dots between keys and numbers for entries of lists.
    pub fn get(&self, entry: Option<&Entry>, path: &str) -> Option<Plain> {
        let top: &dyn TableLike = self.head.as_table();
        let start = match entry {
            None => top,
            Some(entry) => {
                let list = top.get(entry.list)?;
                element(list, position(list, entry)?)?
            }
        };
        let keys: Vec<&str> = path.split('.').collect();
        Plain::of(find(start, &keys)?)
    }

    /// Whether the entry is there.
    pub fn has(&self, entry: &Entry) -> bool {
        self.head.get(entry.list).is_some_and(|list| position(list, entry).is_some())
    }

    /// Handles of all entries of a list.
    pub fn ids(&self, list: &str, by: &str) -> Vec<String> {
        let Some(Plain::List(entries)) = self.head.get(list).and_then(Plain::of) else { return Vec::new() };
        let id = |entry: &Plain| match entry {
            Plain::Table(parts) => parts.iter().find(|(key, _)| key == by).map(|(_, value)| match value {
                Plain::Text(text) => text.clone(),
                other => other.shown(),
            }),
            _ => None,
        };
        entries.iter().filter_map(id).collect()
    }

    /// Sets a value, or with `None` takes it away. What is missing on the way to it is made.
    pub fn set(&mut self, entry: Option<&Entry>, path: &str, value: Option<&Plain>) {
        let keys: Vec<&str> = path.split('.').collect();
        let root = self.head.as_table_mut();
        let Some(entry) = entry else {
            set_in_table(root, &keys, value);
            return;
        };
        let list = root.entry(entry.list).or_insert_with(|| Item::Value(Value::Array(Array::new())));
        let found = position(list, entry);
        match list {
            Item::ArrayOfTables(tables) => {
                let index = found.unwrap_or_else(|| pushed(tables, entry));
                // OK because it was found or pushed.
                set_in_table(tables.get_mut(index).expect("an entry"), &keys, value);
            }
            Item::Value(Value::Array(array)) => {
                let by: Vec<(&str, &str)> = entry.by.iter().map(|(key, id)| (*key, id.as_str())).collect();
                let index = found.unwrap_or_else(|| pushed_inline(array, &by));
                if let Some(Value::InlineTable(table)) = array.get_mut(index) {
                    set_in_inline(table, &keys, value);
                }
            }
            _ => {}
        }
    }
}

fn find<'a>(table: &'a dyn TableLike, keys: &[&str]) -> Option<&'a Item> {
    let (key, rest) = keys.split_first()?;
    let item = table.get(key)?;
    let Some(next) = rest.first() else { return Some(item) };
    match next.parse::<usize>() {
        Ok(index) => find(element(item, index)?, &rest[1..]),
        Err(_) => find(item.as_table_like()?, rest),
    }
}

fn element(list: &Item, index: usize) -> Option<&dyn TableLike> {
    match list {
        Item::Value(Value::Array(array)) => {
            array.get(index)?.as_inline_table().map(|own| own as &dyn TableLike)
        }
        Item::ArrayOfTables(tables) => tables.get(index).map(|own| own as &dyn TableLike),
        _ => None,
    }
}

fn position(list: &Item, entry: &Entry) -> Option<usize> {
    let count = match list {
        Item::Value(Value::Array(array)) => array.len(),
        Item::ArrayOfTables(tables) => tables.len(),
        _ => 0,
    };
    (0..count).find(|index| element(list, *index).is_some_and(|own| entry.is(own)))
}

fn pushed(tables: &mut ArrayOfTables, entry: &Entry) -> usize {
    let mut table = Table::new();
    for (key, id) in &entry.by {
        table.insert(key, toml_edit::value(id));
    }
    tables.push(table);
    tables.len() - 1
}

fn pushed_inline(array: &mut Array, by: &[(&str, &str)]) -> usize {
    let mut table = InlineTable::new();
    for (key, id) in by {
        table.insert(*key, Value::from(*id));
    }
    let mut new = Value::InlineTable(table);
    let begins_a_line =
        |own: &Value| own.decor().prefix().and_then(|own| own.as_str()).is_some_and(|own| own.contains('\n'));
    if array.is_empty() || array.iter().any(begins_a_line) {
        // What stands behind the last entry, such as a comment, stays there.
        let behind = array.trailing().as_str().unwrap_or("").trim_end().to_owned();
        new.decor_mut().set_prefix(format!("{behind}\n  "));
        array.set_trailing("\n");
        array.set_trailing_comma(true);
        array.push_formatted(new);
    } else {
        array.push(new);
    }
    array.len() - 1
}

fn set_in_table(table: &mut Table, keys: &[&str], value: Option<&Plain>) {
    let [key, rest @ ..] = keys else { return };
    if rest.is_empty() {
        return match value {
            Some(value) => put(table.entry(key).or_insert(Item::None), value),
            None => {
                table.remove(key);
            }
        };
    }
    if value.is_none() && !table.contains_key(key) {
        return;
    }
    let is_list = rest[0].parse::<usize>().is_ok();
    let below = table.entry(key).or_insert_with(|| {
        Item::Value(if is_list { Value::Array(Array::new()) } else { Value::InlineTable(InlineTable::new()) })
    });
    set_below(below, rest, value);
}

fn set_below(item: &mut Item, keys: &[&str], value: Option<&Plain>) {
    match item {
        Item::Table(table) => set_in_table(table, keys, value),
        Item::Value(own) => set_in_value(own, keys, value),
        Item::ArrayOfTables(tables) => {
            let [index, rest @ ..] = keys else { return };
            let Ok(index) = index.parse::<usize>() else { return };
            while tables.len() <= index && value.is_some() {
                tables.push(Table::new());
            }
            if let Some(table) = tables.get_mut(index) {
                set_in_table(table, rest, value);
            }
        }
        Item::None => {}
    }
}

fn set_in_inline(table: &mut InlineTable, keys: &[&str], value: Option<&Plain>) {
    let [key, rest @ ..] = keys else { return };
    if rest.is_empty() {
        match value {
            Some(value) => {
                let new = value.value();
                match table.get_mut(key) {
                    Some(old) => replace(old, new),
                    None => {
                        no_blank_before_comma(table);
                        table.insert(*key, new);
                    }
                }
            }
            None => {
                table.remove(key);
            }
        }
        return;
    }
    let is_list = rest[0].parse::<usize>().is_ok();
    if value.is_some() && !table.contains_key(key) {
        let empty = if is_list { Value::Array(Array::new()) } else { Value::InlineTable(InlineTable::new()) };
        no_blank_before_comma(table);
        table.insert(*key, empty);
    }
    if let Some(below) = table.get_mut(key) {
        set_in_value(below, rest, value);
    }
}

/// The blank before the closing brace belongs to no value once another one follows.
fn no_blank_before_comma(table: &mut InlineTable) {
    if let Some((_, last)) = table.iter_mut().last() {
        last.decor_mut().set_suffix("");
    }
}

fn set_in_value(own: &mut Value, keys: &[&str], value: Option<&Plain>) {
    match own {
        Value::InlineTable(table) => set_in_inline(table, keys, value),
        Value::Array(array) => {
            let [index, rest @ ..] = keys else { return };
            let Ok(index) = index.parse::<usize>() else { return };
            while array.len() <= index && value.is_some() {
                array.push(InlineTable::new());
            }
            if let Some(below) = array.get_mut(index) {
                set_in_value(below, rest, value);
            }
        }
        _ => {}
    }
}

fn put(item: &mut Item, value: &Plain) {
    match item {
        Item::Value(old) => replace(old, value.value()),
        other => *other = Item::Value(value.value()),
    }
}

/// A new value in the place of an old one: a comment behind it stays.
fn replace(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_set_changes() {
        let text = "+++\n# ours\nsku  = \"A-1\"   # as printed\nmoq = { value = 100, unit = \"pcs\" }\n\n\
                    [packaging]\ncarton = 48\n+++\nBody *stays*.\n";
        let mut file = RecordFile::read(text, true).expect("a record");
        assert_eq!(file.text(), text);
        assert_eq!(file.get(None, "moq.value"), Some(Plain::Number(100.0)));
        file.set(None, "sku", Some(&Plain::text("A-2")));
        file.set(None, "moq.value", Some(&Plain::Number(250.0)));
        file.set(None, "packaging.l_cm", Some(&Plain::Number(60.5)));
        file.set(None, "sample.days", Some(&Plain::Number(7.0)));
        file.set(None, "packaging.carton", None);
        assert_eq!(
            file.text(),
            "+++\n# ours\nsku  = \"A-2\"   # as printed\nmoq = { value = 250, unit = \"pcs\" }\n\
             sample = { days = 7 }\n\n[packaging]\nl_cm = 60.5\n+++\nBody *stays*.\n"
        );
    }

    #[test]
    fn a_file_of_windows_stays_one() {
        let text = "\u{feff}+++\r\nsku = \"A-1\" # ours\r\nmoq = { value = 1, unit = \"pcs\" }\r\n+++\r\nBody\r\n+++ no end\r\n";
        let mut file = RecordFile::read(text, true).expect("a record");
        assert_eq!(file.text(), text);
        file.set(None, "moq.value", Some(&Plain::Number(2.0)));
        file.set(None, "name", Some(&Plain::text("Towel")));
        let wanted =
            text.replace("value = 1", "value = 2").replace(" }\r\n+++", " }\r\nname = \"Towel\"\r\n+++");
        assert_eq!(file.text(), wanted);
        assert!(
            RecordFile::read("sku = 1", true).is_err() && RecordFile::read("+++\nsku = 1\n", true).is_err()
        );
    }

    #[test]
    fn entries_of_lists_are_found_or_added() {
        let text = "line = [\n  { product = \"a/x\", unit = \"pcs\" }, # first\n]\n";
        let mut file = RecordFile::read(text, false).expect("a record");
        let of = |id: &str| Entry::new("line", "product", id);
        file.set(Some(&of("a/x")), "tier.0.price", Some(&Plain::text("3.10")));
        file.set(Some(&of("a/y")), "unit", Some(&Plain::text("set")));
        let text = file.text();
        assert!(
            text.contains("{ product = \"a/x\", unit = \"pcs\", tier = [{ price = \"3.10\" }] }, # first"),
            "{text}"
        );
        assert!(text.contains("\n  { product = \"a/y\", unit = \"set\" },\n]"), "{text}");
        assert_eq!(file.get(Some(&of("a/x")), "tier.0.price"), Some(Plain::text("3.10")));
        assert_eq!(file.ids("line", "product"), ["a/x", "a/y"]);
        let mut tables = RecordFile::read("[[line]]\nproduct = \"a/x\"\n", false).expect("a record");
        tables.set(Some(&of("a/z")), "unit", Some(&Plain::text("kg")));
        assert_eq!(
            tables.text(),
            "[[line]]\nproduct = \"a/x\"\n\n[[line]]\nproduct = \"a/z\"\nunit = \"kg\"\n"
        );
    }
}
