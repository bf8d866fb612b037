//! Lays out a markup file with pictures of a folder and writes the PDF: `look markup.xml pictures out.pdf`.
//! With `--pixels PPI` behind, each page is written as a PNG beside it too: `out-1.png`, `out-2.png` …

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool for those who work on the engine"
)]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "parts are shared by several test binaries")]
#[path = "../tests/print/support.rs"]
mod support;

use fairfolio::render::print::{Layout, PdfInfo, layout, to_pdf, to_pixels};
use fairfolio::text::FontBook;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let markup = std::fs::read_to_string(&args[1]).expect("markup");
    let (style, fonts, pictures) = (support::style(), support::fonts(), support::Folder::read(&args[2]));
    let start = std::time::Instant::now();
    let laid = layout(&markup, &style, &fonts, &pictures);
    eprintln!("layout {:?}, {} pages", start.elapsed(), laid.pages.len());
    for finding in &laid.findings {
        eprintln!(
            "{:?} page {:?} at {:?} of {:?}: {} / {}",
            finding.kind, finding.page, finding.at, finding.of, finding.message, finding.hint
        );
    }
    for area in &laid.areas {
        eprintln!("area {} page {} {:.0} mm2", area.member, area.page + 1, area.mm2);
    }
    let info = PdfInfo {
        title: laid.title.clone(),
        author: laid.author.clone(),
        subject: laid.subject.clone(),
        keywords: "towels".into(),
        lang: laid.lang.clone(),
        date: "2026-11-20T00:00:00Z".into(),
        producer: "Fairfolio".into(),
    };
    let start = std::time::Instant::now();
    let bytes = to_pdf(&laid, &fonts, &pictures, &info);
    eprintln!("pdf {:?}, {} KB", start.elapsed(), bytes.len() / 1024);
    std::fs::write(&args[3], &bytes).expect("write");
    if let Some(at) = args.iter().position(|arg| arg == "--pixels") {
        let ppi: f32 = args.get(at + 1).and_then(|ppi| ppi.parse().ok()).expect("--pixels PPI");
        write_pixels(&laid, &fonts, &pictures, ppi, args[3].trim_end_matches(".pdf"));
    }
    for profile in [page_validation::ValidationProfile::PdfUa1, page_validation::ValidationProfile::PdfA2a] {
        let options = page_validation::ValidationOptions::default()
            .profile(profile)
            .limits(page_validation::SafetyLimits::unlimited());
        match page_validation::validate_pdf_bytes(&bytes, &options) {
            Ok(report) => {
                eprintln!("{:?} failed {} of {}", report.profile, report.rules.failed, report.rules.total);
                for failure in report.failures {
                    eprintln!("  {} {}", failure.rule_id, failure.message);
                }
            }
            Err(error) => eprintln!("{error}"),
        }
    }
}

fn write_pixels(laid: &Layout, fonts: &FontBook, pictures: &support::Folder, ppi: f32, stem: &str) {
    for page in 0..laid.pages.len() {
        let start = std::time::Instant::now();
        let pixels =
            to_pixels(laid, page, fonts, pictures, ppi / 72.0).expect("a page of a size that can be drawn");
        eprintln!("page {} in pixels {:?}", page + 1, start.elapsed());
        std::fs::write(format!("{stem}-{}.png", page + 1), pixels.png()).expect("write");
    }
}
