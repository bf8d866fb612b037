//! What each firm has in each brochure, measured on its pages.

use std::collections::BTreeSet;

use serde::Serialize;

use super::whole;
use crate::model::project::Project;
use crate::pipeline::{LaidOut, Prepared};
use crate::render::print::{FrameItem, Layout, Placed};

/// A brochure in one language on one paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Its file name without ending.
    pub document: String,
    /// The brochure.
    pub brochure: String,
    /// Language tag.
    pub lang: String,
    /// Paper.
    pub paper: &'static str,
    /// Every member of today, in the order of the document; those that do not stand in it come last.
    pub firms: Vec<Space>,
}

/// What a firm has in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Space {
    /// The firm.
    pub member: String,
    /// Its place in the document, from 1; none when it does not stand in it.
    pub place: Option<usize>,
    /// Place of its block, mm²: a page without another firm's block is wholly its own.
    pub mm2: u64,
    /// What text and pictures fill of it, mm².
    pub filled_mm2: u64,
    /// Pages of its block.
    pub pages: usize,
    /// Its products that are shown.
    pub products: usize,
    /// How often a picture of it is shown, in its block and with its products.
    pub pictures: usize,
    /// Area of these pictures, mm².
    pub pictures_mm2: u64,
}

/// All brochures that were laid out.
pub(super) fn documents(prepared: &Prepared) -> Vec<Document> {
    let brochures = prepared.laid.iter().filter(|laid| laid.document.is_brochure());
    brochures.map(|laid| document(&prepared.project, laid)).collect()
}

fn document(project: &Project, laid: &LaidOut) -> Document {
    let order = laid.layout.member_order();
    let mut firms: Vec<Space> = project
        .current_members()
        .map(|member| space(project, &laid.layout, &order, member.id.as_str()))
        .collect();
    firms.sort_by_key(|own| (own.place.is_none(), own.place));
    Document {
        document: laid.document.name.clone(),
        brochure: laid.document.brochure.clone(),
        lang: laid.document.lang.clone(),
        paper: laid.document.paper,
        firms,
    }
}

fn space(project: &Project, layout: &Layout, order: &[&str], id: &str) -> Space {
    let pages: BTreeSet<usize> =
        layout.areas.iter().filter(|area| area.member == id).map(|area| area.page).collect();
    let pictures = pictures(layout, id);
    Space {
        member: id.to_owned(),
        place: order.iter().position(|own| *own == id).map(|at| at + 1),
        mm2: whole(layout.member_places().get(id).copied().unwrap_or(0.0)),
        filled_mm2: whole(layout.member_areas().get(id).copied().unwrap_or(0.0)),
        pages: pages.len(),
        products: products(project, layout, id),
        pictures: pictures.len(),
        pictures_mm2: whole(pictures.iter().sum()),
    }
}

/// Products of a firm whose card is printed.
fn products(project: &Project, layout: &Layout, id: &str) -> usize {
    let own = project.offered_products().filter(|product| product.id.owner() == id);
    let anchors: BTreeSet<String> = own.map(|product| product.id.as_str().replace('/', "-")).collect();
    let shown: BTreeSet<&str> = layout.records.iter().map(|record| record.id.as_str()).collect();
    anchors.iter().filter(|anchor| shown.contains(anchor.as_str())).count()
}

/// Areas of the pictures that lie in a firm's folder, inside the trimmed page.
fn pictures(layout: &Layout, id: &str) -> Vec<f64> {
    let folder = format!("members/{id}/");
    let of_page = |page: &crate::render::print::Page| {
        let size = (page.width, page.height);
        let own = page.items.iter().filter(|placed| match &placed.item {
            FrameItem::Image(key, _) => key.starts_with(&folder),
            _ => false,
        });
        own.map(|placed| inside(placed, size)).collect::<Vec<f64>>()
    };
    layout.pages.iter().flat_map(of_page).collect()
}

/// Area of an item inside a page, mm².
fn inside(placed: &Placed, (width, height): (f32, f32)) -> f64 {
    const MM: f64 = 25.4 / 72.0;
    let across = (placed.x + placed.w).min(width) - placed.x.max(0.0);
    let down = (placed.y + placed.h).min(height) - placed.y.max(0.0);
    f64::from(across.max(0.0)) * f64::from(down.max(0.0)) * MM * MM
}
