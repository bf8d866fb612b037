//! A translator's form as a workbook: source and translation side by side, the one locked, the other open, each
//! in the direction of its language.

use std::io;

use jiff::civil::Date;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Looks, cover, height, hidden, properties, protected, stamped};
use crate::collect::Words;
use crate::collect::translator::{State, TextForm, TextRow, TextSheet};
use crate::import::translator::{COLUMNS, DIGITS, HEAD_ROWS, WORD};

/// First row of the texts, from 0.
// OK because there are a few rows above them.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
const FIRST_ROW: u32 = HEAD_ROWS as u32;
/// Widths of the columns, in signs.
const WIDTHS: [f64; 7] = [26.0, 26.0, 78.0, 14.0, 78.0, 12.0, 30.0];
/// Height of a line, in points: longer texts are to be seen whole.
const LINE: f64 = 13.0;

/// The bytes of a translator's workbook.
pub(in crate::collect) fn write(form: &TextForm, today: Date) -> io::Result<Vec<u8>> {
    workbook(form, today)
        .map_err(|error| io::Error::other(format!("cannot make the form `{}`: {error}", form.name)))
}

fn workbook(form: &TextForm, today: Date) -> Result<Vec<u8>, XlsxError> {
    let words = Words::of(&form.stamp.lang);
    let mut book = Workbook::new();
    properties(&mut book, &form.name, today)?;
    cover(book.add_worksheet(), &form.cover, &words, &Looks::new(words.is_rtl()))?;
    let looks = TextLooks::new(form, &words);
    for own in &form.sheets {
        shown(book.add_worksheet(), own, &words, &looks)?;
    }
    for own in &form.sheets {
        let rows = own.rows.iter().map(|row| [&row.handle, &row.source, &row.target]);
        hidden(book.add_worksheet(), &format!("_{}", own.name), rows)?;
    }
    hidden(book.add_worksheet(), DIGITS, form.digits.iter().map(|own| [&own[0], &own[1], &own[2]]))?;
    stamped(&mut book, &form.stamp)?;
    book.save_to_buffer()
}

/// How cells look: labels in the language of the form, sources and translations in theirs.
struct TextLooks {
    heading: Format,
    label: Format,
    source: Format,
    note: Format,
    target: Format,
    closed: Format,
    checked: Format,
}

impl TextLooks {
    fn new(form: &TextForm, words: &Words) -> Self {
        let base = |is_rtl: bool| {
            Format::new()
                .set_reading_direction(if is_rtl { 2 } else { 1 })
                .set_align(FormatAlign::Top)
                .set_align(if is_rtl { FormatAlign::Right } else { FormatAlign::Left })
                .set_text_wrap()
                .set_border(FormatBorder::Thin)
                .set_border_color("#B7B7B7")
                .set_font_name("Calibri")
                .set_font_size(10)
        };
        let own = || base(words.is_rtl());
        let open = |format: Format| format.set_background_color("#FFF8DC").set_unlocked().set_num_format("@");
        Self {
            heading: own().set_background_color("#E9EDF2").set_bold(),
            label: own(),
            source: base(form.from.is_rtl()),
            note: own().set_font_size(9).set_font_color("#595959").set_italic(),
            target: open(base(form.into.is_rtl())),
            closed: own().set_background_color("#F2F2F2"),
            checked: open(own()),
        }
    }

    /// What wants work is seen from afar, and said in words beside it.
    fn state(&self, state: State) -> Format {
        match state {
            State::Missing => self.label.clone().set_font_color("#8A1C1C").set_bold(),
            State::Stale => self.label.clone().set_font_color("#7A4B00").set_bold(),
            State::Optional | State::Done => self.label.clone(),
        }
    }
}

fn shown(sheet: &mut Worksheet, own: &TextSheet, words: &Words, looks: &TextLooks) -> Result<(), XlsxError> {
    sheet.set_name(&own.name)?;
    sheet.set_right_to_left(words.is_rtl());
    sheet.write_string(0, 0, WORD)?;
    for ((column, key), width) in (1_u16..).zip(COLUMNS).zip(WIDTHS) {
        sheet.write_string(0, column, key)?;
        sheet.write_string_with_format(1, column, words.say(key, &[]), &looks.heading)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_row_hidden(0)?;
    sheet.set_column_hidden(0)?;
    for (row, text) in (FIRST_ROW..).zip(&own.rows) {
        line(sheet, row, text, words, looks)?;
    }
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    protected(sheet);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(1, 1)?;
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    text: &TextRow,
    words: &Words,
    looks: &TextLooks,
) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, &text.handle)?;
    sheet.write_string_with_format(row, 1, &text.record, &looks.label)?;
    sheet.write_string_with_format(row, 2, &text.field, &looks.label)?;
    sheet.write_string_with_format(row, 3, &text.source, &looks.source)?;
    sheet.write_string_with_format(row, 4, words.say(text.state.key(), &[]), &looks.state(text.state))?;
    let target = if text.fits { &looks.target } else { &looks.closed };
    if text.target.is_empty() {
        sheet.write_blank(row, 5, target)?;
    } else {
        sheet.write_string_with_format(row, 5, &text.target, target)?;
    }
    if text.state == State::Stale && text.fits {
        sheet.write_blank(row, 6, &looks.checked)?;
        let yes = DataValidation::new().allow_list_strings(&[words.say("yes", &[])])?;
        sheet.add_data_validation(row, 6, row, 6, &yes)?;
    } else {
        sheet.write_blank(row, 6, &looks.closed)?;
    }
    sheet.write_string_with_format(row, 7, &text.note, &looks.note)?;
    let texts = [(1, &text.record), (2, &text.field), (3, &text.source), (5, &text.target), (7, &text.note)];
    let texts = texts.into_iter().map(|(column, text): (usize, &String)| (text.as_str(), WIDTHS[column - 1]));
    sheet.set_row_height(row, height(texts, LINE))?;
    Ok(())
}
