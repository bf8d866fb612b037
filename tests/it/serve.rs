//! `fairfolio serve`, asked as a browser asks it: it shows what a build would make, keeps up with the data whatever
//! happens to it, and answers nobody else.

mod desk;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::project::{light_sample, scratch, write_out};

/// How long something may take before it counts as stalled: tests of other things run beside this one.
const PATIENCE: Duration = Duration::from_secs(90);
const DAY: &str = "2027-01-04";

/// The command at work; it ends with the test.
struct Serving {
    child: Child,
    port: u16,
    key: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_fairfolio"))
}

impl Serving {
    fn start(folder: &Path, more: &[&str]) -> Self {
        let mut child = command()
            .args(["serve", "--port", "0", "--today", DAY])
            .args(more)
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let site = lines.next().expect("a line").expect("text");
        let address = site.split_whitespace().nth(1).expect("an address").to_owned();
        let (host, key) = address.split_once("/?key=").expect("the address has a key");
        let port = host.rsplit(':').next().expect("a port").parse().expect("a number");
        // The rest is read, so that the command can go on writing.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port, key: key.to_owned() }
    }

    fn send(&self, request: &str) -> Answer {
        self.send_bytes(request.as_bytes())
    }

    fn send_bytes(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.write_all(request).expect("sent");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let at = all.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&all[..at]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head, body: all.split_off(at + 4) }
    }

    fn ask(&self, path: &str, more: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(path, &format!("Cookie: fairfolio-{}={}\r\n", self.port, self.key))
    }

    /// What the desk's own form sends.
    fn form(&self) -> String {
        let desk = self.get("/_desk/hand-over/").text();
        let at = desk.find("name=\"form\" value=\"").expect("a form") + 19;
        format!("form={}", &desk[at..at + 32])
    }

    fn post(&self, path: &str, origin: &str, form: &str) -> u16 {
        let (port, key, length) = (self.port, &self.key, form.len());
        let head = format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{origin}");
        let cookie = format!("Cookie: fairfolio-{port}={key}\r\n");
        let rest = format!("Content-Length: {length}\r\nConnection: close\r\n\r\n{form}");
        self.send(&format!("{head}{cookie}{rest}")).status
    }

    /// What the browser is told first: how things stand.
    fn state(&self) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let request = format!("GET /_desk/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("sent");
        let mut lines = BufReader::new(stream).lines();
        let data = lines.find_map(|line| Some(line.ok()?.strip_prefix("data: ")?.to_owned())).expect("data");
        serde_json::from_str(&data).expect("JSON")
    }

    /// Waits until something is so.
    fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let since = Instant::now();
        while !is_so(self) {
            assert!(since.elapsed() < PATIENCE, "it stalled: {what}; {}", self.state());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn until_state(&self, state: &str) {
        self.until(state, |serving| serving.state()["state"] == state);
    }

    fn until_page(&self, path: &str, has: &str) {
        self.until(&format!("{path} with {has}"), |serving| serving.get(path).text().contains(has));
    }
}

/// A page without the script that is added on its way out.
fn built(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page).into_owned();
    let Some(from) = text.find("<script src=\"/_desk/live.js\"") else { return page.to_vec() };
    let to = from + text[from..].find('\n').expect("a line") + 1;
    [&text.as_bytes()[..from], &text.as_bytes()[to..]].concat()
}

fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable")) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            files.insert(path, fs::read(entry.path()).expect("readable"));
        }
    }
    files
}

/// A starter project on disk.
fn starter(name: &str) -> PathBuf {
    let folder = scratch(name).join("ours");
    let made = command().arg("new").arg(&folder).output().expect("the command runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// Where a file of a build is asked for.
fn address(path: &str) -> Option<String> {
    let made_by_build_only = ["-press.pdf", "-booklet.pdf", "-cover.pdf"];
    if path == "manifest.json" || made_by_build_only.iter().any(|ending| path.ends_with(ending)) {
        return None;
    }
    let to = [("public/site/", "/"), ("public/print/", "/print/"), ("private/", "/_desk/private/")];
    to.iter().find_map(|(from, to)| path.strip_prefix(from).map(|rest| format!("{to}{rest}")))
}

/// Everything that is served is what a build makes at the same moment; says how many files were compared.
fn assert_as_built(serving: &Serving, folder: &Path, into: &Path) -> usize {
    let _ = fs::remove_dir_all(into);
    let done = command().args(["build", "--today", DAY, "--quiet", "-o"]).arg(into).arg(folder).output();
    let done = done.expect("the command runs");
    assert!(done.status.code() < Some(2), "{}", String::from_utf8_lossy(&done.stderr));
    let mut count = 0;
    for (path, bytes) in files_below(into) {
        let Some(address) = address(&path) else { continue };
        let answer = serving.get(&address);
        assert_eq!(answer.status, 200, "{address}");
        assert!(built(&answer.body) == bytes, "{address} is not what a build makes");
        count += 1;
    }
    count
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("readable");
    assert!(text.contains(from), "`{from}` is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn what_is_served_of_the_sample_is_what_a_build_makes() {
    let folder = scratch("serve-sample").join("consortium");
    write_out(&light_sample("served"), &folder);
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let count = assert_as_built(&serving, &folder, &scratch("serve-sample-built").join("dist"));
    assert!(count > 2000, "{count} files were compared");
}

#[test]
fn a_change_is_shown_a_mistake_leaves_the_last_good_output_and_mending_it_shows_the_rest() {
    let folder = starter("serve-change");
    let into = scratch("serve-change-built").join("dist");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    assert_as_built(&serving, &folder, &into);

    let own = folder.join("consortium.toml");
    let name = name_of(&own);
    replace(&own, &name, "Harbour Weavers");
    serving.until_page("/", "Harbour Weavers");
    serving.until_state("ready");
    assert_as_built(&serving, &folder, &into);

    let good = fs::read_to_string(&own).expect("readable");
    fs::write(&own, format!("{good}\nbroken = [\n")).expect("written");
    serving.until_state("broken");
    assert!(serving.get("/").text().contains("Harbour Weavers"), "the last good page stays");
    let findings: Value = serde_json::from_slice(&serving.get("/_desk/findings").body).expect("JSON");
    assert_eq!((&findings[0]["code"], &findings[0]["path"]), (&"FF0101".into(), &"consortium.toml".into()));
    assert!(serving.get("/_desk/").text().contains("errors that stop the build"));

    fs::write(&own, good.replace("Harbour Weavers", "Harbour Spinners")).expect("written");
    serving.until_page("/", "Harbour Spinners");
    serving.until_state("ready");
    assert_as_built(&serving, &folder, &into);
}

/// The line `name = "…"` of the consortium's file without the key.
fn name_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("readable");
    let line = text.lines().find(|line| line.starts_with("name")).expect("a name");
    line.split('"').nth(1).expect("in quotes").to_owned()
}

#[test]
fn nobody_else_is_answered() {
    let folder = starter("serve-strangers");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let (port, key) = (serving.port, serving.key.clone());

    let foreign = serving.send("GET / HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n");
    assert_eq!(foreign.status, 421, "a page of another name that leads to this computer");
    let other_port = serving.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n");
    assert_eq!(other_port.status, 421);
    assert_eq!(serving.ask("/", "").status, 200, "the site itself is what will be public");

    for private in
        ["/_desk/", "/_desk/findings", "/_desk/documents/", "/_desk/private/office/reports/flatplan.txt"]
    {
        assert_eq!(serving.ask(private, "").status, 403, "{private} without the key");
        let wrong = format!("Cookie: fairfolio-{port}=0123456789abcdef0123456789abcdef\r\n");
        assert_eq!(serving.ask(private, &wrong).status, 403, "{private} with another key");
        assert_eq!(serving.get(private).status, 200, "{private}");
    }
    let welcome = serving.ask(&format!("/_desk/?key={key}"), "");
    assert_eq!(welcome.status, 303);
    let cookie = format!("set-cookie: fairfolio-{port}={key}; Path=/; HttpOnly; SameSite=Strict");
    assert!(welcome.head.contains(&cookie) && welcome.head.contains("location: /_desk/"), "{}", welcome.head);
    assert!(!serving.ask(&format!("//evil.example/?key={key}"), "").head.contains("location: //"));

    for stranger in ["", "Origin: https://evil.example\r\n", "Origin: null\r\n"] {
        assert_eq!(serving.post("/_desk/do/build", stranger, &serving.form()), 405, "{stranger}");
    }
    let own = format!("Origin: http://127.0.0.1:{port}\r\n");
    assert_eq!(serving.post("/_desk/do/build", &own, "form=0123456789abcdef"), 403, "a form of another page");
    assert_eq!(serving.post("/members/index.html", &own, &serving.form()), 405, "the site takes nothing");
    assert!(!folder.join("dist").exists());

    for outside in [
        "/../consortium.toml",
        "/%2e%2e/consortium.toml",
        "/..%2fconsortium.toml",
        "/consortium.toml",
        "/_desk/private/../../consortium.toml",
        "/print/../../consortium.toml",
    ] {
        assert_eq!(serving.get(outside).status, 404, "{outside}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_listens_at_this_computer_s_own_address_and_no_other() {
    let folder = starter("serve-address");
    let serving = Serving::start(&folder, &[]);
    assert!(TcpStream::connect(("127.0.0.1", serving.port)).is_ok());
    // Every address that begins with 127 is this computer; a server for all addresses would answer here.
    assert!(TcpStream::connect(("127.0.0.2", serving.port)).is_err());
    let taken = command().args(["serve", "--port", &serving.port.to_string()]).arg(&folder).output();
    let taken = taken.expect("the command runs");
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&taken.stderr).contains("name another one with `--port`"));
}

#[test]
fn a_folder_that_is_moved_away_is_waited_for() {
    for more in [&[][..], &["--poll"]] {
        let folder = starter("serve-away");
        let aside = folder.with_file_name("aside");
        let serving = Serving::start(&folder, more);
        serving.until_state("ready");
        fs::rename(&folder, &aside).expect("moved");
        serving.until_state("away");
        let name = name_of(&aside.join("consortium.toml"));
        assert!(serving.get("/").text().contains(&name), "the last good page stays");
        replace(&aside.join("consortium.toml"), &name, "Back Again");
        fs::rename(&aside, &folder).expect("moved back");
        serving.until_page("/", "Back Again");
        serving.until_state("ready");
        // The system watches the folder that is there now.
        replace(&folder.join("consortium.toml"), "Back Again", "Here To Stay");
        serving.until_page("/", "Here To Stay");
        fs::remove_dir_all(&folder).expect("removed");
        serving.until_state("away");
    }
}

#[test]
fn what_is_written_for_others_is_no_change() {
    let folder = starter("serve-quiet");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let before = serving.state()["builds"].clone();
    let built = command().args(["build", "--today", DAY, "--quiet"]).arg(&folder).output().expect("it runs");
    assert!(built.status.code() < Some(2));
    for leftover in
        [".consortium.toml.swp", "consortium.toml~", "4913", "#consortium.toml#", ".git/index", "a.tmp"]
    {
        let path = folder.join(leftover);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, "x").expect("written");
        fs::remove_file(&path).expect("removed");
    }
    // A real change comes after all those in the system's messages too, so that it must be the first to count.
    replace(&folder.join("consortium.toml"), &name_of(&folder.join("consortium.toml")), "One Change");
    serving.until_page("/", "One Change");
    serving.until_state("ready");
    let after = serving.state()["builds"].as_u64().expect("a number");
    assert_eq!(after, before.as_u64().expect("a number") + 1);
}

#[test]
fn a_template_that_fails_is_told_and_the_next_change_mends_it() {
    let folder = starter("serve-template");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let own = folder.join("theme/templates/members.html");
    fs::create_dir_all(own.parent().expect("a folder")).expect("made");
    fs::write(
        &own,
        "{% extends \"loom/members.html\" %}{% block main %}{{ nobody.knows.this }}{% endblock main %}",
    )
    .expect("written");
    serving.until_state("broken");
    assert_eq!(serving.get("/members/index.html").status, 500);
    assert!(serving.get("/_desk/findings/").text().contains("FF1208"));
    fs::remove_file(&own).expect("removed");
    serving.until_state("ready");
    assert_eq!(serving.get("/members/index.html").status, 200);
}

#[test]
fn the_desk_builds_as_the_command_does() {
    let folder = starter("serve-build");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let before = serving.state()["builds"].clone();
    let own = format!("Origin: http://127.0.0.1:{}\r\n", serving.port);
    assert_eq!(serving.post("/_desk/do/build", &own, &serving.form()), 303);
    serving.until("a build", |serving| serving.get("/_desk/").text().contains("files were put into"));
    let other = scratch("serve-build-other").join("dist");
    let built = command().args(["build", "--today", DAY, "--quiet", "-o"]).arg(&other).arg(&folder).output();
    assert!(built.expect("it runs").status.code() < Some(2));
    assert!(files_below(&folder.join("dist")) == files_below(&other), "not what the command builds");
    assert_eq!(serving.state()["builds"], before, "its own output is no change");
}

#[test]
fn a_pdf_is_sent_in_pieces_to_those_who_ask() {
    let folder = starter("serve-pieces");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let documents = serving.get("/_desk/documents/").text();
    let path = documents.split("href=\"").find(|part| part.starts_with("/print/")).expect("a brochure");
    let path = path.split('"').next().expect("an address").to_owned();
    let whole = serving.get(&path);
    assert!(whole.head.contains("content-type: application/pdf") && whole.body.starts_with(b"%PDF-"));
    let piece = serving.ask(&path, "Range: bytes=5-9\r\n");
    assert_eq!((piece.status, piece.body.as_slice()), (206, &whole.body[5..=9]));
    assert_eq!(serving.ask(&path, "Range: bytes=999999999-\r\n").status, 416);
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Memory that a process holds, in kilobytes.
#[cfg(target_os = "linux")]
fn memory(serving: &Serving) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", serving.child.id())).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number")
}

#[test]
fn a_list_of_what_is_to_do_can_be_saved_as_pdf() {
    let folder = starter("serve-todo");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let entry =
        fs::read_dir(folder.join("members")).expect("members").next().expect("one").expect("an entry");
    let id = entry.file_name().to_string_lossy().into_owned();
    let sheet = serving.get(&format!("/_desk/todo/{id}.pdf"));
    assert!(sheet.status == 200 && sheet.body.starts_with(b"%PDF"), "{}", sheet.head);
    assert!(sheet.head.contains("application/pdf"), "{}", sheet.head);
    assert!(serving.get(&format!("/_desk/private/office/todo/{id}.pdf")).body == sheet.body);
    assert!(serving.get(&format!("/_desk/members/{id}/")).text().contains(&format!("/_desk/todo/{id}.pdf")));
    assert_eq!(serving.get("/_desk/todo/office.pdf").status, 200, "what is nobody else's");
    assert_eq!(serving.get("/_desk/todo/nobody.pdf").status, 404);
    let fairness = serving.get("/_desk/reports/fairness/").text();
    assert!(fairness.contains("is every firm treated alike?"), "{fairness}");
}

/// A long day: files are edited, broken, mended, renamed, removed and put back, in steps that follow each other as
/// fast as they show. `FAIRFOLIO_STEPS` makes the day longer.
#[cfg(target_os = "linux")]
#[test]
fn a_long_day_of_changes_ends_with_what_a_build_makes() {
    let steps: u64 = std::env::var("FAIRFOLIO_STEPS").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let folder = starter("serve-day");
    let into = scratch("serve-day-built").join("dist");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let own = folder.join("consortium.toml");
    let mut name = name_of(&own);
    let mut dice = Dice(7);
    let mut settled = 0;
    for step in 0..steps {
        let good = fs::read_to_string(&own).expect("readable");
        let next = format!("House {step}");
        match dice.roll(5) {
            0 => {
                fs::write(&own, good.replace('=', "")).expect("broken");
                serving.until_state("broken");
                assert!(serving.get("/").text().contains(&name), "step {step}: the last good page stays");
                fs::write(&own, good.replace(&name, &next)).expect("mended");
            }
            1 => {
                let aside = folder.join("aside.txt");
                fs::rename(&own, &aside).expect("moved");
                fs::rename(&aside, &own).expect("moved back");
                fs::write(&own, good.replace(&name, &next)).expect("written");
            }
            2 => {
                fs::remove_file(&own).expect("removed");
                serving.until_state("broken");
                fs::write(&own, good.replace(&name, &next)).expect("written anew");
            }
            // As many editors do it: beside, and then in the place of the old one.
            3 => {
                let beside = folder.join("consortium.toml.tmp");
                fs::write(&beside, good.replace(&name, &next)).expect("written");
                fs::rename(&beside, &own).expect("put in place");
            }
            _ => {
                fs::write(&own, good.replace(&name, "Half A Name")).expect("written");
                fs::write(&own, good.replace(&name, &next)).expect("written again at once");
            }
        }
        serving.until_page("/", &next);
        name = next;
        if step == steps / 4 {
            serving.until_state("ready");
            settled = memory(&serving);
        }
    }
    serving.until_state("ready");
    assert_as_built(&serving, &folder, &into);
    let end = memory(&serving);
    assert!(
        end < settled * 3 / 2 + 64 * 1024,
        "{settled} KB after a quarter of the day, {end} KB at its end"
    );
}

#[test]
fn without_a_word_the_command_needs_a_project() {
    let empty = scratch("serve-bare");
    let said = command().current_dir(&empty).output().expect("the command runs");
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&said.stderr).contains("fairfolio new DIR"));
}
