//! Lengths: everything inside is PostScript points (1/72 inch) as `f32`; millimetres stop here.

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// Points in a pixel of the web, of which 96 make an inch.
pub(super) const PX: f32 = 0.75;

/// Points as millimetres.
pub(super) fn to_mm(pt: f32) -> f32 {
    pt / MM
}

/// Reads a length: a bare number means `unit` points each; `mm`, `pt` and `px` say so themselves.
pub(super) fn parse_length(text: &str, unit: f32) -> Option<f32> {
    const UNITS: [(&str, f32); 3] = [("mm", MM), ("pt", 1.0), ("px", PX)];
    let text = text.trim();
    let says = |&(name, factor)| text.strip_suffix(name).map(|number| (number, factor));
    let (number, factor) = UNITS.iter().find_map(says).unwrap_or((text, unit));
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
