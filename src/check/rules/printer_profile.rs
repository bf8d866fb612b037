//! # The press PDF has no printing house to go to
//!
//! Colours for the press depend on ink and paper. The printing house says which standard it prints to and
//! gives an ICC file of it; without that file no press PDF is made, everything else is built.
//!
//! Put the ICC file into `printers/`, describe the printing house in `printers/<id>.toml`, and name it in
//! the brochure. A profile of a screen or camera is not one of a press.
//!
//! ```toml
//! profiles = ["screen", "press"]
//! printer = "offset-coated"       # printers/offset-coated.toml
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::consortium::{Binding, Brochure, Profile};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for brochure in project.consortium.iter().flat_map(|c| &c.brochures) {
        let Some(press) = brochure.profiles.iter().find(|at| at.value == Profile::Press) else { continue };
        let whose = format!("brochure `{}`", brochure.id.str());
        if brochure.printer.is_absent() {
            let message = format!("{whose} is for the press, but names no printer");
            let hint = "add `printer = \"…\"`: the name of a file in `printers/` without its ending";
            report(Diagnostic::at(&codes::PRINTER_PROFILE, press.span, message).hint(hint));
        }
        spine(brochure, &whose, report);
    }
}

fn spine(brochure: &Brochure, whose: &str, report: Report<'_>) {
    let perfect = brochure.binding.at().filter(|at| at.value == Binding::Perfect);
    if let Some(at) = perfect.filter(|_| brochure.caliper_mm.is_absent()) {
        let message = format!("{whose} has a spine, but its paper has no thickness");
        let hint = "add `caliper_mm = 0.1`: thickness of one sheet, from the printing house";
        report(Diagnostic::at(&codes::PRINTER_PROFILE, at.span, message).hint(hint));
    }
}
