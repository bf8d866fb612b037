//! The way back from glyphs to characters: a `ToUnicode` character map.

use std::fmt::Write as _;

use super::numbers::utf16_hex;

/// Entries of a block may be at most 100, Adobe Technical Note 5014.
const BLOCK: usize = 100;

/// Writes the map for (glyph number in the file, characters).
pub(super) fn write<'t>(entries: impl Iterator<Item = (u16, &'t str)>) -> Vec<u8> {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let mut entries: Vec<(u16, &str)> = entries.collect();
    entries.sort_unstable();
    for block in entries.chunks(BLOCK) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (glyph, text) in block {
            let _ = writeln!(out, "<{glyph:04X}> <{}>", utf16_hex(text));
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}
