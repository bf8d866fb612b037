//! Sell sheets: one page for each product, to be sent with an offer or laid beside a sample. Everything
//! on it is public, so it goes to the site and to the printed things.

use serde_json::json;

use super::brochure::{PrintDocument, sheet_of};
use super::catalogue::Catalogue;
use super::enquiry::mailbox;
use super::object;
use super::scope::Scope;
use super::views::ProductView;
use crate::model::consortium::Paper;

/// Folder of the sheets below `dist`.
pub const FOLDER: &str = "public/print/sheets";

/// A sheet for each product in the scope's language.
pub fn documents(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<PrintDocument> {
    catalogue.products.values().map(|product| document(scope, catalogue, product)).collect()
}

/// The paper of the first brochure, since it will lie in the same folder.
fn paper(scope: &Scope<'_>) -> Paper {
    let brochures = scope.project.consortium.iter().flat_map(|own| &own.brochures);
    let mut papers = brochures.flat_map(|brochure| &brochure.papers).map(|at| at.value);
    papers.find(|paper| *paper != Paper::A5).unwrap_or(Paper::A4)
}

fn document(scope: &Scope<'_>, catalogue: &Catalogue, product: &ProductView) -> PrintDocument {
    let lang = scope.locale.lang().as_str().to_owned();
    let paper = paper(scope);
    let mut doc = sheet_of(paper);
    doc.extend(object(json!({
        "title": product.name, "date": scope.locale.date(scope.project.today), "lang": lang,
        "dir": if scope.locale.lang().is_rtl() { "rtl" } else { "ltr" },
    })));
    let context = object(json!({
        "doc": doc, "t": scope.strings.all(), "consortium": catalogue.consortium, "p": product,
        "mailbox": mailbox(scope.project, scope.project.member(&product.maker.id)),
    }));
    PrintDocument {
        name: format!("{}-{lang}", product.anchor),
        folder: FOLDER.to_owned(),
        template: "sell-sheet.xml",
        context,
        title: product.name.clone(),
        author: catalogue.consortium.as_ref().map_or_else(String::new, |c| c.name.clone()),
        lang,
        brochure: String::new(),
        product: product.id.clone(),
        paper: paper.word(),
        asked: scope.project.product(&product.id).map(|own| own.span),
    }
}
