//! The manifest: what a build made, from what, and what of it may be out of date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

/// Facts of one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// Bytes.
    pub size: u64,
    /// SHA-256, 64 hex digits.
    pub sha256: String,
    /// Kept from an earlier build with `--only`, while the data changed.
    #[serde(skip_serializing_if = "is_false")]
    pub stale: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Always `fairfolio`.
    pub tool: String,
    /// Version of the tool.
    pub version: String,
    /// Hash of everything that went in.
    pub input: String,
    /// The options that shaped the output.
    pub options: String,
    /// Whether the build had no finding at all.
    pub clean: bool,
    /// Facts by path.
    pub files: BTreeMap<String, FileFacts>,
}

impl Manifest {
    /// As text, one file a line.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings and numbers are always JSON") + "\n"
    }

    /// The manifest in a folder; `None` when there is none of ours.
    pub fn read(folder: &Path) -> Option<Self> {
        let value: Value = serde_json::from_slice(&fs::read(folder.join(super::MANIFEST)).ok()?).ok()?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        if text("tool")? != "fairfolio" {
            return None;
        }
        let facts = |(path, facts): (&String, &Value)| {
            let facts = FileFacts {
                size: facts.get("size")?.as_u64()?,
                sha256: facts.get("sha256")?.as_str()?.to_owned(),
                stale: facts.get("stale").and_then(Value::as_bool).unwrap_or(false),
            };
            Some((path.clone(), facts))
        };
        Some(Self {
            tool: text("tool")?,
            version: text("version")?,
            input: text("input")?,
            options: text("options")?,
            clean: value.get("clean").and_then(Value::as_bool).unwrap_or(false),
            files: value.get("files")?.as_object()?.iter().filter_map(facts).collect(),
        })
    }

    /// Whether every file is still there with its size.
    pub fn is_intact(&self, folder: &Path) -> bool {
        self.files
            .iter()
            .all(|(path, facts)| fs::metadata(folder.join(path)).is_ok_and(|m| m.len() == facts.size))
    }
}
