//! # A trade code has the wrong form
//!
//! Customs, banks and shippers work with codes; a wrong one stops a consignment. This rule looks at their
//! form: the customs number (HS, six digits or more), the article number (GTIN, whose last digit is worked
//! out from the others), the port (UN/LOCODE), the delivery term (Incoterms 2020) and the currency.
//!
//! Take the code from the firm's papers.
//!
//! ```toml
//! hs        = "630260"      # wrong
//! hs        = "6302.60"     # right
//! port      = "Nhava"       # wrong
//! port      = "INNSA"       # right: country and three characters
//! incoterms = ["DAT"]       # wrong since 2020: DPU
//! ```

use super::{Report, did_you_mean};
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::private::Audience;
use crate::model::project::Project;

/// ICC, Incoterms 2020.
const INCOTERMS: [&str; 11] = ["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"];

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut say = |at: &At<String>, what: String, hint: String| {
        let message = format!("{what} cannot be `{}`", at.value);
        report(Diagnostic::at(&codes::BAD_CODE, at.span, message).hint(hint));
    };
    for category in &project.categories.list {
        // A group may cover a whole heading of four digits.
        for at in category.hs.at().into_iter().filter(|at| !is_hs(&at.value) && !is_digits(&at.value, 4)) {
            say(at, format!("the customs number of group `{}`", category.id), hs_hint(&at.value));
        }
    }
    for product in &project.products {
        let whose = format!("product `{}`", product.id);
        for at in product.hs.at().into_iter().filter(|at| !is_hs(&at.value)) {
            say(at, format!("the customs number of {whose}"), hs_hint(&at.value));
        }
        for at in product.gtin.at().into_iter().filter(|at| !is_gtin(&at.value)) {
            say(at, format!("the article number (GTIN) of {whose}"), gtin_hint(&at.value));
        }
        product.port.at().into_iter().for_each(|at| port(&whose, at, &mut say));
    }
    for member in &project.members {
        let whose = format!("member `{}`", member.id);
        member.port.at().into_iter().for_each(|at| port(&whose, at, &mut say));
        member.incoterms.iter().for_each(|at| incoterm(&whose, at, &mut say));
    }
    for list in &project.prices {
        let whose = format!("price list `{}`", list.id);
        list.incoterm.at().into_iter().for_each(|at| incoterm(&whose, at, &mut say));
        for at in list.currency.at().into_iter().filter(|at| !is_currency(&at.value)) {
            say(at, format!("the currency of {whose}"), CURRENCY_HINT.to_owned());
        }
    }
    target_prices(project, report);
}

const CURRENCY_HINT: &str = "write its three letters, such as `USD`, `EUR` or `INR`";

/// What a buyer would pay is private, and so is its currency.
fn target_prices(project: &Project, report: Report<'_>) {
    for buyer in &project.buyers {
        let price = buyer.target_price.for_audience(&Audience::Office).and_then(Option::as_ref);
        for at in price.and_then(|p| p.currency.at()).into_iter().filter(|at| !is_currency(&at.value)) {
            let message =
                format!("the currency in `target_price` of buyer `{}` is no currency code", buyer.id);
            report(Diagnostic::at(&codes::BAD_CODE, at.span, message).hint(CURRENCY_HINT));
        }
    }
}

fn port(whose: &str, at: &At<String>, say: &mut dyn FnMut(&At<String>, String, String)) {
    if !is_locode(&at.value) {
        let hint = "write its UN/LOCODE: the country's two letters and three characters, such as `INNSA`";
        say(at, format!("the port of {whose}"), hint.to_owned());
    }
}

fn incoterm(whose: &str, at: &At<String>, say: &mut dyn FnMut(&At<String>, String, String)) {
    if !INCOTERMS.contains(&at.value.as_str()) {
        let hint = match at.value.to_ascii_uppercase().as_str() {
            "DAT" => "write `DPU`, as Incoterms 2020 call it".to_owned(),
            "C&F" | "CNF" | "CANDF" => "write `CFR`".to_owned(),
            upper => did_you_mean(upper, INCOTERMS, &format!("write one of {}", INCOTERMS.join(", "))),
        };
        say(at, format!("a delivery term of {whose}"), hint);
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// `NNNN.NN`, then pairs after more dots.
fn is_hs(text: &str) -> bool {
    let mut parts = text.split('.');
    let heading = parts.next().is_some_and(|part| is_digits(part, 4));
    let rest: Vec<&str> = parts.collect();
    heading && (1..=4).contains(&rest.len()) && rest.iter().all(|part| is_digits(part, 2))
}

fn hs_hint(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if !(6..=12).contains(&digits.len()) || digits.len() % 2 == 1 {
        return "write at least six digits: `6302.60`".to_owned();
    }
    let pairs =
        digits.as_bytes()[4..].chunks(2).map(|pair| format!(".{}{}", pair[0] as char, pair[1] as char));
    format!("write `{}{}`", &digits[..4], pairs.collect::<String>())
}

/// GS1 General Specifications, section 7.9: weights 3 and 1 from the right.
fn check_digit(digits: &str) -> Option<char> {
    let sum: u32 = digits
        .chars()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(c, w)| c.to_digit(10).unwrap_or(0) * w)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10)
}

fn is_gtin(text: &str) -> bool {
    let right = [8, 12, 13, 14].into_iter().any(|count| is_digits(text, count));
    right && check_digit(&text[..text.len() - 1]) == text.chars().last()
}

fn gtin_hint(typed: &str) -> String {
    if [8, 12, 13, 14].into_iter().any(|count| is_digits(typed, count)) {
        return "check the digits: the last one does not fit the others".to_owned();
    }
    "write its 8, 12, 13 or 14 digits without spaces".to_owned()
}

/// Country, then three letters or digits 2 to 9.
fn is_locode(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..].iter().all(|b| b.is_ascii_uppercase() || (b'2'..=b'9').contains(b))
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}
