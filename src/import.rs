//! Sheets of firms into records: forms that came back, and lists of any other shape. Everything here is pure:
//! bytes and the project's files in, changes and questions out. The command writes, after a yes.
//!
//! ```text
//! mapping  headings              → fields          guessed, or as somebody corrected it
//! rows     sheet, mapping        → records to be   each with its cells
//! form     form                  → records to be   with what each cell said when it went out
//! value    cell, field           → value           or a question
//! changes  records to be, files  → changes         old beside new, and the texts of the files
//! ```

pub mod changes;
pub mod facts;
mod fibres;
pub mod fields;
pub mod form;
pub mod known;
pub mod mapping;
pub mod memory;
pub mod pictures;
pub mod plain;
pub mod preview;
pub mod read;
pub mod record;
pub mod rows;
pub mod speech;
pub mod texts;
pub mod told;
pub mod translator;
pub mod value;

pub mod dates;
pub mod handles;
pub mod numbers;
pub mod quantities;
pub mod words;

pub use words::folded;
