//! One finding for the same matter in several papers and languages, where only figures differ.

use super::Diagnostic;

/// What two messages have in common that say the same with other figures: figures as `#`, and words
/// without the ending of a plural. Text of the user, which stands in back-ticks, stays.
pub(super) fn shape(message: &str) -> String {
    let words = message.split(' ').map(|word| match is_figure(word) {
        true => "#",
        false => word.strip_suffix('s').unwrap_or(word),
    });
    let mut quoted = false;
    let mut out: Vec<&str> = Vec::new();
    for (word, shaped) in message.split(' ').zip(words) {
        let ticks = word.matches('`').count();
        out.push(if quoted || ticks > 0 { word } else { shaped });
        quoted ^= ticks % 2 == 1;
    }
    out.join(" ")
}

/// Takes the other finding's places in, and its figures as the ends of a range.
pub(super) fn absorb(old: &mut Diagnostic, new: Diagnostic) {
    old.message = joined(&old.message, &new.message);
    if old.hints.len() == new.hints.len() {
        for (hint, other) in old.hints.iter_mut().zip(&new.hints) {
            if shape(hint) == shape(other) {
                *hint = joined(hint, other);
            }
        }
    }
    old.outputs.extend(new.outputs);
}

/// Two messages of one shape as one: `46 ppi` and `47 ppi` are `46–47 ppi`.
fn joined(old: &str, new: &str) -> String {
    let words = old.split(' ').zip(new.split(' ')).map(|(a, b)| match (ends(a), ends(b)) {
        _ if a == b => a.to_owned(),
        (Some(a), Some(b)) => {
            let least = if value(a.0) <= value(b.0) { a.0 } else { b.0 };
            let most = if value(a.1) >= value(b.1) { a.1 } else { b.1 };
            if least == most { least.to_owned() } else { format!("{least}–{most}") }
        }
        // The plural is right for a range.
        _ => if a.len() >= b.len() { a } else { b }.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_figure(word: &str) -> bool {
    ends(word).is_some()
}

/// The ends of a range, or a figure twice.
fn ends(word: &str) -> Option<(&str, &str)> {
    let figure = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) && part.parse::<f64>().is_ok();
    let (least, most) = word.split_once('–').unwrap_or((word, word));
    (figure(least) && figure(most)).then_some((least, most))
}

fn value(figure: &str) -> f64 {
    figure.parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::{joined, shape};

    #[test]
    fn figures_become_ranges_and_quoted_text_stays() {
        assert_eq!(shape("text is 1 line too long"), shape("text is 2 lines too long"));
        assert_ne!(shape("picture `a 1` has 46 ppi"), shape("picture `a 2` has 46 ppi"));
        let one = joined("text is 2 lines too long", "text is 1 line too long");
        assert_eq!(one, "text is 1–2 lines too long");
        assert_eq!(joined(&one, "text is 4 lines too long"), "text is 1–4 lines too long");
        assert_eq!(joined("`a 1` has 47 ppi", "`a 1` has 46 ppi"), "`a 1` has 46–47 ppi");
    }
}
