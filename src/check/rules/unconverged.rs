//! # Page numbers would not settle
//!
//! Page numbers in contents and references can change the length of lines, and so the pages themselves.
//! The pages were set five times and still moved; the numbers printed may be off by one in the places
//! that the message names.
//!
//! Change a word or two near a page break, then build again.
