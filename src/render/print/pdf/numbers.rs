//! Numbers and strings as PDF wants them.

use lopdf::Object;

/// A number with at most three decimals and no trailing zeros.
pub(super) fn put(out: &mut Vec<u8>, value: f32) {
    let milli = (f64::from(value) * 1000.0).round() as i64;
    if milli < 0 {
        out.push(b'-');
    }
    let milli = milli.unsigned_abs();
    out.extend_from_slice((milli / 1000).to_string().as_bytes());
    let mut rest = milli % 1000;
    if rest > 0 {
        out.push(b'.');
        let mut unit = 100;
        while rest > 0 {
            out.push(b'0' + (rest / unit) as u8);
            rest %= unit;
            unit /= 10;
        }
    }
}

/// Numbers with a space after each, then an operator and a new line.
pub(super) fn op(out: &mut Vec<u8>, operands: &[f32], operator: &str) {
    for value in operands {
        put(out, *value);
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
    out.push(b'\n');
}

/// An array of numbers.
pub(super) fn array(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|v| Object::Real((v * 1000.0).round() / 1000.0)).collect())
}

/// A text string: UTF-16 with its mark.
pub(super) fn text(value: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}

/// UTF-16 big-endian in hexadecimal digits.
pub(super) fn utf16_hex(value: &str) -> String {
    value.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}
