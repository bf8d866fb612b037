//! `print/style.toml` of a project on that of its theme on that of the theme below: entry by entry, so
//! that a style file holds only what differs.

use toml::{Table, Value};

/// A style with everything that the layers below it add.
#[derive(Clone, Debug, Default)]
pub struct LayeredStyle {
    /// The TOML: the text of the uppermost layer as it was typed, followed by what it lacks.
    pub text: String,
    /// Lines put between those of the uppermost layer: after which line, how many.
    added: (u32, u32),
}

impl LayeredStyle {
    /// Layers from the uppermost down. A layer that is no TOML is left as it is, for its reader to say so.
    pub fn new<'a>(layers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut layers = layers.into_iter();
        let Some(top) = layers.next() else { return Self::default() };
        let unchanged = Self { text: top.to_owned(), added: (0, 0) };
        let Ok(own) = top.parse::<Table>() else { return unchanged };
        let Some(missing) = layers.map(|text| text.parse::<Table>().ok()).try_fold(own.clone(), below) else {
            return unchanged;
        };
        unchanged.completed(&own, &missing)
    }

    /// The line of the uppermost layer for a line of the text.
    pub fn own_line(&self, line: u32) -> u32 {
        if line > self.added.0 { line.saturating_sub(self.added.1).max(1) } else { line }
    }

    /// Writes every entry of `whole` that `own` lacks behind the text, plain ones into their section.
    fn completed(mut self, own: &Table, whole: &Table) -> Self {
        let mut plain = Table::new();
        for (section, value) in whole {
            let Value::Table(entries) = value else { continue };
            let has = |key: &str| own.get(section).and_then(|value| value.get(key)).is_some();
            for (key, value) in entries.iter().filter(|(key, _)| !has(key)) {
                if let Value::Table(_) = value {
                    let entry = Table::from_iter([(key.clone(), value.clone())]);
                    let nested = Table::from_iter([(section.clone(), Value::Table(entry))]);
                    self.text.push_str(&format!("\n{nested}"));
                } else if section == "colors" {
                    plain.insert(key.clone(), value.clone());
                }
            }
        }
        if plain.is_empty() { self } else { self.with_colours(&plain.to_string()) }
    }

    /// Puts colours behind the head of their section, as a section cannot be opened twice.
    fn with_colours(mut self, lines: &str) -> Self {
        match self.text.lines().position(|line| line.trim() == "[colors]") {
            Some(head) => {
                let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                self.added = (count(head + 1), count(lines.lines().count()));
                let end = self.text.match_indices('\n').nth(head).map_or(self.text.len(), |(at, _)| at + 1);
                self.text.insert_str(end, lines);
            }
            None => self.text.push_str(&format!("\n[colors]\n{lines}")),
        }
        self
    }
}

/// A table with what it lacks from the one below it, two levels deep.
fn below(mut upper: Table, lower: Option<Table>) -> Option<Table> {
    for (section, value) in lower? {
        match (upper.get_mut(&section), value) {
            (Some(Value::Table(own)), Value::Table(entries)) => {
                for (key, value) in entries {
                    own.entry(key).or_insert(value);
                }
            }
            (None, value) => {
                upper.insert(section, value);
            }
            _ => {}
        }
    }
    Some(upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOWER: &str = "[colors]\nquiet = \"ink 72%\"\nfaint = \"ink 8%\"\n[text]\np = { size = 9 }\nh1 = { size = 28 }\n[box]\ncard = { padding = 1 }\n";

    #[test]
    fn an_upper_layer_replaces_single_entries_and_keeps_its_lines() {
        let own =
            "[text]\nh1 = { size = 40, weight = 300 }\n\n[colors]\nquiet = \"ink\"\nloud = \"primary\"\n";
        let style = LayeredStyle::new([own, LOWER]);
        let whole: Table = style.text.parse().expect("TOML");
        assert_eq!(whole["text"]["h1"]["size"], Value::Integer(40));
        assert_eq!(whole["text"]["p"]["size"], Value::Integer(9));
        assert_eq!(whole["colors"]["quiet"].as_str(), Some("ink"));
        assert_eq!(whole["colors"]["faint"].as_str(), Some("ink 8%"));
        assert_eq!(whole["box"]["card"]["padding"], Value::Integer(1));
        let lines: Vec<&str> = style.text.lines().collect();
        assert_eq!((lines[1], style.own_line(2)), ("h1 = { size = 40, weight = 300 }", 2));
        assert_eq!((lines[6], style.own_line(7)), ("loud = \"primary\"", 6));
    }

    #[test]
    fn what_is_no_toml_is_left_to_its_reader() {
        assert_eq!(LayeredStyle::new(["[text", LOWER]).text, "[text");
    }
}
