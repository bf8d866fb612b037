//! # A print template is wrong
//!
//! The template of a document makes markup that the print engine does not understand: an unknown element,
//! an attribute with a wrong value, or elements that are nested too deeply. The place is in the template.
//!
//! When the template is the project's own, in `theme/print/`, correct it there, or remove the file so
//! that the theme's own is used again. Otherwise please report it.
