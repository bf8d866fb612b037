//! Fonts of the project: what the theme's fonts lack is taken from them.

use fairfolio::cache::NoCache;
use fairfolio::files::Memory;

use crate::project::{edit, light_sample, options};

/// The sample with a character no bundled font has, in a text that is printed.
fn with_ideograph() -> Memory {
    let mut files = light_sample("fonts");
    edit(&mut files, "members/ujnivat-contract-linen/member.md", "Five pieces free", "枚 Five pieces free");
    files
}

fn messages(files: &Memory) -> Vec<String> {
    let prepared = fairfolio::pipeline::prepare(files, &NoCache, options()).expect("readable");
    let about = |message: &str| message.contains('枚') || message.contains("font");
    prepared.findings.iter().map(|finding| finding.message.clone()).filter(|m| about(m)).collect()
}

#[test]
fn a_font_of_the_brand_has_what_the_theme_lacks() {
    let mut files = with_ideograph();
    assert!(messages(&files).iter().all(|m| m.contains("no font has the character `枚` (U+679A)")));
    assert!(!messages(&files).is_empty());
    edit(&mut files, "consortium.toml", "[brand]\n", "[brand]\nfonts = { files = [\"brand/*.ttf\"] }\n");
    assert!(
        messages(&files).contains(&"no font file is called `brand/*.ttf`".to_owned()),
        "{:?}",
        messages(&files)
    );
    let font = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/print/fonts/FairfolioTestJP-Regular.ttf");
    files.insert("brand/FairfolioTestJP-Regular.ttf".to_owned(), std::fs::read(font).expect("the font"));
    assert_eq!(messages(&files), Vec::<String>::new());
}
