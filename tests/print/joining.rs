//! Page-sets are built by as many hands as there are, and nobody can tell.

use fairfolio::render::print::{FindingKind, Layout, PdfInfo, layout, to_pdf};
use fairfolio::text::FontBook;

use crate::support::{Plain, fonts, style};

/// A part of a catalogue with what is counted over the whole document: headings, notes, marks, a
/// member's block, references, and a text that is too pale in each of them.
fn part(number: usize) -> String {
    format!(
        "<page-set master=\"page\"><h1 id=\"part-{number}\">Part {number}</h1><h2>Cards of {number}</h2>\
         <p color=\"hairline\" at=\"{number}:1\">Pale words</p>\
         <p lines=\"1\" at=\"{number}:2\">{}</p>\
         <p>Noted<footnote>Of part {number}.</footnote> and <page-of ref=\"part-{}\"/></p>\
         <p><mark index=\"product\" term=\"Towel {number}\" sort=\"{number:02}\"/>Towel {number}</p>\
         <block member=\"m{number}\"><p>Words of member {number}</p></block></page-set>",
        "Too long a text for its line. ".repeat(9),
        (number + 3) % 9,
    )
}

fn document() -> String {
    let parts: String = (0..9).map(part).collect();
    format!(
        "<document title=\"t\" lang=\"en\"><page-set master=\"page\"><toc/></page-set>{parts}\
         <page-set master=\"page\"><h1>Index</h1><index kind=\"product\"/></page-set></document>"
    )
}

fn with_threads(count: usize, fonts: &FontBook) -> (Layout, Vec<u8>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads");
    pool.install(|| {
        let laid = layout(&document(), &style(), fonts, &Plain);
        let pdf = to_pdf(&laid, fonts, &Plain, &PdfInfo::default());
        (laid, pdf)
    })
}

#[test]
fn one_thread_and_five_give_the_same_bytes() {
    let (alone, alone_pdf) = with_threads(1, &fonts());
    let shared = fonts();
    for _ in 0..4 {
        let (together, pdf) = with_threads(5, &shared);
        assert_eq!(alone, together);
        assert!(alone_pdf == pdf);
    }
}

#[test]
fn what_a_document_says_once_it_says_of_the_first_part() {
    let (laid, _) = with_threads(3, &fonts());
    let of = |kind| laid.findings.iter().filter(move |f| f.kind == kind).map(|f| (f.at, f.page));
    let pale: Vec<_> = of(FindingKind::LowContrast).collect();
    assert_eq!(pale.len(), 1, "{pale:?}");
    assert_eq!(pale[0].0.map(|at| at.line), Some(0));
    // What is said of each part is said nine times, on the page of that part.
    let long: Vec<_> = of(FindingKind::Overset).map(|(at, page)| (at.map(|at| at.line), page)).collect();
    let wanted: Vec<_> = (0..9).map(|part| (Some(part), Some(part as usize + 2))).collect();
    assert_eq!(long, wanted);
}

#[test]
fn bookmarks_marks_and_blocks_of_every_part_lead_to_its_page() {
    let (laid, _) = with_threads(3, &fonts());
    for part in 0..9 {
        let page = part + 1;
        assert_eq!(laid.marks[&format!("part-{part}")].0, page);
        assert_eq!(laid.marks[&format!("note-{page}-1")].0, page);
        assert_eq!(laid.marks[&format!("index-{page}")].0, page);
        let title = format!("Part {part}");
        assert!(laid.outline.iter().any(|entry| entry.title == title && entry.page == page), "{title}");
        assert!(laid.areas.iter().any(|area| area.member == format!("m{part}") && area.page == page));
    }
    assert_eq!(laid.outline.len(), 19);
}

#[test]
fn every_node_hangs_below_the_one_that_lists_it() {
    let (laid, _) = with_threads(3, &fonts());
    let nodes = &laid.structure.nodes;
    let mut listed = vec![0; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for child in &node.children {
            listed[child.0 as usize] += 1;
            assert_eq!(nodes[child.0 as usize].parent.map(|parent| parent.0 as usize), Some(index));
        }
    }
    assert_eq!(listed[0], 0);
    assert!(listed[1..].iter().all(|times| *times == 1));
}
