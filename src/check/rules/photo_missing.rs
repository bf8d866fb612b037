//! # A picture is missing
//!
//! A product without a picture, or a picture whose file is not in the project. The site and draft
//! PDFs show a neutral field with the firm's name instead; the press PDF is not made.
//!
//! Put the file beside the record, and write its name as it is, capitals included.
//!
//! ```toml
//! photos = [{ file = "bath-500.jpg", alt = "Three folded towels" }]
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for product in project.products.iter().filter(|product| product.photos.is_empty()) {
        let message = format!("product `{}` has no photo", product.id);
        let hint = "add `photos = [{ file = \"…\", alt = \"…\" }]`";
        report(Diagnostic::at(&codes::PHOTO_MISSING, product.span, message).hint(hint));
    }
}
