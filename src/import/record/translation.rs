//! A translation beside its record: texts are put to the same entries, in the form that the record has (a list of
//! tables stays one), and what is there already stays where it is.

use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Table, TableLike, Value};

use super::{RecordFile, element, find, pushed_inline, set_in_table};
use crate::import::plain::Plain;
use crate::model::text::{Place, Step};

impl RecordFile {
    /// An empty translation of a record.
    pub fn translation_of(source: &Self) -> Self {
        Self { windows: source.windows, ..Self::new(!source.body.is_empty()) }
    }

    /// Whether there is something at a place, as a reader of translations would find it.
    pub fn has_text(&self, place: &Place) -> bool {
        if place.0.is_empty() {
            return !self.words().trim().is_empty();
        }
        let Some(keys) = there(self.head.as_table(), &place.0) else { return false };
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        find(self.head.as_table(), &keys).is_some()
    }

    /// Puts a text of a translation to its place, or with `None` takes it away. Entries that it has not yet are
    /// made, with their handles.
    pub fn set_text(&mut self, source: &Self, place: &Place, text: Option<&Plain>) {
        if place.0.is_empty() {
            let words = text.map(|own| if let Plain::Text(own) = own { own.as_str() } else { "" });
            self.set_words(words.unwrap_or(""));
            return;
        }
        let keys = match text {
            Some(_) => Some(made(self.head.as_table_mut(), Some(source.head.as_table()), &place.0, false)),
            None => there(self.head.as_table(), &place.0),
        };
        let keys = keys.unwrap_or_default();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        set_in_table(self.head.as_table_mut(), &keys, text);
    }

    /// Puts a text at the top of the fields, or to its key where it stands already.
    pub fn set_first(&mut self, key: &str, text: &str) {
        if self.head.contains_key(key) {
            set_in_table(self.head.as_table_mut(), &[key], Some(&Plain::text(text)));
            return;
        }
        let head = format!("{key} = {}\n{}", Value::from(text), self.head);
        // OK because what was TOML before stays it behind one more line.
        self.head = head.parse().expect("TOML");
    }

    /// The text below the fields.
    fn words(&self) -> &str {
        self.body.split_once('\n').map_or("", |(_, words)| words)
    }

    fn set_words(&mut self, words: &str) {
        let line = self.body.split('\n').next().unwrap_or("+++");
        self.body = if words.is_empty() { format!("{line}\n") } else { format!("{line}\n\n{words}\n") };
    }
}

/// The keys and numbers that lead to a place which is there, up to its last key.
fn there(table: &dyn TableLike, steps: &[Step]) -> Option<Vec<String>> {
    let (Step::Key(key), rest) = steps.split_first()? else { return None };
    let (entry, below): (Option<&Step>, &[Step]) = match rest {
        [] => return Some(vec![key.clone()]),
        [entry @ Step::Entry { .. }, below @ ..] => (Some(entry), below),
        below => (None, below),
    };
    let item = table.get(key)?;
    let mut keys = vec![key.clone()];
    let inner: &dyn TableLike = match entry {
        Some(entry) => {
            let index = position(item, entry)?;
            keys.push(index.to_string());
            element(item, index)?
        }
        None => item.as_table_like()?,
    };
    keys.extend(there(inner, below)?);
    Some(keys)
}

/// The same, where everything on the way is made that is not there.
fn made(
    table: &mut dyn TableLike,
    source: Option<&dyn TableLike>,
    steps: &[Step],
    is_inline: bool,
) -> Vec<String> {
    let Some((Step::Key(key), rest)) = steps.split_first() else { return Vec::new() };
    let like = source.and_then(|own| own.get(key));
    let (entry, below) = match rest {
        [] => return vec![key.clone()],
        [entry @ Step::Entry { .. }, below @ ..] => (Some(entry), below),
        below => (None, below),
    };
    if !table.contains_key(key) {
        let new = match (entry, like) {
            (Some(_), Some(Item::ArrayOfTables(_))) if !is_inline => {
                Item::ArrayOfTables(ArrayOfTables::new())
            }
            (Some(_), _) => Item::Value(Value::Array(Array::new())),
            (None, Some(Item::Table(own))) if !is_inline && !own.is_dotted() => Item::Table(Table::new()),
            (None, _) => Item::Value(Value::InlineTable(InlineTable::new())),
        };
        table.insert(key, new);
    }
    let mut keys = vec![key.clone()];
    // OK because it was there or inserted.
    let item = table.get_mut(key).expect("an item");
    let Some(entry) = entry else {
        let is_inline = is_inline || item.is_value();
        if let Some(inner) = item.as_table_like_mut() {
            keys.extend(made(inner, like.and_then(Item::as_table_like), below, is_inline));
        }
        return keys;
    };
    let index = position(item, entry).unwrap_or_else(|| pushed(item, entry));
    keys.push(index.to_string());
    let like = like.and_then(|like| element(like, position(like, entry)?));
    match item {
        Item::ArrayOfTables(tables) => {
            if let Some(inner) = tables.get_mut(index) {
                keys.extend(made(inner, like, below, is_inline));
            }
        }
        Item::Value(Value::Array(array)) => {
            if let Some(Value::InlineTable(inner)) = array.get_mut(index) {
                keys.extend(made(inner, like, below, true));
            }
        }
        _ => {}
    }
    keys
}

/// The entry that a reader of translations takes: the one with the handle, else the one at the place if it has none.
fn position(list: &Item, entry: &Step) -> Option<usize> {
    let Step::Entry { handle, index } = entry else { return None };
    let Some((key, id)) = handle else { return element(list, *index).map(|_| *index) };
    let text = |at: usize| element(list, at)?.get(key)?.as_str();
    let named = (0..).take_while(|at| element(list, *at).is_some()).find(|at| text(*at) == Some(id));
    named.or_else(|| element(list, *index).filter(|own| own.get(key).is_none()).map(|_| *index))
}

/// A new entry; before one without a handle the places up to it are filled.
fn pushed(list: &mut Item, entry: &Step) -> usize {
    let Step::Entry { handle, index } = entry else { return 0 };
    let by: Vec<(&str, &str)> = handle.iter().map(|(key, id)| (key.as_str(), id.as_str())).collect();
    match list {
        Item::ArrayOfTables(tables) => {
            while handle.is_none() && tables.len() < *index {
                tables.push(Table::new());
            }
            let mut table = Table::new();
            for (key, id) in by {
                table.insert(key, toml_edit::value(id));
            }
            tables.push(table);
            tables.len() - 1
        }
        Item::Value(Value::Array(array)) => {
            while handle.is_none() && array.len() < *index {
                pushed_inline(array, &[]);
            }
            pushed_inline(array, &by)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// List, handle and place of an entry.
    type Way<'a> = (&'a str, Option<(&'a str, &'a str)>, usize);

    fn place(steps: &[Way<'_>], last: &str) -> Place {
        let mut place = Place::default();
        for (key, handle, index) in steps {
            let handle = handle.map(|(key, id)| (key.to_owned(), id.to_owned()));
            place = place.key(key).then(Step::Entry { handle, index: *index });
        }
        place.key(last)
    }

    #[test]
    fn a_new_translation_has_the_form_of_its_source() {
        let source = "units = [{ id = \"kg\", name = \"kilos\" }]\n\n[[category]]\nid = \"a\"\n  [[category.spec]]\n  key = \"w\"\n";
        let source = RecordFile::read(source, false).expect("a record");
        let mut file = RecordFile::translation_of(&source);
        let spec = [("category", Some(("id", "a")), 0), ("spec", Some(("key", "w")), 0)];
        file.set_text(
            &source,
            &place(&[("units", Some(("id", "kg")), 0)], "name"),
            Some(&Plain::text("Kilo")),
        );
        file.set_text(&source, &place(&spec[..1], "name"), Some(&Plain::text("Gruppe")));
        file.set_text(&source, &place(&spec, "label"), Some(&Plain::text("Gewicht")));
        file.set_first("translates", "0123456789ab");
        assert_eq!(
            file.text(),
            "translates = \"0123456789ab\"\nunits = [\n  { id = \"kg\", name = \"Kilo\" },\n]\n\n[[category]]\nid = \"a\"\n\
             name = \"Gruppe\"\n\n[[category.spec]]\nkey = \"w\"\nlabel = \"Gewicht\"\n"
        );
        assert!(file.has_text(&place(&spec, "label")) && !file.has_text(&place(&spec, "tolerance")));
    }

    #[test]
    fn what_is_there_is_found_by_handle_or_place_and_stays_as_it_is() {
        let source = "+++\nphotos = [{ file = \"a.jpg\", alt = \"A\" }, { file = \"b.jpg\", alt = \"B\" }]\n+++\n\nText.\n";
        let source = RecordFile::read(source, true).expect("a record");
        let text = "\u{feff}+++\r\n# ours\r\nphotos = [{ file = \"b.jpg\", alt = \"Be\" }] # seen\r\n+++\r\n\r\nAlt.\r\n";
        let mut file = RecordFile::read(text, true).expect("a record");
        let photo = |id: &'static str, index| place(&[("photos", Some(("file", id)), index)], "alt");
        let machine = place(&[("machines", None, 1)], "name");
        file.set_text(&source, &photo("b.jpg", 1), Some(&Plain::text("Bee")));
        file.set_text(&source, &photo("a.jpg", 0), Some(&Plain::text("Ah")));
        file.set_text(&source, &machine, Some(&Plain::text("Webstuhl")));
        file.set_text(&source, &Place::default(), Some(&Plain::text("Neu.")));
        assert_eq!(
            file.text(),
            "\u{feff}+++\r\n# ours\r\nphotos = [{ file = \"b.jpg\", alt = \"Bee\" }, { file = \"a.jpg\", alt = \"Ah\" }] # seen\r\n\
             machines = [\r\n  {},\r\n  { name = \"Webstuhl\" },\r\n]\r\n+++\r\n\r\nNeu.\r\n"
        );
        file.set_text(&source, &machine, None);
        file.set_text(&source, &Place::default(), None);
        assert!(!file.has_text(&machine) && !file.has_text(&Place::default()), "{}", file.text());
    }
}
