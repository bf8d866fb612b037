//! # A cell is not understood
//!
//! What can be read in two ways is not guessed: `1.200` may be twelve hundred or one and a fifth, `03/04/2028` a day in
//! March or in April. The other cells of the sheet decide where they can. A unit that does not fit the field, a word
//! that is no choice of the product group or percentages that do not make 100 are asked about too.
//!
//! Correct the cell and import the sheet again, or type the value into the record yourself. Everything else of the
//! sheet is imported all the same.
