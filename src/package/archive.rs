//! An archive whose bytes depend on its files alone: names in order, one time and one set of permissions
//! for all, no extra fields. What is compressed already is stored.

use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Endings of files that deflating makes larger.
const PACKED: [&str; 8] = ["pdf", "webp", "jpg", "jpeg", "png", "woff2", "zip", "gz"];

/// Writes the files, in the order of their names; `read` gives the bytes of a path.
///
/// # Errors
/// When a file cannot be read or the archive cannot be written.
pub fn write<W: Write + Seek>(
    out: W,
    files: &[(String, String)],
    mut read: impl FnMut(&str) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let mut files: Vec<&(String, String)> = files.iter().collect();
    files.sort();
    let mut archive = ZipWriter::new(out);
    for (name, path) in files {
        let bytes = read(path)?;
        archive.start_file(name.as_str(), options(name)).map_err(io::Error::other)?;
        archive.write_all(&bytes)?;
    }
    archive.finish().map_err(io::Error::other)?;
    Ok(())
}

fn options(name: &str) -> SimpleFileOptions {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let method = match PACKED.contains(&ending.as_str()) {
        true => CompressionMethod::Stored,
        false => CompressionMethod::Deflated,
    };
    SimpleFileOptions::DEFAULT
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
}
