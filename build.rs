//! The theme and the sample are embedded in the binary. The sample is copied first, without what a
//! build in place left in it: outputs are nobody's source.

#![expect(clippy::disallowed_methods, reason = "a build script is told where to write by the environment")]

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=themes");
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
