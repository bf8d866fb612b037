//! # More ink than the paper carries
//!
//! Four inks on one spot make the paper wet: it sets off on the next sheet and dries for days. Each
//! printing house has a limit for all four together, most often 300 per cent. Pictures are kept under it
//! by the program; a colour of the brand is printed exactly as typed, so it has to keep under it itself.
//!
//! Take cyan, magenta and yellow back and leave black as it is: the colour hardly changes.

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::consortium::Profile;
use crate::model::printer::Printer;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let Some(own) = &project.consortium else { return };
    let at_press = own.brochures.iter().filter(|b| b.profiles.iter().any(|at| at.value == Profile::Press));
    for printer in at_press.filter_map(|brochure| project.printer(brochure.printer.str())) {
        let limit = printer.ink_limit.or(Printer::INK_LIMIT);
        // A limit that cannot be is found by its own rule.
        if !Printer::INK_LIMITS.contains(&limit) {
            continue;
        }
        for (token, colour) in &own.brand.colours {
            let sum: f64 = colour.cmyk.iter().sum();
            if sum > limit && colour.cmyk.len() == 4 {
                let message = format!(
                    "`{token}` of the brand has {sum} % of ink; printer `{}` takes {limit} %",
                    printer.id
                );
                let hint = format!("take {} % off cyan, magenta and yellow together", sum - limit);
                report(Diagnostic::at(&codes::INK_LIMIT, colour.span, message).hint(hint));
            }
        }
    }
}
