//! Files for the printing house: single pages, and the booklet or the cover that the binding asks for.
//! They are made only when nothing that the press would show is wrong.

use std::io;

use super::documents::info;
use super::{LaidOut, Options, Prepared};
use crate::cache::Cache;
use crate::compose::brochure::PrintDocument;
use crate::diag::Severity;
use crate::files::Files;
use crate::model::consortium::{Binding, Brochure, Profile};
use crate::model::printer::Printer;
use crate::model::project::Project;
use crate::publish::Sink;
use crate::render::pictures::StoredPictures;
use crate::render::print::frame::Page;
use crate::render::print::impose::{self, Book, Sheet};
use crate::render::print::press::{LineSpec, Setup, extend, spine};
use crate::render::print::{Color, FrameItem, Layout, PdfInfo, Placed, PressJob, Token, write_press};

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Most pages that can be stapled through the fold.
pub(crate) const MOST_STAPLED: usize = 48;

/// Fewest pages that can be glued: a cover of four and one leaf.
pub(crate) const FEWEST_GLUED: usize = 6;

/// The brochure and the printer of a document that goes to the press.
pub(crate) fn ordered<'p>(
    project: &'p Project,
    document: &PrintDocument,
) -> Option<(&'p Brochure, &'p Printer)> {
    if !document.is_brochure() || !document.name.ends_with("-screen") {
        return None;
    }
    let brochures = project.consortium.iter().flat_map(|c| &c.brochures);
    let brochure = brochures.into_iter().find(|b| Some(b.span) == document.asked)?;
    brochure.profiles.iter().any(|at| at.value == Profile::Press).then_some(())?;
    Some((brochure, project.printer(brochure.printer.str())?))
}

/// How a brochure is bound.
pub(crate) fn binding(brochure: &Brochure) -> Binding {
    brochure.binding.or(Binding::None)
}

/// Pages in the order of the finished book, with the blank ones that its binding needs.
pub(crate) fn bound_pages(binding: Binding, pages: usize) -> Vec<Option<usize>> {
    match binding {
        Binding::Saddle => impose::in_fours(pages),
        Binding::Perfect => impose::in_leaves(pages),
        Binding::None => (0..pages).map(Some).collect(),
    }
}

/// Writes the press files of all brochures; gives path and number of pages of each.
///
/// # Errors
/// When an output cannot be written.
pub(super) fn export(
    files: &dyn Files,
    cache: &dyn Cache,
    prepared: &Prepared,
    options: Options,
    sink: &mut Sink,
) -> io::Result<Vec<(String, usize)>> {
    let is_held = prepared.worst() >= Some(Severity::PrintBlocking);
    if !options.parts.print || options.draft || is_held {
        return Ok(Vec::new());
    }
    let pictures = StoredPictures::new(files, cache, &prepared.project.images);
    let mut written = Vec::new();
    for laid in &prepared.laid {
        let Some((brochure, printer)) = ordered(&prepared.project, &laid.document) else { continue };
        let brand = prepared.project.consortium.as_ref().map(|c| &c.brand);
        let Some(setup) = brand.and_then(|brand| Setup::of(printer, brand)) else { continue };
        let layout = extend(&laid.layout, setup.bleed, &pictures);
        let plan = Plan::new(prepared, laid, brochure, &setup, layout);
        let base = laid.document.name.trim_end_matches("-screen");
        for (word, sheets) in &plan.files {
            let name = format!("{base}-{word}");
            let job = PressJob {
                layout: &plan.layout,
                sheets,
                setup: &setup,
                info: &PdfInfo { subject: name.clone(), ..info(prepared, laid) },
                fonts: &prepared.fonts,
                pictures: &pictures,
            };
            let path = format!("{}/{name}.pdf", laid.document.folder);
            let mut out = sink.begin(&path)?;
            write_press(&job, &mut out)?;
            sink.add(out);
            written.push((path, sheets.len()));
        }
    }
    Ok(written)
}

/// Which files a brochure gives, each with its sheets.
struct Plan {
    layout: Layout,
    files: Vec<(&'static str, Vec<Sheet>)>,
}

impl Plan {
    fn new(
        prepared: &Prepared,
        laid: &LaidOut,
        brochure: &Brochure,
        setup: &Setup,
        mut layout: Layout,
    ) -> Self {
        let Some(first) = layout.pages.first() else { return Self { layout, files: Vec::new() } };
        let book = Book {
            page: (first.width, first.height),
            bleed: setup.bleed,
            caliper: brochure.caliper_mm.or(0.0) as f32 * MM,
            bound_right: layout.rtl,
        };
        let mut pages = bound_pages(binding(brochure), layout.pages.len());
        if pages.contains(&None) {
            // Blank, but on the same ground as the page before: bare paper would look like a fault.
            let blank = layout.pages.len();
            layout.pages.push(grounds(&layout.pages[blank - 1]));
            pages.iter_mut().filter(|page| page.is_none()).for_each(|page| *page = Some(blank));
        }
        match binding(brochure) {
            Binding::None => Self { files: vec![("press", singles(&pages, &layout, book))], layout },
            Binding::Saddle => {
                let (single, folded) = (singles(&pages, &layout, book), impose::booklet(&pages, book));
                Self { files: vec![("press", single), ("booklet", folded)], layout }
            }
            Binding::Perfect => glued(prepared, laid, &pages, book, layout),
        }
    }
}

/// A page with the ground of another and nothing else.
fn grounds(page: &Page) -> Page {
    let whole = |placed: &&Placed| matches!(placed.item, FrameItem::Rect(_)) && placed.w >= page.width;
    let items: Vec<Placed> = page.items.first().filter(whole).cloned().into_iter().collect();
    Page { width: page.width, height: page.height, furniture_from: items.len(), items, ..Page::default() }
}

/// Inner pages by themselves, and a cover as wide as two pages and the spine.
fn glued(
    prepared: &Prepared,
    laid: &LaidOut,
    pages: &[Option<usize>],
    book: Book,
    mut layout: Layout,
) -> Plan {
    let inner = pages.get(2..pages.len().saturating_sub(2)).unwrap_or_default();
    let width = inner.len() as f32 / 2.0 * book.caliper;
    let ink = prepared.project.consortium.as_ref().map(|c| c.brand.token("ink")).unwrap_or_default();
    let part = |at: usize| ink.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
    let title = LineSpec {
        words: &laid.document.title,
        lang: &laid.document.lang,
        rtl: layout.rtl,
        size: 0.0,
        weight: 400,
        color: Color::of_brand(Token::Ink, (part(1), part(3), part(5))),
    };
    let back = spine(&layout.pages[0], width, book.bleed, title, &prepared.fonts);
    let single = singles(inner, &layout, book);
    let cover = impose::cover(pages, Some(layout.pages.len()), width, book);
    layout.pages.push(back);
    Plan { files: vec![("press", single), ("cover", cover)], layout }
}

fn singles(pages: &[Option<usize>], layout: &Layout, book: Book) -> Vec<Sheet> {
    let size = |page: &Option<usize>| {
        page.and_then(|page| layout.pages.get(page)).map_or(book.page, |page| (page.width, page.height))
    };
    let total = pages.len();
    let all = pages.iter().map(|page| (*page, size(page)));
    impose::single(all, book.bleed, |index| format!("page {} of {total}", index + 1))
}
