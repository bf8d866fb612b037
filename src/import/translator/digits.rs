//! Which version of its record a translation is of. A new one is of that which the form was made from. One that was
//! out of date stays so until each of its texts was changed or marked as checked.

use std::io;

use super::{Comparing, DIGITS, Looked, NONE, UNSAID};
use crate::import::changes::Change;
use crate::import::plain::Plain;
use crate::import::texts::{RecordTexts, beside};
use crate::import::told::{Told, Why};
use crate::sheet::Workbook;

/// Key of a translation that says what it translates.
const KEY: &str = "translates";

impl Comparing<'_> {
    pub(super) fn digits(&mut self, book: &Workbook) -> io::Result<()> {
        let Some(sheet) = book.sheet(DIGITS) else { return Ok(()) };
        for row in 0..sheet.rows.len() {
            let [file, current, sent] = [0, 1, 2].map(|column| sheet.cell(row, column).text());
            let Some(record) = self.known.texts.iter().find(|own| own.file == file) else { continue };
            let Some(looked) = self.looked.remove(&file) else { continue };
            if is_digits(&current) && self.becomes_current(record, &looked, &current, &sent)? {
                self.say(record, &current)?;
            }
        }
        Ok(())
    }

    /// Whether a translation is of the version that the form was made from, and does not say so yet.
    fn becomes_current(
        &mut self,
        record: &RecordTexts,
        looked: &Looked,
        current: &str,
        sent: &str,
    ) -> io::Result<bool> {
        let here = match record.made_for.get(self.lang) {
            None => NONE,
            Some(None) => UNSAID,
            Some(Some(made)) => made.as_str(),
        };
        // Somebody set it since: whoever did knew more than the form.
        if here == current || here != sent {
            return Ok(false);
        }
        if sent == NONE {
            return Ok(looked.is_written);
        }
        let path = beside(&record.file, self.lang);
        let mut tell = |message: String, hint: &str| {
            self.out.told.push(Told::new(Why::LeftOut, &looked.sheet, (looked.row, 1), message, hint));
        };
        if looked.seen < looked.translated {
            if looked.seen > 0 {
                let left = looked.translated - looked.seen;
                tell(
                    format!(
                        "`{path}` stays out of date: {left} of its texts were neither changed nor marked as checked"
                    ),
                    "have the others checked too, and import the form again",
                );
            }
            return Ok(false);
        }
        if !self.open(&record.file)? {
            return Ok(false);
        }
        let (_, file) = &self.open[&record.file];
        let unseen: Vec<String> = record
            .unseen
            .iter()
            .filter(|place| file.has_text(place))
            .map(|place| format!("`{place}`"))
            .collect();
        if unseen.is_empty() {
            return Ok(true);
        }
        let message = format!(
            "`{path}` stays out of date: {} of it is not in the form (private, or too long for a cell)",
            unseen.join(", ")
        );
        let hint = format!("compare it with the source, then set `{KEY} = \"{current}\"`");
        self.out.told.push(Told::new(Why::LeftOut, &looked.sheet, (looked.row, 1), message, hint));
        Ok(false)
    }

    fn say(&mut self, record: &RecordTexts, current: &str) -> io::Result<()> {
        if !self.open(&record.file)? {
            return Ok(());
        }
        let Some((_, file)) = self.open.get_mut(&record.file) else { return Ok(()) };
        file.set_first(KEY, current);
        let old = record.made_for.get(self.lang).cloned().flatten().map(Plain::Text);
        let file = beside(&record.file, self.lang);
        let (path, new) = (KEY.to_owned(), Some(Plain::text(current)));
        self.out.changes.push(Change { file, of: String::new(), path, old, new });
        Ok(())
    }
}

fn is_digits(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
