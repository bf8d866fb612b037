//! Names that stand for something: countries, languages, units, groups, standards, certificates, products. One
//! that is not known is asked about, with the nearest that is.

use super::{Around, Question};
use crate::diag::nearest;
use crate::import::facts::{Known, Named, called};
use crate::import::fields::Field;
use crate::import::plain::Plain;
use crate::import::{quantities, words};

pub(super) fn unknown<'a>(what: &str, text: &str, names: impl Iterator<Item = &'a str> + Clone) -> Question {
    let hint = match nearest(text, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let some: Vec<&str> = names.take(12).collect();
            format!("known are: {}", some.join(", "))
        }
    };
    Question::new(format!("there is no {what} `{text}`"), hint)
}

pub(super) fn country(text: &str, known: &Known) -> Result<Plain, Question> {
    let is_code = text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic());
    let upper = text.to_uppercase();
    if is_code && known.countries.values().any(|code| *code == upper) {
        return Ok(Plain::Text(upper));
    }
    let found = known.countries.get(&words::folded(text));
    found.map(Plain::text).ok_or_else(|| {
        let near = nearest(&words::folded(text), known.countries.keys().map(String::as_str));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`? Else write its code of two letters"),
            None => "write its code of two letters, such as IN".to_owned(),
        };
        Question::new(format!("there is no country `{text}`"), hint)
    })
}

pub(super) fn language(text: &str, known: &Known) -> Result<Plain, Question> {
    let word = words::folded(text);
    if known.languages.values().any(|tag| tag.eq_ignore_ascii_case(text)) {
        return Ok(Plain::Text(text.to_lowercase()));
    }
    let hint = "write its tag, such as en";
    known
        .languages
        .get(&word)
        .map(Plain::text)
        .ok_or_else(|| Question::new(format!("there is no language `{text}`"), hint))
}

pub(super) fn choice(field: &Field, text: &str, known: &Known) -> Result<Plain, Question> {
    if field.path.ends_with(".unit") {
        return unit(text, known)
            .map(|own| Plain::text(&own.id))
            .ok_or_else(|| unknown("unit", text, known.units.iter().map(|own| own.id.as_str())));
    }
    let word = words::folded(text);
    let found = field.choices.iter().find(|own| words::folded(own) == word);
    found.map(Plain::text).ok_or_else(|| {
        let names = field.choices.iter().map(String::as_str);
        unknown("choice", text, names)
    })
}

/// A unit of amounts, by handle, name, or what people write for it.
pub(super) fn unit<'a>(text: &str, known: &'a Known) -> Option<&'a Named> {
    const SAME: [&[&str]; 6] = [
        &[
            "pcs", "pc", "pieces", "piece", "nos", "no", "units", "unit", "stück", "stueck", "stk", "pièces",
            "pièce", "قطعة", "قطع", "ea",
        ],
        &["set", "sets", "satz", "jeu", "طقم"],
        &["dozen", "dz", "doz", "dozens", "dutzend", "douzaine"],
        &["pair", "pairs", "prs", "paar", "paire"],
        &["m", "mtr", "mtrs", "meter", "meters", "metre", "metres"],
        &["kg", "kgs", "kilo", "kilogram"],
    ];
    let all = known.units.iter();
    let folded = quantities::folded(text);
    called(all.clone(), text).or_else(|| {
        let same = SAME.iter().find(|names| names.contains(&folded.as_str()))?;
        all.clone().find(|own| {
            let names = std::iter::once(&own.id).chain(&own.names).map(|name| quantities::folded(name));
            names.into_iter().any(|name| same.contains(&name.as_str()))
        })
    })
}

pub(super) fn group(text: &str, known: &Known) -> Result<Plain, Question> {
    let found = called(known.groups.iter().map(|group| &group.own), text);
    found
        .map(|own| Plain::text(&own.id))
        .ok_or_else(|| unknown("product group", text, known.groups.iter().map(|group| group.own.id.as_str())))
}

pub(super) fn scheme(text: &str, known: &Known) -> Result<Plain, Question> {
    let found = called(known.schemes.iter(), text).or_else(|| {
        // `OEKO-TEX` for `OEKO-TEX STANDARD 100`, when only one begins so.
        let word = words::folded(text);
        let mut begin = known.schemes.iter().filter(|own| {
            own.names.iter().any(|name| {
                let name = words::folded(name);
                name.starts_with(&word) || word.starts_with(&name)
            })
        });
        begin.next().filter(|_| begin.next().is_none())
    });
    found
        .map(|own| Plain::text(&own.id))
        .ok_or_else(|| unknown("standard", text, known.schemes.iter().map(|own| own.id.as_str())))
}

pub(super) fn certificate(text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let own = || around.known.certificates.iter().filter(|own| own.member == around.member);
    let exact = own().find(|own| own.id == text || (!own.number.is_empty() && own.number == text));
    let by_scheme = || {
        let Ok(Plain::Text(id)) = scheme(text, around.known) else { return None };
        own().find(|own| own.scheme == id)
    };
    exact.or_else(by_scheme).map(|own| Plain::text(&own.id)).ok_or_else(|| {
        let ids: Vec<&str> = own().map(|own| own.id.as_str()).collect();
        let hint = match ids.is_empty() {
            true => "enter it among the certificates of the firm first".to_owned(),
            false => format!("its certificates are: {}", ids.join(", ")),
        };
        Question::new(format!("the firm has no certificate `{text}`"), hint)
    })
}

pub(super) fn product(text: &str, around: Around<'_>) -> Result<Plain, Question> {
    let word = words::folded(text);
    let own = || around.known.products_of(around.member);
    let by_sku = own().find(|own| own.sku == text || words::folded(&own.sku) == word);
    let by_name = || {
        let mut called =
            own().filter(|own| own.id == text || own.names.iter().any(|name| words::folded(name) == word));
        called.next().filter(|_| called.next().is_none())
    };
    let by_handle = || own().find(|own| format!("{}/{}", own.member, own.id) == text);
    let found = by_sku.or_else(by_name).or_else(by_handle);
    found.map(|own| Plain::text(format!("{}/{}", own.member, own.id))).ok_or_else(|| {
        unknown("product of this firm with the number", text, own().map(|own| own.sku.as_str()))
    })
}
