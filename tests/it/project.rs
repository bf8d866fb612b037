//! The sample consortium in memory, with pictures that cost nothing, and builds of it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fairfolio::cache::{BuildCache, Cache};
use fairfolio::files::{Disk, Files, Memory};
use fairfolio::load::Today;
use fairfolio::pipeline::{Options, Parts, Prepared, export, prepare};
use fairfolio::publish::Sink;
use fairfolio::publish::manifest::Manifest;

/// Options of a whole build, with a day that no project's own date should need.
pub fn options() -> Options {
    let fallback = jiff::civil::date(2020, 1, 1);
    Options { today: Today { forced: None, fallback }, parts: Parts::ALL, draft: false }
}

/// The sample as it stands in the repository.
pub fn sample() -> Memory {
    static SAMPLE: OnceLock<Memory> = OnceLock::new();
    SAMPLE.get_or_init(|| read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-consortium"))).clone()
}

/// A project of the repository.
pub fn read(folder: &Path) -> Memory {
    let disk = Disk::new(folder);
    let mut memory = Memory::default();
    for path in disk.list().expect("the sample is there") {
        let bytes = disk.read(&path).expect("the sample can be read");
        memory.insert(path, bytes);
    }
    memory
}

/// The sample with every photo replaced by a small plain one, unlike any other, so that
/// tests need not wait for encoders. `comment` goes into each picture's metadata.
pub fn light_sample(comment: &str) -> Memory {
    let mut memory = sample();
    let photos: Vec<String> =
        memory.list().expect("in memory").into_iter().filter(|path| path.ends_with(".jpg")).collect();
    for (index, path) in photos.iter().enumerate() {
        let shade = u8::try_from(index % 200).expect("below 200");
        // Near shades come out alike, so the metadata tells them apart.
        // Pictures of the cover, of works and of groups fill most of a page, so they are larger.
        let size = if path.contains("/products/") { (1560, 1170) } else { (1840, 1380) };
        memory.insert(path.clone(), plain_jpeg(size, [shade, 90, 120], &format!("{comment} {index}")));
    }
    memory
}

/// A plain JPEG with a text in an APP1 and in an APP13 segment.
fn plain_jpeg((width, height): (u16, u16), colour: [u8; 3], comment: &str) -> Vec<u8> {
    let pixels = colour.repeat(usize::from(width) * usize::from(height));
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 50);
    let exif = [b"Exif\0\0", comment.as_bytes()].concat();
    encoder.add_app_segment(1, exif).expect("a short segment");
    encoder.add_app_segment(13, comment.as_bytes().to_vec()).expect("a short segment");
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("plain pixels");
    bytes
}

/// A folder of its own below the build's temporary folder, empty.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// Puts a project's files into a folder.
pub fn write_out(files: &Memory, folder: &Path) {
    for path in files.list().expect("in memory") {
        let to = folder.join(&path);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        std::fs::write(to, files.read(&path).expect("in memory")).expect("written");
    }
}

/// Prepares and builds a project into a folder.
pub fn build(files: &dyn Files, target: &Path, options: Options) -> (Prepared, Manifest) {
    build_with(files, &BuildCache::default(), target, options)
}

/// The same with what earlier builds kept.
pub fn build_with(
    files: &dyn Files,
    cache: &dyn Cache,
    target: &Path,
    options: Options,
) -> (Prepared, Manifest) {
    let prepared = prepare(files, cache, options).expect("readable");
    let mut sink = Sink::open(target).expect("writable");
    export(files, cache, &prepared, options, &mut sink).expect("exported");
    let manifest = sink.finish("test", "test", true).expect("published");
    (prepared, manifest)
}

/// The light sample, built once for all tests that only look at it.
pub fn built() -> &'static (Prepared, PathBuf, Manifest) {
    static BUILT: OnceLock<(Prepared, PathBuf, Manifest)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = scratch("built").join("dist");
        let (prepared, manifest) = build(&light_sample("x"), &target, options());
        (prepared, target, manifest)
    })
}

/// Replaces text in a file of the project; the text must be there.
pub fn edit(files: &mut Memory, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files.read(path).expect(path)).expect("text");
    assert!(text.contains(from), "`{from}` is not in {path}");
    files.insert(path, text.replacen(from, to, 1));
}
