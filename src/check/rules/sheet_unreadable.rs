//! # A sheet cannot be read
//!
//! `fairfolio import` reads XLSX, ODS and text with separators (CSV), by what is in the file and not by its name. The
//! message says what the file is instead: an old XLS, a PDF with the ending of a sheet, a file with a password, one
//! that was cut off on its way, or one that would unpack to far more than any list of firms has.
//!
//! Open it in a spreadsheet program and save it as XLSX, or ask the firm for it once more. Nothing was written.
