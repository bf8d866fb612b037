//! # A character that no font has
//!
//! The print fonts cover Latin, Greek, Cyrillic, Arabic, Hebrew and the scripts of India, but not this
//! character: it would print as an empty box. Most often it is a symbol or an emoji that was copied in.
//!
//! Replace the character by a word, or by a common sign such as `–`, `×` or `•`.
