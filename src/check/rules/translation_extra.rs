//! # A translation says more than its source
//!
//! A translation file holds only texts that its source has too. Here it translates a field that the
//! source does not have, so the text shows nowhere. Most often the field was removed from the source, or
//! its name is misspelt in the translation.
//!
//! Remove the field from the translation, or add it to the source.
