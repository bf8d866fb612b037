//! Contents and indexes: lists made from the headings and marks of the whole document.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::{Builder, Context};
use crate::render::print::finding::FindingKind;
use crate::render::print::markup::{Element, Node};
use crate::render::print::piece::Piece;
use crate::render::print::tags::Role;
use crate::text::Align;

/// Room for a page number, pt.
const NUMBER: f32 = 26.0;

impl Builder<'_> {
    /// `toc`: an entry for each heading of the wanted levels, with its page.
    pub(super) fn contents(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let (from, to) = levels(element.get("levels").unwrap_or("1-2"));
        let mut inner = cx.clone();
        inner.tag = self.tag(cx, Role::TOC);
        let listed = self.prelisted;
        for heading in listed.iter().filter(|h| h.in_toc && (from..=to).contains(&h.level)) {
            let class = format!("toc-{}", heading.level - from + 1);
            let label = self.known.label(&heading.mark).unwrap_or("0").to_owned();
            pieces.extend(self.entry(
                &heading.title,
                &[(label, heading.mark.clone())],
                &class,
                width,
                &inner,
                Role::TOCI,
            ));
        }
    }

    /// `index`: entries of marks of a kind, sorted, each with its pages.
    pub(super) fn index(&mut self, element: &Element, width: f32, cx: &Context, pieces: &mut Vec<Piece>) {
        let kind = element.get("kind").unwrap_or("product");
        let mut entries: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for entry in self.preindexed.iter().filter(|entry| entry.kind == kind) {
            entries.entry((&entry.sort, &entry.term)).or_default().push(&entry.mark);
        }
        if entries.is_empty() {
            self.report(
                FindingKind::Markup,
                element,
                format!("no mark has `index=\"{kind}\"`"),
                "add `mark index=\"…\" term=\"…\"`, or remove the index",
            );
        }
        let mut inner = cx.clone();
        inner.tag = self.tag(cx, Role::Index);
        let heads = element.get("heads") == Some("yes");
        let mut last = None;
        for ((_, term), marks) in entries {
            let letter = initial(term);
            if heads && last != Some(letter) {
                pieces.extend(self.index_head(letter, width, &inner));
                last = Some(letter);
            }
            let pages = self.ranges(&marks);
            pieces.extend(self.entry(term, &pages, "index-entry", width, &inner, Role::P));
        }
    }

    /// Where an entry's marks stand, pages in a row as one range: words to show and the mark they lead to.
    fn ranges(&self, marks: &[&str]) -> Vec<(String, String)> {
        let place = |mark: &&str| match self.known.pages.get(*mark) {
            Some((page, label)) => (*page, label.clone(), (*mark).to_owned()),
            None => (0, "00".to_owned(), (*mark).to_owned()),
        };
        let mut places: Vec<_> = marks.iter().map(place).collect();
        places.sort();
        places.dedup_by_key(|(page, ..)| *page);
        let in_a_row = |a: &(usize, String, String), b: &(usize, String, String)| a.0 + 1 == b.0;
        let words = |run: &[(usize, String, String)]| match run {
            [one] => one.1.clone(),
            [first, .., last] => format!("{}–{}", first.1, last.1),
            [] => String::new(),
        };
        places.chunk_by(in_a_row).map(|run| (words(run), run[0].2.clone())).collect()
    }

    /// The letter under which entries stand.
    fn index_head(&mut self, letter: char, width: f32, cx: &Context) -> Vec<Piece> {
        let element = Element {
            name: "p".to_owned(),
            attributes: vec![("class".to_owned(), "index-head".to_owned())],
            children: vec![Node::Text(letter.to_string())],
            at: None,
            ..Element::default()
        };
        let mut pieces = Vec::new();
        self.styled_paragraph(&element, width, cx, &mut pieces);
        pieces.iter_mut().for_each(|piece| piece.keep_next = true);
        pieces
    }

    /// Words at the start, linked page numbers at the end of the line.
    fn entry(
        &mut self,
        words: &str,
        pages: &[(String, String)],
        class: &str,
        width: f32,
        cx: &Context,
        role: Role,
    ) -> Vec<Piece> {
        let mut inner = cx.clone();
        inner.tag = self.tag(cx, role);
        if role == Role::TOCI {
            inner.tag = self.tag(&inner, Role::Reference);
        }
        let style = self.style.text.get(class).cloned().unwrap_or_default();
        let letters: usize = pages.iter().map(|(label, _)| label.chars().count() + 2).sum();
        let room = (NUMBER + 4.6 * letters.saturating_sub(4) as f32).min(width * 0.6);
        let first = pages.first().map(|(_, mark)| mark.clone()).unwrap_or_default();
        let text = linked("p", words, &first);
        let mut lines = self.paragraph(&text, width - room, &inner, None, &style);
        let mut number_cx = style.onto(&inner);
        number_cx.align = Align::End;
        number_cx.tabular = true;
        let mut children = Vec::new();
        for (index, (label, mark)) in pages.iter().enumerate() {
            if index > 0 {
                children.push(Node::Text(", ".to_owned()));
            }
            children.extend(linked("p", label, mark).children);
        }
        let numbers = Element { name: "p".to_owned(), children, ..Element::default() };
        let mut numbers = self.paragraph(&numbers, room, &number_cx, None, &Default::default()).into_iter();
        if let (Some(last), Some(number)) = (lines.last_mut(), numbers.next()) {
            last.items.extend(crate::render::print::piece::shifted(number.items, width - room, 0.0));
        }
        lines.extend(numbers.map(|mut line| {
            line.items = crate::render::print::piece::shifted(line.items, width - room, 0.0).collect();
            line
        }));
        for line in &mut lines {
            line.width = width;
        }
        let count = lines.len().saturating_sub(1);
        lines.iter_mut().take(count).for_each(|line| line.keep_next = true);
        lines
    }
}

/// The letter a term is filed under: its first, as a capital without accents; `#` for figures.
fn initial(term: &str) -> char {
    let first = term.nfd().find(|c| c.is_alphanumeric()).unwrap_or('#');
    if first.is_numeric() { '#' } else { first.to_uppercase().next().unwrap_or(first) }
}

fn linked(name: &str, words: &str, mark: &str) -> Element {
    let link = Element {
        name: "a".to_owned(),
        attributes: vec![("href".to_owned(), format!("#{mark}")), ("class".to_owned(), "quiet".to_owned())],
        children: vec![Node::Text(words.to_owned())],
        at: None,
        ..Element::default()
    };
    Element { name: name.to_owned(), children: vec![Node::Element(link)], ..Element::default() }
}

/// `"1-2"` or `"1"`.
fn levels(text: &str) -> (u8, u8) {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let from = from.trim().parse().unwrap_or(1_u8).clamp(1, 6);
    (from, to.trim().parse().unwrap_or(from).clamp(from, 6))
}
