//! Pictures that come with a sheet: named in a cell and sent beside it, or lying on the sheet itself.

use std::collections::BTreeMap;

use super::plain::Plain;

/// Pictures by file name in lower case.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    files: BTreeMap<String, (String, Vec<u8>)>,
}

impl Pictures {
    /// Takes a file in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_lowercase(), (name.to_owned(), bytes));
    }

    /// A picture by the name in a cell: with a path before it, in another case, or without its ending.
    pub fn find(&self, name: &str) -> Option<(&str, &[u8])> {
        let plain = name.rsplit(['/', '\\']).next().unwrap_or(name).trim().to_lowercase();
        let exact = self.files.get(&plain);
        let stem = || {
            let mut same =
                self.files.iter().filter(|(own, _)| own.rsplit_once('.').is_some_and(|(s, _)| s == plain));
            same.next().map(|(_, own)| own).filter(|_| same.next().is_none())
        };
        exact.or_else(stem).map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// The ending that a picture's bytes ask for.
///
/// # Errors
/// When it is no picture that can be used: a phrase and an order.
pub fn ending(bytes: &[u8]) -> Result<&'static str, (&'static str, &'static str)> {
    let export = "open it and export it as JPEG, then import again";
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Ok("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Ok("png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok("webp"),
        _ if bytes.get(4..8) == Some(b"ftyp") => {
            Err(("is a HEIC or AVIF picture, as telephones make them", export))
        }
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Err(("is a TIFF picture", export)),
        [b'G', b'I', b'F', ..] => Err(("is a GIF picture", export)),
        [b'%', b'P', b'D', b'F', ..] => Err(("is a PDF", "ask for the picture in it as JPEG")),
        [b'8', b'B', b'P', b'S', ..] => Err(("is a Photoshop file", export)),
        _ => Err(("is no picture", "ask for it once more, as JPEG")),
    }
}

/// A file name that every system takes.
pub(super) fn file_name(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let handle = super::handles::handle(stem);
    format!("{}.{ending}", if handle.is_empty() { "picture" } else { &handle })
}

/// An entry of `photos`.
pub(super) fn photo(file: &str, alt: &str) -> Plain {
    Plain::Table(vec![("file".to_owned(), Plain::text(file)), ("alt".to_owned(), Plain::text(alt))])
}
