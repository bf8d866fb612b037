//! # A heading skips a level
//!
//! People who have a page read to them jump from heading to heading; a level that is left out sounds like a
//! lost page. Headings in a text begin with `##`, and go down one step at a time.
//!
//! ```text
//! wrong: ## Works      then  #### Looms
//! right: ## Works      then  ### Looms
//! ```

use super::Report;
use super::raw_html::each_fault;
use crate::diag::{Diagnostic, codes};
use crate::markdown::FaultKind;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    each_fault(project, &mut |fault, typed, span| {
        let FaultKind::HeadingOrder(above, level) = fault.kind else { return };
        let heading = typed.lines().next().unwrap_or_default();
        let message = format!("the heading `{heading}` skips a level");
        let right = if above == 0 { 2 } else { above + 1 };
        let signs = |count: u8| "#".repeat(usize::from(count));
        let hint = format!("begin it with `{}`, not `{}`", signs(right), signs(level));
        report(Diagnostic::at(&codes::HEADING_ORDER, span, message).hint(hint));
    });
}
