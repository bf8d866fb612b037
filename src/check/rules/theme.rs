//! # The theme has a mistake
//!
//! A file of the theme that is no template cannot be used as it is: a style, a font or a list of words.
//! Unknown names in styles are errors, because a misspelt style would be ignored without a word.
//!
//! Correct the file in `theme/`, or remove it so that the theme's own is used.
