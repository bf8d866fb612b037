//! # A contact that cannot be reached as written
//!
//! An e-mail address without an at sign, a telephone number without its country, a web address without
//! `https://`: a buyer abroad cannot use it, and programs make no link of it.
//!
//! Write it in full. The address of a form service is written into the policy that says whom the enquiry page
//! may send to, so it cannot hold characters that end an entry there; one that does is not used.
//!
//! ```toml
//! phone   = "0217 000 001"             # wrong
//! phone   = "+91 217 000 001"          # right
//! website = "www.riverside.example"            # wrong
//! website = "https://www.riverside.example/"   # right
//! ```

use super::Report;
use super::link_scheme::{addresses, is_web, may_lack_scheme};
use crate::check::walk;
use crate::compose::enquiry;
use crate::diag::{Diagnostic, codes};
use crate::model::field::Field;
use crate::model::private::Audience;
use crate::model::project::Project;
use crate::source::Span;

const EMAIL: &str = "write it as `name@example.org`";
const PHONE: &str = "begin with `+` and the country's number: `+91 217 000 001`";

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut wrong = |span: Span, what: String, hint: String| {
        report(Diagnostic::at(&codes::CONTACT_FORM, span, what).hint(hint));
    };
    let mut email = |whose: String, field: &Field<String>| {
        for at in field.at().into_iter().filter(|at| !is_email(&at.value)) {
            wrong(at.span, format!("{whose} is no e-mail address: `{}`", at.value), EMAIL.to_owned());
        }
    };
    for member in &project.members {
        email(format!("`enquiry_email` of member `{}`", member.id), &member.enquiry_email);
    }
    if let Some(own) = &project.consortium {
        email("`email` of `[enquiries]`".to_owned(), &own.enquiries.email);
        if let Some(legal) = &own.legal {
            email("`email` of `[legal]`".to_owned(), &legal.email);
            if let Some([_, _, address]) = &legal.responsible_person {
                email("`email` of the responsible person".to_owned(), address);
            }
        }
        for office in &own.offices {
            email(format!("`email` of office `{}`", office.id.str()), &office.email);
        }
        let phones = own
            .offices
            .iter()
            .map(|office| (format!("`phone` of office `{}`", office.id.str()), &office.phone));
        let whatsapp = std::iter::once(("`whatsapp` of `[enquiries]`".to_owned(), &own.enquiries.whatsapp));
        for (whose, field) in phones.chain(whatsapp) {
            for at in field.at().into_iter().filter(|at| !is_phone(&at.value)) {
                wrong(
                    at.span,
                    format!("{whose} cannot be dialled from abroad: `{}`", at.value),
                    PHONE.to_owned(),
                );
            }
        }
    }
    for (whose, at) in addresses(project) {
        if !is_web(&at.value) && may_lack_scheme(&at.value) {
            let hint = "write the whole address: `https://www.example.org/`";
            wrong(at.span, format!("{whose} is no whole web address"), hint.to_owned());
        }
    }
    for (whose, at) in addresses(project).into_iter().filter(|(whose, _)| whose.starts_with("`endpoint`")) {
        if is_web(&at.value) && !enquiry::is_usable(&at.value) {
            let hint = "write it in plain letters, without quotes, commas, semicolons and `*`";
            wrong(at.span, format!("{whose} cannot stand in the site's security policy"), hint.to_owned());
        }
    }
    persons(project, report);
}

/// People's data is private: the message names the field, never what is in it.
fn persons(project: &Project, report: Report<'_>) {
    for (whose, person) in walk::persons(project) {
        let Some(contact) = person.contact.for_audience(&Audience::Office) else { continue };
        let fields = [
            ("email", &contact.email, is_email as fn(&str) -> bool, EMAIL),
            ("phone", &contact.phone, is_phone, PHONE),
            ("whatsapp", &contact.whatsapp, is_phone, PHONE),
        ];
        for (field, value, is_right, hint) in fields {
            if !value.is_empty() && !is_right(value) {
                let message =
                    format!("`{field}` of person `{}` of {whose} is not written in full", person.id.str());
                report(Diagnostic::at(&codes::CONTACT_FORM, person.span, message).hint(hint));
            }
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    let label = |part: &&str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-') && !part.starts_with('-')
    };
    !name.is_empty()
        && !name.contains('@')
        && !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"')
        })
        && labels.len() >= 2
        && labels.iter().all(label)
}

fn is_phone(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('+') else { return false };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/');
    // ITU-T E.164: at most 15 digits.
    (7..=15).contains(&digits) && rest.chars().all(signs) && !rest.starts_with('0')
}
