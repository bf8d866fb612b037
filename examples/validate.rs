//! Says which rules of PDF/UA-1 and PDF/A-2a a file breaks: `validate FILE.pdf …`. Fails when any does.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool of the tests, beside the command"
)]

use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

fn main() -> std::process::ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let faults: usize = files.iter().map(|file| faults_of(file)).sum();
    if files.is_empty() || faults > 0 { 1.into() } else { 0.into() }
}

/// Prints and counts what is wrong with a file under either standard.
fn faults_of(file: &str) -> usize {
    let bytes = std::fs::read(file).expect("a file that can be read");
    let mut faults = 0;
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile).limits(SafetyLimits::unlimited());
        let report = validate_pdf_bytes(&bytes, &options).expect("a readable PDF");
        faults += report.rules.failed;
        for failure in report.failures {
            eprintln!("{file}: {} {}", failure.rule_id, failure.message);
        }
    }
    faults
}
