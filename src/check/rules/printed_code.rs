//! # A printed code means two things or is no code
//!
//! `codes.toml` says where the QR codes on paper lead: `fairfolio edition close` adds a line for each. A
//! catalogue lies on a buyer's desk for years, so a code that was printed once must never lead to
//! another record, and none may be corrected by hand.
//!
//! Take `codes.toml` back from the last copy that you kept. Where two copies were mixed, keep for each
//! code the line that was printed.
//!
//! ```toml
//! [[code]]
//! code   = "7k3fq"                      # five letters or digits or more; no i, l, o, u
//! record = "sinadhara-mills/ring-600"   # id of the product or of the member
//! ```

use std::collections::BTreeMap;

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::printed_code::is_code;
use crate::model::project::Project;

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut seen: BTreeMap<&str, (&At<String>, &str)> = BTreeMap::new();
    for printed in &project.codes {
        let (Some(code), record) = (printed.code.at(), printed.record.str()) else { continue };
        if !is_code(&code.value) {
            let message = format!("`{}` is no code that was ever printed", code.value);
            let hint = "take `codes.toml` back from the last copy; `edition close` writes it";
            report(Diagnostic::at(&codes::PRINTED_CODE, code.span, message).hint(hint));
            continue;
        }
        let Some((first, other)) = seen.get(code.value.as_str()) else {
            seen.insert(&code.value, (code, record));
            continue;
        };
        if *other != record {
            let message = format!("the printed code `{}` leads to `{other}` and to `{record}`", code.value);
            let finding = Diagnostic::at(&codes::PRINTED_CODE, code.span, message);
            report(finding.related(first.span, "the first one").hint("keep the line that was printed"));
        }
    }
}
