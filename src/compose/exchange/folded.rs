//! Lines of calendars and address cards: `NAME:value`, escaped, folded at 75 bytes, RFC 5545, 3.1 and
//! RFC 2426, 2.6.

/// Bytes of a line without its end.
const WIDTH: usize = 75;

/// Lines that are added one by one.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line as it stands.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = WIDTH;
        for ch in line.chars() {
            if ch.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = WIDTH - 1;
            }
            room -= ch.len_utf8();
            self.0.push(ch);
        }
        self.0.push_str("\r\n");
    }

    /// Adds a text, unless it is empty.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, &escaped(text));
        }
    }

    /// All lines.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text in which nothing ends a value or begins another.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' | ';' | ',' => out.extend(['\\', ch]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_what_they_were() {
        let text = "Ünïcödé, und so weiter; ".repeat(12);
        let mut lines = Lines::default();
        lines.text("SUMMARY", &text);
        let folded = lines.into_text();
        assert!(folded.split("\r\n").all(|line| line.len() <= WIDTH));
        assert!(folded.matches("\r\n ").count() > 3);
        assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", escaped(&text)));
    }

    #[test]
    fn no_text_can_begin_a_line_of_its_own() {
        let mut lines = Lines::default();
        lines.text("FN", "A\r\nEMAIL:x@y; B\\,");
        assert_eq!(lines.into_text(), "FN:A\\nEMAIL:x@y\\; B\\\\\\,\r\n");
    }
}
