//! How the cells of a form look, in the direction of its language.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::import::fields::{Field, Kind};

/// Formats by what a cell is for.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) label: Format,
    pub(super) needed: Format,
    pub(super) note: Format,
    pub(super) shown: Format,
    pub(super) input: Format,
    pub(super) input_text: Format,
    pub(super) input_date: Format,
}

impl Looks {
    pub(super) fn new(is_rtl: bool) -> Self {
        // 2 is right to left, 1 left to right: what begins with a Latin name keeps its side.
        let direction = if is_rtl { 2 } else { 1 };
        let base = || {
            Format::new()
                .set_reading_direction(direction)
                .set_font_name("Calibri")
                .set_font_size(11)
                .set_align(FormatAlign::Top)
        };
        let lined = || base().set_border(FormatBorder::Thin).set_border_color("#B7B7B7");
        let input = || lined().set_background_color("#FFF8DC").set_unlocked().set_text_wrap();
        let label = || lined().set_background_color("#E9EDF2").set_bold().set_text_wrap();
        Self {
            title: base().set_bold().set_font_size(20),
            heading: base().set_bold().set_font_size(13),
            text: base().set_text_wrap(),
            label: label(),
            needed: label().set_font_color("#8A1C1C"),
            note: lined().set_font_size(9).set_font_color("#595959").set_italic().set_text_wrap(),
            shown: lined().set_text_wrap(),
            input: input(),
            // Figures that are text, such as article numbers, keep their zeros.
            input_text: input().set_num_format("@"),
            input_date: input().set_num_format("yyyy-mm-dd"),
        }
    }

    pub(super) fn label(&self, field: Option<&Field>) -> &Format {
        if field.is_some_and(|field| field.required) { &self.needed } else { &self.label }
    }

    pub(super) fn of(&self, field: Option<&Field>) -> &Format {
        match field.map(|field| field.kind) {
            None => &self.shown,
            Some(Kind::Date) => &self.input_date,
            Some(Kind::Number | Kind::Whole | Kind::Year) => &self.input,
            Some(_) => &self.input_text,
        }
    }
}

/// Points that a row needs for its longest cell, from texts with the widths of their columns in signs. Not every
/// program finds it by itself.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, f64)>, line: f64) -> f64 {
    let lines = |(text, width): (&str, f64)| -> f64 {
        let count = |own: &str| u32::try_from(own.chars().count()).map_or(1.0, f64::from);
        text.lines().map(|own| (count(own) / width).ceil().max(1.0)).sum()
    };
    (cells.map(lines).fold(1.0, f64::max) * line + 2.0).min(HIGHEST)
}

/// Highest row that spreadsheets have, in points.
const HIGHEST: f64 = 409.0;
