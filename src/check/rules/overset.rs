//! # A text is larger than its place
//!
//! Print gives every firm the same space. This text does not fit its place in the documents named below
//! the message; it is never shrunk, cut or left out without a word. A draft shows it in full on an added
//! page.
//!
//! Shorten the text by about as much as the message says. When only the translation is too long, shorten
//! the translation.
