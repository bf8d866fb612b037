//! # A reference in print leads nowhere
//!
//! A document points to a page, a chapter or an entry that is not in it, so that its page number would be
//! missing. Most often a text links to something that this brochure does not show.
//!
//! Correct the link, or take what it points to into the brochure's selection.
