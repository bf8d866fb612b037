//! Colours as operators: sRGB for the screen, inks for the press.

use super::numbers::op;
use crate::render::print::frame::{Color, Rgb, Token};
use crate::render::print::press::{Ink, Inks, Use};

/// Writes colours and remembers what is set, so that nothing is set twice.
#[derive(Clone)]
pub(super) struct Paint<'a> {
    inks: Option<&'a Inks>,
    screen: Option<Rgb>,
    ink: Option<Ink>,
    overprints: bool,
}

impl<'a> Paint<'a> {
    /// Colours of a screen.
    pub(super) fn screen() -> Self {
        Self { inks: None, screen: None, ink: None, overprints: false }
    }

    /// Inks of a press.
    pub(super) fn press(inks: &'a Inks) -> Self {
        Self { inks: Some(inks), ..Self::screen() }
    }

    /// Whether contents are marked for the structure; a press has no use for it.
    pub(super) fn is_tagged(&self) -> bool {
        self.inks.is_none()
    }

    /// Sets the colour that areas and letters are filled with.
    pub(super) fn fill(&mut self, out: &mut Vec<u8>, color: Color, used: Use) {
        let Some(inks) = self.inks else {
            if self.screen != Some(color.rgb) {
                op(out, &channels(color.rgb), "rg");
                self.screen = Some(color.rgb);
            }
            return;
        };
        let ink = inks.of(color, used);
        self.overprint(out, ink.overprints());
        if self.ink != Some(ink) {
            write_ink(out, ink, ["k", "cs", "scn"]);
            self.ink = Some(ink);
        }
    }

    /// Sets the colour of outlines.
    pub(super) fn stroke(&mut self, out: &mut Vec<u8>, color: Color) {
        let Some(inks) = self.inks else { return op(out, &channels(color.rgb), "RG") };
        let ink = inks.of(color, Use::Fine);
        // Fill and outline share one setting; only where both are black may it stay.
        if !ink.overprints() {
            self.overprint(out, false);
        }
        write_ink(out, ink, ["K", "CS", "SCN"]);
    }

    fn overprint(&mut self, out: &mut Vec<u8>, on: bool) {
        if self.overprints != on {
            out.extend_from_slice(if on { b"/Over gs\n" } else { b"/Knock gs\n" });
            self.overprints = on;
        }
    }
}

/// Name of a spot ink's colour space in the resources.
pub(super) fn spot_name(token: Token) -> String {
    format!("S{}", token as u8)
}

fn write_ink(out: &mut Vec<u8>, ink: Ink, [process, space, spot]: [&str; 3]) {
    match ink {
        Ink::Process(inks) => op(out, &inks, process),
        Ink::Spot(token, share) => {
            out.extend_from_slice(format!("/{} {space} ", spot_name(token)).as_bytes());
            op(out, &[share], spot);
        }
    }
}

fn channels(Rgb(r, g, b): Rgb) -> [f32; 3] {
    [r, g, b].map(|channel| f32::from(channel) / 255.0)
}
