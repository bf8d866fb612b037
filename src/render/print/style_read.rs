//! Reading `style.toml`: each key is known or becomes a finding with the nearest known one.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Align;

use super::finding::{At, Finding, FindingKind};
use super::frame::{Color, Token};
use super::style::{
    Border, BoxStyle, BrandTokens, Master, Style, TableStyle, TextStyle, Thumb, paper, parse_hex,
};
use super::style_keys as keys;
use super::units::{MM, nearest, parse_length};

/// Reads a style file. What cannot be read is reported and left at its default.
///
/// Lengths are pt for type, rules and spacing, mm for paper, margins and padding; `"2mm"` or
/// `"3pt"` as a string says so itself.
pub fn read_style(toml: &str, brand: &BrandTokens) -> (Style, Vec<Finding>) {
    let mut reader = Reader { text: toml, style: Style::default(), findings: Vec::new() };
    brand_colors(&mut reader.style, brand);
    let (table, errors) = DeTable::parse_recoverable(toml);
    for error in errors {
        let at = error.span().map(|span| reader.place(span.start));
        reader
            .findings
            .push(Finding::new(FindingKind::Style, error.message().to_owned(), "correct the TOML").at(at));
    }
    reader.read(table.get_ref());
    (reader.style, reader.findings)
}

fn brand_colors(style: &mut Style, brand: &BrandTokens) {
    let tokens = [
        ("primary", Color::of_brand(Token::Primary, brand.primary)),
        ("secondary", Color::of_brand(Token::Secondary, brand.secondary)),
        ("accent", Color::of_brand(Token::Accent, brand.accent)),
        ("ink", Color::of_brand(Token::Ink, brand.ink)),
        ("paper", Color::of_brand(Token::Paper, brand.paper)),
        ("white", Color::WHITE),
    ];
    style.colors.extend(tokens.map(|(name, color)| (name.to_owned(), color)));
}

struct Reader<'a> {
    text: &'a str,
    style: Style,
    findings: Vec<Finding>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn place(&self, offset: usize) -> At {
        let before = &self.text[..offset.min(self.text.len())];
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) as u32 + 1;
        At::new(line, column)
    }

    fn wrong(&mut self, value: &Value<'_>, message: String, hint: &str) {
        let at = self.place(value.span().start);
        self.findings.push(Finding::new(FindingKind::Style, message, hint).at(Some(at)));
    }

    fn unknown(&mut self, offset: usize, key: &str, known: &[&str]) {
        let hint = nearest(key, known.iter().copied())
            .map_or_else(|| format!("use one of {}", known.join(", ")), |near| format!("write `{near}`"));
        let at = self.place(offset);
        self.findings
            .push(Finding::new(FindingKind::Style, format!("unknown key `{key}`"), hint).at(Some(at)));
    }

    fn read(&mut self, root: &DeTable<'_>) {
        let in_order =
            |name: &str| root.iter().find(|(key, _)| key.get_ref().as_ref() == name).map(|(_, v)| v.clone());
        for (key, _) in root.iter() {
            if !keys::SECTIONS.contains(&key.get_ref().as_ref()) {
                self.unknown(key.span().start, key.get_ref(), keys::SECTIONS);
            }
        }
        // Colours first: the others name them.
        for name in keys::SECTIONS.iter().copied() {
            let Some(value) = in_order(name) else { continue };
            let Some(table) = self.table(&value) else { continue };
            for (key, value) in table.iter() {
                self.entry(name, key.get_ref(), value);
            }
        }
    }

    fn entry(&mut self, section: &str, key: &str, value: &Value<'_>) {
        let key = key.to_owned();
        match section {
            "families" => self.families(key, value),
            "colors" => {
                if let Some(color) = self.color(value) {
                    self.style.colors.insert(key, color);
                }
            }
            "text" => {
                let read = self.text_style(value);
                self.style.text.insert(key, read);
            }
            "box" => {
                let read = self.box_style(value);
                self.style.boxes.insert(key, read);
            }
            "table" => {
                let read = self.table_style(value);
                self.style.tables.insert(key, read);
            }
            _ => {
                let read = self.master(value);
                self.style.masters.insert(key, read);
            }
        }
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, "a table is needed here".to_owned(), "write `{ key = value }`");
        }
        table
    }

    fn families(&mut self, key: String, value: &Value<'_>) {
        let Some(table) = self.table(value) else { return };
        let mut lists = std::collections::BTreeMap::new();
        for (lang, list) in table.iter() {
            let names = list.get_ref().as_array().map(|array| {
                array.iter().filter_map(|name| name.get_ref().as_str().map(str::to_owned)).collect::<Vec<_>>()
            });
            match names {
                Some(names) => drop(lists.insert(lang.get_ref().to_string(), Arc::new(names))),
                None => self.wrong(
                    list,
                    "a list of family names is needed here".to_owned(),
                    "write `[\"IBM Plex Sans\"]`",
                ),
            }
        }
        self.style.families.insert(key, lists);
    }

    /// `"ink"`, `"#rrggbb"`, or a tint over paper: `"ink 20%"`.
    fn color(&mut self, value: &Value<'_>) -> Option<Color> {
        let text = value.get_ref().as_str().unwrap_or_default().to_owned();
        let (name, share) = match text.split_once(' ') {
            Some((name, share)) => (name, share.trim_end_matches('%').parse::<f32>().ok()),
            None => (text.as_str(), Some(100.0)),
        };
        let found = self.style.colors.get(name).copied().or_else(|| parse_hex(name).map(Color::from));
        let paper = self.style.colors.get("paper").copied().unwrap_or(Color::WHITE);
        if let (Some(color), Some(share)) = (found, share) {
            return Some(color.over(paper, share / 100.0));
        }
        let near =
            nearest(name, self.style.colors.keys().map(String::as_str)).map(|n| format!("write `{n}`"));
        self.wrong(
            value,
            format!("`{text}` is no colour"),
            near.as_deref().unwrap_or("write `#rrggbb` or the name of a token"),
        );
        None
    }

    fn length(&mut self, value: &Value<'_>, unit: f32) -> Option<f32> {
        let read = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().replace('_', "").parse::<f32>().ok().map(|n| n * unit),
            DeValue::Float(n) => n.as_str().replace('_', "").parse::<f32>().ok().map(|n| n * unit),
            DeValue::String(text) => parse_length(text, unit),
            _ => None,
        };
        if read.is_none() {
            self.wrong(
                value,
                "a length is needed here".to_owned(),
                "write a number, or a string such as `\"2mm\"`",
            );
        }
        read
    }

    fn flag(&mut self, value: &Value<'_>) -> Option<bool> {
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong(value, "`true` or `false` is needed here".to_owned(), "write `true` or `false`");
        }
        read
    }

    fn string(&mut self, value: &Value<'_>) -> Option<String> {
        let read = value.get_ref().as_str().map(str::to_owned);
        if read.is_none() {
            self.wrong(value, "a string is needed here".to_owned(), "put it in quotes");
        }
        read
    }

    fn lengths<const N: usize>(&mut self, value: &Value<'_>, unit: f32) -> Option<[f32; N]> {
        if let Some(array) = value.get_ref().as_array() {
            let read: Vec<f32> = array.iter().filter_map(|item| self.length(item, unit)).collect();
            if let Ok(read) = <[f32; N]>::try_from(read) {
                return Some(read);
            }
            self.wrong(value, format!("{N} lengths are needed here"), "give one for each side");
            return None;
        }
        self.length(value, unit).map(|one| [one; N])
    }

    fn text_style(&mut self, value: &Value<'_>) -> TextStyle {
        let mut out = TextStyle::default();
        let Some(table) = self.table(value) else { return out };
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "family" => out.family = self.string(value).filter(|f| self.known_family(f, value)),
                "size" => out.size = self.length(value, 1.0),
                "leading" => out.leading = self.length(value, 1.0),
                "weight" => out.weight = self.length(value, 1.0).map(|w| w as u16),
                "italic" => out.italic = self.flag(value),
                "color" => out.color = self.color(value),
                "align" => out.align = self.align(value),
                "hyphenate" => out.hyphenate = self.flag(value),
                "hang" => out.hang = self.flag(value),
                "small_caps" => out.small_caps = self.flag(value),
                "tabular" => out.tabular = self.flag(value),
                "tracking" => out.tracking = self.length(value, 1.0),
                "space_before" => out.space_before = self.length(value, 1.0).unwrap_or(0.0),
                "space_after" => out.space_after = self.length(value, 1.0).unwrap_or(0.0),
                "keep_with_next" => out.keep_with_next = self.flag(value).unwrap_or(false),
                other => self.unknown(key.span().start, other, keys::TEXT),
            }
        }
        out
    }

    fn known_family(&mut self, key: &str, value: &Value<'_>) -> bool {
        let known = self.style.families.contains_key(key);
        if !known {
            let names: Vec<String> = self.style.families.keys().cloned().collect();
            self.wrong(
                value,
                format!("`{key}` is no family list"),
                &format!("use one of {}", names.join(", ")),
            );
        }
        known
    }

    fn align(&mut self, value: &Value<'_>) -> Option<Align> {
        let read = value.get_ref().as_str().and_then(parse_align);
        if read.is_none() {
            self.wrong(value, "not an alignment".to_owned(), "use start, center, end or justify");
        }
        read
    }

    fn box_style(&mut self, value: &Value<'_>) -> BoxStyle {
        let mut out = BoxStyle::default();
        let Some(table) = self.table(value) else { return out };
        let mut border = Border { color: self.style.color("ink").unwrap_or_default(), sides: [0.0; 4] };
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "padding" => out.padding = self.lengths(value, MM).unwrap_or_default(),
                "fill" => out.fill = self.color(value),
                "border" => border.sides = self.lengths(value, 1.0).unwrap_or_default(),
                "border_color" => border.color = self.color(value).unwrap_or_default(),
                "gap" => out.gap = self.length(value, MM).unwrap_or(0.0),
                other => self.unknown(key.span().start, other, keys::BOX),
            }
        }
        out.border = border.sides.iter().any(|side| *side > 0.0).then_some(border);
        out
    }

    fn table_style(&mut self, value: &Value<'_>) -> TableStyle {
        let ink = self.style.color("ink").unwrap_or_default();
        let mut out = TableStyle {
            cell_y: 2.25,
            gap: 4.0 * MM,
            row_rule: (0.35, ink),
            head_rule: (0.7, ink),
            top_rule: (0.0, ink),
        };
        let Some(table) = self.table(value) else { return out };
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "cell_y" => out.cell_y = self.length(value, 1.0).unwrap_or(out.cell_y),
                "gap" => out.gap = self.length(value, MM).unwrap_or(out.gap),
                "row_rule" => out.row_rule.0 = self.length(value, 1.0).unwrap_or(0.35),
                "head_rule" => out.head_rule.0 = self.length(value, 1.0).unwrap_or(0.7),
                "top_rule" => out.top_rule.0 = self.length(value, 1.0).unwrap_or(0.0),
                "color" => out.row_rule.1 = self.color(value).unwrap_or(ink),
                "head_color" => {
                    let color = self.color(value).unwrap_or(ink);
                    (out.head_rule.1, out.top_rule.1) = (color, color);
                }
                other => self.unknown(key.span().start, other, keys::TABLE),
            }
        }
        out
    }

    fn master(&mut self, value: &Value<'_>) -> Master {
        let mut out = super::default_master();
        let Some(table) = self.table(value) else { return out };
        let (mut header, mut footer, mut header_at, mut footer_at) = (None, None, 9.0 * MM, 9.0 * MM);
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "paper" => match value.get_ref().as_str().and_then(paper) {
                    Some(size) => (out.size, out.own_paper) = (size, true),
                    None => self.wrong(
                        value,
                        "not a paper".to_owned(),
                        "use A4, A5, Letter, `105x74mm` or `1200x630px`",
                    ),
                },
                "first" => out.first = self.string(value),
                "margins" => out.margins = self.margins(value).unwrap_or(out.margins),
                "columns" => out.columns = self.length(value, 1.0).map_or(1, |n| (n as usize).clamp(1, 12)),
                "gutter" => out.gutter = self.length(value, MM).unwrap_or(0.0),
                "header" => header = self.string(value),
                "footer" => footer = self.string(value),
                "header_left" => out.header_left = self.string(value),
                "footer_left" => out.footer_left = self.string(value),
                "header_at" => header_at = self.length(value, MM).unwrap_or(header_at),
                "footer_at" => footer_at = self.length(value, MM).unwrap_or(footer_at),
                "thumb" => out.thumb = self.thumb(value),
                "fill" => out.fill = self.color(value),
                "folded" => out.folded = self.flag(value).unwrap_or(false),
                other => self.unknown(key.span().start, other, keys::MASTER),
            }
        }
        out.header = header.map(|markup| (markup, header_at));
        out.footer = footer.map(|markup| (markup, footer_at));
        out
    }

    fn margins(&mut self, value: &Value<'_>) -> Option<[f32; 4]> {
        let mut out = [0.0; 4];
        for (key, value) in self.table(value)?.iter() {
            match keys::MARGINS.iter().position(|known| known == key.get_ref()) {
                Some(at) => out[at] = self.length(value, MM).unwrap_or(0.0),
                None => self.unknown(key.span().start, key.get_ref(), keys::MARGINS),
            }
        }
        Some(out)
    }

    fn thumb(&mut self, value: &Value<'_>) -> Option<Thumb> {
        let color = self.style.color("primary").unwrap_or_default();
        let mut out = Thumb {
            width: 6.0 * MM,
            height: 22.0 * MM,
            bleed: 3.0 * MM,
            range: (18.0 * MM, 259.0 * MM),
            color,
        };
        for (key, value) in self.table(value)?.iter() {
            match key.get_ref().as_ref() {
                "width" => out.width = self.length(value, MM).unwrap_or(out.width),
                "height" => out.height = self.length(value, MM).unwrap_or(out.height),
                "bleed" => out.bleed = self.length(value, MM).unwrap_or(out.bleed),
                "from" => out.range.0 = self.length(value, MM).unwrap_or(out.range.0),
                "to" => out.range.1 = self.length(value, MM).unwrap_or(out.range.1),
                "color" => out.color = self.color(value).unwrap_or(color),
                other => self.unknown(key.span().start, other, keys::THUMB),
            }
        }
        Some(out)
    }
}

/// As [`parse_align`], and `number`: figures stand flush right in either direction, so that units align.
pub(super) fn parse_align_in(text: &str, start_right: bool) -> Option<Align> {
    match text {
        "number" if start_right => Some(Align::Start),
        "number" => Some(Align::End),
        other => parse_align(other),
    }
}

/// `start`, `center`, `end` or `justify`.
pub(super) fn parse_align(text: &str) -> Option<Align> {
    match text {
        "start" => Some(Align::Start),
        "center" => Some(Align::Center),
        "end" => Some(Align::End),
        "justify" => Some(Align::Justify),
        _ => None,
    }
}
