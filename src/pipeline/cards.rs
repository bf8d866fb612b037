//! Cards for other sites: each is set like any print document and painted as a picture of 1200 × 630
//! pixels. A title that does not fit is set smaller, so that none is cut short.

use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{ExportError, Gathered, template_fault};
use crate::cache::Cache;
use crate::compose::site::Card;
use crate::files::Files;
use crate::load::document::hex;
use crate::model::project::Image;
use crate::publish::Sink;
use crate::render::document::PrintEngine;
use crate::render::indexed;
use crate::render::pictures::StoredPictures;
use crate::render::print::{self, FindingKind, Layout, Style};

/// Sizes of the title, from the largest.
const SIZES: std::ops::RangeInclusive<u32> = 1..=4;

/// Pixels to the point, so that the paper's pixels are those of the picture.
const SCALE: f32 = 4.0 / 3.0;

/// Cards that are painted before they are written: memory holds these and not all.
const GROUP: usize = 64;

/// Paints all cards into the sink.
///
/// # Errors
/// When the template fails or a card cannot be written.
pub(super) fn export(
    files: &dyn Files,
    cache: &dyn Cache,
    gathered: &Gathered,
    cards: &[&Card],
    sink: &mut Sink,
) -> Result<(), ExportError> {
    let painter = Painter::new(files, cache, gathered)?;
    for group in cards.chunks(GROUP) {
        let painted: Vec<Result<Vec<u8>, String>> =
            group.par_iter().map(|card| painter.card(card, cache)).collect();
        for (card, png) in group.iter().zip(painted) {
            sink.put(&format!("public/site/{}", card.route), &png.map_err(fault)?)?;
        }
    }
    Ok(())
}

/// One card, for those who ask for one at a time.
///
/// # Errors
/// With the fault of the template.
pub(super) fn paint(
    files: &dyn Files,
    cache: &dyn Cache,
    gathered: &Gathered,
    card: &Card,
) -> Result<Vec<u8>, ExportError> {
    Painter::new(files, cache, gathered)?.card(card, cache).map_err(fault)
}

fn fault(error: String) -> ExportError {
    ExportError::Finding(Box::new(template_fault("theme/print/card.xml", &error)))
}

struct Painter<'a> {
    engine: PrintEngine,
    style: Style,
    pictures: StoredPictures<'a>,
    gathered: &'a Gathered,
    /// Hash of all that every card depends on.
    looks: [u8; 32],
}

/// Style, colours and fonts.
fn looks(gathered: &Gathered) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(&gathered.theme.style().text);
    hash.update(format!("{:?}", gathered.project.consortium.as_ref().map(|own| &own.brand)));
    hash.update(gathered.fonts.hash());
    hash.finalize().into()
}

impl<'a> Painter<'a> {
    fn new(files: &'a dyn Files, cache: &'a dyn Cache, gathered: &'a Gathered) -> Result<Self, ExportError> {
        Ok(Self {
            engine: PrintEngine::new(&gathered.theme).map_err(fault)?,
            style: super::documents::style(&gathered.project, &gathered.theme).0,
            pictures: StoredPictures::new(files, cache, &gathered.project.images),
            gathered,
            looks: looks(gathered),
        })
    }

    fn card(&self, card: &Card, cache: &dyn Cache) -> Result<Vec<u8>, String> {
        let markup = self.markup(card, *SIZES.start())?;
        let key = self.key(card, &markup);
        if let Some(known) = cache.get(&key) {
            return Ok(known);
        }
        let layout = self.fitting(card, &markup)?;
        let pixels = print::to_pixels(&layout, 0, &self.gathered.fonts, &self.pictures, SCALE)
            .ok_or("the card's master has no paper in pixels")?;
        let png = indexed::encode(&pixels.rgb, pixels.width, pixels.height)
            .ok_or("the card's master is too large")?;
        cache.put(&key, &png);
        Ok(png)
    }

    /// The card with its title as large as it fits.
    fn fitting(&self, card: &Card, first: &str) -> Result<Layout, String> {
        let mut layout = self.lay_out(first);
        for size in SIZES.skip(1) {
            if layout.findings.iter().all(|finding| finding.kind != FindingKind::Overset) {
                break;
            }
            layout = self.lay_out(&self.markup(card, size)?);
        }
        Ok(layout)
    }

    fn lay_out(&self, markup: &str) -> Layout {
        print::layout(markup, &self.style, &self.gathered.fonts, &self.pictures)
    }

    fn markup(&self, card: &Card, size: u32) -> Result<String, String> {
        let mut document = card.document.clone();
        if let Some(serde_json::Value::Object(own)) = document.context.get_mut("card") {
            own.insert("size".to_owned(), json!(size));
        }
        self.engine.render(&document)
    }

    fn key(&self, card: &Card, markup: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.looks);
        hash.update(markup);
        if let Some(Image::Raster { hash: own, .. }) = self.gathered.project.images.get(&card.picture) {
            hash.update(own);
        }
        hex(&hash.finalize(), 40)
    }
}
