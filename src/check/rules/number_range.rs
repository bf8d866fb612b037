//! # A number that cannot be
//!
//! A share above 100 %, an amount below nothing, a place north of the pole: such a number is a slip, and
//! in print it makes the whole catalogue look careless.
//!
//! Correct the number. Shares are in per cent (`41`, not `0.41`), places in degrees (latitude first, then
//! longitude), lengths of cartons in centimetres.
//!
//! ```toml
//! women_percent = 410     # wrong
//! women_percent = 41      # right
//! ```

use super::Report;
use crate::check::walk::{self, Quantity};
use crate::diag::{Diagnostic, codes};
use crate::model::field::{At, Field};
use crate::model::member::Member;
use crate::model::printer::Printer;
use crate::model::product::Product;
use crate::model::project::Project;
use crate::source::Span;

pub(super) fn check(project: &Project, report: Report<'_>) {
    project.members.iter().for_each(|one| member(one, report));
    project.products.iter().for_each(|one| product(one, report));
    if let Some(own) = &project.consortium {
        for office in &own.offices {
            geo(&format!("office `{}`", office.id.str()), &office.geo, report);
        }
        for brochure in &own.brochures {
            let whose = format!("brochure `{}`", brochure.id.str());
            within(&whose, "caliper_mm", &brochure.caliper_mm, 0.02, 2.0, report);
        }
    }
    for printer in &project.printers {
        let whose = format!("printer `{}`", printer.id);
        within(&whose, "bleed_mm", &printer.bleed_mm, 0.0, 10.0, report);
        let (least, most) = (*Printer::INK_LIMITS.start(), *Printer::INK_LIMITS.end());
        within(&whose, "ink_limit", &printer.ink_limit, least, most, report);
        within(&whose, "min_ppi", &printer.min_ppi, 72.0, 600.0, report);
        within(&whose, "warn_ppi", &printer.warn_ppi, 72.0, 600.0, report);
    }
    for Quantity { called, amount, is_private } in walk::amounts(project) {
        let Some(at) = amount.value.at().filter(|at| at.value <= 0.0) else { continue };
        // The figure itself may be private; that it is not above 0 says nothing.
        let message = if is_private {
            format!("{called} is not above 0")
        } else {
            format!("{called} is {}, which is not above 0", at.value)
        };
        report(Diagnostic::at(&codes::NUMBER_RANGE, at.span, message).hint("correct the number"));
    }
    for frame in &project.meetings {
        for table in &frame.tables {
            let whose = format!("table `{}` of `{}`", table.id.str(), frame.event);
            within(&whose, "x", &table.x, 0.0, 1000.0, report);
            within(&whose, "y", &table.y, 0.0, 1000.0, report);
        }
    }
}

fn member(member: &Member, report: Report<'_>) {
    let whose = format!("member `{}`", member.id);
    within(&whose, "women_percent", &member.women_percent, 0.0, 100.0, report);
    within(&whose, "export_share", &member.export_share, 0.0, 100.0, report);
    within(&whose, "plant_area_m2", &member.plant_area_m2, 1.0, 10_000_000.0, report);
    whole(&whose, "employees", &member.employees, 1, 1_000_000, report);
    whole(&whose, "response_hours", &member.response_hours, 1, 720, report);
    geo(&whose, &member.geo, report);
}

fn product(product: &Product, report: Report<'_>) {
    let whose = format!("product `{}`", product.id);
    whole(&whose, "print_rank", &product.print_rank, 1, 1000, report);
    for fibre in &product.composition {
        within(&whose, "percent", &fibre.percent, 0.1, 100.0, report);
    }
    let Some(packaging) = &product.packaging else { return };
    for (name, field) in ["l_cm", "w_cm", "h_cm"].into_iter().zip(&packaging.size_cm) {
        within(&whose, name, field, 0.1, 10_000.0, report);
    }
    within(&whose, "net_kg", &packaging.net_kg, 0.001, 10_000.0, report);
    within(&whose, "gross_kg", &packaging.gross_kg, 0.001, 10_000.0, report);
    whole(&whose, "inner", &packaging.inner, 1, 1_000_000, report);
    whole(&whose, "carton", &packaging.carton, 1, 1_000_000, report);
}

fn within(whose: &str, field: &str, value: &Field<f64>, least: f64, most: f64, report: Report<'_>) {
    if let Some(At { value, span }) = value.at().filter(|at| !(least..=most).contains(&at.value)) {
        outside(whose, field, *value, (least, most), *span, report);
    }
}

fn whole(whose: &str, field: &str, value: &Field<u32>, least: u32, most: u32, report: Report<'_>) {
    if let Some(At { value, span }) = value.at().filter(|at| !(least..=most).contains(&at.value)) {
        outside(whose, field, f64::from(*value), (f64::from(least), f64::from(most)), *span, report);
    }
}

fn outside(whose: &str, field: &str, value: f64, bounds: (f64, f64), span: Span, report: Report<'_>) {
    let message = format!("`{field}` of {whose} is {value}");
    let hint = format!("write a number from {} to {}", bounds.0, bounds.1);
    report(Diagnostic::at(&codes::NUMBER_RANGE, span, message).hint(hint));
}

fn geo(whose: &str, geo: &[At<f64>], report: Report<'_>) {
    let wrong = match geo {
        [] => return,
        [north, east] if north.value.abs() <= 90.0 && east.value.abs() <= 180.0 => return,
        [north, east] if north.value.abs() > 90.0 && east.value.abs() <= 90.0 => {
            "exchange the two: latitude first, then longitude"
        }
        _ => "write latitude and longitude in degrees: `[17.66, 75.91]`",
    };
    let message = format!("`geo` of {whose} is no place on earth");
    report(Diagnostic::at(&codes::NUMBER_RANGE, geo[0].span, message).hint(wrong));
}
