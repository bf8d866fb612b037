//! What the office does from the desk: bring sheets in, send forms out, plan meetings, correct a record, hand over. Each
//! is shown before it is written, and does what the command of the same name does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Answer, DAY, Serving, command, files_below, starter};
use fairfolio::files::Files as _;

use crate::project::{light_sample, scratch, write_out};

const LIST: &str = "\
SKU;Name;Product group;Summary;Net weight (kg)
FM-001;First product, renamed;first-group;At most thirty words.;
FM-002;Second product;first-group;A new one.;1,2
";

impl Serving {
    fn own(&self) -> String {
        format!("Origin: http://127.0.0.1:{}\r\n", self.port)
    }

    /// Sends a form of the desk, and gives the page it leads to.
    fn does(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let escaped = |text: &str| {
            let byte = |byte: u8| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            };
            text.bytes().map(byte).collect::<String>()
        };
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let form = format!("{}&{}", self.form(), pairs.join("&"));
        let answer = self.posted(path, &self.own(), "application/x-www-form-urlencoded", form.as_bytes());
        let text = answer.text();
        (answer.status, text)
    }

    /// Drops files on the page of imports.
    fn drops(&self, files: &[(&str, &[u8])]) -> u16 {
        let token = self.form().trim_start_matches("form=").to_owned();
        let mut body =
            format!("--cut\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n{token}\r\n").into_bytes();
        body.extend(b"--cut\r\nContent-Disposition: form-data; name=\"overwrite\"\r\n\r\nyes\r\n");
        for (name, bytes) in files {
            let head = "Content-Disposition: form-data; name=\"files\"";
            body.extend(format!("--cut\r\n{head}; filename=\"{name}\"\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        self.posted("/_desk/import/", &self.own(), "multipart/form-data; boundary=cut", &body).status
    }

    fn posted(&self, path: &str, origin: &str, kind: &str, body: &[u8]) -> Answer {
        let (port, key, length) = (self.port, &self.key, body.len());
        let head = format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{origin}");
        let cookie = format!("Cookie: fairfolio-{port}={key}\r\nContent-Type: {kind}\r\n");
        let rest = format!("Content-Length: {length}\r\nConnection: close\r\n\r\n");
        self.send_bytes(&[format!("{head}{cookie}{rest}").as_bytes(), body].concat())
    }

    /// Says yes to what a page shows.
    fn says_yes(&self, page: &str, action: &str) {
        let text = self.get(page).text();
        let (_, rest) = text.split_once("name=\"mark\" value=\"").expect("something waits for a yes");
        assert_eq!(self.does(&format!("/_desk/do/{action}"), &[("mark", &rest[..32])]).0, 303);
        self.until("an end", |own| !own.get("/_desk/").text().contains("class=\"running\""));
    }

    fn said(&self) -> String {
        let page = self.get("/_desk/").text();
        let (_, rest) = page.split_once("id=\"work\"").expect("what was done");
        rest[..rest.find("</div>\n</div>").or_else(|| rest.find("</header>")).unwrap_or(600)].to_owned()
    }
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_default()
}

#[test]
fn a_sheet_is_shown_first_and_written_after_a_yes() {
    let folder = starter("desk-import");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let product = "members/first-member/products/first-product.md";
    let second = "members/first-member/products/second-product.md";
    let before = read(&folder, product);
    let photo = fs::read(folder.join("members/first-member/works.jpg")).expect("a picture");
    assert_eq!(
        serving.drops(&[("prices of ../../first-member.csv", LIST.as_bytes()), ("x.jpg", &photo)]),
        303
    );
    let page = serving.get("/_desk/import/").text();
    for part in [product, second, "First product, renamed", "This is what would change"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!((read(&folder, product), read(&folder, second)), (before.clone(), String::new()), "not yet");

    // The project changes between the look and the yes: what is written is what was looked at, or nothing.
    let ours = before.replace("1 is printed first", "one is printed first");
    assert_ne!(ours, before);
    fs::write(folder.join(product), &ours).expect("written");
    serving.says_yes("/_desk/import/", "import");
    assert!(serving.said().contains("has changed since you looked"), "{}", serving.said());
    assert_eq!(read(&folder, product), ours);
    serving.says_yes("/_desk/import/", "import");
    assert!(serving.said().contains("files were written"), "{}", serving.said());
    assert!(read(&folder, product).contains("First product, renamed"), "{}", read(&folder, product));
    assert!(read(&folder, second).contains("FM-002"));
    serving.until_page("/products/first-member-second-product.html", "Second product");

    // A column that nobody knows is read as somebody says, and that is kept with the sheet.
    let list = LIST.replace("Summary", "Our words");
    assert_eq!(serving.drops(&[("words.csv", list.as_bytes())]), 303);
    let page = serving.get("/_desk/import/").text();
    assert!(page.contains("1 is not read") && page.contains("name=\"to:Our words\""), "{page}");
    let columns = [("path", "import/words.toml"), ("to:Our words", "summary")];
    assert_eq!(serving.does("/_desk/import/columns/", &columns).0, 303);
    assert!(!serving.get("/_desk/import/").text().contains("not read</summary>"), "it is read now");
    serving.says_yes("/_desk/import/", "import");
    assert!(read(&folder, "import/words.toml").contains("\"Our words\" = \"summary\""));

    // The same sheet once more has nothing new, and can be put away.
    assert_eq!(serving.drops(&[("first-member.csv", LIST.as_bytes())]), 303);
    assert_eq!(serving.does("/_desk/do/no-import", &[]).0, 303);
    serving.until_page("/_desk/import/", "Show what would change");
}

#[test]
fn what_cannot_be_brought_in_is_told_and_nothing_else_happens() {
    let folder = starter("desk-import-not");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let before = files_below(&folder);
    assert_eq!(serving.drops(&[]), 303);
    assert!(serving.said().contains("Choose a sheet first"), "{}", serving.said());
    assert_eq!(serving.drops(&[("a.jpg", b"no picture")]), 303);
    assert!(serving.said().contains("Send the sheet along"), "{}", serving.said());
    assert_eq!(serving.drops(&[("a.pdf", b"%PDF-1.4")]), 303);
    let page = serving.get("/_desk/import/").text();
    assert!(page.contains("It could not be read") && page.contains("FF1401"), "{page}");
    assert!(!page.contains("Write this into the project"));
    let stranger = "Origin: http://elsewhere.example\r\n";
    let kind = "multipart/form-data; boundary=cut";
    assert_eq!(serving.posted("/_desk/import/", stranger, kind, b"--cut--\r\n").status, 405);
    assert_eq!(
        serving.posted("/_desk/import/", &serving.own(), kind, b"--cut--\r\n").status,
        403,
        "no form of ours"
    );
    assert!(files_below(&folder) == before, "something was written");
}

#[test]
fn a_record_is_corrected_in_place() {
    let folder = starter("desk-edit");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let file = "members/first-member/products/first-product.md";
    let page = "/_desk/edit/products/first-member/first-product/";
    let before = read(&folder, file);
    assert!(serving.get(page).text().contains("value=\"FM-001\""), "{}", serving.get(page).text());
    let same = [("was:name", "First product"), ("was:spec.weight", "500"), ("was:summary", "")];
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all = same.to_vec();
        all.extend_from_slice(more);
        // What is not sent is empty, and was empty: only these three fields are touched.
        serving.does(page, &all)
    };

    // Nothing changed, nothing written.
    let (status, _) = with(&[("now:name", "First product"), ("now:spec.weight", "500")]);
    assert_eq!((status, read(&folder, file)), (303, before.clone()));

    // One value: one line of the file.
    let (status, _) = with(&[("now:name", "Renamed product"), ("now:spec.weight", "500")]);
    assert_eq!(status, 303);
    assert_eq!(read(&folder, file), before.replace("First product", "Renamed product"));
    assert!(serving.said().contains("1 value was written into"), "{}", serving.said());
    serving.until_page("/products/first-member-first-product.html", "Renamed product");

    // What is not understood stands at its field, and nothing is written.
    let now = read(&folder, file);
    let (status, text) = with(&[("now:name", "Renamed product"), ("now:spec.weight", "heavy")]);
    assert!(
        status == 200 && text.contains("aria-invalid=\"true\"") && text.contains("value=\"heavy\""),
        "{text}"
    );
    // What somebody else changed since the page was opened is asked about.
    let (status, text) = with(&[("now:name", "Third name"), ("now:spec.weight", "500")]);
    assert!(status == 200 && text.contains("Renamed product"), "{text}");
    // What would bring a new error is shown with it, and may be kept all the same.
    let gone = [("was:name", "Renamed product"), ("was:spec.weight", "500"), ("now:spec.weight", "500")];
    let (status, text) = serving.does(page, &gone);
    assert!(status == 200 && text.contains("Save all the same"), "{text}");
    assert_eq!(read(&folder, file), now);
    let (status, _) = serving.does(page, &[gone.as_slice(), &[("anyway", "yes")]].concat());
    assert_eq!(status, 303);
    assert!(!read(&folder, file).contains("Renamed product"));
    serving.until_page("/_desk/members/first-member/", "/_desk/edit/products/first-member/first-product/");

    for nobody in [
        "products/first-member/nothing/",
        "members/nobody/",
        "products/../../etc/",
        "buyers/x/y/",
        "wishes/a/",
    ] {
        assert_eq!(serving.get(&format!("/_desk/edit/{nobody}")).status, 404, "{nobody}");
    }
}

#[test]
fn forms_go_out_as_the_command_makes_them() {
    let folder = starter("desk-forms");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    let page = serving.get("/_desk/forms/").text();
    assert!(page.contains("/_desk/forms/first-member.xlsx"), "{page}");
    let out = scratch("desk-forms-out");
    let made =
        command().args(["collect", "--today", DAY, "-o"]).arg(&out).arg(&folder).output().expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let one = serving.get("/_desk/forms/first-member.xlsx");
    assert_eq!(one.body, fs::read(out.join("first-member.xlsx")).expect("a form"));
    let all = serving.get("/_desk/forms/all.zip");
    assert!(
        all.body.starts_with(b"PK") && all.head.contains("attachment; filename=\"all.zip\""),
        "{}",
        all.head
    );
    assert_eq!(serving.does("/_desk/do/collect", &[("event", "")]).0, 303);
    serving.until("forms", |_| folder.join("forms/first-member.xlsx").exists());
    assert!(files_below(&folder.join("forms")) == files_below(&out));
    assert_eq!(serving.get("/_desk/forms/nobody.xlsx").status, 404);
    assert_eq!(serving.get("/_desk/forms/translate-xx.xlsx").status, 404);
}

#[test]
fn a_plan_is_looked_at_and_then_written_as_the_command_writes_it() {
    let (ours, theirs) = (scratch("desk-plan"), scratch("desk-plan-command"));
    let sample = light_sample("a plan from the desk");
    let paths = sample.list().expect("in memory");
    let plan = paths.iter().find_map(|path| path.strip_prefix("meetings/")?.strip_suffix(".plan.toml"));
    let event = plan.expect("the sample has a plan").to_owned();
    let plan = format!("meetings/{event}.plan.toml");
    for folder in [&ours, &theirs] {
        write_out(&sample, folder);
        fs::remove_file(folder.join(&plan)).expect("ours");
    }
    let serving = Serving::start(&ours, &[]);
    serving.until_state("ready");
    let german = serving.get("/_desk/forms/").text();
    assert!(german.contains("/_desk/forms/translate-de.xlsx") && german.contains("German"), "{german}");
    assert!(serving.get("/_desk/forms/translate-de.xlsx").body.starts_with(b"PK"));
    assert_eq!(serving.does("/_desk/meetings/", &[("event", &event)]).0, 303);
    let page = serving.get("/_desk/meetings/").text();
    assert!(page.contains("A first plan with") && page.contains("Best possible"), "{page}");
    assert!(!ours.join(&plan).exists(), "not yet");
    serving.says_yes("/_desk/meetings/", "schedule");
    let made = command()
        .args(["schedule", &event, "--quiet", "--today", DAY])
        .arg(&theirs)
        .output()
        .expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(read(&ours, &plan), read(&theirs, &plan));
    // Once more with as few changes as possible: there is none, and nothing to say yes to.
    assert_eq!(serving.does("/_desk/meetings/", &[("event", &event), ("keep", "yes")]).0, 303);
    let page = serving.get("/_desk/meetings/").text();
    assert!(page.contains("The plan stays as it is") && !page.contains("Write this plan"), "{page}");
    // Putting an import away leaves the plan where it is.
    assert_eq!(serving.does("/_desk/do/no-import", &[]).0, 303);
    serving.until("an end", |own| own.said().contains("Nothing was written"));
    assert!(serving.get("/_desk/meetings/").text().contains("The plan stays as it is"));
    assert_eq!(serving.does("/_desk/do/no-plan", &[]).0, 303);
    serving.until_page("/_desk/meetings/", "Show a plan");
    assert_eq!(serving.does("/_desk/meetings/", &[("event", "nowhere")]).0, 303);
    assert!(serving.said().contains("there is no"), "{}", serving.said());
}

#[test]
fn what_leaves_the_house_is_packed_and_can_be_had_from_the_desk() {
    let folder = starter("desk-pack");
    let serving = Serving::start(&folder, &[]);
    serving.until_state("ready");
    assert_eq!(serving.does("/_desk/do/package", &[]).0, 303);
    serving.until("a refusal", |own| own.said().contains("Tick what is to be packed"));
    assert_eq!(serving.does("/_desk/do/package", &[("kind", "zip"), ("kind", "stick")]).0, 303);
    serving.until("packages", |own| own.said().contains("were packed into") || own.said().contains("failed"));
    let page = serving.get("/_desk/hand-over/").text();
    assert!(page.contains("/_desk/packages/site.zip") && page.contains("START.html"), "{page}");
    let archive = serving.get("/_desk/packages/site.zip");
    assert_eq!(archive.body, fs::read(folder.join("dist/packages/site.zip")).expect("an archive"));
    for path in ["manifest.json", "../manifest.json", "..%2Fmanifest.json", "../../consortium.toml"] {
        assert_eq!(serving.get(&format!("/_desk/packages/{path}")).status, 404, "{path}");
    }
    let packed: BTreeMap<_, _> = files_below(&folder.join("dist/packages"));
    assert!(packed.keys().all(|path| !path.contains("press")), "only what was asked for");
}
