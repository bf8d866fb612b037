//! # An invisible character that cannot be published
//!
//! The text holds a control character, most often copied in from a PDF or an old word processor. No web
//! page and no PDF can hold it, and it cannot be seen in most editors. U+202D and U+202E turn the order of
//! letters round, so that a name or an address looks like another one; Arabic and Hebrew do not need them.
//!
//! Delete the character at the marked place; when it is hard to find, delete the word and type it again.
