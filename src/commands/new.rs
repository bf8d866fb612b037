//! `fairfolio new`: a commented skeleton that builds, or a copy of the sample consortium. At a terminal it asks
//! for the three things that stand in most places.

#![expect(clippy::disallowed_methods, reason = "it makes a project, which no sink does")]

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Outcome, terminal};
use crate::check::rules::country_code;
use crate::cli::{Global, NewArgs};
use crate::diag::render::Format;
use crate::files::named;
use crate::locale::{Locale, is_language_tag};
use crate::model::consortium::Digits;
use crate::model::text::Lang;

static SAMPLE: Dir<'_> = include_dir!("$OUT_DIR/sample-consortium");
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/starter");

/// What stands in the skeleton where nothing was answered.
const NAME: &str = "Our Export House";
const COUNTRY: &str = "IN";
const LANG: &str = "en";

/// What the skeleton is filled with.
struct Answers {
    name: String,
    country: String,
    lang: String,
}

/// Runs the command.
pub(super) fn run(args: &NewArgs, global: &Global) -> io::Result<Outcome> {
    let dir = &args.dir;
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        let words = "is not empty; name a folder that does not exist yet";
        return Err(io::Error::other(format!("`{}` {words}", dir.display())));
    }
    let answers = answers(args, terminal::is_attended(global))?;
    match args.example {
        true => copy(&SAMPLE, dir, &|_| None)?,
        false => copy(&STARTER, dir, &|text| Some(answers.fill(text)))?,
    }
    if !global.quiet && global.format == Format::Human {
        terminal::say(&format!("made       {}", dir.display()));
        terminal::say(&format!("next       fairfolio build {}", dir.display()));
    }
    Ok(Outcome::Done)
}

/// What the options say; the rest is asked for where somebody can answer, else it is what most begin with.
fn answers(args: &NewArgs, attended: bool) -> io::Result<Answers> {
    let asks = attended && !args.example;
    let open = [&args.name, &args.country, &args.lang].iter().filter(|given| given.is_none()).count();
    if asks && open > 0 {
        terminal::say(
            "Enter takes what stands in brackets; all of it can be changed later in consortium.toml.",
        );
    }
    let one = |given: &Option<String>, question: &str, offered: &str, read: Read| match given {
        Some(given) => read(given).map_err(io::Error::other),
        None if asks => ask(question, offered, read),
        None => Ok(offered.to_owned()),
    };
    Ok(Answers {
        name: one(&args.name, "Name of the consortium", NAME, name)?,
        country: one(&args.country, "Country", COUNTRY, country)?,
        lang: one(&args.lang, "Language of your texts", LANG, lang)?,
    })
}

/// Reads an answer, or says what is wrong with it.
type Read = fn(&str) -> Result<String, String>;

/// Asks until the answer can be used.
fn ask(question: &str, offered: &str, read: Read) -> io::Result<String> {
    loop {
        match read(&terminal::ask(question, offered)?) {
            Ok(answer) => return Ok(answer),
            Err(fault) => terminal::say(&fault),
        }
    }
}

fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a name has at least one letter".to_owned()),
        name if name.chars().any(char::is_control) => Err("a name stands on one line".to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// The two letters of a country that is given by them or by its English name.
fn country(text: &str) -> Result<String, String> {
    let wanted = text.trim().to_lowercase();
    let english = Locale::new(&Lang::new("en"), Digits::Latin);
    let is_meant =
        |code: &&str| [code.to_lowercase(), english.country(code).to_lowercase()].contains(&wanted);
    let code = country_code::codes().find(is_meant);
    let fault =
        || format!("there is no country `{text}`; write two letters such as `IN`, or its English name");
    code.map(str::to_owned).ok_or_else(fault)
}

fn lang(text: &str) -> Result<String, String> {
    let fault = || format!("`{text}` is no language tag; write one such as `en` or `pt-BR`");
    is_language_tag(text).then(|| text.to_owned()).ok_or_else(fault)
}

impl Answers {
    /// Puts the answers into a text of the skeleton.
    fn fill(&self, text: &str) -> String {
        let quoted = self.name.replace('\\', "\\\\").replace('"', "\\\"");
        let filled = text.replace("{{name}}", &quoted).replace("{{slug}}", &slug(&self.name));
        filled.replace("{{country}}", &self.country).replace("{{lang}}", &self.lang)
    }
}

/// A name as a part of an address: plain letters and figures.
fn slug(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    if slug.is_empty() { "our-export-house".to_owned() } else { slug }
}

fn copy(from: &Dir<'_>, to: &Path, fill: &dyn Fn(&str) -> Option<String>) -> io::Result<()> {
    for file in from.files() {
        let path = to.join(file.path());
        let folder = path.parent().expect("a file has a folder");
        fs::create_dir_all(folder).map_err(|error| named(error, "create", folder))?;
        let text = file.contents_utf8().and_then(fill);
        let bytes = text.as_ref().map_or(file.contents(), String::as_bytes);
        fs::write(&path, bytes).map_err(|error| named(error, "write", &path))?;
    }
    from.dirs().try_for_each(|dir| copy(dir, to, fill))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_quotation_marks_stays_one_value() {
        let own = Answers { name: "House \"Loom\" \\ Co".into(), country: "IN".into(), lang: "en".into() };
        let text = own.fill("name = \"{{name}}\"\nurl = \"https://{{slug}}.example/\"\n");
        let table: toml::Table = text.parse().expect("TOML");
        assert_eq!(table["name"].as_str(), Some("House \"Loom\" \\ Co"));
        assert_eq!(table["url"].as_str(), Some("https://house-loom-co.example/"));
    }

    #[test]
    fn a_country_is_understood_by_its_letters_and_by_its_name() {
        for text in ["IN", "in", "India", " india "] {
            assert_eq!(country(text).as_deref(), Ok("IN"), "{text}");
        }
        assert!(country("Narnia").is_err() && country("ZZ").is_err());
    }

    #[test]
    fn a_name_in_another_script_still_has_an_address() {
        assert_eq!(slug("سولابور"), "our-export-house");
    }
}
