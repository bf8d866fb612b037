//! What a translation must not do to the signs of its text: end the fields, bring in HTML, lose a line of a list,
//! lead elsewhere.

use crate::import::texts::TextFact;
use crate::markdown::{self, FaultKind};

/// Why a translation cannot stand in a record, and what to do.
pub(super) fn fault(fact: &TextFact, new: &str) -> Option<(String, String)> {
    let told = |message: &str, hint: &str| Some((message.to_owned(), hint.to_owned()));
    if new.lines().any(|line| line.trim_end() == "+++") {
        return told(
            "the line `+++` ends the fields of a record, and no text may have it",
            "remove the line",
        );
    }
    if let Some(c) = new.chars().find(|c| is_illegal(*c)) {
        let message = format!("the invisible character U+{:04X} cannot be published", u32::from(c));
        return Some((message, "delete it, or type the cell anew".to_owned()));
    }
    let (lines, wanted) = (new.lines().count(), fact.source.lines().count());
    if fact.is_list && !new.is_empty() && (lines != wanted || new.lines().any(|line| line.trim().is_empty()))
    {
        let message = format!("the list has {wanted} lines in the source and {lines} here");
        return Some((
            message,
            "write one word or phrase on each line, in the order of the source".to_owned(),
        ));
    }
    if !fact.is_body() {
        return None;
    }
    markdown::write(new, 2).faults.into_iter().find_map(|fault| match fault.kind {
        FaultKind::RawHtml => {
            let typed = new.get(fault.range).unwrap_or_default().lines().next().unwrap_or_default();
            Some((
                format!("`{typed}` is HTML, which is not published"),
                "write it in Markdown, or remove it".to_owned(),
            ))
        }
        FaultKind::Picture(file) => {
            Some((format!("the picture `{file}` stands in the text"), "remove it".to_owned()))
        }
        FaultKind::LinkScheme(link) => {
            Some((format!("the link `{link}` cannot be published"), "take that of the source".to_owned()))
        }
        FaultKind::HeadingOrder(..) => None,
    })
}

/// As for any file of a project.
fn is_illegal(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202d}' | '\u{202e}')
}

/// Whether the links of a text lead elsewhere than those of its source.
pub(super) fn other_links(fact: &TextFact, new: &str) -> Option<(String, String)> {
    if !fact.is_body() || new.is_empty() {
        return None;
    }
    let (wanted, given) = (markdown::links(&fact.source), markdown::links(new));
    let lacks: Vec<&String> = wanted.iter().filter(|link| !given.contains(link)).collect();
    let more: Vec<&String> = given.iter().filter(|link| !wanted.contains(link)).collect();
    let list =
        |links: &[&String]| links.iter().map(|link| format!("`{link}`")).collect::<Vec<_>>().join(", ");
    let message = match (lacks.is_empty(), more.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("the translation lacks the link {}", list(&lacks)),
        (true, false) => format!("the translation has the link {}, and its source has not", list(&more)),
        (false, false) => format!("the translation links to {} instead of {}", list(&more), list(&lacks)),
    };
    Some((message, "if this is not meant, correct it in the translation".to_owned()))
}
