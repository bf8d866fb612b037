//! Facts about pictures, from their headers: nothing is decoded here, and a file is what its first
//! bytes say, never what its name says.

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{ImageDecoder, ImageFormat, ImageReader};
use sha2::{Digest, Sha256};

use super::document::hex;
use super::profile::Profile;
use super::table::Sink;
use crate::diag::{Diagnostic, codes};
use crate::files::{Files, Stamp};
use crate::model::project::{Image, Project};
use crate::source::{Place, Span};

/// Most pixels a picture may have: more is a slip of the scanner, and decoding it fills the memory.
pub const MAX_PIXELS: u64 = 100_000_000;

/// Most bytes of a drawing.
const MAX_SVG: usize = 2_000_000;

/// What was seen in pictures by those who look again and again: a file whose stamp is the same is not read.
#[derive(Clone, Debug, Default)]
pub struct Looked(BTreeMap<String, (Stamp, Look)>);

/// What was seen in one.
#[derive(Clone, Debug)]
struct Look {
    image: Result<Image, Box<Diagnostic>>,
    has_words: bool,
    has_broken_profile: bool,
}

impl Look {
    fn at(path: &str, bytes: &[u8]) -> Self {
        let image = look(path, bytes);
        let has_words = matches!(image, Ok(Image::Svg { .. })) && has_words(bytes);
        let has_broken_profile = matches!(image, Ok(Image::Raster { .. })) && !profile_is_usable(bytes);
        Self { image, has_words, has_broken_profile }
    }
}

impl Looked {
    fn at(&mut self, files: &dyn Files, path: &str) -> io::Result<Look> {
        let stamp = files.stamp(path);
        if let Some((known, look)) = self.0.get(path)
            && Some(*known) == stamp
        {
            return Ok(look.clone());
        }
        let look = Look::at(path, &files.read(path)?);
        if let Some(stamp) = stamp {
            self.0.insert(path.to_owned(), (stamp, look.clone()));
        }
        Ok(look)
    }
}

/// Looks at every picture and logo that a record names.
///
/// # Errors
/// When a file that is there cannot be read.
pub fn inspect(
    files: &dyn Files,
    project: &Project,
    sink: &Sink,
    looked: &mut Looked,
) -> io::Result<BTreeMap<String, Image>> {
    let mut images = BTreeMap::new();
    for (path, span) in named(project) {
        if images.contains_key(&path) {
            continue;
        }
        if !project.paths.contains(&path) {
            report_missing(&path, span, project, sink);
            images.insert(path, Image::Unusable);
            continue;
        }
        let seen = looked.at(files, &path)?;
        let image = seen.image.unwrap_or_else(|finding| {
            sink.borrow_mut().add(finding.related(span, "named here"));
            Image::Unusable
        });
        if seen.has_words {
            sink.borrow_mut().add(lost_words(&path).related(span, "named here"));
        }
        if seen.has_broken_profile {
            sink.borrow_mut().add(broken_profile(&path).related(span, "named here"));
        }
        images.insert(path, image);
    }
    Ok(images)
}

/// Every picture path with the place that names it.
fn named(project: &Project) -> Vec<(String, Span)> {
    let mut list = Vec::new();
    let mut photo = |photo: &crate::model::parts::Photo| {
        if let (Some(path), Some(span)) = (&photo.path, photo.file.span()) {
            list.push((path.clone(), span));
        }
    };
    project.members.iter().flat_map(|m| &m.photos).for_each(&mut photo);
    project.products.iter().flat_map(|p| &p.photos).for_each(&mut photo);
    project.categories.list.iter().filter_map(|c| c.photo.as_ref()).for_each(&mut photo);
    let brochures = project.consortium.iter().flat_map(|c| &c.brochures);
    list.extend(brochures.filter_map(|b| b.hero_path.clone().zip(b.hero.span())));
    for member in &project.members {
        list.extend(member.logo_path.clone().zip(member.logo.span()));
    }
    if let Some(consortium) = &project.consortium {
        for logo in [&consortium.brand.logo, &consortium.brand.logo_on_dark] {
            let path = logo.get().and_then(|path| crate::files::resolve("", path));
            list.extend(path.zip(logo.span()));
        }
    }
    list
}

fn report_missing(path: &str, span: Span, project: &Project, sink: &Sink) {
    let message = format!("there is no picture `{path}`");
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let siblings = project.paths.iter().filter(|p| p.starts_with(folder)).map(String::as_str);
    let hint = match crate::diag::nearest(path, siblings) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put the file into `{folder}/`, or correct its name (capitals count)"),
    };
    sink.borrow_mut().add(Diagnostic::at(&codes::PHOTO_MISSING, span, message).hint(hint));
}

fn look(path: &str, bytes: &[u8]) -> Result<Image, Box<Diagnostic>> {
    let hash = hex(&Sha256::digest(bytes), 16);
    if is_svg(bytes) {
        return svg(path, bytes, hash);
    }
    let Some(format) = raster_format(bytes) else { return Err(Box::new(wrong_type(path, bytes))) };
    // OK because nothing outlives the closure: a decoder that panics leaves no state behind.
    let header = catch_unwind(AssertUnwindSafe(|| header(bytes, format)));
    let Ok(Ok((width, height))) = header else {
        let message = format!("`{path}` cannot be read: it is damaged or cut off");
        let hint = "open it in a picture program and export it as JPEG again";
        return Err(Box::new(Diagnostic::file(&codes::PHOTO_UNREADABLE, path, message).hint(hint)));
    };
    if is_cut_off(bytes, format) {
        let message = format!("`{path}` is cut off: its end is missing");
        let hint = "ask for the file again: it was not sent or copied to its end";
        return Err(Box::new(Diagnostic::file(&codes::PHOTO_UNREADABLE, path, message).hint(hint)));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        let message = format!("`{path}` has {width} × {height} pixels; at most 100 million are read");
        let hint = "export it with 6000 pixels on the long side: more is never printed";
        return Err(Box::new(Diagnostic::file(&codes::PHOTO_HUGE, path, message).hint(hint)));
    }
    Ok(Image::Raster { width, height, hash })
}

/// Whether a picture has no colour profile, or one that can be used.
fn profile_is_usable(bytes: &[u8]) -> bool {
    // OK because nothing outlives the closure: a decoder that panics leaves no state behind.
    let icc = catch_unwind(AssertUnwindSafe(|| {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        reader.into_decoder().ok()?.icc_profile().ok()?
    }));
    icc.ok().flatten().is_none_or(|icc| Profile::read(&icc).is_some())
}

fn broken_profile(path: &str) -> Diagnostic {
    let message = format!("the colour profile of `{path}` cannot be read; its colours are taken for sRGB");
    let hint = "export the picture again with the profile sRGB, and compare its colours with the goods";
    Diagnostic::file(&codes::PHOTO_PROFILE, path, message).hint(hint)
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    head.contains("<svg")
}

fn svg(path: &str, bytes: &[u8], hash: String) -> Result<Image, Box<Diagnostic>> {
    let fail = |message: String, hint: &str| {
        Err(Box::new(Diagnostic::new(&codes::LOGO, Place::File(path.to_owned()), message).hint(hint)))
    };
    if bytes.len() > MAX_SVG {
        return fail(
            format!("`{path}` is a drawing of over 2 MB"),
            "simplify it: a logo or a drawing of a part needs a few kilobytes",
        );
    }
    let text = String::from_utf8_lossy(bytes);
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return fail(
            format!("`{path}` declares a document type, which is not read"),
            "export it as “plain SVG”",
        );
    }
    match usvg::Tree::from_str(&text, &crate::load::drawing::options()) {
        Ok(tree) => {
            let (width, height) = tree.size().to_int_size().dimensions();
            Ok(Image::Svg { width, height, hash })
        }
        Err(error) => fail(format!("`{path}` is no readable SVG: {error}"), "export it again as “plain SVG”"),
    }
}

/// Whether a drawing has words set in a font: which font there is nobody knows, so they are not drawn.
fn has_words(svg: &[u8]) -> bool {
    String::from_utf8_lossy(svg).contains("<text")
}

fn lost_words(path: &str) -> Diagnostic {
    let message = format!("`{path}` has words as text, which are not drawn");
    let hint = "turn texts into paths (Inkscape: Path, Object to Path) and export it again as “plain SVG”";
    Diagnostic::file(&codes::LOGO, path, message).hint(hint)
}

fn raster_format(bytes: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(bytes).ok()?;
    matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP).then_some(format)
}

fn header(bytes: &[u8], format: ImageFormat) -> image::ImageResult<(u32, u32)> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        decoder.orientation()?,
        image::metadata::Orientation::Rotate90
            | image::metadata::Orientation::Rotate270
            | image::metadata::Orientation::Rotate90FlipH
            | image::metadata::Orientation::Rotate270FlipH
    );
    Ok(if turned { (height, width) } else { (width, height) })
}

/// Whether the mark that ends a picture is missing. Cameras may write a little behind it.
fn is_cut_off(bytes: &[u8], format: ImageFormat) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let ends_with = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
    match format {
        ImageFormat::Jpeg => !ends_with(&[0xff, 0xd9]),
        ImageFormat::Png => !ends_with(b"IEND"),
        _ => false,
    }
}

fn wrong_type(path: &str, bytes: &[u8]) -> Diagnostic {
    let found = match bytes {
        [] => "an empty file",
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', ..] => "a HEIC picture",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "an AVIF picture or a video",
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [b'G', b'I', b'F', ..] => "a GIF",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "a TIFF",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop file",
        [b'P', b'K', 3, 4, ..] => "a ZIP or Office file",
        _ if std::str::from_utf8(bytes).is_ok() => "text",
        _ => "of no known type",
    };
    let message = format!("`{path}` is no picture that can be read: it is {found}");
    let hint = match found {
        "a HEIC picture" => "export it as JPEG (on the phone: settings, camera, formats, “most compatible”)",
        _ => "export it as JPEG, PNG or WebP; logos as SVG",
    };
    Diagnostic::file(&codes::PHOTO_TYPE, path, message).hint(hint)
}
