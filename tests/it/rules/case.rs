//! A case: one text file that says in words what goes wrong, does it to the sample, and states what is
//! found.
//!
//! ```text
//! Prose.
//!
//! --- file members/x/member.md      then pairs `replace: …` and `with: …`, each of one or more lines
//! --- add pages/new.md              then the whole content
//! --- delete prices/x.toml
//! --- copy members/x/a.jpg members/x/b.jpg
//! --- hex members/x/a.jpg           then bytes as hex digits
//! --- picture members/x/a.jpg 400x300
//! --- profile members/x/a.jpg no ICC         a picture with these bytes for a colour profile
//! --- expect                        then the findings in the short form
//! ```

#![expect(clippy::disallowed_methods, reason = "cases are files of the tests, not of a project")]

use std::fs;
use std::path::{Path, PathBuf};

use fairfolio::files::{Files, Memory};

/// One case.
pub(crate) struct Case {
    /// File name without ending.
    pub(crate) name: String,
    /// What it is about.
    pub(crate) prose: String,
    steps: Vec<Step>,
    /// Findings as the file has them.
    pub(crate) expected: String,
    path: PathBuf,
}

enum Step {
    Replace { path: String, from: String, to: String },
    Put { path: String, bytes: Vec<u8> },
    Delete(String),
    Copy { from: String, to: String },
}

impl Case {
    /// All cases in the order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cases");
        let entries = fs::read_dir(folder).expect("the folder of cases");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a readable case").replace("\r\n", "\n");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut sections = text.split("\n--- ");
        let prose = sections.next().expect("prose").trim().to_owned();
        let (mut steps, mut expected) = (Vec::new(), None);
        for section in sections {
            let (head, body) = section.split_once('\n').unwrap_or((section, ""));
            match head.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["expect"] => expected = Some(body.to_owned()),
                words => steps.extend(steps_of(words, body, &name)),
            }
        }
        let expected = expected.unwrap_or_else(|| panic!("{name} has no `--- expect`"));
        Self { name, prose, steps, expected, path }
    }

    /// The code in the name of the file.
    pub(crate) fn code(&self) -> &str {
        self.name.split('-').next().expect("never empty")
    }

    /// Whether it needs pages to be laid out.
    pub(crate) fn is_layout(&self) -> bool {
        self.code().starts_with("FF12") || ["FF1302", "FF1303", "FF1305", "FF1306"].contains(&self.code())
    }

    /// Whether all it changes is there.
    pub(crate) fn fits(&self, files: &Memory) -> bool {
        let mut trial = files.clone();
        self.steps.iter().all(|step| step.apply(&mut trial))
    }

    /// Changes the project.
    pub(crate) fn apply(&self, files: &mut Memory) {
        for (at, step) in self.steps.iter().enumerate() {
            assert!(step.apply(files), "step {} of {} does not fit the sample", at + 1, self.name);
        }
    }

    /// Writes what was found into the file.
    pub(crate) fn bless(&self, found: &str) {
        let text = fs::read_to_string(&self.path).expect("read before");
        let head = text.split("\n--- expect\n").next().expect("the part before");
        fs::write(&self.path, format!("{head}\n--- expect\n{found}")).expect("writable cases");
    }
}

fn steps_of(words: &[&str], body: &str, name: &str) -> Vec<Step> {
    let own = |path: &str| path.to_owned();
    match words {
        ["file", path] => replacements(path, body),
        ["add", path] => vec![Step::Put { path: own(path), bytes: body.as_bytes().to_vec() }],
        ["delete", path] => vec![Step::Delete(own(path))],
        ["copy", from, to] => vec![Step::Copy { from: own(from), to: own(to) }],
        ["hex", path] => vec![Step::Put { path: own(path), bytes: from_hex(body) }],
        ["picture", path, size] => {
            let (width, height) = size.split_once('x').expect("width and height");
            let size = |text: &str| text.parse::<u16>().expect("pixels");
            vec![Step::Put { path: own(path), bytes: picture(path, (size(width), size(height)), None) }]
        }
        ["profile", path, words @ ..] => {
            let icc = words.join(" ").into_bytes();
            vec![Step::Put { path: own(path), bytes: picture(path, (1800, 1350), Some(&icc)) }]
        }
        _ => panic!("{name}: `--- {}` is no step", words.join(" ")),
    }
}

fn replacements(path: &str, body: &str) -> Vec<Step> {
    let body = format!("\n{body}");
    let pairs = body.split("\nreplace: ").skip(1).map(|pair| {
        let (from, to) = pair.split_once("\nwith: ").expect("`with:` after `replace:`");
        let (from, to) = (from.to_owned(), to.trim_end_matches('\n').to_owned());
        Step::Replace { path: path.to_owned(), from, to }
    });
    pairs.collect()
}

fn from_hex(body: &str) -> Vec<u8> {
    let digits: Vec<u8> = body.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| {
        u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("two hex digits")
    };
    digits.chunks(2).map(pair).collect()
}

/// A plain JPEG whose colour comes from its path, so that no two are the same file.
fn picture(path: &str, (width, height): (u16, u16), icc: Option<&[u8]>) -> Vec<u8> {
    let sum = path.bytes().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let pixels = [sum, 90, 120].repeat(usize::from(width) * usize::from(height));
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 60);
    icc.into_iter().for_each(|icc| encoder.add_icc_profile(icc).expect("a short profile"));
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("plain pixels");
    bytes
}

impl Step {
    /// Does it; `false` when what it changes is not there.
    fn apply(&self, files: &mut Memory) -> bool {
        match self {
            Self::Replace { path, from, to } => {
                let text = files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                let Some(text) = text.filter(|text| text.contains(from.as_str())) else { return false };
                files.insert(path, text.replacen(from.as_str(), to, 1));
            }
            Self::Put { path, bytes } => files.insert(path, bytes.clone()),
            Self::Delete(path) => {
                // `*` at the end takes away a whole folder.
                let start = path.trim_end_matches('*');
                let all = files.list().expect("in memory");
                let gone: Vec<&String> = all
                    .iter()
                    .filter(|p| if start == path { *p == path } else { p.starts_with(start) })
                    .collect();
                if gone.is_empty() {
                    return false;
                }
                gone.into_iter().for_each(|path| files.remove(path));
            }
            Self::Copy { from, to } => match files.read(from) {
                Ok(bytes) => files.insert(to, bytes),
                Err(_) => return false,
            },
        }
        true
    }
}
