//! Members' Markdown, which is untrusted. One writer over the parser's events gives markup that is
//! both HTML and print markup; raw HTML and strange links never get through, and each is a finding.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Something in a text that cannot be published, with its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// Where in the text.
    pub range: Range<usize>,
}

/// Kinds of faults in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Raw HTML; it is shown as text.
    RawHtml,
    /// A link or picture whose scheme is not `http`, `https`, `mailto` or `tel`; it is shown as text.
    LinkScheme(String),
    /// A heading that skips a level, from the one to the other.
    HeadingOrder(u8, u8),
    /// A picture in the text; pictures belong into `photos`.
    Picture(String),
}

/// A text as markup, with what could not be published.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Markup: HTML that is well-formed XML.
    pub markup: String,
    /// Links to pages of the site itself, with their bytes in the text.
    pub internal: Vec<(String, Range<usize>)>,
    /// Faults.
    pub faults: Vec<Fault>,
}

fn parser(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
}

/// Writes a text; a heading `#` becomes `h<top>`, `##` one deeper, and so on.
pub fn write(text: &str, top: u8) -> Written {
    let mut writer = Writer { out: Written::default(), top, last_level: 0, ..Writer::default() };
    for (event, range) in parser(text) {
        writer.event(event, range);
    }
    writer.out
}

/// The words of a text as a reader counts them, without markup.
pub fn count_words(text: &str) -> usize {
    plain(text).split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A text without its markup.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (event, _) in parser(text) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => plain.push(' '),
            _ => {}
        }
    }
    plain
}

/// Where the links of a text lead, in their order.
pub fn links(text: &str) -> Vec<String> {
    let target = |(event, _)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    parser(text).filter_map(target).collect()
}

/// Whether a link may be published.
pub fn is_safe_link(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme {
        Some(scheme) if !scheme.contains(['/', '#', '?']) => {
            matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
        }
        _ => !url.starts_with("//") && !url.starts_with('\\') && !url.chars().any(char::is_control),
    }
}

/// Escapes text for markup, in content and in attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Writer {
    out: Written,
    top: u8,
    last_level: u8,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Depth of links and pictures that were dropped, whose text stays.
    dropped: Vec<bool>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.out.markup.push_str(&escape(&text)),
            Event::Code(text) => {
                let _ = write!(self.out.markup, "<code>{}</code>", escape(&text));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.fault(FaultKind::RawHtml, range);
                self.out.markup.push_str(&escape(&html));
            }
            Event::SoftBreak => self.out.markup.push('\n'),
            Event::HardBreak => self.out.markup.push_str("<br/>"),
            Event::Rule => self.out.markup.push_str("<hr/>"),
            _ => {}
        }
    }

    fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        self.out.faults.push(Fault { kind, range });
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(level, range),
            Tag::Link { dest_url, .. } => self.link(&dest_url, range),
            Tag::Image { dest_url, .. } => {
                self.fault(FaultKind::Picture(dest_url.to_string()), range);
                self.dropped.push(true);
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.open("table");
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.open("thead");
                self.open("tr");
            }
            Tag::TableRow => {
                self.column = 0;
                self.open("tr");
            }
            Tag::TableCell => self.cell(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.out.markup.push_str("<pre><code>");
            }
            Tag::List(Some(first)) if first != 1 => {
                let _ = write!(self.out.markup, "<ol start=\"{first}\">");
            }
            tag => {
                if let Some(name) = element(&tag.to_end()) {
                    self.open(name);
                }
            }
        }
    }

    fn open(&mut self, name: &str) {
        let _ = write!(self.out.markup, "<{name}>");
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        // OK because there are six levels.
        #[expect(clippy::cast_possible_truncation, reason = "one to six")]
        let level = level as usize as u8;
        let allowed = if self.last_level == 0 { 2 } else { self.last_level + 1 };
        if level > allowed {
            self.fault(FaultKind::HeadingOrder(self.last_level, level), range);
        }
        self.last_level = level;
        // `##` is the highest heading of a text, because the record's name is the page's own.
        let shown = (level.saturating_sub(2) + self.top).min(6);
        let _ = write!(self.out.markup, "<h{shown}>");
    }

    fn link(&mut self, url: &str, range: Range<usize>) {
        let safe = is_safe_link(url);
        self.dropped.push(!safe);
        if !safe {
            self.fault(FaultKind::LinkScheme(url.to_owned()), range);
            return;
        }
        if !url.contains(':') {
            self.out.internal.push((url.to_owned(), range));
        }
        let _ = write!(self.out.markup, "<a href=\"{}\">", escape(url));
    }

    fn cell(&mut self) {
        let name = if self.in_head { "th scope=\"col\"" } else { "td" };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let _ = write!(self.out.markup, "<{name}{class}>");
        self.column += 1;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let shown = (self.last_level.saturating_sub(2) + self.top).min(6);
                let _ = write!(self.out.markup, "</h{shown}>");
            }
            TagEnd::Link | TagEnd::Image => {
                if !self.dropped.pop().unwrap_or(true) {
                    self.out.markup.push_str("</a>");
                }
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.markup.push_str("</tr></thead><tbody>");
            }
            TagEnd::Table => self.out.markup.push_str("</tbody></table>"),
            TagEnd::TableCell => self.out.markup.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::CodeBlock => self.out.markup.push_str("</code></pre>"),
            tag => {
                if let Some(name) = element(&tag) {
                    let _ = write!(self.out.markup, "</{name}>");
                }
            }
        }
    }
}

fn element(tag: &TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::TableRow => "tr",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "del",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_markup_whose_headings_stand_under_the_pages_own() {
        let written = write("## Works\n\nTwo *looms* & [more](https://a.example/?a=1&b=2).\n", 3);
        let link = "<a href=\"https://a.example/?a=1&amp;b=2\">more</a>";
        assert_eq!(written.markup, format!("<h3>Works</h3><p>Two <em>looms</em> &amp; {link}.</p>"));
        assert!(written.faults.is_empty());
    }

    #[test]
    fn html_and_strange_links_are_shown_as_text_and_reported() {
        let written = write("a <b>x</b> [y](javascript:alert(1)) [z](data:text/html,1)\n\n#### deep", 2);
        assert!(!written.markup.contains("<b>") && !written.markup.contains("javascript"));
        let kinds: Vec<_> = written.faults.iter().map(|fault| &fault.kind).collect();
        assert_eq!(kinds.len(), 5, "{kinds:?}");
        assert!(matches!(kinds[4], FaultKind::HeadingOrder(0, 4)));
        for bad in ["JaVaScRiPt:x", "//evil.example", "vbscript:x", "java\tscript:x", "\\\\x"] {
            assert!(!is_safe_link(bad), "{bad}");
        }
        for good in ["mailto:a@b.example", "tel:+91", "../members/a.html", "#x", "a?b=c:d"] {
            assert!(is_safe_link(good), "{good}");
        }
    }

    #[test]
    fn words_are_counted_without_markup() {
        assert_eq!(count_words("**Two** looms – [three](https://x.example) & four."), 4);
    }
}
