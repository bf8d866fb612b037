//! The first stages: the data is read and checked, and theme, languages and fonts are made ready. That is enough
//! for the site.

use std::io;

use super::{merge, template_fault};
use crate::check;
use crate::compose::handouts::Tongue;
use crate::diag::{Diagnostic, Findings, codes};
use crate::files::Files;
use crate::load::images::Looked;
use crate::load::{self, Today};
use crate::locale::Locale;
use crate::model::consortium::Digits;
use crate::model::project::Project;
use crate::model::text::Lang;
use crate::render::theme::Theme;
use crate::render::web::{self, Engine};
use crate::text::fonts::FontBook;

/// Everything before the first document is laid out: enough for the site.
pub struct Gathered {
    /// The records.
    pub project: Project,
    /// What was seen in its pictures, for the next round.
    looked: Looked,
    pub(super) found: Findings,
    /// Whether a finding of the data blocks: what the layout then finds is mostly a consequence.
    pub(super) is_broken: bool,
    /// Whether the project's templates replace blocks that no theme has.
    pub(super) has_strangers: bool,
    pub(super) theme: Theme,
    pub(super) tongues: Vec<Tongue>,
    pub(super) fonts: FontBook,
    pub(super) engine: Option<Engine>,
}

impl Gathered {
    /// Everything found so far, in order.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.found.clone().sorted(&self.project.sources)
    }

    /// Whether the site's templates can be used at all.
    pub fn has_templates(&self) -> bool {
        self.engine.is_some()
    }

    /// Stylesheet of the brand's colours.
    pub fn tokens(&self) -> String {
        self.project.consortium.as_ref().map(|own| web::tokens(&own.brand)).unwrap_or_default()
    }
}

/// Loads and checks the data, and makes theme, languages and fonts ready. `last` is what the same process
/// gathered before: fonts that are the same are not made ready again.
///
/// # Errors
/// For the environment only: a folder or file that cannot be read.
pub fn gather(files: &dyn Files, today: Today, last: Option<&Gathered>) -> io::Result<Gathered> {
    let mut looked = last.map(|last| last.looked.clone()).unwrap_or_default();
    let (project, mut findings) = load::load_again(files, today, &mut looked)?;
    merge(&mut findings, check::data(&project), &project);
    let is_broken = findings.has_blocking();
    let theme = Theme::of(files, &project)?;
    let strangers = theme.strange_blocks();
    let has_strangers = !strangers.is_empty();
    let tongues = tongues(&project, &theme, &mut findings);
    let mut font_files = theme.fonts();
    font_files.extend(own_fonts(files, &project, &mut findings)?);
    let (fonts, broken) = FontBook::new(font_files);
    findings.extend(broken.iter().map(|error| {
        let own = error.file.contains('/');
        let file = if own { error.file.clone() } else { format!("theme/fonts/{}", error.file) };
        Diagnostic::file(&codes::THEME, file, format!("font `{}` {}", error.file, error.message))
            .hint("put the TTF file of one face in its place, or remove it")
    }));
    let known = last.map(|last| &last.fonts).filter(|known| known.can_stand_for(&fonts));
    let fonts = known.cloned().unwrap_or(fonts);
    let engine = Engine::new(&theme).map_err(|error| {
        if !is_told(has_strangers, &error) {
            findings.add(template_fault("theme/templates", &error));
        }
    });
    let engine = engine.ok();
    findings.extend(strangers);
    merge(&mut findings, check::publication(&project, &routes(&project, &tongues)), &project);
    let found = findings;
    Ok(Gathered { project, looked, found, is_broken, has_strangers, theme, tongues, fonts, engine })
}

/// The fonts of the brand: what no family of a style has is taken from them.
fn own_fonts(
    files: &dyn Files,
    project: &Project,
    findings: &mut Findings,
) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    for pattern in project.consortium.iter().flat_map(|own| &own.brand.fonts) {
        let (start, end) = pattern.value.split_once('*').unwrap_or((&pattern.value, ""));
        let whole = !pattern.value.contains('*');
        let found = project.paths.iter().filter(|path| {
            let rest = path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            rest.is_some_and(|rest| if whole { rest.is_empty() } else { !rest.contains('/') })
        });
        let before = out.len();
        for path in found {
            out.push((path.clone(), files.read(path)?));
        }
        if out.len() == before {
            let message = format!("no font file is called `{}`", pattern.value);
            let hint = "write its path from the project's top, or remove it";
            findings.add(Diagnostic::at(&codes::MISSING_FILE, pattern.span, message).hint(hint));
        }
    }
    Ok(out)
}

fn tongues(project: &Project, theme: &Theme, findings: &mut Findings) -> Vec<Tongue> {
    let digits = |lang: &Lang| {
        let languages = project.consortium.iter().flat_map(|c| &c.languages);
        languages.into_iter().find(|l| l.tag == *lang).map_or(Digits::Latin, |l| l.digits)
    };
    let mut tongue = |lang: &Lang| {
        if !theme.speaks(lang) {
            findings.extend(unspoken(project, lang));
        }
        let mut faults = Vec::new();
        let strings = theme.sentences(lang, &mut faults);
        findings.extend(faults.into_iter().map(|f| Diagnostic::file(&codes::THEME, "theme/i18n", f)));
        Tongue { locale: Locale::new(lang, digits(lang)), strings }
    };
    project.langs().iter().map(&mut tongue).collect()
}

/// A language of the outputs that the theme has no sentences in.
fn unspoken(project: &Project, lang: &Lang) -> Option<Diagnostic> {
    let languages = &project.consortium.as_ref()?.languages;
    let span = languages.iter().find(|language| language.tag == *lang)?.span;
    let message = format!("the theme has no sentences in `{}`; its labels will be English", lang.as_str());
    let hint = format!(
        "translate the theme's `i18n/en.toml` into `theme/i18n/{}.toml` of your project",
        lang.as_str()
    );
    Some(Diagnostic::at(&codes::NOT_YET_BUILT, span, message).hint(hint))
}

/// Every address of the site with what stands there, for the rules on links and routes.
fn routes(project: &Project, tongues: &[Tongue]) -> Vec<check::Address> {
    tongues.iter().flat_map(|tongue| check::addresses(project, tongue.locale.lang())).collect()
}

/// The engine says it too where a project replaces blocks that no theme has: of all templates at once and
/// without what to do.
pub(super) fn is_told(has_strangers: bool, error: &str) -> bool {
    has_strangers
        && [" in any parent template", "is inheriting from"].iter().any(|words| error.contains(words))
}
