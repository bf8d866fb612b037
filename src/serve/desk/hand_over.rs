//! What leaves the house: the last build and its packages, and what keeps a new one from being made.

use serde_json::{Value, json};

use crate::package::{Kind, PACKAGES};
use crate::publish::manifest::Manifest;
use crate::publish::read_back;
use crate::serve::actions::Tools;
use crate::serve::snapshot::Snapshot;

/// Files of a kind that are listed.
const MOST: usize = 40;

/// The page.
pub(super) fn view(now: &Snapshot, tools: &Tools) -> Value {
    let dist = tools.dir.join("dist");
    let built = Manifest::read(&dist);
    let packed = Manifest::read(&dist.join(PACKAGES)).filter(|packed| {
        // Packages of a build that is there no longer have gone with it.
        built.as_ref().is_some_and(|built| built.input == packed.input)
    });
    let documents = now.papers.as_ref().map(|papers| papers.list().len());
    json!({
        "folder": dist.display().to_string(), "documents": documents,
        "built": built.as_ref().map(|own| json!({ "files": own.files.len(), "size": megabytes(own) })),
        "kinds": Kind::ALL.map(|kind| kind_of(kind, packed.as_ref())),
    })
}

fn megabytes(manifest: &Manifest) -> u64 {
    manifest.files.values().map(|facts| facts.size).sum::<u64>().div_ceil(1_000_000)
}

fn kind_of(kind: Kind, packed: Option<&Manifest>) -> Value {
    let (title, lead) = match kind {
        Kind::Zip => ("Website as one file", "For the upload form of a host."),
        Kind::Folder => ("Website as folders", "One for each kind of host, with the files it reads."),
        Kind::Stick => (
            "Offline stick",
            "Website and brochures that open without a network, and the catalogue as one page.",
        ),
        Kind::Press => ("For the printing house", "Press files, licences of the fonts, and a job ticket."),
    };
    let files =
        packed.into_iter().flat_map(|own| &own.files).filter(|(path, _)| Kind::of(path) == Some(kind));
    let (count, size) =
        files.clone().fold((0, 0), |(count, size), (_, facts)| (count + 1, size + facts.size));
    // A folder of a thousand pages is opened on the disk; of the others each file can be had here.
    let is_listed = |path: &str| match kind {
        Kind::Zip | Kind::Press => true,
        Kind::Folder | Kind::Stick => {
            path == kind.place() || path.rsplit('/').next().is_some_and(is_catalogue)
        }
    };
    let own: Vec<Value> = files
        .filter(|(path, _)| is_listed(path))
        .take(MOST)
        .map(|(path, facts)| json!({ "name": path, "size": facts.size.div_ceil(1000), "href": format!("/_desk/packages/{path}") }))
        .collect();
    json!({
        "word": kind.word(), "title": title, "lead": lead, "count": count, "size": size.div_ceil(1_000_000), "files": own,
    })
}

fn is_catalogue(name: &str) -> bool {
    name.starts_with("catalogue-") && name.ends_with(".html")
}

/// A file of the packages: only what their manifest names.
pub(super) fn file(tools: &Tools, path: &str) -> Option<Vec<u8>> {
    let packages = tools.dir.join("dist").join(PACKAGES);
    Manifest::read(&packages)?.files.contains_key(path).then(|| read_back(&packages, path).ok())?
}
