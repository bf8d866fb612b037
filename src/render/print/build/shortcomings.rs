//! What a paragraph could not be set as: characters that no font has, words wider than their place, weights
//! and small capitals that are not there, text too small or too faint to be read.

use super::inline::{Inline, Span};
use super::{Builder, Context};
use crate::render::print::finding::{Finding, FindingKind};
use crate::render::print::markup::Element;
use crate::text::Paragraph;

impl Builder<'_> {
    pub(super) fn note_text(
        &mut self,
        element: &Element,
        paragraph: &Paragraph,
        inline: &Inline,
        cx: &Context,
    ) {
        for (span, ch) in &paragraph.missing {
            let span = &inline.spans[*span];
            let of = span.of.as_deref().or_else(|| element.source());
            let message = format!("no font has the character `{ch}` (U+{:04X})", u32::from(*ch));
            let hint = format!("replace it, or add a font that has it to the families of `{}`", span.lang);
            if self.is_first(format!("{message} {of:?}")) {
                self.findings
                    .push(Finding::new(FindingKind::MissingGlyph, message, hint).at(element.at).of(of));
            }
        }
        for (span, word) in &paragraph.broken {
            let of = inline.spans[*span].of.as_deref().or_else(|| element.source());
            let message = format!("`{word}` is wider than its place");
            let hint = "shorten the word, or make the place wider";
            if self.is_first(format!("{message} {of:?}")) {
                self.findings.push(Finding::new(FindingKind::Overset, message, hint).at(element.at).of(of));
            }
        }
        for (_, weight, family) in &paragraph.synthesised {
            let message = format!("`{family}` has no file of weight {weight}");
            if self.is_first(message.clone()) {
                self.report(
                    FindingKind::Style,
                    element,
                    message,
                    "add the font file, or use a weight that is there",
                );
            }
        }
        if self.shaper.book().faces().is_empty() && self.is_first("no font".to_owned()) {
            let message = "there is no font to set text in".to_owned();
            self.report(FindingKind::MissingGlyph, element, message, "add font files to `theme/fonts`");
        }
        for span in inline.spans.iter().filter(|span| span.style.small_caps) {
            self.note_small_caps(element, span);
        }
        for span in &inline.spans {
            self.note_legibility(element, span, cx);
        }
    }

    /// Small capitals are drawn by the face or not at all.
    fn note_small_caps(&mut self, element: &Element, span: &Span) {
        let face = self.shaper.book().first_of(span.style.families.iter());
        let Some(face) = face.filter(|face| !face.features.contains(b"smcp")) else { return };
        let message = format!("`{}` has no small capitals", face.family);
        if self.is_first(message.clone()) {
            let hint = "remove `small_caps`, or use a family that has them";
            self.report(FindingKind::Style, element, message, hint);
        }
    }

    fn note_legibility(&mut self, element: &Element, span: &Span, cx: &Context) {
        let size = span.style.size_milli as f32 / 1000.0;
        if size < 6.0 - 0.001 && span.rise == 0.0 && self.is_first(format!("size {size}")) {
            self.report(
                FindingKind::SmallText,
                element,
                format!("text of {size} pt"),
                "set it in 6 pt or more",
            );
        }
        let contrast = span.color.contrast(cx.ground);
        let needed = if size >= 18.0 { 3.0 } else { 4.5 };
        if contrast < needed && self.is_first(format!("contrast {:?} {:?} {needed}", span.color, cx.ground)) {
            let message = format!("text contrast is {contrast:.1} : 1, {needed} : 1 is needed");
            self.report(FindingKind::LowContrast, element, message, "darken the text or lighten its ground");
        }
    }
}
