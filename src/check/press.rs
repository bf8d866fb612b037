//! Findings on pages that go to the press: what is too coarse, too near the knife, too thick to staple.

use crate::diag::{Diagnostic, Severity, codes};
use crate::model::consortium::{Binding, Brochure};
use crate::model::printer::Printer;
use crate::model::project::{Image, Project};
use crate::pipeline::LaidOut;
use crate::pipeline::press::{FEWEST_GLUED, MOST_STAPLED, binding, bound_pages, ordered};
use crate::render::print::press::{Fault, Limits, preflight};
use crate::render::print::{CropPx, FindingKind, Jpeg, Pictures};
use crate::source::{Place, Span};

use super::walk;

/// What a document shows that its printer cannot print well; nothing for documents of the screen.
pub(super) fn press(project: &Project, laid: &LaidOut) -> Vec<Diagnostic> {
    let Some((brochure, printer)) = ordered(project, &laid.document) else { return Vec::new() };
    let limits = Limits::of(printer);
    let faults = preflight(&laid.layout, limits, &Sizes(project));
    let mut findings: Vec<Diagnostic> = faults
        .iter()
        .map(|fault| match fault {
            Fault::Coarse { key, ppi, page } => coarse(project, laid, key, *ppi, *page, limits),
            Fault::Edge { what, inside_mm, page } => edge(laid, what, *inside_mm, *page, printer),
        })
        .collect();
    // Markup that could not be read makes pages too few; that is found already.
    if !laid.layout.findings.iter().any(|finding| finding.kind == FindingKind::Markup) {
        findings.extend(pages(laid, brochure));
    }
    findings
}

/// Sizes of pictures, which is all that is asked here.
struct Sizes<'a>(&'a Project);

impl Pictures for Sizes<'_> {
    fn size(&self, key: &str) -> Option<(u32, u32)> {
        match self.0.images.get(key)? {
            Image::Raster { width, height, .. } => Some((*width, *height)),
            Image::Svg { .. } | Image::Unusable => None,
        }
    }

    fn jpeg(&self, _: &str, _: CropPx, _: u32, _: u32) -> Option<Jpeg> {
        None
    }

    fn svg(&self, _: &str) -> Option<String> {
        None
    }
}

fn coarse(project: &Project, laid: &LaidOut, key: &str, ppi: f32, page: usize, limits: Limits) -> Diagnostic {
    let is_held = ppi < limits.min_ppi;
    let severity = if is_held { Severity::PrintBlocking } else { Severity::Warning };
    let wanted = if is_held { limits.min_ppi } else { limits.warn_ppi };
    let message = format!("picture `{key}` has {ppi:.0} pixels per inch on the press; {wanted} are wanted");
    let more = (wanted / ppi * 100.0).ceil();
    let hint = format!("ask for the original, with at least {more} % of the pixels on each side");
    let place = named(project, key).map_or_else(|| on_page(laid, page), Place::Text);
    Diagnostic::new(&codes::PRESS_RESOLUTION, place, message)
        .with_severity(severity)
        .hint(hint)
        .in_output(output(laid, page))
}

/// Where a picture is named.
fn named(project: &Project, key: &str) -> Option<Span> {
    let photo = walk::photos(project).find(|(_, photo)| photo.path.as_deref() == Some(key));
    let hero = || {
        let mut brochures = project.consortium.iter().flat_map(|c| &c.brochures);
        brochures.find(|b| b.hero_path.as_deref() == Some(key))?.hero.span()
    };
    photo.and_then(|(_, photo)| photo.file.span()).or_else(hero)
}

fn edge(laid: &LaidOut, what: &str, inside_mm: f32, page: usize, printer: &Printer) -> Diagnostic {
    let where_ = match inside_mm {
        at if at > 0.2 => format!("ends {at:.1} mm inside the edge of the page"),
        at if at < -0.2 => format!("ends {:.1} mm outside the edge of the page, short of the bleed", -at),
        _ => "ends at the edge of the page".to_owned(),
    };
    let bleed = printer.bleed_mm.or(Printer::BLEED_MM);
    let hint = format!(
        "in the template, move it at least {bleed} mm inside, or let it run {bleed} mm over the edge"
    );
    Diagnostic::new(&codes::BLEED, on_page(laid, page), format!("{what} {where_}"))
        .hint(hint)
        .in_output(output(laid, page))
}

fn pages(laid: &LaidOut, brochure: &Brochure) -> Option<Diagnostic> {
    let (binding, count) = (binding(brochure), laid.layout.pages.len());
    let whose = format!("brochure `{}`", brochure.id.str());
    let span = brochure.binding.span().unwrap_or(brochure.span);
    let finding = match binding {
        Binding::Saddle if count > MOST_STAPLED => {
            let message = format!("{whose} has {count} pages; at most {MOST_STAPLED} can be stapled");
            let hint = "write `binding = \"perfect\"`, or show fewer products";
            Diagnostic::at(&codes::PAGE_COUNT, span, message).hint(hint)
        }
        Binding::Perfect if count < FEWEST_GLUED => {
            let message =
                format!("{whose} has {}; at least {FEWEST_GLUED} can be glued", many(count, "page"));
            Diagnostic::at(&codes::PAGE_COUNT, span, message).hint("write `binding = \"saddle\"`")
        }
        _ => {
            let blank = bound_pages(binding, count).len() - count;
            (blank > 0).then_some(())?;
            let blank = many(blank, "blank page");
            let message = format!("{whose} gets {blank} before its last one on the press");
            let hint = "leave it, or add or take away contents";
            Diagnostic::at(&codes::BLANK_PAGES, span, message).hint(hint)
        }
    };
    Some(finding.in_output(laid.document.name.clone()))
}

fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn on_page(laid: &LaidOut, page: usize) -> Place {
    let page = u32::try_from(page + 1).unwrap_or(1);
    Place::Page { document: laid.document.name.clone(), page }
}

fn output(laid: &LaidOut, page: usize) -> String {
    format!("{} page {}", laid.document.name, page + 1)
}
