//! # A carton that cannot be right
//!
//! From the carton's size and weight the tool works out how many pieces go into a container; a buyer
//! orders by that figure. Here size, weight and number of pieces do not fit together: for example the
//! carton weighs less than what is in it.
//!
//! Check the packing with the firm: lengths are in centimetres, weights in kilograms, and `carton` is
//! the number of pieces in one carton, `inner` that in one inner pack.
//!
//! ```toml
//! packaging = { inner = 6, carton = 48, l_cm = 60, w_cm = 40, h_cm = 45, net_kg = 22.4, gross_kg = 23.6 }
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::Field;
use crate::model::product::Packaging;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for product in &project.products {
        let Some(packaging) = &product.packaging else { continue };
        for (wrong, hint) in [weights(packaging), sides(packaging), pieces(packaging), density(packaging)]
            .into_iter()
            .flatten()
        {
            let message = format!("the carton of product `{}` {wrong}", product.id);
            report(Diagnostic::at(&codes::PACKAGING, packaging.span, message).hint(hint));
        }
    }
}

type Fault = Option<(String, &'static str)>;

fn weights(p: &Packaging) -> Fault {
    let (net, gross) = (p.net_kg.get()?, p.gross_kg.get()?);
    let wrong = format!("weighs {gross} kg with {net} kg of goods in it");
    (gross < net).then_some((wrong, "exchange `net_kg` and `gross_kg`, or correct them"))
}

fn sides(p: &Packaging) -> Fault {
    let given = p.size_cm.iter().filter(|side| !side.is_absent()).count();
    if (1..3).contains(&given) {
        return Some(("has no three lengths".to_owned(), "give `l_cm`, `w_cm` and `h_cm`"));
    }
    let strange = p.size_cm.iter().filter_map(Field::get).find(|side| !(5.0..=200.0).contains(*side))?;
    Some((format!("has a side of {strange} cm"), "give the lengths in centimetres"))
}

fn pieces(p: &Packaging) -> Fault {
    let (inner, carton) = (*p.inner.get().filter(|n| **n > 0)?, *p.carton.get().filter(|n| **n > 0)?);
    let wrong = format!("holds {carton} pieces, which are no whole inner packs of {inner}");
    (carton % inner != 0).then_some((wrong, "correct `inner` or `carton`"))
}

/// Cartons lighter than foam or heavier than stone are slips of a digit.
fn density(p: &Packaging) -> Fault {
    let density = p.gross_kg.get()? / p.cbm().filter(|cbm| *cbm > 0.0)?;
    let wrong = format!("would weigh {density:.0} kg a cubic metre");
    (!(10.0..=2500.0).contains(&density)).then_some((wrong, "check the lengths (cm) and weights (kg)"))
}
