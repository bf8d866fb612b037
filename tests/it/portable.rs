//! Portable: what one system keeps and another loses is found in the data and never made in the outputs. Names of devices,
//! names that differ in case only, accents in two forms, long paths, marks and line ends of Windows.

use std::collections::BTreeMap;
use std::fs;

use fairfolio::files::{Disk, Files, Memory, is_reserved};
use fairfolio::load::load;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::project::{self, options, sample, scratch, write_out};

#[test]
fn every_output_of_the_sample_can_be_kept_by_every_system() {
    let (_, _, manifest) = project::built();
    assert!(manifest.files.len() > 2000, "{} files", manifest.files.len());
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in manifest.files.keys() {
        assert!(is_nfc(path), "{path} has accents in two pieces");
        assert!(!path.split('/').any(is_reserved), "Windows cannot keep {path}");
        let below = path.strip_prefix("public/site/").unwrap_or(path);
        assert!(below.encode_utf16().count() <= 180, "{path} is too long");
        // Folders too: two that differ in case only would be one.
        for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
            let part = &path[..end];
            let key: String = part.nfkc().flat_map(char::to_lowercase).collect();
            let other = folded.insert(key, part);
            assert!(other.is_none_or(|other| other == part), "{part} and {other:?} are one file elsewhere");
        }
    }
}

/// Texts of the sample as an editor on Windows keeps them.
fn as_windows_keeps_it() -> Memory {
    let mut files = sample();
    for path in files.list().expect("in memory") {
        if path.ends_with(".md") || path.ends_with(".toml") {
            let text = String::from_utf8(files.read(&path).expect("it is listed")).expect("text");
            assert!(!text.contains('\r'), "{path} is Windows's already");
            files.insert(path, format!("\u{feff}{}", text.replace('\n', "\r\n")));
        }
    }
    files
}

#[test]
fn marks_and_line_ends_of_windows_change_no_record() {
    let (plain, _) = load(&sample(), options().today).expect("in memory");
    let (own, findings) = load(&as_windows_keeps_it(), options().today).expect("in memory");
    assert_eq!(findings.sorted(&own.sources), Vec::new());
    assert_eq!(
        fairfolio::check::data(&own).sorted(&own.sources),
        Vec::new(),
        "translations are not stale either"
    );
    for (member, other) in own.members.iter().zip(&plain.members) {
        assert_eq!((&member.id, member.summary.source.str()), (&other.id, other.summary.source.str()));
        assert_eq!(member.body.source.str().replace("\r\n", "\n"), other.body.source.str());
    }
    assert_eq!(own.products.len(), plain.products.len());
}

#[test]
fn a_name_with_an_accent_is_found_in_either_form() {
    let mut files = sample();
    let (from, to) = ("members/angavara-robes/works.jpg", "members/angavara-robes/Büro.jpg");
    let picture = files.read(from).expect("a picture");
    files.remove(from);
    for (on_disk, typed) in [("nfd", "nfc"), ("nfc", "nfd"), ("nfd", "nfd")] {
        let form = |name: &str, text: &str| match name {
            "nfc" => text.nfc().collect::<String>(),
            _ => text.nfd().collect(),
        };
        let folder = scratch(&format!("portable-{on_disk}-{typed}"));
        let mut files = files.clone();
        for own in ["", ".ar", ".de", ".fr"].map(|lang| format!("members/angavara-robes/member{lang}.md")) {
            project::edit(&mut files, &own, "works.jpg", &form(typed, "Büro.jpg"));
        }
        write_out(&files, &folder);
        fs::write(folder.join(form(on_disk, to)), &picture).expect("written");
        let disk = Disk::new(&folder);
        let (project, findings) = load(&disk, options().today).expect("readable");
        assert_eq!(findings.sorted(&project.sources), Vec::new(), "{on_disk} on disk, {typed} in the record");
        let path = form("nfc", to);
        assert!(project.images.contains_key(&path) && disk.read(&path).expect("it is there") == picture);
        assert!(disk.stamps().expect("a folder")[&path].is_some() || disk.stamp(&path).is_none());
    }
}

#[test]
fn a_path_with_a_backslash_is_told_where_it_is_typed() {
    let mut files = sample();
    project::edit(
        &mut files,
        "members/angavara-robes/member.md",
        "\"works.jpg\"",
        "\"pictures\\\\works.jpg\"",
    );
    let (project, findings) = load(&files, options().today).expect("in memory");
    let told = findings.sorted(&project.sources);
    assert!(
        told.iter().any(|own| own.code.name == "path_outside" && own.hints[0].contains("`/`")),
        "{told:?}"
    );
}
