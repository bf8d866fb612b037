//! The page of pooled capacity: sums that can be worked out by hand, and none that gives a firm away.

use fairfolio::compose::catalogue::Catalogue;
use fairfolio::compose::scope::Scope;
use fairfolio::files::Memory;
use fairfolio::load;
use fairfolio::locale::Locale;
use fairfolio::model::consortium::Digits;
use fairfolio::model::private::Audience;
use fairfolio::model::text::Lang;
use fairfolio::render::theme::Theme;

use crate::project;

/// What is said of a group, and of all members together.
fn told(files: &Memory, group: &str) -> (String, Option<String>) {
    let (project, _) = load::load(files, project::options().today).expect("readable");
    let theme = Theme::load(files, &project.paths).expect("a theme");
    let lang = Lang::new("en");
    let (locale, strings) = (Locale::new(&lang, Digits::Latin), theme.strings(&lang).expect("sentences"));
    let scope = Scope::new(&project, &locale, &strings, &Audience::Public);
    let catalogue = Catalogue::new(&scope);
    let group = catalogue.groups.iter().find(|view| view.id == group).expect("a group");
    (group.pooled.clone(), fairfolio::compose::pool::of_house(&scope))
}

#[test]
fn of_each_firm_the_largest_product_counts_and_the_sum_is_rounded() {
    let (house, members) = (project::light_sample("capacity"), "34+38+42+140+310+240+58+95+22+48+62+165");
    let sum: u32 = members.split('+').map(|part| part.parse::<u32>().expect("a number")).sum();
    assert_eq!(sum, 1254);
    assert_eq!(told(&house, "bath-towels").1.as_deref(), Some("about 1,300\u{a0}tonnes a month"));
}

#[test]
fn a_group_in_which_one_firm_makes_most_is_told_on_request_only() {
    let mut files = project::light_sample("capacity-share");
    let before = told(&files, "bath-towels").0;
    // 120,000 hand towels, 40,000, 30,000 and 20,000 of four firms; the fifth counts in sets.
    assert_eq!(before, "about 210,000\u{a0}pcs a month");
    project::edit(
        &mut files,
        "members/sinadhara-mills/products/hand-450.md",
        "{ value = 120000, unit = \"pcs\"",
        "{ value = 9120000, unit = \"pcs\"",
    );
    assert_eq!(told(&files, "bath-towels").0, "On request");
}
