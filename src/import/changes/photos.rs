//! Pictures of a record: those that are there stay, those that came along are put beside it.

use super::Changing;
use super::targets::Target;
use crate::import::pictures;
use crate::import::plain::Plain;
use crate::import::rows::{Given, Incoming};
use crate::import::told::Why;

impl Changing<'_, '_> {
    /// Pictures that are named: those that are there already stay, new ones are put beside the record.
    pub(super) fn photos(
        &mut self,
        own: &Incoming,
        given: &Given,
        target: &Target,
        values: Vec<(String, Plain)>,
    ) -> Vec<(String, Plain)> {
        let Some((path, Plain::List(names))) = values.into_iter().next() else { return Vec::new() };
        let mut list = match self.open[&target.file].get(target.entry.as_ref(), &path) {
            Some(Plain::List(list)) => list,
            _ => Vec::new(),
        };
        let count = list.len();
        for name in &names {
            let Plain::Text(name) = name else { continue };
            if list.iter().any(|photo| file_of(photo).is_some_and(|file| is_named(file, name))) {
                continue;
            }
            let folder = target.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let Some((found, bytes)) = self.work.pictures.find(name) else {
                let message = format!("the picture `{name}` did not come with the sheet");
                let hint = "put it beside the sheet, or name it on the command line, and import again";
                self.tell(own, Why::Picture, given.at, message, hint);
                continue;
            };
            match pictures::ending(bytes) {
                Err((what, hint)) => {
                    self.tell(own, Why::Picture, given.at, format!("`{found}` {what}"), hint)
                }
                Ok(ending) => {
                    let file = pictures::file_name(found, ending);
                    let path = format!("{folder}/{file}");
                    let there =
                        self.out.pictures.get(&path).cloned().or_else(|| self.work.files.read(&path).ok());
                    if there.as_ref().is_some_and(|there| there != bytes) {
                        let message = format!("`{path}` is another picture of that name");
                        let hint = "rename the new one, in its cell too, and import again";
                        self.tell(own, Why::Picture, given.at, message, hint);
                        continue;
                    }
                    if there.is_none() {
                        self.out.pictures.insert(path, bytes.to_vec());
                    }
                    list.push(pictures::photo(&file, &target.name));
                }
            }
        }
        if list.len() == count { Vec::new() } else { vec![(path, Plain::List(list))] }
    }
}

fn file_of(photo: &Plain) -> Option<&str> {
    let Plain::Table(parts) = photo else { return None };
    parts.iter().find(|(key, _)| key == "file").and_then(|(_, value)| match value {
        Plain::Text(file) => Some(file.as_str()),
        _ => None,
    })
}

/// Whether a file in the project is the one that a cell names.
fn is_named(file: &str, name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain = |name: &str| pictures::file_name(name, "x");
    file.eq_ignore_ascii_case(name) || plain(file) == plain(name)
}
