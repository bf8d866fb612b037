//! # A row of a sheet is left out
//!
//! The row names no record: a sum, a remark below the list, or a line of which only some cells are filled. It may also
//! repeat a row above to the letter. No value of it was read.
//!
//! When it is a record, fill the column that names it (article number or product, firm, company) and import the sheet
//! again. Otherwise there is nothing to do.
