//! Press PDFs of the sample and of small documents, read back object by object and as pixels by the
//! tools that `scripts/check-press` calls.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use fairfolio::cache::NoCache;
use fairfolio::files::Files as _;
use fairfolio::model::project::Image;
use fairfolio::pipeline::{Parts, prepare};
use fairfolio::render::print::frame::Page;
use fairfolio::render::print::impose::{NUp, n_up};
use fairfolio::render::print::press::{
    BrandInk, Fault, Ink, InkPicture, Inks, Limits, LineSpec, Packing, PressPictures, Separator, Setup, Use,
    extend, preflight, spine,
};
use fairfolio::render::print::{
    Color, CropPx, FrameItem, Jpeg, Layout, PdfInfo, Pictures, Placed, PressJob, Rgb, Token, to_press,
};
use fairfolio::text::FontBook;

use crate::project;

const FOGRA39: &[u8] = include_bytes!("../../sample-consortium/printers/CoatedFOGRA39L.icc");

fn inks(spot: Option<&str>) -> Inks {
    let brand = BTreeMap::from([
        (Token::Ink, BrandInk { rgb: Rgb(34, 36, 43), cmyk: Some([0.6, 0.5, 0.45, 0.8]), spot: None }),
        (
            Token::Primary,
            BrandInk {
                rgb: Rgb(43, 58, 103),
                cmyk: Some([0.92, 0.8, 0.28, 0.18]),
                spot: spot.map(str::to_owned),
            },
        ),
        (Token::Accent, BrandInk { rgb: Rgb(210, 148, 42), cmyk: None, spot: None }),
    ]);
    Inks { separator: Separator::new(FOGRA39, 300.0).expect("a profile of four inks"), brand }
}

fn setup(spot: Option<&str>) -> Setup {
    let icc = std::sync::Arc::new(FOGRA39.to_vec());
    Setup { bleed: 8.5, marks: true, condition: "FOGRA39".to_owned(), icc, inks: inks(spot) }
}

/// One picture of even colour.
struct Plain;

impl Pictures for Plain {
    fn size(&self, _: &str) -> Option<(u32, u32)> {
        Some((1000, 1000))
    }

    fn jpeg(&self, _: &str, _: CropPx, _: u32, _: u32) -> Option<Jpeg> {
        None
    }

    fn svg(&self, _: &str) -> Option<String> {
        None
    }
}

impl PressPictures for Plain {
    fn inks(&self, _: &str, _: CropPx, (width, height): (u32, u32), _: &Separator) -> Option<InkPicture> {
        // Deflate, stored: one block holds at most 65,535 bytes.
        let pixels = [10, 200, 30, 0].repeat((width * height) as usize);
        let mut bytes = vec![0x78, 0x01];
        let mut blocks = pixels.chunks(60_000).peekable();
        while let Some(block) = blocks.next() {
            let size = u16::try_from(block.len()).expect("at most 60,000");
            bytes.push(u8::from(blocks.peek().is_none()));
            bytes.extend(size.to_le_bytes());
            bytes.extend((!size).to_le_bytes());
            bytes.extend(block);
        }
        let (mut a, mut b) = (1_u32, 0_u32);
        for pixel in &pixels {
            a = (a + u32::from(*pixel)) % 65_521;
            b = (b + a) % 65_521;
        }
        bytes.extend((b << 16 | a).to_be_bytes());
        Some(InkPicture { bytes, packing: Packing::Flate, width, height })
    }
}

fn placed(x: f32, y: f32, w: f32, h: f32, item: FrameItem) -> Placed {
    Placed { x, y, w, h, tag: None, item }
}

fn page(items: Vec<Placed>) -> Page {
    Page { width: 200.0, height: 100.0, furniture_from: items.len(), items, ..Page::default() }
}

fn picture() -> FrameItem {
    FrameItem::Image("plain".into(), CropPx { x: 0, y: 0, width: 1000, height: 500 })
}

fn layout(items: Vec<Placed>) -> Layout {
    Layout { pages: vec![page(items)], lang: "en".to_owned(), ..Layout::default() }
}

fn write(layout: &Layout, setup: &Setup, sheets: &[fairfolio::render::print::impose::Sheet]) -> Vec<u8> {
    let (fonts, _) = FontBook::new(Vec::new());
    let info =
        PdfInfo { title: "A card".to_owned(), date: "2026-12-01T00:00:00Z".to_owned(), ..PdfInfo::default() };
    to_press(&PressJob { layout, sheets, setup, info: &info, fonts: &fonts, pictures: &Plain })
}

/// The file with its streams unpacked, as qpdf writes it.
fn unpacked(bytes: &[u8], name: &str) -> String {
    let folder = project::scratch(name);
    let (packed, plain) = (folder.join("a.pdf"), folder.join("b.pdf"));
    std::fs::write(&packed, bytes).expect("writable");
    let status = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable"])
        .args([&packed, &plain])
        .status()
        .expect("qpdf is installed");
    assert!(status.success(), "qpdf finds faults");
    String::from_utf8_lossy(&std::fs::read(plain).expect("written")).into_owned()
}

#[test]
fn a_drawing_with_effects_is_painted_in_inks_on_its_ground_and_cut_out_where_nothing_is() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'><linearGradient id='g'>\
               <stop offset='0' stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>\
               <rect x='20' y='10' width='60' height='30' fill='url(#g)' opacity='0.5'/></svg>";
    let drawing = |ground| {
        let layout = layout(vec![placed(50.0, 20.0, 100.0, 50.0, FrameItem::Effects(svg.into(), ground))]);
        let sheets =
            fairfolio::render::print::impose::single([(Some(0), (200.0, 100.0))], 8.5, |_| String::new());
        write(&layout, &Setup { marks: false, ..setup(None) }, &sheets)
    };
    let on_green = drawing(Rgb(0, 160, 60));
    let text = unpacked(&on_green, "press-effects");
    let image =
        text.split("endobj").find(|object| object.contains("/Mask ")).expect("a picture with a stencil");
    // 100 pt at 400 pixels per inch.
    assert!(image.contains("/Width 556") && image.contains("/DeviceCMYK"), "{}", &image[..300]);
    assert!(text.contains("/ImageMask true") && !text.contains("/SMask"));
    let [light, dark] = [drawing(Rgb(255, 255, 255)), on_green].map(|bytes| {
        // The bleed of 8.5 pt is around the page.
        pixels(&bytes, "press-effects-raster", [(60.0 + 8.5, 25.0 + 8.5), (100.0 + 8.5, 45.0 + 8.5)])
    });
    assert_eq!((light[0], dark[0]), ([255; 3], [255; 3]), "the corner is paper, whatever the ground");
    let sum = |pixel: [u8; 3]| pixel.map(u32::from).iter().sum::<u32>();
    assert!(sum(light[1]) > sum(dark[1]) + 60, "the ground shines through: {light:?} {dark:?}");
}

/// Colours at places in pt, as Poppler shows them at 72 pixels per inch.
fn pixels<const N: usize>(bytes: &[u8], name: &str, places: [(f32, f32); N]) -> [[u8; 3]; N] {
    let folder = project::scratch(name);
    let (file, out) = (folder.join("a.pdf"), folder.join("a"));
    std::fs::write(&file, bytes).expect("writable");
    let status =
        Command::new("pdftoppm").args(["-r", "72", "-singlefile", "-png"]).args([&file, &out]).status();
    assert!(status.expect("pdftoppm is installed").success());
    let raster = image::open(folder.join("a.png")).expect("a raster").into_rgb8();
    places.map(|(x, y)| raster.get_pixel(x as u32, y as u32).0)
}

#[test]
fn black_text_is_black_alone_and_its_tints_too() {
    let inks = inks(None);
    let ink = Color::of_brand(Token::Ink, (34, 36, 43));
    assert_eq!(inks.of(ink, Use::Fine), Ink::BLACK);
    assert!(inks.of(ink, Use::Fine).overprints());
    let quiet = inks.of(ink.over(Color::WHITE, 0.72), Use::Fine);
    assert_eq!(quiet, Ink::Process([0.0, 0.0, 0.0, 0.72]));
    assert!(!quiet.overprints());
    // A ground in full is as deep as the brand mixed it.
    assert_eq!(inks.of(ink, Use::Area), Ink::Process([0.6, 0.5, 0.45, 0.8]));
}

#[test]
fn a_brand_colour_has_its_own_inks_and_everything_else_goes_by_the_profile() {
    let own = inks(None);
    let primary = Color::of_brand(Token::Primary, (43, 58, 103));
    assert_eq!(own.of(primary, Use::Fine), Ink::Process([0.92, 0.8, 0.28, 0.18]));
    let half = own.of(primary.over(Color::WHITE, 0.5), Use::Area);
    assert_eq!(half, Ink::Process([0.46, 0.4, 0.14, 0.09]));
    assert_eq!(inks(Some("PANTONE 534 C")).of(primary, Use::Area), Ink::Spot(Token::Primary, 1.0));
    // Turmeric without inks of its own: much yellow, some magenta, hardly any cyan.
    let Ink::Process([c, m, y, _]) = own.of(Color::of_brand(Token::Accent, (210, 148, 42)), Use::Area) else {
        panic!("no spot ink was named");
    };
    assert!(y > 0.8 && m > 0.3 && m < 0.6 && c < 0.3, "{c} {m} {y}");
    assert_eq!(own.of(Color::WHITE, Use::Area), Ink::Process([0.0; 4]));
}

#[test]
fn no_colour_has_more_ink_than_the_limit() {
    let separator = Separator::new(FOGRA39, 240.0).expect("a profile of four inks");
    let mut most = 0;
    for red in (0..=255).step_by(15) {
        for green in (0..=255).step_by(15) {
            for blue in (0..=255_u16).step_by(15) {
                let pixel = [red, green, blue].map(|c| u8::try_from(c).expect("a byte"));
                most = most.max(separator.pixels(&pixel).iter().map(|ink| u32::from(*ink)).sum());
            }
        }
    }
    assert!(most <= 230 * 255 / 100, "{most} of 255 parts");
    assert!(most > 220 * 255 / 100, "ink is only taken back where it has to be");
}

#[test]
fn what_touches_the_edge_runs_over_it_by_the_bleed() {
    let ground = placed(0.0, 0.0, 200.0, 100.0, FrameItem::Rect(Color::WHITE));
    let photo = placed(100.0, 0.0, 100.0, 50.0, picture());
    let inside = placed(20.0, 20.0, 40.0, 20.0, FrameItem::Rect(Color::WHITE));
    let extended = extend(&layout(vec![ground, photo, inside.clone()]), 8.5, &Plain);
    let [ground, photo, still] = extended.pages[0].items.as_slice() else { panic!("three items") };
    assert_eq!((ground.x, ground.y, ground.w, ground.h), (-8.5, -8.5, 217.0, 117.0));
    assert_eq!((photo.x, photo.y, photo.w, photo.h), (100.0, -8.5, 108.5, 58.5));
    let FrameItem::Image(_, crop) = &photo.item else { panic!("a picture") };
    let stretched = (crop.width as f32 / photo.w) / (crop.height as f32 / photo.h);
    assert!((stretched - 1.0).abs() < 0.01, "stretched by {stretched}");
    assert_eq!(*still, inside);
}

#[test]
fn preflight_sees_what_is_coarse_and_what_the_knife_would_hit() {
    let limits = Limits { bleed: 8.5, min_ppi: 150.0, warn_ppi: 220.0 };
    // 1000 pixels over 400 pt are 180 to the inch.
    let coarse = Layout {
        pages: vec![Page {
            width: 600.0,
            height: 400.0,
            ..page(vec![placed(100.0, 100.0, 400.0, 200.0, picture())])
        }],
        ..Layout::default()
    };
    let found = preflight(&coarse, limits, &Plain);
    assert!(
        matches!(&found[..], [Fault::Coarse { ppi, page: 0, .. }] if (*ppi - 180.0).abs() < 0.1),
        "{found:?}"
    );
    let near = layout(vec![placed(3.0, 20.0, 40.0, 20.0, picture())]);
    let found = preflight(&near, limits, &Plain);
    assert!(
        matches!(&found[..], [Fault::Edge { inside_mm, .. }] if (1.0..1.1).contains(inside_mm)),
        "{found:?}"
    );
    let far = layout(vec![placed(10.0, 20.0, 40.0, 20.0, picture())]);
    assert_eq!(preflight(&far, limits, &Plain), []);
}

#[test]
fn a_spot_ink_has_a_plate_of_its_own_and_black_overprints() {
    let primary = Color::of_brand(Token::Primary, (43, 58, 103));
    let ink = Color::of_brand(Token::Ink, (34, 36, 43));
    let items = vec![
        placed(0.0, 0.0, 200.0, 50.0, FrameItem::Rect(primary)),
        placed(10.0, 20.0, 100.0, 0.0, FrameItem::Line(ink, 0.35)),
        placed(10.0, 60.0, 50.0, 20.0, FrameItem::Rect(primary.over(Color::WHITE, 0.3))),
    ];
    let layout = layout(items);
    let sheets =
        fairfolio::render::print::impose::single([(Some(0), (200.0, 100.0))], 8.5, |_| String::new());
    let text = unpacked(&write(&layout, &setup(Some("PANTONE 534 C")), &sheets), "spot");
    assert!(text.contains("/Separation") && text.contains("/PANTONE#20534#20C"), "no spot ink");
    assert!(text.contains("/S0 cs 1 scn") && text.contains("/S0 cs 0.3 scn"), "no shares of it");
    let line = text.find("/Over gs\n0 0 0 1 k").expect("black overprints");
    assert!(text[line..].contains("/Knock gs\n/S0 cs 0.3 scn"), "the next ground does not");
    assert!(!text.contains(" rg\n"), "no sRGB");
}

#[test]
fn cards_lie_side_by_side_and_each_is_written_once() {
    let cards: Vec<Page> =
        (0..3).map(|_| page(vec![placed(0.0, 0.0, 200.0, 100.0, FrameItem::Rect(Color::WHITE))])).collect();
    let layout = Layout { pages: cards, ..Layout::default() };
    let plan = NUp {
        item: (200.0, 100.0),
        sheet: (595.0, 842.0),
        margin: 20.0,
        gap: 17.0,
        bleed: 8.5,
        from_right: false,
    };
    let text = unpacked(&write(&layout, &setup(None), &n_up(3, plan)), "cards");
    assert_eq!(text.matches("/Subtype /Form").count(), 3);
    assert!(["/P0 Do", "/P1 Do", "/P2 Do"].iter().all(|form| text.contains(form)));
    assert!(text.contains("[ 2 1 ] 0 d") || text.contains("[2 1] 0 d"));
}

#[test]
fn a_spine_carries_the_title_when_it_is_thick_enough() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/loom/fonts");
    let font = std::fs::read(folder.join("IBMPlexSans-Regular.ttf")).expect("the theme's font");
    let (fonts, _) = FontBook::new(vec![("IBMPlexSans-Regular.ttf".to_owned(), font)]);
    let front = page(vec![placed(0.0, 0.0, 200.0, 100.0, FrameItem::Rect(Color::WHITE))]);
    let title = LineSpec {
        words: "Terry 2027",
        lang: "en",
        rtl: false,
        size: 0.0,
        weight: 400,
        color: Color::of_brand(Token::Ink, (34, 36, 43)),
    };
    let thin = spine(&front, 8.0, 8.5, title, &fonts);
    assert_eq!((thin.width, thin.height, thin.items.len()), (100.0, 8.0, 1), "a ground and nothing else");
    let thick = spine(&front, 20.0, 8.5, title, &fonts);
    let text = &thick.items[1];
    assert!((text.x + text.w / 2.0 - 50.0).abs() < 0.1, "in the middle of the height");
    assert!(text.y > 10.0 && text.y < 15.0, "capitals stand in the middle of the width");
}

fn check_press(files: &[&Path]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/check-press");
    let output = Command::new("python3").arg(script).args(files).output().expect("python is installed");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn other_tools_find_the_covers_of_both_languages_ready_for_the_press() {
    let dist = &project::built().1;
    let covers = ["en", "ar"].map(|lang| dist.join(format!("public/print/solapur-2027-{lang}-a4-cover.pdf")));
    let (fine, said) = check_press(&[&covers[0], &covers[1]]);
    assert!(fine, "{said}");
    assert!(said.contains("2 pages"), "{said}");
}

#[test]
fn other_tools_see_what_is_wrong_with_a_screen_pdf() {
    let screen = project::built().1.join("public/print/solapur-2027-en-a4-screen.pdf");
    let folder = project::scratch("screen-as-press");
    let two = folder.join("two.pdf");
    let status = Command::new("qpdf")
        .arg(&screen)
        .args(["--pages", ".", "1-2", "--"])
        .arg(&two)
        .status()
        .expect("qpdf is installed");
    assert!(status.success());
    let (fine, said) = check_press(&[&two]);
    assert!(!fine);
    for fault in ["not PDF/X-4", "0 output intents for PDF/X", "boxes", "RGB", "a picture in"] {
        assert!(said.contains(fault), "`{fault}` is not said: {said}");
    }
}

#[test]
fn both_press_files_have_the_inner_pages_and_the_same_bytes_twice() {
    let (prepared, dist, manifest) = project::built();
    for lang in ["en", "ar"] {
        let path = format!("public/print/solapur-2027-{lang}-a4-press.pdf");
        let bytes = std::fs::read(dist.join(&path)).expect("written");
        let text = unpacked(&bytes, &format!("press-{lang}"));
        let laid =
            prepared.laid.iter().find(|laid| laid.document.name == format!("solapur-2027-{lang}-a4-screen"));
        let pages = laid.expect("laid out").layout.pages.len();
        // Two leaves of the cover are in a file of their own.
        assert_eq!(text.matches("/TrimBox").count(), pages - 4, "{path}");
        assert!(manifest.files.contains_key(&path));
    }
}

/// The sample with only as many members as fit a stapled booklet.
fn stapled() -> fairfolio::files::Memory {
    let mut files = project::light_sample("stapled");
    project::edit(&mut files, "consortium.toml", "binding   = \"perfect\"", "binding   = \"saddle\"");
    project::edit(
        &mut files,
        "consortium.toml",
        "languages = [\"en\", \"fr\", \"de\", \"ar\"]\npapers    = [\"A4\", \"Letter\"]",
        "languages = [\"en\"]\npapers    = [\"A4\"]",
    );
    files.insert(
        "theme/print/catalogue.xml",
        "<document title=\"{{ doc.title }}\" lang=\"{{ doc.lang }}\"><page-set master=\"page\">\
         <p>One.</p><break to=\"page\"/><p>Two.</p><break to=\"page\"/><p>Three.</p><break to=\"page\"/>\
         <p>Four.</p><break to=\"page\"/><p>Five.</p></page-set></document>",
    );
    files
}

#[test]
fn a_stapled_brochure_gives_a_booklet_with_its_blank_pages() {
    let files = stapled();
    let options = fairfolio::pipeline::Options {
        parts: Parts { site: false, print: true, handouts: false, reports: false },
        ..project::options()
    };
    let target = project::scratch("stapled").join("dist");
    let (prepared, manifest) = project::build(&files, &target, options);
    let said: Vec<&str> = prepared.findings.iter().map(|finding| finding.code.id).collect();
    assert!(said.contains(&"FF1306"), "three blank pages are told: {said:?}");
    let names: Vec<&String> = manifest.files.keys().collect();
    assert!(names.iter().any(|name| name.ends_with("-press.pdf")), "{names:?}");
    let booklet = target.join("public/print/solapur-2027-en-a4-booklet.pdf");
    let text = unpacked(&std::fs::read(booklet).expect("written"), "booklet");
    // Eight pages on two sheets with two sides each; the three blank ones are one ground drawn thrice.
    assert_eq!(text.matches("/TrimBox").count(), 4);
    assert_eq!(text.matches("/Subtype /Form").count(), 6);
    assert_eq!(text.matches(" Do\n").count(), 8);
}

#[test]
fn one_fault_that_would_be_printed_holds_the_press_files_back_and_nothing_else() {
    let mut files = stapled();
    files.remove("members/nakshila-jacquards/works.jpg");
    let options = fairfolio::pipeline::Options {
        parts: Parts { site: false, print: true, handouts: false, reports: false },
        ..project::options()
    };
    let (_, manifest) = project::build(&files, &project::scratch("held").join("dist"), options);
    let (sheets, names): (Vec<&str>, Vec<&str>) =
        manifest.files.keys().map(String::as_str).partition(|path| path.contains("/sheets/"));
    assert!(!sheets.is_empty());
    assert_eq!(names, ["public/print/solapur-2027-en-a4-screen.pdf"]);
}

#[test]
fn the_samples_pictures_are_as_fine_as_its_printer_asks() {
    let files = project::sample();
    let (project, _) = fairfolio::load::load(&files, project::options().today).expect("in memory");
    let printer = project.printer("offset-coated").expect("the sample's printer");
    assert!(printer.icc.is_some() && !files.list().expect("in memory").is_empty());
    assert!(project.images.values().any(|image| matches!(image, Image::Raster { .. })));
    let prepared = prepare(&files, &NoCache, project::options()).expect("readable");
    let press: Vec<&str> =
        prepared.findings.iter().map(|finding| finding.code.id).filter(|id| id.starts_with("FF13")).collect();
    assert_eq!(press, Vec::<&str>::new());
}
