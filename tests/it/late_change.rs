//! A change after handing out: only the handouts of those whom it concerns are new, and the reception
//! reads what changed.

use std::fs;
use std::process::Command;

use fairfolio::files::Files as _;
use fairfolio::load::Today;
use fairfolio::pipeline::{Options, Parts};

use crate::project::{self, light_sample, scratch};

const PLAN: &str = "meetings/home-textiles-2027.plan.toml";

#[test]
fn only_those_whom_a_change_concerns_get_new_handouts() {
    let mut files = light_sample("late");
    let plan = String::from_utf8(files.read(PLAN).expect("a plan")).expect("text");
    let change = "\n[[change]]\nversion = 2\nmade = 2027-01-12\nbuyer = \"juniper-lane\"\nmember = \"angavara-robes\"\n\
                  was = { slot = \"d1-05\", table = \"t06\" }\nnow = { slot = \"d1-04\", table = \"t06\" }\n";
    files.insert(PLAN, plan.replacen("version = 1", "version = 2", 1) + change);
    let parts = Parts { site: false, print: false, handouts: true, reports: false };
    let today = Today { forced: None, fallback: jiff::civil::date(2020, 1, 1) };
    let target = scratch("late-change").join("dist");
    let (prepared, manifest) = project::build(&files, &target, Options { today, parts, draft: false });
    let stale = |code: &str| code == "FF0802";
    assert!(prepared.findings.iter().all(|one| stale(one.code.id)), "{:?}", prepared.findings);
    let dossiers = manifest.files.keys().filter_map(|path| path.strip_prefix("private/home-textiles-2027/"));
    let (new, old): (Vec<&str>, Vec<&str>) = dossiers
        .filter(|path| path.starts_with("buyers/") || path.starts_with("members/"))
        .partition(|path| path.contains("-v2."));
    assert!(old.iter().all(|path| path.contains("-v1.")) && old.len() == 39 * 3, "{}", old.len());
    assert_eq!(
        new,
        [
            "buyers/juniper-lane-en-a4-v2.pdf",
            "buyers/juniper-lane-v2.ics",
            "buyers/juniper-lane-v2.vcf",
            "members/angavara-robes-en-a4-v2.pdf",
            "members/angavara-robes-v2.ics",
            "members/angavara-robes-v2.vcf",
        ]
    );
    let folder = target.join("private/home-textiles-2027");
    let text = |path: &str| {
        let output = Command::new("pdftotext").arg("-layout").arg(folder.join(path)).arg("-").output();
        String::from_utf8(output.expect("pdftotext is installed").stdout).expect("text")
    };
    assert!(text(new[0]).contains("Version 2, 12 January 2027"));
    assert!(text("buyers/elbufer-import-de-a4-v1.pdf").contains("Fassung 1, 28. November 2026"));
    let log = text("reception/change-log-en-a4-v2.pdf");
    for part in ["Juniper Lane Trading · Angavara Robes", "10:45", "before:", "11:25"] {
        assert!(log.contains(part), "{part} in {log}");
    }
    let calendar = fs::read_to_string(folder.join("buyers/juniper-lane-v2.ics")).expect("a calendar");
    assert!(calendar.contains("SEQUENCE:2"));
}
