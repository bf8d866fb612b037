//! Colour profiles of pictures: whether one can be used, and what makes sRGB of its colours.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions,
};

/// The kind of colours a picture's profile is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// One component.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black; all ink is 255.
    Inks,
}

/// A profile that can be used.
pub struct Profile {
    /// Its kind of colours.
    pub space: Space,
    transform: Arc<Transform8BitExecutor>,
}

impl Profile {
    /// Reads an ICC profile (ISO 15076-1); `None` when it is damaged or about other colours.
    pub fn read(icc: &[u8]) -> Option<Self> {
        // OK because nothing outlives the closure: a reader that panics leaves no state behind.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let profile = ColorProfile::new_from_slice(icc).ok()?;
            let (space, layout) = match profile.color_space {
                DataColorSpace::Gray => (Space::Grey, Layout::Gray),
                DataColorSpace::Rgb => (Space::Rgb, Layout::Rgb),
                DataColorSpace::Cmyk => (Space::Inks, Layout::Rgba),
                _ => return None,
            };
            let options =
                TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..Default::default() };
            let srgb = ColorProfile::new_srgb();
            let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, options).ok()?;
            Some(Self { space, transform })
        }));
        read.ok().flatten()
    }

    /// Pixels of the profile's colours, one byte a component, as pixels of sRGB.
    pub fn to_srgb(&self, pixels: &[u8]) -> Vec<u8> {
        let components = match self.space {
            Space::Grey => 1,
            Space::Rgb => 3,
            Space::Inks => 4,
        };
        let mut out = vec![0; pixels.len() / components * 3];
        // OK because both slices have a whole and the same number of pixels.
        self.transform.transform(pixels, &mut out).expect("as many pixels out as in");
        out
    }
}
