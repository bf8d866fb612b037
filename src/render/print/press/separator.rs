//! From sRGB to the four inks of a printing condition, and never more ink than the paper carries.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use moxcms::{ColorProfile, Layout, ProfileText, RenderingIntent, Transform8BitExecutor, TransformOptions};
use sha2::{Digest as _, Sha256};

use crate::render::print::frame::Rgb;

/// Points under the limit to which too much ink is taken back, so that rounding and packing stay below.
const RESERVE: f32 = 10.0;

/// Changes when the conversion does, so that pictures in the cache are made anew.
const VERSION: &str = "moxcms 0.9 perceptual, grey by scale, 1";

/// Converts colours by an output profile, perceptual intent.
pub struct Separator {
    transform: Arc<Transform8BitExecutor>,
    limit: f32,
    description: String,
    key: String,
}

impl Separator {
    /// A separator for an ICC profile of four inks and a limit in per cent; `None` when the profile
    /// cannot be used, which is a finding where it was read.
    pub fn new(icc: &[u8], limit: f32) -> Option<Self> {
        // OK because nothing outlives the closure: a reader that panics leaves no state behind.
        let made = catch_unwind(AssertUnwindSafe(|| {
            let profile = ColorProfile::new_from_slice(icc).ok()?;
            let options =
                TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..Default::default() };
            let transform = ColorProfile::new_srgb()
                .create_transform_8bit(Layout::Rgb, &profile, Layout::Rgba, options)
                .ok()?;
            Some((transform, describe(&profile)))
        }));
        let (transform, description) = made.ok().flatten()?;
        let hash = Sha256::digest(icc);
        let hex: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self { transform, limit, description, key: format!("{VERSION}|{hex}|{limit}") })
    }

    /// Everything the result depends on, for cache keys.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the profile calls itself.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The ink limit in per cent.
    pub fn limit(&self) -> f32 {
        self.limit
    }

    /// Shares of cyan, magenta, yellow and black, 0 to 1.
    pub fn color(&self, Rgb(r, g, b): Rgb) -> [f32; 4] {
        let inks = self.pixels(&[r, g, b]);
        [0, 1, 2, 3].map(|ink| f32::from(inks[ink]) / 255.0)
    }

    /// Pixels of three bytes to pixels of four, none above the limit less the reserve.
    pub fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        // OK because both slices have a whole and the same number of pixels.
        self.transform.transform(rgb, &mut inks).expect("as many pixels out as in");
        // White is paper: the profile's own white may have a trace of ink.
        for (from, to) in rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
            if from == [255, 255, 255] {
                to.fill(0);
            } else {
                self.take_back(to);
            }
        }
        inks
    }

    /// Less cyan, magenta and yellow in equal parts until the sum is under the limit; black stays.
    fn take_back(&self, inks: &mut [u8]) {
        let [c, m, y, k] = inks else { return };
        let (colours, black) = (u32::from(*c) + u32::from(*m) + u32::from(*y), u32::from(*k));
        let most = (self.limit - RESERVE) * 2.55;
        if (colours + black) as f32 <= most || colours == 0 {
            return;
        }
        let part = ((most - black as f32) / colours as f32).clamp(0.0, 1.0);
        // OK because a part of a byte is a byte.
        [c, m, y].into_iter().for_each(|ink| *ink = (f32::from(*ink) * part) as u8);
    }
}

fn describe(profile: &ColorProfile) -> String {
    match &profile.description {
        Some(ProfileText::PlainString(text)) => text.clone(),
        Some(ProfileText::Description(text)) => text.ascii_string.clone(),
        Some(ProfileText::Localizable(texts)) => texts.first().map(|t| t.value.clone()).unwrap_or_default(),
        None => String::new(),
    }
    .trim_matches(['\0', ' '])
    .to_owned()
}
