//! # Too many pages for staples
//!
//! A booklet that is folded and stapled through the fold holds at most 48 pages: thicker ones do not lie
//! shut, and their inner pages stand out by millimetres.
//!
//! Bind it with `binding = "perfect"`: the pages are glued into a cover with a spine. Its width is worked
//! out from `caliper_mm`. Fewer products in print do it too.
