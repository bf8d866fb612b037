//! Blocks of templates: where each stands, and which of a project's own no theme has.

use std::collections::BTreeSet;

use super::Theme;
use crate::diag::{Diagnostic, codes, nearest};
use crate::model::theme::{CHANGES, NAMES};

/// A block of a template.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'t> {
    /// Its name.
    pub name: &'t str,
    /// All of it, from its first to its last tag.
    pub source: &'t str,
    /// How many blocks it stands in.
    pub depth: usize,
}

/// The blocks of a template, also those inside others, in the order in which they begin.
pub fn blocks(template: &str) -> Vec<Block<'_>> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (start, length) in tags(template) {
        let mut words = words(&template[start..start + length]);
        match (words.next(), words.next()) {
            (Some("block"), Some(name)) => open.push((start, name)),
            (Some("endblock"), _) => {
                if let Some((from, name)) = open.pop() {
                    let (source, depth) = (&template[from..start + length], open.len());
                    found.push((from, Block { name, source, depth }));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|(from, _)| *from);
    found.into_iter().map(|(_, block)| block).collect()
}

/// The template that another one extends.
pub(super) fn parent(template: &str) -> Option<&str> {
    let (start, length) = tags(template).next()?;
    let mut words = words(&template[start..start + length]);
    (words.next() == Some("extends")).then(|| words.next())?.map(|name| name.trim_matches(['"', '\'', '`']))
}

/// Where each `{% … %}` begins and how long it is.
fn tags(template: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        // What stands in a comment is no tag.
        let start = loop {
            let start = at + template[at..].find("{%")?;
            match template[at..start].find("{#") {
                Some(comment) => at += comment + template[at + comment..].find("#}")? + 2,
                None => break start,
            }
        };
        let length = template[start..].find("%}")? + 2;
        at = start + length;
        Some((start, length))
    })
}

fn words(tag: &str) -> impl Iterator<Item = &str> {
    tag[2..tag.len() - 2].trim_matches('-').split_whitespace()
}

/// Blocks of one template of the project that no template above it has.
pub(super) fn strange(theme: &Theme, folder: &str, name: &str, text: &str) -> Vec<Diagnostic> {
    let Some(above) = parent(text) else { return Vec::new() };
    let path = format!("theme/{folder}{name}");
    if let Some(other) = above
        .split_once('/')
        .map(|(theme, _)| theme)
        .filter(|other| NAMES.contains(other) && !theme.prefixes().contains(&format!("{other}/")))
    {
        let own = theme.name();
        let message = format!("`{path}` extends theme `{other}`, but the project's theme is `{own}`");
        let hint = format!("write `{{% extends \"{own}/{name}\" %}}`, or `theme = \"{other}\"` in `[brand]`");
        return vec![Diagnostic::file(&codes::TEMPLATE, format!("{path}:1:1"), message).hint(hint)];
    }
    let known = names_above(theme, folder, above);
    if known.is_empty() {
        return Vec::new(); // The template above is not there, which the engine says.
    }
    let own = blocks(text).into_iter().filter(|block| block.depth == 0 && !known.contains(block.name));
    let finding = |block: Block<'_>| {
        let start = block.source.as_ptr() as usize - text.as_ptr() as usize;
        let before = &text[..start];
        let (line, column) =
            (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
        let message = format!("`{above}` has no block `{}` to be replaced", block.name);
        Diagnostic::file(&codes::THEME_BLOCK, format!("{path}:{line}:{column}"), message)
            .hint(hint(folder, name, block.name, &known))
    };
    own.map(finding).collect()
}

fn hint(folder: &str, name: &str, block: &str, known: &BTreeSet<String>) -> String {
    let file = format!("{folder}{name}");
    if let Some(change) = CHANGES.iter().find(|change| change.file == file && change.old == block) {
        return format!("call it `{}`, its name since version {} of the themes", change.new, change.version);
    }
    match nearest(block, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "see `fairfolio theme list` for the blocks of each template".to_owned(),
    }
}

/// Names of all blocks of a template and of those above it.
fn names_above(theme: &Theme, folder: &str, name: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut next = theme.template(folder, name);
    // A template that extends itself is the engine's to report.
    for _ in 0..16 {
        let Some(text) = next else { break };
        names.extend(blocks(&text).into_iter().map(|block| block.name.to_owned()));
        next = parent(&text).and_then(|above| theme.template(folder, above));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks, parent};

    #[test]
    fn blocks_inside_blocks_are_found_whole() {
        let template = "{% block a %}x{% block b %}{% if c %}y{% endif %}{% endblock b %}{%- endblock -%}";
        let source = "{% block b %}{% if c %}y{% endif %}{% endblock b %}";
        let inner = Block { name: "b", source, depth: 1 };
        assert_eq!(blocks(template), [Block { name: "a", source: template, depth: 0 }, inner]);
    }

    #[test]
    fn a_comment_holds_no_block_and_hides_no_parent() {
        let template =
            "{# {% block a %} #}\n{% extends \"loom/page.html\" %}{# {% block b %}{% endblock %} #}";
        assert_eq!(parent(template), Some("loom/page.html"));
        assert_eq!(blocks(template), []);
    }
}
