//! Small documents and the frames they give: one line an item, in mm.

use fairfolio::render::print::{dump, layout};

use crate::support::{Plain, fonts, style};

#[test]
fn frames_are_as_blessed() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/print/golden");
    let mut sources: Vec<_> =
        std::fs::read_dir(&dir).expect("golden").map(|e| e.expect("entry").path()).collect();
    sources.sort();
    let (style, fonts) = (style(), fonts());
    let bless = std::env::var_os("BLESS").is_some();
    let mut seen = 0;
    for source in sources.iter().filter(|path| path.extension().is_some_and(|e| e == "xml")) {
        let markup = std::fs::read_to_string(source).expect("markup");
        let found = dump(&layout(&markup, &style, &fonts, &Plain));
        let golden = source.with_extension("txt");
        if bless {
            std::fs::write(&golden, &found).expect("bless");
        }
        let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
        assert!(
            found == wanted,
            "{} differs; run with BLESS=1 and look at the change\n{found}",
            golden.display()
        );
        seen += 1;
    }
    // A dump without its document is a leftover.
    let files = std::fs::read_dir(&dir).expect("golden").count();
    assert_eq!(files, seen * 2, "a golden without its document, or the other way round");
}
