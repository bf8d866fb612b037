//! A small sRGB profile, ICC.1:2001-04 (version 2.1), so that colours mean the same everywhere.

/// Points of the tone curve.
const CURVE: u16 = 1024;

/// The profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        // Primaries adapted to D50 by Bradford, as in IEC 61966-2-1, Annex F.
        (b"rXYZ", xyz(0.436_07, 0.222_49, 0.013_92)),
        (b"gXYZ", xyz(0.385_15, 0.716_87, 0.097_08)),
        (b"bXYZ", xyz(0.143_07, 0.060_61, 0.714_10)),
        (b"rTRC", curve),
    ];
    let mut table = Vec::new();
    let mut data = Vec::new();
    let count = tags.len() as u32 + 2;
    let start = 128 + 4 + 12 * count;
    for (name, bytes) in &tags {
        let offset = start + data.len() as u32;
        let names: &[&[u8; 4]] = if *name == b"rTRC" { &[b"rTRC", b"gTRC", b"bTRC"] } else { &[name] };
        for name in names {
            table.extend_from_slice(*name);
            table.extend_from_slice(&offset.to_be_bytes());
            table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        }
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = header(start + data.len() as u32);
    out.extend_from_slice(&count.to_be_bytes());
    out.extend(table);
    out.extend(data);
    out
}

fn header(size: u32) -> Vec<u8> {
    let mut out = vec![0; 128];
    out[0..4].copy_from_slice(&size.to_be_bytes());
    out[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    out[12..24].copy_from_slice(b"mntrRGB XYZ ");
    // A fixed date: 1 January 2000.
    out[24..36].copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out[36..40].copy_from_slice(b"acsp");
    out[68..80].copy_from_slice(&xyz(0.9642, 1.0, 0.8249)[8..20]);
    out
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(x: f64, y: f64, z: f64) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    [x, y, z].iter().for_each(|value| out.extend(fixed(*value)));
    out
}

fn text(words: &str) -> Vec<u8> {
    let mut out = b"text\0\0\0\0".to_vec();
    out.extend_from_slice(words.as_bytes());
    out.push(0);
    out
}

fn description(words: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend_from_slice(&(words.len() as u32 + 1).to_be_bytes());
    out.extend_from_slice(words.as_bytes());
    // The terminator, then empty Unicode and ScriptCode forms.
    out.extend_from_slice(&[0; 1 + 4 + 4 + 2 + 1 + 67]);
    out
}

/// The sRGB transfer function, IEC 61966-2-1.
fn curve() -> Vec<u8> {
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend_from_slice(&u32::from(CURVE).to_be_bytes());
    for step in 0..CURVE {
        let c = f64::from(step) / f64::from(CURVE - 1);
        let linear = if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        out.extend_from_slice(&((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}
