//! # A general claim about the environment
//!
//! In the European Union a product may not be called “eco-friendly”, “green”, “sustainable” or the like
//! unless an excellent performance is recognised, for example by the EU Ecolabel (Directive (EU) 2024/825,
//! in force from 27 September 2026). Buyers ask for it because they are liable for what they resell.
//!
//! Say what is true and can be shown instead: the share of organic cotton, litres of water saved, the
//! certificate. Whether the finding is a warning or stops the press is set by `claims` in the policy; it
//! does not arise where a certificate of a scheme with `recognised_excellent = true` is named.
//!
//! ```text
//! wrong: An eco-friendly towel.
//! right: A towel of 100 % organic cotton, dyed with 40 % less water than in 2015.
//! ```

use super::Report;
use super::unknown_certificate::makers;
use crate::check::walk;
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::consortium::Claims;
use crate::model::field::At;
use crate::model::project::Project;
use crate::source::Span;

/// Claims in the languages that catalogues are most often set in; lower case, without Arabic vowel signs.
const CLAIMS: &[&str] = &[
    // English
    "eco-friendly",
    "eco friendly",
    "ecofriendly",
    "environmentally friendly",
    "environment-friendly",
    "environment friendly",
    "earth-friendly",
    "planet-friendly",
    "nature's friend",
    "sustainable",
    "sustainably",
    "green product",
    "green products",
    "ecological",
    "eco-conscious",
    "climate neutral",
    "climate-neutral",
    "climate-friendly",
    "carbon neutral",
    "carbon-neutral",
    "co2 neutral",
    "co2-neutral",
    "biodegradable",
    "good for the environment",
    "gentle on the environment",
    "zero impact",
    // German
    "umweltfreundlich",
    "umweltfreundliche",
    "umweltfreundliches",
    "umweltfreundlichen",
    "umweltschonend",
    "umweltschonende",
    "nachhaltig",
    "nachhaltige",
    "nachhaltiges",
    "nachhaltigen",
    "ökologisch",
    "ökologische",
    "klimaneutral",
    "klimaneutrale",
    "klimafreundlich",
    "klimafreundliche",
    "biologisch abbaubar",
    "naturfreundlich",
    // French
    "écologique",
    "écologiques",
    "éco-responsable",
    "éco-responsables",
    "écoresponsable",
    "respectueux de l'environnement",
    "respectueuse de l'environnement",
    "neutre en carbone",
    "biodégradable",
    "biodégradables",
    "développement durable",
    "textile durable",
    // Arabic
    "صديق للبيئة",
    "صديقة للبيئة",
    "صديقا للبيئة",
    "مستدام",
    "مستدامة",
    "المستدامة",
    "المستدام",
    "محايد كربونيا",
    "محايدة كربونيا",
    "قابل للتحلل",
    "قابلة للتحلل",
];

pub(super) fn check(project: &Project, report: Report<'_>) {
    let claims = project.consortium.as_ref().map_or(Claims::Warn, |c| c.policy.claims);
    let severity = if claims == Claims::Error { Severity::PrintBlocking } else { Severity::Warning };
    let allowed = allowed(project);
    for sheet in walk::sheets(project).iter().filter(|sheet| !allowed.contains(&sheet.span)) {
        for piece in &sheet.pieces {
            for version in piece.versions() {
                for (claim, span) in found(project, version) {
                    let message = format!("{} of {} claims `{claim}` in general", piece.field, sheet.called);
                    let hint = "say instead what is true and can be shown, or name the recognised label";
                    let finding = Diagnostic::at(&codes::GREEN_CLAIM, span, message);
                    report(finding.hint(hint).with_severity(severity));
                }
            }
        }
    }
}

/// Records that rest on a recognised label, by the start of their file.
fn allowed(project: &Project) -> Vec<Span> {
    let excellent = |paper: &crate::model::parts::Certificate| {
        project.scheme(paper.scheme.str()).is_some_and(|scheme| scheme.recognised_excellent)
    };
    let products = project.products.iter().filter(|product| {
        let makers = makers(project, product);
        let papers =
            product.certificates.iter().filter_map(|at| makers.iter().find_map(|m| m.certificate(&at.value)));
        papers.into_iter().any(excellent)
    });
    let members = project.members.iter().filter(|member| member.certificates.iter().any(excellent));
    products.map(|product| product.span).chain(members.map(|member| member.span)).collect()
}

/// Claims in a text, each once, with their places.
fn found(project: &Project, text: &At<String>) -> Vec<(String, Span)> {
    let (lower, starts) = folded(&text.value);
    let mut list: Vec<(usize, usize)> = Vec::new();
    // A claim begins where a word does: looking there alone is what makes the rule cheap.
    for at in word_starts(&lower) {
        let rest = &lower[at..];
        for claim in CLAIMS.iter().filter(|claim| rest.starts_with(*claim)) {
            let after = rest[claim.len()..].chars().next().is_some_and(char::is_alphanumeric);
            if !after {
                list.push((starts[at], starts[at + claim.len()]));
            }
        }
    }
    list.sort_unstable();
    // “climate neutral” also holds shorter claims at the same place; the first and longest is enough.
    list.dedup_by(|next, first| next.0 < first.1);
    let place = |(start, end): (usize, usize)| {
        let words = text.value[start..end].to_owned();
        let span = walk::inside(project, text.span, &words);
        (words, span)
    };
    list.into_iter().map(place).collect()
}

/// Where letters or figures follow something else.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut is_inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let was_inside = std::mem::replace(&mut is_inside, c.is_alphanumeric());
        (is_inside && !was_inside).then_some(at)
    })
}

/// A text in lower case and without Arabic vowel signs, with the source's byte for each of its bytes.
fn folded(text: &str) -> (String, Vec<usize>) {
    let (mut lower, mut starts) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        if ('\u{64b}'..='\u{652}').contains(&c) {
            continue;
        }
        let c = if c == '’' { '\'' } else { c };
        for part in c.to_lowercase() {
            lower.push(part);
            starts.resize(lower.len(), at);
        }
    }
    starts.push(text.len());
    (lower, starts)
}
