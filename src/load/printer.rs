//! Reader of printers' profiles. The ICC file is looked at here, so that one that no press can use is
//! a finding where it is named.

use std::io;
use std::panic::catch_unwind;
use std::sync::Arc;

use super::table::{Sink, Table};
use super::{Top, parts};
use crate::diag::{Diagnostic, codes};
use crate::files::{Files, resolve};
use crate::model::printer::Printer;

/// Reads a printer's profile; its ICC file is read later, by [`read_icc`].
pub(super) fn read(top: Top<'_>) -> Printer {
    let t: Table<'_> = top.table;
    let profile = t.required::<String>("profile");
    parts::path(&t, "profile", &profile, "");
    let printer = Printer {
        id: top.id.to_owned(),
        name: t.required("name"),
        bleed_mm: t.get("bleed_mm"),
        marks: t.get("marks"),
        output_condition: t.required("output_condition"),
        profile,
        icc: None,
        ink_limit: t.get("ink_limit"),
        min_ppi: t.get("min_ppi"),
        warn_ppi: t.get("warn_ppi"),
        x_version: t.get("x_version"),
        span: t.span,
    };
    t.finish();
    printer
}

/// Reads the ICC file that a printer's profile names.
///
/// # Errors
/// When a file that is there cannot be read.
pub(super) fn read_icc(
    files: &dyn Files,
    paths: &[String],
    printer: &mut Printer,
    sink: &Sink,
) -> io::Result<()> {
    let Some(at) = printer.profile.at() else { return Ok(()) };
    let Some(path) = resolve("", &at.value) else { return Ok(()) };
    let report = |what: String, hint: &str| {
        let message = format!("`profile` of printer `{}` {what}", printer.id);
        sink.borrow_mut().add(Diagnostic::at(&codes::PRINTER_PROFILE, at.span, message).hint(hint));
    };
    if !paths.contains(&path) {
        let near = crate::diag::nearest(&path, paths.iter().map(String::as_str));
        let hint = near.map_or_else(
            || "ask the printing house for its ICC file and put it into `printers/`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        report(format!("names `{path}`, which does not exist"), &hint);
        return Ok(());
    }
    let bytes = files.read(&path)?;
    match fault(&bytes) {
        None => printer.icc = Some(Arc::new(bytes)),
        Some(what) => report(
            format!("names `{path}`, which {what}"),
            "ask the printing house for the ICC profile of its press: four inks, output",
        ),
    }
    Ok(())
}

/// Why a file is no profile of a four-colour press: header fields of ISO 15076-1, 7.2.
fn fault(bytes: &[u8]) -> Option<&'static str> {
    let field = |at: usize| bytes.get(at..at + 4).unwrap_or_default();
    if bytes.len() < 132 || field(36) != b"acsp" {
        return Some("is no ICC profile");
    }
    if field(12) != b"prtr" {
        return Some("is the profile of a screen or camera, not of a press");
    }
    if field(16) != b"CMYK" {
        return Some("is not for four inks");
    }
    // OK because nothing outlives the closure: a reader that panics leaves no state behind.
    let read = catch_unwind(|| moxcms::ColorProfile::new_from_slice(bytes));
    match read {
        Ok(Ok(profile)) if profile.lut_b_to_a_perceptual.is_some() => None,
        Ok(Ok(_)) => Some("has no table from colours to inks"),
        _ => Some("is damaged"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    fn header(class: &[u8; 4], space: &[u8; 4]) -> Vec<u8> {
        let mut bytes = vec![0; 200];
        bytes[12..16].copy_from_slice(class);
        bytes[16..20].copy_from_slice(space);
        bytes[36..40].copy_from_slice(b"acsp");
        bytes
    }

    #[test]
    fn only_an_output_profile_for_four_inks_will_do() {
        assert_eq!(fault(b"%PDF-1.4"), Some("is no ICC profile"));
        assert_eq!(
            fault(&header(b"mntr", b"RGB ")),
            Some("is the profile of a screen or camera, not of a press")
        );
        assert_eq!(fault(&header(b"prtr", b"GRAY")), Some("is not for four inks"));
        assert!(fault(&header(b"prtr", b"CMYK")).is_some(), "a header alone converts nothing");
    }
}
