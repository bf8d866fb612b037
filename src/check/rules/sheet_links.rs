//! # A translation links elsewhere than its source
//!
//! Text and translation came with a translator's form, and the addresses in their links are not the same. Most often one
//! was translated with the words around it, or a link was lost. The translation was taken over as it is.
//!
//! Correct the address in the translation. If it is meant, as with a page of another site that exists in both languages,
//! there is nothing to do.
//!
//! ```text
//! source:  [our shades](pages/shades.html)
//! wrong:   [unsere Farben](seiten/farben.html)
//! right:   [unsere Farben](pages/shades.html)
//! ```
