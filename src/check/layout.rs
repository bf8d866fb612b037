//! From what the layout noticed to findings: the place is the record's where the text knows it, else
//! the template's, else the page.

use crate::diag::{Code, Diagnostic, Severity, codes};
use crate::model::project::Project;
use crate::pipeline::LaidOut;
use crate::render::print::{Finding, FindingKind};
use crate::source::Place;

/// One finding of a document.
pub(super) fn finding(project: &Project, laid: &LaidOut, found: &Finding) -> Diagnostic {
    let document = &laid.document;
    let output = match found.page {
        Some(page) => format!("{} page {page}", document.name),
        None => document.name.clone(),
    };
    let span = found.of.as_deref().and_then(|token| project.sources.from_token(token));
    let place = match (span, found.at, found.page) {
        (Some(span), _, _) => Place::Text(span),
        (None, Some(at), _) => {
            let template = at.template.and_then(|number| laid.templates.get(usize::from(number)));
            let path = template.map_or_else(|| format!("theme/print/{}", document.template), String::clone);
            Place::File(format!("{path}:{}:{}", at.line, at.column))
        }
        (None, None, page) => Place::Page {
            document: document.name.clone(),
            page: page.and_then(|page| u32::try_from(page).ok()).unwrap_or(1),
        },
    };
    let mut finding = Diagnostic::new(code(found.kind), place, found.message.clone()).in_output(output);
    // Good to know; it harms nothing.
    if matches!(found.kind, FindingKind::LoneCard | FindingKind::Effects) {
        finding = finding.with_severity(Severity::Note);
    }
    // A screen may show a drawing flattened; a press file must not be made from one.
    if found.kind == FindingKind::Drawing && crate::pipeline::press::ordered(project, document).is_some() {
        finding = finding.with_severity(Severity::PrintBlocking);
    }
    if found.hint.is_empty() { finding } else { finding.hint(found.hint.clone()) }
}

fn code(kind: FindingKind) -> &'static Code {
    match kind {
        FindingKind::Overset | FindingKind::RowTooTall => &codes::OVERSET,
        FindingKind::MissingGlyph => &codes::MISSING_GLYPH,
        FindingKind::MissingPicture => &codes::PHOTO_MISSING,
        FindingKind::LowResolution => &codes::LOW_RESOLUTION,
        FindingKind::DeadReference => &codes::DEAD_REFERENCE,
        FindingKind::Unconverged => &codes::UNCONVERGED,
        FindingKind::LowContrast => &codes::CONTRAST,
        FindingKind::Markup | FindingKind::NestingTooDeep => &codes::PRINT_MARKUP,
        FindingKind::Style => &codes::THEME,
        FindingKind::HeadingOrder
        | FindingKind::SmallQr
        | FindingKind::SmallText
        | FindingKind::ThinLine
        | FindingKind::LoneCard
        | FindingKind::Effects
        | FindingKind::Drawing => &codes::PRINT_DETAIL,
    }
}
