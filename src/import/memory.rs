//! What is remembered of a foreign sheet, in `import/<name>.toml`: how its columns are read, which anybody
//! may correct, and what was written last time, so that a value edited since is not overwritten.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value, value};

use super::fields::{Field, List};
use super::mapping::Mapping;
use super::plain::Plain;

const HEAD: &str = "\
# How this sheet is read. Correct what is wrong and import it again.
# A column with `\"\"` is left out.
";

/// What is kept of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What the rows are.
    pub list: Option<List>,
    /// Firm of all rows.
    pub member: Option<String>,
    /// Sheet that is read.
    pub sheet: Option<String>,
    /// Field of each heading.
    columns: BTreeMap<String, String>,
    /// Marks of what was written, by record and path.
    written: BTreeMap<String, BTreeMap<String, String>>,
}

impl Kept {
    /// Reads the file of a mapping.
    ///
    /// # Errors
    /// When it is no TOML, or names an unknown list; the reason is for staff.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
        let word =
            |key: &str| file.get(key).and_then(Item::as_str).filter(|own| !own.is_empty()).map(str::to_owned);
        let list = match word("kind") {
            None => None,
            Some(kind) => {
                let words: Vec<&str> = List::ALL.iter().map(|list| list.word()).collect();
                Some(
                    List::of(&kind)
                        .ok_or_else(|| format!("`kind` is `{kind}`; write one of {}", words.join(", ")))?,
                )
            }
        };
        let texts = |table: &dyn toml_edit::TableLike| {
            table.iter().filter_map(|(key, own)| Some((key.to_owned(), own.as_str()?.to_owned()))).collect()
        };
        let columns = file.get("columns").and_then(Item::as_table_like).map(texts).unwrap_or_default();
        let written = file.get("written").and_then(Item::as_table_like);
        let written = written
            .into_iter()
            .flat_map(|all| all.iter().collect::<Vec<_>>())
            .filter_map(|(record, marks)| Some((record.to_owned(), texts(marks.as_table_like()?))))
            .collect();
        Ok(Self { list, member: word("member"), sheet: word("sheet"), columns, written })
    }

    /// The field that a heading stands for, when somebody or the last import said so.
    pub(super) fn field(&self, heading: &str, fields: &[Field]) -> Option<Field> {
        let path = self.columns.get(heading)?;
        fields.iter().find(|field| field.path == *path).cloned()
    }

    /// Whether a column is left out on purpose.
    pub(super) fn is_left_out(&self, heading: &str) -> bool {
        self.columns.get(heading).is_some_and(String::is_empty)
    }

    /// Paths in the mapping that no field has, with their headings.
    pub fn unknown<'a>(&'a self, fields: &'a [Field]) -> impl Iterator<Item = (&'a str, &'a str)> {
        let is_unknown = |path: &str| !path.is_empty() && !fields.iter().any(|field| field.path == path);
        let all = self.columns.iter().map(|(heading, path)| (heading.as_str(), path.as_str()));
        all.filter(move |(_, path)| is_unknown(path))
    }

    /// The mark of what was written to a place last time.
    pub(super) fn mark(&self, record: &str, path: &str) -> Option<&str> {
        self.written.get(record)?.get(path).map(String::as_str)
    }

    /// Records of the last import.
    pub(super) fn records(&self) -> impl Iterator<Item = &str> {
        self.written.keys().map(String::as_str)
    }

    /// Remembers what a record says now.
    pub(super) fn remember(&mut self, record: &str, path: &str, value: &Plain) {
        self.written.entry(record.to_owned()).or_default().insert(path.to_owned(), mark(value));
    }

    /// The text of the file; what somebody typed into `old` stays.
    pub fn text(&self, old: &str, mapping: &Mapping) -> String {
        let mut file: DocumentMut = old.parse().unwrap_or_default();
        if old.is_empty() {
            file.decor_mut().set_prefix(HEAD);
        }
        let mut put = |key: &str, text: &str| {
            if !text.is_empty() && !file.contains_key(key) {
                file[key] = value(text);
            }
        };
        put("kind", mapping.list.word());
        put("sheet", &mapping.sheet);
        put("member", &mapping.member);
        let columns = file.entry("columns").or_insert_with(|| Item::Table(Table::new()));
        if let Some(columns) = columns.as_table_like_mut() {
            for own in &mapping.columns {
                let path = own.field.as_ref().map_or("", |field| field.path.as_str());
                let is_said = columns.get(&own.heading).is_some();
                if !is_said && !path.is_empty() {
                    columns.insert(&own.heading, value(path));
                }
            }
        }
        let mut written = Table::new();
        for (record, marks) in &self.written {
            let mut all = InlineTable::new();
            marks.iter().for_each(|(path, own)| {
                all.insert(path, Value::from(own.as_str()));
            });
            written.insert(record, Item::Value(Value::InlineTable(all)));
        }
        if file.get("written").is_none() {
            written.decor_mut().set_prefix("\n# What the last import wrote: do not edit.\n");
        } else if let Some(old) = file.get("written").and_then(Item::as_table) {
            *written.decor_mut() = old.decor().clone();
        }
        file.insert("written", Item::Table(written));
        file.to_string()
    }
}

/// The text of a mapping in which columns are read as somebody says: heading and path of the field, an empty
/// one for a column to be left out.
///
/// # Errors
/// When the text is no TOML.
pub fn corrected(text: &str, columns: &[(String, String)]) -> Result<String, String> {
    let mut file: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let own = file.entry("columns").or_insert_with(|| Item::Table(Table::new()));
    let own = own.as_table_like_mut().ok_or("`columns` is no table")?;
    for (heading, path) in columns {
        own.insert(heading, value(path));
    }
    Ok(file.to_string())
}

/// A short mark by which a value is known again.
pub(super) fn mark(value: &Plain) -> String {
    let hash = Sha256::digest(value.value().to_string().trim().as_bytes());
    hash.iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}
