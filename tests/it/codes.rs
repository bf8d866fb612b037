//! Codes on paper: they lead somewhere in every language, stay when data moves, and name nobody who left.

use std::fs;
use std::path::Path;
use std::process::Command;

use fairfolio::compose::codes::Codes;
use fairfolio::files::Memory;
use fairfolio::load;
use fairfolio::model::project::Project;

use crate::project;

fn loaded(files: &Memory) -> Project {
    load::load(files, project::options().today).expect("readable").0
}

fn page(target: &Path, prefix: &str, code: &str) -> String {
    let path = target.join(format!("public/site/{prefix}q/{code}/index.html"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Where a page sends on to, from its own folder.
fn leads_to(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("http-equiv=\"refresh\" content=\"0; url=")?;
    Some(rest.split_once('"')?.0)
}

#[test]
fn every_code_leads_to_its_record_in_every_language() {
    let (prepared, target, _) = project::built();
    let codes = Codes::new(&prepared.project);
    assert_eq!(codes.all().count(), prepared.project.offered_products().count() + 12);
    for prefix in ["", "fr/", "de/", "ar/"] {
        for (record, code) in codes.all() {
            let html = page(target, prefix, code);
            let to = leads_to(&html).unwrap_or_else(|| panic!("{prefix}{code} stays"));
            let name = record.replace('/', "-");
            let folder = if record.contains('/') { "products" } else { "members" };
            let route = format!("{prefix}{folder}/{name}.html");
            assert_eq!(to.trim_start_matches("../"), route, "{record}");
            assert!(target.join("public/site").join(&route).exists(), "{route}");
            let canonical = format!("rel=\"canonical\" href=\"https://solapurterryhouse.example/{route}\"");
            assert!(html.contains(&canonical), "{record} stands for its own page");
            assert!(html.contains("noindex"), "search engines keep to the page itself");
        }
    }
}

#[test]
fn a_printed_code_stays_with_its_record_and_never_means_another() {
    let mut files = project::light_sample("codes");
    let fresh = loaded(&files);
    let towel = "sinadhara-mills/ring-600";
    let own = Codes::new(&fresh).of(towel).to_owned();
    let text = format!(
        "[[code]]\ncode = \"{own}\"\nrecord = \"former-mill/old-towel\"\n\n[[code]]\ncode = \"zzzzz\"\nrecord = \"{towel}\"\n\n\
         [[code]]\ncode = \"yyyyy\"\nrecord = \"{towel}\"\n"
    );
    files.insert("codes.toml", text);
    let project = loaded(&files);
    let codes = Codes::new(&project);
    assert_eq!(codes.of(towel), "yyyyy", "the last printed one");
    assert_eq!(codes.older(&project).collect::<Vec<_>>(), [(towel, "zzzzz")]);
    assert_eq!(codes.gone, std::slice::from_ref(&own));
    let others = |codes: &Codes| {
        codes
            .all()
            .filter(|(record, _)| *record != towel)
            .map(|(r, c)| format!("{r} {c}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&codes), others(&Codes::new(&fresh)), "all other codes are as they were");

    let target = project::scratch("codes").join("dist");
    project::build(&files, &target, project::options());
    for prefix in ["", "ar/"] {
        for code in ["zzzzz", "yyyyy"] {
            assert!(leads_to(&page(&target, prefix, code)).is_some_and(|to| to.ends_with("ring-600.html")));
        }
        let gone = page(&target, prefix, &own);
        assert_eq!(leads_to(&gone), None);
        assert!(!gone.contains("former") && !gone.contains("old-towel"), "nobody who left is named");
    }
    assert!(page(&target, "", &own).contains("no longer listed"));
}

#[test]
fn closing_an_edition_keeps_the_codes_that_were_printed() {
    let folder = project::scratch("codes-close").join("consortium");
    project::write_out(&project::light_sample("close"), &folder);
    let dir = folder.to_str().expect("a path");
    fs::write(folder.join("codes.toml"), "# ours\n[[code]]\ncode = \"zzzzz\"\nrecord = \"old/one\"\n")
        .expect("written");
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).output().expect("the command runs")
    };
    let closed = run(&["edition", "close", "solapur-2027", "2027-1", dir]);
    assert_eq!(closed.status.code(), Some(0), "{closed:?}");
    let text = fs::read_to_string(folder.join("codes.toml")).expect("codes");
    assert!(text.starts_with("# ours\n[[code]]\ncode = \"zzzzz\"\n"), "what was there stays as it is");
    let codes = Codes::new(&project::built().0.project);
    for (record, code) in codes.all() {
        assert_eq!(
            text.matches(&format!("code = \"{code}\"\nrecord = \"{record}\"\n")).count(),
            1,
            "{record}"
        );
    }
    let number = folder.join("consortium.toml");
    let own = fs::read_to_string(&number).expect("a record");
    fs::write(&number, own.replace("\"2027-1\"", "\"2027-2\"")).expect("written");
    assert_eq!(run(&["edition", "close", "solapur-2027", "2027-2", dir]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.join("codes.toml")).expect("codes"), text, "no line twice");
}
