//! # A template cannot be used
//!
//! A template of the theme has a mistake, so that a page or a document cannot be made. Templates of the
//! project's own lie in `theme/`; a mistake there stops everything that uses them.
//!
//! Correct the template at the named line. To go back to the theme's own, remove the file.
