//! Print documents: a Tera template and a closed view give print markup, in which every literal tag
//! knows its line in the template and every text of a record knows its line in the data.

use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, Value};

use super::theme::Theme;
use crate::compose::brochure::PrintDocument;
use crate::markdown::escape;
use crate::model::theme::NAMES;

/// The template engine of print documents.
pub struct PrintEngine {
    tera: Tera,
    /// The same without places.
    plain: Tera,
    paths: Arc<Vec<String>>,
}

impl PrintEngine {
    /// Reads all print templates of the theme and of the project.
    ///
    /// # Errors
    /// With the engine's words, which name template and line, when one cannot be parsed.
    pub fn new(theme: &Theme) -> Result<Self, String> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".xml"]);
        tera.set_fallback_prefixes(theme.prefixes()).map_err(|error| error.to_string())?;
        tera.register_test("figure", super::web::is_figure);
        tera.register_function("text", text);
        tera.register_function("cell", cell);
        tera.register_function("label", label);
        let templates = theme.templates("print/").into_iter().filter(|(name, _)| name.ends_with(".xml"));
        let mut plain = tera.clone();
        let (mut paths, mut placed, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for (name, source) in templates {
            placed.push((name.clone(), with_places(&source, paths.len())));
            paths.push(path_of(&name));
            written.push((name, source));
        }
        // What is wrong is told of the templates as they were written: places shift every column.
        plain.add_raw_templates(written).map_err(|error| error.to_string())?;
        tera.add_raw_templates(placed).map_err(|error| error.to_string())?;
        Ok(Self { tera, plain, paths: Arc::new(paths) })
    }

    /// Paths of all templates in the order in which places number them: the project's own below
    /// `theme/`, the theme's below its name.
    pub fn paths(&self) -> Arc<Vec<String>> {
        Arc::clone(&self.paths)
    }

    /// A document as print markup.
    ///
    /// # Errors
    /// With the engine's words when the template asks for what the view has not.
    pub fn render(&self, document: &PrintDocument) -> Result<String, String> {
        let mut context = Context::new();
        for (key, value) in &document.context {
            context.insert(key.clone(), value);
        }
        self.tera.render(document.template, &context).map_err(|placed| {
            let plain = self.plain.render(document.template, &context).err();
            plain.unwrap_or(placed).to_string()
        })
    }
}

/// `{{ text(record=product, field="name") }}`: a record's text with where it was typed.
fn text(arguments: Kwargs, _: &State<'_>) -> tera::TeraResult<Value> {
    let record = arguments.must_get::<Value>("record")?;
    let field = arguments.must_get::<String>("field")?;
    let value = record.get_from_path(&field).and_then(Value::as_str).unwrap_or_default();
    let at =
        record.get_from_path("_at").and_then(|at| at.get_from_path(&field)?.as_str()).unwrap_or_default();
    Ok(traced(value, at))
}

/// `{{ cell(row=row) }}`: the value of a labelled row with where it was typed.
fn cell(arguments: Kwargs, _: &State<'_>) -> tera::TeraResult<Value> {
    let row = arguments.must_get::<Value>("row")?;
    Ok(traced(part(&row, "value"), part(&row, "at")))
}

/// `{{ label(row=row) }}`: the label of a row with where it was typed, when it is data.
fn label(arguments: Kwargs, _: &State<'_>) -> tera::TeraResult<Value> {
    let row = arguments.must_get::<Value>("row")?;
    Ok(traced(part(&row, "label"), part(&row, "label_at")))
}

fn part<'a>(record: &'a Value, key: &'a str) -> &'a str {
    record.get_from_path(key).and_then(Value::as_str).unwrap_or_default()
}

fn traced(value: &str, at: &str) -> Value {
    let markup = match at {
        "" => escape(value),
        at => format!("<t of=\"{}\">{}</t>", escape(at), escape(value)),
    };
    Value::safe_string(&markup)
}

/// Where a template of that name stands.
fn path_of(name: &str) -> String {
    match name.split_once('/').filter(|(theme, _)| NAMES.contains(theme)) {
        Some((theme, own)) => format!("{theme}/print/{own}"),
        None => format!("theme/print/{name}"),
    }
}

/// Puts `at="line:column:number"` into each literal start tag of a template, with the template's number.
fn with_places(source: &str, number: usize) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 4);
    let (mut line, mut column) = (1, 1);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let code_end = [("{%", "%}"), ("{{", "}}"), ("{#", "#}"), ("<!--", "-->")]
            .into_iter()
            .find(|(open, _)| rest.starts_with(open))
            .and_then(|(_, close)| Some(rest.find(close)? + close.len()));
        let name = tag_name(rest);
        let taken = code_end.unwrap_or_else(|| if name > 0 { 1 + name } else { c.len_utf8() });
        out.push_str(&rest[..taken]);
        if code_end.is_none() && name > 0 {
            out.push_str(&format!(" at=\"{line}:{column}:{number}\""));
        }
        for c in rest[..taken].chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        rest = &rest[taken..];
    }
    out
}

/// Length of an element's name after `<`, when a start tag begins here.
fn tag_name(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix('<') else { return 0 };
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len())
}

#[cfg(test)]
mod tests {
    use super::with_places;

    #[test]
    fn every_literal_tag_learns_its_place_and_code_is_left_alone() {
        let source = "<p>\n  {% if a < b %}<em class=\"x\">{{ \"<b>\" }}</em>{% endif %}<!-- <i> -->\n</p>";
        let placed = with_places(source, 7);
        assert!(placed.starts_with("<p at=\"1:1:7\">"));
        assert!(placed.contains("<em at=\"2:17:7\" class=\"x\">{{ \"<b>\" }}</em>"));
        assert!(placed.contains("{% if a < b %}") && placed.contains("<!-- <i> -->"));
    }
}
