//! # A file outside the project
//!
//! A record names a file that does not lie in the project's folder. Such a file would be missing on every
//! other computer, and a record could take in files that are nobody's business.
//!
//! Copy the file into the project, beside the record that uses it, and write its name with `/` between
//! folders.
//!
//! ```toml
//! logo = "C:\\Users\\office\\logo.svg"   # wrong
//! logo = "logo.svg"                        # right: beside the record
//! ```
