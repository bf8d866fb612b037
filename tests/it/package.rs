//! What leaves the house: the archive, the folders for hosts, the stick and the press pack, made by the
//! command from the light sample; and when nothing may leave.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use fairfolio::publish::manifest::Manifest;

use crate::project::{light_sample, scratch, write_out};

fn fairfolio(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).output().expect("the command runs")
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The light sample on disk, with some edits: path, what is there, what stands there instead.
fn on_disk(name: &str, edits: &[(&str, &str, &str)]) -> PathBuf {
    let folder = scratch(name).join("consortium");
    let mut files = light_sample("x");
    for (path, from, to) in edits {
        crate::project::edit(&mut files, path, from, to);
    }
    write_out(&files, &folder);
    folder
}

fn package(folder: &Path, more: &[&str]) -> Output {
    let dir = folder.to_str().expect("a path");
    fairfolio(&[&["package", dir], more].concat())
}

/// A project with all its packages, made once for the tests that only look.
fn packed() -> &'static PathBuf {
    static PACKED: OnceLock<PathBuf> = OnceLock::new();
    PACKED.get_or_init(|| {
        let folder = on_disk("package-all", &[]);
        let done = package(&folder, &[]);
        assert_eq!(done.status.code(), Some(0), "{}", told(&done));
        folder.join("dist")
    })
}

/// All files below a folder, by path with `/`.
fn below(folder: &Path) -> BTreeMap<String, PathBuf> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(name, path);
            }
        }
    }
    files
}

fn names(folder: &Path) -> BTreeSet<String> {
    below(folder).into_keys().collect()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// Unpacks with Python, which shares no code with us, and says what the archive tells of its files.
fn unpack(archive: &Path, to: &Path) -> String {
    let script = "import sys, zipfile\n\
                  z = zipfile.ZipFile(sys.argv[1])\n\
                  assert z.testzip() is None\n\
                  z.extractall(sys.argv[2])\n\
                  print({(i.date_time, oct(i.external_attr >> 16), len(i.extra), i.flag_bits & 8) for i in z.infolist()})\n\
                  print([i.filename for i in z.infolist()] == sorted(i.filename for i in z.infolist()))";
    let output = Command::new("python3").args(["-c", script]).arg(archive).arg(to).output();
    let output = output.expect("python3 is installed by scripts/test");
    assert!(output.status.success(), "{}", told(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_archive_unpacks_to_the_site_and_tells_nothing_of_day_and_machine() {
    let to = scratch("package-unpacked");
    let facts = unpack(&packed().join("packages/site.zip"), &to);
    assert_eq!(facts.trim(), "{((1980, 1, 1, 0, 0, 0), '0o100644', 0, 0)}\nTrue");
    let (site, unpacked) = (below(&packed().join("public/site")), below(&to));
    assert_eq!(site.keys().collect::<Vec<_>>(), unpacked.keys().collect::<Vec<_>>());
    for (name, path) in &site {
        assert_eq!(fs::read(path).expect("read"), fs::read(&unpacked[name]).expect("read"), "{name}");
    }
}

#[test]
fn two_machines_make_the_same_packages() {
    let other = on_disk("package-again", &[]);
    let done = Command::new(env!("CARGO_BIN_EXE_fairfolio"))
        .args(["package", other.to_str().expect("a path"), "--quiet"])
        .envs([("TZ", "Asia/Tokyo"), ("LC_ALL", "ar_EG.UTF-8")])
        .status();
    assert!(done.expect("the command runs").success());
    let (one, two) = (packed().join("packages"), other.join("dist/packages"));
    let facts = |folder: &Path| Manifest::read(folder).expect("a manifest").files;
    let (first, second) = (facts(&one), facts(&two));
    let differing: Vec<_> = first.iter().filter(|(path, own)| second.get(*path) != Some(own)).collect();
    assert!(differing.is_empty() && first.len() == second.len(), "{differing:?}");
    let listed: BTreeSet<String> = facts(&one).into_keys().chain(["manifest.json".to_owned()]).collect();
    assert_eq!(listed, names(&one), "the manifest tells of every file");
}

#[test]
fn each_host_gets_the_site_and_what_this_host_reads() {
    let hosts = packed().join("packages/hosts");
    let site = names(&packed().join("public/site"));
    let without = |left: &[&str]| site.iter().filter(|n| !left.contains(&n.as_str())).cloned().collect();
    let own = |host: &str, inside: &str, left: &[&str]| {
        let shared: BTreeSet<String> = without(left);
        let all = names(&hosts.join(host));
        let inner: BTreeSet<String> =
            all.iter().filter_map(|name| name.strip_prefix(inside)).map(str::to_owned).collect();
        assert!(shared.is_subset(&inner), "{host} lacks {:?}", shared.difference(&inner).next());
        let shared: BTreeSet<String> = shared.iter().map(|name| format!("{inside}{name}")).collect();
        all.difference(&shared).cloned().collect::<Vec<_>>()
    };
    assert_eq!(own("github-pages", "", &["_headers"]), ["CNAME"]);
    assert_eq!(own("gitlab-pages", "public/", &["_headers", ".nojekyll"]), [".gitlab-ci.yml"]);
    assert_eq!(own("netlify", "", &[".nojekyll"]), ["_redirects"]);
    assert_eq!(own("cloudflare-pages", "", &[".nojekyll"]), ["_redirects"]);
    assert_eq!(own("s3", "site/", &["_headers", ".nojekyll"]), ["headers.json"]);
    let apache = own("ftp", "", &["_headers", ".nojekyll"]);
    assert_eq!(apache[0], ".htaccess");
    assert!(apache.iter().all(|name| name.ends_with(".htaccess")), "{apache:?}");

    assert_eq!(read(hosts.join("github-pages/CNAME")), "solapurterryhouse.example\n");
    assert!(read(hosts.join("netlify/_headers")).contains("Content-Security-Policy: default-src 'none'"));
    let top = read(hosts.join("ftp/.htaccess"));
    assert!(top.contains("Header set Content-Security-Policy \"default-src 'none'"), "{top}");
    assert!(top.contains("ErrorDocument 404 /404.html"), "{top}");
    assert!(read(hosts.join("ftp/ar/.htaccess")).contains("ErrorDocument 404 /ar/404.html"));
    assert!(read(hosts.join("ftp/assets/pictures/.htaccess")).contains("max-age=31536000, immutable"));
    let rules: serde_json::Value =
        serde_json::from_str(&read(hosts.join("s3/headers.json"))).expect("headers.json is JSON");
    assert_eq!(rules[0]["path"], "/*");
    for host in ["github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "s3", "ftp"] {
        assert!(read(hosts.join("HOW-TO-UPLOAD.txt")).contains(&format!("== {host}\n")), "{host}");
    }
}

/// Values of an attribute of a page.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let parts = html.split(attribute).skip(1);
    parts.filter_map(|part| part.strip_prefix("=\"")?.split('"').next()).collect()
}

#[test]
fn the_stick_opens_with_a_page_whose_every_link_leads_to_a_file() {
    let stick = packed().join("packages/stick");
    let start = read(stick.join("START.html"));
    let links = values(&start, " href");
    for wanted in ["site/index.html", "site/ar/index.html", "catalogue-fr.html"] {
        assert!(links.contains(&wanted), "{wanted} is not among {links:?}");
    }
    let brochures = links.iter().filter(|link| link.starts_with("site/downloads/")).count();
    assert_eq!(brochures, 8, "four languages on two papers");
    for link in links {
        assert!(stick.join(link).is_file(), "{link} is not there");
    }
    let all = names(&stick);
    for unread in ["site/_headers", "site/sw.js", "site/404.html", "site/ar/404.html", "site/robots.txt"] {
        assert!(!all.contains(unread), "{unread} is for hosts");
    }
    assert!(!all.iter().any(|name| name.contains("/cards/")), "cards are for other sites");
    assert!(!all.iter().any(|name| name.contains("-press") || name.contains("-cover")), "no press files");
}

#[test]
fn the_catalogue_on_one_page_holds_everything_and_asks_for_nothing() {
    let stick = packed().join("packages/stick");
    let products = read(packed().join("public/site/products.json"));
    let products: serde_json::Value = serde_json::from_str(&products).expect("JSON");
    let products = products["products"].as_array().expect("a list");
    for lang in ["en", "fr", "de", "ar"] {
        let html = read(stick.join(format!("catalogue-{lang}.html")));
        assert!(html.len() < 10_000_000, "{lang} has {} bytes", html.len());
        assert!(!html.contains("<script"), "no script is needed");
        assert!(!html.contains("@import") && !html.contains("url("), "no style asks for a file");
        let sources = values(&html, " src");
        assert!(sources.len() > products.len(), "every product and firm has its picture");
        assert!(sources.iter().all(|source| source.starts_with("data:image/")), "pictures are inside");
        let held: BTreeSet<&str> = values(&html, " id").into_iter().collect();
        for product in products {
            let anchor = product["id"].as_str().expect("an id").replace('/', "-");
            assert!(held.contains(anchor.as_str()), "{lang}: {anchor}");
        }
        for link in values(&html, " href") {
            let inside = link.strip_prefix('#').is_none_or(|anchor| held.contains(anchor));
            let outside = ["#", "https://", "mailto:", "tel:"].iter().any(|start| link.starts_with(start));
            assert!(inside && outside, "{lang}: {link}");
        }
    }
    let arabic = read(stick.join("catalogue-ar.html"));
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn the_printing_house_gets_its_files_and_a_ticket_that_is_true() {
    let job = packed().join("packages/press/solapur-2027-2027-1");
    let built = names(&packed().join("public/print"));
    let wanted = |name: &&String| name.ends_with("-press.pdf") || name.ends_with("-cover.pdf");
    let pdfs: Vec<&String> = built.iter().filter(wanted).collect();
    assert_eq!(pdfs.len(), 16, "four languages on two papers, each with a cover");
    let (text, page) = (read(job.join("JOB-TICKET.txt")), read(job.join("JOB-TICKET.html")));
    let files = Manifest::read(packed()).expect("a manifest").files;
    for name in pdfs {
        let facts = &files[&format!("public/print/{name}")];
        let bytes = fs::metadata(job.join(name)).expect("in the job").len();
        assert_eq!(bytes, facts.size, "{name}");
        for ticket in [&text, &page] {
            assert!(ticket.contains(name.as_str()) && ticket.contains(&facts.sha256), "{name}");
        }
    }
    for fact in [
        "Title: Terry from Solapur 2027",
        "Edition: 2027-1",
        "en, A4: 210 × 297 mm: cover of 4 and 48 inner pages, spine 2.88 mm",
        "Output intent: FOGRA39",
        "Most ink on one spot: 300 %",
        "Bleed: 3 mm on all sides",
        "Binding: perfect binding",
        "Copies: ____",
    ] {
        assert!(text.contains(fact), "{fact}\n{text}");
    }
    assert!(job.join("fonts/IBMPlexSans-LICENSE.txt").is_file());
    assert!(!names(&packed().join("packages/press")).iter().any(|name| name.contains("screen")));
}

#[test]
fn a_file_of_the_build_takes_no_second_place_on_the_disk() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let inode = |path: &str| fs::metadata(packed().join(path)).expect(path).ino();
        let built = inode("public/site/index.html");
        for place in ["hosts/netlify/index.html", "hosts/s3/site/index.html", "stick/site/index.html"] {
            assert_eq!(inode(&format!("packages/{place}")), built, "{place}");
        }
    }
}

#[test]
fn data_with_errors_and_drafts_leave_the_house_by_no_door() {
    let folder = on_disk("package-refused", &[]);
    let picture = folder.join("members/nakshila-jacquards/products/paisley.jpg");
    let bytes = fs::read(&picture).expect("a picture");
    fs::remove_file(&picture).expect("removed");
    let refused = package(&folder, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("nothing was packed"), "{}", told(&refused));
    assert!(!folder.join("dist").exists(), "nothing is written");

    fs::write(&picture, bytes).expect("brought back");
    let dir = folder.to_str().expect("a path");
    assert!(fairfolio(&["build", dir, "--draft", "--quiet", "--only", "print"]).status.success());
    let refused = package(&folder, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("`dist` holds a draft"), "{}", told(&refused));
    assert!(!folder.join("dist/packages").exists());
}

#[test]
fn a_private_word_that_was_typed_into_a_public_text_stops_everything_and_is_not_told() {
    let page = "pages/quality.md";
    let text = String::from_utf8(fairfolio::files::Files::read(&light_sample("x"), page).expect("read"));
    let last = text.expect("text").lines().last().expect("a line").to_owned();
    let leak = format!("{last}\n\nAsk buying@najd-bayt.example or +966 11 777 4321 about 104,729 pieces.\n");
    let folder = on_disk(
        "package-private",
        &[
            (page, &last, &leak),
            ("buyers/najd-bayt.toml", "value = 320000", "value = 104729"),
            ("buyers/najd-bayt.toml", "+966 11 000 0000", "+966 11 777 4321"),
        ],
    );
    let refused = package(&folder, &["--format", "short"]);
    let words = told(&refused);
    assert_eq!(refused.status.code(), Some(1), "{words}");
    assert_eq!(words.matches("[FF1601]").count(), 3, "{words}");
    for what in ["the e-mail address of a person", "the telephone number of a person", "the volume"] {
        assert!(words.contains(&format!("{what} of buyer `najd-bayt` is private, but stands in")), "{words}");
    }
    assert!(words.contains("quality.html`"), "it names a file: {words}");
    for value in ["buying@", "777 4321", "104729", "104,729"] {
        assert!(!words.contains(value), "the value itself is told: {words}");
    }
    assert!(!folder.join("dist/packages").exists());
}

#[test]
fn a_private_value_that_is_public_elsewhere_or_too_common_raises_no_alarm() {
    let member = "members/sinadhara-mills/member.md";
    let folder = on_disk(
        "package-no-alarm",
        &[
            // The desk's address is the firm's public one for enquiries too.
            (
                member,
                "consent = { directory = true, dossiers = true",
                "consent = { directory = false, dossiers = true",
            ),
            // As many pieces as a product's minimum order and a round number.
            ("buyers/najd-bayt.toml", "value = 320000", "value = 3000"),
            ("buyers/dar-almaha.toml", "value = 280000", "value = 100000"),
        ],
    );
    let done = package(&folder, &["--to", "zip", "--quiet"]);
    assert_eq!(done.status.code(), Some(0), "{}", told(&done));
    let page = read(folder.join("dist/public/site/members/sinadhara-mills.html"));
    assert!(page.contains("export@sinadhara.example"), "the public address stays");
}

#[test]
fn packages_of_other_data_never_stay_beside_new_ones() {
    let folder = on_disk("package-stale", &[]);
    let packages = folder.join("dist/packages");
    assert!(package(&folder, &["--to", "zip,press", "--quiet"]).status.success());
    let more = package(&folder, &["--to", "folder", "--host", "ftp", "--quiet"]);
    assert!(more.status.success(), "{}", told(&more));
    let tops = || {
        let list = fs::read_dir(&packages).expect("packages");
        list.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    let all: BTreeSet<String> = tops();
    assert_eq!(all.into_iter().collect::<Vec<_>>(), ["hosts", "manifest.json", "press", "site.zip"]);
    assert_eq!(fs::read_dir(packages.join("hosts")).expect("hosts").count(), 2, "one host and the note");

    let page = folder.join("pages/quality.md");
    fs::write(&page, read(&page) + "\nOne more sentence.\n").expect("written");
    let dir = folder.to_str().expect("a path");
    let built = fairfolio(&["build", dir]);
    assert!(told(&built).contains("`fairfolio package` makes them anew"), "{}", told(&built));
    assert!(!packages.exists(), "a new build leaves no package of the old one");

    let elsewhere = folder.with_file_name("elsewhere");
    let out = elsewhere.to_str().expect("a path");
    assert!(package(&folder, &["-o", out, "--to", "zip", "--quiet"]).status.success());
    fs::write(&page, read(&page) + "\nAnd another one.\n").expect("written");
    assert!(package(&folder, &["-o", out, "--to", "stick", "--quiet"]).status.success());
    assert!(elsewhere.join("stick/START.html").is_file());
    assert!(!elsewhere.join("site.zip").exists(), "the archive was of older data");
}

#[test]
fn somebody_elses_folder_is_not_replaced() {
    let out = scratch("package-foreign");
    fs::write(out.join("thesis.txt"), "ten years of work").expect("written");
    let refused = package(
        packed().parent().expect("the project"),
        &["-o", out.to_str().expect("a path"), "--to", "zip"],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(told(&refused).contains("was not made by fairfolio"), "{}", told(&refused));
    assert_eq!(names(&out).into_iter().collect::<Vec<_>>(), ["thesis.txt"]);
}
