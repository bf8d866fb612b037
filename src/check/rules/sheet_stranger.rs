//! # A sheet is of somebody else
//!
//! The form was made for another consortium, or names a firm, an event or a price list that this project has not. It may
//! also be a form of a later version of Fairfolio. Nothing of it was written.
//!
//! Import it in the project that it is for. Where a price list is wanted, write its head first: currency, Incoterm, place
//! and days stand in no row.
