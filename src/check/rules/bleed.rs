//! # A picture ends at the edge of the page
//!
//! Paper is cut after printing, never to the hair: what shall reach the edge has to run over it by the
//! bleed of the printer's profile, most often 3 mm, else a white sliver shows. Pictures and grounds that
//! touch the edge are run over it by the program. A drawing cannot be, and a picture that ends less than
//! two millimetres inside the page looks like a slip of the knife.
//!
//! Move it away from the edge by at least 3 mm in the theme's template, or let it run over the edge by
//! the bleed.
