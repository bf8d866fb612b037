//! Files that somebody sent in bad faith or in a bad hurry: loading answers with findings, never with a
//! crash.

use fairfolio::diag::Diagnostic;
use fairfolio::files::{Files, Memory};
use fairfolio::load::load;
use fairfolio::model::project::{Image, Project};

use super::check;
use crate::project::{edit, options, sample};

fn names(files: &Memory) -> Vec<&'static str> {
    check(files).0.iter().map(|finding: &Diagnostic| finding.code.name).collect()
}

fn loaded(files: &Memory) -> Project {
    load(files, options().today).expect("in memory").0
}

const MEMBER: &str = "members/nakshila-jacquards/member.md";
const WORKS: &str = "members/nakshila-jacquards/works.jpg";

#[test]
fn an_empty_folder_is_one_finding() {
    assert_eq!(names(&Memory::default()), ["missing_file"]);
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let cases: [(&[u8], &str); 7] = [
        (b"this is text", "photo_type"),
        (b"", "photo_type"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "photo_type"),
        (b"%PDF-1.7", "photo_type"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "photo_unreadable"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", "photo_unreadable"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><!DOCTYPE x></svg>", "logo"),
    ];
    for (bytes, name) in cases {
        let mut files = sample();
        files.insert(WORKS, bytes);
        assert_eq!(names(&files), [name], "{}", String::from_utf8_lossy(bytes));
        assert_eq!(loaded(&files).images.get(WORKS), Some(&Image::Unusable));
    }
}

#[test]
fn a_header_that_promises_four_hundred_million_pixels_is_believed_and_refused() {
    let mut files = sample();
    files.insert(WORKS, huge_png());
    assert_eq!(names(&files), ["photo_huge"]);
}

/// A valid PNG header of 20,000 × 20,000 pixels with an empty picture.
fn huge_png() -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let body = [name.as_slice(), data].concat();
        let length = u32::try_from(data.len()).expect("short");
        [&length.to_be_bytes(), body.as_slice(), &crc32(&body).to_be_bytes()].concat()
    };
    let size = 20_000u32.to_be_bytes();
    let header = [size.as_slice(), &size, &[8, 2, 0, 0, 0]].concat();
    let picture = [0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1];
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", &picture),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

/// PNG, annex D.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1)))
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn no_path_leaves_the_project() {
    for path in
        ["../../etc/passwd", "../../../etc/passwd", "/etc/passwd", "C:\\\\secret.jpg", "\\\\\\\\host\\\\x"]
    {
        let mut files = sample();
        edit(&mut files, MEMBER, "file = \"works.jpg\"", &format!("file = \"{path}\""));
        let project = loaded(&files);
        assert!(!project.images.keys().any(|path| path.contains("passwd") && path.starts_with(['/', '.'])));
        let found = names(&files);
        assert!(found.contains(&"path_outside") || found.contains(&"photo_missing"), "{path}: {found:?}");
    }
}

#[test]
fn links_that_run_programs_are_found_in_texts_and_fields() {
    for link in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"]
    {
        let mut files = sample();
        edit(&mut files, MEMBER, "https://www.nakshila.example/", link);
        edit(&mut files, "pages/quality.ar.md", "## ", &format!("[x]({link})\n\n## "));
        assert_eq!(names(&files), ["link_scheme", "link_scheme"], "{link}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let mut files = sample();
    for path in [MEMBER, "consortium.toml", "pages/quality.md", "events/home-textiles-2027.md"] {
        let text = String::from_utf8(files.read(path).expect(path)).expect("text");
        files.insert(path, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    // Only the hash of the text below the fields changes with its line ends.
    let found = names(&files);
    assert!(found.iter().all(|name| *name == "translation_stale"), "{found:?}");
}

#[test]
fn other_encodings_and_control_characters_are_findings() {
    let mut files = sample();
    let text = String::from_utf8(files.read(MEMBER).expect(MEMBER)).expect("text");
    let latin: Vec<u8> = text.replace("Weaving hall", "Filature fran\u{7f}aise").into_bytes();
    let latin = latin.into_iter().map(|byte| if byte == 0x7f { 0xe7 } else { byte }).collect::<Vec<u8>>();
    files.insert(MEMBER, latin);
    assert!(names(&files).contains(&"not_utf8"));

    let mut files = sample();
    edit(&mut files, "pages/quality.md", "Every member", "Every\0 member");
    assert!(names(&files).contains(&"illegal_character"));
}

#[test]
fn deep_nesting_ends_in_a_finding() {
    let deep = 20_000;
    for text in [
        format!("x = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}1{}", "{ a = ".repeat(deep), " }".repeat(deep)),
        format!("[{}]", vec!["a"; deep].join(".")),
        format!("{} = 1", vec!["a"; deep].join(".")),
    ] {
        let mut files = sample();
        files.insert("categories.ar.toml", text);
        assert!(!names(&files).is_empty());
    }
    let mut files = sample();
    edit(&mut files, "pages/quality.md", "## One list", &format!("{}x\n\n## One list", "> ".repeat(deep)));
    names(&files);
}

/// A small generator, so that the bytes are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides.max(1)
    }
}

#[test]
fn flipped_bytes_never_stop_a_run() {
    let whole = sample();
    let mut dice = Dice(2027);
    let all = whole.list().expect("in memory");
    let texts: Vec<&String> =
        all.iter().filter(|path| path.ends_with(".md") || path.ends_with(".toml")).collect();
    // Pictures stay out of the copy: their headers have a test of their own below.
    let mut small = Memory::default();
    texts.iter().for_each(|path| small.insert(path.as_str(), whole.read(path).expect("there")));
    for _ in 0..300 {
        let mut files = small.clone();
        for _ in 0..3 {
            let path = texts[dice.roll(texts.len())];
            let mut bytes = files.read(path).expect("there");
            for _ in 0..=dice.roll(4) {
                if bytes.is_empty() {
                    break;
                }
                let at = dice.roll(bytes.len());
                match dice.roll(4) {
                    0 => bytes[at] ^= 1 << dice.roll(8),
                    1 => drop(bytes.drain(at..bytes.len().min(at + 1 + dice.roll(40)))),
                    2 => bytes.insert(at, b"\"[]{}=#+\n\0"[dice.roll(10)]),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            files.insert(path.as_str(), bytes);
        }
        check(&files);
    }
}

#[test]
fn flipped_bytes_of_pictures_are_findings_at_most() {
    let mut dice = Dice(7);
    let whole = sample();
    let original = whole.read(WORKS).expect("there");
    for _ in 0..200 {
        let mut bytes = original[..original.len().min(4000)].to_vec();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(600.min(bytes.len()));
            bytes[at] = u8::try_from(dice.roll(256)).expect("a byte");
        }
        let mut files = Memory::default();
        files.insert("consortium.toml", "schema = 1\n");
        files.insert(MEMBER, whole.read(MEMBER).expect("there"));
        files.insert(WORKS, bytes);
        loaded(&files);
    }
}
