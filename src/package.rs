//! What leaves the house: from a finished build the site as an archive, as a folder for each host, as an
//! offline stick, and the printing house's files with a job ticket. Plain data in, a list of files out;
//! the command writes them.

pub mod archive;
pub mod find;
pub mod headers;
pub mod hosts;
pub mod press;
pub mod search;
pub mod secrets;
pub mod start;
pub mod stick;
pub mod whole;

use clap::ValueEnum;

use crate::publish::manifest::Manifest;

/// What can be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// The website as one file, for the upload form of a host
    Zip,
    /// The website as a folder for each host, with the files that this host reads
    Folder,
    /// Website and brochures for a stick, and the catalogue as one page for telephones
    Stick,
    /// Files for the printing house, with a job ticket
    Press,
}

impl Kind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Zip, Self::Folder, Self::Stick, Self::Press];

    /// Where it stands below the folder of packages: the archive itself, or a folder.
    pub fn top(self) -> &'static str {
        match self {
            Self::Zip => ARCHIVE,
            Self::Folder => "hosts",
            Self::Stick => "stick",
            Self::Press => "press",
        }
    }

    /// What to open first.
    pub fn place(self) -> &'static str {
        match self {
            Self::Folder => "hosts/HOW-TO-UPLOAD.txt",
            Self::Stick => "stick/START.html",
            Self::Zip | Self::Press => self.top(),
        }
    }

    /// What the command calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Folder => "folders",
            Self::Stick => "stick",
            Self::Press => "press",
        }
    }

    /// The kind that a file of the packages belongs to.
    pub fn of(path: &str) -> Option<Self> {
        let top = path.split('/').next().unwrap_or(path);
        Self::ALL.into_iter().find(|kind| kind.top() == top)
    }
}

/// Folder of the packages in the output folder. It is no part of a build: the next one takes its place.
pub const PACKAGES: &str = "packages";

/// Name of the archive.
pub const ARCHIVE: &str = "site.zip";

/// What a file of a package is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A file of the build as it is: its path below `dist`.
    Built(String),
    /// A text written for the package.
    Text(String),
    /// Bytes that come with the program, such as a licence.
    Bytes(Vec<u8>),
    /// An archive of files of the build: name in the archive and path below `dist`.
    Archive(Vec<(String, String)>),
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path below the folder of packages.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

impl Entry {
    /// A file of the build at a place of its own.
    pub fn built(path: impl Into<String>, from: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Built(from.into()) }
    }

    /// A text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Text(text.into()) }
    }
}

/// Where the site stands below `dist`.
const SITE: &str = "public/site/";

/// The routes of all files of the built site, in order.
pub fn routes(manifest: &Manifest) -> impl Iterator<Item = &str> {
    manifest.files.keys().filter_map(|path| path.strip_prefix(SITE))
}

/// The site as one archive: what lies at its top is what lies at the top of the site.
pub fn zip(manifest: &Manifest) -> Entry {
    let files = routes(manifest).map(|route| (route.to_owned(), format!("{SITE}{route}"))).collect();
    Entry { path: ARCHIVE.to_owned(), content: Content::Archive(files) }
}

/// A size as people say it, in a language's figures.
fn megabytes(bytes: u64, locale: &crate::locale::Locale) -> String {
    // OK because no file has 2⁵³ bytes.
    #[expect(clippy::cast_precision_loss, reason = "file sizes")]
    let size = bytes as f64 / 1_000_000.0;
    format!("{}\u{a0}MB", locale.number(size.max(0.1), 1))
}
