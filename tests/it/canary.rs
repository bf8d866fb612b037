//! The canary test. A word or a prime that occurs nowhere else is planted in every private field,
//! and in the metadata of every picture. Each output is searched for those its reader must not have:
//! in text, PDF text, PDF objects, file names, manifest and diagnostics, in any grouping and digits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fairfolio::diag::render::{Format, render};
use fairfolio::files::{Files, Memory};

use crate::project;

/// Primes that no figure of the sample equals; handed out in order.
struct Primes(u32);

impl Primes {
    fn next(&mut self) -> String {
        self.0 += 2;
        while (3..).take_while(|n| n * n <= self.0).any(|n| self.0.is_multiple_of(n)) {
            self.0 += 2;
        }
        self.0.to_string()
    }
}

/// One planted secret and whose it is.
#[derive(Clone, Debug)]
struct Secret {
    value: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// The office's alone.
    Office,
    /// A person's name, for its badge alone.
    Badge,
    /// A member's, for the buyers it meets and itself.
    Member(String),
    /// A buyer's, always shown to the members it meets: whom they meet.
    BuyerName(String),
    /// A buyer's, shown to the members it meets when it consents to show its profile.
    BuyerProfile(String),
    /// A buyer's, kept from everybody: consent was taken away.
    BuyerClosed(String),
    /// A price of a member for named buyers.
    Price(String, Vec<String>),
}

/// The value of `key = "…"` or `key = 1` in a text, from a position on.
fn replace_value(text: &str, key: &str, new: &str) -> Option<String> {
    let start = text.find(key)? + key.len();
    let rest = text[start..].trim_start();
    let rest = rest.strip_prefix('=')?.trim_start();
    let at = text.len() - rest.len();
    let length = match rest.strip_prefix('"') {
        Some(quoted) => quoted.find('"')? + 2,
        None => rest.find(|c: char| !c.is_ascii_digit() && c != '.')?,
    };
    Some(format!("{}{new}{}", &text[..at], &text[at + length..]))
}

struct Planter {
    files: Memory,
    secrets: Vec<Secret>,
    primes: Primes,
    words: u32,
}

impl Planter {
    fn word(&mut self, kind: Kind) -> String {
        self.words += 1;
        let value = format!("Qzx{}vw", self.words);
        self.secrets.push(Secret { value: value.clone(), kind });
        value
    }

    fn number(&mut self, kind: Kind) -> String {
        let value = self.primes.next();
        self.secrets.push(Secret { value: value.clone(), kind });
        value
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.files.read(path).expect(path)).expect("text")
    }

    fn plant(&mut self, path: &str, key: &str, new: &str) {
        let text = self.text(path);
        let planted = replace_value(&text, key, new).unwrap_or_else(|| panic!("no `{key}` in {path}"));
        self.files.insert(path, planted);
    }

    fn buyers(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| path.starts_with("buyers/") && !is_translation(path)) {
            let id = path.trim_start_matches("buyers/").trim_end_matches(".toml").to_owned();
            let quoted = |word: String| format!("\"{word}\"");
            let company = quoted(self.word(Kind::BuyerName(id.clone())));
            self.plant(path, "company", &company);
            let summary = quoted(self.word(Kind::BuyerProfile(id.clone())));
            self.plant(path, "summary", &summary);
            let email = format!("\"{}@a.example\"", self.word(Kind::BuyerClosed(id.clone())));
            self.plant(path, "email", &email);
            let volume = self.number(Kind::BuyerClosed(id.clone()));
            let price = format!("\"{}\"", self.number(Kind::BuyerClosed(id.clone())));
            let text = self.text(path);
            let at = text.find("annual_volume").expect("a volume");
            let text =
                format!("{}{}", &text[..at], replace_value(&text[at..], "value", &volume).expect("a value"));
            let at = text.find("target_price").expect("a target price");
            let text =
                format!("{}{}", &text[..at], replace_value(&text[at..], "value", &price).expect("a value"));
            // Nobody consents to more than the profile.
            let text = text
                .replace("target_price = true", "target_price = false")
                .replace("volume = true", "volume = false");
            let text = text.replace("dossiers = true", "dossiers = false");
            self.files.insert(path.clone(), text);
        }
    }

    fn members(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| path.ends_with("/member.md")) {
            let id = path.split('/').nth(1).expect("a member's folder").to_owned();
            let capacity = self.number(Kind::Member(id.clone()));
            let text = self.text(path);
            let at = text.find("\ncapacity").expect("a capacity");
            let text = format!(
                "{}{}",
                &text[..at],
                replace_value(&text[at..], "value", &capacity).expect("a value")
            );
            let terms = format!("\"{}\"", self.word(Kind::Member(id.clone())));
            let text = replace_value(&text, "payment_terms", &terms).expect("payment terms");
            let iec = format!("\"{}\"", self.word(Kind::Office));
            let at = text.find("\nregistrations").expect("registrations");
            let text = format!(
                "{}{}",
                &text[..at],
                replace_value(&text[at..], "iec", &iec).expect("a registration")
            );
            let fee = format!("{}.0", self.number(Kind::Office));
            let text = replace_value(&text, "\nfee", &fee).expect("a fee");
            // A person that consents to a badge and nothing else.
            let name = self.word(Kind::Badge);
            let at = text.find("persons").expect("persons");
            let person = text[at..].replacen("name = \"\"", &format!("name = \"{name}\""), 1);
            let person =
                person.replacen("directory = true, dossiers = true, badge = true", "badge = true", 1);
            self.files.insert(path.clone(), format!("{}{person}", &text[..at]));
        }
        for path in paths
            .iter()
            .filter(|path| path.contains("/products/") && path.ends_with(".md") && !is_translation(path))
        {
            let text = self.text(path);
            let Some(at) = text.find("\ncapacity") else { continue };
            let id = path.split('/').nth(1).expect("a member's folder").to_owned();
            let capacity = self.number(Kind::Member(id));
            let planted = replace_value(&text[at..], "value", &capacity).expect("a value");
            self.files.insert(path.clone(), format!("{}{planted}", &text[..at]));
        }
    }

    /// What a translation says of a private field is as private as its source.
    fn translations(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| is_translation(path)) {
            let parts: Vec<&str> = path.split(['/', '.']).collect();
            let (kind, key) = match parts.as_slice() {
                ["buyers", id, ..] => (Kind::BuyerProfile((*id).to_owned()), "summary"),
                ["members", id, "member", ..] => (Kind::Member((*id).to_owned()), "payment_terms"),
                _ => continue,
            };
            let word = format!("\"{}\"", self.word(kind));
            self.plant(path, key, &word);
        }
    }

    fn prices(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| path.starts_with("prices/")) {
            let text = self.text(path);
            let member = value_of(&text, "member").expect("a member");
            let buyers = text.lines().find(|line| line.starts_with("buyers")).unwrap_or_default();
            let named: Vec<String> = buyers.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            let for_buyers = text.contains("\"buyers\"");
            let mut planted = String::new();
            for part in text.split_inclusive("price = ") {
                planted.push_str(part);
            }
            let kind = if for_buyers { Kind::Price(member, named) } else { Kind::Office };
            let mut out = String::new();
            let mut rest = planted.as_str();
            while let Some(at) = rest.find("price = \"") {
                let (head, tail) = rest.split_at(at + "price = \"".len());
                let end = tail.find('"').expect("a closing quotation mark");
                out.push_str(head);
                out.push_str(&self.number(kind.clone()));
                rest = &tail[end..];
            }
            out.push_str(rest);
            self.files.insert(path.clone(), out);
        }
    }
}

fn value_of(text: &str, key: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split('"').nth(1)?.to_owned())
}

/// Whether a record's file has a language before its ending.
fn is_translation(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name.rsplit('.').collect::<Vec<_>>().as_slice(), ["md" | "toml", tag, _, ..] if tag.len() == 2)
}

/// Who meets whom, from the sample's plan.
fn meetings(files: &Memory) -> BTreeSet<(String, String)> {
    let plan = String::from_utf8(files.read("meetings/home-textiles-2027.plan.toml").expect("a plan"))
        .expect("text");
    let table: toml::Table = plan.parse().expect("the plan is TOML");
    let list = table["meeting"].as_array().expect("meetings");
    let text = |meeting: &toml::Value, key: &str| meeting[key].as_str().expect("text").to_owned();
    list.iter().map(|meeting| (text(meeting, "buyer"), text(meeting, "member"))).collect()
}

/// Which interpreter sits with which buyer.
type Helped = BTreeSet<(String, String)>;

fn helped(files: &Memory) -> Helped {
    let plan = String::from_utf8(files.read("meetings/home-textiles-2027.plan.toml").expect("a plan"))
        .expect("text");
    let table: toml::Table = plan.parse().expect("the plan is TOML");
    let pair = |meeting: &toml::Value| {
        let text = |key: &str| Some(meeting.get(key)?.as_str()?.to_owned());
        Some((text("interpreter")?, text("buyer")?))
    };
    table["meeting"].as_array().expect("meetings").iter().filter_map(pair).collect()
}

/// A number in every grouping and in Arabic and Devanagari digits; a word as it is.
fn spellings(value: &str) -> Vec<String> {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        return vec![value.to_lowercase()];
    }
    let (head, tail) = value.split_at(value.len() - 3);
    let grouped = [",", ".", "\u{a0}", "\u{202f}", " ", "٬", "’"].map(|mark| format!("{head}{mark}{tail}"));
    let mut all: Vec<String> = grouped.into_iter().chain([value.to_owned()]).collect();
    for zero in ['٠', '०'] {
        let native = |text: &String| {
            let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(zero as u32 + d)).unwrap_or(c);
            text.chars().map(digit).collect::<String>()
        };
        let more: Vec<String> = all.iter().take(8).map(native).collect();
        all.extend(more);
    }
    all
}

/// Everything that can be read out of an output: its bytes as text; of a PDF its text and all objects.
fn readable(path: &Path) -> String {
    let bytes = fs::read(path).expect("readable");
    if path.extension().is_some_and(|ending| ending == "pdf") {
        return (pdf_text(path) + &pdf_objects(&bytes)).to_lowercase();
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    // Lines of calendars and address cards are folded, within words too.
    if is_folded(path) { text.replace("\r\n ", "") } else { text }
}

fn is_folded(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "ics" || ending == "vcf")
}

fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg(path)
        .arg("-")
        .output()
        .expect("pdftotext is installed by scripts/test");
    assert!(output.status.success(), "pdftotext cannot read {}", path.display());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pdf_objects(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let mut text = String::new();
    for object in document.objects.values() {
        collect(object, &mut text);
    }
    text
}

fn collect(object: &lopdf::Object, text: &mut String) {
    match object {
        lopdf::Object::String(bytes, _) => {
            text.push('\n');
            match bytes.strip_prefix(&[0xfe, 0xff]) {
                Some(wide) => {
                    let units: Vec<u16> =
                        wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                    text.push_str(&String::from_utf16_lossy(&units));
                }
                None => text.push_str(&String::from_utf8_lossy(bytes)),
            }
        }
        lopdf::Object::Name(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
        lopdf::Object::Array(list) => list.iter().for_each(|item| collect(item, text)),
        lopdf::Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, item)| collect(item, text)),
        lopdf::Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, item)| collect(item, text));
            let is_metadata = stream
                .dict
                .get(b"Type")
                .is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Metadata"));
            let is_picture = stream.dict.has(b"Width");
            if is_metadata || is_picture {
                text.push_str(&String::from_utf8_lossy(&stream.content));
            }
        }
        _ => {}
    }
}

fn may_see(path: &str, kind: &Kind, meets: &BTreeSet<(String, String)>, helped: &Helped) -> bool {
    let reader = |folder: &str| {
        let name = path.strip_prefix("private/home-textiles-2027/")?.strip_prefix(folder)?;
        // `<id>-<lang>-<paper>-v1.pdf`, `<id>-v1.ics`.
        let parts = if is_folded(Path::new(path)) { 2 } else { 4 };
        Some(name.rsplitn(parts, '-').last()?.to_owned())
    };
    if let Some(interpreter) = reader("interpreters/") {
        return matches!(kind, Kind::BuyerName(own) if helped.contains(&(interpreter, own.clone())));
    }
    let met = |buyer: &String, member: &String| meets.contains(&(buyer.clone(), member.clone()));
    if let Some(sheet) = path.strip_prefix("private/home-textiles-2027/").filter(|p| is_of_the_office(p)) {
        let letter = sheet.strip_prefix("office/letters/invitation-");
        return match kind {
            // A letter names nobody but whom it is for, a sheet of the office every buyer.
            Kind::Badge => sheet.starts_with("reception/badges-"),
            Kind::BuyerName(own) => letter.is_none_or(|rest| rest.starts_with(&format!("{own}-"))),
            _ => false,
        };
    }
    match (reader("buyers/"), reader("members/"), kind) {
        (_, _, Kind::Office | Kind::Badge) => false,
        (Some(buyer), _, Kind::BuyerName(own) | Kind::BuyerProfile(own) | Kind::BuyerClosed(own)) => {
            buyer == *own
        }
        (_, Some(member), Kind::BuyerName(own) | Kind::BuyerProfile(own)) => met(own, &member),
        (Some(buyer), _, Kind::Member(own)) => met(&buyer, own),
        (_, Some(member), Kind::Member(own)) => member == *own,
        (Some(buyer), _, Kind::Price(own, named)) => {
            met(&buyer, own) && (named.is_empty() || named.contains(&buyer))
        }
        (_, Some(member), Kind::Price(own, _)) => member == *own,
        _ => false,
    }
}

/// Sheets that stay with the office; of what hangs in the hall only the chart of all meetings, and the plan as a page.
fn is_of_the_office(path: &str) -> bool {
    ["office/", "reception/", "hall/wall-chart-", "plan-v"].iter().any(|start| path.starts_with(start))
}

fn outputs(folder: &Path) -> Vec<PathBuf> {
    let walk = |dir: &Path| {
        fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()).collect::<Vec<_>>()
    };
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(dir) = folders.pop() {
        for path in walk(&dir) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// The light sample with a secret in every private field and in every picture's metadata.
fn planted() -> (Memory, Vec<Secret>) {
    let picture_word = "Qzxpicturevw";
    let files = project::light_sample(picture_word);
    let paths = files.list().expect("in memory");
    let mut planter = Planter { files, secrets: Vec::new(), primes: Primes(104_723), words: 0 };
    planter.buyers(&paths);
    planter.members(&paths);
    planter.prices(&paths);
    planter.translations(&paths);
    planter.secrets.push(Secret { value: picture_word.to_owned(), kind: Kind::Office });
    let Planter { files, secrets, .. } = planter;
    assert!(secrets.len() > 200, "only {} secrets were planted", secrets.len());
    (files, secrets)
}

#[test]
fn no_secret_is_in_what_leaves_the_house() {
    let (files, secrets) = planted();
    let folder = project::scratch("canary-packages").join("consortium");
    project::write_out(&files, &folder);
    let done = Command::new(env!("CARGO_BIN_EXE_fairfolio"))
        .args(["package", folder.to_str().expect("a path"), "--host", "ftp", "--quiet"])
        .output()
        .expect("the command runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let packages = folder.join("dist/packages");
    let spelled: Vec<(String, Vec<String>)> =
        secrets.into_iter().map(|secret| (secret.value.clone(), spellings(&secret.value))).collect();
    let mut read = 0;
    for output in outputs(&packages) {
        // PDFs, pictures and the archive are files of the build, which the other test has read.
        let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ["pdf", "webp", "jpg", "png", "woff2", "zip"].contains(&ending) {
            continue;
        }
        read += 1;
        let content = format!("{}\n{}", output.display(), readable(&output));
        for (value, spellings) in &spelled {
            let found = spellings.iter().any(|spelling| contains_whole(&content, spelling));
            assert!(!found, "{} holds `{value}`", output.display());
        }
    }
    assert!(read > 500, "only {read} texts were read");
}

#[test]
fn no_secret_reaches_a_reader_who_must_not_have_it() {
    let (files, secrets) = planted();
    let target = project::scratch("canary").join("dist");
    let (prepared, manifest) = project::build(&files, &target, project::options());
    let (meets, helped) = (meetings(&files), helped(&files));
    assert!(helped.len() > 3, "interpreters sit with buyers");
    let spelled: BTreeMap<usize, Vec<String>> =
        secrets.iter().enumerate().map(|(index, secret)| (index, spellings(&secret.value))).collect();
    let (mut leaks, mut seen, mut named_in) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut for_scripts = 0;
    for output in outputs(&target) {
        let path =
            output.strip_prefix(&target).expect("below the target").to_string_lossy().replace('\\', "/");
        for_scripts += u32::from(path.starts_with("public/site/assets/data/") && path.ends_with(".js"));
        let content = format!("{}\n{}", path.to_lowercase(), readable(&output));
        for (index, secret) in secrets.iter().enumerate() {
            if !spelled[&index].iter().any(|spelling| contains_whole(&content, spelling)) {
                continue;
            }
            seen.insert(index);
            let told = matches!(secret.kind, Kind::BuyerName(_)) && path.starts_with("private/");
            if let Some((start, ending)) = path.rsplit_once('.').filter(|_| told) {
                named_in.insert(format!("{} {ending}", start.split('/').nth(2).unwrap_or_default()));
            }
            if !may_see(&path, &secret.kind, &meets, &helped) {
                leaks.push(format!("{path}: {} of {:?}", secret.value, secret.kind));
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    assert!(
        for_scripts >= 4 * 8,
        "the indexes and sheets of four languages were looked through, not {for_scripts}"
    );
    // The search itself works: what may be seen was found in the dossiers.
    let found = |wanted: fn(&Kind) -> bool| {
        secrets.iter().enumerate().any(|(i, s)| wanted(&s.kind) && seen.contains(&i))
    };
    assert!(found(|k| matches!(k, Kind::BuyerName(_))), "no buyer's name was found anywhere");
    let kinds = [
        "buyers pdf",
        "hall pdf",
        "interpreters pdf",
        "members ics",
        "members pdf",
        "members vcf",
        "office pdf",
        "plan-v1 html",
        "reception pdf",
    ];
    assert_eq!(named_in.iter().map(String::as_str).collect::<Vec<_>>(), kinds, "where buyers are named");
    assert!(found(|k| matches!(k, Kind::Member(_))), "no capacity was found anywhere");
    assert!(found(|k| matches!(k, Kind::Price(..))), "no price was found anywhere");

    let manifest = manifest.to_json().to_lowercase();
    let formats = [Format::Json, Format::Short]
        .map(|f| render(&prepared.findings, &prepared.project.sources, f, false));
    for (index, secret) in secrets.iter().enumerate() {
        for text in [&manifest, &formats[0].to_lowercase(), &formats[1].to_lowercase()] {
            let told = spelled[&index].iter().any(|spelling| contains_whole(text, spelling));
            assert!(!told, "{} stands in manifest or diagnostics", secret.value);
        }
    }
}

#[test]
fn a_members_dossier_names_no_product_of_a_rival() {
    let (prepared, target, _) = project::built();
    let members = target.join("private/home-textiles-2027/members");
    let project = &prepared.project;
    for path in outputs(&members).iter().filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
    {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let member = name.rsplitn(4, '-').last().expect("an id").to_owned();
        let text = readable(path);
        let named = |owner: &str, text: &str| {
            let own = project.offered_products().filter(|p| p.id.owner() == owner);
            own.filter(|p| text.contains(&p.name.source.str().to_lowercase()) || text.contains(p.id.as_str()))
                .count()
        };
        assert!(named(&member, &text) > 0, "{member} does not even find its own products");
        let rivals = project.current_members().filter(|rival| rival.id.as_str() != member);
        for rival in rivals {
            assert_eq!(named(rival.id.as_str(), &text), 0, "{member} reads of products of {}", rival.id);
        }
    }
}

/// Whether a text holds a spelling that is no part of a longer number or word.
fn contains_whole(text: &str, spelling: &str) -> bool {
    text.match_indices(spelling).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
