//! What other programs take from the site: read back as they would, and held against the pages' data.

use std::collections::BTreeSet;

use fairfolio::compose::catalogue::Catalogue;
use fairfolio::compose::exchange;
use fairfolio::compose::scope::Scope;
use fairfolio::files::{Files, Memory};
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::render::theme::Theme;
use serde_json::Value;

use crate::project;

/// Route and text, or number and address.
type Pairs = Vec<(String, String)>;

/// Files of a language, and the catalogue's article numbers and addresses.
fn files(from: &dyn Files, lang: &str) -> (Pairs, Pairs) {
    let (project, _) = load::load(from, project::options().today).expect("readable");
    let theme = Theme::load(from, &project.paths).expect("a theme");
    let lang = Lang::new(lang);
    let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
    let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
    let catalogue = Catalogue::new(&scope);
    let products = catalogue.products.values().map(|p| (p.sku.clone(), p.href.clone())).collect();
    (exchange::of_language(&scope, &catalogue), products)
}

fn file<'f>(files: &'f [(String, String)], route: &str) -> &'f str {
    let found = files.iter().find(|(name, _)| name == route);
    &found.unwrap_or_else(|| panic!("{route} is missing")).1
}

/// Lines of a calendar or a card as they were before folding.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

/// Cells of a file of comma-separated values, RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.strip_prefix('\u{feff}').expect("a mark of order").chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            ch => cell.push(ch),
        }
    }
    rows
}

#[test]
fn every_product_is_in_both_lists_once_and_they_agree() {
    for (lang, folder) in [("en", ""), ("ar", "ar/")] {
        let (files, mut wanted) = files(&project::sample(), lang);
        let json: Value =
            serde_json::from_str(file(&files, &format!("{folder}products.json"))).expect("JSON");
        let table = cells(file(&files, &format!("{folder}products.csv")));
        let products = json["products"].as_array().expect("a list");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let base = "https://solapurterryhouse.example/";
        let mut listed: Vec<(String, String)> =
            products.iter().map(|p| (text(&p["sku"]), text(&p["url"]).replace(base, ""))).collect();
        assert_eq!(table.len(), products.len() + 1);
        for (row, product) in table[1..].iter().zip(products) {
            assert_eq!(row.len(), table[0].len());
            assert_eq!(
                (&row[0], &row[1], &row[9]),
                (&text(&product["sku"]), &text(&product["name"]), &text(&product["url"]))
            );
            for spec in product["specification"].as_array().expect("a list") {
                let column =
                    table[0].iter().position(|head| *head == text(&spec["label"])).expect("a column");
                assert_eq!(row[column], text(&spec["value"]), "{}", row[0]);
            }
        }
        listed.sort();
        wanted.sort();
        assert_eq!(listed, wanted);
    }
}

#[test]
fn calendars_have_the_days_of_the_event_and_its_programme_in_utc() {
    let (files, _) = files(&project::sample(), "en");
    let lines = unfolded(file(&files, "events/home-textiles-2027.ics"));
    let of = |name: &str| {
        lines.iter().filter(|line| line.starts_with(name)).map(String::as_str).collect::<Vec<_>>()
    };
    assert_eq!(of("DTSTART;"), ["DTSTART;VALUE=DATE:20270112"]);
    // The day after the last one.
    assert_eq!(of("DTEND;"), ["DTEND;VALUE=DATE:20270116"]);
    // Nine o'clock in Frankfurt, in winter.
    assert_eq!(of("DTSTART:")[0], "DTSTART:20270112T080000Z");
    assert_eq!(of("BEGIN:VEVENT").len(), of("END:VEVENT").len());
    let names: BTreeSet<&str> = of("UID:").into_iter().collect();
    assert_eq!(names.len(), of("BEGIN:VEVENT").len());
    assert_eq!(names.len(), 7);
}

#[test]
fn a_change_of_the_clocks_is_kept() {
    let mut files_ = project::sample();
    project::edit(&mut files_, "events/home-textiles-2027.md", "2027-01-12T09:00", "2027-07-12T09:00");
    let (files, _) = files(&files_, "en");
    assert!(file(&files, "events/home-textiles-2027.ics").contains("DTSTART:20270712T070000Z"));
}

#[test]
fn cards_say_what_the_pages_say_and_a_person_without_consent_is_not_on_them() {
    let (files_, _) = files(&project::sample(), "en");
    let card = unfolded(file(&files_, "members/sinadhara-mills.vcf"));
    for line in ["FN:Sinadhara Mills", "EMAIL;TYPE=INTERNET:export@sinadhara.example", "VERSION:3.0"] {
        assert!(card.iter().any(|own| own == line), "{line}: {card:#?}");
    }
    assert_eq!(unfolded(file(&files_, "offices.vcf")).iter().filter(|line| *line == "END:VCARD").count(), 5);
    let mut shy = project::sample();
    let path = "members/sinadhara-mills/member.md";
    let text = String::from_utf8(shy.read(path).expect("there")).expect("text");
    assert!(text.contains("directory = true, dossiers"), "{text}");
    project::edit(&mut shy, path, "directory = true, dossiers", "directory = false, dossiers");
    let (shy, _) = files(&shy, "en");
    assert!(!file(&shy, "members/sinadhara-mills.vcf").contains("EMAIL"));
}

#[test]
fn the_feed_lists_the_news_newest_first_under_names_that_stay() {
    let (files, _) = files(&project::sample(), "fr");
    let text = file(&files, "fr/feed.xml");
    let feed = roxmltree::Document::parse(text).expect("XML");
    let all = |name: &'static str| {
        feed.descendants().filter(move |node| node.has_tag_name(("http://www.w3.org/2005/Atom", name)))
    };
    let updated: Vec<&str> = all("updated").filter_map(|node| node.text()).collect();
    assert_eq!(updated, ["2026-11-02T00:00:00Z", "2026-11-02T00:00:00Z", "2026-09-21T00:00:00Z"]);
    let names: BTreeSet<&str> = all("id").filter_map(|node| node.text()).collect();
    assert_eq!(names.len(), 3);
    assert!(names.contains("tag:solapurterryhouse.example,2026-09-21:fr/water-report-2026"), "{names:?}");
    assert!(all("title").any(|node| node.text() == Some("Seize nuances pour 2028 sont à voir")));
}

#[test]
fn without_news_there_is_neither_feed_nor_list() {
    let mut files_: Memory = project::sample();
    for page in ["shade-library-2028", "water-report-2026"] {
        for ending in ["md", "de.md", "fr.md", "ar.md"] {
            files_.remove(&format!("pages/{page}.{ending}"));
        }
    }
    let (files, _) = files(&files_, "en");
    assert!(files.iter().all(|(route, _)| route != "feed.xml"));
}

#[test]
fn hosts_and_search_engines_are_told_what_the_pages_say() {
    let site = project::built().1.join("public/site");
    let read = |name: &str| std::fs::read_to_string(site.join(name)).expect(name);
    let headers = read("_headers");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let policy = policy.expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'")
            && policy.ends_with("frame-ancestors 'none'")
    );
    // What the enquiry page may send to, the host must not forbid.
    let page = read("enquiry.html");
    let own =
        page.split("form-action ").nth(1).and_then(|rest| rest.split(['"', ';']).next()).expect("a policy");
    let allowed =
        policy.split("form-action ").nth(1).and_then(|rest| rest.split(';').next()).expect("services");
    assert!(own.starts_with("https://"), "{own}");
    assert!(own.split(' ').all(|origin| allowed.split(' ').any(|known| known == origin)), "{own}: {allowed}");
    // The worker fetches from its own site alone.
    assert!(allowed_for(&headers, "/*", "connect-src").ends_with(" 'self'"), "{headers}");
    assert_eq!(allowed_for(&headers, "/sw.js", "connect-src"), "'self'");
    assert!(page.contains("worker-src &#39;self&#39;; manifest-src &#39;self&#39;"));
    let security = read(".well-known/security.txt");
    assert!(security.contains("Contact: mailto:office@solapurterryhouse.example\n"), "{security}");
    assert!(security.contains("Expires: 2027-11-30T00:00:00Z\n"), "{security}");
    let map = read("sitemap.xml");
    let places: BTreeSet<&str> =
        map.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    for wanted in ["", "ar/", "members/", "de/news.html", "products/common-house-bath-500.html"] {
        assert!(places.contains(format!("https://solapurterryhouse.example/{wanted}").as_str()), "{wanted}");
    }
    assert!(places.iter().all(|place| !place.ends_with("enquiry.html") && !place.ends_with("404.html")));
    // Structured data names pages as the pages name themselves.
    let member = read("members/sinadhara-mills.html");
    assert!(member.contains("\"item\":\"https://solapurterryhouse.example/members/\""), "{member}");
}

/// What the policy of a rule in `_headers` says of one thing.
fn allowed_for<'h>(headers: &'h str, rule: &str, of: &str) -> &'h str {
    let own = headers.split(&format!("{rule}\n")).nth(1).expect(rule);
    let policy =
        own.split("Content-Security-Policy: ").nth(1).expect("a policy").lines().next().expect("a line");
    policy.split("; ").find_map(|part| part.strip_prefix(&format!("{of} "))).expect(of)
}

#[test]
fn icons_are_made_from_the_logo_or_from_initials_and_come_out_alike_each_time() {
    let side = |name: &str, bytes: &[u8]| {
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        u32::from_be_bytes(bytes[16..20].try_into().expect("four bytes"))
    };
    let read = |dist: &std::path::Path| {
        let icons = dist.join("public/site/assets/icons");
        ["192", "512", "maskable-512"]
            .map(|name| std::fs::read(icons.join(format!("{name}.png"))).expect(name))
    };
    let with_logo = read(&project::built().1);
    let mut bare = project::light_sample("icons");
    project::edit(
        &mut bare,
        "consortium.toml",
        "logo         = \"brand/logo.svg\"\nlogo_on_dark = \"brand/logo-on-dark.svg\"",
        "",
    );
    let options = fairfolio::pipeline::Options {
        parts: fairfolio::pipeline::Parts { site: true, print: false, handouts: false, reports: false },
        ..project::options()
    };
    let twice = ["icons-a", "icons-b"].map(|name| {
        let target = project::scratch(name).join("dist");
        project::build(&bare, &target, options);
        read(&target)
    });
    assert_eq!(twice[0], twice[1]);
    for (name, (logo, initials)) in ["192", "512", "512"].into_iter().zip(with_logo.iter().zip(&twice[0])) {
        assert_eq!([side(name, logo), side(name, initials)].map(|side| side.to_string()), [name, name]);
        assert_ne!(logo, initials);
    }
}
