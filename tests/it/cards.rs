//! Cards for other sites: one for each listed page, of the size that they ask for.

use std::path::Path;

use crate::project;

fn pages(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            pages(&entry.path(), &format!("{name}/"), found);
        } else if name.ends_with(".html") {
            found.push(name);
        }
    }
}

#[test]
fn every_listed_page_has_a_card_and_names_it() {
    let site = project::built().1.join("public/site");
    let mut found = Vec::new();
    pages(&site, "", &mut found);
    assert!(found.len() > 20, "{found:?}");
    for page in found {
        let html = std::fs::read_to_string(site.join(&page)).expect("a page");
        let route = format!("assets/cards/{}", page.replace(".html", ".jpg"));
        let listed = !html.contains("name=\"robots\" content=\"noindex\"");
        assert_eq!(
            html.contains(&format!(
                "property=\"og:image\" content=\"https://solapurterryhouse.example/{route}\""
            )),
            listed,
            "{page}"
        );
        assert_eq!(site.join(&route).is_file(), listed, "{page}");
        if listed {
            assert_eq!(image::image_dimensions(site.join(&route)).expect("a picture"), (1200, 630), "{page}");
        }
    }
}
