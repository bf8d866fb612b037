//! # A file is no TOML
//!
//! The file could not be understood at the marked place, and is not read any further. All such
//! places of all files are reported in one run.
//!
//! Most often a quotation mark is missing, a comma between two entries of a list, or an equals sign.
//!
//! ```toml
//! name = "Riverside Looms        # wrong: the closing quotation mark is missing
//! name = "Riverside Looms"       # right
//! ```
