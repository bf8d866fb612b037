//! Those whom one receiver meets as address cards, RFC 6350 (version 4.0): one of each person who agreed
//! to it, and one of the firm where none did.

use super::card::whole_address;
use super::folded::Lines;
use crate::compose::dossier::Contact;
use crate::compose::views::PersonView;

/// The cards of several firms in one file.
pub(in crate::compose) fn cards(contacts: &[Contact], note: &str) -> String {
    let of_firm = |contact: &Contact| {
        let reachable = |p: &&PersonView| [&p.name, &p.email, &p.phone].iter().any(|part| !part.is_empty());
        let people: Vec<&PersonView> = contact.persons.iter().filter(reachable).collect();
        match people.is_empty() {
            true => card(contact, None, note),
            false => people.into_iter().map(|person| card(contact, Some(person), note)).collect(),
        }
    };
    contacts.iter().map(of_firm).collect()
}

fn card(contact: &Contact, person: Option<&PersonView>, note: &str) -> String {
    let named = person.filter(|person| !person.name.is_empty());
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCARD");
    lines.put("VERSION", "4.0");
    lines.put("KIND", if named.is_some() { "individual" } else { "org" });
    lines.text("FN", named.map_or(&contact.firm, |person| &person.name));
    lines.text("ORG", &contact.firm);
    if let Some(person) = person {
        lines.text("TITLE", &person.role);
        lines.text("EMAIL;TYPE=work", &person.email);
        lines.text("TEL;TYPE=work", &person.phone);
    }
    let postal = [&contact.street, &contact.town, &contact.country];
    lines.put("ADR;TYPE=work", &whole_address(postal.map(String::as_str)));
    // An address of the web is no text: nothing in it is escaped.
    for site in [&contact.website, &contact.qr].into_iter().filter(|site| !site.is_empty()) {
        lines.put("URL", site);
    }
    lines.text("NOTE", note);
    lines.put("END", "VCARD");
    lines.into_text()
}
