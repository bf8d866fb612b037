//! The most elements that are laid out: a template that loops over too much ends in a finding and not
//! in a full memory.

use super::finding::{At, Finding, FindingKind};

/// Elements of a document that are laid out. Five thousand cards of a catalogue have half as many.
pub(super) const MAX_ELEMENTS: usize = 600_000;

/// Markup with too many elements, cut off before the first of them that is too much and with everything
/// closed that is open there. `None` when there are not too many.
pub(super) fn cut_off(markup: &str) -> Option<(String, Finding)> {
    // Nearly all documents are told by their tags alone.
    if markup.bytes().filter(|byte| *byte == b'<').count() <= MAX_ELEMENTS {
        return None;
    }
    let (mut open, mut count, mut at) = (Vec::new(), 0, 0);
    while let Some(start) = markup[at..].find('<').map(|found| at + found) {
        let tag = &markup[start..start + length(&markup[start..])];
        at = start + tag.len();
        if tag.starts_with("</") {
            open.pop();
        } else if !tag.starts_with("<!") && !tag.starts_with("<?") {
            if count == MAX_ELEMENTS {
                return Some((closed(&markup[..start], &open), too_many(tag)));
            }
            count += 1;
            if !tag.ends_with("/>") {
                open.push(name(tag));
            }
        }
    }
    None
}

/// Bytes of the tag, comment or the like that begins here.
fn length(rest: &str) -> usize {
    let asides = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    if let Some((_, close)) = asides.into_iter().find(|(start, _)| rest.starts_with(start)) {
        return rest.find(close).map_or(rest.len(), |found| found + close.len());
    }
    let mut quote = None;
    for (index, byte) in rest.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return index + 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(mark)) if byte == mark => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn name(tag: &str) -> &str {
    let after = &tag[1..];
    &after[..after.find([' ', '\t', '\r', '\n', '>', '/']).unwrap_or(after.len())]
}

fn closed(markup: &str, open: &[&str]) -> String {
    let ends = open.iter().rev().flat_map(|name| ["</", name, ">"]);
    std::iter::once(markup).chain(ends).collect()
}

fn too_many(tag: &str) -> Finding {
    let message = format!("the document has more than {MAX_ELEMENTS} elements; it ends here");
    let hint = "loop over fewer records, or divide the document";
    let at = tag.split_once(" at=\"").and_then(|(_, place)| At::parse(place.split('"').next()?));
    Finding::new(FindingKind::Markup, message, hint).at(at)
}
