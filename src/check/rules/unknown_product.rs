//! # A product is named that is not in the project
//!
//! A price list names a product that does not exist, so its price would be shown nowhere. A product's
//! full id is the firm's folder, a slash and the product's file name without `.md`; a common product's
//! begins with `common/`.
//!
//! Correct the id, or remove the line when the product is no longer made.
//!
//! ```toml
//! product = "bath-500"                     # wrong: whose?
//! product = "riverside-looms/bath-500"     # right
//! ```

use super::{Report, unknown};
use crate::diag::codes;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    for list in &project.prices {
        for at in list.lines.iter().filter_map(|line| line.product.at()) {
            let file = match at.value.split_once('/') {
                Some(("common", id)) => format!("products/{id}.md"),
                Some((member, id)) => format!("members/{member}/products/{id}.md"),
                None => String::new(),
            };
            // A file that is there but could not be read was reported.
            if project.product(&at.value).is_some() || project.paths.contains(&file) {
                continue;
            }
            let known = project.products.iter().map(|p| p.id.as_str());
            let whose = format!("price list `{}`", list.id);
            let otherwise = "write `<member>/<product>` as the folders and files are called";
            report(unknown(&codes::UNKNOWN_PRODUCT, &whose, "product", at, known, otherwise));
        }
    }
}
