//! # Two rows are of one record
//!
//! Two rows have the same article number (or name, where there is none) and say different things. The first one is taken;
//! which of them is right only the firm knows.
//!
//! Give each product its own number, or remove one of the rows. Then import the sheet again.
