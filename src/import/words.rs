//! Words of cells: yes and no, lists, fibres in percent, lead times; and words made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::numbers::Decimal;
use super::quantities::{factor, is_unit, quantity};

const YES: [&str; 13] = ["yes", "y", "true", "1", "x", "✓", "✔", "ja", "oui", "si", "نعم", "available", "ok"];
const NO: [&str; 12] =
    ["no", "n", "false", "0", "nein", "non", "لا", "none", "✗", "✘", "not available", "nil"];
/// Words that say that there is nothing to say.
const NOTHING: [&str; 14] =
    ["-", "–", "—", "n/a", "na", "n.a.", "nil", "none", "tbd", "tba", "?", "./.", "keine", "..."];

/// Lower case, without accents, signs and doubled blanks: so that headings and names can be compared.
pub fn folded(text: &str) -> String {
    let plain: String = text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let letters: String = plain
        .chars()
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            'ß' => 's',
            c if c.is_alphanumeric() || matches!(c, '%' | '²' | '/') => c,
            _ => ' ',
        })
        .filter(|c| *c != 'ـ')
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a cell says that there is nothing to say.
pub fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.trim().to_lowercase().as_str())
}

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    let word = text.trim().trim_end_matches(['.', '!']).to_lowercase();
    match () {
        () if YES.contains(&word.as_str()) => Some(true),
        () if NO.contains(&word.as_str()) || word == "-" => Some(false),
        () => None,
    }
}

/// The entries of a list: one a line, or parted by semicolons, else by commas, else by slashes.
pub fn list(text: &str) -> Vec<String> {
    let sign = [';', '\n', '،', ',', '|', '•'].into_iter().find(|sign| text.contains(*sign));
    let clean = |entry: &str| entry.trim().trim_start_matches(['-', '•', '*', '·']).trim().to_owned();
    let entries = match sign {
        Some(sign) => text.split(sign).map(clean).collect(),
        None if text.contains(" / ") => text.split(" / ").map(clean).collect(),
        None => vec![clean(text)],
    };
    entries.into_iter().filter(|entry: &String| !entry.is_empty()).collect()
}

/// A fibre with its share, and the part of the product that it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Fibre {
    /// Such as `pile`; empty for the whole.
    pub part: String,
    /// Such as `cotton`.
    pub fibre: String,
    /// Of 100.
    pub percent: f64,
}

/// Reads `80% cotton / 20% polyester`, `cotton 80, polyester 20`, `Pile: 100 % cotton; ground: …`, `100% cotton`.
pub fn composition(text: &str, decimal: Option<Decimal>) -> Option<Vec<Fibre>> {
    let mut fibres = Vec::new();
    let parts: Vec<&str> = text.split([';', '\n']).filter(|part| !part.trim().is_empty()).collect();
    for part in parts {
        let (name, rest) = match part.split_once(':') {
            Some((name, rest)) => (name.trim().to_lowercase(), rest),
            None => (String::new(), part),
        };
        for piece in rest
            .split(['/', ',', '+', '&'])
            .flat_map(|own| own.split(" and "))
            .flat_map(|own| own.split(" und "))
        {
            let (percent, fibre) = share(piece.trim(), decimal)?;
            fibres.push(Fibre { part: name.clone(), fibre, percent });
        }
    }
    (!fibres.is_empty()).then_some(fibres)
}

/// A share before or after its fibre.
fn share(text: &str, decimal: Option<Decimal>) -> Option<(f64, String)> {
    let named = |rest: &str| {
        let name =
            rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '%' | '٪' | '(' | ')' | '-' | ':'));
        (!name.is_empty() && !name.contains(|c: char| c.is_ascii_digit())).then(|| name.to_lowercase())
    };
    if let Ok(own) = quantity(text, decimal) {
        let percent = own.rest.trim_start();
        return named(percent)
            .filter(|_| own.high.is_none() && own.low <= 100.0)
            .map(|fibre| (own.low, fibre));
    }
    let at = text.find(|c: char| c.is_numeric())?;
    let (name, rest) = text.split_at(at);
    let own = quantity(rest, decimal).ok()?;
    let is_share = own.rest.is_empty() || matches!(own.rest.trim_end_matches(')'), "%" | "٪" | "percent");
    named(name).filter(|_| is_share && own.low <= 100.0).map(|fibre| (own.low, fibre))
}

/// Steps of a lead time: up to how many pieces, how many days; without a number it holds for all.
pub fn lead_time(text: &str, decimal: Option<Decimal>) -> Option<Vec<(Option<f64>, f64)>> {
    let steps: Vec<&str> = text.split([';', '\n']).filter(|step| !step.trim().is_empty()).collect();
    let step = |step: &&str| {
        let own = quantity(step, decimal).ok()?;
        let (unit, rest) = own.rest.split_once(' ').unwrap_or((&own.rest, ""));
        let days = match unit {
            "" => 1.0,
            unit if is_unit(unit) => factor(unit, "days")?,
            _ => return None,
        };
        // Of a range the longer time is the promise that can be kept.
        let days = own.high.unwrap_or(own.low) * days;
        let up_to = rest.find(|c: char| c.is_numeric()).map(|at| quantity(&rest[at..], decimal));
        match up_to {
            None if rest.trim().is_empty() => Some((None, days)),
            Some(Ok(up_to)) => Some((Some(up_to.low), days)),
            _ => None,
        }
    };
    let all: Option<Vec<_>> = steps.iter().map(step).collect();
    all.filter(|all| !all.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fibres_add_up_as_they_are_written() {
        let read = |text: &str| {
            let all = composition(text, None)?;
            Some(
                all.into_iter()
                    .map(|own| format!("{}|{}|{}", own.part, own.fibre, own.percent))
                    .collect::<Vec<_>>(),
            )
        };
        let two = Some(vec!["|cotton|80".to_owned(), "|polyester|20".to_owned()]);
        for text in ["80% cotton / 20% polyester", "80 % Cotton, 20 % Polyester", "Cotton 80% Polyester"] {
            assert_eq!(read(text) == two, !text.starts_with("Cotton"), "{text}");
        }
        assert_eq!(read("cotton 80, polyester 20"), two);
        assert_eq!(read("80% cotton and 20% polyester"), two);
        let parts = Some(vec!["pile|cotton|100".to_owned(), "ground|polyester|100".to_owned()]);
        assert_eq!(read("Pile: 100% cotton; Ground: 100% polyester"), parts);
        assert_eq!(read("٨٠٪ قطن"), Some(vec!["|قطن|80".to_owned()]));
        assert_eq!(read("mostly cotton"), None);
    }

    #[test]
    fn lead_times_have_steps() {
        assert_eq!(
            lead_time("35 days up to 5000; 60 days", None),
            Some(vec![(Some(5000.0), 35.0), (None, 60.0)])
        );
        assert_eq!(lead_time("30-45 days", None), Some(vec![(None, 45.0)]));
        assert_eq!(lead_time("6 weeks", None), Some(vec![(None, 42.0)]));
        assert_eq!(lead_time("45", None), Some(vec![(None, 45.0)]));
        assert_eq!(lead_time("soon", None), None);
    }

    #[test]
    fn words_are_compared_without_accents_and_signs() {
        assert_eq!(folded("  Désignation – Produit* "), "designation produit");
        assert_eq!(folded("Art.-Nr."), "art nr");
        assert_eq!(folded("أحمد"), "احمد");
        assert_eq!(
            (flag("Ja"), flag("✓"), flag("Nein."), flag("perhaps")),
            (Some(true), Some(true), Some(false), None)
        );
        assert_eq!(list("weaving, dyeing; finishing"), ["weaving, dyeing", "finishing"]);
        assert_eq!(list("- weaving\n- dyeing"), ["weaving", "dyeing"]);
    }
}
