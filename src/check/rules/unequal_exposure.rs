//! # A firm had more space than another over the editions
//!
//! What was printed is kept by `fairfolio edition close`. Over all closed editions and the one that is being made, each firm
//! should have had the same part of the space. The members agreed on the largest ratio (`exposure_ratio` in `limits`:
//! 1.10 is a tenth more). An edition counts for a firm from the day on which it joined; one in which it does not stand
//! counts as nothing.
//!
//! Give the firm with the least more space in the next edition, or let the assembly decide that it is right as it is and
//! raise the limit. `fairfolio audit` shows the account of each firm.
