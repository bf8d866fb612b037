//! # Blank pages were added
//!
//! A stapled booklet is made of folded sheets with four pages each, and a glued book of leaves with two.
//! The pages of the brochure do not come out even, so blank ones were put in before its last page: that
//! one stays the outside of the back. The PDF for the screen has no blank pages.
//!
//! Nothing needs to be done. A page more or less of contents makes the blank pages go away.
