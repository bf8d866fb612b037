//! Contents and indexes: lists made from the headings and marks of the whole document.

use std::collections::BTreeMap;

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
        for ((_, term), marks) in entries {
            let mut pages: Vec<(String, String)> = Vec::new();
            for mark in marks {
                let label = self.known.label(mark).unwrap_or("00").to_owned();
                if pages.iter().all(|(known, _)| *known != label) {
                    pages.push((label, mark.to_owned()));
                }
            }
            pieces.extend(self.entry(term, &pages, "index-entry", width, &inner, Role::P));
        }
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
        let room = NUMBER + 14.0 * (pages.len().saturating_sub(1)) as f32;
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
        let numbers = self.paragraph(&numbers, room, &number_cx, None, &Default::default());
        if let (Some(last), Some(number)) = (lines.last_mut(), numbers.into_iter().next()) {
            last.items.extend(crate::render::print::piece::shifted(number.items, width - room, 0.0));
        }
        for line in &mut lines {
            line.width = width;
        }
        let count = lines.len().saturating_sub(1);
        lines.iter_mut().take(count).for_each(|line| line.keep_next = true);
        lines
    }
}

fn linked(name: &str, words: &str, mark: &str) -> Element {
    let link = Element {
        name: "a".to_owned(),
        attributes: vec![("href".to_owned(), format!("#{mark}")), ("class".to_owned(), "quiet".to_owned())],
        children: vec![Node::Text(words.to_owned())],
        at: None,
    };
    Element { name: name.to_owned(), children: vec![Node::Element(link)], ..Element::default() }
}

/// `"1-2"` or `"1"`.
fn levels(text: &str) -> (u8, u8) {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let from = from.trim().parse().unwrap_or(1_u8).clamp(1, 6);
    (from, to.trim().parse().unwrap_or(from).clamp(from, 6))
}
