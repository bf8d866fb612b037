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
        let route = format!("assets/cards/{}", page.replace(".html", ".png"));
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
            let bytes = std::fs::read(site.join(&route)).expect("a card");
            assert_eq!(image::guess_format(&bytes).expect("a picture"), image::ImageFormat::Png, "{page}");
            assert_eq!(image::image_dimensions(site.join(&route)).expect("a picture"), (1200, 630), "{page}");
            assert!(bytes.len() < 300_000, "{route} weighs {} bytes", bytes.len());
        }
    }
}

/// Pixels of a card that are as dark as its letters, in a part of its width.
fn dark(route: &str, part: std::ops::Range<u32>) -> usize {
    let path = project::built().1.join("public/site/assets/cards").join(route);
    let rgb = image::open(path).expect("a card").into_rgb8();
    let is_dark = |rgb: &image::Rgb<u8>| rgb.0.iter().all(|value| *value < 90);
    rgb.enumerate_pixels().filter(|(x, _, pixel)| part.contains(x) && is_dark(pixel)).count()
}

#[test]
fn a_card_has_its_words_where_reading_starts_and_its_picture_where_it_ends() {
    let (start, end) = (0..600, 720..1200);
    for route in ["members/sinadhara-mills.png", "products/common-house-bath-500.png"] {
        assert!(dark(route, start.clone()) > 3000, "{route} has words at its start");
    }
    // Right to left: words stand right, the picture left.
    assert!(dark("ar/members/sinadhara-mills.png", end) > 3000);
    let [one, other] =
        ["members/sinadhara-mills.png", "members/angavara-robes.png"].map(|route| dark(route, start.clone()));
    assert_ne!(one, other, "each says another name");
}
