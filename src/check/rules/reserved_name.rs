//! # A name that Windows cannot keep
//!
//! Windows reserves a few names (`con`, `aux`, `nul`, `com1` …), does not allow `< > : " | ? *` in names,
//! and drops a full stop or a space at the end. A project with such a name cannot be copied to a Windows
//! computer or unpacked there. Ids become names of pages, so they cannot be called so either.
//!
//! Rename the file, folder or id, and correct the name where other files mention it.

use crate::check::Address;
use crate::diag::{Diagnostic, codes};
use crate::files::is_reserved;
use crate::model::project::Project;

/// The finding about an id that no file is called by, at whose address no file can stand.
pub(in crate::check) fn found(project: &Project, address: &Address) -> Option<Diagnostic> {
    let part = address.route.as_str().split('/').find(|part| is_reserved(part))?;
    let span = address.span?;
    // Of files that are called so the name was told.
    let is_told = project.sources.path(span.file).split('/').any(is_reserved);
    let message = format!("{} would stand in `{part}`, a name that Windows cannot keep", address.called);
    (!is_told).then(|| Diagnostic::at(&codes::RESERVED_NAME, span, message).hint("give it another id"))
}
