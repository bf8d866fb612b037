//! Lengths: everything inside is PostScript points (1/72 inch) as `f32`; millimetres stop here.

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// Points as millimetres.
pub(super) fn to_mm(pt: f32) -> f32 {
    pt / MM
}

/// Reads a length: a bare number means `unit` points each; `mm` and `pt` say so themselves.
pub(super) fn parse_length(text: &str, unit: f32) -> Option<f32> {
    let text = text.trim();
    let (number, factor) = match (text.strip_suffix("mm"), text.strip_suffix("pt")) {
        (Some(number), _) => (number, MM),
        (_, Some(number)) => (number, 1.0),
        _ => (text, unit),
    };
    number.trim().parse::<f32>().ok().filter(|n| n.is_finite()).map(|n| n * factor)
}

/// The nearest of `names` to `word`, when near enough to be what was meant.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name)
}
