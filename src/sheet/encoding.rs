//! Letters from bytes: text files say seldom in which encoding they are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file, whatever it is encoded in, and the name of the encoding.
pub fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let encoding = encoding(bytes);
    // A mark of byte order is taken away.
    let (text, used, _) = encoding.decode(bytes);
    (text.into_owned(), used.name())
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// UTF-16 without a mark: in a table of figures every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| {
        let some = bytes.iter().skip(odd).step_by(2).take(500);
        let (count, zero) =
            some.fold((0, 0), |(count, zero), byte| (count + 1, zero + usize::from(*byte == 0)));
        count > 1 && zero * 3 > count
    };
    match (zeros(0), zeros(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}
