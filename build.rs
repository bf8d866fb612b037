//! The theme and the sample are embedded in the binary. The sample is copied first, without what a
//! build in place left in it: outputs are nobody's source.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads sources and is told by the environment where to write"
)]

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=src");
    // Another program may make other bytes of the same data: it has a name of its own.
    let mut name = Name::new();
    name.tree(Path::new("src"))?;
    name.tree(Path::new("themes"))?;
    println!("cargo::rustc-env=FAIRFOLIO_BUILD={:016x}", name.0);
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let copy = Path::new(&out).join("sample-consortium");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    for entry in fs::read_dir("sample-consortium")? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("dist") {
            continue;
        }
        println!("cargo::rerun-if-changed={}", entry.path().display());
        copy_tree(&entry.path(), &copy.join(entry.file_name()))?;
    }
    Ok(())
}

/// FNV-1a over the names and contents of files, in the order of their names.
struct Name(u64);

impl Name {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn tree(&mut self, folder: &Path) -> io::Result<()> {
        let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.collect();
        let mut entries = entries?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            self.add(entry.file_name().to_string_lossy().as_bytes());
            if entry.path().is_dir() {
                self.tree(&entry.path())?;
            } else {
                self.add(&fs::read(entry.path())?);
            }
        }
        Ok(())
    }
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(|_| ());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy_tree(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
