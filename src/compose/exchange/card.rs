//! Address cards of the site, RFC 2426 (version 3.0, which every address book reads): one of each firm,
//! and one file with those of the offices.

use super::folded::{Lines, escaped};
use crate::compose::catalogue::Catalogue;
use crate::compose::routes::address;
use crate::compose::scope::Scope;
use crate::compose::views::{MemberView, OfficeView, PersonView};

pub(super) fn files(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        catalogue.members.iter().map(|member| (member.card.clone(), of_member(scope, member))).collect();
    if let Some(house) = catalogue.consortium.as_ref().filter(|house| !house.offices.is_empty()) {
        let cards = house.offices.iter().map(|office| of_office(scope, office, &house.name));
        files.push((house.card.clone(), cards.collect()));
    }
    files
}

fn of_member(scope: &Scope<'_>, member: &MemberView) -> String {
    let mut lines = begun(&member.name, &member.legal_name);
    for person in &member.persons {
        reach(&mut lines, person);
    }
    let postal = [&member.address, &member.town, &member.country];
    lines.put("ADR;TYPE=WORK", &whole_address(postal.map(String::as_str)));
    lines.put("URL", &address(scope.project, &member.href));
    ended(lines)
}

fn reach(lines: &mut Lines, person: &PersonView) {
    lines.text("EMAIL;TYPE=INTERNET", &person.email);
    lines.text("TEL;TYPE=WORK", &person.phone);
    lines.text("NOTE", &person.role);
}

fn of_office(scope: &Scope<'_>, office: &OfficeView, house: &str) -> String {
    let mut lines = begun(&format!("{house}: {}", office.name), house);
    lines.text("TITLE", &office.kind);
    lines.text("EMAIL;TYPE=INTERNET", &office.email);
    lines.text("TEL;TYPE=WORK", &office.phone);
    lines.put("ADR;TYPE=WORK", &whole_address([&office.address, "", &office.country]));
    lines.put("URL", &address(scope.project, scope.routes.home().as_str()));
    ended(lines)
}

fn begun(name: &str, firm: &str) -> Lines {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCARD");
    lines.put("VERSION", "3.0");
    lines.put("N", &format!("{};;;;", escaped(name)));
    lines.text("FN", name);
    lines.text("ORG", firm);
    lines
}

fn ended(mut lines: Lines) -> String {
    lines.put("END", "VCARD");
    lines.into_text()
}

/// As both versions of cards have it: post box; extension; street; town; region; code; country. The data has the street with its code.
pub(super) fn whole_address([street, town, country]: [&str; 3]) -> String {
    format!(";;{};{};;;{}", escaped(street), escaped(town), escaped(country))
}
