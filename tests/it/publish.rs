//! All or nothing: what happens to the last good output when a build fails, dies or meets a stranger.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use fairfolio::cache::{BuildCache, Cache};
use fairfolio::load::document::hex;
use fairfolio::publish::Sink;
use fairfolio::publish::manifest::Manifest;

use sha2::{Digest, Sha256};

use crate::project::{light_sample, scratch, write_out};

fn sink_with(target: &Path, path: &str, text: &str) -> Sink {
    let mut sink = Sink::open(target).expect("writable");
    sink.put(path, text.as_bytes()).expect("written");
    sink
}

#[test]
fn a_finished_build_takes_the_place_of_the_last_one() {
    let target = scratch("publish-swap").join("dist");
    sink_with(&target, "a/old.txt", "old").finish("1", "", true).expect("published");
    sink_with(&target, "a/new.txt", "new").finish("2", "", true).expect("published");
    assert!(!target.join("a/old.txt").exists() && target.join("a/new.txt").exists());
    let manifest = Manifest::read(&target).expect("a manifest");
    assert_eq!((manifest.input.as_str(), manifest.files["a/new.txt"].size), ("2", 3));
    assert!(!target.with_file_name("dist.new").exists(), "nothing is left beside it");
}

#[test]
fn outputs_written_side_by_side_are_those_that_the_manifest_tells_of() {
    let target = scratch("publish-parts").join("dist");
    let mut sink = Sink::open(&target).expect("writable");
    let (mut one, mut other) =
        (sink.begin("one.txt").expect("made"), sink.begin("b/other.txt").expect("made"));
    for part in ["a", "bc", "def"] {
        one.write_all(part.as_bytes()).expect("written");
        other.write_all(part.to_uppercase().as_bytes()).expect("written");
    }
    assert_eq!(one.size(), 6);
    sink.add(other);
    sink.add(one);
    sink.repeat("b/other.txt", "c/again.txt").expect("repeated");
    sink.finish("1", "", true).expect("published");
    let manifest = Manifest::read(&target).expect("a manifest");
    for (path, text) in [("one.txt", "abcdef"), ("b/other.txt", "ABCDEF"), ("c/again.txt", "ABCDEF")] {
        assert_eq!(fs::read_to_string(target.join(path)).expect("there"), text);
        let facts = &manifest.files[path];
        assert_eq!(
            (facts.size, facts.sha256.as_str()),
            (6, hex(&Sha256::digest(text), 64).as_str()),
            "{path}"
        );
    }
    assert_eq!(manifest.files.len(), 3);
}

#[test]
fn a_folder_of_somebody_else_is_never_replaced() {
    let target = scratch("publish-foreign").join("dist");
    fs::create_dir_all(&target).expect("a folder");
    fs::write(target.join("thesis.txt"), "ten years of work").expect("written");
    let error = Sink::open(&target).expect_err("refused").to_string();
    assert!(error.contains("was not made by fairfolio"), "{error}");
    assert!(target.join("thesis.txt").exists());
}

#[test]
fn a_killed_build_leaves_the_last_output_and_its_remains_are_swept_up() {
    let target = scratch("publish-killed").join("dist");
    sink_with(&target, "good.txt", "good").finish("1", "", true).expect("published");
    // Killed while writing: the staging folder stays.
    std::mem::forget(sink_with(&target, "half.txt", "half"));
    assert!(target.join("good.txt").exists() && target.with_file_name("dist.new").exists());
    // Killed between two renames, where there is no exchange: the old output is set aside.
    fs::rename(&target, target.with_file_name("dist.old")).expect("renamed");
    let sink = Sink::open(&target).expect("recovered");
    assert!(target.join("good.txt").exists(), "the old output is back");
    sink.abandon();
    assert!(!target.with_file_name("dist.new").exists());
}

fn fairfolio(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).output().expect("the command runs")
}

/// The light sample on disk.
fn on_disk(name: &str) -> std::path::PathBuf {
    let folder = scratch(name).join("consortium");
    write_out(&light_sample("x"), &folder);
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_build_with_broken_data_exits_with_1_and_leaves_the_output() {
    let folder = on_disk("publish-broken");
    let dir = folder.to_str().expect("a path");
    let built = fairfolio(&["build", dir]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let before = fs::read(folder.join("dist/manifest.json")).expect("a manifest");

    let again = fairfolio(&["build", dir]);
    assert_eq!(text(&again.stdout).trim(), "nothing has changed since the last build");

    fs::write(folder.join("categories.toml"), "units = [\n").expect("written");
    let broken = fairfolio(&["build", dir, "--format", "short"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken.stderr).contains("categories.toml:"), "{}", text(&broken.stderr));
    assert_eq!(fs::read(folder.join("dist/manifest.json")).expect("still there"), before);
}

#[test]
fn usage_and_environment_exit_with_2() {
    assert_eq!(fairfolio(&["build", "/no/such/folder"]).status.code(), Some(2));
    assert_eq!(fairfolio(&["bake"]).status.code(), Some(2));
    assert_eq!(fairfolio(&["explain", "FF9999"]).status.code(), Some(2));
    assert_eq!(fairfolio(&["explain", "ff0601"]).status.code(), Some(0));
}

#[test]
fn same_input_same_bytes_in_another_folder_zone_and_locale() {
    let (one, two) = (on_disk("same-one"), on_disk("same-two"));
    let run = |folder: &Path, zone: &str, locale: &str| {
        let status = Command::new(env!("CARGO_BIN_EXE_fairfolio"))
            .args(["build", folder.to_str().expect("a path"), "--quiet", "--no-cache"])
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .status();
        assert!(status.expect("the command runs").success());
        Manifest::read(&folder.join("dist")).expect("a manifest").files
    };
    let (first, second) = (run(&one, "UTC", "C"), run(&two, "Asia/Tokyo", "ar_EG.UTF-8"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    let differing: Vec<_> = first.iter().filter(|(path, facts)| second[*path] != **facts).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn two_builds_are_the_same_and_the_second_shapes_no_text_anew() {
    /// Counts the files of shaped texts that are kept.
    #[derive(Default)]
    struct Counted {
        kept: BuildCache,
        texts: AtomicUsize,
    }
    impl Cache for Counted {
        fn get(&self, key: &str) -> Option<Vec<u8>> {
            self.kept.get(key)
        }

        fn put(&self, key: &str, bytes: &[u8]) {
            if key.starts_with("text-") {
                assert!(bytes.len() > 100_000, "all public documents are in it: {}", bytes.len());
                self.texts.fetch_add(1, Ordering::Relaxed);
            }
            self.kept.put(key, bytes);
        }
    }
    let files = light_sample("x");
    let folder = scratch("same-process");
    let cache = Counted::default();
    let options = crate::project::options();
    let build = |name: &str| crate::project::build_with(&files, &cache, &folder.join(name), options).1.files;
    assert_eq!(build("one"), build("two"));
    assert_eq!(cache.texts.load(Ordering::Relaxed), 1, "what is shaped is kept once and found again");
}

#[test]
fn parts_that_were_left_out_are_kept_and_marked_when_the_data_changed() {
    let folder = on_disk("publish-only");
    let dir = folder.to_str().expect("a path");
    assert!(fairfolio(&["build", dir, "--quiet"]).status.success());
    let page = folder.join("pages/quality.md");
    let changed = fs::read_to_string(&page).expect("a page") + "\nOne more sentence.\n";
    fs::write(&page, changed).expect("written");
    fairfolio(&["build", dir, "--quiet", "--only", "site"]);
    let files = Manifest::read(&folder.join("dist")).expect("a manifest").files;
    let stale =
        |part: &str| files.iter().filter(|(path, _)| path.starts_with(part)).all(|(_, facts)| facts.stale);
    assert!(stale("public/print/") && stale("private/"));
    assert!(files.iter().any(|(path, facts)| path.starts_with("public/site/") && !facts.stale));
}

#[test]
fn a_draft_marks_its_names_and_an_example_builds() {
    let folder = scratch("new-example").join("mine");
    let dir = folder.to_str().expect("a path");
    assert!(fairfolio(&["new", dir, "--example"]).status.success());
    let again = fairfolio(&["new", dir, "--example"]);
    assert_eq!(again.status.code(), Some(2), "a folder that is not empty is left alone");
    assert!(fairfolio(&["check", dir]).status.success());
    let built = fairfolio(&["build", dir, "--draft", "--only", "print", "--quiet"]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    assert!(folder.join("dist/public/print/solapur-2027-en-a4-screen-draft.pdf").exists());
}

#[test]
fn a_new_project_has_no_finding_and_builds() {
    let folder = scratch("new-starter").join("ours");
    let dir = folder.to_str().expect("a path");
    assert!(fairfolio(&["new", dir]).status.success());
    let checked = fairfolio(&["check", dir, "--format", "short"]);
    assert_eq!((checked.status.code(), text(&checked.stderr).as_str()), (Some(0), ""));
    assert_eq!(fairfolio(&["build", dir, "--quiet"]).status.code(), Some(0));
    assert!(folder.join("dist/public/site/products/first-member-first-product.html").exists());
}

#[test]
fn the_terminal_shows_no_line_of_a_private_folder() {
    let folder = on_disk("private-lines");
    let path = folder.join("buyers/bjorkvik-spa.toml");
    let buyer = fs::read_to_string(&path).expect("a buyer");
    let company = buyer.split('"').nth(1).expect("a company").to_owned();
    fs::write(&path, buyer.replacen("company", "compani", 1)).expect("written");
    let checked = fairfolio(&["check", folder.to_str().expect("a path")]);
    let told = text(&checked.stderr);
    assert!(told.contains("did you mean `company`?") && told.contains("buyers/bjorkvik-spa.toml:"), "{told}");
    assert!(!told.contains(&company), "{told}");
}

#[test]
fn a_project_replaces_one_block_of_the_theme_on_every_page() {
    let folder = scratch("own-theme").join("ours");
    let dir = folder.to_str().expect("a path");
    assert!(fairfolio(&["new", dir]).status.success());
    let own = "{% extends \"loom/base.html\" %}\n{% block footer %}<footer>our own words</footer>{% endblock footer %}\n";
    fs::create_dir_all(folder.join("theme/templates")).expect("made");
    fs::write(folder.join("theme/templates/base.html"), own).expect("written");
    assert!(fairfolio(&["build", dir, "--only", "site", "--quiet"]).status.success());
    for page in ["index.html", "members/first-member.html", "imprint.html"] {
        let html = fs::read_to_string(folder.join("dist/public/site").join(page)).expect(page);
        assert!(html.contains("our own words") && html.contains("<h1"), "{page}");
    }
}
