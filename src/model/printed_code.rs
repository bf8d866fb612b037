//! Codes on paper: where the printed QR codes of records lead, as the office keeps them. A code that was
//! printed once never means anything else again.

use super::field::Field;
use crate::source::Span;

/// A code that stands on paper.
#[derive(Clone, Debug)]
pub struct PrintedCode {
    /// The code, the last part of `/q/<code>/`.
    pub code: Field<String>,
    /// Id of the member, or full id of the product, that it was printed for.
    pub record: Field<String>,
    /// The entry.
    pub span: Span,
}

/// Letters and digits of codes: those that nobody takes for one another.
pub const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Fewest letters of a code.
pub const SHORTEST: usize = 5;

/// Whether a word can be a code.
pub fn is_code(word: &str) -> bool {
    word.len() >= SHORTEST && word.bytes().all(|byte| ALPHABET.contains(&byte))
}
