//! # Two records would stand at one address
//!
//! The site has one page for each address. A page of the consortium's own cannot be called as one
//! that the site makes itself, and two products whose ids join to the same address cannot both stay.
//! Rename one of the two files.

use crate::check::Address;
use crate::diag::{Diagnostic, codes};

/// The finding about the second of two records at an address.
pub(in crate::check) fn found(first: &Address, second: &Address) -> Option<Diagnostic> {
    let (span, other) = match (second.span, first.span) {
        (Some(span), _) => (span, first),
        (None, Some(span)) => (span, second),
        (None, None) => return None,
    };
    let called = if second.span.is_some() { &second.called } else { &first.called };
    let message = format!("{called} would stand at `{}`, as does {}", first.route.as_str(), other.called);
    let finding =
        Diagnostic::at(&codes::DUPLICATE_ROUTE, span, message).hint("rename the file of one of them");
    Some(match other.span {
        Some(there) => finding.related(there, "the other one"),
        None => finding,
    })
}
