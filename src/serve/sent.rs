//! What a page of the desk sends: fields, and files that somebody dropped on it.

use std::io;

use axum::extract::{FromRequest as _, Multipart, Request};

use super::server::decoded;
use crate::files::MAX_FILE;
use crate::tasks::import::Given;

/// Bytes of a form without files.
const FORM: usize = 1 << 20;
/// Bytes of all files together.
const ALL: usize = 512 << 20;

/// Fields and files of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    fields: Vec<(String, String)>,
    /// Files, by the names they had.
    pub(super) files: Vec<Given>,
}

impl Sent {
    /// Reads a request's body.
    ///
    /// # Errors
    /// When it is no form, or too large.
    pub(super) async fn read(request: Request) -> io::Result<Self> {
        let kind = request.headers().get(axum::http::header::CONTENT_TYPE).and_then(|own| own.to_str().ok());
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let parts = Multipart::from_request(request, &()).await.map_err(io::Error::other)?;
            return Self::of_parts(parts).await;
        }
        let body = axum::body::to_bytes(request.into_body(), FORM).await.map_err(io::Error::other)?;
        Ok(Self::of_pairs(&String::from_utf8_lossy(&body)))
    }

    /// Reads `name=value` pairs.
    pub(super) fn of_pairs(text: &str) -> Self {
        let plain = |part: &str| decoded(&part.replace('+', " ")).replace("\r\n", "\n");
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        let fields = pairs.map(|(name, value)| (plain(name), plain(value))).collect();
        Self { fields, files: Vec::new() }
    }

    async fn of_parts(mut parts: Multipart) -> io::Result<Self> {
        let mut sent = Self::default();
        let mut total = 0;
        while let Some(mut part) = parts.next_field().await.map_err(io::Error::other)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(of_path);
            let mut bytes = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(io::Error::other)? {
                total += piece.len();
                bytes.extend_from_slice(&piece);
                if total > ALL || bytes.len() as u64 > MAX_FILE {
                    let most = "a file may have 64 MB, and all together 512 MB";
                    return Err(io::Error::other(format!("that is too much: {most}")));
                }
            }
            match file {
                // A field for files that nobody filled.
                Some(file) if file.is_empty() => {}
                Some(name) => sent.files.push(Given { name, bytes }),
                None => sent.fields.push((name, String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
            }
        }
        Ok(sent)
    }

    /// A field; empty when it was not sent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// A field that says something.
    pub(super) fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Whether a box is ticked.
    pub(super) fn has(&self, name: &str) -> bool {
        self.some(name).is_some()
    }

    /// Fields whose names begin alike: what follows in the name, and the value.
    pub(super) fn beginning<'a>(&'a self, with: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.fields.iter().filter_map(move |(name, value)| Some((name.strip_prefix(with)?, value.as_str())))
    }

    /// All values of a field of several.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Browsers send names only, but nothing keeps others from sending a path.
fn of_path(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).trim_start_matches('.').to_owned()
}
