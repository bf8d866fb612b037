//! Packing what leaves the house: from the build that is there, or a new one, put in place at once or not at all.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::build::{Output, is_current};
use super::prepared;
use crate::cache::Cache;
use crate::diag::{Diagnostic, Severity};
use crate::files::Files;
use crate::package::hosts::{self, Host};
use crate::package::search::{Searched, texts};
use crate::package::secrets::secrets;
use crate::package::{self, Content, Entry, Kind, PACKAGES, archive, press, start, stick, whole};
use crate::pipeline::{ExportError, Options, Prepared, input_hash};
use crate::publish::manifest::Manifest;
use crate::publish::{Sink, read_back};
use crate::render::pictures::encode_all;
use crate::render::web;

/// What is to be packed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Kinds of packages; none means all.
    pub kinds: Vec<Kind>,
    /// Hosts that folders are made for; none means all.
    pub hosts: Vec<Host>,
    /// Where the packages go; else into the build's own folder of packages.
    pub output: Option<PathBuf>,
    /// The least finding that keeps everything in the house.
    pub limit: Severity,
}

impl Wanted {
    /// The kinds that are meant.
    pub fn kinds(&self) -> Vec<Kind> {
        if self.kinds.is_empty() { Kind::ALL.to_vec() } else { self.kinds.clone() }
    }
}

/// How packing ended.
pub enum Packed {
    /// The build that is there is a draft.
    Draft,
    /// The data has errors.
    Faulty(Box<Prepared>),
    /// A template or picture stopped it.
    Stopped(Box<Prepared>, Box<Diagnostic>),
    /// Something private would leave the house.
    Leak(Box<Prepared>, Vec<Diagnostic>),
    /// The packages are there.
    Done(Box<Prepared>, PathBuf, Manifest),
}

/// Packs a project whose build stands, or will stand, in `dist`. `step` hears what is done now.
///
/// # Errors
/// When a file cannot be read or written.
pub fn pack(
    files: &dyn Files,
    cache: &dyn Cache,
    dist: PathBuf,
    wanted: &Wanted,
    options: Options,
    step: &mut dyn FnMut(&str),
) -> io::Result<Packed> {
    let last = Manifest::read(&dist);
    if last.as_ref().is_some_and(|last| last.options.ends_with("draft=true")) {
        return Ok(Packed::Draft);
    }
    let input = input_hash(files)?;
    let prepared = Box::new(prepared(files, cache, options, step)?);
    if prepared.worst() >= Some(Severity::PrintBlocking) || prepared.worst() >= Some(wanted.limit) {
        return Ok(Packed::Faulty(prepared));
    }
    step("writing pages, documents and pictures");
    let output = Output { files, cache, prepared: &prepared, options };
    let entries = Packing::of(&output, dist, &input, last).and_then(|packing| {
        step("choosing what goes where");
        let entries = packing.entries(&wanted.kinds(), &wanted.hosts)?;
        Ok((packing, entries))
    });
    let (packing, entries) = match entries {
        Ok(ready) => ready,
        Err(ExportError::Io(error)) => return Err(error),
        Err(ExportError::Finding(finding)) => return Ok(Packed::Stopped(prepared, finding)),
    };
    step("looking for what must not leave the house");
    let found = packing.private(&entries)?;
    if !found.is_empty() {
        return Ok(Packed::Leak(prepared, found));
    }
    step("packing");
    let out = wanted.output.clone().unwrap_or_else(|| packing.built.join(PACKAGES));
    let manifest = packing.write(&out, &entries, &wanted.kinds())?;
    Ok(Packed::Done(prepared, out, manifest))
}

/// Everything that packing works on.
struct Packing<'a> {
    files: &'a dyn Files,
    cache: &'a dyn Cache,
    prepared: &'a Prepared,
    /// The folder of the build.
    built: PathBuf,
    manifest: Manifest,
    /// The stylesheet of the brand's colours.
    tokens: String,
}

impl<'a> Packing<'a> {
    /// Packs the build that is there when it is what a build would make now, else a new one.
    fn of(
        output: &Output<'a>,
        built: PathBuf,
        input: &str,
        last: Option<Manifest>,
    ) -> Result<Self, ExportError> {
        let key = output.options.key();
        let manifest = match last.filter(|last| is_current(last, &built, input, &key)) {
            Some(current) => current,
            None => output.write(&built, input, None)?.1,
        };
        let brand = output.prepared.project.consortium.as_ref().map(|own| &own.brand);
        let tokens = brand.map(web::tokens).unwrap_or_default();
        Ok(Self {
            files: output.files,
            cache: output.cache,
            prepared: output.prepared,
            built,
            manifest,
            tokens,
        })
    }

    /// Every file of the packages that are wanted.
    fn entries(&self, kinds: &[Kind], hosts: &[Host]) -> Result<Vec<Entry>, ExportError> {
        let mut entries = Vec::new();
        for kind in kinds {
            match kind {
                Kind::Zip => entries.push(package::zip(&self.manifest)),
                Kind::Folder => {
                    let hosts = if hosts.is_empty() { &Host::ALL } else { hosts };
                    let headers = self.read("public/site/_headers")?;
                    let headers = String::from_utf8_lossy(&headers);
                    entries.extend(hosts::folders(&self.prepared.project, &self.manifest, &headers, hosts));
                }
                Kind::Stick => {
                    entries.extend(stick::site(&self.manifest));
                    entries.extend(self.stick_pages()?);
                }
                Kind::Press => entries.extend(self.press()?),
            }
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.path == b.path);
        Ok(entries)
    }

    /// The first page, and the catalogue of each language on one page.
    fn stick_pages(&self) -> Result<Vec<Entry>, ExportError> {
        let (mut entries, mut sizes) = (Vec::new(), Vec::new());
        for tongue in self.prepared.tongues() {
            let page = whole::compose(&self.prepared.project, tongue, &self.tokens);
            let name = format!("stick/{}", start::whole_name(&page.lang));
            let pictures = self.pictures(&page);
            let html = self.page(whole::TEMPLATE, &page.view(&pictures))?;
            sizes.push(html.len());
            entries.push(Entry::text(name, html));
        }
        let view = start::view(self.prepared, &self.manifest, &sizes, &self.tokens);
        entries.push(Entry::text("stick/START.html", self.page(start::TEMPLATE, &view)?));
        Ok(entries)
    }

    /// The pictures of a page, as large as all of them together may be.
    fn pictures(&self, page: &whole::Whole) -> BTreeMap<String, Vec<u8>> {
        let hash = |path: &str| self.prepared.project.picture_hash(path);
        let at = |width: u32| encode_all(self.files, self.cache, &page.jobs(width), &hash);
        let small =
            |all: &BTreeMap<String, Vec<u8>>| all.values().map(Vec::len).sum::<usize>() <= whole::MOST;
        let [first, rest @ ..] = whole::WIDTHS;
        rest.into_iter().fold(at(first), |all, width| if small(&all) { all } else { at(width) })
    }

    fn press(&self) -> Result<Vec<Entry>, ExportError> {
        let licences = press::licences(self.prepared);
        let mut entries = Vec::new();
        for ticket in press::tickets(self.prepared, &self.manifest) {
            let page = self.page(press::TEMPLATE, &ticket.view(&self.tokens))?;
            entries.extend(ticket.entries(page, &licences));
        }
        Ok(entries)
    }

    fn page(
        &self,
        template: &str,
        view: &serde_json::Map<String, serde_json::Value>,
    ) -> Result<String, ExportError> {
        self.prepared.page(template, view).map_err(ExportError::Finding)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        read_back(&self.built, path)
    }

    /// Findings of private words in what would leave the house.
    fn private(&self, entries: &[Entry]) -> io::Result<Vec<Diagnostic>> {
        let secrets = secrets(&self.prepared.project);
        let mut searched = Searched::new(&secrets);
        searched.entries(entries);
        searched.documents(&self.prepared.laid);
        let texts = texts(entries);
        let one = |path: &String| Ok((searched.find(&self.read(path)?), path.clone()));
        let found: Vec<_> = texts.par_iter().map(one).collect::<io::Result<_>>()?;
        found.into_iter().for_each(|(indices, path)| searched.note(&path, indices));
        Ok(searched.findings())
    }

    fn write(&self, out: &Path, entries: &[Entry], kinds: &[Kind]) -> io::Result<Manifest> {
        let last = Manifest::read(out);
        let mut sink = Sink::open(out)?;
        let written = self
            .fill(&mut sink, entries)
            .and_then(|()| keep(&mut sink, last.as_ref(), kinds, &self.manifest));
        if let Err(error) = written {
            sink.abandon();
            return Err(error);
        }
        sink.finish(&self.manifest.input, PACKAGES, true)
    }

    fn fill(&self, sink: &mut Sink, entries: &[Entry]) -> io::Result<()> {
        for Entry { path, content } in entries {
            match content {
                Content::Built(from) => {
                    sink.place(&self.built.join(from), &self.manifest.files[from], path)?;
                }
                Content::Text(text) => sink.put(path, text.as_bytes())?,
                Content::Bytes(bytes) => sink.put(path, bytes)?,
                Content::Archive(files) => {
                    sink.make(path, |out| archive::write(out, files, |from| self.read(from)))?;
                }
            }
        }
        Ok(())
    }
}

/// Packages that were not asked for stay when they were made from the same data.
fn keep(sink: &mut Sink, last: Option<&Manifest>, kinds: &[Kind], built: &Manifest) -> io::Result<()> {
    let Some(last) = last.filter(|last| last.input == built.input) else { return Ok(()) };
    let other = |path: &&String| Kind::of(path).is_some_and(|kind| !kinds.contains(&kind));
    for path in last.files.keys().filter(other) {
        sink.keep(path, &last.files[path], false)?;
    }
    Ok(())
}
