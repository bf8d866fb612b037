//! What a packed file would weigh when unpacked, before anything is unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;

/// Most bytes that the parts of a file may have together: a list with pictures of a few hundred products.
const MOST: u64 = 512 * 1024 * 1024;
/// Most bytes of one part that is text: a million rows have more.
const MOST_TEXT: u64 = 96 * 1024 * 1024;
/// How many times larger a text may be than it is packed, from a megabyte on; honest ones stay below 40.
const MOST_TIMES: u64 = 200;

/// The names of all parts, when their sizes are those of a sheet.
pub(super) fn parts(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let cut = |_| {
        Unreadable::new(
            "the file is cut off or damaged",
            "ask for it once more, or open and save it in a spreadsheet program",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(cut)?;
    let mut names = Vec::new();
    let mut all = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(cut)?;
        let name = part.name().map_err(cut)?.into_owned();
        if part.encrypted() {
            return Err(Unreadable::new("the file is locked with a password", "ask for one without"));
        }
        let (told, packed) = (part.size(), part.compressed_size());
        drop(part);
        let is_text = name.ends_with(".xml");
        let size = if is_text { unpacked(&mut archive, index).map_err(cut)? } else { told };
        all = all.saturating_add(size);
        let swells = size > 1_000_000 && size / packed.max(1) > MOST_TIMES;
        if all > MOST || (is_text && (size > MOST_TEXT || swells)) {
            let message = format!("`{name}` in it would unpack to {} MB or more", size / 1_000_000);
            let hint = "copy the rows that matter into a new sheet, and send that";
            return Err(Unreadable::new(message, hint));
        }
        names.push(name);
    }
    Ok(names)
}

/// How many bytes a part really has; what the archive says of it may be wrong. Counted no further than is read.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> zip::result::ZipResult<u64> {
    let part = archive.by_index(index)?;
    Ok(std::io::copy(&mut part.take(MOST_TEXT + 1), &mut std::io::sink())?)
}
