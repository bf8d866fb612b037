//! The print engine, from markup to PDF. Set `BLESS=1` to write the golden dumps anew.

mod conformance;
mod findings;
mod golden;
mod layout;
mod support;
mod text;
