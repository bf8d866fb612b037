//! # A country code that does not exist
//!
//! Countries are given by the two capital letters of ISO 3166-1, so that their names can be printed in every
//! language and buyers can filter by them. Look the code up, or take it from the end of the country's web
//! addresses (except `.uk`).
//!
//! ```toml
//! country = "UK"     # wrong
//! country = "GB"     # right
//! ```

use super::Report;
use crate::diag::{Diagnostic, codes};
use crate::model::field::At;
use crate::model::private::Audience;
use crate::model::project::Project;

/// ISO 3166-1 alpha-2, and XK for Kosovo, which many offices use.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET \
    FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO \
    IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH \
    MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

pub(super) fn check(project: &Project, report: Report<'_>) {
    let mut one = |whose: String, at: &At<String>| {
        if !is_code(&at.value) {
            let message = format!("{whose} is `{}`, which is no country code", at.value);
            report(Diagnostic::at(&codes::COUNTRY_CODE, at.span, message).hint(hint(&at.value)));
        }
    };
    if let Some(own) = &project.consortium {
        own.country.at().into_iter().for_each(|at| one("`country` of the consortium".to_owned(), at));
        for office in &own.offices {
            let of = |field: &str| format!("`{field}` of office `{}`", office.id.str());
            office.country.at().into_iter().for_each(|at| one(of("country"), at));
            office.territory.iter().for_each(|at| one(of("territory"), at));
        }
    }
    for member in &project.members {
        let of = |field: &str| format!("`{field}` of member `{}`", member.id);
        member.country.at().into_iter().for_each(|at| one(of("country"), at));
        member.markets.iter().for_each(|at| one(of("markets"), at));
        member.target_markets.iter().for_each(|at| one(of("target_markets"), at));
    }
    for product in &project.products {
        product
            .origin
            .at()
            .into_iter()
            .for_each(|at| one(format!("`origin` of product `{}`", product.id), at));
    }
    for event in &project.events {
        event.country.at().into_iter().for_each(|at| one(format!("`country` of event `{}`", event.id), at));
    }
    buyers(project, report);
}

/// Where a buyer sits and sells is private: the message names the field only.
fn buyers(project: &Project, report: Report<'_>) {
    let office = &Audience::Office;
    for buyer in &project.buyers {
        let country = buyer.country.for_audience(office).and_then(|field| field.at());
        let markets =
            buyer.profile.for_audience(office).map_or(&[][..], |profile| profile.markets.as_slice());
        let fields =
            country.into_iter().map(|at| ("country", at)).chain(markets.iter().map(|at| ("markets", at)));
        for (field, at) in fields.filter(|(_, at)| !is_code(&at.value)) {
            let message = format!("`{field}` of buyer `{}` is no country code", buyer.id);
            let hint = "write two capital letters, such as `DE`";
            report(Diagnostic::at(&codes::COUNTRY_CODE, at.span, message).hint(hint));
        }
    }
}

/// Every code, in order.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    CODES.split_whitespace()
}

fn is_code(text: &str) -> bool {
    codes().any(|code| code == text)
}

fn hint(typed: &str) -> String {
    let upper = typed.to_ascii_uppercase();
    let meant = match upper.as_str() {
        "UK" | "ENGLAND" => "GB",
        "USA" => "US",
        "UAE" => "AE",
        "IND" | "INDIA" => "IN",
        "GER" | "DEU" | "GERMANY" => "DE",
        "EU" => return "name its countries one by one: the European Union is no country".to_owned(),
        upper if is_code(upper) => upper,
        _ => return "write two capital letters, such as `IN` or `DE`".to_owned(),
    };
    format!("write `{meant}`")
}
