//! Who receives an enquiry, as the site's pages tell their script; and that nothing else is told.

use fairfolio::compose::catalogue::Catalogue;
use fairfolio::compose::enquiry::Desk;
use fairfolio::compose::scope::Scope;
use fairfolio::files::Memory;
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::render::theme::Theme;

use crate::project;

fn desk(files: &Memory) -> Desk {
    let (project, _) = load::load(files, project::options().today).expect("readable");
    let theme = Theme::load(files, &project.paths).expect("a theme");
    let lang = Lang::new("en");
    let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
    let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
    Desk::new(&scope, &Catalogue::new(&scope))
}

fn with(edits: &[(&str, &str, &str)]) -> Desk {
    let mut files = project::sample();
    for (path, from, to) in edits {
        project::edit(&mut files, path, from, to);
    }
    desk(&files)
}

const HOUSE: &str = "consortium.toml";

#[test]
fn members_answer_for_themselves_and_the_office_for_the_rest() {
    let desk = with(&[]);
    assert_eq!((desk.kind, desk.common), ("promotional", "office"));
    assert_eq!(desk.members.len(), 12);
    assert_eq!(desk.members["angavara-robes"].endpoint, "https://forms.angavara.example/enquiry");
    assert_eq!(desk.members["kinarva-beach-looms"].endpoint, "", "it has none");
    assert_eq!(desk.members["kinarva-beach-looms"].email, "export@kinarva.example");
    assert_eq!(desk.office.email, "enquiries@solapurterryhouse.example");
    assert!(desk.makers.is_empty(), "the office answers for common products");
    assert_eq!(desk.page, "https://solapurterryhouse.example/enquiry.html");
}

#[test]
fn makers_of_common_products_are_named_where_policy_asks_them() {
    for policy in ["rotation", "all-makers"] {
        let to = format!("common_enquiries        = \"{policy}\"");
        let desk = with(&[(HOUSE, "common_enquiries        = \"office\"", &to)]);
        assert_eq!(desk.common, policy);
        assert_eq!(desk.makers.len(), 3);
        assert!(desk.makers.values().flatten().all(|id| desk.members.contains_key(id)));
    }
}

#[test]
fn where_the_house_sells_no_firm_is_named_as_a_receiver() {
    let sells = (HOUSE, "kind         = \"promotional\"", "kind         = \"sales\"");
    let all = (HOUSE, "common_enquiries        = \"office\"", "common_enquiries        = \"all-makers\"");
    let desk = with(&[sells, all]);
    assert_eq!(desk.kind, "sales");
    assert!(desk.members.is_empty() && desk.makers.is_empty());
}

#[test]
fn only_public_addresses_are_named() {
    let file = "members/kinarva-beach-looms/member.md";
    let without = with(&[(file, "enquiry_email = \"export@kinarva.example\"", "")]);
    let way = &without.members["kinarva-beach-looms"];
    assert_eq!(
        (way.email.as_str(), way.endpoint.as_str()),
        ("", ""),
        "its person's address is not taken instead"
    );
    let bad = (HOUSE, "https://forms.solapurterryhouse.example/enquiry", "https://a.example/;script-src");
    assert_eq!(with(&[bad]).office.endpoint, "", "an address that would widen the policy is not used");
    assert!(!is_told_of(HOUSE, bad.1, bad.1) && is_told_of(HOUSE, bad.1, bad.2), "and that is said");
}

#[test]
fn a_member_that_left_receives_nothing() {
    let file = "members/kinarva-beach-looms/member.md";
    let left = with(&[(file, "joined ", "left          = 2026-06-30\njoined ")]);
    assert!(!left.members.contains_key("kinarva-beach-looms"));
}

/// Whether a check with one text replaced says that an address cannot stand in the security policy.
fn is_told_of(path: &str, from: &str, to: &str) -> bool {
    let mut files = project::sample();
    project::edit(&mut files, path, from, to);
    let (project, _) = load::load(&files, project::options().today).expect("readable");
    let found = fairfolio::check::data(&project).sorted(&project.sources);
    found.iter().any(|finding| finding.message.contains("security policy"))
}
